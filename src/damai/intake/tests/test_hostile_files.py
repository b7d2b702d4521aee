"""Files that mean harm are kept and shown to no one; honest ones, odd as they may be, are not suspected."""

import io
import random
import struct
import zipfile
import zlib

import pytest
from PIL import ExifTags, Image

from damai.intake import actions, queries
from damai.intake.models import StoredFile
from damai.intake.rules.content import ALLOWED, DOWNLOAD_HEADERS, Held, inspect, media_type_of, suffix_of

from .deliveries import photo


@pytest.fixture(autouse=True)
def a_store_of_its_own(settings, tmp_path):
    settings.FILES = tmp_path / "files"


def archive(prefix: bytes = b"") -> bytes:
    out = io.BytesIO(prefix)
    out.seek(0, io.SEEK_END)
    with zipfile.ZipFile(out, "a") as file:
        file.writestr("../../etc/cron.d/jahat", "x")
    return out.getvalue()


def png_that_says(width: int, height: int) -> bytes:
    """A few bytes that claim to be a huge picture."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\x00" * 1000)) + chunk(b"IEND", b"")


def jpeg_that_says(width: int, height: int) -> bytes:
    honest = photo()
    at = honest.index(b"\xff\xc0") + 5
    return honest[:at] + struct.pack(">HH", height, width) + honest[at + 4 :]


def film(brand: bytes = b"isom") -> bytes:
    return struct.pack(">I4s4sI", 16, b"ftyp", brand, 0) + struct.pack(">I4s", 1008, b"mdat") + b"\x01" * 1000


def with_comment(comment: bytes) -> bytes:
    honest = photo()
    return honest[:2] + b"\xff\xfe" + struct.pack(">H", len(comment) + 2) + comment + honest[2:]


HOSTILE = {
    "a ZIP behind a photo": (archive(photo()), "foto.jpg", Held.ARCHIVE_INSIDE),
    "a ZIP behind a film": (archive(film()), "film.mp4", Held.ARCHIVE_INSIDE),
    "a ZIP behind a PNG": (archive(photo(kind="PNG")), "foto.png", Held.ARCHIVE_INSIDE),
    "a ZIP in a PDF": (archive(b"%PDF-1.7\n%%EOF\n"), "surat.pdf", Held.ARCHIVE_INSIDE),
    "a ZIP called a photo": (archive(), "foto.jpg", Held.NOT_ALLOWED),
    "a page behind a photo": (photo() + b"<HTML><script>alert(1)</script>", "foto.jpg", Held.MARKUP_INSIDE),
    "a script in a photo's comment": (with_comment(b"<ScRiPt>alert(1)</sCrIpT>"), "foto.jpg", Held.MARKUP_INSIDE),
    "a script across two chunks": (
        photo() + b"\x00" * ((1 << 20) - len(photo()) - 3) + b"<script>",
        "foto.jpg",
        Held.MARKUP_INSIDE,
    ),
    "PHP in a GIF": (b"GIF89a/*" + b"<?php system($_GET[0]);", "foto.gif", Held.MARKUP_INSIDE),
    "a page called a photo": (b"<!DOCTYPE html><script>alert(1)</script>", "foto.jpg", Held.NOT_ALLOWED),
    "an SVG": (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "foto.svg", Held.NOT_ALLOWED),
    "an SVG called a photo": (b'  <svg onload="alert(1)"/>', "foto.png", Held.NOT_ALLOWED),
    "a programme": (b"MZ" + b"\x00" * 100, "foto.jpg.exe", Held.NOT_ALLOWED),
    "a PDF called a photo": (b"%PDF-1.7\n%%EOF\n", "foto.jpg", Held.MISMATCH),
    "a film called a photo": (film(), "foto.jpg", Held.MISMATCH),
    "a photo called a PDF": (photo(), "surat.pdf", Held.MISMATCH),
    "random bytes behind a photo": (photo() + random.Random(1).randbytes(5000), "foto.jpg", Held.FOREIGN_TAIL),
    "random bytes behind a PNG": (photo(kind="PNG") + random.Random(2).randbytes(5000), "foto.png", Held.FOREIGN_TAIL),
    "random bytes behind a GIF": (photo(kind="GIF") + random.Random(3).randbytes(5000), "foto.gif", Held.FOREIGN_TAIL),
    "random bytes behind a WebP": (photo(kind="WEBP") + random.Random(4).randbytes(5000), "foto.webp", Held.FOREIGN_TAIL),
    "60,000 by 60,000 pixels": (png_that_says(60_000, 60_000), "foto.png", Held.TOO_MANY_PIXELS),
    "the largest PNG there is": (png_that_says(2**31 - 1, 2**31 - 1), "foto.png", Held.TOO_MANY_PIXELS),
    "the largest JPEG there is": (jpeg_that_says(65_535, 65_535), "foto.jpg", Held.TOO_MANY_PIXELS),
    "no pixels": (jpeg_that_says(0, 0), "foto.jpg", Held.BROKEN),
    "a JPEG of three bytes": (b"\xff\xd8\xff", "foto.jpg", Held.BROKEN),
    "a PNG with a broken head": (b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\x0dIHDR\x00", "foto.png", Held.BROKEN),
    "nothing": (b"", "foto.jpg", Held.EMPTY),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_it_is_kept_and_held_and_shown_to_no_one(name, db):
    content, called, reason = HOSTILE[name]
    part = actions.store([content], name=called)
    assert part.held == reason
    assert actions.derivative_of(actions.hold_file(part)) is None
    assert suffix_of(part.media_type, held=part.held) == ".bin"


HONEST = {
    "a JPEG": (photo(), "foto.jpg", "image/jpeg"),
    "a progressive JPEG": (photo(400, 300, progressive=True), "foto.JPG", "image/jpeg"),
    "a JPEG with restart markers": (photo(400, 300, restart_marker_blocks=2), "a.jpeg", "image/jpeg"),
    "a PNG": (photo(kind="PNG"), "foto.png", "image/png"),
    "a PNG called JPG": (photo(kind="PNG"), "foto.jpg", "image/png"),
    "a WebP": (photo(kind="WEBP"), "foto.webp", "image/webp"),
    "a WebP without loss": (photo(kind="WEBP", lossless=True), "foto.webp", "image/webp"),
    "a GIF": (photo(kind="GIF"), "foto.gif", "image/gif"),
    "an AVIF": (photo(kind="AVIF"), "foto.avif", "image/avif"),
    "a photo without a name": (photo(), "", "image/jpeg"),
    "a photo that broke off": (photo(400, 300)[:-200], "foto.jpg", "image/jpeg"),
    "two photos in one (MPF)": (photo() + photo(80), "foto.jpg", "image/jpeg"),
    "a motion photo": (photo() + film(b"mp42"), "foto.jpg", "image/jpeg"),
    "a Samsung trailer": (photo() + b"\x00\x00\x01\x0a" + b"x" * 40 + b"SEFH" + b"x" * 100, "foto.jpg", "image/jpeg"),
    "padding": (photo() + b"\x00" * 4096, "foto.jpg", "image/jpeg"),
    "XMP in a photo": (with_comment(b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF/></x:xmpmeta>'), "foto.jpg", "image/jpeg"),
    "a photo of 108 million pixels": (jpeg_that_says(12_000, 9_000), "foto.jpg", "image/jpeg"),
    "a film": (film(), "film.mp4", "video/mp4"),
    "a film by an iPhone": (film(b"qt  "), "IMG_1.MOV", "video/quicktime"),
    "a film by an old phone": (film(b"3gp4"), "a.3gp", "video/3gpp"),
    "a HEIC": (film(b"heic"), "IMG_2.HEIC", "image/heic"),
    "a voice message": (b"OggS" + b"\x00" * 100, "suara.ogg", "audio/ogg"),
    "an AMR": (b"#!AMR\n" + b"\x3c" * 100, "suara.amr", "audio/amr"),
    "an M4A": (film(b"M4A "), "suara.m4a", "audio/mp4"),
    "an MP3": (b"ID3\x04" + b"\x00" * 100, "suara.mp3", "audio/mpeg"),
    "a WebM": (b"\x1a\x45\xdf\xa3\x9f\x42\x82\x84webm" + b"\x00" * 50, "a.webm", "video/webm"),
    "a PDF": (b"%PDF-1.7\n%%EOF\n", "surat.pdf", "application/pdf"),
}


@pytest.mark.parametrize("name", HONEST)
def test_it_is_what_it_says_and_not_suspected(name):
    content, called, kind = HONEST[name]
    found = inspect(io.BytesIO(content), name=called)
    assert (found.media_type, found.held) == (kind, "")
    assert kind in ALLOWED
    assert suffix_of(kind, held="") != ".bin"


@pytest.mark.parametrize("seed", range(300))
def test_no_bytes_make_the_inspection_fail(seed):
    """Mutations of honest files: whatever comes out is an answer, never an error."""
    dice = random.Random(seed)
    content = bytearray(dice.choice(list(HONEST.values()))[0])
    for _ in range(dice.randint(1, 12)):
        content[dice.randrange(len(content))] = dice.randrange(256)
    cut = bytes(content[: dice.randint(0, len(content))])
    found = inspect(io.BytesIO(cut), name="foto.jpg")
    assert found.media_type == media_type_of(cut)


def shown(content: bytes, *, name: str = "foto.jpg"):
    part = actions.store([content], name=name)
    return actions.derivative_of(actions.hold_file(part))


def with_a_place_and_an_owner() -> bytes:
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "KenariKamera"
    exif[ExifTags.Base.Artist] = "KenariNama"
    exif[ExifTags.Base.Orientation] = 6
    exif.get_ifd(ExifTags.IFD.GPSInfo).update({1: "S", 2: (6.0, 10.0, 31.0), 3: "E", 4: (106.0, 49.0, 37.0)})
    return photo(2400, 1800, exif=exif.tobytes(), comment=b"KenariKomentar", xmp=b"<x:xmpmeta>KenariXMP</x:xmpmeta>")


def test_what_is_shown_holds_no_metadata_and_the_original_keeps_its_own(db, django_capture_on_commit_callbacks):
    original = with_a_place_and_an_owner()
    content = shown(original).read()
    assert b"Kenari" in original and b"Kenari" not in content
    with Image.open(io.BytesIO(content)) as image:
        assert dict(image.getexif()) == {}
        assert image.info.keys() <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
        assert image.format == "JPEG"
        assert max(image.size) == 1600
        assert image.size[0] < image.size[1]  # the camera was held upright; that is kept by turning the pixels
    stored = StoredFile.objects.get()
    assert b"".join(queries.file_chunks(stored.sha256)) == original
    assert queries.path_of(stored).stat().st_mode & 0o222 == 0
    made_at = queries.derived_path(stored).stat().st_mtime_ns
    with django_capture_on_commit_callbacks(execute=True):
        assert shown(original).read() == content
    assert queries.derived_path(stored).stat().st_mtime_ns == made_at  # drawn once, and kept


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "GIF"])
def test_other_pictures_are_shown_as_new_ones_too(kind, db):
    content = shown(photo(kind=kind), name=f"foto.{kind.lower()}").read()
    assert content.startswith(b"\xff\xd8\xff")


def test_what_only_looks_like_a_picture_is_not_shown(db):
    assert shown(film(b"heic"), name="a.heic") is None
    assert shown(jpeg_that_says(12_000, 9_000)[:200]) is None
    assert shown(film(), name="a.mp4") is None


def test_an_original_leaves_only_as_a_download_in_a_sandbox():
    assert "sandbox" in DOWNLOAD_HEADERS["Content-Security-Policy"]
    assert DOWNLOAD_HEADERS["X-Content-Type-Options"] == "nosniff"
