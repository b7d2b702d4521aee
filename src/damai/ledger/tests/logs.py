"""Whole logs in memory, made without a database, for the tests of the mathematics."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256

from damai.ledger.rules.merkle import EMPTY_ROOT, HASH, Position, edge_root, grow
from damai.ledger.rules.notes import Checkpoint, SigningKey, sign
from damai.ledger.rules.openings import SALT, canonical, commit
from damai.ledger.rules.tiles import levels, of_level, pack
from damai.ledger.rules.verify import openings_path

KEY = SigningKey("log.example/damai", b"\x01" * 32)
AT = datetime(2024, 2, 14, 1, 2, 3, tzinfo=UTC)


@dataclass(frozen=True)
class MemoryLog:
    """A log of so many leaves, with a checkpoint at each of its sizes."""

    openings: tuple[bytes, ...]
    notes: tuple[str, ...]
    tiles: dict[Position, bytes]

    @property
    def leaves(self) -> list[bytes]:
        return [commit(opening) for opening in self.openings]

    def files(self) -> dict[str, bytes]:
        """The log as an exported copy."""
        size = len(self.openings)
        files = {"checkpoint": self.notes[-1].encode()}
        files["checkpoints.jsonl"] = "".join(f"{json.dumps(note, ensure_ascii=False)}\n" for note in self.notes).encode()
        for level in levels(size):
            for path in of_level(level, size):
                files[str(path)] = self.tiles[Position(level, path.number)][: path.width * HASH]
        for path in of_level(None, size):
            some = self.openings[path.first : path.first + path.width]
            files[str(path)] = pack(map(commit, some))
            files[openings_path(path)] = b"".join(one[:SALT].hex().encode() + b" " + one[SALT:] + b"\n" for one in some)
        return files


@cache
def a_log(*sizes: int, salt: str = "", key: SigningKey = KEY) -> MemoryLog:
    """A log with checkpoints at these sizes; another salt makes another history of the same length."""
    openings = tuple(
        sha256(f"{salt}{number}".encode()).digest()[:SALT]
        + canonical(at=AT, by="M-0001", name="StoneLaid", values={"stone": f"B-{number:05d}"})
        for number in range(sizes[-1])
    )
    tiles: dict[Position, bytes] = {}
    notes, size = [sign(Checkpoint(key.name, 0, EMPTY_ROOT).text, key)], 0
    for wanted in sizes:
        grown = grow(size, tiles, map(commit, openings[size:wanted]))
        tiles.update(grown.tiles)
        size = grown.size
        notes.append(sign(Checkpoint(key.name, size, edge_root(size, tiles)).text, key))
    return MemoryLog(openings, tuple(notes), tiles)
