"""The Merkle tree of RFC 6962 (the same as RFC 9162 section 2.1), kept as C2SP tiles of 256 hashes.

A tile is the joined hashes themselves; level 0 holds leaf hashes, each hash of level L+1 is the root of a full tile of level L.
A tree of a million leaves is grown by reading at most three unfinished tiles, its *edge*.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import NamedTuple

HASH = 32  # bytes of one hash
WIDTH = 256  # hashes of a full tile
FULL = HASH * WIDTH  # bytes of a full tile
HEIGHT = 8  # rows of the tree that one tile spans: 2 ** 8 == 256
EMPTY_ROOT = sha256(b"").digest()


class TreeIncomplete(LookupError):
    """A tile that the answer needs is missing or too short."""


class Position(NamedTuple):
    """Where a tile stands: its level, and its number within the level."""

    level: int
    number: int


def leaf_hash(entry: bytes) -> bytes:
    """The hash of one entry of the log."""
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of an inner node."""
    return sha256(b"\x01" + left + right).digest()


def fold(hashes: bytes) -> bytes:
    """The root over 1, 2, 4, … 256 joined hashes."""
    while len(hashes) > HASH:
        hashes = b"".join(
            [sha256(b"\x01" + hashes[start : start + 2 * HASH]).digest() for start in range(0, len(hashes), 2 * HASH)]
        )
    return hashes


def edge(size: int) -> dict[Position, int]:
    """The unfinished tiles of a tree of this size, with how many hashes each holds."""
    found = {}
    level = 0
    while size >> (HEIGHT * level):
        number, width = divmod(size >> (HEIGHT * level), WIDTH)
        if width:
            found[Position(level, number)] = width
        level += 1
    return found


def edge_root(size: int, tiles: Mapping[Position, bytes]) -> bytes:
    """The root of the whole tree, which its edge alone decides. Raises TreeIncomplete."""
    root = b""
    for position, width in edge(size).items():
        hashes = tiles.get(position, b"")
        if len(hashes) < width * HASH:
            raise TreeIncomplete(position)
        # The complete subtrees within the tile are the bits of its width; joined from the right.
        end, step = width, 1
        while end:
            if end & step:
                part = fold(hashes[(end - step) * HASH : end * HASH])
                root = node_hash(part, root) if root else part
                end -= step
            step <<= 1
    return root or EMPTY_ROOT


@dataclass(frozen=True)
class Growth:
    """What appending changes: the new size, and each tile that is new or longer."""

    size: int
    tiles: dict[Position, bytes]


def grow(size: int, tiles: Mapping[Position, bytes], entries: Iterable[bytes]) -> Growth:
    """Append entries to a tree of this size, given the tiles of its edge. Raises TreeIncomplete."""
    changed: dict[Position, bytes] = {}
    arriving = b"".join([leaf_hash(entry) for entry in entries])
    grown = size + len(arriving) // HASH
    level = 0
    while arriving:
        number, width = divmod(size >> (HEIGHT * level), WIDTH)
        begun = tiles.get(Position(level, number), b"")[: width * HASH] if width else b""
        if len(begun) < width * HASH:
            raise TreeIncomplete(Position(level, number))
        run, upward = begun + arriving, []
        for start in range(0, len(run), FULL):
            tile = run[start : start + FULL]
            changed[Position(level, number)] = tile
            if len(tile) == FULL:
                upward.append(fold(tile))
            number += 1
        arriving = b"".join(upward)
        level += 1
    return Growth(size=grown, tiles=changed)


class Tree:
    """Proofs and roots out of tiles, for any size up to what the tiles hold. `read` gives a tile's joined hashes."""

    def __init__(self, read: Callable[[Position], bytes]) -> None:
        self._read = read
        self._tiles: dict[Position, bytes] = {}

    def _node(self, height: int, index: int) -> bytes:
        """The root of the complete subtree of 2 ** height leaves that is the index-th of its row."""
        level, rows = divmod(height, HEIGHT)
        number, first = divmod(index << rows, WIDTH)
        position = Position(level, number)
        if position not in self._tiles:
            self._tiles[position] = self._read(position)
        hashes = self._tiles[position][first * HASH : (first + (1 << rows)) * HASH]
        if len(hashes) < HASH << rows:
            raise TreeIncomplete(position)
        return fold(hashes)

    def _span(self, start: int, end: int) -> bytes:
        """MTH(D[start:end]) of RFC 9162; start is a multiple of the largest power of two below the length."""
        length = end - start
        if length & (length - 1) == 0:
            height = length.bit_length() - 1
            return self._node(height, start >> height)
        middle = start + _split(length)
        return node_hash(self._span(start, middle), self._span(middle, end))

    def root(self, size: int) -> bytes:
        """The root of the first `size` leaves."""
        return self._span(0, size) if size else EMPTY_ROOT

    def inclusion(self, index: int, size: int) -> list[bytes]:
        """PATH(index, D[size]): what proves that a leaf is in the tree, from its sibling up."""
        if not 0 <= index < size:
            raise TreeIncomplete(f"leaf {index} of {size}")
        path = []
        start, end = 0, size
        while end - start > 1:
            middle = start + _split(end - start)
            if index < middle:
                path.append(self._span(middle, end))
                end = middle
            else:
                path.append(self._span(start, middle))
                start = middle
        return path[::-1]

    def consistency(self, old: int, new: int) -> list[bytes]:
        """PROOF(old, D[new]): what proves that the larger tree only appended to the smaller. Empty for 0 and for equal sizes."""
        if not 0 <= old <= new:
            raise TreeIncomplete(f"{old} is not within {new}")
        if old in (0, new):
            return []
        path = []
        start, end, whole = 0, new, True  # whole: the old tree's root is known to who checks, so it is left out
        while old != end:
            middle = start + _split(end - start)
            if old <= middle:
                path.append(self._span(middle, end))
                end = middle
            else:
                path.append(self._span(start, middle))
                start, whole = middle, False
        if not whole:
            path.append(self._span(start, end))
        return path[::-1]


def _split(length: int) -> int:
    """The largest power of two smaller than length."""
    return 1 << ((length - 1).bit_length() - 1)
