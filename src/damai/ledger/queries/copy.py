"""The log as files that anyone can carry away and check with `damai ledger verify`, or with software that others wrote."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..models import Checkpoint, Entry
from ..rules.merkle import HASH, WIDTH, Position
from ..rules.openings import SALT
from ..rules.tiles import TilePath, levels, of_level, pack
from ..rules.verify import CHECKPOINT, HISTORY, KEY, openings_path
from .keys import trusted_keys
from .log import leaves, tile


@dataclass(frozen=True)
class File:
    """One file of a copy: its name within the folder, and its content."""

    path: str
    content: bytes


class NoLog(LookupError):
    """There is no log yet, so there is nothing to copy."""


class Copy:
    """A copy as of the last signed checkpoint, made file by file; what is recorded meanwhile is left for the next copy."""

    def __init__(self, *, openings: bool) -> None:
        last = Checkpoint.objects.last()
        if last is None:
            raise NoLog
        self.note, self.size, self._openings = last.note, last.size, openings

    def __len__(self) -> int:
        """How many files there will be."""
        tiles = sum(-(-(self.size >> (8 * level)) // WIDTH) for level in levels(self.size))
        return 3 + tiles + -(-self.size // WIDTH) * (2 if self._openings else 1)

    def files(self) -> Iterator[File]:
        """Every file; the checkpoint comes last, so that a copy that was interrupted is seen to be incomplete."""
        origin = self.note.partition("\n")[0]
        yield File(KEY, "".join(f"{key}\n" for key in trusted_keys(origin)).encode())
        for level in levels(self.size):
            for path in of_level(level, self.size):
                yield File(str(path), tile(Position(level, path.number))[: path.width * HASH])
        for path in of_level(None, self.size):
            yield File(str(path), pack(leaves(path.first, path.width)))
            if self._openings:
                yield File(openings_path(path), _openings(path))
        notes = Checkpoint.objects.filter(size__lte=self.size).values_list("note", flat=True)
        yield File(HISTORY, history(notes.iterator()))
        yield File(CHECKPOINT, self.note.encode())


def history(notes: Iterable[str]) -> bytes:
    """Earlier checkpoints as a file, one JSON string a line."""
    return "".join(f"{json.dumps(note, ensure_ascii=False)}\n" for note in notes).encode()


def _openings(path: TilePath) -> bytes:
    rows = Entry.objects.filter(index__gte=path.first, index__lt=path.first + path.width).order_by("index")
    openings = (bytes(opening) for opening in rows.values_list("opening", flat=True))
    return b"".join(opening[:SALT].hex().encode() + b" " + opening[SALT:] + b"\n" for opening in openings)
