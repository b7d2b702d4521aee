"""A signature drawn with finger or pen: strokes come in, and only we make a picture of them."""

import json
import math
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from itertools import pairwise
from typing import Any

from PIL import Image, ImageDraw

MOST_BYTES = 150_000  # of the JSON
MOST_STROKES = 80
MOST_POINTS = 6_000
SHORTEST = 0.25  # the way of the pen, in widths of the field: a dot, a tap or a short dash is no signature
SMALLEST = 0.05  # of the field, in the wider direction
GRID = 4_096  # points are kept as whole numbers on this grid
WIDTH, HEIGHT = 900, 300
_FINER = 3  # drawn larger and made smaller, so that lines are smooth


class BadDrawing(ValueError):
    """Not a drawn signature. `reason`: unreadable, too-large or empty."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Drawing:
    """Strokes on a grid; the field is three times as wide as high."""

    strokes: tuple[tuple[tuple[int, int], ...], ...]

    @property
    def as_json(self) -> str:
        """The one way to write it; its digest is part of what is signed."""
        return json.dumps(self.strokes, separators=(",", ":"))


def read_drawing(text: str) -> Drawing:
    """Strokes from JSON: a list of strokes, each a list of [x, y] between 0 and 1. Raises BadDrawing."""
    if len(text.encode()) > MOST_BYTES:
        raise BadDrawing("too-large")
    try:
        given = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadDrawing("unreadable") from error
    if not isinstance(given, list) or not all(isinstance(stroke, list) for stroke in given):
        raise BadDrawing("unreadable")
    if len(given) > MOST_STROKES or sum(map(len, given)) > MOST_POINTS:
        raise BadDrawing("too-large")
    drawing = Drawing(tuple(tuple(map(_point, stroke)) for stroke in given if stroke))
    if _way(drawing) < SHORTEST or _extent(drawing) < SMALLEST:
        raise BadDrawing("empty")
    return drawing


def _point(given: Any) -> tuple[int, int]:
    if not isinstance(given, list) or len(given) != 2:
        raise BadDrawing("unreadable")
    return _whole(given[0]), _whole(given[1])


def _whole(number: Any) -> int:
    if isinstance(number, bool) or not isinstance(number, int | float) or not math.isfinite(number) or not 0 <= number <= 1:
        raise BadDrawing("unreadable")
    return round(number * GRID)


def kept(text: str) -> Drawing:
    """A drawing out of what `as_json` wrote."""
    return Drawing(tuple(tuple((x, y) for x, y in stroke) for stroke in json.loads(text)))


def _way(drawing: Drawing) -> float:
    """How far the pen went, in widths of the field."""
    steps = [step for stroke in drawing.strokes for step in pairwise(stroke)]
    return sum(math.dist((ax, ay / 3), (bx, by / 3)) for (ax, ay), (bx, by) in steps) / GRID


def _extent(drawing: Drawing) -> float:
    points = [point for stroke in drawing.strokes for point in stroke]
    if not points:
        return 0.0
    across, down = zip(*points, strict=True)
    return max(max(across) - min(across), (max(down) - min(down)) / 3) / GRID


@lru_cache(maxsize=128)  # the sheet of a day has thirty of them, and is asked for by many
def picture(drawing: Drawing) -> bytes:
    """A PNG, 900 by 300, dark lines on nothing; the same drawing gives the same bytes."""
    size = (WIDTH * _FINER, HEIGHT * _FINER)
    ink = Image.new("L", size, 0)
    pen = ImageDraw.Draw(ink)
    wide = 5 * _FINER
    for stroke in drawing.strokes:
        points = [(x / GRID * (size[0] - 1), y / GRID * (size[1] - 1)) for x, y in stroke]
        pen.line(points, fill=255, width=wide, joint="curve")
        for x, y in (points[0], points[-1]):
            pen.ellipse((x - wide / 2, y - wide / 2, x + wide / 2, y + wide / 2), fill=255)
    ink = ink.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
    image = Image.new("RGBA", (WIDTH, HEIGHT), (16, 24, 40, 0))
    image.putalpha(ink)
    found = BytesIO()
    image.save(found, "PNG", optimize=False)
    return found.getvalue()
