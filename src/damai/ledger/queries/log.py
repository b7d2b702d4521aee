"""The log as it stands: its state, its tiles, and proofs out of them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from ..models import Checkpoint, Entry, Log, Tile
from ..rules.merkle import HASH, Position, Tree
from ..rules.openings import BadOpening, Opened, read
from ..rules.receipts import Receipt


@dataclass(frozen=True)
class State:
    """What the log says of itself."""

    origin: str
    is_demo: bool
    size: int  # leaves under the last checkpoint
    waiting: int  # facts recorded but not yet given their place
    root: bytes
    signed_at: datetime
    checkpoint: str  # the signed note


def state() -> State | None:
    """How the log stands, or None while there is none."""
    log, last = Log.objects.filter(id=1).first(), Checkpoint.objects.last()
    if log is None or last is None:
        return None
    waiting = Entry.objects.filter(index=None).count()
    return State(log.origin, log.is_demo, last.size, waiting, bytes(last.root), last.at, last.note)


def tile(position: Position) -> bytes:
    """The joined hashes of a tile as far as it is filled; empty for one that is not there."""
    hashes = Tile.objects.filter(level=position.level, number=position.number).values_list("hashes", flat=True).first()
    return bytes(hashes or b"")


def tree() -> Tree:
    """Proofs and roots out of the stored tiles."""
    return Tree(tile)


def leaves(first: int, count: int) -> list[bytes]:
    """The commitments of leaves first … first + count - 1, as far as they are there, in order."""
    rows = Entry.objects.filter(index__gte=first, index__lt=first + count).order_by("index")
    return [bytes(leaf) for leaf in rows.values_list("leaf", flat=True)]


def proof_of(leaf: bytes, *, with_opening: bool) -> Receipt | None:
    """The proof that a leaf is in the log under the last checkpoint; None while it waits for its place or is unknown.

    With its opening it says what happened: only for those who may know.
    """
    if len(leaf) != HASH:
        return None
    entry = Entry.objects.filter(leaf=leaf).first()
    last = Checkpoint.objects.last()
    if entry is None or last is None or entry.index is None or entry.index >= last.size:
        return None
    return Receipt(
        index=entry.index,
        path=tuple(tree().inclusion(entry.index, last.size)),
        checkpoint=last.note,
        extra=bytes(entry.opening if with_opening else entry.leaf),
    )


@dataclass(frozen=True)
class Proved:
    """One fact with its proof, for those who may know what happened."""

    about: str
    fact: Opened | None  # None: the row was changed so that it cannot be read
    receipt: Receipt | None  # None: it waits for its place


def proofs_about(codes: Iterable[str]) -> Iterator[Proved]:
    """Every fact recorded about these codes, oldest first for each, with openings; all proofs under the last checkpoint."""
    last, found = Checkpoint.objects.last(), tree()
    for code in codes:
        for entry in Entry.objects.filter(about=code):
            receipt, opening = None, bytes(entry.opening)
            if last is not None and entry.index is not None and entry.index < last.size:
                receipt = Receipt(entry.index, tuple(found.inclusion(entry.index, last.size)), last.note, opening)
            try:
                yield Proved(code, read(opening), receipt)
            except BadOpening:
                yield Proved(code, None, receipt)
