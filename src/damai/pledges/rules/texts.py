"""A declaration's text: what it must hold before it can be signed, and the digest that fixes it."""

import json
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from hashlib import sha256
from typing import Any

MOST_CLAUSES = 40
LONGEST = 4_000  # characters of a clause, a preamble or a closing


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
    clauses: tuple[str, ...]  # the words, in order
    closing: str


class Flaw(StrEnum):
    """Why a text cannot be kept or signed yet."""

    NO_CLAUSES = "no-clauses"
    TOO_MANY = "too-many"
    EMPTY = "empty"
    TOO_LONG = "too-long"
    NO_BASIS = "no-basis"
    NO_INDICATOR = "no-indicator"
    BAD_INDICATOR = "bad-indicator"


@dataclass(frozen=True)
class Found:
    """A flaw and the clause it is in; clause 0 is the text as a whole."""

    flaw: Flaw
    clause: int = 0


def plain(text: str) -> str:
    """The same words in one spelling: composed letters (NFC), newlines as \\n, no space at either end."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def text_digest(text: TextGiven) -> str:
    """SHA-256 (64 hex digits) of `text_bytes`."""
    return sha256(text_bytes(text)).hexdigest()


def text_bytes(text: TextGiven) -> bytes:
    """Title, place, date, version, preamble, numbered clauses and closing as canonical JSON: what everyone signs.

    Legal basis and indicators are not what people read aloud and sign, so a citation can be corrected without new signatures.
    """
    body: dict[str, Any] = {
        "damai": "declaration/v1",
        "title": plain(text.title),
        "place": plain(text.place),
        "date": text.held_on,
        "version": text.version,
        "preamble": plain(text.preamble),
        "clauses": [[number, plain(words)] for number, words in enumerate(text.clauses, start=1)],
        "closing": plain(text.closing),
    }
    return canonical(body)


def canonical(body: dict[str, Any]) -> bytes:
    """The one way to write these values as bytes: keys sorted, no spaces, UTF-8."""
    return json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()


def flaws(clauses: Sequence[ClauseGiven], *others: str, complete: bool) -> list[Found]:
    """What is in the way of keeping a text; with `complete`, of signing it: basis and indicator for each clause."""
    found = []
    if not clauses:
        found.append(Found(Flaw.NO_CLAUSES))
    if len(clauses) > MOST_CLAUSES:
        found.append(Found(Flaw.TOO_MANY))
    if any(len(words) > LONGEST for words in others):
        found.append(Found(Flaw.TOO_LONG))
    for number, clause in enumerate(clauses, start=1):
        found += [Found(flaw, number) for flaw in _in_clause(clause, complete=complete)]
    return found


def _in_clause(clause: ClauseGiven, *, complete: bool) -> list[Flaw]:
    found = []
    if not plain(clause.words):
        found.append(Flaw.EMPTY)
    if len(clause.words) > LONGEST:
        found.append(Flaw.TOO_LONG)
    if complete and not plain(clause.basis):
        found.append(Flaw.NO_BASIS)
    if complete and not clause.indicators:
        found.append(Flaw.NO_INDICATOR)
    if any(not _is_whole(indicator) for indicator in clause.indicators):
        found.append(Flaw.BAD_INDICATOR)
    return found


def _is_whole(indicator: IndicatorGiven) -> bool:
    said = plain(indicator.words) and plain(indicator.unit) and plain(indicator.source)
    return bool(said) and indicator.direction in {"at-least", "at-most"} and 0 <= indicator.target < 10**12
