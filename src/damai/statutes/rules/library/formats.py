"""What kind of file was given, told by its content and never by its name, and its words where no other program is needed."""

import codecs
import re
from enum import StrEnum

from .html import NotHtml, words_of_html
from .lines import LONGEST_LINE, MOST_LINES, clean

MOST_BYTES = 32 * 1024 * 1024
MOST_LETTERS = 12_000_000


class Format(StrEnum):
    """The kinds of files that laws come in."""

    TEXT = "text"
    HTML = "html"
    PDF = "pdf"
    JSONL = "jsonl"


class Trouble(StrEnum):
    """Why a file cannot be read as a law."""

    EMPTY = "empty"
    TOO_BIG = "too_big"
    TOO_HEAVY = "too_heavy"  # it unpacks to more than a law is, or takes too long
    PACKED = "packed"  # a ZIP, so also DOCX
    NOT_TEXT = "not_text"
    BROKEN = "broken"
    ENCRYPTED = "encrypted"
    SCANNED = "scanned"  # pages that are pictures
    NO_ARTICLES = "no_articles"
    NO_SUCH_LAW = "no_such_law"  # a data file that does not hold the law asked for


class CannotRead(ValueError):
    """The file cannot be read; `trouble` says why."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble


def format_of(data: bytes) -> Format:
    """The kind of a file, or `CannotRead`."""
    if not data.strip():
        raise CannotRead(Trouble.EMPTY)
    if len(data) > MOST_BYTES:
        raise CannotRead(Trouble.TOO_BIG)
    start = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n")
    if b"%PDF-" in data[:1024]:
        return Format.PDF
    if data[:2] in {b"PK", b"\x1f\x8b"} or data[:4] in {b"Rar!", b"7z\xbc\xaf", b"\xd0\xcf\x11\xe0"} or data[:3] == b"BZh":
        raise CannotRead(Trouble.PACKED)
    if start[:1] == b"{" and b'"text"' in data[:65536]:
        return Format.JSONL
    if re.match(rb"<(?:!doctype|html|\?xml|head|body|div|p|table|article|meta|center|h\d)\b", start, re.IGNORECASE):
        return Format.HTML
    return Format.TEXT


def words_of(data: bytes, format: Format) -> str:
    """The text of a file that is no PDF, or `CannotRead`."""
    if format == Format.HTML:
        try:
            text = words_of_html(data, _encoding(data))
        except NotHtml:
            raise CannotRead(Trouble.BROKEN) from None
    else:
        text = _decoded(data)
    return within_bounds(text, as_data=format == Format.JSONL)


def within_bounds(text: str, *, as_data: bool = False) -> str:
    """The text, clean, or `CannotRead` where it is more than any law has. Data keeps its lines; its values are cleaned later."""
    if len(text) > MOST_LETTERS:
        raise CannotRead(Trouble.TOO_HEAVY)
    text = text.replace("\x00", "").replace("\r\n", "\n") if as_data else clean(text)
    if text.count("\n") + text.count("\f") > MOST_LINES:
        raise CannotRead(Trouble.TOO_HEAVY)
    if not text.strip():
        raise CannotRead(Trouble.EMPTY)
    return text


def folded(text: str) -> str:
    """Lines longer than any page has, cut at blanks, so that one line is never the whole law."""
    if all(len(line) <= LONGEST_LINE for line in text.split("\n")):
        return text
    return "\n".join(re.sub(rf"(.{{1,{LONGEST_LINE}}})(?:\s+|$)", r"\1\n", line).rstrip("\n") for line in text.split("\n"))


def _encoding(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _decoded(data: bytes) -> str:
    encoding = _encoding(data)
    if encoding == "cp1252" and data.count(0) * 20 > len(data):
        raise CannotRead(Trouble.NOT_TEXT)
    try:
        text = data.decode("utf-8-sig" if encoding == "utf-8" else encoding, "strict" if encoding == "utf-16" else "replace")
    except UnicodeDecodeError:
        raise CannotRead(Trouble.NOT_TEXT) from None
    odd = sum(1 for each in text[:20_000] if ord(each) < 32 and each not in "\t\n\r\f\x0b")
    if odd * 20 > min(len(text), 20_000):
        raise CannotRead(Trouble.NOT_TEXT)
    return text
