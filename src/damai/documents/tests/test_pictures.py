"""Pictures on paper: small ones out of whatever was given, and no file that fills the memory while it is read."""

from io import BytesIO

import pytest
from PIL import Image

from damai.documents.rules.pictures import LARGEST, SIDE, NotAPicture, printable, small_logo


def saved(mode: str, side: int, format: str) -> bytes:
    out = BytesIO()
    Image.new(mode, (side, side)).save(out, format)
    return out.getvalue()


@pytest.mark.parametrize("make", [small_logo, printable])
def test_a_small_file_of_very_many_points_is_refused_before_it_is_read(make):
    bomb = saved("RGBA", 6_300, "PNG")
    assert len(bomb) < LARGEST / 4
    with pytest.raises(NotAPicture, match="large"):
        make(bomb)
    with pytest.raises(NotAPicture, match="large"):
        make(saved("L", 7_000, "JPEG"))


@pytest.mark.parametrize(("mode", "format"), [("RGB", "JPEG"), ("L", "JPEG"), ("CMYK", "JPEG"), ("RGBA", "PNG"), ("P", "PNG")])
def test_every_kind_of_picture_becomes_a_small_one(mode, format):
    assert Image.open(BytesIO(small_logo(saved(mode, 3_000, format)))).size == (SIDE, SIDE)
    assert Image.open(BytesIO(printable(saved(mode, 3_000, format)))).size == (1_600, 1_600)


def test_a_photograph_of_a_large_camera_is_read_smaller(monkeypatch):
    sizes = []
    convert = Image.Image.convert
    monkeypatch.setattr(Image.Image, "convert", lambda self, mode: sizes.append(self.size) or convert(self, mode))
    assert Image.open(BytesIO(small_logo(saved("RGB", 6_000, "JPEG")))).size == (SIDE, SIDE)
    assert max(max(size) for size in sizes) <= 4 * SIDE


@pytest.mark.parametrize(
    "body", [b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"GIF89a" + b"\x00" * 50, b"\x89PNG\r\n\x1a\n", b"%PDF-"]
)
def test_what_is_no_png_or_jpeg_is_refused(body):
    with pytest.raises(NotAPicture, match="format"):
        small_logo(body)
    with pytest.raises(NotAPicture):
        printable(body + b"<script>")


def test_nothing_but_points_goes_with_it():
    out = BytesIO()
    Image.new("RGB", (50, 50)).save(out, "PNG")
    made = small_logo(out.getvalue() + b"PK\x03\x04<script>alert(1)</script>")
    assert b"script" not in made and b"PK" not in made
