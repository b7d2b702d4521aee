"""What is given to make a promise."""

from dataclasses import dataclass
from decimal import Decimal

DIRECTIONS = ("at-least", "at-most")


@dataclass(frozen=True, kw_only=True)
class IndicatorGiven:
    """What will be measured to see whether a promise is kept."""

    words: str
    unit: str
    direction: str  # at-least | at-most
    target: Decimal | int | str
    source: str
    figure: str = ""  # a figure that Damai counts by itself; empty: entered by hand
