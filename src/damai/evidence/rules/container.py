"""The one way in which a pack is written as a ZIP file: entries stored as they are, in a given order, nothing else anywhere.

Sizes and checksums are known before the first byte leaves, so the whole frame of the file (headers, directory, end) is known too.
A reader writes the frame again from the signed list and compares: a byte that differs is found, wherever it stands. ZIP64 records
stand where sizes need them and nowhere else. Written from PKWARE's APPNOTE 6.3.10; `unzip`, Python's and other readers open it
(tests).
"""

import re
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

MOST_32 = 0xFFFFFFFF
MOST_16 = 0xFFFF
LOCAL, CENTRAL, END, END_64, LOCATOR_64 = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07"
PLAIN, WITH_64 = 20, 45  # versions needed to extract
UNIX = 3 << 8
MODE = 0o100444 << 16  # a file that may be read
# Lower-case folders of our own and codes: nothing that leaves a folder, hides, or means something to a system.
SAFE = re.compile(r"(?:[a-z0-9][a-z0-9-]{0,30}/)?[A-Za-z0-9][A-Za-z0-9_-]{0,60}(?:\.[a-z0-9]{1,8}){0,2}")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)", re.I)  # devices of Windows


@dataclass(frozen=True)
class Entry:
    """One file of a pack: where it stands, how long it is, and its CRC-32."""

    path: str
    size: int
    crc32: int


def is_safe(path: str) -> bool:
    """Whether a name can stand in a pack: relative, plain, inside."""
    return SAFE.fullmatch(path) is not None and not any(_RESERVED.match(part) for part in path.split("/"))


def _stamp(at: datetime) -> tuple[int, int]:
    """Time and day as MS-DOS wrote them."""
    return at.hour << 11 | at.minute << 5 | at.second // 2, (at.year - 1980) << 9 | at.month << 5 | at.day


def local_header(entry: Entry, at: datetime) -> bytes:
    """What stands before a file's bytes."""
    large = entry.size >= MOST_32
    extra = struct.pack("<HHQQ", 1, 16, entry.size, entry.size) if large else b""
    size, name = MOST_32 if large else entry.size, entry.path.encode("ascii")
    fixed = struct.pack(
        "<HHHHHIIIHH", WITH_64 if large else PLAIN, 0, 0, *_stamp(at), entry.crc32, size, size, len(name), len(extra)
    )
    return LOCAL + fixed + name + extra


def _central_header(entry: Entry, at: datetime, offset: int) -> bytes:
    large, far = entry.size >= MOST_32, offset >= MOST_32
    more = (struct.pack("<QQ", entry.size, entry.size) if large else b"") + (struct.pack("<Q", offset) if far else b"")
    extra = struct.pack("<HH", 1, len(more)) + more if more else b""
    size, name = MOST_32 if large else entry.size, entry.path.encode("ascii")
    needed = WITH_64 if more else PLAIN
    fixed = struct.pack(
        "<HHHHHHIIIHHHHHII",
        UNIX | needed, needed, 0, 0, *_stamp(at), entry.crc32, size, size, len(name), len(extra), 0, 0, 0, MODE,
        MOST_32 if far else offset,
    )  # fmt: skip
    return CENTRAL + fixed + name + extra


@dataclass(frozen=True)
class Frame:
    """Everything of a pack that is not the bytes of its files."""

    entries: tuple[Entry, ...]
    at: datetime
    offsets: tuple[int, ...]  # of the local headers
    directory: int  # where the directory begins
    tail: bytes  # the directory and the end of the file

    @property
    def size(self) -> int:
        """Bytes of the whole file."""
        return self.directory + len(self.tail)

    def headers(self) -> Iterator[bytes]:
        """The local headers in order."""
        return (local_header(entry, self.at) for entry in self.entries)


class BadName(ValueError):
    """A name that cannot stand in a pack, or stands in it twice."""


def frame(entries: Sequence[Entry], at: datetime) -> Frame:
    """The frame of a pack with these files, stamped with a moment as its zone says it. Raises BadName."""
    paths = [entry.path for entry in entries]
    for path in paths:
        if not is_safe(path):
            raise BadName(path)
    if len({path.lower() for path in paths}) != len(paths):
        raise BadName("twice")
    offsets, here = [], 0
    for entry in entries:
        offsets.append(here)
        here += len(local_header(entry, at)) + entry.size
    directory = b"".join(_central_header(entry, at, offset) for entry, offset in zip(entries, offsets, strict=True))
    return Frame(tuple(entries), at, tuple(offsets), here, directory + _end(len(entries), len(directory), here))


def _end(count: int, size: int, start: int) -> bytes:
    large = count >= MOST_16 or size >= MOST_32 or start >= MOST_32
    end = END + struct.pack(
        "<HHHHIIH", 0, 0, min(count, MOST_16), min(count, MOST_16), min(size, MOST_32), min(start, MOST_32), 0
    )
    if not large:
        return end
    whole = END_64 + struct.pack("<QHHIIQQQQ", 44, UNIX | WITH_64, WITH_64, 0, 0, count, count, size, start)
    return whole + LOCATOR_64 + struct.pack("<IQI", 0, start + size, 1) + end
