"""Whether two messages tell of one event: their words, their place and their day, without keeping the words.

A message leaves a *trace*: a keyed MinHash sketch of its words and letter groups. The sketch tells how much two messages share,
and without the key nobody can try out words against it; so duplicates are found without opening what was sealed.
"""

import hashlib
from array import array
from dataclasses import dataclass
from datetime import date

from .words import plain

SKETCH = 96  # numbers in a sketch; the estimate's standard error is at most 0.05
PRIME = (1 << 61) - 1
NO_WORDS = 0xFFFFFFFF
LIKELY = 0.5  # a duplicate is suggested from here on
# Word lists read best as words.
COMMON = frozenset(
    """
    yang dan di ke dari ini itu ada untuk dengan oleh pada saya kami kita dia mereka akan sudah juga atau karena
    tolong mohon pak bu
    """.split()  # noqa: SIM905
)
# Fixed multipliers and offsets, one pair for each number of the sketch; any would do, but they may never change.
_MIX = [
    tuple(int.from_bytes(hashlib.sha256(b"damai likeness %d %d" % (row, side)).digest()[:7], "big") | 1 for side in (0, 1))
    for row in range(SKETCH)
]


@dataclass(frozen=True)
class Trace:
    """What is kept of a message to recognise its like: a sketch, an area code and the day it happened."""

    sketch: bytes
    area: str = ""
    happened_on: date | None = None


@dataclass(frozen=True)
class Likeness:
    """How much two messages are alike, from 0 to 1, and why."""

    score: float
    because: tuple[str, ...]

    @property
    def likely(self) -> bool:
        """Whether a person should be asked if they are one event."""
        return self.score >= LIKELY


def trace(text: str, *, key: bytes, area: str = "", happened_on: date | None = None) -> Trace:
    """The trace of a text under a key."""
    return Trace(sketch(text, key=key), area, happened_on)


def sketch(text: str, *, key: bytes) -> bytes:
    """The keyed MinHash sketch of a text's words and groups of four letters, 4 bytes for each number."""
    words = [word for word in plain(text) if word not in COMMON]
    joined = " ".join(words)
    parts = {f"w {word}" for word in words} | {f"g {joined[at : at + 4]}" for at in range(len(joined) - 3)}
    hashes = [int.from_bytes(hashlib.blake2b(part.encode(), key=key[:64], digest_size=7).digest(), "big") for part in parts]
    lowest = [min(((times * value + plus) % PRIME for value in hashes), default=PRIME) >> 29 for times, plus in _MIX]
    return array("I", [min(number, NO_WORDS) for number in lowest]).tobytes()


def shared(a: bytes, b: bytes) -> float:
    """The estimated share (Jaccard) of words and letter groups that two sketches have in common; 0 where either is empty."""
    left, right = array("I", a), array("I", b)
    if len(left) != len(right) or not left or NO_WORDS in (left[0], right[0]):
        return 0.0
    return sum(one == other for one, other in zip(left, right, strict=True)) / len(left)


def similar(a: Trace, b: Trace) -> Likeness:
    """How likely two traces are of one event, with the reasons in words."""
    alike = shared(a.sketch, b.sketch)
    because = []
    if alike >= 0.95:
        because.append("isi hampir sama persis")
    elif alike >= 0.3:
        because.append(f"isi mirip ({alike:.0%})")
    score = alike
    if a.area and b.area:
        if a.area == b.area:
            score += 0.2
            because.append("wilayah sama")
        elif a.area[:8] == b.area[:8]:
            score += 0.05
            because.append("kecamatan sama")
        else:
            score -= 0.25
    if a.happened_on and b.happened_on:
        days = abs((a.happened_on - b.happened_on).days)
        if days == 0:
            score += 0.1
            because.append("hari kejadian sama")
        elif days > 3:
            score -= 0.2
    if alike < 0.15:  # the same place and day alone are not the same event
        score = min(score, LIKELY - 0.01)
    return Likeness(round(max(0.0, min(1.0, score)), 2), tuple(because))
