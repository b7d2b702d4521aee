"""An explanation shows every day once in the list and once in the calendar, with its decree, and nothing else."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from damai.statutes import actions, queries, rules
from damai.statutes.rules import Mark, Zone, deadline_by, explain, shipped

REGIMES = {regime.code: regime for regime in shipped().regimes}
WIB = Zone.WIB.tz
countable = [clock for clock in shipped().clocks if clock.length and clock.unit != rules.Unit.HOURS]


def explained(regime, code, start, *, zone=Zone.WIB, area=""):
    deadline = deadline_by(shipped(), regime, code, start, zone=zone)
    return explain(deadline, REGIMES[regime], times=shipped().zones, area=area)


def test_a_month_as_it_hangs_on_the_wall():
    found = explained("PEMILU", "P7", date(2024, 4, 5))
    (april,) = found.months
    assert [[cell.date.day if cell else None for cell in week] for week in april.weeks] == [
        [1, 2, 3, 4, 5, 6, 7],
        [8, 9, 10, 11, 12, 13, 14],
        [15, 16, 17, 18, 19, 20, 21],
        [22, 23, 24, 25, 26, 27, 28],
        [29, 30, None, None, None, None, None],
    ]
    marks = {cell.date.day: cell.mark for week in april.weeks for cell in week if cell}
    assert (marks[4], marks[5], marks[6], marks[8], marks[10], marks[16], marks[25]) == (
        Mark.NONE,
        Mark.EVENT,
        Mark.WEEKEND,
        Mark.LEAVE,
        Mark.HOLIDAY,
        Mark.COUNTED,
        Mark.NONE,
    )
    assert [cell.date for cell in found.days if cell.due] == [date(2024, 4, 24)]
    assert (found.counted, found.ends_at, found.counter_ends_at, found.zone) == (7, "24.00", "16.00", "WIB")
    assert found.decrees == ("SKB Tiga Menteri tentang hari libur nasional dan cuti bersama 2024",)
    assert found.days[5].notes == (1,) and found.days[5].off == ("libur: Idulfitri",)


def test_decrees_are_numbered_in_the_order_in_which_they_come():
    found = explained("PEMILU", "P1", date(2024, 2, 7))
    assert found.decrees[-1] == "Keppres 10/2024"
    assert {cell.date: cell.notes for cell in found.days if cell.notes}[date(2024, 2, 14)] == (2,)


def test_hours_and_windows_are_laid_out_too():
    hours = explained("PEMILU", "K1", datetime(2024, 2, 16, 15, 30, tzinfo=WIB), zone=Zone.WITA)
    assert [(cell.mark, cell.why) for cell in hours.days] == [(Mark.HOURS, "7 jam 30 menit"), (Mark.HOURS, "16 jam 30 menit")]
    assert (hours.begins_at, hours.ends_at, hours.begins_on) == ("16.30", "16.30", date(2024, 2, 16))
    window = explained("PEMILU", "P1b", date(2024, 1, 5))
    assert [cell.mark for cell in window.days] == [Mark.EDGE, Mark.EDGE]
    assert [month.first.month for month in window.months] == [11, 12, 1, 2]
    back = explained("PEMILU", "K13", date(2024, 3, 20))
    assert [cell.number for cell in back.days] == [None, 1, 2, 3, 4, 5]
    assert [cell.date.day for cell in back.days if cell.due] == [15]


def test_the_row_that_gave_the_zone_is_named():
    assert explained("PEMILU", "P7", date(2024, 4, 5), area="73.71").local_time.name == "Sulawesi Selatan"
    assert explained("PEMILU", "P7", date(2024, 4, 5)).local_time is None


@settings(deadline=None)
@given(st.sampled_from(countable), st.dates(date(2023, 2, 1), date(2028, 5, 30)), st.sampled_from(Zone))
def test_list_and_calendar_say_the_same(clock, start, zone):
    found = explained(clock.regime, clock.code, start, zone=zone)
    pages = [cell for month in found.months for week in month.weeks for cell in week if cell]
    assert sorted((cell for cell in pages if cell.mark != Mark.NONE), key=lambda cell: cell.date) == sorted(
        found.days, key=lambda cell: cell.date
    )
    assert len({cell.date for cell in pages}) == len(pages)
    assert all(len(week) == 7 for month in found.months for week in month.weeks)
    assert all(cell.date.isoweekday() == place for m in found.months for w in m.weeks for place, cell in enumerate(w, 1) if cell)
    assert [cell.number for cell in found.days if cell.number] == list(range(1, clock.length + 1))
    assert sum(cell.due for cell in found.days) == 1
    assert {note for cell in found.days for note in cell.notes} == set(range(1, len(found.decrees) + 1))


@pytest.mark.django_db
def test_the_database_explains_in_the_zone_of_the_area_or_the_one_chosen():
    actions.load_statutes()
    late = datetime(2024, 11, 22, 16, 30, tzinfo=UTC)
    assert queries.explain("PILKADA", "P7", late, area="73.71").begins_on == date(2024, 11, 23)
    assert queries.explain("PILKADA", "P7", late, zone="WIB", area="73.71").begins_on == date(2024, 11, 22)
    with pytest.raises(rules.UnknownClock):
        queries.explain("PILKADA", "P77", late)
