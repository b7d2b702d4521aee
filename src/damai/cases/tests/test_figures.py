"""The figures of an office: they add up or show their gap with the cases that make it; the public ones are protected and slow."""

from datetime import timedelta

import pytest
import time_machine
from tests.cast import cast

from damai.cases import actions, queries
from damai.cases.actions import answering, forwarding
from damai.cases.actions.publishing import publish_figures
from damai.cases.models import Case, FiguresRelease
from damai.cases.queries import figures
from damai.cases.rules import Class, State
from damai.cases.tasks import publish_figures as task
from damai.ledger.models import Entry
from damai.statutes.actions import load_statutes

from .test_forwarding import agency, offered, wati  # noqa: F401  a fixture
from .test_the_way_of_a_case import ALL, MOMENT, opened, plenary

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    people = cast()
    load_statutes()
    return people


@pytest.fixture
def clock():
    with time_machine.travel(MOMENT, tick=False) as traveller:
        yield traveller


def registered(people, number: int = 1) -> Case:
    case = actions.assess(opened(people, text=f"Pembagian uang nomor {number}"), met=ALL, by=people.sari)
    return actions.register(case, classes=[Class.ADM], plenary=plenary(f"BA.{number:02d}/PP.01/II/2024"), by=people.tuti)


def test_the_table_of_an_office_adds_up(people, clock):
    opened(people)
    registered(people, 2)
    decided = registered(people, 3)
    clock.shift(timedelta(days=3))
    (track,) = queries.tracks_of(decided)
    actions.decide(track, outcome="violation", plenary=plenary("BA.09/PP.01/II/2024"), by=people.tuti)
    opened(people, kind="informasi_awal", text="Kabar tanpa nama")
    (table,) = figures.figures_for(people.sari)
    assert table.adds_up and table.office == "bawaslu-jakpus" and table.preliminary == 1
    numbers = table.numbers
    assert [numbers[name] for name in ("received", "registered", "pending", "violation", "open")] == [3, 2, 1, 1, 1]
    (adm, *_others) = figures.classes_of(["bawaslu-jakpus"], "PEMILU")
    assert (adm.tracks, adm.violation, adm.open, adm.adds_up) == (2, 1, 1, True)
    times = figures.times_for(people.sari, "bawaslu-jakpus")
    assert (times["decide"].n, times["decide"].middle) == (1, 72.0)
    assert figures.times_for(people.sari, "bawaslu-jakbar") == {}
    assert figures.figures_for(people.citra) == figures.figures_for(people.polan) == []
    assert figures.figures_for(people.budi) == []


def test_a_row_that_was_changed_behind_the_back_is_shown_to_staff_and_not_published(people, clock):
    case = registered(people)
    for number in range(2, 8):
        registered(people, number)
    assert publish_figures().held == []
    Case.objects.filter(pk=case.pk).update(registered_at=None)
    (table,) = figures.figures_for(people.tuti)
    assert not table.adds_up and [each.case for each in table.faulty] == [case.code]
    clock.shift(timedelta(days=1))
    release = publish_figures()
    assert release.held == ["bawaslu-jakpus"] and release.cells == {}
    assert release.memory  # what was shown is remembered all the same
    assert Entry.objects.filter(name="FiguresHeld").count() == 1


def test_a_member_learns_of_a_gap_also_where_they_may_not_open_the_case(people, clock):
    case = registered(people)
    Case.objects.filter(pk=case.pk).update(registered_at=None)
    type(case.report).objects.filter(pk=case.report_id).update(accused="supervisor")
    (table,) = figures.figures_for(people.sari)
    assert not table.adds_up and table.gaps and table.faulty == ()
    assert [each.case for each in figures.figures_for(people.tuti)[0].faulty] == [case.code]


def test_the_public_release_is_made_once_a_day_and_shows_no_few(people, clock):
    for number in range(1, 7):
        registered(people, number)
    opened(people, text="Satu lagi yang menunggu")
    first = publish_figures()
    assert publish_figures() is None and FiguresRelease.objects.count() == 1
    name = "registered/bawaslu-jakpus/PEMILU/laporan/2024-T1"
    assert first.cells[f"{name}/open"] == ["count", 6] and first.cells[f"{name}/violation"] == ["count", 0]
    assert first.cells["pending/bawaslu-jakpus/PEMILU/laporan/2024-T1"] == ["withheld", None]
    registered(people, 8)
    clock.shift(timedelta(days=1))
    task()
    assert FiguresRelease.objects.last().cells[f"{name}/open"] == ["count", 6]  # one more is not seen


def test_a_case_that_changed_office_is_counted_at_both(people, clock, wati):  # noqa: F811
    case = actions.move(opened(people), to=State.KAJIAN_AWAL, by=people.sari)
    row = offered(people, case, kind="transfer", to_agency=agency("bawaslu-jakbar"), plenary=plenary("BA.05/PP.01/II/2024"))
    answering.accept(row, reference="TERIMA/1", by=people.budi)
    (ours,), (theirs,) = figures.figures_for(people.sari), figures.figures_for(people.budi)
    assert (ours.numbers["not_registered"], ours.handed_on, ours.adds_up) == (1, 1, True)
    assert (theirs.numbers["pending"], theirs.handed_on, theirs.adds_up) == (1, 0, True)
    assert forwarding.return_unanswered() == 0
