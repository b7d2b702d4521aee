"""What a file is, judged by its bytes: its name and what the sender calls it are believed only where they agree.

We keep every file. One that is not what it claims, carries something else inside or would hurt whoever opens it is *held*:
kept as evidence, never shown, handed out only as a download to staff who were told why.
"""

import io
import struct
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePath
from typing import IO

UNKNOWN = "application/octet-stream"
CHUNK = 1 << 20
HEAD = 4096


class Held(StrEnum):
    """Why a file is kept apart. The words are stored; their translations are where they are shown."""

    NOT_ALLOWED = "not-allowed"  # not a kind of file that a report needs
    MISMATCH = "mismatch"  # its name says one kind, its bytes another
    ARCHIVE_INSIDE = "archive-inside"  # a ZIP archive rides along
    MARKUP_INSIDE = "markup-inside"  # HTML or script rides along
    FOREIGN_TAIL = "foreign-tail"  # bytes after the end that are not what cameras append
    TOO_MANY_PIXELS = "too-many-pixels"  # would fill the memory of whoever opens it
    BROKEN = "broken"  # claims to be an image and cannot be read as one
    EMPTY = "empty"


@dataclass(frozen=True)
class Content:
    """What was found in a file."""

    media_type: str
    held: str = ""


# How an original leaves the house: as a download, never opened in our origin, whatever the browser thinks it is.
DOWNLOAD_HEADERS = {
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-store",
}
_SUFFIXES = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/webp": ".webp",
    "image/gif": ".gif",
    "image/heic": ".heic",
    "image/avif": ".avif",
    "video/mp4": ".mp4",
    "video/3gpp": ".3gp",
    "video/quicktime": ".mov",
    "video/webm": ".webm",
    "audio/mpeg": ".mp3",
    "audio/mp4": ".m4a",
    "audio/ogg": ".ogg",
    "audio/amr": ".amr",
    "application/pdf": ".pdf",
}


def suffix_of(media_type: str, *, held: str) -> str:
    """The ending of a download's name: never one that would open what is held."""
    return ".bin" if held else _SUFFIXES.get(media_type, ".bin")


# Pixels an image may unfold to. A JPEG is decoded at an eighth of its size for what we show, so a 200-megapixel
# telephone photo is harmless; the others unfold in full.
MOST_PIXELS = {"image/jpeg": 250_000_000}
MOST_PIXELS_OTHERWISE = 50_000_000

# ISO base media files (HEIC, MP4, QuickTime, 3GP, M4A) name their kind in a box called ftyp.
_BRANDS = {
    b"heic": "image/heic",
    b"heix": "image/heic",
    b"mif1": "image/heic",
    b"msf1": "image/heic",
    b"avif": "image/avif",
    b"qt  ": "video/quicktime",
    b"M4A ": "audio/mp4",
    b"M4B ": "audio/mp4",
}
_BRANDS_OF_VIDEO = (b"isom", b"iso2", b"iso3", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"MSNV", b"dash")
ALLOWED = frozenset(
    {
        "image/jpeg",
        "image/png",
        "image/webp",
        "image/gif",
        "image/heic",
        "image/avif",
        "video/mp4",
        "video/3gpp",
        "video/quicktime",
        "video/webm",
        "audio/mpeg",
        "audio/mp4",
        "audio/ogg",
        "audio/amr",
        "audio/webm",
        "application/pdf",
    }
)
_SOUND_OR_FILM = ("video", "audio")  # recorders call one the other (3gp, mp4, webm, ogg); that is no disguise
_FAMILIES_BY_SUFFIX: dict[str, tuple[str, ...]] = {
    **dict.fromkeys((".jpg", ".jpeg", ".jpe", ".png", ".webp", ".gif", ".heic", ".heif", ".avif", ".bmp"), ("image",)),
    **dict.fromkeys((".mp4", ".m4v", ".mov", ".3gp", ".3g2", ".webm", ".mkv", ".ogv"), _SOUND_OR_FILM),
    **dict.fromkeys((".mp3", ".m4a", ".aac", ".ogg", ".oga", ".opus", ".amr", ".wav"), _SOUND_OR_FILM),
    ".pdf": ("application",),
}
# Never part of a photo, a film or a sound. Compared in lower case.
_MARKUP = (b"<script", b"<!doctype html", b"<html", b"<?php", b"<svg xmlns", b"javascript:eval")
_LONGEST_MARKUP = max(map(len, _MARKUP))
# What telephones write after the end of a photo: more photos (MPF), a film (motion photo), the maker's own trailer.
_CAMERA_TAILS = (b"\xff\xd8\xff", b"SEFH", b"SEFT", b"MotionPhoto_Data", b"ftyp")
_HARMLESS_TAIL = 16  # bytes; padding that some encoders leave


def media_type_of(head: bytes) -> str:
    """The kind of file by its first bytes; UNKNOWN when it is none of those we know."""
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if head[:6] in (b"GIF87a", b"GIF89a"):
        return "image/gif"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if head[4:8] == b"ftyp":
        return _by_brand(head)
    if head.startswith(b"\x1a\x45\xdf\xa3"):
        return "video/webm" if b"webm" in head[:64] else "video/x-matroska"
    if head.startswith(b"OggS"):
        return "audio/ogg"
    if head.startswith((b"#!AMR\n", b"#!AMR-WB\n")):
        return "audio/amr"
    if head.startswith(b"ID3") or (head[:1] == b"\xff" and head[1:2] in (b"\xfb", b"\xf3", b"\xf2", b"\xfa")):
        return "audio/mpeg"
    if head.startswith(b"%PDF-"):
        return "application/pdf"
    return _not_allowed(head)


def _by_brand(head: bytes) -> str:
    brand = head[8:12]
    if brand in _BRANDS:
        return _BRANDS[brand]
    if brand.startswith((b"3gp", b"3g2")):
        return "video/3gpp"
    return "video/mp4" if brand in _BRANDS_OF_VIDEO else UNKNOWN


def _not_allowed(head: bytes) -> str:
    """A name for what we keep apart, so that staff read more than 'unknown'."""
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "application/zip"
    if text.startswith(b"<svg") or (text.startswith(b"<?xml") and b"<svg" in text):
        return "image/svg+xml"
    if text.startswith((b"<!doctype html", b"<html", b"<script", b"<head", b"<body")):
        return "text/html"
    if text.startswith(b"<?xml"):
        return "application/xml"
    if head.startswith((b"MZ", b"\x7fELF")):
        return "application/x-executable"
    return UNKNOWN


def inspect(file: IO[bytes], *, name: str = "") -> Content:
    """What a seekable file is and whether it has to be held. Reads it once through; never raises for what is in it."""
    file.seek(0)
    head = file.read(HEAD)
    kind = media_type_of(head)
    if not head:
        return Content(kind, Held.EMPTY)
    if kind not in ALLOWED:
        return Content(kind, Held.NOT_ALLOWED)
    family = kind.partition("/")[0]
    if family not in _FAMILIES_BY_SUFFIX.get(PurePath(name).suffix.lower(), (family,)):
        return Content(kind, Held.MISMATCH)
    if _holds_archive(file):
        return Content(kind, Held.ARCHIVE_INSIDE)
    if kind != "application/pdf" and _holds_markup(file):
        return Content(kind, Held.MARKUP_INSIDE)
    check = _CHECKS.get(kind)
    try:
        return Content(kind, check(file) if check else "")
    except (struct.error, IndexError, ValueError, EOFError):
        return Content(kind, Held.BROKEN)


def _holds_archive(file: IO[bytes]) -> bool:
    """Whether a ZIP reader would find an archive in it: they search from the end."""
    file.seek(0)
    try:
        return zipfile.is_zipfile(file)
    except (ValueError, OSError):
        return True  # it confuses the reader that we trust most: keep it apart


def _holds_markup(file: IO[bytes]) -> bool:
    """Whether HTML or script is anywhere in it."""
    file.seek(0)
    rest = b""
    while chunk := file.read(CHUNK):
        window = (rest + chunk).lower()
        if any(mark in window for mark in _MARKUP):
            return True
        rest = window[-_LONGEST_MARKUP:]
    return False


def _tail(file: IO[bytes], end: int) -> str:
    """Judge what follows the end of an image."""
    file.seek(end)
    tail = file.read(HEAD)
    if len(tail.strip(b"\x00")) <= _HARMLESS_TAIL or any(mark in tail[:256] for mark in _CAMERA_TAILS):
        return ""
    return Held.FOREIGN_TAIL


def _too_many(width: int, height: int, kind: str) -> bool:
    return width * height > MOST_PIXELS.get(kind, MOST_PIXELS_OTHERWISE)


def _jpeg(file: IO[bytes]) -> str:
    file.seek(2)
    pixels = False
    while True:
        if file.read(1) != b"\xff":
            return Held.BROKEN
        marker = file.read(1)
        while marker == b"\xff":
            marker = file.read(1)
        if marker == b"\xd9":
            return _tail(file, file.tell()) if pixels else Held.BROKEN
        if marker == b"\x01" or b"\xd0" <= marker <= b"\xd7":
            continue
        (length,) = struct.unpack(">H", file.read(2))
        body = file.read(length - 2)
        if b"\xc0" <= marker <= b"\xcf" and marker not in (b"\xc4", b"\xc8", b"\xcc"):
            height, width = struct.unpack(">HH", body[1:5])
            pixels = True
            if not width or not height:
                return Held.BROKEN
            if _too_many(width, height, "image/jpeg"):
                return Held.TOO_MANY_PIXELS
        if marker == b"\xda" and not _skip_scan(file):
            return ""  # cut off in transit: what there is of the photo can still be evidence


def _skip_scan(file: IO[bytes]) -> bool:
    """Move behind the coded pixels, to the next marker; False when the file ends first."""
    rest = b""
    while chunk := file.read(1 << 16):
        window = rest + chunk
        at = -1
        while (at := window.find(b"\xff", at + 1)) >= 0 and at + 1 < len(window):
            following = window[at + 1]
            if following not in (0x00, 0xFF) and not 0xD0 <= following <= 0xD7:
                file.seek(at - len(window), io.SEEK_CUR)
                return True
        rest = window[-1:]
    return False


def _png(file: IO[bytes]) -> str:
    file.seek(8)
    while True:
        header = file.read(8)
        if len(header) < 8:
            return ""
        length, name = struct.unpack(">I4s", header)
        if name == b"IHDR":
            width, height = struct.unpack(">II", file.read(8))
            if not width or not height:
                return Held.BROKEN
            if _too_many(width, height, "image/png"):
                return Held.TOO_MANY_PIXELS
            file.seek(length - 8 + 4, io.SEEK_CUR)
            continue
        if name == b"IEND":
            return _tail(file, file.tell() + length + 4)
        file.seek(length + 4, io.SEEK_CUR)


def _webp(file: IO[bytes]) -> str:
    file.seek(0)
    head = file.read(30)
    (length,) = struct.unpack("<I", head[4:8])
    kind = head[12:16]
    if kind == b"VP8X":
        width = 1 + int.from_bytes(head[24:27], "little")
        height = 1 + int.from_bytes(head[27:30], "little")
    elif kind == b"VP8 ":
        width, height = (side & 0x3FFF for side in struct.unpack("<HH", head[26:30]))
    elif kind == b"VP8L":
        bits = int.from_bytes(head[21:25], "little")
        width, height = 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    else:
        return Held.BROKEN
    if _too_many(width, height, "image/webp"):
        return Held.TOO_MANY_PIXELS
    return _tail(file, 8 + length + (length & 1))


def _gif(file: IO[bytes]) -> str:
    file.seek(6)
    width, height, flags = struct.unpack("<HHBxx", file.read(7))
    if _too_many(width, height, "image/gif"):
        return Held.TOO_MANY_PIXELS
    _skip_table(file, flags)
    while True:
        block = file.read(1)
        if block == b"":
            return ""
        if block == b";":
            return _tail(file, file.tell())
        if block == b"!":
            file.seek(1, io.SEEK_CUR)
        elif block == b",":
            _skip_table(file, file.read(9)[8])
            file.seek(1, io.SEEK_CUR)
        else:
            return Held.BROKEN
        while length := file.read(1)[0]:
            file.seek(length, io.SEEK_CUR)


def _skip_table(file: IO[bytes], flags: int) -> None:
    if flags & 0x80:
        file.seek(3 << ((flags & 7) + 1), io.SEEK_CUR)


_CHECKS: dict[str, Callable[[IO[bytes]], str]] = {
    "image/jpeg": _jpeg,
    "image/png": _png,
    "image/webp": _webp,
    "image/gif": _gif,
}
