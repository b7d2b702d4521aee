"""The tables shipped with Damai, and how such a table is read: CSV files that a lawyer can read and correct."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from importlib import resources
from itertools import pairwise

from .bases import Basis
from .calendar import Calendar, Confidence, Holiday, LocalTime, Office, Zone
from .clocks import Clock, Regime, regime_of, version_of
from .counting import Deadline, due, local_day
from .errors import UnreadableTable
from .rows import (
    row_of_basis,
    row_of_clock,
    row_of_election,
    row_of_holiday,
    row_of_local_time,
    row_of_opening,
    row_of_regime,
    row_of_stage,
    rows_of,
)
from .stages import Election, Stage


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
    return tuple(rows_of(text, name, row_of_regime))


def read_clocks(text: str, name: str = "clocks.csv") -> tuple[Clock, ...]:
    """Clocks from CSV. `UnreadableTable` also where two versions of one clock overlap."""
    clocks = tuple(rows_of(text, name, row_of_clock))
    for key in overlapping(clocks):
        raise UnreadableTable(f"{name}: dua versi {key} berlaku pada hari yang sama.")
    return clocks


def read_holidays(text: str, name: str = "holidays.csv") -> tuple[Holiday, ...]:
    """Holidays from CSV. `UnreadableTable` also where one holiday stands twice on a day."""
    holidays = tuple(rows_of(text, name, row_of_holiday))
    seen = set()
    for holiday in holidays:
        if (holiday.date, holiday.name) in seen:
            raise UnreadableTable(f"{name}: {holiday.name} pada {holiday.date.isoformat()} tertulis dua kali.")
        seen.add((holiday.date, holiday.name))
    return holidays


def read_elections(text: str, name: str = "elections.csv") -> tuple[Election, ...]:
    """Elections from CSV."""
    return tuple(rows_of(text, name, row_of_election))


def read_stages(text: str, name: str = "stages.csv") -> tuple[Stage, ...]:
    """Stages from CSV."""
    return tuple(rows_of(text, name, row_of_stage))


def read_bases(text: str, name: str = "bases.csv") -> tuple[Basis, ...]:
    """Articles of steps from CSV. `UnreadableTable` also where two rows of one step overlap."""
    bases = tuple(rows_of(text, name, row_of_basis))
    for key in overlapping(bases):
        raise UnreadableTable(f"{name}: dua dasar untuk {key} berlaku pada hari yang sama.")
    return bases


def overlapping(versions: Iterable[Clock] | Iterable[Basis]) -> list[str]:
    """The keys of which two versions hold on one day, each once."""
    by_key: dict[str, list[Clock | Basis]] = {}
    for row in versions:
        by_key.setdefault(row.key, []).append(row)
    return [key for key, rows in by_key.items() if _two_at_once(rows)]


def _two_at_once(rows: list[Clock | Basis]) -> bool:
    in_order = sorted(rows, key=lambda row: row.valid_from)
    return any((early.valid_to or date.max) >= late.valid_from for early, late in pairwise(in_order))


def read_zones(text: str, name: str = "zones.csv") -> tuple[LocalTime, ...]:
    """Time zones of areas from CSV. `UnreadableTable` also where one area stands twice."""
    zones = tuple(rows_of(text, name, row_of_local_time))
    if len({row.area for row in zones}) < len(zones):
        raise UnreadableTable(f"{name}: satu wilayah tertulis dua kali.")
    return zones


def read_offices(text: str, name: str = "offices.csv") -> tuple[Office, ...]:
    """Counters from CSV, one row per zone and weekday."""
    openings = list(rows_of(text, name, row_of_opening))
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
