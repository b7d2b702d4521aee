"""Records that cannot be changed quietly: each entry of a custody record holds the digest of the one before it.

The first entry holds the digest of the piece of evidence itself, so that a record cannot be moved to another piece. Words (a
title, a holder, a place) stand in the digest as a salted digest of their own: they can be forgotten, and the chain still holds.
"""

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

SALT = 16  # bytes


def canonical(values: Mapping[str, Any]) -> bytes:
    """The one way to write something as JSON: keys sorted, no spaces, UTF-8."""
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def moment(at: datetime) -> str:
    """A moment as it stands in a record: UTC, to the microsecond."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def salted(words: Mapping[str, str]) -> dict[str, str]:
    """Words with a salt of their own, without those that say nothing; empty when none say anything."""
    said = {name: value for name, value in words.items() if value}
    return {"salt": secrets.token_hex(SALT), **said} if said else {}


def digest_of_words(words: Mapping[str, str]) -> str:
    """What a record holds of salted words; nothing of no words."""
    return sha256(b"damai.words/v1\n" + canonical(words)).hexdigest() if words else ""


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A piece of evidence as its record binds it. Nothing of this ever changes."""

    exhibit: str
    subject: str
    number: int
    kind: str
    source: str
    sha256: str  # of the bytes; empty for a thing
    size: int
    media_type: str
    crc32: int
    received_at: str
    kept_at: str
    taken_from: str
    version_of: str
    words: str  # digest of title and description

    @property
    def digest(self) -> str:
        """What the first entry of the custody record begins from."""
        return sha256(b"damai.exhibit/v1\n" + canonical(asdict(self))).hexdigest()


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One entry of a custody record, with the digest of the one before it."""

    exhibit: str
    number: int
    recorded_at: str
    happened_at: str
    action: str
    by: str
    holder_kind: str
    holder: str
    derivative: int
    words: str  # digest of holder, place and reference
    previous: str

    @property
    def digest(self) -> str:
        """What the next entry holds, and what the ledger was told."""
        return sha256(b"damai.custody/v1\n" + canonical(asdict(self))).hexdigest()


PIECE = frozenset(field.name for field in fields(Piece))
ENTRY = frozenset(field.name for field in fields(Entry))


@dataclass(frozen=True)
class Break:
    """Where a chain does not hold: at which place, and how."""

    number: int
    what: str  # "gap", "other", "link"


def breaks(piece: Piece, entries: Sequence[Entry]) -> list[Break]:
    """Where the entries of a record do not follow from one another: a gap or another order, another piece, a broken link."""
    found, previous = [], piece.digest
    for place, entry in enumerate(entries, start=1):
        if entry.number != place:
            found.append(Break(place, "gap"))
        elif entry.exhibit != piece.exhibit:
            found.append(Break(place, "other"))
        elif entry.previous != previous:
            found.append(Break(place, "link"))
        previous = entry.digest
    if not entries:
        found.append(Break(1, "gap"))
    return found
