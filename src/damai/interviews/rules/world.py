"""What the engine may know of the world: the moment, places, the law's term. It is handed in, so that the engine stays pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Place:
    """A place that a person may mean."""

    code: str
    label: str
    sure: bool = False  # it can only be this one


@dataclass(frozen=True, kw_only=True)
class Due:
    """The last day for a report, counted by the law from the day it became known."""

    on: date
    late: bool
    basis: str
    caveats: tuple[str, ...] = ()  # what of it is not certain, in Indonesian sentences


def _nowhere(text: str) -> Sequence[Place]:
    return ()


def _never(day: date) -> Due | None:
    return None


@dataclass(frozen=True, kw_only=True)
class World:
    """The world at the moment of one answer."""

    now: datetime  # in the zone of the house
    files: int = 0  # how many files came with this interview
    places: Callable[[str], Sequence[Place]] = _nowhere  # what a name may mean, best first
    mentions: Callable[[str], Sequence[Place]] = _nowhere  # places that a story speaks of
    due: Callable[[date], Due | None] = _never  # None: it cannot be counted

    @property
    def today(self) -> date:
        """The day it is."""
        return self.now.date()
