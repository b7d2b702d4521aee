"""A person decides what a report is; what was suggested stays beside it."""

from datetime import date

import pytest
from tests.cast import cast

from damai.areas.models import Area
from damai.ledger.models import Entry
from damai.triage import actions, queries
from damai.triage.models import Placed, State

from .story import confirmed, report

pytestmark = pytest.mark.django_db


def test_the_decision_stands_beside_the_suggestion_and_is_recorded():
    people = cast()
    found = confirmed(by=people.sari, kind="incident", category="incitement", severity=4, area="31.71.01.1002")
    found.refresh_from_db()
    assert (found.kind, found.category, found.severity, found.confirmed_by) == ("incident", "incitement", 4, people.sari.code)
    assert (found.suggested_kind, found.suggested_category, found.suggested_severity) == ("violation", "money_politics", 3)
    assert (found.area_id, found.placed) == ("31.71.01.1002", Placed.DECIDED)
    assert (found.happened_on, found.known_on) == (date(2024, 1, 30), date(2024, 1, 31))
    assert Entry.objects.get(name="ReportConfirmed", about=found.code).by == people.sari.code


def test_impossible_dates_are_refused_with_a_sentence():
    people = cast()
    with pytest.raises(actions.ImpossibleDates, match="tidak boleh sebelum tanggal kejadian"):
        confirmed(by=people.sari, happened_on=date(2024, 1, 30), known_on=date(2024, 1, 29))
    with pytest.raises(actions.ImpossibleDates, match="diketahui tidak boleh sesudah"):
        confirmed(by=people.sari, happened_on=date(2024, 1, 30), known_on=date(2024, 2, 2))
    with pytest.raises(actions.ImpossibleDates, match="kejadian tidak boleh sesudah"):
        confirmed(by=people.sari, happened_on=date(2024, 2, 2), known_on=None)
    assert confirmed(by=people.sari, happened_on=None, known_on=None).state == State.CONFIRMED


def test_what_is_on_no_list_is_refused():
    people = cast()
    for wrong in [{"kind": "crime"}, {"category": "theft"}, {"severity": 5}]:
        with pytest.raises(actions.UnknownCategory):
            confirmed(by=people.sari, **wrong)


def test_a_report_is_decided_once():
    people = cast()
    found = confirmed(by=people.sari)
    with pytest.raises(actions.AlreadyDecided, match="sudah diputuskan"):
        actions.confirm(found, kind="claim", category="hoax_election", severity=2, area=None, by=people.tuti)
    with pytest.raises(actions.AlreadyDecided):
        actions.set_aside(found, reason="spam", by=people.tuti)


@pytest.mark.parametrize("who", ["budi", "citra", "komar", "polan", "dewi", "oki"])
def test_only_the_supervisors_of_the_area_decide(who):
    people = cast()
    found = report()
    with pytest.raises(actions.NotYours):
        actions.confirm(found, kind="violation", category="money_politics", severity=3, area=found.area, by=getattr(people, who))
    found.refresh_from_db()
    assert found.state == State.NEW


def test_what_is_set_aside_is_kept_and_can_be_taken_up_again():
    people = cast()
    found = report("Selamat Anda memenangkan undian 100 juta, klik link ini")
    with pytest.raises(actions.UnknownCategory):
        actions.set_aside(found, reason="boring", by=people.sari)
    aside = actions.set_aside(found, reason="spam", by=people.sari)
    assert (aside.state, aside.aside) == (State.SET_ASIDE, "spam")
    assert len(queries.messages_of(aside)) == 1
    assert actions.take_up(aside, by=people.tuti).state == State.NEW
    assert [entry.name for entry in Entry.objects.filter(about=found.code)] == ["ReportSorted", "ReportSetAside", "ReportTakenUp"]


def test_two_reports_become_one_and_two_again_and_every_message_is_kept():
    people = cast()
    first, second, third = confirmed(by=people.sari), report(), report()
    into = actions.join(second, into=first, by=people.sari)
    assert into.pk == first.pk
    actions.join(third, into=second, by=people.sari)  # joining into a part joins into the whole
    assert len(queries.messages_of(first)) == 3
    assert queries.report_of(queries.messages_of(first)[1]) == first
    second.refresh_from_db()
    with pytest.raises(actions.AlreadyDecided):
        actions.confirm(second, kind="claim", category="hoax_election", severity=2, area=None, by=people.sari)
    apart = actions.separate(second, by=people.sari)
    assert (apart.state, apart.joined_into) == (State.NEW, None)
    assert len(queries.messages_of(first)) == 2
    with pytest.raises(actions.NotDecided):
        actions.separate(apart, by=people.sari)
    assert Entry.objects.filter(name="ReportJoined").count() == 2
    assert Entry.objects.filter(name="ReportSeparated").count() == 1


def test_a_report_does_not_become_part_of_itself_or_of_another_citys():
    people = cast()
    first, second = report(), report()
    actions.join(second, into=first, by=people.sari)
    with pytest.raises(actions.Refused):
        actions.join(first, into=second, by=people.sari)
    with pytest.raises(actions.NotYours):
        actions.join(first, into=report(wilayah="31.73.01.1001"), by=people.sari)


def test_a_duplicate_can_be_denied():
    people = cast()
    report("Timses bagi-bagi amplop isi 50rb di balai warga RW 03 tadi malam habis magrib")
    again = report("Tadi malam timses bagi bagi amplop isi 50rb di balai warga RW 03 sehabis magrib")
    (pair,) = queries.duplicates_of(again, people.sari)
    assert queries.duplicates_of(again, people.budi) == []
    actions.deny_duplicate(pair, by=people.sari)
    assert queries.duplicates_of(again, people.sari) == []


def test_area_of_the_decision_may_be_in_another_city_and_stays_accountable_until_it_is_handed_over():
    people = cast()
    found = confirmed(by=people.sari)
    waiting = report()
    moved = actions.confirm(
        waiting,
        kind="violation",
        category="money_politics",
        severity=3,
        area=Area.objects.get(code="31.73.01.1001"),
        by=people.sari,
    )
    assert queries.reports_for(people.sari).filter(pk=moved.pk).exists()
    assert not queries.reports_for(people.budi).filter(pk=moved.pk).exists()
    assert found.agency_id == moved.agency_id == "bawaslu-jakpus"
