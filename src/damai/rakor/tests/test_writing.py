"""Minutes are written by several people at once: nobody's words are lost, nothing is written twice, and only the table writes."""

import threading
from datetime import timedelta

import pytest
import time_machine
from django.db import connection, transaction
from tests.cast import cast, neighbours

from damai.documents.rules.merging import words_of
from damai.rakor.actions import add_item, call_meeting, cancel_meeting
from damai.rakor.actions.refusals import Closed, NotYours
from damai.rakor.actions.writing import (
    LONGEST,
    NoSuchVersion,
    NotAtTheTable,
    TooLong,
    clean,
    heartbeat,
    leave,
    not_discussed,
    open_note,
    save_note,
)
from damai.rakor.models import Invitation, Meeting, Note, NoteVersion
from damai.rakor.queries.minutes import may_write, place_of, places_of, present_in, versions_of

from .table import BEFORE, NINE, agency, meeting, series

DURING = NINE + timedelta(minutes=30)


def seat(found: Meeting, *codes: str) -> None:
    """Put agencies on the list of a meeting."""
    for number, code in enumerate(codes, start=found.invitations.count() + 1):
        Invitation.objects.create(meeting=found, number=number, agency=agency(code), token_hash=f"{found.pk}-{number}")
    if found.state == Meeting.State.DRAFT:
        Meeting.objects.filter(pk=found.pk).update(state=Meeting.State.INVITED)
        found.refresh_from_db()


@pytest.fixture
def table(db):
    """The meeting of 11 October with one item, Bawaslu and the commission invited; the clock stands half an hour into it."""
    with time_machine.travel(BEFORE, tick=False):
        found = meeting()
        add_item(found, title="Kesiapan tempat", by=neighbours().kasman)
    seat(found, "bawaslu-jakpus", "kpu-jakpus")
    with time_machine.travel(DURING, tick=False):
        yield found


def note_of(found: Meeting, by=None) -> Note:
    return open_note(found, part=Note.Part.DISCUSSION, item=found.agenda.get(), by=by or cast().sari)


@pytest.mark.django_db
def test_two_who_went_on_from_the_same_version_are_both_there(table):
    people, note = cast(), note_of(table)
    first = save_note(note, base_version=0, words="Tempat dibahas.", by=people.sari)
    assert (first.version, first.words, first.merged) == (1, "Tempat dibahas.", False)
    second = save_note(note, base_version=1, words="Tempat sudah dibahas.", by=people.tuti)
    third = save_note(note, base_version=1, words="Tempat dibahas.\nTenda kurang dua.", by=people.citra)
    assert third.words == "Tempat sudah dibahas.\nTenda kurang dua."
    assert (third.version, third.merged, third.clashes) == (second.version + 1, True, ())
    kept = versions_of(note)
    assert [(each.version, each.by.username, each.base) for each in kept] == [(3, "citra", 1), (2, "tuti", 1), (1, "sari", 0)]
    assert (kept[0].sent, kept[0].merged) == ("Tempat dibahas.\nTenda kurang dua.", third.words)


@pytest.mark.django_db
def test_what_cannot_be_put_together_is_kept_twice_and_told(table):
    people, note = cast(), note_of(table)
    save_note(note, base_version=0, words="Rapat berikut hari Senin", by=people.sari)
    save_note(note, base_version=1, words="Rapat berikut hari Kamis", by=people.tuti)
    found = save_note(note, base_version=1, words="Rapat berikut hari Rabu", by=people.sari)
    assert found.words == "Rapat berikut hari Kamis\nRapat berikut hari Rabu"
    assert (found.clashes[0].mine, found.clashes[0].theirs) == ("Rapat berikut hari Rabu", "Rapat berikut hari Kamis")
    assert versions_of(note)[0].clashed


@pytest.mark.django_db
def test_the_same_saving_sent_again_changes_nothing_and_what_follows_is_not_written_twice(table):
    """The line broke after the first saving was kept: the page does not know, sends it again, and then sends more."""
    people, note = cast(), note_of(table)
    save_note(note, base_version=0, words="Pak Camat", by=people.sari, client="layar-1")
    again = save_note(note, base_version=0, words="Pak Camat", by=people.sari, client="layar-1")
    assert (again.version, NoteVersion.objects.count()) == (1, 1)
    save_note(note, base_version=1, words="Pak Camat\nKPU siap.", by=people.citra, client="layar-2")
    more = save_note(note, base_version=0, words="Pak Camat melapor.", by=people.sari, client="layar-1")
    assert more.words == "Pak Camat melapor.\nKPU siap."
    # Another page of the same person knows nothing of that, and stands for itself.
    other = save_note(note, base_version=3, words=more.words + "\nSelesai.", by=people.sari, client="layar-3")
    assert other.words.count("Pak Camat") == 1


@pytest.mark.django_db
def test_only_the_table_writes_and_others_do_not_learn_that_it_exists(table):
    people, others = cast(), neighbours()
    note = note_of(table)
    assert save_note(note, base_version=0, words="Dari penyelenggara.", by=others.kasman).version == 1
    with pytest.raises(NotAtTheTable):  # of the city, may read, was not invited
        save_note(note, base_version=1, words="x", by=people.komar)
    for outsider in (people.budi, people.dewi, people.oki):  # another city; in the field; the operator
        with pytest.raises(NotYours):
            save_note(note, base_version=1, words="x", by=outsider)
    assert (may_write(people.sari, table), may_write(people.komar, table)) == (True, False)
    Invitation.objects.filter(agency="bawaslu-jakpus").update(is_off=True)
    with pytest.raises(NotAtTheTable):
        save_note(note, base_version=1, words="x", by=people.sari)
    note.refresh_from_db()
    assert note.words == "Dari penyelenggara."


@pytest.mark.django_db
def test_an_item_of_another_meeting_is_not_written_here(table):
    with time_machine.travel(BEFORE, tick=False):
        other = call_meeting(
            series("Lain"), title="Lain", starts_at=NINE, ends_at=NINE + timedelta(hours=1), venue="x", by=neighbours().kasman
        )
    with pytest.raises(NotYours):
        open_note(other, part=Note.Part.DISCUSSION, item=table.agenda.get(), by=neighbours().kasman)


@pytest.mark.django_db
def test_nothing_is_written_once_it_is_cancelled_or_final(table):
    people, note = cast(), note_of(table)
    Meeting.objects.filter(pk=table.pk).update(state=Meeting.State.FINAL, minutes_sha256="0" * 64)
    with pytest.raises(Closed):
        save_note(note, base_version=0, words="x", by=people.sari)
    Meeting.objects.filter(pk=table.pk).update(state=Meeting.State.CANCELLED)
    with pytest.raises(Closed):
        not_discussed(table.agenda.get(), so=True, by=people.sari)
    assert not may_write(people.sari, Meeting.objects.get(pk=table.pk))


@pytest.mark.django_db
def test_the_first_words_during_the_meeting_begin_the_minutes_and_notes_made_before_do_not(table):
    people, note = cast(), note_of(table)
    with time_machine.travel(BEFORE, tick=False):
        save_note(note, base_version=0, words="Disiapkan sebelumnya.", by=neighbours().kasman)
    table.refresh_from_db()
    assert table.state == Meeting.State.INVITED
    save_note(note, base_version=1, words="Disiapkan sebelumnya.\nDibuka.", by=people.sari)
    table.refresh_from_db()
    assert table.state == Meeting.State.MINUTES
    with pytest.raises(Closed):
        cancel_meeting(table, by=neighbours().kasman)


@pytest.mark.django_db
def test_bad_input_is_answered(table):
    people, note = cast(), note_of(table)
    with pytest.raises(NoSuchVersion):
        save_note(note, base_version=7, words="x", by=people.sari)
    with pytest.raises(TooLong):
        save_note(note, base_version=0, words="kata " * (LONGEST // 5 + 1), by=people.sari)
    found = save_note(note, base_version=0, words="satu\r\ndua\x00 \ud800", by=people.sari)
    assert found.words == "satu\ndua ?"
    assert clean("a\rb") == "a\nb"


@pytest.mark.django_db
def test_who_writes_where_is_said_and_lapses_by_itself(table):
    people, note = cast(), note_of(table)
    heartbeat(note, by=people.tuti)
    heartbeat(note, by=people.tuti)
    assert present_in(table, but=people.sari) == {note.pk: ["Tuti"]}
    assert present_in(table, but=people.tuti) == {}
    with time_machine.travel(DURING + timedelta(seconds=13), tick=False):
        assert present_in(table) == {}
        heartbeat(note, by=people.tuti)
        leave(note, by=people.tuti)
        assert present_in(table) == {}


@pytest.mark.django_db
def test_every_part_can_be_written_in(table):
    keys = [place.key for place in places_of(table)]
    assert keys == ["pembukaan", str(table.agenda.get().pk), "penutup"]
    assert place_of(table, "tidak-ada") is None


@pytest.mark.django_db(transaction=True)
def test_four_who_save_at_the_same_moment_lose_nothing():
    people = cast()
    neighbours()
    with time_machine.travel(BEFORE, tick=False):
        found = meeting()
        add_item(found, title="Kesiapan tempat", by=neighbours().kasman)
    seat(found, "bawaslu-jakpus", "kpu-jakpus")
    note, barrier, failures = note_of(found), threading.Barrier(4), []
    writers = [people.sari, people.tuti, people.citra, neighbours().kasman]

    def write(number: int) -> None:
        try:
            base, words = 0, ""
            barrier.wait()
            for turn in range(5):
                words += f"\norang{number}putaran{turn}"
                saved = save_note(note, base_version=base, words=words, by=writers[number], client=f"layar-{number}")
                base, words = saved.version, saved.words
        except Exception as error:  # a thread's failure must fail the test
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=[number]) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    note.refresh_from_db()
    expected = {f"orang{number}putaran{turn}" for number in range(4) for turn in range(5)}
    assert sorted(words_of(note.words)) == sorted(expected)
    with transaction.atomic():
        assert note.versions.count() == note.version == 20
