"""Which days are working days, and until when the counter is open."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import cached_property
from zoneinfo import ZoneInfo

from .errors import UnknownZone

Day = date  # for classes that have a field called `date`
ONE_DAY = timedelta(days=1)
FRIDAY = 5  # ISO: Monday is 1


class Confidence(StrEnum):
    """Whether a row was read in a source, or only remembered and still to be checked against the official text."""

    VERIFIED = "verified"
    UNVERIFIED = "unverified"


class HolidayKind(StrEnum):
    """Why nobody works: a national holiday, joint leave (*cuti bersama*), or a day decreed once, such as a voting day."""

    NATIONAL = "national"
    JOINT_LEAVE = "joint_leave"
    ONE_OFF = "one_off"


class Zone(StrEnum):
    """The three time zones of Indonesia."""

    WIB = "WIB"
    WITA = "WITA"
    WIT = "WIT"

    @property
    def tz(self) -> ZoneInfo:
        """The zone as the time zone database names it."""
        return ZoneInfo({"WIB": "Asia/Jakarta", "WITA": "Asia/Makassar", "WIT": "Asia/Jayapura"}[self.value])


def zone_named(name: str) -> Zone:
    """The zone of this name, whatever its letters' case; `UnknownZone` for any other word."""
    try:
        return Zone(name.strip().upper())
    except ValueError:
        raise UnknownZone(f"Zona waktu “{name}” tidak dikenal; pilih WIB, WITA, atau WIT.") from None


@dataclass(frozen=True, kw_only=True)
class LocalTime:
    """The time zone of an area and of everything below it that has no row of its own."""

    area: str  # the official code: "73", or "73.71" where a regency would keep another time than its province
    name: str
    zone: Zone
    confidence: Confidence
    source: str


def zone_of(area: str | None, times: Iterable[LocalTime]) -> Zone:
    """The zone an area's office keeps: the nearest row at or above its code. A national office, and a code nobody knows, keep
    the capital's."""
    by_area = {row.area: row.zone for row in times}
    code = area or ""
    while code:
        if code in by_area:
            return by_area[code]
        code = code.rpartition(".")[0]
    return Zone.WIB


@dataclass(frozen=True, kw_only=True)
class Holiday:
    """One day off, with the decree that says so."""

    date: Day
    name: str
    kind: HolidayKind
    source: str = ""
    decided_on: Day | None = None
    estimated: bool = False  # the moon decides some days; until the decree, the date is an estimate

    @property
    def why(self) -> str:
        """Why the day is not counted, in Indonesian: "libur: Idulfitri", "cuti bersama: Natal"."""
        word = "cuti bersama" if self.kind == HolidayKind.JOINT_LEAVE else "libur"
        return f"{word}: {self.name}" + (" (perkiraan)" if self.estimated else "")


@dataclass(frozen=True)
class Calendar:
    """The days off, and whether joint leave is one of them (by default it is)."""

    holidays: tuple[Holiday, ...] = ()
    joint_leave_is_holiday: bool = True
    # False for a calendar that is complete by itself, as in a what-if: then no year is called unknown.
    speaks_of_gaps: bool = False

    @classmethod
    def of(cls, holidays: Iterable[Holiday], *, joint_leave_is_holiday: bool = True) -> "Calendar":
        """A calendar over the recorded holidays, which says so when a year is not recorded."""
        return cls(tuple(holidays), joint_leave_is_holiday, speaks_of_gaps=True)

    @cached_property
    def _by_day(self) -> dict[date, tuple[Holiday, ...]]:
        by_day: dict[date, tuple[Holiday, ...]] = {}
        for holiday in self.holidays:
            if holiday.kind != HolidayKind.JOINT_LEAVE or self.joint_leave_is_holiday:
                by_day[holiday.date] = (*by_day.get(holiday.date, ()), holiday)
        return by_day

    @cached_property
    def _kinds_by_year(self) -> dict[int, set[HolidayKind]]:
        kinds: dict[int, set[HolidayKind]] = {}
        for holiday in self.holidays:
            kinds.setdefault(holiday.date.year, set()).add(holiday.kind)
        return kinds

    def plus(self, holidays: Iterable[Holiday]) -> "Calendar":
        """The same calendar with more days off."""
        return Calendar((*self.holidays, *holidays), self.joint_leave_is_holiday, self.speaks_of_gaps)

    def holidays_on(self, day: date) -> tuple[Holiday, ...]:
        """The holidays that make this day a day off, weekend or not."""
        return self._by_day.get(day, ())

    def is_working_day(self, day: date) -> bool:
        """Monday to Friday and no holiday (law.md A.7: *hari kerja*)."""
        return day.isoweekday() <= FRIDAY and not self.holidays_on(day)

    def why_off(self, day: date) -> str:
        """Why nobody works on this day, in Indonesian; empty on a working day."""
        reasons = ["akhir pekan"] if day.isoweekday() > FRIDAY else []
        return ", ".join(reasons + [holiday.why for holiday in self.holidays_on(day)])

    def gaps(self, first: date, last: date) -> tuple[str, ...]:
        """What the calendar does not know about the years it is asked to count in, as Indonesian sentences."""
        if not self.speaks_of_gaps:
            return ()
        said = []
        for year in range(first.year, last.year + 1):
            kinds = self._kinds_by_year.get(year, set())
            if HolidayKind.NATIONAL not in kinds:
                said.append(f"Hari libur tahun {year} belum tercatat: tenggat yang benar dapat lebih lambat.")
            elif HolidayKind.JOINT_LEAVE not in kinds and self.joint_leave_is_holiday:
                said.append(f"Cuti bersama tahun {year} belum tercatat: tenggat yang benar dapat lebih lambat.")
        return tuple(said)


@dataclass(frozen=True, kw_only=True)
class Hours:
    """Opening hours of a counter on one weekday, local time."""

    opens: time
    closes: time


@dataclass(frozen=True, kw_only=True)
class Office:
    """A counter where reports are handed in: its time zone and its hours by ISO weekday (Monday is 1)."""

    zone: Zone = Zone.WIB
    hours: Mapping[int, Hours] = field(default_factory=dict)
    confidence: Confidence = Confidence.UNVERIFIED
    source: str = ""

    def last_open_moment(self, calendar: Calendar, after: datetime, until: datetime) -> datetime | None:
        """The last moment in (after, until] at which the counter is open, or None: the end of that day's hours, or
        `until` itself when the counter is still open then."""
        tz = self.zone.tz
        day = until.astimezone(tz).date()
        while day >= after.astimezone(tz).date():
            hours = self.hours.get(day.isoweekday())
            if hours and calendar.is_working_day(day):
                opens = datetime.combine(day, hours.opens, tz).astimezone(UTC)
                moment = min(datetime.combine(day, hours.closes, tz).astimezone(UTC), until.astimezone(UTC))
                if moment > after and moment >= opens:
                    return moment.astimezone(tz)
            day -= ONE_DAY
        return None
