"""Boxes that people draw over a picture, in hundredths of a percent of its sides, whatever size it is shown in."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

WHOLE = 10_000  # one side
MOST = 60
SMALLEST = 40  # 0.4 %: what nobody can hit with a finger is a slip


class BadBox(ValueError):
    """What was drawn or typed is no box: `flaw` is number, small, outside or many; `place` counts from 1."""

    def __init__(self, flaw: str, place: int) -> None:
        super().__init__(f"box {place}: {flaw}")
        self.flaw = flaw
        self.place = place


@dataclass(frozen=True, order=True)
class Box:
    """A rectangle over the picture as it is shown, upright."""

    left: int
    top: int
    width: int
    height: int

    @property
    def packed(self) -> list[int]:
        """As it is stored."""
        return [self.left, self.top, self.width, self.height]

    def pixels(self, wide: int, high: int, *, margin: int) -> tuple[int, int, int, int]:
        """Left, top, right, bottom in a picture of this size: outward to whole pixels, and a margin on each side."""
        left = self.left * wide // WHOLE - margin
        top = self.top * high // WHOLE - margin
        right = -(-(self.left + self.width) * wide // WHOLE) + margin
        bottom = -(-(self.top + self.height) * high // WHOLE) + margin
        return max(0, left), max(0, top), min(wide, right), min(high, bottom)


def _read(text: str, place: int) -> int:
    """A percentage as people write it: "12.5", "12,5", "12,5 %"."""
    found = re.fullmatch(r"\s*([0-9]{1,3})(?:[.,]([0-9]{1,6}))?\s*%?\s*", text)
    if found is None:
        raise BadBox("number", place)
    return int(found[1]) * 100 + int(((found[2] or "") + "00")[:2])


def typed(lefts: Sequence[str], tops: Sequence[str], widths: Sequence[str], heights: Sequence[str]) -> tuple[Box, ...]:
    """Boxes out of four columns of percentages; rows that are wholly empty are left out. Raises BadBox."""
    if len({len(lefts), len(tops), len(widths), len(heights)}) != 1:
        raise BadBox("number", 1)
    boxes: list[Box] = []
    for place, row in enumerate(zip(lefts, tops, widths, heights, strict=True), start=1):
        if not any(text.strip() for text in row):
            continue
        if len(boxes) >= MOST:
            raise BadBox("many", place)
        boxes.append(checked(Box(*(_read(text, place) for text in row)), place))
    return tuple(boxes)


def checked(box: Box, place: int) -> Box:
    """The box, cut at the edges of the picture. Raises BadBox when nothing worth hiding is left."""
    if box.left >= WHOLE or box.top >= WHOLE:
        raise BadBox("outside", place)
    cut = Box(box.left, box.top, min(box.width, WHOLE - box.left), min(box.height, WHOLE - box.top))
    if cut.width < SMALLEST or cut.height < SMALLEST:
        raise BadBox("small", place)
    return cut


def stored(packed: object) -> tuple[Box, ...]:
    """Boxes as they were stored. Raises BadBox for what is none."""
    if not isinstance(packed, list) or len(packed) > MOST:
        raise BadBox("number", 1)
    found = []
    for place, row in enumerate(packed, start=1):
        if not isinstance(row, list) or len(row) != 4 or not all(type(side) is int and 0 <= side <= WHOLE for side in row):
            raise BadBox("number", place)
        found.append(checked(Box(*row), place))
    return tuple(found)
