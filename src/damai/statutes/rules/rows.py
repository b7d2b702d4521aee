"""One row of a law's table: cells that people typed, as what they stand for, or a sentence saying which cell cannot be meant."""

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from typing import TypeVar

from .bases import Basis
from .calendar import Confidence, Holiday, HolidayKind, Hours, LocalTime, Zone
from .clocks import Clock, Regime, Unit
from .errors import UnreadableTable
from .events import Duty, Event, Track
from .stages import Election, Stage, StageKind, Status

AREA = re.compile(r"\d\d(\.\d\d(\.\d\d(\.\d{4})?)?)?", re.ASCII)
# Codes stand in the log, in addresses and on papers.
REGIME = re.compile(r"[A-Z][A-Z0-9_]{1,19}")
CLOCK = re.compile(r"[A-Z][A-Za-z0-9]{0,5}")
# What the columns have room for.
LONGEST = {"name": 120, "law": 200, "start_event": 200, "written": 120, "reads_as": 200, "basis": 200, "step": 60}
LONGEST |= {"confidence_note": 200, "note": 200, "source": 200, "met_by": 200, "opens_with": 40, "closes_with": 40}
Row = dict[str, str]
T = TypeVar("T")
W = TypeVar("W", bound=StrEnum)


@dataclass(frozen=True, kw_only=True)
class Opening:
    zone: Zone
    weekday: int
    hours: Hours
    confidence: Confidence
    source: str


def rows_of(text: str, name: str, make: Callable[[Row], T]) -> Iterator[T]:
    """Each row of a CSV table as what it stands for, or `UnreadableTable` with the file, the line and the reason."""
    for line, row in enumerate(csv.DictReader(io.StringIO(text)), start=2):
        yield read_row(row, name, line, make)


def read_row(row: Mapping[str | None, object], name: str, line: int, make: Callable[[Row], T]) -> T:
    """One row as what it stands for, or `UnreadableTable` with the file, the line and the reason."""
    try:
        if None in row:
            raise ValueError("lebih banyak sel daripada kolom; sel yang memuat koma harus diapit tanda kutip")
        if None in row.values():
            raise ValueError("kurang sel")
        cells = {str(column): str(cell).strip() for column, cell in row.items()}
        for column, cell in cells.items():
            if len(cell) > LONGEST.get(column, 200):
                raise ValueError(f"sel {column} terlalu panjang (paling banyak {LONGEST.get(column, 200)} huruf)")
        return make(cells)
    except KeyError as missing:
        raise UnreadableTable(f"{name}, baris {line}: kolom {missing} tidak ada.") from missing
    except ValueError as problem:
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


def _coded(pattern: re.Pattern[str], value: str, example: str) -> str:
    if not pattern.fullmatch(value):
        raise ValueError(f"kode “{value}” tidak dapat dipakai; tulis seperti {example}")
    return value


def row_of_regime(row: Row) -> Regime:
    """A row of the table of laws."""
    return Regime(
        code=_coded(REGIME, row["code"], "PILKADA"),
        name=_said(row["name"], "nama rezim"),
        law=_said(row["law"], "undang-undang"),
        joint_leave_is_holiday=_yes(row["joint_leave_is_holiday"]),
    )


def row_of_clock(row: Row) -> Clock:
    """A row of the table of clocks."""
    return Clock(
        regime=row["regime"],
        code=_coded(CLOCK, row["code"], "P7"),
        name=_said(row["name"], "nama jam"),
        start_event=row["start_event"],
        length=_number(row["length"]) if row["length"] else None,
        unit=_one_of(Unit, row["unit"]),
        written=row["written"],
        reads_as=row["reads_as"],
        basis=_said(row["basis"], "dasar hukum"),
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


def _said(value: str, what: str) -> str:
    if not value:
        raise ValueError(f"{what} harus diisi")
    return value


def _event(value: str) -> Event:
    if not value:
        raise ValueError("sebutkan peristiwa yang memulainya (kolom event)")
    return _one_of(Event, value)


def row_of_basis(row: Row) -> Basis:
    """A row of the table of articles."""
    return Basis(
        regime=row["regime"],
        step=row["step"],
        basis=row["basis"],
        confidence=_one_of(Confidence, row["confidence"]),
        note=row["note"],
        valid_from=_must_day(row["valid_from"]),
        valid_to=_day(row["valid_to"]),
    )


def row_of_local_time(row: Row) -> LocalTime:
    """A row of the table of time zones."""
    if not AREA.fullmatch(row["area"]):
        raise ValueError(f"“{row['area']}” bukan kode wilayah; tulis seperti 73 atau 73.71")
    return LocalTime(
        area=row["area"],
        name=row["name"],
        zone=_one_of(Zone, row["zone"]),
        confidence=_one_of(Confidence, row["confidence"]),
        source=row["source"],
    )


def row_of_holiday(row: Row) -> Holiday:
    """A row of the table of days off."""
    return Holiday(
        date=_must_day(row["date"]),
        name=row["name"],
        kind=_one_of(HolidayKind, row["kind"]),
        source=row["source"],
        decided_on=_day(row["decided_on"]),
        estimated=_yes(row["estimated"]),
    )


def row_of_election(row: Row) -> Election:
    """A row of the table of elections."""
    return Election(
        code=row["code"], name=row["name"], regime=row["regime"], status=_one_of(Status, row["status"]), source=row["source"]
    )


def row_of_stage(row: Row) -> Stage:
    """A row of the table of stages."""
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


def row_of_opening(row: Row) -> Opening:
    """A row of the table of counters."""
    opens, closes = _hour(row["opens"]), _hour(row["closes"])
    if closes <= opens:
        raise ValueError("tutup sebelum buka")
    return Opening(
        zone=_one_of(Zone, row["zone"]),
        weekday=_number(row["weekday"]),
        hours=Hours(opens=opens, closes=closes),
        confidence=_one_of(Confidence, row["confidence"]),
        source=row["source"],
    )
