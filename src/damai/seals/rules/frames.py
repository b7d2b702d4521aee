"""How a file is sealed while it is written, and read again in pieces: frames of AES-256-GCM, counted, the last one marked.

    header (24 bytes): "damai f1" and a random salt
    frame, frame, …  : 256 KiB of the file each, the last one shorter, and the 16 bytes of GCM behind each
    key              : HKDF-SHA256(data key, salt): the same data key may seal several files, and never a nonce twice
    nonce of a frame : its number (11 bytes) and whether it is the last (1 byte); the header is authenticated with each

This is the STREAM construction (Hoang, Reyhanitabar, Rogaway and Vizár, 2015), as `age` and Tink use it. A frame that was
changed, left out, moved, taken from another file, or cut off behind, does not open.
"""

import errno
import io
import os
from collections.abc import Callable
from typing import Any, BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from .keys import KEY_BYTES, CannotUnseal

MAGIC = b"damai f1"
SALT = 16
HEADER = len(MAGIC) + SALT
FRAME = 256 * 1024  # bytes of the file in one frame: what is held in memory at once
TAG = 16


def sealed_size(size: int) -> int:
    """How many bytes a file of this size takes when it is sealed."""
    return HEADER + size + max(1, -(-size // FRAME)) * TAG


def _cipher(data_key: bytes, salt: bytes) -> AESGCM:
    return AESGCM(HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=salt, info=b"damai/file/v1").derive(data_key))


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + (b"\x01" if last else b"\x00")


class Sealer:
    """Seals what is written to it, frame by frame, into `put`; nothing is whole before `finish`."""

    def __init__(self, put: Callable[[bytes], object], data_key: bytes) -> None:
        self._put = put
        self._header = MAGIC + os.urandom(SALT)
        self._cipher = _cipher(data_key, self._header[len(MAGIC) :])
        self._held = bytearray()
        self._number = 0
        put(self._header)

    def write(self, chunk: bytes | bytearray | memoryview) -> None:
        """Take more of the file."""
        self._held += chunk
        while len(self._held) > FRAME:  # the last frame is never empty, unless the file is
            self._seal(bytes(self._held[:FRAME]), last=False)
            del self._held[:FRAME]

    def finish(self) -> None:
        """Seal what is left, and mark it as the end."""
        self._seal(bytes(self._held), last=True)
        self._held.clear()

    def _seal(self, plain: bytes, *, last: bool) -> None:
        self._put(self._cipher.encrypt(_nonce(self._number, last=last), plain, self._header))
        self._number += 1


class Unsealer(io.RawIOBase):
    """A sealed file, to read and seek in as if it were plain; CannotUnseal when it is not what was sealed under this key.

    Whoever reads to the end knows that nothing is missing. It has no descriptor to hand on: whoever sent the bytes of the disk
    past us would send what is sealed. Wrap it in `io.BufferedReader`.
    """

    def __init__(self, file: BinaryIO, data_key: bytes, *, closing: bool = True) -> None:
        self._file, self._closing = file, closing
        stored = file.seek(0, io.SEEK_END)
        file.seek(0)
        self._header = file.read(HEADER)
        body = stored - HEADER
        if len(self._header) < HEADER or not self._header.startswith(MAGIC) or body < TAG:
            raise CannotUnseal("no sealed file")
        self._frames = -(-body // (FRAME + TAG))
        self._size = body - self._frames * TAG
        if self._size < 0 or self._frames != max(1, -(-self._size // FRAME)):
            raise CannotUnseal("cut off")
        self._cipher = _cipher(data_key, self._header[len(MAGIC) :])
        self._at = 0
        self._open: tuple[int, bytes] = (-1, b"")  # the frame that was read last

    @property
    def size(self) -> int:
        """Bytes of the file as it was before it was sealed."""
        return self._size

    def readable(self) -> bool:
        """It can be read."""
        return True

    def seekable(self) -> bool:
        """It can be read from anywhere."""
        return True

    def tell(self) -> int:
        """Where the next byte is read from."""
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go on from elsewhere."""
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        if start + offset < 0:
            raise OSError(errno.EINVAL, "before the beginning")  # as a file on a disk says it
        self._at = start + offset
        return self._at

    def readinto(self, buffer: Any) -> int:
        """The next bytes, at most to the end of a frame."""
        room = memoryview(buffer).cast("B")
        if self._at >= self._size:
            if self._size == 0:
                self._frame(0)  # an empty file has an end too
            return 0
        number, start = divmod(self._at, FRAME)
        plain = self._frame(number)
        taken = min(len(room), len(plain) - start)
        room[:taken] = plain[start : start + taken]
        self._at += taken
        return taken

    def close(self) -> None:
        """Close the file underneath too, and let go of what was read."""
        if not self.closed:
            self._open = (-1, b"")
            if self._closing:
                self._file.close()
        super().close()

    def _frame(self, number: int) -> bytes:
        if self._open[0] != number:
            last = number == self._frames - 1
            self._file.seek(HEADER + number * (FRAME + TAG))
            sealed = self._file.read(FRAME + TAG)
            try:
                self._open = (number, self._cipher.decrypt(_nonce(number, last=last), sealed, self._header))
            except (InvalidTag, ValueError) as error:
                raise CannotUnseal("changed, moved or cut off") from error
        return self._open[1]
