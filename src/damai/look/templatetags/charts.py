"""A figure over time, drawn on the server as a line with its table. `{% load charts %}`."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from .look import here, short_date
from .tiles import told

register = template.Library()

# The drawing's own units: about as many as a narrow phone has pixels, so that letters stay as large as they are set.
WIDTH, HEIGHT = 340, 190
LEFT, RIGHT, TOP, BOTTOM = 34, 14, 16, 26
STEPS = (1, 2, 5, 10)


@dataclass(frozen=True)
class Mark:
    """A measurement where it is drawn, and in words. `y` is empty where there are no data."""

    x: str
    y: str
    day: str
    value: str
    source: str


@dataclass(frozen=True)
class Rule:
    """A horizontal line and what it stands for."""

    y: str
    label: str


@dataclass(frozen=True)
class Plot:
    """Everything the drawing consists of."""

    marks: list[Mark]
    dots: str  # every measurement as a dot, in one path
    lines: list[str]  # one per unbroken run of measurements: a gap in the data is a gap in the line
    rules: list[Rule]
    target: Rule | None
    left_label: str
    right_label: str
    has_gaps: bool


def in_words(value: object) -> str:
    """A number as it is read in the reader's language, without zeros that say nothing: 12,5 and not 12.50."""
    number = Decimal(str(value))
    whole = number.to_integral_value()
    plain = str(whole) if number == whole else format(number.normalize(), "f")
    return number_format(plain, use_l10n=True, force_grouping=True)


def out_of(value: object, of: object, unit: str = "") -> str:
    """A measurement with its denominator: "3 dari 40 laporan", or that there are no data."""
    if value is None:
        return _("tidak ada data")
    words = in_words(value) if of is None else _("%(part)s dari %(whole)s") % {"part": in_words(value), "whole": in_words(of)}
    return f"{words} {unit}".strip()


@register.filter
def amount(value: object, of: object = None) -> str:
    """A number with what it is out of, in words: `{{ 3|amount:40 }}` is "3 dari 40"; none is "tidak ada data"."""
    return out_of(value, of)


def step_for(highest: float) -> float:
    """A round distance between lines, so that three or four reach over the highest value."""
    rough = max(highest, 1) / 3
    power = 10 ** math.floor(math.log10(rough))
    return max(next(step * power for step in STEPS if step * power >= rough), 0.1)


def day_of(point: Any) -> date:
    """The day of a measurement, in the time zone of the house."""
    on = told(point, "on")
    return here(on).date() if isinstance(on, datetime) else on


def plot(points: Iterable[Any], target: object = None, target_words: str = "", unit: str = "") -> Plot:
    """Where each measurement lies: days evenly along the width, values from zero up."""
    rows = sorted(points, key=day_of)
    first, last = day_of(rows[0]), day_of(rows[-1])
    days = max((last - first).days, 1)
    values = [float(told(row, "value")) for row in rows if told(row, "value") is not None]
    aim = None if target in (None, "") else float(str(target))
    step = step_for(max([*values, aim or 0, 0]))
    top = step * math.ceil(max([*values, aim or 0, step]) / step)

    def across(on: date) -> str:
        middle = (LEFT + WIDTH - RIGHT) / 2
        return f"{middle if first == last else LEFT + (WIDTH - LEFT - RIGHT) * (on - first).days / days:.1f}"

    def up(value: float) -> str:
        return f"{HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * value / top:.1f}"

    marks: list[Mark] = []
    lines: list[list[str]] = [[]]
    for row in rows:
        value, x = told(row, "value"), across(day_of(row))
        y = "" if value is None else up(float(value))
        words = out_of(value, told(row, "of"), unit)
        marks.append(Mark(x=x, y=y, day=short_date(day_of(row)), value=words, source=str(told(row, "source") or "")))
        if y:
            lines[-1].append(f"{x},{y}")
        elif lines[-1]:
            lines.append([])
    return Plot(
        marks=marks,
        dots="".join(f"M{mark.x} {mark.y}h0" for mark in marks if mark.y),
        lines=[" ".join(run) for run in lines if len(run) > 1],
        rules=[Rule(up(step * number), in_words(round(step * number, 2))) for number in range(round(top / step) + 1)],
        target=None if aim is None else Rule(up(aim), target_words),
        left_label=short_date(first),
        right_label="" if first == last else short_date(last),
        has_gaps=any(not mark.y for mark in marks),
    )


@register.inclusion_tag("look/_series_chart.html")
def series_chart(
    points: Iterable[Any] | None, *, title: str, unit: str = "", target: object = None, target_words: str = "", source: str = ""
) -> dict[str, object]:
    """One indicator over time, as a line from zero with the promised value dashed, and the same as a table.

    `points`: dictionaries or objects with `on` (day), `value` (number, or none: looked, and there are no data), and optional
    `of` (denominator) and `source`. `target_words` says the promise: "paling banyak 0". Nothing measured is said to be no data.
    """
    rows = list(points or ())
    drawn = plot(rows, target, target_words, unit) if rows else None
    return {
        "title": title,
        "plot": drawn,
        "latest": drawn.marks[-1] if drawn else None,
        "target_words": target_words,
        "source": source,
        "has_sources": drawn is not None and any(mark.source not in {"", source} for mark in drawn.marks),
        "width": WIDTH,
        "height": HEIGHT,
        "left": LEFT,
        "right": WIDTH - RIGHT,
        "floor": HEIGHT - BOTTOM,
        "baseline": HEIGHT - 8,
    }
