"""How long things took and how often they happened, with what that is worth: quartiles, rates and their intervals.

A number of few cases says little, and about whom it is said can be guessed; `FEW` and `FEW_FOR_TIME` say where it is not shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import comb, sqrt
from statistics import median, quantiles

FEW = 5  # counts below are not shown
FEW_FOR_TIME = 10  # below, a median says hardly more than one case does
Z = 1.959963984540054  # 95 %


@dataclass(frozen=True)
class Spread:
    """Times in the middle: a quarter took no longer than `low`, half no longer than `middle`, three quarters than `high`."""

    n: int
    low: float
    middle: float
    high: float


def spread(values: Sequence[float]) -> Spread | None:
    """Median and quartiles (linear between neighbours); None without values."""
    if not values:
        return None
    if len(values) == 1:
        return Spread(1, values[0], values[0], values[0])
    low, middle, high = quantiles(values, n=4, method="inclusive")
    return Spread(len(values), low, middle, high)


@dataclass(frozen=True)
class Interval:
    """Where the true value may lie; `level` is how surely (0.95), or how surely it turned out."""

    low: float
    high: float
    level: float = 0.95

    @property
    def low_percent(self) -> int:
        """The lower end of a rate as whole percent, rounded outwards."""
        return int(self.low * 100)

    @property
    def high_percent(self) -> int:
        """The upper end of a rate as whole percent, rounded outwards."""
        return -int(-self.high * 100 // 1)

    def holds(self, value: float) -> bool:
        """Whether a value lies in it."""
        return self.low <= value <= self.high


def wilson(hits: int, of: int) -> Interval | None:
    """The interval of a rate (Wilson, 95 %), which stays within 0 and 1 and is honest for few cases too; None of none."""
    if not 0 <= hits <= of:
        raise ValueError(f"{hits} of {of}")
    if of == 0:
        return None
    rate, square = hits / of, Z * Z
    centre = (rate + square / (2 * of)) / (1 + square / of)
    reach = Z * sqrt(rate * (1 - rate) / of + square / (4 * of * of)) / (1 + square / of)
    low = 0.0 if hits == 0 else max(0.0, centre - reach)  # exactly: a reader must not see 1e-18
    high = 1.0 if hits == of else min(1.0, centre + reach)
    return Interval(low, high)


def median_interval(values: Sequence[float], level: float = 0.95) -> Interval | None:
    """An interval of the median from the order of the values alone (no assumption about their shape).

    The values of rank r and n+1-r hold the median with the probability that a fair coin falls at least r and at most n-r times
    on one side. None where even the whole range is less sure than `level`: below six values.
    """
    ordered, n = sorted(values), len(values)
    rank = 0
    sure = 0.0
    for r in range(1, n // 2 + 1):
        holds = 1 - 2 * sum(comb(n, k) for k in range(r)) / 2**n
        if holds < level:
            break
        rank, sure = r, holds
    if rank == 0:
        return None
    return Interval(ordered[rank - 1], ordered[n - rank], sure)


def middle(values: Sequence[float]) -> float | None:
    """The median; None without values."""
    return median(values) if values else None
