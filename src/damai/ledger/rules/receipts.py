"""A receipt's proof as one file (c2sp.org/tlog-proof), checked without network, server or database.

The `extra` line carries what the leaf is made of: the opening (salt and fact), or only its 32-byte commitment.
"""

import re
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from .merkle import HASH, leaf_hash
from .notes import Checkpoint, NoteRefused, PublicKey, open_checkpoint, parse_checkpoint, parse_note, unbase64
from .openings import BadOpening, Opened, commit, read
from .proofs import includes

_HEADER = "c2sp.org/tlog-proof@v1"
_LARGEST = 1_000_000  # characters of a file that is still looked at


@dataclass(frozen=True)
class Receipt:
    """A proof that one leaf is in the log: its place, the path to the root, and the signed checkpoint over that root."""

    index: int
    path: tuple[bytes, ...]
    checkpoint: str  # the signed note, verbatim
    extra: bytes  # the opening, or the commitment alone

    @property
    def opening(self) -> bytes | None:
        """Salt and fact, when the receipt holds them. (A commitment is 32 bytes; no opening is that short.)"""
        return self.extra if len(self.extra) > HASH else None

    @property
    def leaf(self) -> bytes:
        """The commitment that stands in the log."""
        return commit(self.extra) if len(self.extra) > HASH else self.extra

    @property
    def signed(self) -> Checkpoint:
        """What the checkpoint says; its signature is not checked here. Raises NoteRefused for what is no checkpoint."""
        return parse_checkpoint(parse_note(self.checkpoint).text)

    def __str__(self) -> str:
        path = "".join(f"{b64encode(step).decode()}\n" for step in self.path)
        return f"{_HEADER}\nextra {b64encode(self.extra).decode()}\nindex {self.index}\n{path}\n{self.checkpoint}"


class Flaw(StrEnum):
    """Why a receipt proves nothing."""

    MALFORMED = "malformed"  # not a receipt of this log, or damaged
    SIGNATURE = "signature"  # the checkpoint is not signed by the key that is trusted
    PATH = "path"  # the path does not lead from the leaf to the signed root: leaf, place or path was changed
    OPENING = "opening"  # what the leaf is made of cannot be read


class ReceiptRefused(ValueError):
    """A receipt that proves nothing."""

    def __init__(self, flaw: Flaw) -> None:
        super().__init__(flaw.value)
        self.flaw = flaw


def parse(text: str) -> Receipt:
    """Read a receipt file. Raises ReceiptRefused."""
    head, found, checkpoint = text.partition("\n\n")
    lines = head.split("\n")
    if not found or len(text) > _LARGEST or lines[0] != _HEADER or len(lines) < 3 or not lines[1].startswith("extra "):
        raise ReceiptRefused(Flaw.MALFORMED)
    index = re.fullmatch(r"index (0|[1-9][0-9]{0,17})", lines[2])
    try:
        extra = unbase64(lines[1].removeprefix("extra "))
        path = tuple(unbase64(line) for line in lines[3:])
    except ValueError as error:
        raise ReceiptRefused(Flaw.MALFORMED) from error
    if not index or len(extra) < HASH or any(len(step) != HASH for step in path):
        raise ReceiptRefused(Flaw.MALFORMED)
    return Receipt(index=int(index[1]), path=path, checkpoint=checkpoint, extra=extra)


@dataclass(frozen=True)
class Proven:
    """What a good receipt proves: this fact (if opened) stands at this place under this checkpoint."""

    index: int
    leaf: bytes
    checkpoint: Checkpoint
    fact: Opened | None


def verify(text: str, keys: Sequence[PublicKey]) -> Proven:
    """Check a receipt file against the log's keys. Raises ReceiptRefused, which says what does not hold."""
    receipt = parse(text)
    try:
        checkpoint = open_checkpoint(receipt.checkpoint, keys)
    except NoteRefused as error:
        raise ReceiptRefused(Flaw.SIGNATURE) from error
    hashed = leaf_hash(receipt.leaf)
    if not includes(index=receipt.index, size=checkpoint.size, leaf=hashed, path=receipt.path, root=checkpoint.root):
        raise ReceiptRefused(Flaw.PATH)
    try:
        fact = read(receipt.opening) if receipt.opening else None
    except BadOpening as error:
        raise ReceiptRefused(Flaw.OPENING) from error
    return Proven(index=receipt.index, leaf=receipt.leaf, checkpoint=checkpoint, fact=fact)
