"""What must hold for every date, length and calendar anyone can think of."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from damai.statutes.rules import Calendar, Clock, Confidence, Holiday, HolidayKind, Hours, Office, Unit, Zone, due, shipped

days = st.dates(date(2023, 1, 1), date(2028, 6, 30))
unhurried = settings(deadline=None)  # a busy machine is no counterexample
lengths = st.integers(1, 40)
zones = st.sampled_from(Zone)
moments = st.datetimes(datetime(2023, 1, 1), datetime(2028, 6, 30), timezones=st.just(UTC))  # noqa: DTZ001
day_units = st.sampled_from([Unit.WORKING_DAYS, Unit.CALENDAR_DAYS])


@st.composite
def calendars(draw):
    """The real days off, or invented ones around the time, in any mixture."""
    off = draw(st.lists(st.builds(holiday, days, st.sampled_from(HolidayKind)), max_size=60))
    real = shipped().holidays if draw(st.booleans()) else ()
    return Calendar((*real, *off), joint_leave_is_holiday=draw(st.booleans()))


def holiday(day, kind=HolidayKind.ONE_OFF):
    return Holiday(date=day, name="Libur", kind=kind)


def clock(length, unit, **more):
    return Clock(
        regime="UJI",
        code="X",
        name="Uji",
        start_event="peristiwa",
        length=length,
        unit=unit,
        basis="uji",
        confidence=Confidence.VERIFIED,
        valid_from=date(2023, 1, 1),
        **more,
    )


@unhurried
@given(days, lengths, calendars(), st.booleans())
def test_working_days_never_end_on_a_day_off(start, length, calendar, counts_start):
    deadline = due(clock(length, Unit.WORKING_DAYS, counts_start_day=counts_start), start, calendar)
    assert calendar.is_working_day(deadline.due_on)
    assert all(calendar.is_working_day(day.date) for day in deadline.days if day.number)
    assert all(not calendar.is_working_day(day.date) for day in deadline.days[1:] if not day.number)


@unhurried
@given(days, lengths, calendars(), days)
def test_one_more_day_off_never_brings_a_deadline_forward(start, length, calendar, off):
    before = due(clock(length, Unit.WORKING_DAYS), start, calendar)
    after = due(clock(length, Unit.WORKING_DAYS), start, calendar.plus([holiday(off)]))
    assert after.due_on >= before.due_on
    moved = start < off <= before.due_on and calendar.is_working_day(off)
    assert (after.due_on > before.due_on) == moved


@unhurried
@given(days, lengths, calendars(), days)
def test_days_off_do_not_touch_calendar_days_or_the_legal_end(start, length, calendar, off):
    deadline = due(clock(length, Unit.CALENDAR_DAYS), start, calendar.plus([holiday(off)]))
    assert deadline.due_on == start + timedelta(days=length)


@unhurried
@given(days, lengths, calendars(), day_units, st.booleans())
def test_a_longer_term_ends_later_and_a_later_start_not_earlier(start, length, calendar, unit, counts_start):
    term = clock(length, unit, counts_start_day=counts_start)
    assert due(replace(term, length=length + 1), start, calendar).due_on > due(term, start, calendar).due_on
    assert due(term, start + timedelta(days=1), calendar).due_on >= due(term, start, calendar).due_on


@unhurried
@given(days, lengths, calendars(), day_units, st.booleans(), zones)
def test_every_day_is_shown_once_and_the_counted_ones_are_numbered_1_to_n(start, length, calendar, unit, counts_start, zone):
    deadline = due(clock(length, unit, counts_start_day=counts_start), start, calendar, office=Office(zone=zone))
    assert [day.number for day in deadline.days if day.number] == list(range(1, length + 1))
    assert [day.date for day in deadline.days] == [start + timedelta(days=offset) for offset in range(len(deadline.days))]
    assert deadline.days[-1].number == length
    assert deadline.days[-1].date == deadline.due_on
    assert all(day.why for day in deadline.days)
    assert counts_start or deadline.days[0].number is None


@unhurried
@given(days, lengths, calendars(), day_units, zones)
def test_the_legal_end_is_midnight_on_the_local_clock(start, length, calendar, unit, zone):
    deadline = due(clock(length, unit), start, calendar, office=Office(zone=zone))
    assert deadline.due_at.utcoffset() == {"WIB": timedelta(hours=7), "WITA": timedelta(hours=8), "WIT": timedelta(hours=9)}[zone]
    assert deadline.due_at.replace(tzinfo=None) == datetime.combine(deadline.due_on + timedelta(days=1), datetime.min.time())
    assert deadline.passed(deadline.due_at)
    assert not deadline.passed(deadline.due_at - timedelta(microseconds=1))


@unhurried
@given(moments, st.integers(1, 200), zones, calendars())
def test_hours_are_exact_in_every_zone(start, length, zone, calendar):
    deadline = due(clock(length, Unit.HOURS), start, calendar, office=Office(zone=zone))
    assert deadline.due_at - start == timedelta(hours=length)
    assert deadline.due_at == due(clock(length, Unit.HOURS), start, Calendar()).due_at
    assert deadline.days[0].date == start.astimezone(zone.tz).date()
    assert not deadline.passed(deadline.due_at)
    assert deadline.passed(deadline.due_at + timedelta(microseconds=1))


@unhurried
@given(moments, lengths, day_units, calendars(), zones)
def test_a_moment_counts_as_its_local_day(start, length, unit, calendar, zone):
    office = Office(zone=zone)
    local = start.astimezone(zone.tz).date()
    assert due(clock(length, unit), start, calendar, office=office).due_on == due(clock(length, unit), local, calendar).due_on


@unhurried
@given(days, lengths, calendars())
def test_excluding_joint_leave_never_ends_earlier(start, length, calendar):
    free = replace(calendar, joint_leave_is_holiday=True)
    worked = replace(calendar, joint_leave_is_holiday=False)
    term = clock(length, Unit.WORKING_DAYS)
    assert due(term, start, free).due_on >= due(term, start, worked).due_on


@unhurried
@given(days, lengths, calendars(), day_units)
def test_counting_the_start_day_never_ends_later(start, length, calendar, unit):
    counted = due(clock(length, unit, counts_start_day=True), start, calendar)
    assert counted.due_on <= due(clock(length, unit), start, calendar).due_on


@unhurried
@given(days, lengths, calendars(), day_units)
def test_counting_back_mirrors_counting_forward(start, length, calendar, unit):
    back = due(clock(length, unit, counts_back=True), start, calendar)
    assert back.due_on < start
    assert [day.number for day in back.days if day.number] == list(range(1, length + 1))
    # Forward again it arrives where it began, or on the first day that counts after a start nobody works on.
    arrives = start
    while unit == Unit.WORKING_DAYS and not calendar.is_working_day(arrives):
        arrives += timedelta(days=1)
    assert due(clock(length, unit), back.due_on, calendar).due_on == arrives


@unhurried
@given(moments, lengths, day_units, calendars(), zones)
def test_the_counter_closes_when_it_was_open_and_never_after_the_legal_end(start, length, unit, calendar, zone):
    office = shipped().office(zone)
    deadline = due(clock(length, unit), start, calendar, office=office)
    closes = deadline.counter_closes_at
    if closes is None:
        return
    assert start < closes <= deadline.due_at
    assert calendar.is_working_day(closes.date())
    hours: Hours = office.hours[closes.isoweekday()]
    assert hours.opens <= closes.time() <= hours.closes
