"""Take files from a request while it arrives: to disk, hashed, and refused at the limit instead of after it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import IO, Any, NoReturn, TypeVar

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile, StopUpload
from django.http import HttpRequest, QueryDict
from django.http.multipartparser import MultiPartParserError
from django.http.request import UnreadablePostError
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as say

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

    def __init__(self, request: HttpRequest, *, most: int | None = None, together: int | None = None) -> None:
        super().__init__(request)
        self._most, self._together = most or MOST_BYTES, together or MOST_BYTES_TOGETHER
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
        if self._announced > self._together:
            self._stop(FileTooLarge(file_name, self._together))
        if len(self.parts) >= MOST_FILES:
            self.too_many = True
            raise SkipFile
        self._incoming = self._guarded(lambda: Incoming(file_name, most=self._most))

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


@dataclass(frozen=True, kw_only=True)
class TakenIn:
    """A form with its files, which are in the store already."""

    said: QueryDict
    files: MultiValueDict
    parts: tuple[Part, ...]
    refusal: FileTooLarge | StorageFull | None
    too_many: bool


class NotTakenIn(Exception):
    """The form could not be read; `status` is HTTP's (400 broken on the way, 413 too much text)."""

    def __init__(self, status: int) -> None:
        super().__init__(str(status))
        self.status = status


def take_in(request: HttpRequest, *, most: int | None = None, together: int | None = None) -> TakenIn:
    """Read a form while its files go to the store. Raises NotTakenIn. `most` bytes of a file, `together` of all, where it is not
    the public form."""
    desk = ToFileStore(request, most=most, together=together)
    request.upload_handlers = [desk]
    arrived = _counted(request)
    try:
        said, files = request.POST, request.FILES
    except RequestDataTooBig:
        raise NotTakenIn(413) from None
    except (MultiPartParserError, SuspiciousOperation, UnreadablePostError):
        raise NotTakenIn(400) from None
    finally:
        desk.abandon()
    # Django takes the end of a line that broke off for the end of a file; half a film must not become the report.
    if desk.refusal is None and (not said or arrived.bytes < int(request.META.get("CONTENT_LENGTH") or 0)):
        raise NotTakenIn(400)
    return TakenIn(said=said, files=files, parts=tuple(desk.parts), refusal=desk.refusal, too_many=desk.too_many)


@dataclass
class _Arrived:
    """How much of a request has been read."""

    bytes: int = 0


def _counted(request: HttpRequest) -> _Arrived:
    arrived = _Arrived()

    def counting(read: Callable[..., bytes]) -> Callable[..., bytes]:
        def counted(*args: int | None) -> bytes:
            chunk = read(*args)
            arrived.bytes += len(chunk)
            return chunk

        return counted

    # of this one request: Django's parsers read through the first, and what follows the last part through the second
    request.read = counting(request.read)  # type: ignore[method-assign]
    request.readline = counting(request.readline)  # type: ignore[method-assign]
    return arrived


@dataclass(frozen=True)
class WhyNot:
    """Why files were not taken: the status of the answer, and a sentence."""

    status: int
    message: str


def why_refused(refusal: FileTooLarge | StorageFull) -> WhyNot:
    """A refusal in words."""
    if not isinstance(refusal, FileTooLarge):
        return WhyNot(507, say("Tempat penyimpanan kami sedang penuh, jadi berkas belum dapat diterima. Laporan belum terkirim."))
    if refusal.limit > MOST_BYTES:
        return WhyNot(
            413,
            say(
                "Berkasnya terlalu besar: satu berkas paling besar 100 MB, semuanya 200 MB. Kirim sebagian, atau potong videonya."
            ),
        )
    message = say("Berkas “%(name)s” terlalu besar; paling besar 100 MB. Potong videonya, atau kirim tanpa berkas itu.")
    return WhyNot(413, message % {"name": refusal.name})
