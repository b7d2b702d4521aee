"""Decisions and tasks: who saves over another's change is told, dates make sense, numbers stay."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
import time_machine
from tests.cast import cast, neighbours

from damai.ledger.queries import entries_about
from damai.rakor.actions import add_item
from damai.rakor.actions.deciding import (
    ChangedMeanwhile,
    DecisionGiven,
    DueTooEarly,
    NotOfThatAgency,
    NotWhole,
    TaskGiven,
    change_decision,
    change_task,
    strike_decision,
    strike_task,
    write_decision,
    write_task,
)
from damai.rakor.actions.refusals import Closed, NotYours
from damai.rakor.actions.writing import NotAtTheTable
from damai.rakor.models import Meeting
from damai.rakor.queries.minutes import decisions_of

from .table import BEFORE, agency, meeting
from .test_writing import DURING, seat

HELD = date(2023, 10, 11)


@pytest.fixture
def item(db):
    """An item of the meeting of 11 October, half an hour into it."""
    with time_machine.travel(BEFORE, tick=False):
        found = meeting()
        item = add_item(found, title="Kesiapan tempat", by=neighbours().kasman)
    seat(found, "bawaslu-jakpus", "kpu-jakpus")
    with time_machine.travel(DURING, tick=False):
        yield item


def whole(**more) -> DecisionGiven:
    """A decision that lacks nothing."""
    given = {
        "words": "Semua kelurahan didatangi sosialisasi sebelum kampanye.",
        "owner": agency("kpu-jakpus"),
        "due_on": HELD + timedelta(days=45),
        "indicator": "Kelurahan yang didatangi",
        "unit": "kelurahan",
        "direction": "at-least",
        "target": Decimal(44),
        **more,
    }
    return DecisionGiven(**given)


def task(**more) -> TaskGiven:
    """A task that lacks nothing."""
    given = {
        "words": "Menyusun jadwal sosialisasi",
        "output": "Jadwal",
        "owner": agency("kpu-jakpus"),
        "person": cast().citra,
        "supporting": (agency("bawaslu-jakpus"),),
        "indicator": "Jadwal diterima semua instansi",
        "target": "1 jadwal",
        "starts_on": HELD,
        "due_on": HELD + timedelta(days=7),
        **more,
    }
    return TaskGiven(**given)


@pytest.mark.django_db
def test_a_decision_and_its_tasks(item):
    sari = cast().sari
    decision = write_decision(item, DecisionGiven(words="  Tenda ditambah.  "), by=sari)
    assert (decision.number, decision.words, decision.version) == (1, "Tenda ditambah.", 1)
    changed = change_decision(decision, whole(), version=1, by=cast().citra)
    assert (changed.number, changed.version, changed.owner_id, changed.changed_by.username) == (1, 2, "kpu-jakpus", "citra")
    found = write_task(decision, task(), by=sari)
    assert (found.number, [each.code for each in found.supporting.all()]) == (1, ["bawaslu-jakpus"])
    assert [[each.words for each in row.written_tasks] for row in decisions_of(item.meeting)] == [["Menyusun jadwal sosialisasi"]]
    told = [each.name for each in entries_about(item.meeting.code)]
    assert told[-3:] == ["DecisionWritten", "DecisionWritten", "TaskWritten"]


@pytest.mark.django_db
def test_who_saves_over_a_change_is_told_by_whom_and_when(item):
    people = cast()
    decision = write_decision(item, whole(), by=people.sari)
    change_decision(decision, whole(words="Kata Tuti."), version=1, by=people.tuti)
    with pytest.raises(ChangedMeanwhile, match=r"Sudah diubah Tuti pukul 09\.30") as refused:
        change_decision(decision, whole(words="Kata Citra."), version=1, by=people.citra)
    assert refused.value.theirs.words == "Kata Tuti."
    assert decisions_of(item.meeting)[0].words == "Kata Tuti."
    found = write_task(decision, task(), by=people.sari)
    change_task(found, task(words="Lain"), version=1, by=people.tuti)
    with pytest.raises(ChangedMeanwhile):
        change_task(found, task(), version=1, by=people.sari)
    strike_task(found, by=people.sari)
    with pytest.raises(ChangedMeanwhile, match="dicoret Sari"):
        change_task(found, task(), version=3, by=people.tuti)


@pytest.mark.django_db
def test_nothing_is_due_before_the_meeting_or_before_it_starts(item):
    sari = cast().sari
    with pytest.raises(DueTooEarly, match=r"10 Oktober 2023 mendahului rapatnya sendiri \(11 Oktober 2023\)"):
        write_decision(item, whole(due_on=HELD - timedelta(days=1)), by=sari)
    decision = write_decision(item, whole(due_on=HELD), by=sari)
    with pytest.raises(DueTooEarly):
        write_task(decision, task(starts_on=None, due_on=HELD - timedelta(days=1)), by=sari)
    with pytest.raises(DueTooEarly, match="mulainya pekerjaan"):
        write_task(decision, task(starts_on=HELD + timedelta(days=9)), by=sari)
    assert write_task(decision, task(due_on=None, starts_on=None), by=sari).number == 1


@pytest.mark.django_db
def test_numbers_stay_when_something_is_taken_back(item):
    sari = cast().sari
    first, second = (write_decision(item, whole(words=words), by=sari) for words in ("Satu", "Dua"))
    strike_decision(first, by=sari)
    strike_decision(first, by=sari)
    third = write_decision(item, whole(words="Tiga"), by=sari)
    assert [(row.number, row.words) for row in decisions_of(item.meeting)] == [(2, "Dua"), (3, "Tiga")]
    assert (second.number, third.number) == (2, 3)
    with pytest.raises(NotYours):
        write_task(first, task(), by=sari)


@pytest.mark.django_db
def test_what_makes_no_sense_is_refused(item):
    sari = cast().sari
    for given in (whole(words=" \n"), whole(direction="sideways"), whole(figure="semua-baik")):
        with pytest.raises(NotWhole):
            write_decision(item, given, by=sari)
    with pytest.raises(NotOfThatAgency):  # an agency of another city
        write_decision(item, whole(owner=agency("bawaslu-jakbar")), by=sari)
    decision = write_decision(item, whole(figure="hoaks_sepekan"), by=sari)
    with pytest.raises(NotOfThatAgency):
        write_task(decision, task(person=cast().budi), by=sari)
    with pytest.raises(NotWhole):
        write_task(decision, task(words=""), by=sari)


@pytest.mark.django_db
def test_only_the_table_decides_and_nothing_after_the_end(item):
    people = cast()
    with pytest.raises(NotAtTheTable):
        write_decision(item, whole(), by=people.komar)
    with pytest.raises(NotYours):
        write_decision(item, whole(), by=people.budi)
    decision = write_decision(item, whole(), by=people.sari)
    found = write_task(decision, task(), by=people.sari)
    Meeting.objects.filter(pk=item.meeting.pk).update(state=Meeting.State.FINAL, minutes_sha256="0" * 64)
    for late in (
        lambda: write_decision(item, whole(), by=people.sari),
        lambda: change_decision(decision, whole(), version=1, by=people.sari),
        lambda: strike_decision(decision, by=people.sari),
        lambda: write_task(decision, task(), by=people.sari),
        lambda: change_task(found, task(), version=1, by=people.sari),
        lambda: strike_task(found, by=people.sari),
    ):
        with pytest.raises(Closed):
            late()
