"""Take files from a request while it arrives: to disk, hashed, and refused at the limit instead of after it."""

from collections.abc import Callable
from typing import IO, Any, NoReturn, TypeVar

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile, StopUpload
from django.http import HttpRequest

from ...actions import MOST_BYTES, FileTooLarge, Incoming, StorageFull
from ...envelope import Part

Result = TypeVar("Result")

FIELD = "berkas"
MOST_FILES = 10
MOST_BYTES_TOGETHER = 200 * 1024 * 1024  # of one request


class StoredUpload(UploadedFile):
    """A file of a form that is in the store already."""

    def __init__(self, part: Part) -> None:
        super().__init__(file=None, name=part.name, size=part.size)
        self.part = part

    def close(self) -> None:
        """There is nothing open."""


class ToFileStore(FileUploadHandler):
    """Writes each file of the form to the store as it arrives, and stops the request at the first that is too large.

    The text of the form comes before its files, so it has been read when a file is refused: nothing typed is lost.
    """

    chunk_size = 256 * 1024

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.refusal: FileTooLarge | StorageFull | None = None
        self.too_many = False
        self.parts: list[Part] = []
        self._incoming: Incoming | None = None
        self._announced = 0

    def handle_raw_input(
        self, input_data: IO[bytes], META: dict[str, Any], content_length: int, boundary: Any, encoding: str | None = None
    ) -> None:
        """Learn how much is coming; it is not refused yet, for the text comes first."""
        self._announced = content_length

    def new_file(self, field_name: str, file_name: str, content_type: str, *args: Any, **kwargs: Any) -> None:
        """Begin a file, or refuse before one byte of it is kept."""
        super().new_file(field_name, file_name, content_type, *args, **kwargs)
        if field_name != FIELD:
            raise SkipFile
        if self._announced > MOST_BYTES_TOGETHER:
            self._stop(FileTooLarge(file_name, MOST_BYTES_TOGETHER))
        if len(self.parts) >= MOST_FILES:
            self.too_many = True
            raise SkipFile
        self._incoming = self._guarded(lambda: Incoming(file_name, most=MOST_BYTES))

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep a chunk; nothing is passed on, so nothing is held in memory."""
        if self._incoming:
            incoming = self._incoming
            self._guarded(lambda: incoming.write(raw_data))

    def file_complete(self, file_size: int) -> StoredUpload | None:
        """The file is on disk."""
        if self._incoming is None:
            return None
        incoming, self._incoming = self._incoming, None
        part = self._guarded(incoming.finish)
        self.parts.append(part)
        return StoredUpload(part)

    def abandon(self) -> None:
        """Remove what was begun and not finished."""
        if self._incoming:
            self._incoming.abandon()
            self._incoming = None

    def _guarded(self, step: Callable[[], Result]) -> Result:
        try:
            return step()
        except (FileTooLarge, StorageFull) as refusal:
            self._stop(refusal)

    def _stop(self, refusal: FileTooLarge | StorageFull) -> NoReturn:
        self.refusal = refusal
        self.abandon()
        raise StopUpload(connection_reset=True) from refusal
