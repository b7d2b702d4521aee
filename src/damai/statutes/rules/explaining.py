"""A deadline laid out so that a judge, or a grandmother, can check it with a finger: months, days, and why each counts or not."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from .calendar import FRIDAY, ONE_DAY, HolidayKind, LocalTime
from .clocks import Regime, Unit
from .counting import CountedDay, Deadline, local_day
from .words import pukul

MOST_MONTHS = 14  # a window may be longer than anybody reads; then the list says it all


class Mark(StrEnum):
    """What a day in the calendar is to the deadline."""

    EVENT = "event"  # day 0
    COUNTED = "counted"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    LEAVE = "leave"
    HOURS = "hours"  # hours of it run
    EDGE = "edge"  # the first or the last day of a window
    NONE = "none"  # not between the event and the deadline


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One day of a month's page."""

    date: date
    mark: Mark
    number: int | None = None
    why: str = ""
    due: bool = False  # the deadline itself
    off: tuple[str, ...] = ()  # the holidays it is, counted or not
    notes: tuple[int, ...] = ()  # the decrees that say so, as numbered in `Explanation.decrees`


@dataclass(frozen=True, kw_only=True)
class Month:
    """One month's page: weeks from Monday to Sunday, None where another month's days would stand."""

    first: date
    weeks: tuple[tuple[Cell | None, ...], ...]


@dataclass(frozen=True, kw_only=True)
class Explanation:
    """A deadline with everything that a page, or a paper for a hearing, says about it."""

    deadline: Deadline
    regime: Regime
    local_time: LocalTime | None  # the row that says which zone was taken; None: the zone was chosen
    days: tuple[Cell, ...]  # from the event to the deadline, in the order in which they were counted
    months: tuple[Month, ...]
    decrees: tuple[str, ...]  # the decisions behind the days off, each once

    @property
    def counted(self) -> int:
        """How many days count in all."""
        return sum(day.number is not None for day in self.days)

    @property
    def ends_at(self) -> str:
        """The last moment on the office's own clock: "24.00" for days, the exact time for hours."""
        return pukul(self.deadline.due_at.time()) if self.deadline.unit == Unit.HOURS else "24.00"

    @property
    def zone(self) -> str:
        """WIB, WITA or WIT."""
        return self.deadline.office.zone.value

    @property
    def begins_at(self) -> str:
        """The time of the event on the office's own clock, where hours are counted; else nothing."""
        start = self.deadline.start
        if self.deadline.unit != Unit.HOURS or not hasattr(start, "astimezone"):
            return ""
        return pukul(start.astimezone(self.deadline.office.zone.tz).time())

    @property
    def begins_on(self) -> date:
        """The day of the event, at the office."""
        return local_day(self.deadline.start, self.deadline.office)

    @property
    def counter_ends_at(self) -> str:
        """Until when somebody is at the counter, on its own clock; nothing where it does not open any more."""
        closes = self.deadline.counter_closes_at
        return pukul(closes.time()) if closes else ""


def explain(deadline: Deadline, regime: Regime, *, times: Iterable[LocalTime] = (), area: str = "") -> Explanation:
    """The deadline's days as a list and as pages of a calendar; `times` and `area` say where the zone comes from."""
    decrees = tuple(dict.fromkeys(off.source for day in deadline.days for off in day.off if off.source))
    numbers = {source: number for number, source in enumerate(decrees, start=1)}
    days = tuple(_cell(day, deadline, place, numbers) for place, day in enumerate(deadline.days))
    return Explanation(
        deadline=deadline,
        regime=regime,
        local_time=_row_of(area, times),
        days=days,
        months=_months(days),
        decrees=decrees,
    )


def _row_of(area: str, times: Iterable[LocalTime]) -> LocalTime | None:
    above = [row for row in times if area == row.area or area.startswith(f"{row.area}.")]
    return max(above, key=lambda row: len(row.area), default=None)


def _cell(day: CountedDay, deadline: Deadline, place: int, numbers: dict[str, int]) -> Cell:
    return Cell(
        date=day.date,
        mark=_mark(day, deadline, place),
        number=day.number,
        why=day.why,
        due=day.date == deadline.due_on,
        off=tuple(off.why for off in day.off),
        notes=tuple(sorted({numbers[off.source] for off in day.off if off.source})),
    )


def _mark(day: CountedDay, deadline: Deadline, place: int) -> Mark:
    if deadline.unit == Unit.HOURS:
        return Mark.HOURS
    if deadline.unit == Unit.WINDOW:
        return Mark.EDGE
    if day.number is not None:
        return Mark.COUNTED
    if place == 0 and not deadline.clock.counts_start_day:
        return Mark.EVENT
    if any(off.kind != HolidayKind.JOINT_LEAVE for off in day.off):
        return Mark.HOLIDAY
    return Mark.LEAVE if day.off and day.date.isoweekday() <= FRIDAY else Mark.WEEKEND


def _months(days: tuple[Cell, ...]) -> tuple[Month, ...]:
    """Every month from the first to the last day, as pages."""
    by_date = {cell.date: cell for cell in days}
    first, last = min(by_date), max(by_date)
    months = []
    at = first.replace(day=1)
    while at <= last:
        months.append(Month(first=at, weeks=_weeks(at, by_date)))
        at = (at + timedelta(days=31)).replace(day=1)
    return tuple(months) if len(months) <= MOST_MONTHS else ()


def _weeks(first: date, by_date: dict[date, Cell]) -> tuple[tuple[Cell | None, ...], ...]:
    weeks = []
    day = first - timedelta(days=first.weekday())
    while day < first or day.month == first.month:
        week = [day + timedelta(days=offset) for offset in range(7)]
        weeks.append(tuple(_in_month(each, first, by_date) for each in week))
        day += 7 * ONE_DAY
    return tuple(weeks)


def _in_month(day: date, first: date, by_date: dict[date, Cell]) -> Cell | None:
    if day.month != first.month:
        return None
    return by_date.get(day) or Cell(date=day, mark=Mark.NONE)
