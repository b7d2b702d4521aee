"""The laws the library knows of from the start, and what courts did to them: facts in tables, no text."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from ..calendar import Confidence
from ..errors import UnreadableTable
from ..tables import shipped_text
from .ids import LAW_CODE, Provision


class Effect(StrEnum):
    """What a court's decision does to a provision."""

    WHOLE = "whole"  # it binds no longer
    PARTIAL = "partial"  # some of its words bind no longer
    READING = "reading"  # it binds only as the court reads it


@dataclass(frozen=True, kw_only=True)
class KnownLaw:
    """A law by its facts."""

    code: str
    title: str
    title_en: str
    names: tuple[str, ...]  # what people call it
    enacted_on: date | None
    in_force_on: date | None
    articles: int | None
    amends: str
    confidence: Confidence
    source: str


@dataclass(frozen=True, kw_only=True)
class Ruling:
    """What a court decided on a provision."""

    provision: Provision
    decision: str
    on: date
    effect: Effect
    note: str
    note_en: str
    confidence: Confidence
    source: str


@cache
def known_laws() -> tuple[KnownLaw, ...]:
    """The laws that ship, those that amend after those they amend."""
    return read_laws(shipped_text("laws.csv"))


@cache
def known_rulings() -> tuple[Ruling, ...]:
    """The rulings that ship."""
    return read_rulings(shipped_text("rulings.csv"))


def read_laws(text: str, name: str = "laws.csv") -> tuple[KnownLaw, ...]:
    """Laws from CSV."""
    laws = tuple(_law(row, where) for where, row in _rows(text, name))
    seen: set[str] = set()
    for law in laws:
        if law.code in seen or (law.amends and law.amends not in seen):
            raise UnreadableTable(f"{name}: {law.code} tertulis dua kali, atau mendahului {law.amends}.")
        seen.add(law.code)
    return laws


def read_rulings(text: str, name: str = "rulings.csv") -> tuple[Ruling, ...]:
    """Rulings from CSV."""
    return tuple(_ruling(row, where) for where, row in _rows(text, name))


def _rows(text: str, name: str) -> Iterator[tuple[str, dict[str, str]]]:
    for number, row in enumerate(csv.DictReader(io.StringIO(text), strict=True), start=2):
        if None in row or None in row.values():
            raise UnreadableTable(f"{name}, baris {number}: jumlah kolom tidak sama.")
        yield f"{name}, baris {number}", {key: value.strip() for key, value in row.items()}


def _law(row: dict[str, str], where: str) -> KnownLaw:
    try:
        if not LAW_CODE.fullmatch(row["code"]) or not row["title"]:
            raise ValueError("kode atau judul")
        return KnownLaw(
            code=row["code"],
            title=row["title"],
            title_en=row["title_en"],
            names=tuple(filter(None, row["names"].split("|"))),
            enacted_on=date.fromisoformat(row["enacted_on"]) if row["enacted_on"] else None,
            in_force_on=date.fromisoformat(row["in_force_on"]) if row["in_force_on"] else None,
            articles=int(row["articles"]) if row["articles"] else None,
            amends=row["amends"],
            confidence=Confidence(row["confidence"]),
            source=row["source"],
        )
    except (ValueError, KeyError) as problem:
        raise UnreadableTable(f"{where}: {problem}.") from problem


def _ruling(row: dict[str, str], where: str) -> Ruling:
    try:
        return Ruling(
            provision=Provision.read(row["provision"]),
            decision=row["decision"],
            on=date.fromisoformat(row["on"]),
            effect=Effect(row["effect"]),
            note=row["note"],
            note_en=row["note_en"],
            confidence=Confidence(row["confidence"]),
            source=row["source"],
        )
    except (ValueError, KeyError) as problem:
        raise UnreadableTable(f"{where}: {problem}.") from problem
