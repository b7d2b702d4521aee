"""What ships with Damai: participants as a table, declarations as files that a person can read."""

import csv
import tomllib
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from .texts import ClauseGiven, IndicatorGiven

FOLDER = Path(__file__).parents[1] / "shipped"


@dataclass(frozen=True, kw_only=True)
class ParticipantGiven:
    """One line of the table."""

    election: str
    kind: str
    ballot_number: int
    name: str
    short: str
    source: str

    @property
    def code(self) -> str:
        """pemilu_2024/party/01."""
        return f"{self.election}/{self.kind}/{self.ballot_number:02d}"


@dataclass(frozen=True, kw_only=True)
class DeclarationGiven:
    """A declaration that ships."""

    slug: str
    state: str
    title: str
    occasion: str
    place: str
    held_on: date
    election: str
    source: str
    witnesses: str
    preamble: str
    closing: str
    clauses: tuple[ClauseGiven, ...]


def participants(election: str) -> list[ParticipantGiven]:
    """Pairs and parties of an election, as the table has them."""
    with (FOLDER / "participants.csv").open(newline="", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["election"] == election]
    return [_participant(row) for row in rows]


def _participant(row: dict[str, Any]) -> ParticipantGiven:
    return ParticipantGiven(**{**row, "ballot_number": int(row["ballot_number"])})


def declarations() -> list[DeclarationGiven]:
    """The texts that ship, by file name."""
    return [_declaration(tomllib.loads(path.read_text("utf-8"))) for path in sorted(FOLDER.glob("*.toml"))]


def _declaration(table: dict[str, Any]) -> DeclarationGiven:
    clauses = tuple(_clause(dict(row)) for row in table.pop("clauses"))
    return DeclarationGiven(**{**table, "witnesses": str(table["witnesses"]).strip(), "clauses": clauses})


def _clause(row: dict[str, Any]) -> ClauseGiven:
    given = tuple(IndicatorGiven(**{**each, "target": Decimal(each["target"])}) for each in row.pop("indicators"))
    return ClauseGiven(**row, indicators=given)
