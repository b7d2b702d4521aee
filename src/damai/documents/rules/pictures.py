"""Pictures on paper: made anew from their pixels, so that nothing else of the file (place, camera) goes with them."""

from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

LARGEST = 2_000_000  # bytes of a logo
MOST_PIXELS = 40_000_000  # of a JPEG, which is read no larger than it is needed
MOST_WHOLE = 12_000_000  # of a PNG, which is read whole: 200 kB of one colour would take half a gigabyte of memory
SIDE = 480  # pixels of a logo: at 20 mm, 600 dots per inch
WIDE = 1_600  # pixels of a photograph: over the width of a page, 240 dots per inch


class NotAPicture(ValueError):
    """The file is no PNG or JPEG, or too large."""


def small_logo(image: bytes) -> bytes:
    """The picture as a PNG of at most 480 pixels a side, transparency kept."""
    if len(image) > LARGEST:
        raise NotAPicture("large")
    picture = _opened(image, SIDE)
    picture.thumbnail((SIDE, SIDE))
    return _saved(picture, "PNG")


def printable(image: bytes) -> bytes:
    """The picture as every word processor knows it: PNG when it may be see-through, else JPEG; at most 1,600 pixels a side."""
    picture = _opened(image, WIDE)
    picture.thumbnail((WIDE, WIDE))
    return _saved(picture, "PNG" if picture.mode == "RGBA" or image.startswith(b"\x89PNG") else "JPEG")


def _opened(image: bytes, side: int) -> Image.Image:
    try:
        with Image.open(BytesIO(image), formats=("PNG", "JPEG")) as opened:
            if opened.width * opened.height > (MOST_PIXELS if opened.format == "JPEG" else MOST_WHOLE):
                raise NotAPicture("large")
            opened.draft(None, (side * 2, side * 2))  # a JPEG only; it is scaled while it is read
            return ImageOps.exif_transpose(opened).convert("RGBA" if opened.mode in {"RGBA", "LA", "P", "PA"} else "RGB")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        if isinstance(error, NotAPicture):
            raise
        raise NotAPicture("format") from None


def _saved(picture: Image.Image, format: str) -> bytes:
    out = BytesIO()
    clean = Image.new(picture.mode, picture.size)
    clean.paste(picture)
    clean.save(out, format, optimize=True)
    return out.getvalue()
