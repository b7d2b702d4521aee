"""What was read of an official text: provisions in order, what lies beside them, and what was not understood."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from .ids import Kind, kind_of, order_of, place_of
from .lines import Aside, Line, joined

DEEPEST = 6
LONGEST_PATH = 60


class Doubt(StrEnum):
    """What looked odd while reading, so that a person can look."""

    GAP = "gap"  # numbers are missing between two articles
    ODD_ARTICLE = "odd_article"  # a line looks like the head of an article and comes out of order: read as words
    REPAIRED = "repaired"  # a number was read as what the order demands: 16O is 160


@dataclass(frozen=True)
class Note:
    """Something odd at a line."""

    line: int
    doubt: Doubt
    said: str


@dataclass(eq=False)
class Part:
    """A provision while it is being read."""

    parts: tuple[str, ...]
    heading: str = ""
    said: list[Line] = field(default_factory=list)
    explained: list[Line] = field(default_factory=list)
    below: list["Part"] = field(default_factory=list)
    style: str = ""  # how its marker was written: "a.", "1.", "a)", "1)"
    number: int = 0  # the line it begins at

    @property
    def label(self) -> str:
        """Its own number or letter."""
        return self.parts[-1].removeprefix("angka-")

    def child(self, part: str, *, style: str = "", number: int = 0) -> "Part":
        """A new provision below this one."""
        made = Part((*self.parts, part), self.heading, style=style, number=number)
        self.below.append(made)
        return made

    def walk(self) -> Iterable["Part"]:
        """This one and everything below it, in order."""
        yield self
        for each in self.below:
            yield from each.walk()


@dataclass(frozen=True)
class Unit:
    """A provision as it was read."""

    parts: tuple[str, ...]
    heading: str
    text: str
    explanation: str
    lines: tuple[int, ...]

    @property
    def path(self) -> str:
        """Its identifier within the law."""
        return "/".join(self.parts)

    @property
    def kind(self) -> Kind:
        """What it is."""
        return kind_of(self.parts)

    @property
    def place(self) -> str:
        """Where it stands: Ps. 280 ayat (1)."""
        return place_of(self.parts)


@dataclass(frozen=True)
class Reading:
    """An official text, read."""

    units: tuple[Unit, ...] = ()
    amended: tuple[Unit, ...] = ()  # provisions of another law, as this one words them anew
    repealed: tuple[str, ...] = ()  # paths in that other law which this one takes out
    asides: tuple[Aside, ...] = ()
    notes: tuple[Note, ...] = ()
    lines: int = 0  # how many lines said something

    @property
    def unread(self) -> tuple[Aside, ...]:
        """The lines that were not understood."""
        return tuple(each for each in self.asides if not each.why.understood)

    @property
    def accounted(self) -> frozenset[int]:
        """The numbers of all lines that are in a provision or beside one."""
        inside = {number for unit in (*self.units, *self.amended) for number in unit.lines}
        return frozenset(inside | {each.number for each in self.asides})


def units_of(articles: Iterable[Part], known: object = None) -> tuple[Unit, ...]:
    """The provisions read, parents before their parts."""
    return tuple(
        Unit(
            parts=part.parts,
            heading=part.heading,
            text=joined([line.text for line in part.said if line.text], known),  # type: ignore[arg-type]
            explanation=joined([line.text for line in part.explained if line.text], known),  # type: ignore[arg-type]
            lines=tuple(sorted({part.number, *(line.number for line in (*part.said, *part.explained))} - {0})),
        )
        for article in articles
        for part in article.walk()
    )


def follows(label: str, after: str, *, gap: int = 3) -> bool:
    """Whether a label comes next in a list, a few missing ones allowed: b after a, 2a after 2, aa after z."""
    (number, more), (last, last_more) = order_of(label), order_of(after)
    if label[0].isalpha():
        number, last = letters(label), letters(after)
        more, last_more = label.lstrip("abcdefghijklmnopqrstuvwxyz"), after.lstrip("abcdefghijklmnopqrstuvwxyz")
    if number == last:
        return more > last_more
    return last < number <= last + gap and more in {"", "a", "1"}


def letters(label: str) -> int:
    """The place of a letter in a list: a is 1, z 26, aa 27."""
    bare = "".join(each for each in label if each.isalpha())
    return ord(bare[0]) - 96 + 26 * (len(bare) - 1)
