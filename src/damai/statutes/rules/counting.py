"""How the law counts: working days, calendar days, running hours; each deadline shows every day it counted."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from .calendar import ONE_DAY, Calendar, Confidence, Holiday, Office
from .clocks import Clock, Unit
from .errors import DayOutOfRange, NaiveMoment, NeedsMoment, NotCountable, OutsideWindow
from .stages import Stage
from .words import lama, tanggal_saja

FIRST_YEAR, LAST_YEAR = 1945, 2199  # outside these a date is a slip of the pen
WIB_OFFICE = Office()


@dataclass(frozen=True, kw_only=True)
class CountedDay:
    """One day between the event and the deadline: its number if it was counted, and why or why not."""

    date: date
    number: int | None
    why: str
    off: tuple[Holiday, ...] = ()  # the holidays it is, counted or not, with their decrees


@dataclass(frozen=True, kw_only=True)
class Deadline:
    """When a term ends, with everything needed to check it by hand."""

    clock: Clock
    start: date | datetime
    office: Office
    due_at: datetime  # aware; for days it is 24:00 local, written as 00:00 of the next day
    due_on: date  # the last local day
    counter_closes_at: datetime | None  # the last moment the counter is open before the term ends; None: it never is
    days: tuple[CountedDay, ...]
    caveats: tuple[str, ...] = ()  # Indonesian sentences: what this date rests on that is not certain

    @property
    def unit(self) -> Unit:
        """What was counted."""
        return self.clock.unit

    @property
    def basis(self) -> str:
        """Where the term is written."""
        return self.clock.basis

    @property
    def verified(self) -> bool:
        """Whether the clock's length and basis were read in a source; `caveats` says what else is not certain."""
        return self.clock.verified

    def passed(self, at: datetime) -> bool:
        """Whether the term has ended at the moment: at 24:00 a day is over, while the last second of an hour still counts."""
        return at > self.due_at if self.unit == Unit.HOURS else at >= self.due_at


def local_day(start: date | datetime, office: Office) -> date:
    """The local day of a moment, or the day itself. A moment without a zone is refused."""
    if not isinstance(start, datetime):
        day = start
    elif start.tzinfo is None:
        raise NaiveMoment("Waktu awal harus menyebut zona waktunya.")
    else:
        day = start.astimezone(office.zone.tz).date()
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise DayOutOfRange(f"Tahun {day.year} di luar jangkauan ({FIRST_YEAR}–{LAST_YEAR}).")
    return day


def due(
    clock: Clock,
    start: date | datetime,
    calendar: Calendar,
    *,
    office: Office = WIB_OFFICE,
    stages: Iterable[Stage] = (),
) -> Deadline:
    """When the term that begins with `start` ends.

    Days need a date (of a moment, the local day is taken); hours need an aware moment. A window needs the stages of the
    election. Source of the counting: law.md A.7; the day of the event is day 0 unless the clock says otherwise.
    """
    first = local_day(start, office)
    if clock.unit == Unit.HOURS:
        return _hours(clock, start, calendar, office)
    if clock.unit == Unit.WINDOW:
        return _window(clock, start, first, calendar, office, stages)
    days = _count(clock, first, calendar)
    return _until_midnight(clock, start, days, calendar, office)


def _count(clock: Clock, first: date, calendar: Calendar) -> tuple[CountedDay, ...]:
    """Every day from the event to the deadline, numbered where it counts."""
    step = -ONE_DAY if clock.counts_back else ONE_DAY
    days = []
    number = 0
    day = first
    while number < clock.steps:
        off, holidays = calendar.why_off(day), calendar.holidays_on(day)
        if day == first and not clock.counts_start_day:
            days.append(CountedDay(date=day, number=None, why="hari peristiwa, tidak dihitung", off=holidays))
        elif clock.unit == Unit.WORKING_DAYS and off:
            days.append(CountedDay(date=day, number=None, why=off, off=holidays))
        else:
            number += 1
            why = f"hari ke-{number}" + (f" ({off}, tetap dihitung)" if off else "")
            days.append(CountedDay(date=day, number=number, why=why, off=holidays))
        day += step
    return tuple(days)


def _until_midnight(
    clock: Clock, start: date | datetime, days: tuple[CountedDay, ...], calendar: Calendar, office: Office
) -> Deadline:
    """A deadline at the legal end of the last counted day, with the counter's last open moment beside it."""
    tz = office.zone.tz
    due_on = days[-1].date
    due_at = _midnight(due_on + ONE_DAY, office)
    opened = start if isinstance(start, datetime) else _midnight(days[0].date, office)
    return Deadline(
        clock=clock,
        start=start,
        office=office,
        due_at=due_at.astimezone(tz),
        due_on=due_on,
        # Counting back, what may be done in time may be done any day before: the counter is asked from a month earlier.
        counter_closes_at=office.last_open_moment(
            calendar, min(opened, due_at - timedelta(days=31)) if clock.counts_back else opened, due_at
        ),
        days=days,
        caveats=_caveats(clock, days, calendar),
    )


def _hours(clock: Clock, start: date | datetime, calendar: Calendar, office: Office) -> Deadline:
    """Running hours: weekends, holidays and nights count; the length is exact whatever the zone."""
    if not isinstance(start, datetime):
        raise NeedsMoment(f"Jam {clock.key} dihitung dalam jam: sebutkan juga pukulnya, misalnya {start.isoformat()}T15:30.")
    tz = office.zone.tz
    due_at = (start.astimezone(UTC) + timedelta(hours=clock.steps)).astimezone(tz)
    return Deadline(
        clock=clock,
        start=start,
        office=office,
        due_at=due_at,
        due_on=due_at.date(),
        counter_closes_at=office.last_open_moment(calendar, start, due_at),
        days=_hours_by_day(start, due_at, office),
        caveats=_caveats(clock, (), calendar),
    )


def _hours_by_day(start: datetime, due_at: datetime, office: Office) -> tuple[CountedDay, ...]:
    """The local days the hours run through, each with its share."""
    days = []
    at, end = start.astimezone(UTC), due_at.astimezone(UTC)
    while at < end:
        day = at.astimezone(office.zone.tz).date()
        until = min(end, _midnight(day + ONE_DAY, office))
        days.append(CountedDay(date=day, number=None, why=lama(until - at)))
        at = until
    return tuple(days)


def _window(
    clock: Clock, start: date | datetime, first: date, calendar: Calendar, office: Office, stages: Iterable[Stage]
) -> Deadline:
    """The end of the election's window that the day lies in."""
    if not (clock.opens_with and clock.closes_with):
        raise NotCountable(f"Jam {clock.key} tidak punya panjang sendiri: {clock.written}.")
    by_election: dict[str, dict[str, Stage]] = {}
    for stage in stages:
        by_election.setdefault(stage.election, {})[stage.code] = stage
    for of_election in by_election.values():
        opening, closing = of_election.get(clock.opens_with), of_election.get(clock.closes_with)
        if not (opening and closing and opening.starts_on and closing.ends_on):
            continue
        if opening.starts_on <= first <= closing.ends_on:
            last = CountedDay(date=closing.ends_on, number=None, why=f"hari terakhir rentang: {closing.name}")
            begin = CountedDay(date=opening.starts_on, number=None, why=f"hari pertama rentang: {opening.name}")
            deadline = _until_midnight(clock, start, (begin, last), calendar, office)
            unsure = [stage for stage in (opening, closing) if stage.confidence != Confidence.VERIFIED]
            said = tuple(f"Tanggal tahapan “{stage.name}” belum diverifikasi ({stage.source})." for stage in unsure)
            return replace(deadline, caveats=deadline.caveats + said)
    raise OutsideWindow(f"{tanggal_saja(first)} tidak berada dalam rentang {clock.key}: {clock.written}.")


def _caveats(clock: Clock, days: tuple[CountedDay, ...], calendar: Calendar) -> tuple[str, ...]:
    """What the date rests on that is not certain."""
    said = []
    if not clock.verified:
        said.append(f"Panjang atau dasar jam ini belum diverifikasi: {clock.confidence_note}.")
    if not clock.unit_verified:
        said.append(f"Satuannya belum diverifikasi: {clock.reads_as or clock.unit.word}.")
    if clock.unit == Unit.WORKING_DAYS:
        first, last = sorted((days[0].date, days[-1].date))
        said += calendar.gaps(first, last)
        estimated = [off for day in days for off in calendar.holidays_on(day.date) if off.estimated]
        said += [f"{off.name} pada {tanggal_saja(off.date)} masih perkiraan." for off in estimated]
    return tuple(said)


def _midnight(day: date, office: Office) -> datetime:
    """The first moment of a local day, in UTC so that it can be compared and subtracted without surprises."""
    return datetime.combine(day, time.min, office.zone.tz).astimezone(UTC)
