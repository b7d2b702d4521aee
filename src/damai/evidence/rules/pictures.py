"""What may be shown of a picture: decoded and drawn anew, small, without metadata, and with boxes in which nothing of it is left.

Inside a box no pixel of the original has any influence on what is drawn: the blocks there take their colours from the edge around
the box, where nothing is hidden. So two pictures that differ only inside the boxes give the same bytes (a test says so), and no
program can calculate a face back out of the blocks, as it can out of blur or of mosaic made from the face itself.

Uploads are hostile, and decoders are written in C. `python -m damai.evidence.rules.pictures` does this work in a process of its
own, with little memory and no secrets; `queries.pictures` starts it.
"""

import json
import resource
import sys
from collections.abc import Sequence
from io import BytesIO
from typing import IO

from PIL import Image, ImageDraw

from .boxes import BadBox, Box, stored

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF", "HEIF")
LONGEST_SIDE = 2000  # pixels, of what is shown and of what is given to a hearing
MOST_PIXELS = {"JPEG": 250_000_000}  # decoded at an eighth of its size; the others unfold whole
MOST_PIXELS_OTHERWISE = 50_000_000
MOST_BYTES = 100 * 1024 * 1024  # of a picture that is looked at
BLOCKS = 6  # along the longer side of a box
GREY = (128, 128, 128)
MEMORY = 1_400_000_000  # bytes that the process may ask for
SECONDS = 30  # of computing
NOT_A_PICTURE, TOO_LARGE = 3, 4  # how the process says why it made nothing


class NotAPicture(ValueError):
    """Bytes that cannot be shown as a picture."""


class TooManyPixels(NotAPicture):
    """A picture that would unfold beyond what is bearable."""


def shown(body: bytes, boxes: Sequence[Box] = (), *, grid: bool = False) -> bytes:
    """A JPEG of at most 2000 pixels a side, upright; `grid` draws tenths and the boxes' numbers over it. Raises NotAPicture."""
    try:
        picture = _decoded(body)
    except NotAPicture:
        raise
    except Image.DecompressionBombError as error:
        raise TooManyPixels from error
    except Exception as error:  # whatever a decoder makes of hostile bytes: it is no picture
        raise NotAPicture from error
    hide(picture, boxes)
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    if grid:
        _draw_grid(picture, boxes)
    fresh = Image.new("RGB", picture.size)
    fresh.paste(picture)
    out = BytesIO()
    fresh.save(out, "JPEG", quality=85, optimize=True)
    return out.getvalue()


def _decoded(body: bytes) -> Image.Image:
    """The picture upright, in RGB on white, no larger than needed."""
    with _opened(body) as image:
        if image.width * image.height > MOST_PIXELS.get(image.format or "", MOST_PIXELS_OTHERWISE):
            raise TooManyPixels
        image.draft("RGB", (LONGEST_SIDE * 2, LONGEST_SIDE * 2))  # a JPEG is scaled while it is read
        orientation = image.getexif().get(0x0112)
        image.load()
        plain: Image.Image = (
            image if image.mode in {"RGB", "RGBA", "L"} else image.convert("RGBA" if _see_through(image) else "RGB")
        )
        times = max(plain.size) // (LONGEST_SIDE * 2)
        if times > 1:
            plain = plain.reduce(times)  # whole blocks: no pixel of a box reaches beyond the block it lies in
    if plain.mode == "RGBA":
        white = Image.new("RGB", plain.size, "white")
        white.paste(plain, mask=plain)
        plain = white
    return _upright(plain.convert("RGB"), orientation)


def _opened(body: bytes) -> Image.Image:
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS["JPEG"]
    if body[4:8] == b"ftyp":
        import pillow_heif

        pillow_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False)
    return Image.open(BytesIO(body), formats=FORMATS)


def _see_through(image: Image.Image) -> bool:
    return image.mode in {"LA", "PA", "RGBa", "La"} or "transparency" in image.info


_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def _upright(picture: Image.Image, orientation: object) -> Image.Image:
    """Turned as the camera was held. HEIC is turned while it is decoded, and has no orientation left then."""
    turn = _TURNS.get(orientation) if isinstance(orientation, int) else None
    return picture if turn is None else picture.transpose(turn)


def hide(picture: Image.Image, boxes: Sequence[Box]) -> None:
    """Put blocks over the boxes, coloured by the edges around them. What is in them is gone before any colour is asked for."""
    places = [box.pixels(*picture.size, margin=_margin(picture.size)) for box in boxes]
    for place in places:
        picture.paste(GREY, place)
    edges = [_edges(picture, place) for place in places]
    for place, around in zip(places, edges, strict=True):
        picture.paste(_blocks(place, around), place)


def _margin(size: tuple[int, int]) -> int:
    """Pixels around a box that are hidden with it: what is next to a face says something of it, too, in a compressed picture."""
    return max(2, max(size) // 400)


Colour = tuple[int, int, int]


def _edges(picture: Image.Image, place: tuple[int, int, int, int]) -> list[Colour]:
    """The mean colours left, right, above and below a box; grey where the picture ends."""
    left, top, right, bottom = place
    deep = 6
    wide, high = picture.size
    strips = [
        (max(0, left - deep), top, left, bottom),
        (right, top, min(wide, right + deep), bottom),
        (left, max(0, top - deep), right, top),
        (left, bottom, right, min(high, bottom + deep)),
    ]
    return [_mean(picture.crop(strip)) if strip[2] > strip[0] and strip[3] > strip[1] else GREY for strip in strips]


def _mean(strip: Image.Image) -> Colour:
    red, green, blue = strip.resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))  # type: ignore[misc]
    return int(red), int(green), int(blue)


def _blocks(place: tuple[int, int, int, int], around: list[Colour]) -> Image.Image:
    """The blocks of one box: from edge to edge, every second one darker, so that everyone sees that something is hidden."""
    wide, high = place[2] - place[0], place[3] - place[1]
    across = max(2, round(BLOCKS * min(1, wide / high)))
    down = max(2, round(BLOCKS * min(1, high / wide)))
    left, right, above, below = around
    small = Image.new("RGB", (across, down))
    for x in range(across):
        for y in range(down):
            u, v = (x + 0.5) / across, (y + 0.5) / down
            shade = 18 if (x + y) % 2 else -18
            mixed = [
                ((1 - u) * left[part] + u * right[part] + (1 - v) * above[part] + v * below[part]) / 2 + shade
                for part in range(3)
            ]
            small.putpixel((x, y), tuple(min(255, max(0, round(part))) for part in mixed))
    return small.resize((wide, high), Image.Resampling.NEAREST)


def _draw_grid(picture: Image.Image, boxes: Sequence[Box]) -> None:
    """Lines at every tenth with their percentages, and each box with its number: to place boxes by numbers alone."""
    draw = ImageDraw.Draw(picture, "RGBA")
    wide, high = picture.size
    size = max(11, max(picture.size) // 32)  # read on a telephone, too
    for tenth in range(1, 10):
        x, y = wide * tenth // 10, high * tenth // 10
        for line in ((x, 0, x, high), (0, y, wide, y)):
            draw.line(line, fill=(0, 0, 0, 150), width=3)
            draw.line(line, fill=(255, 255, 255, 220), width=1)
        _label(draw, (x + 3, 2), f"{tenth}0", size)
        _label(draw, (3, y + 2), f"{tenth}0", size)
    for number, box in enumerate(boxes, start=1):
        place = box.pixels(wide, high, margin=0)
        draw.rectangle(place, outline=(255, 255, 0, 255), width=3)
        _label(draw, (place[0] + 4, place[1] + 4), str(number), size)


def _label(draw: ImageDraw.ImageDraw, at: tuple[int, int], text: str, size: int) -> None:
    left, top, right, bottom = draw.textbbox(at, text, font_size=size)
    draw.rectangle((left - 4, top - 4, right + 4, bottom + 4), fill=(0, 0, 0, 210))
    draw.text(at, text, fill=(255, 255, 255, 255), font_size=size)


def main() -> int:
    """Read a picture from the standard input, write the JPEG to the standard output; boxes and grid are the arguments."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    try:
        out: IO[bytes] = sys.stdout.buffer
        out.write(shown(sys.stdin.buffer.read(MOST_BYTES + 1), stored(json.loads(sys.argv[1])), grid=sys.argv[2] == "grid"))
    except TooManyPixels:
        return TOO_LARGE
    except (NotAPicture, BadBox, MemoryError):
        return NOT_A_PICTURE
    return 0


if __name__ == "__main__":
    sys.exit(main())
