"""A declaration's text: what it must hold, and the digest that fixes it."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, kw_only=True)
class IndicatorGiven:
    """How a clause is measured."""

    words: str
    unit: str
    direction: str  # at-least, at-most
    target: Decimal
    source: str
    figure: str = ""  # a figure that Damai counts by itself


@dataclass(frozen=True, kw_only=True)
class ClauseGiven:
    """One point of a text, as an office writes it."""

    words: str
    basis: str
    basis_note: str = ""
    indicators: tuple[IndicatorGiven, ...] = ()


@dataclass(frozen=True, kw_only=True)
class TextGiven:
    """A text as it is about to be fixed: everything the digest covers."""

    title: str
    place: str
    held_on: str  # ISO date
    version: int
    preamble: str
    clauses: tuple[ClauseGiven, ...]
    closing: str
