"""Drawn evidence for the story: plain pictures, with the traces a phone would leave in them."""

import io

from PIL import Image, ImageDraw

from .story import Event

COLOURS = ["#35606b", "#6b4f35", "#4f6b35", "#59356b", "#6b3545"]


def evidence(event: Event) -> bytes:
    """A JPEG that says what it stands for, with a camera's EXIF (which the house must never show)."""
    image = Image.new("RGB", (800, 600), COLOURS[event.number % len(COLOURS)])
    draw = ImageDraw.Draw(image)
    for step in range(0, 800, 80):
        draw.line((step, 0, step + 200, 600), fill="#ffffff", width=2)
    draw.rectangle((60, 220, 740, 380), fill="#f5f0e6")
    draw.text((90, 250), f"Gambar rekaan {event.number}\n{event.line.category}\n{event.area}", fill="#222222", font_size=32)
    exif = image.getexif()
    exif[0x010F], exif[0x0110] = "Rekaan", "Ponsel-1"
    exif[0x0132] = f"{event.happened_at:%Y:%m:%d %H:%M:%S}"
    out = io.BytesIO()
    image.save(out, "JPEG", quality=70, exif=exif)
    return out.getvalue()
