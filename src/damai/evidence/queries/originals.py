"""The bytes of evidence as they came, a piece at a time, and whether they are still those that were taken in."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from zlib import crc32

from damai.intake.queries import file_chunks
from damai.seals.rules import CannotUnseal

CHUNK = 1 << 20


class Unreadable(Exception):
    """The store does not have these bytes, or cannot read them any more."""


def chunks_of(digest: str) -> Iterator[bytes]:
    """The bytes with this digest, a megabyte at a time. Unreadable when they are gone, or were changed where they lie sealed."""
    try:
        yield from file_chunks(digest, CHUNK)
    except (OSError, CannotUnseal) as error:
        raise Unreadable(digest) from error


@dataclass(frozen=True)
class Measured:
    """What the bytes are that the store has now."""

    sha256: str
    size: int
    crc32: int


def measured(digest: str) -> Measured:
    """What the store gives for a digest, read whole. Raises Unreadable."""
    hashed, check, size = sha256(), 0, 0
    for chunk in chunks_of(digest):
        hashed.update(chunk)
        check, size = crc32(chunk, check), size + len(chunk)
    return Measured(hashed.hexdigest(), size, check)
