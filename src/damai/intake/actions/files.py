"""Put bytes on disk, sealed under a key of their own, for good, before anyone is told that they were received."""

import errno
import fcntl
import hashlib
import io
import os
import tempfile
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Self, cast

from django.conf import settings
from PIL import Image, ImageOps, UnidentifiedImageError

from damai.seals.queries import keyring
from damai.seals.rules import FRAME, CannotUnseal, Sealer, Unsealer, key_id, new_data_key, wrap

from ..envelope import Part
from ..models import StoredFile
from ..queries import NamedFile, derived_path, file_about, file_key_of, open_stored, path_of
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
    """A file on its way in: hashed, counted and sealed while it is written, so that one too large is refused at the limit and
    nothing of it ever lies open on the disk."""

    def __init__(self, name: str, *, most: int = MOST_BYTES) -> None:
        self.name = name
        self.size = 0
        self._most = most
        self._hash = hashlib.sha256()
        folder = _root() / "incoming"
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        # SIM115: finish or abandon closes it
        self._file = tempfile.NamedTemporaryFile(dir=folder, delete=False)  # noqa: SIM115
        self._data_key = new_data_key()
        self._sealer = Sealer(self._file.write, self._data_key)

    def write(self, chunk: bytes) -> None:
        """Add bytes. FileTooLarge or StorageFull leave nothing behind."""
        self.size += len(chunk)
        if self.size > self._most:
            self.abandon()
            raise FileTooLarge(self.name, self._most)
        self._hash.update(chunk)
        try:
            self._sealer.write(chunk)
        except OSError as error:
            self.abandon()
            raise _named(error) from error

    def finish(self, *, expected: bool = True) -> Part:
        """The file is on disk, sealed, under a name of its own, and looked into. The same bytes sent twice are one file only once
        a row adopts them (`actions.hold_file`): until then each upload is its own."""
        sha256, place = self._hash.hexdigest(), uuid.uuid4().hex
        try:
            self._sealer.finish()
            self._file.flush()
            os.fsync(self._file.fileno())
            with io.BufferedReader(Unsealer(cast(BinaryIO, self._file.file), self._data_key, closing=False), FRAME) as plain:
                content = inspect(plain, name=self.name)
            part = Part(
                name=self.name,
                sha256=sha256,
                size=self.size,
                media_type=content.media_type,
                held=content.held,
                expected=expected,
                place=place,
                key=_wrapped(self._data_key, sha256, place),
            )
            target = path_of(part)
            _made(target.parent)
            Path(self._file.name).chmod(0o400)
            Path(self._file.name).rename(target)
            _sync(target.parent)
        except OSError as error:
            self.abandon()
            raise _named(error) from error
        self._file.close()
        return part

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


def _wrapped(data_key: bytes, sha256: str, place: str) -> str:
    """A file's key as a Part carries it: the name of the sealing key around it, then the wrapped key, in hex."""
    key = keyring().current
    return key_id(key) + wrap(data_key, key=key, about=file_about(sha256, place)).hex()


def touch(part: Part) -> bool:
    """Whether a file that came earlier is still there; it stays for another day."""
    stored = None if part.place else StoredFile.objects.filter(pk=part.sha256).first()
    with store_lock():
        try:
            os.utime(path_of(stored or part))
        except FileNotFoundError:
            return False
    return True


def remove(paths: Iterable[Path]) -> None:
    """Take files off the disk that no row needs any more; what is not there is fine."""
    for path in paths:
        path.unlink(missing_ok=True)


def derivative_of(file: StoredFile | NamedFile) -> BinaryIO | None:
    """What may be shown of an image: decoded and encoded anew, at most 1600 pixels a side, so that no metadata and nothing
    hidden survives; close it. None when the file is no image we decode, is held, or is not what was kept."""
    if file.held or not file.media_type.startswith("image/"):
        return None
    stored = StoredFile.objects.filter(pk=file.sha256, destroyed_at=None).first()
    if stored is None:
        return None
    try:
        if not stored.sealed:  # from before files were sealed: nothing of it is written down again
            return _drawn(stored)
        data_key = file_key_of(stored)
        return _drawn_before(stored, data_key) or _kept(_drawn(stored), stored, data_key)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError, CannotUnseal):
        return None


def _drawn_before(stored: StoredFile, data_key: bytes) -> BinaryIO | None:
    """The derivative that was made earlier; None when there is none, or it is not what was made."""
    try:
        opened = derived_path(stored).open("rb")
    except FileNotFoundError:
        return None
    try:
        reader = io.BufferedReader(Unsealer(opened, data_key), FRAME)
        reader.peek(1)
    except CannotUnseal:  # a power cut, or somebody's hand: it is made again
        opened.close()
        return None
    return cast(BinaryIO, reader)


def _drawn(stored: StoredFile) -> io.BytesIO:
    """The image, decoded and encoded anew."""
    with open_stored(stored) as opened, Image.open(opened, formats=SHOWN_FORMATS) as image:
        image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a JPEG is decoded small at once
        upright = ImageOps.exif_transpose(image)
        upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        fresh = Image.new("RGB", upright.size, "white")
        opaque = upright.convert("RGBA")
        fresh.paste(opaque, mask=opaque)
    made = io.BytesIO()
    fresh.save(made, "JPEG", quality=82, optimize=True)
    made.seek(0)
    return made


def _kept(made: io.BytesIO, stored: StoredFile, data_key: bytes) -> io.BytesIO:
    """The same, sealed on the disk for the next time. It can be made again, so nobody waits for the disk."""
    target = derived_path(stored)
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.NamedTemporaryFile(dir=target.parent, suffix=".part", delete=False) as scratch:
        sealer = Sealer(scratch.write, data_key)
        sealer.write(made.getbuffer())
        sealer.finish()
    Path(scratch.name).replace(target)
    return made
