"""What can stand as evidence: kinds of files, addresses, codes."""

import re
import struct
import zipfile
import zlib
from typing import IO
from urllib.parse import urlsplit

from lxml import etree

MOST_BYTES = 100 * 1024 * 1024  # of one file, as in the inbox
LONGEST_LINK = 500

# --- Office documents -------------------------------------------------------------------------------------------------
# What agencies really have. They are zip archives, which the inbox keeps apart from everyone; as evidence they are taken when
# nothing in them runs, and handed out as a download only.

OFFICE = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ("docx", "word/document.xml"),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ("xlsx", "xl/workbook.xml"),
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": ("pptx", "ppt/presentation.xml"),
}
MOST_PARTS = 5_000
MOST_UNPACKED = 300 * 1024 * 1024
MOST_RATIO = 150  # unpacked over packed, of a part larger than a megabyte: real documents stay far below
_RUNS = re.compile(
    r"(^|/)(vbaproject|vbadata|activex|oleobject|embeddings/.*\.(exe|dll|js|vbs|bat|cmd|ps1|scr|bin))", re.IGNORECASE
)
MOST_LINKS = 1024 * 1024  # bytes of one list of relationships
_LOADED = {"attachedtemplate", "oleobject", "frame", "subdocument", "afchunk"}  # fetched without anybody pressing
_MACRO_TYPES = (b"macroenabled", b"vbaproject", b"activex", b"oleobject")


def office_flaw(file: IO[bytes], suffix: str) -> str:
    """Why a file is no harmless office document, as a code (see `FLAWS`); empty when it is one of the kind its name says.

    Nothing is unpacked but the list of content types. Encrypted documents are OLE containers and fall out by their first bytes.
    """
    file.seek(0)
    if file.read(4) != b"PK\x03\x04":
        return "not-allowed"  # something stands before the archive, or it is none
    try:
        with zipfile.ZipFile(file) as archive:
            return _flaw_of(archive, file, suffix)
    except (
        zipfile.BadZipFile,
        zlib.error,
        struct.error,
        ValueError,
        OSError,
        RuntimeError,
        EOFError,
        LookupError,
        OverflowError,
    ):
        return "broken"


def _flaw_of(archive: zipfile.ZipFile, file: IO[bytes], suffix: str) -> str:
    parts = archive.infolist()
    names = [part.filename for part in parts]
    main = next((main for ending, main in OFFICE.values() if ending == suffix), "")
    if not main or main not in names or "[Content_Types].xml" not in names:
        return "mismatch"
    if len(names) != len({name.lower() for name in names}) or any(_escapes(name) for name in names):
        return "broken"
    if any(_RUNS.search(name) for name in names):
        return "macros"
    if any(part.flag_bits & 0x1 for part in parts):
        return "locked"
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED or any(map(_bomb, parts)):
        return "bomb"
    if _tail(archive, file):
        return "foreign-tail"
    with archive.open("[Content_Types].xml") as listed:
        types = listed.read(2 * 1024 * 1024).lower()
    if any(mark in types for mark in _MACRO_TYPES):
        return "macros"
    return _fetches(archive, parts)


def _fetches(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> str:
    """Whether opening the document fetches a part from elsewhere, which is how macros come into one that has none."""
    for part in parts:
        if not part.filename.lower().endswith(".rels"):
            continue
        if part.file_size > MOST_LINKS:
            return "bomb"
        with archive.open(part) as listed:
            body = listed.read(MOST_LINKS)
        try:
            links = etree.fromstring(body, etree.XMLParser(resolve_entities=False, no_network=True))
        except etree.XMLSyntaxError:
            return "broken"
        if any(_outside(link) for link in links.iter(etree.Element)):
            return "macros"
    return ""


def _outside(link: etree._Element) -> bool:
    said = {name.lower(): value.strip().lower() for name, value in link.attrib.items()}
    target = said.get("target", "").replace("\\", "/")
    away = "://" in target.replace("file:///", "") or target.startswith(("//", "file://///"))
    return said.get("targetmode") == "external" and said.get("type", "").rpartition("/")[2] in _LOADED and away


def _bomb(part: zipfile.ZipInfo) -> bool:
    return part.file_size > 1024 * 1024 and part.file_size > MOST_RATIO * max(part.compress_size, 1)


def _escapes(name: str) -> bool:
    return name.startswith(("/", "\\")) or "\\" in name or ".." in name.split("/") or "\x00" in name


def _tail(archive: zipfile.ZipFile, file: IO[bytes]) -> bool:
    """Whether something rides before the first part or behind the end of the archive."""
    file.seek(0, 2)
    end = file.tell()
    file.seek(max(0, end - 65_557))
    last = file.read()
    mark = last.rfind(b"PK\x05\x06")
    ends = end - len(last) + mark + 22
    first = min((part.header_offset for part in archive.infolist()), default=0)
    return mark < 0 or ends != end or bool(archive.comment) or first != 0


# --- Links and codes --------------------------------------------------------------------------------------------------

CODE = re.compile(r"(?P<prefix>[A-Z]{1,3})-[A-Z0-9][A-Z0-9-]{0,30}(?:/v?\d{1,4}){0,2}")
_HOST = re.compile(r"(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}")


def link_flaw(link: str) -> str:
    """Why an address cannot stand as evidence, as a code; empty when it can. It is never fetched: only its shape is judged."""
    if len(link) > LONGEST_LINK:
        return "long"
    if not link.isascii() or any(sign.isspace() or ord(sign) < 33 for sign in link) or set(link) & set('"<>\\^`{|}'):
        return "signs"
    try:
        parts = urlsplit(link)
        port = parts.port
    except ValueError:
        return "shape"
    if parts.scheme != "https":
        return "scheme"
    if parts.username is not None or parts.password is not None:
        return "person"
    if port not in (None, 443) or not _HOST.fullmatch((parts.hostname or "").lower()):
        return "host"
    return ""


def prefix_of(code: str) -> str:
    """The letters of a code in Damai (T of T-00001); empty when it is none."""
    found = CODE.fullmatch(code)
    return found["prefix"] if found else ""
