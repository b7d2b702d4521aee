"""A body of law as somebody uploads it: two or three CSV tables, read to the end so that every mistake is told at once."""

import csv
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from .bases import Basis
from .clocks import Clock, Regime
from .errors import UnreadableTable
from .rows import read_row, row_of_basis, row_of_clock, row_of_regime
from .tables import Statutes, overlapping

MOST_ROWS = 1000
MOST_CHARACTERS = 400_000
MOST_PROBLEMS = 50


@dataclass(frozen=True, kw_only=True)
class Read:
    """What the tables say, and everything that is wrong with them; with a problem nothing is taken."""

    tables: Statutes
    problems: tuple[str, ...]


@dataclass(frozen=True)
class _Table:
    make: Callable[[dict[str, str]], Any]
    kind: type
    needed: bool


TABLES = {
    "regimes.csv": _Table(row_of_regime, Regime, True),
    "clocks.csv": _Table(row_of_clock, Clock, True),
    "bases.csv": _Table(row_of_basis, Basis, False),
}


def read_regime(files: Mapping[str, bytes], *, known: frozenset[str]) -> Read:
    """Read the tables of a new body of law; `known` are the regimes there are already. Every mistake is named with its line."""
    problems: list[str] = []
    rows: dict[str, list[Any]] = {name: [] for name in TABLES}
    for name, table in TABLES.items():
        if not files.get(name):
            if table.needed:
                problems.append(f"{name}: tabel ini harus ada.")
            continue
        _read(name, files[name], table, rows[name], problems)
    regimes, clocks, bases = (rows[name] for name in TABLES)
    problems += _together(regimes, clocks, bases, known)
    said = problems[:MOST_PROBLEMS]
    if len(problems) > MOST_PROBLEMS:
        said.append(f"… dan {len(problems) - MOST_PROBLEMS} kesalahan lain.")
    tables = Statutes(regimes=tuple(regimes), clocks=tuple(clocks), bases=tuple(bases))
    return Read(tables=tables, problems=tuple(said))


def _read(name: str, content: bytes, table: _Table, rows: list[Any], problems: list[str]) -> None:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        problems.append(f"{name}: bukan teks UTF-8. Simpan lembar kerja sebagai “CSV UTF-8”.")
        return
    if len(text) > MOST_CHARACTERS or "\x00" in text:
        problems.append(f"{name}: bukan tabel CSV, atau terlalu besar.")
        return
    lines = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        for line, row in enumerate(lines, start=2):
            if line > MOST_ROWS + 1:
                problems.append(f"{name}: lebih dari {MOST_ROWS} baris.")
                return
            try:
                rows.append(read_row(row, name, line, table.make))
            except UnreadableTable as problem:
                problems.append(str(problem))
                if "kolom" in str(problem) and "tidak ada" in str(problem):
                    return  # every line would say the same
    except csv.Error as problem:
        problems.append(f"{name}, baris {lines.line_num}: bukan CSV yang utuh ({problem}).")
    if not rows and not problems:
        problems.append(f"{name}: tidak ada satu baris pun.")


def _together(regimes: list[Regime], clocks: list[Clock], bases: list[Basis], known: frozenset[str]) -> list[str]:
    """What is wrong only when the tables are laid beside each other."""
    codes = [regime.code for regime in regimes]
    twice = sorted({code for code in codes if codes.count(code) > 1})
    there = [code for code in codes if code in known]
    said = [f"regimes.csv: rezim {code} sudah ada di sini; versi jamnya ditambah satu per satu." for code in there]
    said += [f"regimes.csv: rezim {code} tertulis dua kali." for code in twice]
    if codes:
        said += [f"clocks.csv: jam {clock.key} milik rezim lain." for clock in clocks if clock.regime not in codes]
        said += [f"bases.csv: dasar {row.key} milik rezim lain." for row in bases if row.regime not in codes]
        of = {clock.regime for clock in clocks}
        said += [f"clocks.csv: rezim {code} tidak punya satu jam pun." for code in codes if clocks and code not in of]
    said += [f"clocks.csv: dua versi {key} berlaku pada hari yang sama." for key in overlapping(clocks)]
    said += [f"bases.csv: dua dasar untuk {key} berlaku pada hari yang sama." for key in overlapping(bases)]
    return said
