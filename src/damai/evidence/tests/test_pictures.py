"""What is hidden is gone, what the camera wrote is gone, and a hostile picture hurts no server."""

import contextlib
import io
import os
import struct
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import ExifTags, Image, ImageChops

from damai.evidence.queries import CannotShow, made
from damai.evidence.rules.boxes import Box
from damai.evidence.rules.pictures import LONGEST_SIDE, NotAPicture, TooManyPixels, shown

BOX = Box(2500, 2500, 2500, 5000)


def scene(size=(400, 300), *, seed: int = 1) -> Image.Image:
    """Something with edges everywhere."""
    noise = Image.effect_noise(size, 90).convert("RGB")
    stripes = Image.linear_gradient("L").resize(size).convert("RGB")
    picture = Image.blend(noise, stripes, 0.5)
    picture.putpixel((0, 0), (seed % 256, 0, 0))
    return picture


def saved(picture: Image.Image, kind: str = "PNG", **options) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def opened(body: bytes) -> Image.Image:
    return Image.open(io.BytesIO(body))


@settings(max_examples=25)
@given(st.data())
def test_two_pictures_that_differ_only_inside_the_boxes_give_the_same_bytes(data):
    """The strongest thing that can be said of hiding: what is drawn does not depend on what was hidden."""
    wide, high = data.draw(st.integers(60, 500)), data.draw(st.integers(60, 500))
    side = st.integers(0, 8000)
    boxes = [Box(data.draw(side), data.draw(side), data.draw(st.integers(900, 4000)), data.draw(st.integers(900, 4000)))
             for _ in range(data.draw(st.integers(1, 3)))]  # fmt: skip
    first = scene((wide, high))
    second = first.copy()
    for number, box in enumerate(boxes):
        place = box.pixels(wide, high, margin=0)
        second.paste(scene((place[2] - place[0], place[3] - place[1]), seed=number + 7), place)
    assert first.tobytes() != second.tobytes()
    assert shown(saved(first), boxes) == shown(saved(second), boxes)


def test_the_same_holds_where_the_picture_is_made_smaller():
    first = scene((LONGEST_SIDE * 3, 900))
    second = first.copy()
    place = BOX.pixels(*first.size, margin=0)
    second.paste((255, 0, 0), place)
    assert shown(saved(first), [BOX]) == shown(saved(second), [BOX])


def test_outside_the_boxes_the_picture_is_the_picture():
    first = scene()
    plain, hidden = opened(shown(saved(first))), opened(shown(saved(first), [BOX]))
    difference = ImageChops.difference(plain, hidden)
    inside = BOX.pixels(400, 300, margin=20)
    difference.paste((0, 0, 0), inside)
    assert max(high for _, high in difference.getextrema()) < 12  # no more than compression does


def test_a_black_face_and_a_white_face_leave_no_trace():
    dark, light = (Image.new("RGB", (300, 300), (120, 120, 120)) for _ in range(2))
    place = BOX.pixels(300, 300, margin=0)
    dark.paste((0, 0, 0), place)
    light.paste((255, 255, 255), place)
    assert shown(saved(dark), [BOX]) == shown(saved(light), [BOX])


def test_two_faces_side_by_side_do_not_colour_each_other():
    boxes = [Box(2000, 2000, 2000, 4000), Box(4000, 2000, 2000, 4000)]
    first = scene()
    second = first.copy()
    second.paste((255, 0, 0), boxes[1].pixels(400, 300, margin=0))
    assert shown(saved(first), boxes) == shown(saved(second), boxes)


def test_a_box_over_everything_leaves_nothing():
    whole = [Box(0, 0, 10_000, 10_000)]
    assert shown(saved(scene()), whole) == shown(saved(Image.new("RGB", (400, 300), "red")), whole)


def test_nothing_that_the_camera_wrote_is_left():
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "KAMERA-RAHASIA"
    exif[ExifTags.IFD.GPSInfo] = {1: "S", 2: (6.0, 10.0, 31.0)}
    body = saved(
        scene(), "JPEG", exif=exif.tobytes(), comment=b"KOMENTAR-RAHASIA", xmp=b"<x:xmpmeta>XMP-RAHASIA</x:xmpmeta>",
        icc_profile=b"\x00" * 40 + b"PROFIL-RAHASIA" + b"\x00" * 80,
    )  # fmt: skip
    assert body.count(b"RAHASIA") == 4
    for out in (shown(body), shown(body, [BOX])):
        assert b"RAHASIA" not in out
        assert markers(out) <= {0xE0, 0xDB, 0xC0, 0xC4, 0xDA}  # JFIF and what a picture needs; no APP1, no comment
        assert not opened(out).getexif() and not {"icc_profile", "xmp", "comment", "exif"} & set(opened(out).info)


def markers(jpeg: bytes) -> set[int]:
    found, at = set(), 2
    while jpeg[at] == 0xFF and jpeg[at + 1] != 0xDA:
        found.add(jpeg[at + 1])
        at += 2 + struct.unpack(">H", jpeg[at + 2 : at + 4])[0]
    return found | {jpeg[at + 1]}


@pytest.mark.parametrize("orientation", range(1, 9))
def test_boxes_lie_on_the_picture_as_it_is_seen(orientation):
    """The camera was held sideways: the box was drawn over what a person saw, not over what the sensor stored."""
    upright = Image.new("RGB", (200, 100), "white")
    upright.paste((255, 0, 0), (0, 0, 50, 50))
    back = {
        2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_90, 7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }  # fmt: skip
    as_stored = upright.transpose(back[orientation]) if orientation > 1 else upright
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    body = saved(as_stored, "JPEG", quality=95, exif=exif.tobytes())
    seen = opened(shown(body))
    assert seen.size == (200, 100) and seen.getpixel((20, 20))[0] > 200 and seen.getpixel((20, 20))[1] < 80
    hidden = opened(shown(body, [Box(0, 0, 2700, 5400)]))
    assert hidden.getpixel((20, 20))[1] > 80


@pytest.mark.parametrize("kind, options", [("WEBP", {}), ("GIF", {}), ("AVIF", {}), ("HEIF", {"quality": 90}), ("PNG", {})])
def test_every_format_that_telephones_send_can_be_shown_and_hidden(kind, options):
    if kind == "HEIF":
        import pillow_heif

        pillow_heif.register_heif_opener()
    first = Image.new("RGB", (320, 240), "white")
    first.paste((0, 0, 255), (80, 60, 240, 180))
    seen, hidden = (
        opened(made(saved(first, kind, **options))),
        opened(made(saved(first, kind, **options), [Box(2000, 2000, 6000, 6000)])),
    )
    assert seen.size == hidden.size == (320, 240) and seen.format == hidden.format == "JPEG"
    blue = seen.getpixel((160, 120))
    assert blue[2] > 150 and blue[0] < 90
    assert abs(hidden.getpixel((160, 120))[0] - hidden.getpixel((160, 120))[2]) < 20


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16"])
def test_every_kind_of_pixel_becomes_plain_colours(mode):
    kind = "JPEG" if mode == "CMYK" else "PNG"
    body = saved(scene((90, 60)).convert("L").convert(mode) if mode == "I;16" else scene((90, 60)).convert(mode), kind)
    assert opened(shown(body, [BOX])).mode == "RGB"


def test_a_large_picture_is_shown_small_and_a_flood_of_pixels_is_refused():
    assert max(opened(shown(saved(scene((5000, 100))))).size) == LONGEST_SIDE
    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    flood = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 999)) + chunk(b"IEND", b"")
    with pytest.raises(TooManyPixels):
        shown(flood)
    with pytest.raises(CannotShow) as refused:
        made(flood)
    assert refused.value.too_large


HOSTILE = {
    "an SVG with a script": b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
    "a page": b"<!doctype html><script>alert(1)</script>",
    "a PDF": b"%PDF-1.7\n1 0 obj\n",
    "PostScript, which some readers would run": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
    "nothing": b"",
    "noise": bytes(range(256)) * 50,
    "half a picture's head": b"\xff\xd8\xff\xe0\x00\x10JFIF",
    "a HEIC without an inside": struct.pack(">I4s4sI", 16, b"ftyp", b"heic", 0) + b"\xff" * 400,
    "a TIFF": b"II*\x00" + b"\x08\x00\x00\x00" * 20,
}


@pytest.mark.parametrize("what", HOSTILE)
def test_what_is_no_picture_is_said_so(what):
    with pytest.raises(NotAPicture):
        shown(HOSTILE[what])
    with pytest.raises(CannotShow):
        made(HOSTILE[what])


@settings(max_examples=60)
@given(st.integers(0, 3000), st.integers(0, 255), st.sampled_from(["JPEG", "PNG", "GIF", "WEBP"]))
def test_a_changed_byte_is_shown_or_refused_and_nothing_else(place, value, kind):
    body = bytearray(saved(scene((60, 40)), kind))
    body[place % len(body)] = value
    with contextlib.suppress(NotAPicture):
        assert shown(bytes(body), [BOX]).startswith(b"\xff\xd8")


def test_the_process_that_decodes_knows_no_secret(monkeypatch, tmp_path):
    monkeypatch.setenv("DAMAI_SEALING_KEY", "ab" * 32)
    told: dict[str, object] = {}

    def noted(command, **options):
        told.update(options)
        raise OSError

    monkeypatch.setattr("damai.evidence.queries.pictures.subprocess.run", noted)
    with pytest.raises(CannotShow):
        made(b"x")
    assert set(told["env"]) == {"PYTHONPATH", "LC_ALL"} and "DAMAI_SEALING_KEY" in os.environ


def test_the_grid_has_its_numbers_and_hides_as_well():
    first = scene()
    second = first.copy()
    second.paste((255, 0, 0), BOX.pixels(400, 300, margin=0))
    grid = shown(saved(first), [BOX], grid=True)
    assert grid == shown(saved(second), [BOX], grid=True) != shown(saved(first), [BOX])
