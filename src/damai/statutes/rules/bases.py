"""Which article each step of a case stands on: a table, because the same step is another article under another law."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from .calendar import Confidence
from .clocks import Regime


@dataclass(frozen=True, kw_only=True)
class Basis:
    """The article for one step of a case under one regime; `step` is "target" or "source/target", in the words of the cases."""

    regime: str
    step: str
    basis: str
    confidence: Confidence
    note: str = ""  # the source read, or GK-high / GK-verify
    valid_from: date
    valid_to: date | None = None

    def __post_init__(self) -> None:
        if not self.step or not self.basis:
            raise ValueError("langkah dan dasar harus diisi.")
        if self.valid_to is not None and self.valid_to < self.valid_from:
            raise ValueError(f"{self.key}: berakhir sebelum mulai berlaku.")

    @property
    def key(self) -> str:
        """Regime and step: "PEMILU/lengkap"."""
        return f"{self.regime}/{self.step}"

    def in_force_on(self, day: date) -> bool:
        """Whether this row is in force on the day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def overlaps(self, other: "Basis") -> bool:
        """Whether some day lies in both rows' validity."""
        ends, other_ends = self.valid_to or date.max, other.valid_to or date.max
        return self.key == other.key and self.valid_from <= other_ends and other.valid_from <= ends


@dataclass(frozen=True, kw_only=True)
class Cited:
    """An article as it is cited beside a step, and whether it was read in a source."""

    words: str
    verified: bool
    note: str = ""


def cited(bases: Iterable[Basis], regime: Regime, step: str, on: date) -> Cited:
    """What a step stands on: the row of the step, or of its target alone; the law as a whole, unverified, where none is kept."""
    in_force = {row.step: row for row in bases if row.regime == regime.code and row.in_force_on(on)}
    row = in_force.get(step) or in_force.get(step.rpartition("/")[2])
    if row is None:
        return Cited(words=f"{regime.law} (pasal belum diperiksa)", verified=False, note="belum tercatat dalam tabel dasar")
    return Cited(words=row.basis, verified=row.confidence == Confidence.VERIFIED, note=row.note)
