"""A DOCX as a file: opened with limits, refused with what a template may not carry, written with the same bytes each time."""

import re
import zipfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath

from lxml import etree

LARGEST = 2_000_000  # bytes of the file: what a page of this house takes in (settings.FILE_UPLOAD_HANDLERS)
LARGEST_UNPACKED = 30_000_000  # bytes of everything in it
LARGEST_XML = 3_000_000  # bytes of one XML part
MOST_PARTS = 200
MOST_MARKS = 150_000  # tags in one XML part: a long letter has five thousand
STEEPEST = 120  # times a part may grow when unpacked, above a size that matters
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
EARLIEST = (1980, 1, 1, 0, 0, 0)
# Relationships that may lead out of the file: a link that a reader must press.
LINKS = "/hyperlink"
_ENCODING = re.compile(rb"""(?:\xef\xbb\xbf)?\s*<\?xml\b[^>]*?\bencoding\s*=\s*["']([^"']*)""")
_BEGINNING = re.compile(rb"(?:\xef\xbb\xbf)?\s*<")  # EBCDIC and its like begin otherwise
FORBIDDEN_PARTS = re.compile(r"(vbaProject|vbaData|/embeddings/|/activeX/|oleObject|\.bin$|/afchunk|/attachedToolbars)", re.I)


@dataclass(frozen=True)
class NotADocx(Exception):
    """The file is no DOCX that a template could be; `why` is a code, `name` the part concerned."""

    why: str
    name: str = ""

    def __str__(self) -> str:
        return f"{self.why} {self.name}".strip()


def opened(file: bytes) -> dict[str, bytes]:
    """Every part of a DOCX by its name; NotADocx for what is none, is too large, is a bomb, or carries code or links outside."""
    if len(file) > LARGEST:
        raise NotADocx("large")
    try:
        with zipfile.ZipFile(BytesIO(file)) as packed:
            parts = _unpacked(packed)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        raise NotADocx("zip") from None
    except Exception as error:  # zlib.error has no public base class but Exception
        if isinstance(error, NotADocx):
            raise
        raise NotADocx("zip") from None
    _forget_where_it_was_written(parts)
    _no_more_than_words(parts)
    return parts


def _forget_where_it_was_written(parts: dict[str, bytes]) -> None:
    """Take out the path of the sheet that Word was started from: every office's Word writes one, and it leads outside."""
    settings, links = "word/settings.xml", "word/_rels/settings.xml.rels"
    if settings in parts and links in parts:
        # One tag at a time, so that a file of nothing but beginnings is read once, and not once for each.
        parts[settings] = re.sub(rb"<w:attachedTemplate\b[^<>]*/>", b"", parts[settings])
        parts[links] = re.sub(rb"<Relationship\b[^<>]*/>", _unless_attached, parts[links])


def _unless_attached(tag: re.Match[bytes]) -> bytes:
    return b"" if b'/attachedTemplate"' in tag[0] else tag[0]


def _unpacked(packed: zipfile.ZipFile) -> dict[str, bytes]:
    infos = packed.infolist()
    if len(infos) > MOST_PARTS:
        raise NotADocx("parts")
    parts: dict[str, bytes] = {}
    seen: set[str] = set()
    whole = 0
    for info in infos:
        if info.is_dir():
            continue
        if info.flag_bits & 0x1:
            raise NotADocx("encrypted")
        if info.filename.lower() in seen:
            raise NotADocx("twice", info.filename[:80])
        if "\\" in info.filename or ".." in info.filename.split("/") or info.filename.startswith("/"):
            raise NotADocx("zip", info.filename[:80])
        seen.add(info.filename.lower())
        limit = LARGEST_XML if info.filename.lower().endswith((".xml", ".rels")) else LARGEST_UNPACKED
        # What the directory says may be a lie: no more than the limit is read, whatever it says.
        with packed.open(info) as source:
            body = source.read(min(limit, LARGEST_UNPACKED - whole) + 1)
        whole += len(body)
        if len(body) > limit or whole > LARGEST_UNPACKED:
            raise NotADocx("unpacked", info.filename[:80])
        if len(body) > 1_000_000 and len(body) > STEEPEST * max(info.compress_size, 1):
            raise NotADocx("bomb", info.filename[:80])
        parts[info.filename] = body
    return parts


def _no_more_than_words(parts: dict[str, bytes]) -> None:
    """Refuse code, embedded files, links to things outside, and XML with declarations of its own."""
    types = parts.get("[Content_Types].xml", b"")
    if "word/document.xml" not in parts or not types:
        raise NotADocx("zip")
    for name, body in parts.items():
        kind = PurePosixPath(name.lower()).suffix  # word processors do not tell large letters from small ones
        if kind in {".xml", ".rels"} and (b"<!DOCTYPE" in body or b"<!ENTITY" in body or b"\x00" in body or _foreign(body)):
            raise NotADocx("xml", name[:80])
        if kind in {".xml", ".rels"} and body.count(b"<") > MOST_MARKS:
            raise NotADocx("parts", name[:80])
        if FORBIDDEN_PARTS.search(name):
            raise NotADocx("macro" if "vba" in name.lower() else "embedded", name[:80])
        if kind == ".rels":
            _no_outside(name, body)
    if b"macroEnabled" in types or MAIN.encode() not in types:
        raise NotADocx("macro" if b"macroEnabled" in types else "zip")


def _foreign(body: bytes) -> bool:
    """Whether XML says that it is written in other letters than UTF-8: what is searched for could hide in them."""
    said = _ENCODING.match(body)
    if said is not None and said[1].lower() not in {b"utf-8", b"us-ascii", b"ascii"}:
        return True
    return _BEGINNING.match(body) is None


def _no_outside(name: str, body: bytes) -> None:
    try:
        found = etree.fromstring(body, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        raise NotADocx("xml", name[:80]) from None
    for each in found.iter(etree.Element):
        said = {attribute.lower(): value for attribute, value in each.attrib.items()}
        if said.get("targetmode", "").strip().lower() == "external" and not said.get("type", "").endswith(LINKS):
            raise NotADocx("outside", name[:80])


def unpacked(file: bytes) -> dict[str, bytes]:
    """Every part of a DOCX that we made ourselves."""
    with zipfile.ZipFile(BytesIO(file)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def written(parts: dict[str, bytes]) -> bytes:
    """The parts as a DOCX, in a fixed order and without times, so that equal parts are equal bytes."""
    out = BytesIO()
    first = ["[Content_Types].xml", "_rels/.rels"]
    names = [name for name in first if name in parts] + sorted(name for name in parts if name not in first)
    with zipfile.ZipFile(out, "w") as packed:
        for name in names:
            info = zipfile.ZipInfo(name, EARLIEST)
            info.compress_type, info.create_system, info.external_attr = zipfile.ZIP_DEFLATED, 3, 0o600 << 16
            packed.writestr(info, parts[name], compresslevel=6)
    return out.getvalue()
