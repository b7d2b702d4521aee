"""A study (kajian dugaan pelanggaran): its parts, its canonical bytes, and what changed between two versions; pure."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum
from hashlib import sha256

LONGEST = 60_000  # signs in one part
MOST_ELEMENTS = 40


class Part(StrEnum):
    """The parts of a study that are prose, in their order."""

    POSITION = "posisi"  # kasus posisi
    FACTS = "fakta"
    ELEMENTS = "unsur"  # what is to be said of all elements together; each element has its own field
    CONCLUSION = "kesimpulan"
    ADVICE = "rekomendasi"


class Met(StrEnum):
    """Whether an element of an offence is there."""

    OPEN = ""
    YES = "ya"
    NO = "tidak"
    UNSURE = "belum"


@dataclass(frozen=True, kw_only=True)
class Element:
    """One element of an offence of the catalogue, with what was found about it."""

    offence: str  # stable id
    words: str  # as the catalogue says it, on the day of the study
    analysis: str = ""
    met: Met = Met.OPEN


@dataclass(frozen=True, kw_only=True)
class Text:
    """The whole of one version."""

    position: str = ""
    facts: str = ""
    elements_prose: str = ""
    elements: tuple[Element, ...] = ()
    conclusion: str = ""
    advice: str = ""

    def part(self, name: Part) -> str:
        """The prose of one part."""
        return str(getattr(self, _FIELD[name]))

    def with_part(self, name: Part, words: str) -> "Text":
        """The same with other prose in one part."""
        return replace(self, **{_FIELD[name]: words})  # type: ignore[arg-type]


_FIELD = {
    Part.POSITION: "position",
    Part.FACTS: "facts",
    Part.ELEMENTS: "elements_prose",
    Part.CONCLUSION: "conclusion",
    Part.ADVICE: "advice",
}
NEEDED = (Part.POSITION, Part.FACTS, Part.CONCLUSION, Part.ADVICE)


def lacking(text: Text) -> list[Part]:
    """The parts without which a study cannot be laid before the plenary; elements must be weighed wherever there are any."""
    found = [part for part in NEEDED if not text.part(part).strip()]
    if any(each.met is Met.OPEN or not each.analysis.strip() for each in text.elements):
        found.append(Part.ELEMENTS)
    return found


def canonical(text: Text, *, advice: str, citations: Sequence[str]) -> bytes:
    """A version in bytes that are the same whenever they are made."""
    told = {
        "format": "damai-kajian/1",
        "parts": {part.value: text.part(part) for part in Part},
        "elements": [[each.offence, each.words, each.met.value, each.analysis] for each in text.elements],
        "advice": advice,
        "citations": sorted(citations),
    }
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def read(body: bytes) -> Text:
    """A version from its canonical bytes."""
    told = json.loads(body)
    text = Text(
        elements=tuple(
            Element(offence=offence, words=words, met=Met(met), analysis=analysis)
            for offence, words, met, analysis in told["elements"]
        )
    )
    for part in Part:
        text = text.with_part(part, told["parts"][part.value])
    return text


def digest(body: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return sha256(body).hexdigest()


# --- What changed ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Line:
    """One line of a comparison: kept ("="), added ("+"), taken out ("-")."""

    sign: str
    words: str


@dataclass(frozen=True)
class Compared:
    """One part of two versions, line by line; empty lines where nothing was written."""

    name: str
    lines: tuple[Line, ...]

    @property
    def changed(self) -> bool:
        """Whether the two differ."""
        return any(line.sign != "=" for line in self.lines)


def compared(before: Text, after: Text) -> list[Compared]:
    """Every part of two versions beside each other; elements by their offence and words."""
    found = [Compared(part.value, tuple(_lines(before.part(part), after.part(part)))) for part in Part]
    old = {(each.offence, each.words): each for each in before.elements}
    new = {(each.offence, each.words): each for each in after.elements}
    for key in [*new, *(key for key in old if key not in new)]:
        lines = tuple(_lines(_said(old.get(key)), _said(new.get(key))))
        found.append(Compared(f"{key[0]}: {key[1]}", lines))
    return found


def _said(element: Element | None) -> str:
    return "" if element is None else f"[{element.met.value or '–'}]\n{element.analysis}"


def _lines(before: str, after: str) -> Iterator[Line]:
    old, new = before.split("\n") if before else [], after.split("\n") if after else []
    for tag, lo, hi, new_lo, new_hi in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from (Line("=", line) for line in old[lo:hi])
        else:
            yield from (Line("-", line) for line in old[lo:hi])
            yield from (Line("+", line) for line in new[new_lo:new_hi])
