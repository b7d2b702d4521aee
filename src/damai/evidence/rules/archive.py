"""Reading a pack that somebody sent: as a ZIP file or as the folder it was extracted to. Nothing in it is believed.

A ZIP is read by hand and not by a library: libraries forgive (bytes between entries, names that differ in two places), and what
is forgiven here could be hidden there.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from .container import CENTRAL, END, END_64, LOCAL, LOCATOR_64, MOST_16, MOST_32
from .manifest import MOST_FILES

CHUNK = 1 << 20
_LARGEST_DIRECTORY = 16 * 1024 * 1024
_FIXED = 30  # bytes of a local header before its name


class Broken(ValueError):
    """The bytes are not laid out as a ZIP file."""


@dataclass(frozen=True)
class Member:
    """One file as a ZIP says it has it."""

    name: str
    size: int
    offset: int  # of its bytes
    plain: bool  # stored as it is


class Zip:
    """A ZIP file, seekable."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.size = file.seek(0, 2)

    def at(self, offset: int, length: int) -> bytes:
        """Bytes of the file; fewer where it ends."""
        if offset > self.size:
            return b""
        self._file.seek(offset)
        return self._file.read(length)

    def chunks(self, offset: int, length: int) -> Iterator[bytes]:
        """The bytes of an entry, a piece at a time."""
        self._file.seek(min(offset, self.size))
        while length > 0 and (chunk := self._file.read(min(CHUNK, length))):
            length -= len(chunk)
            yield chunk

    def member_at(self, offset: int) -> Member:
        """What a local header says. Raises Broken."""
        head = self.at(offset, _FIXED)
        if len(head) < _FIXED or not head.startswith(LOCAL):
            raise Broken("no header")
        method, size, name_length, extra_length = (
            *struct.unpack("<H", head[8:10]), *struct.unpack("<I", head[22:26]), *struct.unpack("<HH", head[26:30])
        )  # fmt: skip
        more = self.at(offset + _FIXED, name_length + extra_length)
        if size == MOST_32:
            size = _wide(more[name_length:])
        name = more[:name_length].decode("utf-8", "backslashreplace")
        return Member(name, size, offset + _FIXED + name_length + extra_length, method == 0)

    def members(self) -> list[Member]:
        """What the directory says. Raises Broken."""
        start, count = self._end()
        body = self.at(start, min(_LARGEST_DIRECTORY, self.size - start))
        found, here = [], 0
        for _ in range(count):
            fixed = body[here : here + 46]
            if len(fixed) < 46 or not fixed.startswith(CENTRAL):
                raise Broken("directory")
            name_length, extra_length, words = struct.unpack("<HHH", fixed[28:34])
            (offset,) = struct.unpack("<I", fixed[42:46])
            name = body[here + 46 : here + 46 + name_length]
            if offset == MOST_32:
                offset = _offset(fixed, body[here + 46 + name_length : here + 46 + name_length + extra_length])
            local = self.member_at(offset)
            found.append(Member(name.decode("utf-8", "backslashreplace"), local.size, local.offset, local.plain))
            here += 46 + name_length + extra_length + words
        return found

    def _end(self) -> tuple[int, int]:
        """Where the directory begins and how many files it names."""
        window = self.at(max(0, self.size - MOST_16 - 22), MOST_16 + 22)
        place = window.rfind(END)
        if place < 0 or len(window) - place < 22:
            raise Broken("end")
        count, _size, start = struct.unpack("<HII", window[place + 10 : place + 20])
        locator = window[place - 20 : place]
        if (count == MOST_16 or start == MOST_32) and locator.startswith(LOCATOR_64):
            (where,) = struct.unpack("<Q", locator[8:16])
            whole = self.at(min(where, self.size), 56)
            if len(whole) < 56 or not whole.startswith(END_64):
                raise Broken("end")
            count, start = struct.unpack("<Q", whole[32:40])[0], struct.unpack("<Q", whole[48:56])[0]
        if count > 2 * MOST_FILES or start > self.size:
            raise Broken("end")
        return start, count


def _wide(extra: bytes) -> int:
    while len(extra) >= 4:
        kind, length = struct.unpack("<HH", extra[:4])
        if kind == 1 and length >= 8 and len(extra) >= 12:
            return int(struct.unpack("<Q", extra[4:12])[0])
        extra = extra[4 + length :]
    raise Broken("size")


def _offset(fixed: bytes, extra: bytes) -> int:
    """An offset beyond 4 GB, which stands behind the sizes where those are as large."""
    wide = sum(each == MOST_32 for each in struct.unpack("<II", fixed[20:28]))
    body = extra[4 + 8 * wide : 12 + 8 * wide]
    if len(body) < 8:
        raise Broken("offset")
    return int(struct.unpack("<Q", body)[0])


class Folder:
    """A pack that was extracted. Links lead anywhere, and are never followed."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def names(self) -> Iterator[str]:
        """Every file, by its path within the folder."""
        for path in sorted(self._root.rglob("*")):
            if path.is_symlink() or not path.is_dir():
                yield path.relative_to(self._root).as_posix()

    def chunks(self, name: str) -> Iterator[bytes]:
        """The bytes of a file; nothing of what is no plain file inside the folder."""
        path = self._root / name
        if any(each.is_symlink() for each in (path, *path.parents) if each.is_relative_to(self._root) and each != self._root):
            return
        if not path.is_file():
            return
        with path.open("rb") as opened:
            while chunk := opened.read(CHUNK):
                yield chunk
