"""The labels of numbered and bulleted paragraphs: "1.", "a)", "iv.", "•", counted as word processors count."""

import re
from dataclasses import dataclass
from typing import Any

from .looks import ParagraphLook, RunLook, W, number

ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip # noqa: E501 (one table, read as one line)


def roman(value: int) -> str:
    """A number in small Roman letters."""
    said = ""
    for worth, letters in ROMAN:
        count, value = divmod(value, worth)
        said += letters * min(count, 50)
    return said


def letters(value: int) -> str:
    """1 is a, 26 is z, 27 is aa, 28 is bb, as word processors count on."""
    return chr(ord("a") + (value - 1) % 26) * min((value - 1) // 26 + 1, 20)


def shown(value: int, how: str) -> str:
    """A count in the way a level writes it."""
    if how == "none":
        return ""
    if value < 1:
        return str(value)
    forms = {"lowerLetter": letters, "lowerRoman": roman}
    if how in {"upperLetter", "upperRoman"}:
        return forms["lower" + how.removeprefix("upper")](value).upper()
    if how == "decimalZero":
        return f"{value:02d}"
    return forms[how](value) if how in forms else str(value)


@dataclass(frozen=True)
class Level:
    """One level of a list."""

    how: str
    text: str
    start: int
    props: Any  # w:pPr: where label and words stand
    run: Any  # w:rPr: how the label looks

    @property
    def is_bullet(self) -> bool:
        """Whether the level counts nothing."""
        return self.how == "bullet"


@dataclass(frozen=True)
class Label:
    """What stands before a paragraph."""

    text: str
    level: Level
    look: RunLook


class Numbering:
    """The lists of a document, and how far each has been counted."""

    def __init__(self, root: Any) -> None:
        self.levels: dict[str, dict[int, Level]] = {}
        self.counted: dict[str, list[int]] = {}
        self.shares: dict[str, str] = {}  # lists that count on from each other
        if root is None:
            return
        plans = {plan.get(f"{W}abstractNumId"): plan for plan in root.iterchildren(f"{W}abstractNum")}
        for each in root.iterchildren(f"{W}num"):
            code, reference = each.get(f"{W}numId", ""), each.find(f"{W}abstractNumId")
            plan = plans.get(reference.get(f"{W}val")) if reference is not None else None
            if plan is None:
                continue
            self.levels[code] = dict(map(_level, plan.iterchildren(f"{W}lvl")))
            overrides = list(each.iterchildren(f"{W}lvlOverride"))
            for override in overrides:
                self._override(code, override)
            self.shares[code] = code if overrides else f"plan {reference.get(f'{W}val')}"

    def _override(self, code: str, override: Any) -> None:
        depth = int(number(override.get(f"{W}ilvl")))
        own, start = override.find(f"{W}lvl"), override.find(f"{W}startOverride")
        if own is not None:
            self.levels[code][depth] = _level(own)[1]
        if start is not None and depth in self.levels[code]:
            level = self.levels[code][depth]
            self.levels[code][depth] = Level(level.how, level.text, int(number(start.get(f"{W}val"), 1)), level.props, level.run)

    def level(self, look: ParagraphLook) -> Level | None:
        """The level a paragraph stands on, if it stands in a list."""
        return self.levels.get(look.numbering, {}).get(look.depth)

    def next_label(self, look: ParagraphLook, run: RunLook) -> Label | None:
        """Count a paragraph and say its label; None for a paragraph outside of lists."""
        level = self.level(look)
        if level is None:
            return None
        levels = self.levels[look.numbering]
        counts = self.counted.setdefault(self.shares[look.numbering], [0] * 10)
        depth = min(look.depth, 9)
        for above in range(depth):
            counts[above] = counts[above] or levels[above].start if above in levels else 1
        counts[depth] = counts[depth] + 1 if counts[depth] else level.start
        for below in range(depth + 1, 10):
            counts[below] = 0
        if level.is_bullet:
            text = level.text if level.text and ord(level.text[0]) < 0xF000 and level.text != "o" else "•"
        else:
            text = re.sub(r"%([1-9])", lambda found: _count(found, levels, counts), level.text)
        return Label(text, level, run.over(level.run))


def _count(found: re.Match[str], levels: dict[int, Level], counts: list[int]) -> str:
    depth = int(found.group(1)) - 1
    return shown(counts[depth], levels[depth].how if depth in levels else "decimal")


def _level(element: Any) -> tuple[int, Level]:
    def value(tag: str, otherwise: str) -> str:
        found = element.find(f"{W}{tag}")
        return found.get(f"{W}val", otherwise) if found is not None else otherwise

    level = Level(
        how=value("numFmt", "decimal"),
        text=value("lvlText", ""),
        start=int(number(value("start", "1"), 1)),
        props=element.find(f"{W}pPr"),
        run=element.find(f"{W}rPr"),
    )
    return int(number(element.get(f"{W}ilvl"))), level
