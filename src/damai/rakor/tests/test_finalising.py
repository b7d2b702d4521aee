"""Minutes become final only when they are whole; then nothing changes, the ledger holds the digest, and promises are followed."""

import threading
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from tests.cast import cast, neighbours

from damai.commitments.models import ActionItem, Commitment
from damai.ledger.models import Entry
from damai.ledger.queries import entries_about
from damai.rakor.actions import add_item
from damai.rakor.actions.deciding import strike_decision, strike_task, write_decision, write_task
from damai.rakor.actions.finalising import NotHeldYet, NotWholeYet, add_addendum, finalise
from damai.rakor.actions.refusals import Closed, NotYours, Refused
from damai.rakor.actions.writing import not_discussed, open_note, save_note
from damai.rakor.models import AgendaItem, Attendance, Decision, Meeting, Note
from damai.rakor.queries.minutes import addenda_of, still_missing, verified, verified_addendum, written
from damai.rakor.rules.minutes import Lack, canonical
from damai.triage.tests.test_two_at_once import at_once

from .table import BEFORE, NINE, agency, meeting
from .test_deciding import task, whole
from .test_writing import DURING, seat

AFTER = NINE + timedelta(hours=3)


def came(found: Meeting) -> None:
    """Somebody was there."""
    Attendance.objects.create(
        meeting=found,
        client_id=uuid4(),
        agency=agency("kpu-jakpus"),
        sealed_name=b"x",
        name_hash=uuid4().hex,
        way="secretary",
        arrived_at=NINE,
        recorded_at=NINE,
        by="M-0001",
    )


def whole_meeting() -> Meeting:
    """A meeting whose minutes lack nothing: one item discussed, one not; two decisions, one of them taken back; a task."""
    with time_machine.travel(BEFORE, tick=False):
        found = meeting(chair_name="Dhany Sukma", chair_office="Wali Kota", secretary_name="Notulis")
        for title in ("Kesiapan tempat", "Lain-lain"):
            add_item(found, title=title, by=neighbours().kasman)
    seat(found, "bawaslu-jakpus", "kpu-jakpus")
    people = cast()
    with time_machine.travel(DURING, tick=False):
        first, second = found.agenda.order_by("number")
        note = open_note(found, part=Note.Part.DISCUSSION, item=first, by=people.sari)
        save_note(note, base_version=0, words="Tempat dibahas.", by=people.sari)
        not_discussed(second, so=True, by=people.sari)
        decision = write_decision(first, whole(is_public=True), by=people.sari)
        write_task(decision, task(), by=people.sari)
        strike_task(write_task(decision, task(words="Keliru"), by=people.sari), by=people.sari)
        strike_decision(write_decision(first, whole(words="Keliru"), by=people.sari), by=people.sari)
        came(found)
    found.refresh_from_db()
    return found


@pytest.mark.django_db
def test_whole_minutes_become_final_and_their_decisions_are_followed():
    found, kasman = whole_meeting(), neighbours().kasman
    with time_machine.travel(AFTER, tick=False):
        finalise(found, by=kasman)
    found.refresh_from_db()
    assert (found.state, len(found.minutes_sha256)) == (Meeting.State.FINAL, 64)
    commitment = Commitment.objects.get()
    assert (commitment.origin_code, commitment.series, commitment.owner_id, commitment.is_public) == (
        f"{found.code}/1",
        found.series.code,
        "kpu-jakpus",
        True,
    )
    assert (commitment.indicators.get().words, commitment.indicators.get().target) == ("Kelurahan yang didatangi", 44)
    item = ActionItem.objects.get()
    assert (item.owner_id, item.person.username, [each.code for each in item.supporting.all()]) == (
        "kpu-jakpus",
        "citra",
        ["bawaslu-jakpus"],
    )
    decision = Decision.objects.get(number=1)
    assert (decision.commitment, decision.tasks.get(number=1).action_item) == (commitment.code, item.code)
    assert verified(found).matches
    told = entries_about(found.code)[-1]
    assert told.name == "MinutesFinalised"
    assert "1 keputusan dan 1 tindak lanjut" in told.sentence


@pytest.mark.django_db
def test_everything_that_is_missing_is_said_at_once():
    with time_machine.travel(BEFORE, tick=False):
        found = meeting()
        item = add_item(found, title="Kesiapan tempat", by=neighbours().kasman)
    seat(found, "bawaslu-jakpus")
    sari, kasman = cast().sari, neighbours().kasman
    with time_machine.travel(DURING, tick=False):
        decision = write_decision(item, whole(owner=None, due_on=None, indicator="", target=None), by=sari)
        write_task(decision, task(owner=None, person=None, indicator="", target="", starts_on=None, due_on=None), by=sari)
        with pytest.raises(NotWholeYet) as refused:
            finalise(found, by=kasman)
    assert [each.what for each in refused.value.missing] == [
        Lack.CHAIR,
        Lack.SECRETARY,
        Lack.ATTENDANCE,
        Lack.NOTE,
        Lack.OWNER,
        Lack.DUE,
        Lack.INDICATOR,
        Lack.TARGET,
        Lack.TASK_OWNER,
        Lack.TASK_INDICATOR,
        Lack.TASK_TARGET,
        Lack.TASK_START,
        Lack.TASK_DUE,
    ]
    assert still_missing(found) == refused.value.missing
    found.refresh_from_db()
    assert found.state != Meeting.State.FINAL
    assert not Commitment.objects.exists()


@pytest.mark.django_db
def test_a_meeting_moved_past_a_due_date_is_noticed():
    """Dates were right when they were written; then the meeting was put on record for a later day."""
    found = whole_meeting()
    Meeting.objects.filter(pk=found.pk).update(starts_at=AFTER + timedelta(days=30), ends_at=AFTER + timedelta(days=31))
    found.refresh_from_db()
    assert [each.what for each in still_missing(found)] == [Lack.TASK_ORDER]


@pytest.mark.django_db
def test_only_the_convener_seals_and_not_before_it_began():
    found, people = whole_meeting(), cast()
    with time_machine.travel(BEFORE, tick=False), pytest.raises(NotHeldYet):
        finalise(found, by=neighbours().kasman)
    with time_machine.travel(AFTER, tick=False):
        for outsider in (people.sari, people.budi, people.polan, people.dewi):
            with pytest.raises(NotYours):
                finalise(found, by=outsider)
        finalise(found, by=neighbours().kasman)
        with pytest.raises(Closed):
            finalise(found, by=neighbours().kasman)
    assert Commitment.objects.count() == 1


@pytest.mark.django_db
def test_whoever_changes_what_was_sealed_is_found_out():
    found = whole_meeting()
    with time_machine.travel(AFTER, tick=False):
        finalise(found, by=neighbours().kasman)
    for change, back in [
        (lambda: Note.objects.update(words="Lain."), lambda: Note.objects.update(words="Tempat dibahas.")),
        (
            lambda: Decision.objects.filter(number=1).update(target=45),
            lambda: Decision.objects.filter(number=1).update(target=44),
        ),
        (lambda: AgendaItem.objects.filter(number=2).update(not_discussed=False), lambda: None),
    ]:
        assert verified(Meeting.objects.get()).matches
        change()
        assert not verified(Meeting.objects.get()).matches
        back()
    Meeting.objects.update(minutes_sha256="0" * 64)  # the digest beside the text proves nothing; the ledger's does
    assert verified(Meeting.objects.get()).sealed == verified(found).sealed


@pytest.mark.django_db
def test_the_same_minutes_give_the_same_bytes():
    found = whole_meeting()
    first = canonical(written(found))
    with time_machine.travel(AFTER, tick=False):
        finalise(found, by=neighbours().kasman)
    assert canonical(written(Meeting.objects.get())) == first
    assert b"Keliru" not in first
    assert b"Tempat dibahas." in first


@pytest.mark.django_db
def test_later_changes_are_addenda_with_a_digest_of_their_own():
    found, kasman = whole_meeting(), neighbours().kasman
    with time_machine.travel(AFTER, tick=False):
        with pytest.raises(Closed):
            add_addendum(found, words="Terlalu awal.", by=kasman)
        finalise(found, by=kasman)
        add_addendum(found, words="Nama pimpinan seharusnya lain.", by=kasman)
        second = add_addendum(found, words="Jumlah tenda: 12.", by=kasman)
        for by, words, refusal in [(cast().sari, "x", NotYours), (cast().budi, "x", NotYours), (kasman, "  ", Refused)]:
            with pytest.raises(refusal):
                add_addendum(found, words=words, by=by)
    assert [each.number for each in addenda_of(found)] == [1, 2]
    assert all(verified_addendum(each).matches for each in addenda_of(found))
    assert verified(found).matches
    type(second).objects.filter(pk=second.pk).update(words="Jumlah tenda: 11.")
    assert [verified_addendum(each).matches for each in addenda_of(found)] == [True, False]


@pytest.mark.django_db(transaction=True)
def test_a_saving_that_races_with_the_end_is_either_in_the_sealed_minutes_or_refused():
    found = whole_meeting()
    note = Note.objects.get(item__number=1)
    people, kasman = cast(), neighbours().kasman
    barrier, outcomes = threading.Barrier(2), {}

    def run(name: str, work) -> None:
        try:
            barrier.wait()
            work()
            outcomes[name] = "done"
        except Closed:
            outcomes[name] = "refused"
        finally:
            connection.close()

    def save() -> None:
        save_note(note, base_version=1, words="Tempat dibahas.\nKata terakhir.", by=people.sari)

    threads = [
        threading.Thread(target=run, args=["save", save]),
        threading.Thread(target=run, args=["final", lambda: finalise(found, by=kasman)]),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    note.refresh_from_db()
    assert outcomes["final"] == "done"
    assert ("Kata terakhir." in note.words) == (outcomes["save"] == "done")
    assert verified(Meeting.objects.get()).matches


@pytest.mark.django_db(transaction=True)
def test_two_who_end_the_minutes_at_once_end_them_once():
    found = whole_meeting()
    kasman = neighbours().kasman
    outcomes = at_once(*[lambda: finalise(found, by=kasman)] * 3)
    assert sorted(type(each).__name__ for each in outcomes) == ["Closed", "Closed", "Meeting"], outcomes
    assert Entry.objects.filter(name="MinutesFinalised").count() == 1
    assert Commitment.objects.count() == 1  # of the decision that somebody has to keep
