"""Reads multipart/form-data as it streams in: small parts stay in memory, large ones go to disk, memory has a bound."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

CHUNK = 256 * 1024
MAX_HEADER = 16 * 1024  # bytes of one part's headers; a file name of 4,000 characters still fits
MAX_PARTS = 2_000
MAX_PREAMBLE = 4 * 1024
IN_MEMORY = 64 * 1024  # bytes of one part kept in memory
ALL_IN_MEMORY = 2 * 1024 * 1024  # bytes of all parts of a request kept in memory

MAX_BODY = 1024 * 1024 * 1024  # bytes of a whole request

Read = Callable[[int], bytes]


class Sink(Protocol):
    """Where the bytes of a large part go while they arrive."""

    def write(self, chunk: bytes) -> None:
        """Take more bytes."""

    def abandon(self) -> None:
        """Leave nothing behind."""


class MalformedMultipart(Exception):
    """The body is not the multipart/form-data that its header promises, or it ends too early."""


@dataclass(slots=True)
class Part:
    """One part of the form: its bytes in memory or, if large, in a sink."""

    name: str
    filename: str
    size: int = 0
    content: bytes = b""
    sink: Sink | None = None
    too_large: bool = False  # longer than the limit: counted to its end, not kept


@dataclass(frozen=True, slots=True)
class Limits:
    """How many bytes of one part are kept, how many of the part that is read into memory whole, and where large parts go."""

    file: int
    text: int
    text_name: str  # the part that stays in memory whatever its size
    sink: Callable[[str], Sink]  # a new sink for the file of this name


def boundary_of(content_type: str) -> bytes:
    """The boundary named by a Content-Type header; MalformedMultipart if it is no multipart/form-data or names none."""
    kind, _, parameters = content_type.partition(";")
    if kind.strip().lower() != "multipart/form-data":
        raise MalformedMultipart("not multipart/form-data")
    boundary = parameters_of(parameters).get("boundary", "")
    if not 1 <= len(boundary) <= 200:
        raise MalformedMultipart("no boundary")
    try:
        return boundary.encode("latin-1")
    except UnicodeEncodeError as error:
        raise MalformedMultipart("boundary is not ASCII") from error


def parameters_of(text: str) -> dict[str, str]:
    """The `key=value` parameters of a header, quoted or not; quotes and semicolons inside quoted values survive."""
    found: dict[str, str] = {}
    at, end = 0, len(text)
    while at < end:
        key, equals, _ = text[at:].partition("=")
        if not equals:
            break
        at += len(key) + 1
        if at < end and text[at] == '"':
            at += 1
            value = []
            while at < end and text[at] != '"':
                if text[at] == "\\" and at + 1 < end and text[at + 1] in '"\\':
                    at += 1
                value.append(text[at])
                at += 1
            at = text.find(";", at)
            at = end if at < 0 else at + 1
            found.setdefault(key.strip(" ;\t").lower(), "".join(value))
        else:
            stop = text.find(";", at)
            stop = end if stop < 0 else stop
            found.setdefault(key.strip(" ;\t").lower(), text[at:stop].strip())
            at = stop + 1
    return found


def read_parts(read: Read, boundary: bytes, limits: Limits) -> list[Part]:
    """Every part of the body, in order. Raises nothing but MalformedMultipart for whatever bytes arrive.

    What a sink raises, a full disk for instance, passes through. On an error the sinks that were begun are abandoned. A part
    over its limit is read to its end and marked, not kept: an answer that is sent before the request was read is often lost
    on the way to the phone.
    """
    parser = _Parser(read, boundary, limits)
    try:
        parser.run()
    except BaseException:
        discard(parser.parts)
        raise
    return parser.parts


def discard(parts: list[Part]) -> None:
    """Abandon the sinks of parts that nobody took over."""
    for part in parts:
        if part.sink is not None:
            part.sink.abandon()
            part.sink = None


@dataclass(slots=True)
class _Parser:
    read: Read
    boundary: bytes
    limits: Limits
    parts: list[Part] = field(default_factory=list)
    buffer: bytes = b"\r\n"  # so that the first boundary looks like all others
    in_memory: int = 0
    read_so_far: int = 0

    def run(self) -> None:
        delimiter = b"\r\n--" + self.boundary
        self._skip_preamble(delimiter)
        while self._another_part():
            if len(self.parts) >= MAX_PARTS:
                raise MalformedMultipart(f"more than {MAX_PARTS} parts")
            part = self._headers()
            self.parts.append(part)
            self._content(part, delimiter)
        while self.read(CHUNK):  # an epilogue means nothing, but the connection wants it read
            pass

    def _more(self) -> None:
        chunk = self.read(CHUNK)
        if not chunk:
            raise MalformedMultipart("the body ends too early")
        self.read_so_far += len(chunk)
        if self.read_so_far > MAX_BODY:
            raise MalformedMultipart("the body is larger than any form")
        self.buffer = self.buffer + chunk if self.buffer else chunk

    def _skip_preamble(self, delimiter: bytes) -> None:
        while (at := self.buffer.find(delimiter)) < 0:
            if len(self.buffer) > MAX_PREAMBLE:
                raise MalformedMultipart("no boundary at the beginning")
            self._more()
        self.buffer = self.buffer[at + len(delimiter) :]

    def _another_part(self) -> bool:
        """Step over the rest of a boundary line; False when it was the last one."""
        while len(self.buffer) < 2:
            self._more()
        if self.buffer.startswith(b"--"):
            return False
        while (at := self.buffer.find(b"\r\n", 0, 128)) < 0:
            if len(self.buffer) >= 128:
                raise MalformedMultipart("a boundary line that does not end")
            self._more()
        if self.buffer[:at].strip(b" \t"):
            raise MalformedMultipart("something after a boundary")
        self.buffer = self.buffer[at + 2 :]
        return True

    def _headers(self) -> Part:
        while (at := self.buffer.find(b"\r\n\r\n")) < 0:
            if len(self.buffer) > MAX_HEADER:
                raise MalformedMultipart("headers of a part are too long")
            self._more()
        if at > MAX_HEADER:
            raise MalformedMultipart("headers of a part are too long")
        lines = self.buffer[:at].split(b"\r\n")
        self.buffer = self.buffer[at + 4 :]
        headers: dict[str, str] = {}
        for line in lines:
            key, colon, value = line.partition(b":")
            if not colon:
                raise MalformedMultipart("a header line without a colon")
            # Names are UTF-8 on the wire; one that is not is still a name, and its file is still kept.
            headers.setdefault(key.strip().lower().decode("latin-1"), value.strip().decode("utf-8", "replace"))
        kind, _, rest = headers.get("content-disposition", "").partition(";")
        if kind.strip().lower() != "form-data":
            raise MalformedMultipart("a part without Content-Disposition: form-data")
        parameters = parameters_of(rest)
        if "name" not in parameters:
            raise MalformedMultipart("a part without a name")
        return Part(name=parameters["name"], filename=parameters.get("filename", ""))

    def _content(self, part: Part, delimiter: bytes) -> None:
        is_text = part.name == self.limits.text_name
        limit = self.limits.text if is_text else self.limits.file
        room = limit if is_text else min(IN_MEMORY, ALL_IN_MEMORY - self.in_memory)
        at = self.buffer.find(delimiter)
        if 0 <= at <= min(limit, room):  # nearly always: it is all here
            part.content, part.size = self.buffer[:at], at
        else:
            intake = _Intake(part, limit, room, self.limits.sink)
            keep = len(delimiter) - 1
            while at < 0:
                if len(self.buffer) > keep:
                    intake.write(self.buffer[:-keep])
                    self.buffer = self.buffer[-keep:]
                self._more()
                at = self.buffer.find(delimiter)
            intake.write(self.buffer[:at])
            part.content = b"".join(intake.chunks)
        self.buffer = self.buffer[at + len(delimiter) :]
        self.in_memory += len(part.content)


@dataclass(slots=True)
class _Intake:
    """Takes the bytes of one part: into memory at first, into a sink when they become many, nowhere when they are too many."""

    part: Part
    limit: int
    room: int  # bytes that may stay in memory
    new_sink: Callable[[str], Sink]
    chunks: list[bytes] = field(default_factory=list)

    def write(self, chunk: bytes) -> None:
        part = self.part
        part.size += len(chunk)
        if part.size > self.limit:
            part.too_large = True
            self.chunks.clear()
            discard([part])
            return
        if part.sink is None:
            self.chunks.append(chunk)
            if part.size <= self.room:
                return
            part.sink = self.new_sink(part.filename or part.name)
            chunk = b"".join(self.chunks)
            self.chunks.clear()
        part.sink.write(chunk)
