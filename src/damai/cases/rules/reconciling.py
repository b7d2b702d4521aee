"""Whether published numbers add up, and by how much they do not: a whole must be the sum of its parts.

The supervisors' own national figures do not always (docs/law/figures.md): 685 outcomes of 652 registered cases, 1,196 of
1,193. A table with a gap is not published; the gap is shown to staff, with the cases that make it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Sum:
    """A number and the numbers that it must be the sum of, by their names in a table."""

    whole: str
    parts: tuple[str, ...]

    def under(self, before: str) -> "Sum":
        """The same about a part of a table: "laporan." before every name."""
        return Sum(f"{before}{self.whole}", tuple(f"{before}{part}" for part in self.parts))


# What comes in is registered, not registered, or waits; what is registered is a violation, none, or in hand.
AT_THE_DOOR = Sum("received", ("registered", "not_registered", "pending"))
OF_THE_REGISTERED = Sum("registered", ("violation", "not_violation", "open"))
SUMS = (AT_THE_DOOR, OF_THE_REGISTERED)
NAMES = tuple(dict.fromkeys(name for each in SUMS for name in (each.whole, *each.parts)))


def over_kinds(kinds: Sequence[str], names: Iterable[str] = NAMES) -> tuple[Sum, ...]:
    """What a table by kind must fulfil: the two sums in the total and in each kind, and each total the sum over the kinds."""
    across = tuple(Sum(name, tuple(f"{kind}.{name}" for kind in kinds)) for name in names)
    return (*SUMS, *(each.under(f"{kind}.") for kind in kinds for each in SUMS), *across)


@dataclass(frozen=True, kw_only=True)
class Gap:
    """A sum that does not come out."""

    sum: Sum
    said: int  # the whole as it stands
    counted: int  # the parts added up
    lacking: tuple[str, ...] = ()  # parts that nobody told; then the rest alone is more than the whole

    @property
    def by(self) -> int:
        """How many too many (or too few) the parts are."""
        return self.counted - self.said


def gaps(table: Mapping[str, int | None], sums: Iterable[Sum] = SUMS) -> tuple[Gap, ...]:
    """Every sum of a table that does not come out. A number that is not told (None, or no such name) is not guessed:

    its sum is only wrong where the told parts alone are more than the whole.
    """
    found = []
    for each in sums:
        said = table.get(each.whole)
        if said is None:
            continue
        told = {part: number for part in each.parts if (number := table.get(part)) is not None}
        lacking = tuple(part for part in each.parts if part not in told)
        counted = sum(told.values())
        if counted > said or (counted != said and not lacking):
            found.append(Gap(sum=each, said=said, counted=counted, lacking=lacking))
    return tuple(found)
