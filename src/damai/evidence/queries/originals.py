"""The bytes of evidence as they came, a piece at a time, and whether they are still those that were taken in."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from zlib import crc32

from damai.intake.envelope import Part
from damai.intake.queries import file_chunks, open_stored
from damai.seals.rules import CannotUnseal

CHUNK = 1 << 20


class Unreadable(Exception):
    """The store does not have these bytes, or what lies on the disk is not what was kept."""


def chunks_of(digest: str) -> Iterator[bytes]:
    """The bytes with this digest, a megabyte at a time. Raises Unreadable, at the latest at their end."""
    try:
        yield from file_chunks(digest, CHUNK)
    except (OSError, CannotUnseal) as error:
        raise Unreadable(digest) from error


def chunks_of_part(part: Part) -> Iterator[bytes]:
    """The bytes of a file that is on the disk and has perhaps no row yet. Raises Unreadable."""
    if not part.place:
        yield from chunks_of(part.sha256)
        return
    try:
        with open_stored(part) as opened:
            while chunk := opened.read(CHUNK):
                yield chunk
    except (OSError, CannotUnseal) as error:
        raise Unreadable(part.sha256) from error


@dataclass(frozen=True)
class Measured:
    """What the bytes are that the store has now."""

    sha256: str
    size: int
    crc32: int


def measured(chunks: Iterable[bytes]) -> Measured:
    """What bytes are, read whole. Raises Unreadable when they are not there."""
    hashed, check, size = sha256(), 0, 0
    for chunk in chunks:
        hashed.update(chunk)
        check, size = crc32(chunk, check), size + len(chunk)
    return Measured(hashed.hexdigest(), size, check)
