"""The tables shipped with Damai, and how such a table is read: CSV files that a lawyer can read and correct."""

import csv
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import TypeVar

from .bases import Basis
from .calendar import Calendar, Confidence, Holiday, HolidayKind, Hours, LocalTime, Office, Zone
from .clocks import Clock, Regime, Unit, regime_of, version_of
from .counting import Deadline, due, local_day
from .errors import UnreadableTable
from .events import Duty, Event, Track
from .stages import Election, Stage, StageKind, Status

AREA = re.compile(r"\d\d(\.\d\d(\.\d\d(\.\d{4})?)?)?", re.ASCII)
Row = dict[str, str]
T = TypeVar("T")
W = TypeVar("W", bound=StrEnum)


@dataclass(frozen=True, kw_only=True)
class Statutes:
    """Everything the law's tables say, wherever they were read from."""

    regimes: tuple[Regime, ...] = ()
    clocks: tuple[Clock, ...] = ()
    holidays: tuple[Holiday, ...] = ()
    offices: tuple[Office, ...] = ()
    elections: tuple[Election, ...] = ()
    stages: tuple[Stage, ...] = ()
    bases: tuple[Basis, ...] = ()
    zones: tuple[LocalTime, ...] = ()

    def office(self, zone: Zone) -> Office:
        """The counter of the zone; one without hours where the table has none."""
        return next((office for office in self.offices if office.zone == zone), Office(zone=zone))

    def calendar(self, regime: Regime) -> Calendar:
        """The days off as the regime counts them."""
        return Calendar.of(self.holidays, joint_leave_is_holiday=regime.joint_leave_is_holiday)


def deadline_by(
    statutes: Statutes,
    regime: str,
    code: str,
    start: date | datetime,
    *,
    zone: Zone = Zone.WIB,
    on: date | None = None,
    extra_holidays: tuple[Holiday, ...] = (),
    count_start_day: bool | None = None,
    joint_leave_is_holiday: bool | None = None,
) -> Deadline:
    """When the regime's clock that begins with `start` ends, by the version in force on the start day (or on `on`).

    The last three ask "what if": more holidays, or another rule for the start day or for joint leave.
    """
    office = statutes.office(zone)
    law = regime_of(statutes.regimes, regime)
    clock = version_of(statutes.clocks, regime, code, on or local_day(start, office))
    if count_start_day is not None:
        clock = replace(clock, counts_start_day=count_start_day)
    if joint_leave_is_holiday is not None:
        law = replace(law, joint_leave_is_holiday=joint_leave_is_holiday)
    elections = {election.code for election in statutes.elections if election.regime == regime}
    stages = [stage for stage in statutes.stages if stage.election in elections]
    return due(clock, start, statutes.calendar(law).plus(extra_holidays), office=office, stages=stages)


@cache
def shipped() -> Statutes:
    """The tables as they come with Damai. At run time the database is the truth; this is what it is first filled from."""
    return Statutes(
        regimes=read_regimes(shipped_text("regimes.csv")),
        clocks=read_clocks(shipped_text("clocks.csv")),
        holidays=read_holidays(shipped_text("holidays.csv")),
        offices=read_offices(shipped_text("offices.csv")),
        elections=read_elections(shipped_text("elections.csv")),
        stages=read_stages(shipped_text("stages.csv")),
        bases=read_bases(shipped_text("bases.csv")),
        zones=read_zones(shipped_text("zones.csv")),
    )


def shipped_text(name: str) -> str:
    """The text of one shipped table."""
    return (resources.files(__package__) / "shipped" / name).read_text(encoding="utf-8")


def read_regimes(text: str, name: str = "regimes.csv") -> tuple[Regime, ...]:
    """Regimes from CSV."""
    return tuple(_rows(text, name, _regime))


def read_clocks(text: str, name: str = "clocks.csv") -> tuple[Clock, ...]:
    """Clocks from CSV. `UnreadableTable` also where two versions of one clock overlap."""
    clocks = tuple(_rows(text, name, _clock))
    for index, clock in enumerate(clocks):
        if any(clock.overlaps(other) for other in clocks[:index]):
            raise UnreadableTable(f"{name}: dua versi {clock.key} berlaku pada hari yang sama.")
    return clocks


def read_holidays(text: str, name: str = "holidays.csv") -> tuple[Holiday, ...]:
    """Holidays from CSV. `UnreadableTable` also where one holiday stands twice on a day."""
    holidays = tuple(_rows(text, name, _holiday))
    seen = set()
    for holiday in holidays:
        if (holiday.date, holiday.name) in seen:
            raise UnreadableTable(f"{name}: {holiday.name} pada {holiday.date.isoformat()} tertulis dua kali.")
        seen.add((holiday.date, holiday.name))
    return holidays


def read_elections(text: str, name: str = "elections.csv") -> tuple[Election, ...]:
    """Elections from CSV."""
    return tuple(_rows(text, name, _election))


def read_stages(text: str, name: str = "stages.csv") -> tuple[Stage, ...]:
    """Stages from CSV."""
    return tuple(_rows(text, name, _stage))


def read_bases(text: str, name: str = "bases.csv") -> tuple[Basis, ...]:
    """Articles of steps from CSV. `UnreadableTable` also where two rows of one step overlap."""
    bases = tuple(_rows(text, name, _basis))
    for index, row in enumerate(bases):
        if any(row.overlaps(other) for other in bases[:index]):
            raise UnreadableTable(f"{name}: dua dasar untuk {row.key} berlaku pada hari yang sama.")
    return bases


def read_zones(text: str, name: str = "zones.csv") -> tuple[LocalTime, ...]:
    """Time zones of areas from CSV. `UnreadableTable` also where one area stands twice."""
    zones = tuple(_rows(text, name, _local_time))
    if len({row.area for row in zones}) < len(zones):
        raise UnreadableTable(f"{name}: satu wilayah tertulis dua kali.")
    return zones


@dataclass(frozen=True, kw_only=True)
class _Opening:
    zone: Zone
    weekday: int
    hours: Hours
    confidence: Confidence
    source: str


def read_offices(text: str, name: str = "offices.csv") -> tuple[Office, ...]:
    """Counters from CSV, one row per zone and weekday."""
    openings = list(_rows(text, name, _opening))
    return tuple(
        Office(
            zone=zone,
            hours={opening.weekday: opening.hours for opening in openings if opening.zone == zone},
            confidence=max((opening.confidence for opening in openings if opening.zone == zone), key=_doubt),
            source=next(opening.source for opening in openings if opening.zone == zone),
        )
        for zone in dict.fromkeys(opening.zone for opening in openings)
    )


def _doubt(confidence: Confidence) -> bool:
    return confidence == Confidence.UNVERIFIED


def _rows(text: str, name: str, make: Callable[[Row], T]) -> Iterator[T]:
    """Each row of a CSV table as what it stands for, or `UnreadableTable` with the file, the line and the reason."""
    for line, row in enumerate(csv.DictReader(io.StringIO(text)), start=2):
        try:
            yield make(row)
        except KeyError as missing:
            raise UnreadableTable(f"{name}, baris {line}: kolom {missing} tidak ada.") from missing
        except (ValueError, AttributeError, TypeError) as problem:
            raise UnreadableTable(f"{name}, baris {line}: {problem}") from problem


def _must_day(value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise ValueError(f"“{value}” bukan tanggal; tulis seperti 2024-04-24") from None


def _day(value: str) -> date | None:
    return _must_day(value) if value else None


def _one_of(words: type[W], value: str) -> W:
    try:
        return words(value)
    except ValueError:
        raise ValueError(f"“{value}” tidak dikenal; pilih {', '.join(word.value for word in words)}") from None


def _number(value: str) -> int:
    if not value.isascii() or not value.isdigit():
        raise ValueError(f"“{value}” bukan bilangan bulat")
    return int(value)


def _hour(value: str) -> time:
    try:
        return time.fromisoformat(value)
    except ValueError:
        raise ValueError(f"“{value}” bukan pukul; tulis seperti 16:30") from None


def _yes(value: str) -> bool:
    if value not in {"ya", "tidak"}:
        raise ValueError(f"“{value}” bukan ya atau tidak")
    return value == "ya"


def _regime(row: Row) -> Regime:
    return Regime(code=row["code"], name=row["name"], law=row["law"], joint_leave_is_holiday=_yes(row["joint_leave_is_holiday"]))


def _clock(row: Row) -> Clock:
    return Clock(
        regime=row["regime"],
        code=row["code"],
        name=row["name"],
        start_event=row["start_event"],
        length=_number(row["length"]) if row["length"] else None,
        unit=_one_of(Unit, row["unit"]),
        written=row["written"],
        reads_as=row["reads_as"],
        basis=row["basis"],
        confidence=_one_of(Confidence, row["confidence"]),
        confidence_note=row["confidence_note"],
        unit_confidence=_one_of(Confidence, row["unit_confidence"]),
        counts_start_day=_yes(row["counts_start_day"]),
        counts_back=_yes(row["counts_back"]),
        event=_event(row["event"]),
        counts_from=_one_of(Event, row["counts_from"]) if row["counts_from"] else None,
        met_by=tuple(_one_of(Event, word) for word in row["met_by"].split()),
        tracks=tuple(_one_of(Track, word) for word in row["tracks"].split()),
        duty=_one_of(Duty, row["duty"]) if row["duty"] else None,
        handling=_yes(row["handling"]),
        opens_with=row["opens_with"],
        closes_with=row["closes_with"],
        valid_from=_must_day(row["valid_from"]),
        valid_to=_day(row["valid_to"]),
    )


def _event(value: str) -> Event:
    if not value:
        raise ValueError("sebutkan peristiwa yang memulainya (kolom event)")
    return _one_of(Event, value)


def _basis(row: Row) -> Basis:
    return Basis(
        regime=row["regime"],
        step=row["step"],
        basis=row["basis"],
        confidence=_one_of(Confidence, row["confidence"]),
        note=row["note"],
        valid_from=_must_day(row["valid_from"]),
        valid_to=_day(row["valid_to"]),
    )


def _local_time(row: Row) -> LocalTime:
    if not AREA.fullmatch(row["area"]):
        raise ValueError(f"“{row['area']}” bukan kode wilayah; tulis seperti 73 atau 73.71")
    return LocalTime(
        area=row["area"],
        name=row["name"],
        zone=_one_of(Zone, row["zone"]),
        confidence=_one_of(Confidence, row["confidence"]),
        source=row["source"],
    )


def _holiday(row: Row) -> Holiday:
    return Holiday(
        date=_must_day(row["date"]),
        name=row["name"],
        kind=_one_of(HolidayKind, row["kind"]),
        source=row["source"],
        decided_on=_day(row["decided_on"]),
        estimated=_yes(row["estimated"]),
    )


def _election(row: Row) -> Election:
    return Election(
        code=row["code"], name=row["name"], regime=row["regime"], status=_one_of(Status, row["status"]), source=row["source"]
    )


def _stage(row: Row) -> Stage:
    return Stage(
        election=row["election"],
        code=row["code"],
        kind=_one_of(StageKind, row["kind"]),
        name=row["name"],
        starts_on=_day(row["starts_on"]),
        ends_on=_day(row["ends_on"]),
        status=_one_of(Status, row["status"]),
        confidence=_one_of(Confidence, row["confidence"]),
        source=row["source"],
    )


def _opening(row: Row) -> _Opening:
    opens, closes = _hour(row["opens"]), _hour(row["closes"])
    if closes <= opens:
        raise ValueError("tutup sebelum buka")
    return _Opening(
        zone=_one_of(Zone, row["zone"]),
        weekday=_number(row["weekday"]),
        hours=Hours(opens=opens, closes=closes),
        confidence=_one_of(Confidence, row["confidence"]),
        source=row["source"],
    )
