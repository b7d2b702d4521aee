"""Putting together what two people wrote at the same time, so that neither loses a word; pure.

Lines first, words where both changed the same lines. What cannot be put together is kept twice, one version after the other,
and told to the page: a machine that chose would lose somebody's words. Why merging and not locking: docs/decisions/0005.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

TOKEN = re.compile(r"\w+|\n|[^\S\n]+|[^\w\s]")
# Beyond so many pairs of equal pieces a comparison would hold up the meeting; the part is then taken as written anew.
PAIRS = 200_000
ALIKE = 0.5  # so much of a line's words must remain on both sides for its words to be put together


@dataclass(frozen=True)
class Clash:
    """Two versions of one place; both stand in the text."""

    mine: str
    theirs: str


@dataclass(frozen=True)
class Merged:
    """The text with the words of both, and the places that a person should look at."""

    text: str
    clashes: tuple[Clash, ...] = ()

    @property
    def clashed(self) -> bool:
        """Whether a person should look at it."""
        return bool(self.clashes)


@dataclass(frozen=True)
class Edit:
    """Pieces `lo` to `hi` of the base give way to others."""

    lo: int
    hi: int
    put: tuple[str, ...]


def merge(base: str, mine: str, theirs: str) -> Merged:
    """The text that holds what both changed in `base`. Where both wrote at one place, `theirs` was there first and stays first.

    A deletion stands where the other changed nothing; a change stands where the other deleted. Nothing that either wrote is lost.
    """
    if mine in (base, theirs):
        return Merged(theirs)
    if theirs == base:
        return Merged(mine)
    clashes: list[Clash] = []
    lines = _put_together(_lines(base), _lines(mine), _lines(theirs), clashes)
    return Merged("\n".join(lines), tuple(clashes))


def clean(words: str) -> str:
    """Words as they are kept: one kind of line end, no signs that a database or a page cannot hold."""
    return words.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").encode(errors="replace").decode()


def words_of(text: str) -> list[str]:
    """The words of a text, signs and spaces left out."""
    return re.findall(r"\w+", text)


def inserted(base: str, text: str) -> list[str]:
    """The words that `text` adds to `base`, in order."""
    return words_of(" ".join(piece for edit in _edits(_tokens(base), _tokens(text)) for piece in edit.put))


# --- Lines ----------------------------------------------------------------------------------------------------------


def _lines(text: str) -> list[str]:
    return text.split("\n") if text else []


def _says(lines: list[str]) -> bool:
    return any(line.strip() for line in lines)


def _put_together(base: list[str], mine: list[str], theirs: list[str], clashes: list[Clash]) -> list[str]:
    found: list[str] = []
    at = 0
    for lo, hi, ours, others in _places(_edits(base, mine), _edits(base, theirs)):
        found += base[at:lo]
        at = hi
        if not others or not ours:
            found += _applied(base, lo, hi, ours or others)
        else:
            found += _of_both(base[lo:hi], _applied(base, lo, hi, ours), _applied(base, lo, hi, others), clashes)
    return found + base[at:]


def _of_both(base: list[str], mine: list[str], theirs: list[str], clashes: list[Clash]) -> list[str]:
    """Lines that both changed."""
    if mine == theirs:
        return mine
    clash = Clash("\n".join(mine), "\n".join(theirs))
    if not _says(mine) or not _says(theirs):  # one deleted what the other changed: the change stays
        clashes += [clash] if _says(base) else []
        return mine if _says(mine) else theirs
    if _goes_on(mine, theirs):
        return mine
    if _goes_on(theirs, mine):
        return theirs
    if not _says(base):  # both wrote something new at one place: nothing contradicts
        return [*_trimmed(theirs), *_trimmed(mine)]
    finer = _words_together("\n".join(base), clash)
    if finer is None:
        clashes.append(clash)
        return [*theirs, *mine]
    clashes += finer.clashes
    return finer.text.split("\n")


def _trimmed(lines: list[str]) -> list[str]:
    """Lines without the empty ones at both ends."""
    return "\n".join(lines).strip("\n").split("\n")


def _goes_on(longer: Sequence[str], shorter: Sequence[str]) -> bool:
    """Whether one version only goes on where the other stops: what was sent twice, longer the second time.

    No more than that: "hadir" stands in "tidak hadir", and a short sentence word by word in many a long one.
    """
    begun = _tokens("\n".join(shorter))
    return _tokens("\n".join(longer))[: len(begun)] == begun


# --- Words ----------------------------------------------------------------------------------------------------------


def _words_together(base: str, clash: Clash) -> Merged | None:
    """The words of both in one line; None where they replaced the same words, or too little remained."""
    pieces, clashes = _tokens(base), []
    ours, others = _edits(pieces, _tokens(clash.mine)), _edits(pieces, _tokens(clash.theirs))
    if min(_kept(pieces, ours), _kept(pieces, others)) < ALIKE:
        return None
    found: list[str] = []
    at = 0
    for lo, hi, own, other in _places(ours, others):
        found += pieces[at:lo]
        at = hi
        mine, theirs = _applied(pieces, lo, hi, own), _applied(pieces, lo, hi, other)
        if not own or not other:
            found += mine if own else theirs
        elif mine == theirs:
            found += mine
        elif lo < hi and mine and theirs:
            return None
        else:
            found += [*theirs, *mine]
            clashes.append(clash)
    return Merged(_written(found + pieces[at:]), tuple(clashes[:1]))


def _tokens(text: str) -> list[str]:
    return TOKEN.findall(text)


def _written(pieces: list[str]) -> str:
    """Pieces as text; two words that came to stand side by side get a space between them."""
    text = ""
    for piece in pieces:
        if text and text[-1:].isalnum() and piece[:1].isalnum():
            text += " "
        text += piece
    return text


def _kept(pieces: list[str], edits: list[Edit]) -> float:
    """How much of the words remains."""
    gone = {at for edit in edits for at in range(edit.lo, edit.hi)}
    words = [at for at, piece in enumerate(pieces) if piece[0].isalnum()]
    return sum(at not in gone for at in words) / len(words) if words else 0.0


# --- Comparing ------------------------------------------------------------------------------------------------------


def _edits(base: list[str], other: list[str]) -> list[Edit]:
    """What was changed, in order. A deletion of several pieces is several deletions: the other may have changed only one."""
    start = 0
    while start < min(len(base), len(other)) and base[start] == other[start]:
        start += 1
    end = 0
    while end < min(len(base), len(other)) - start and base[-1 - end] == other[-1 - end]:
        end += 1
    before, after = base[start : len(base) - end], other[start : len(other) - end]
    found: list[Edit] = []
    for lo, hi, put in _differences(before, after):
        if put or lo == hi:
            found.append(Edit(lo + start, hi + start, put))
        else:
            found += [Edit(at, at + 1, ()) for at in range(lo + start, hi + start)]
    return found


def _differences(before: list[str], after: list[str]) -> list[tuple[int, int, tuple[str, ...]]]:
    if not before and not after:
        return []
    often = Counter(piece for piece in after if not piece.isspace())
    if sum(often[piece] for piece in before) > PAIRS:
        return [(0, len(before), tuple(after))]
    # Spaces alone never hold two texts together: else two other sentences would be woven into one.
    matcher = SequenceMatcher(lambda piece: piece.isspace() or not piece, before, after, autojunk=False)
    return [(a, b, tuple(after[c:d])) for tag, a, b, c, d in matcher.get_opcodes() if tag != "equal"]


def _places(ours: list[Edit], others: list[Edit]) -> list[tuple[int, int, list[Edit], list[Edit]]]:
    """The places that were changed, each with what either did there; places do not overlap."""
    found: list[tuple[int, int, list[Edit], list[Edit]]] = []
    for edit, side in sorted([(edit, 0) for edit in ours] + [(edit, 1) for edit in others], key=lambda each: _order(*each)):
        lo, hi = (found[-1][0], found[-1][1]) if found else (-1, -1)
        if edit.lo < hi or (lo == hi == edit.lo == edit.hi):
            both = (found[-1][2], found[-1][3])
            found[-1] = (lo, max(hi, edit.hi), *both)
        else:
            both = ([], [])
            found.append((edit.lo, edit.hi, *both))
        both[side].append(edit)
    return found


def _order(edit: Edit, side: int) -> tuple[int, int, int]:
    return edit.lo, edit.hi, side


def _applied(base: list[str], lo: int, hi: int, edits: list[Edit]) -> list[str]:
    """The pieces of a place as one side left them."""
    found: list[str] = []
    at = lo
    for edit in edits:
        found += [*base[at : edit.lo], *edit.put]
        at = edit.hi
    return found + base[at:hi]
