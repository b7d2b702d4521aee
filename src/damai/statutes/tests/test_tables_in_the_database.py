"""The database is the truth: it is filled once, corrected by people, and never silently overwritten."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from django.db import IntegrityError, transaction

from damai.ledger.models import Entry
from damai.statutes import actions, models, public, queries, rules

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded():
    return actions.load_statutes()


def names():
    return list(Entry.objects.values_list("name", flat=True))


def test_loading_twice_adds_once():
    first = actions.load_statutes()
    assert (first.clocks, first.holidays) == (61, 152)
    assert first.differing == ()
    second = actions.load_statutes()
    assert second.added == 0
    assert names() == ["StatutesLoaded"]


def test_the_database_says_what_the_shipped_tables_say(loaded):
    shipped, stored = rules.shipped(), queries.statutes()
    assert stored.clocks == (
        *[c for c in shipped.clocks if c.regime == "PEMILU"],
        *[c for c in shipped.clocks if c.regime == "PILKADA"],
    )
    assert stored.bases == shipped.bases
    assert set(stored.holidays) == set(shipped.holidays)
    assert set(stored.stages) == set(shipped.stages)
    assert {row.code: row for row in stored.elections} == {row.code: row for row in shipped.elections}
    assert {office.zone: office.hours for office in stored.offices} == {office.zone: office.hours for office in shipped.offices}


@pytest.mark.parametrize(
    ("regime", "code", "start", "last_day"),
    [
        ("PEMILU", "P1", date(2024, 2, 8), date(2024, 2, 21)),
        ("PEMILU", "P7", date(2024, 4, 5), date(2024, 4, 24)),
        ("PEMILU", "P8", date(2024, 4, 5), date(2024, 5, 6)),
        ("PEMILU", "P1b", date(2024, 1, 5), date(2024, 2, 14)),
        ("PILKADA", "P7", date(2024, 11, 22), date(2024, 11, 25)),
        ("PILKADA", "P8", date(2024, 11, 22), date(2024, 11, 27)),
        ("PEMILU", "K1", datetime(2024, 2, 16, 15, 30, tzinfo=rules.Zone.WIB.tz), date(2024, 2, 17)),
    ],
)
def test_a_deadline_from_the_database(loaded, regime, code, start, last_day):
    assert queries.deadline(regime, code, start).due_on == last_day


def test_a_holiday_added_by_decree_moves_a_deadline_and_is_recorded(loaded):
    assert queries.deadline("PEMILU", "P7", date(2024, 4, 5)).due_on == date(2024, 4, 24)
    actions.add_holiday(date(2024, 4, 23), name="Libur tambahan", source="Keppres 99/2024", by="M-0001")
    assert queries.deadline("PEMILU", "P7", date(2024, 4, 5)).due_on == date(2024, 4, 25)
    assert names()[-1] == "HolidayAdded"
    with pytest.raises(actions.AlreadyThere):
        actions.add_holiday(date(2024, 4, 23), name="Libur tambahan", source="Keppres 99/2024", by="M-0001")
    actions.withdraw_holiday(date(2024, 4, 23), name="Libur tambahan", by="M-0001")
    assert queries.deadline("PEMILU", "P7", date(2024, 4, 5)).due_on == date(2024, 4, 24)
    with pytest.raises(actions.NotThere):
        actions.withdraw_holiday(date(2024, 4, 23), name="Libur tambahan", by="M-0001")
    assert names() == ["StatutesLoaded", "HolidayAdded", "HolidayWithdrawn"]
    assert models.Holiday.objects.filter(name="Libur tambahan").count() == 1  # the row stays
    actions.add_holiday(date(2024, 4, 23), name="Libur tambahan", source="Keppres 100/2024", by="M-0001")
    assert models.Holiday.objects.get(name="Libur tambahan").source == "Keppres 100/2024"


def test_a_withdrawn_shipped_holiday_does_not_come_back_with_the_next_load(loaded):
    actions.withdraw_holiday(date(2026, 12, 24), name="Natal", by="M-0001")
    assert actions.load_statutes().holidays == 0
    assert date(2026, 12, 24) not in {day.date for day in queries.holidays(2026)}


@pytest.mark.parametrize("wrong", [{"name": " "}, {"source": ""}, {"day": date(1800, 1, 1)}])
def test_a_holiday_needs_a_name_a_decree_and_a_day_that_can_be(loaded, wrong):
    values = {"day": date(2024, 4, 23), "name": "Libur", "source": "Keppres"} | wrong
    with pytest.raises(rules.StatuteError):
        actions.add_holiday(values.pop("day"), **values, by="M-0001")


def test_a_new_version_of_a_clock_counts_from_its_day_on(loaded):
    old = queries.clock("PEMILU", "P7", date(2026, 1, 5))
    new = replace(old, length=10, written="10 hari kerja", basis="UU baru Ps. 1", valid_from=date(2027, 1, 1))
    actions.add_clock(new, by="M-0001")
    assert queries.clock("PEMILU", "P7", date(2026, 12, 31)) == replace(old, valid_to=date(2026, 12, 31))
    assert queries.clock("PEMILU", "P7", date(2027, 1, 1)) == new
    assert queries.deadline("PEMILU", "P7", date(2026, 12, 31)).clock.length == 7
    # `on` asks what another day's version would say.
    assert queries.deadline("PEMILU", "P7", date(2026, 12, 31), on=date(2027, 1, 1)).clock.length == 10
    assert names()[-2:] == ["ClockEnded", "ClockAdded"]
    with pytest.raises(actions.OverlappingVersions):
        actions.add_clock(replace(new, valid_from=date(2026, 6, 1)), by="M-0001")
    # The next load keeps the correction.
    assert "PEMILU/P7" in actions.load_statutes().differing


def test_a_new_regime_needs_no_code(loaded):
    actions.add_regime(rules.Regime(code="PILKADES", name="Pemilihan kepala desa", law="UU 6/2014"), by="M-0001")
    clock = replace(queries.clock("PILKADA", "P1", date(2026, 1, 5)), regime="PILKADES", length=2, basis="Perda")
    actions.add_clock(clock, by="M-0001")
    assert queries.deadline("PILKADES", "P1", date(2026, 1, 5)).due_on == date(2026, 1, 7)
    with pytest.raises(actions.AlreadyThere):
        actions.add_regime(rules.Regime(code="PILKADES", name="Pemilihan kepala desa", law="UU 6/2014"), by="M-0001")
    with pytest.raises(rules.UnknownRegime):
        actions.add_clock(replace(clock, regime="TIDAKADA"), by="M-0001")


def test_two_versions_in_force_are_refused_not_chosen(loaded):
    """No action allows it, so the row is written past them, as a hand in the database might."""
    row = models.Clock.objects.get(regime_id="PEMILU", code="P7")
    row.pk, row.valid_from, row.valid_to, row.length = None, date(2024, 1, 1), date(2024, 12, 31), 9
    row.save()
    with pytest.raises(rules.AmbiguousClock, match="2 versi"):
        queries.deadline("PEMILU", "P7", date(2024, 4, 5))
    assert queries.deadline("PEMILU", "P7", date(2025, 4, 4)).clock.length == 7


@pytest.mark.parametrize(
    "wrong",
    [
        {"length": None},
        {"length": 0},
        {"unit": "window"},
        {"valid_to": date(2022, 1, 1)},
        {"valid_from": date(2024, 1, 1)},  # a second open version
    ],
)
def test_the_database_itself_refuses_impossible_clocks(loaded, wrong):
    row = models.Clock.objects.get(regime_id="PEMILU", code="P7")
    row.pk = None
    row.code = "P7" if "valid_from" in wrong else "ZZ"
    for field, value in wrong.items():
        setattr(row, field, value)
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_unknown_words_are_answered_with_the_nearest(loaded):
    with pytest.raises(rules.UnknownClock, match="P7"):
        queries.deadline("PEMILU", "P77", date(2024, 4, 5))
    with pytest.raises(rules.UnknownRegime, match="PEMILU"):
        queries.deadline("PEMILUU", "P7", date(2024, 4, 5))
    with pytest.raises(rules.UnknownZone, match="WITA"):
        queries.deadline("PEMILU", "P7", date(2024, 4, 5), zone="WXB")
    with pytest.raises(rules.NoVersionInForce, match="1 Januari 2023"):
        queries.deadline("PEMILU", "P7", date(2022, 12, 31))
    with pytest.raises(rules.NeedsMoment, match="pukulnya"):
        queries.deadline("PEMILU", "K1", date(2024, 4, 5))
    with pytest.raises(rules.NaiveMoment):
        queries.deadline("PEMILU", "K1", datetime(2024, 4, 5, 8, 0))  # noqa: DTZ001


def test_an_empty_database_says_how_to_fill_it():
    with pytest.raises(rules.UnknownRegime, match="damai statutes load"):
        queries.deadline("PEMILU", "P7", date(2024, 4, 5))


def test_the_public_may_know_all_of_the_law(loaded):
    by_code = {clock.code: clock for clock in public.clocks("PEMILU")}
    assert list(by_code)[:4] == ["P1", "P1b", "P2", "P3"]
    assert (by_code["P1"].verified, by_code["P4"].verified) == (True, False)
    assert len(public.holidays(2024)) == 29
    assert public.deadline("PEMILU", "P7", date(2024, 4, 5)).due_on == date(2024, 4, 24)
