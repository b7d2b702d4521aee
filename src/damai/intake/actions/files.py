"""Put bytes on disk under their own SHA-256, once, for good, before anyone is told that they were received."""

import errno
import fcntl
import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from django.conf import settings
from PIL import Image, ImageOps, UnidentifiedImageError

from ..envelope import Part
from ..models import StoredFile
from ..queries import NamedFile, derived_path, file_path
from ..rules.content import MOST_PIXELS, inspect

MOST_BYTES = 100 * 1024 * 1024  # of one file
LONGEST_SIDE = 1600  # pixels, of what is shown
# Pillow's own limit is one number for all formats; ours were checked, by format, when the file came in.
Image.MAX_IMAGE_PIXELS = MOST_PIXELS["image/jpeg"]
SHOWN_FORMATS = ("JPEG", "PNG", "WEBP", "GIF")  # what we decode; HEIC is handed out as a download only


class FileTooLarge(Exception):
    """One file is larger than a report may carry."""

    def __init__(self, name: str, limit: int) -> None:
        super().__init__(f"a file is larger than {limit} bytes")
        self.name = name
        self.limit = limit


class StorageFull(Exception):
    """The disk is full. Nothing was half kept."""


def _root() -> Path:
    return Path(settings.FILES)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _made(folder: Path) -> None:
    """Make a folder and its parents, each durable in its parent."""
    if not folder.is_dir():
        _made(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)
    _sync(folder.parent)


@contextmanager
def store_lock(*, sweeping: bool = False) -> Iterator[None]:
    """Many may put files in at once; nobody sweeps meanwhile. Holds across processes."""
    _root().mkdir(parents=True, exist_ok=True, mode=0o700)
    with (_root() / ".lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX if sweeping else fcntl.LOCK_SH)
        yield


class Incoming:
    """A file on its way in: hashed and counted while it is written, so that one too large is refused at the limit."""

    def __init__(self, name: str, *, most: int = MOST_BYTES) -> None:
        self.name = name
        self.size = 0
        self._most = most
        self._hash = hashlib.sha256()
        folder = _root() / "incoming"
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        # SIM115: finish or abandon closes it
        self._file = tempfile.NamedTemporaryFile(dir=folder, delete=False)  # noqa: SIM115

    def write(self, chunk: bytes) -> None:
        """Add bytes. FileTooLarge or StorageFull leave nothing behind."""
        self.size += len(chunk)
        if self.size > self._most:
            self.abandon()
            raise FileTooLarge(self.name, self._most)
        self._hash.update(chunk)
        try:
            self._file.write(chunk)
        except OSError as error:
            self.abandon()
            raise _named(error) from error

    def finish(self, *, expected: bool = True) -> Part:
        """The file is on disk under its digest, and looked into."""
        sha256 = self._hash.hexdigest()
        target = file_path(sha256)
        try:
            self._file.flush()
            os.fsync(self._file.fileno())
            content = inspect(self._file, name=self.name)
            _made(target.parent)
            with store_lock():
                if target.exists():
                    os.utime(target)  # young again: the sweep leaves it alone for a day
                    Path(self._file.name).unlink()
                else:
                    Path(self._file.name).rename(target)
                    target.chmod(0o400)
                _sync(target.parent)
        except OSError as error:
            self.abandon()
            raise _named(error) from error
        self._file.close()
        return Part(
            name=self.name,
            sha256=sha256,
            size=self.size,
            media_type=content.media_type,
            held=content.held,
            expected=expected,
        )

    def abandon(self) -> None:
        """Leave nothing behind."""
        self._file.close()
        Path(self._file.name).unlink(missing_ok=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if not self._file.closed:
            self.abandon()


def _named(error: OSError) -> Exception:
    return StorageFull() if error.errno in (errno.ENOSPC, errno.EDQUOT) else error


def store(chunks: Iterable[bytes], *, name: str, most: int = MOST_BYTES, expected: bool = True) -> Part:
    """Put a whole file in the store."""
    with Incoming(name, most=most) as incoming:
        for chunk in chunks:
            incoming.write(chunk)
        return incoming.finish(expected=expected)


def touch(part: Part) -> bool:
    """Whether a file that came earlier is still there; it stays for another day."""
    with store_lock():
        try:
            os.utime(file_path(part.sha256))
        except FileNotFoundError:
            return False
    return True


def derivative_of(stored: StoredFile | NamedFile) -> Path | None:
    """What may be shown of an image: decoded and encoded anew, at most 1600 pixels a side, so that no metadata and nothing
    hidden survives. None when the file is no image we decode, or is held."""
    if stored.held or not stored.media_type.startswith("image/"):
        return None
    target = derived_path(stored.sha256)
    if target.exists():
        return target
    try:
        with Image.open(file_path(stored.sha256), formats=SHOWN_FORMATS) as image:
            image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a JPEG is decoded small at once
            upright = ImageOps.exif_transpose(image)
            upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            fresh = Image.new("RGB", upright.size, "white")
            opaque = upright.convert("RGBA")
            fresh.paste(opaque, mask=opaque)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.NamedTemporaryFile(dir=target.parent, suffix=".jpg", delete=False) as scratch:
        fresh.save(scratch, "JPEG", quality=82, optimize=True)
    Path(scratch.name).replace(target)
    return target
