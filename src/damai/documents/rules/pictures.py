"""A logo: made anew from what was uploaded, so that nothing but its pixels is kept."""

from io import BytesIO

from PIL import Image, UnidentifiedImageError

LARGEST = 2_000_000  # bytes
MOST_PIXELS = 20_000_000
SIDE = 480  # pixels: at 20 mm, 600 dots per inch


class NotAPicture(ValueError):
    """The file is no PNG or JPEG, or too large for a logo."""


def small_logo(image: bytes) -> bytes:
    """The picture as a PNG of at most 480 pixels a side, transparency kept, everything else in the file left behind."""
    if len(image) > LARGEST:
        raise NotAPicture("large")
    try:
        with Image.open(BytesIO(image), formats=("PNG", "JPEG")) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise NotAPicture("large")
            picture = opened.convert("RGBA" if opened.mode in {"RGBA", "LA", "P", "PA"} else "RGB")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        if isinstance(error, NotAPicture):
            raise
        raise NotAPicture("format") from None
    picture.thumbnail((SIDE, SIDE))
    out = BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()
