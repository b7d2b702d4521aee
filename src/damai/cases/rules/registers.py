"""How a case is numbered in the book of registers: a pattern per law and kind, as rows of a table."""

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from io import StringIO

from .states import CaseKind

SIGNS = {CaseKind.LAPORAN: "LP", CaseKind.TEMUAN: "TM"}


@dataclass(frozen=True, kw_only=True)
class Pattern:
    """How the number of one kind is written under one law, and whether that was read in a source."""

    regime: str  # "*": where a law has no row of its own
    kind: str
    pattern: str
    verified: bool
    note: str

    def written(self, number: int, *, office: str, on: date) -> str:
        """The number as it stands in the book: "007/Reg/LP/PL/31.71/02/2024"."""
        parts = {"{no}": f"{number:03d}", "{kode}": office, "{MM}": f"{on.month:02d}", "{YYYY}": str(on.year)}
        text = self.pattern
        for name, value in parts.items():
            text = text.replace(name, value)
        return text


@cache
def patterns() -> tuple[Pattern, ...]:
    """The table as it ships."""
    text = resources.files(__package__).joinpath("shipped/registers.csv").read_text(encoding="utf-8")
    return tuple(
        Pattern(
            regime=row["regime"], kind=row["kind"], pattern=row["pattern"], verified=row["verified"] == "ya", note=row["note"]
        )
        for row in csv.DictReader(StringIO(text))
    )


def pattern_for(regime: str, kind: CaseKind) -> Pattern:
    """The pattern of a kind under a law, or the one for laws without a row of their own."""
    rows = {row.regime: row for row in patterns() if row.kind == kind}
    return rows.get(regime) or rows["*"]


def book_of(regime: str, kind: CaseKind) -> str:
    """The book in which numbers run without gaps, for an office and a year: one for each law and kind."""
    return f"reg-{SIGNS[kind].lower()}-{regime.lower()}"[:20]
