"""The lines of an official text, cleaned, and what of them belongs to the page and not to the law."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

PAGE = "\f"
MOST_LINES = 120_000
LONGEST_LINE = 20_000


class Why(StrEnum):
    """Why a line is in no provision: it belongs to the page, stands before or after the law, or was not understood."""

    PAGE_NUMBER = "page_number"
    PAGE_HEADER = "page_header"
    CATCHWORD = "catchword"  # the first words of the next page, set at the foot of this one
    PREAMBLE = "preamble"  # title, considerations, basis
    HEADING = "heading"  # chapter, part, paragraph: kept with the provisions below it
    CLAUSE = "clause"  # what an amending law does, between the words it brings in
    CLOSING = "closing"  # signatures, the gazette
    GENERAL = "general"  # the general explanation
    OTHER_LAW = "other_law"  # a row of another law in the same file
    SECOND_SERIES = "second_series"  # an article that the text has twice
    UNPLACED = "unplaced"  # words that belong to no article
    UNKNOWN_PLACE = "unknown_place"  # an explanation of a provision that the text does not have
    NOT_A_ROW = "not_a_row"  # a line of a data file that cannot be read

    @property
    def understood(self) -> bool:
        """Whether it is known what the line is."""
        return self not in {Why.SECOND_SERIES, Why.UNPLACED, Why.UNKNOWN_PLACE, Why.NOT_A_ROW}


@dataclass(frozen=True)
class Line:
    """One line of the text as it was given, with its number from 1."""

    number: int
    text: str


@dataclass(frozen=True)
class Aside:
    """A line that is in no provision, and why."""

    number: int
    text: str
    why: Why


_SPACES = re.compile(r"[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_LIGATURES = str.maketrans(
    {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\u00ad": "", "\u2011": "-"}
)


def clean(text: str) -> str:
    """The text without what no law contains: control characters, byte order marks, direction marks; line ends as \\n."""
    text = (
        text.replace("\r\n", "\n")
        .replace("\r", "\n")
        .replace("\u2028", "\n")
        .replace("\u2029", "\n")
        .replace("\x0b", "\n")
        .replace("\x85", "\n")
    )
    text = unicodedata.normalize("NFC", text).translate(_LIGATURES)
    return "".join(each for each in text if each in "\n\t\f" or unicodedata.category(each) not in {"Cc", "Cf", "Cs", "Co", "Cn"})


def lines_of(text: str) -> list[Line]:
    """The lines that say something, numbered as a person counts them; a page break counts as the end of a line."""
    found = []
    for number, raw in enumerate(clean(text).replace(PAGE, "\n").split("\n"), start=1):
        said = _SPACES.sub(" ", raw).strip()
        if said:
            found.append(Line(number, said))
    return found


_NUMBER = re.compile(r"[-–—]\s*\d{1,4}\s*[-–—]|(?:halaman|hal\.?|page)\s+\d{1,4}(?:\s+(?:dari|of)\s+\d{1,4})?", re.IGNORECASE)
_HEADER = re.compile(
    r"(?:SK\s*No\.?\s*[\dA-Z ]{3,12}|SALINAN|(?:https?://)?(?:www|jdih|peraturan)\.[\w./-]+|\d{4},?\s*No\.?\s*\d{1,4}|No\.?\s*\d{1,4},?\s*\d{4})",
    re.IGNORECASE,
)
# Scanners read the head of the State Secretariat's pages in many ways: PRESIOEN, PRES IDEN, REPUBUK INDONESIA, REPI.IBLIK.
_PRESIDENT = re.compile(r"[PF]\s?R\s?E\s?S\s?.{0,2}I?\s?[DO0]\s?E\s?[NI]", re.IGNORECASE)
_REPUBLIC = re.compile(r"R\s?E\s?P\s?.{2,6}\s?[KX]?\s+[I1lTN]{1,2}\s?[ND]{1,2}.{0,2}[DO0]\s?N\s?E\s?S\s?[I1l]\s?A", re.IGNORECASE)
_CATCHWORD = re.compile(r".{1,48}?\s*(?:\. ?){3,}|.{1,48}?\s*…")


def furniture(line: str) -> Why | None:
    """What of the page a line is by its looks alone, or None."""
    if _NUMBER.fullmatch(line):
        return Why.PAGE_NUMBER
    if _HEADER.fullmatch(line) or (
        line.isupper() and len(line) < 30 and (_PRESIDENT.fullmatch(line) or _REPUBLIC.fullmatch(line))
    ):
        return Why.PAGE_HEADER
    if _CATCHWORD.fullmatch(line):
        return Why.CATCHWORD
    return None


def running_heads(text: str) -> frozenset[int]:
    """The numbers of lines that stand at the head or foot of most pages, whatever page number they carry."""
    pages, number = [], 0
    for page in clean(text).split(PAGE):
        inside = [(number + at, _SPACES.sub(" ", raw).strip()) for at, raw in enumerate(page.split("\n"), start=1)]
        number += len(inside)
        pages.append([each for each in inside if each[1]])
    if len(pages) < 4:
        return frozenset()
    edges = [list(dict.fromkeys([*page[:3], *page[-3:]])) for page in pages]
    looks = Counter(look for page in edges for look in {_look(said) for _, said in page})
    often = {look for look, times in looks.items() if times >= max(3, 0.4 * len(pages)) and not _is_marker(look)}
    return frozenset(at for page in edges for at, said in page if _look(said) in often)


def _look(said: str) -> str:
    return re.sub(r"\d+", "#", said.casefold())


def _is_marker(look: str) -> bool:
    """Whether a look is one that many provisions share: "Pasal #" and "(#) …" stand at the head of many pages by right."""
    return re.match(r"(?:pasal|bab|bagian|paragraf|ayat|huruf|angka)\b|\(#\)|\w\.|#\.|cukup jelas", look) is not None


# --- Words that a line end has cut --------------------------------------------------------------------------------


def joined(parts: Sequence[str], known: Counter[str] | None = None) -> str:
    """The lines of one passage as running text: words that a line end has cut are whole again."""
    text = ""
    for part in parts:
        if text.endswith("-") and len(text) > 1 and text[-2].isalpha() and part[:1].islower():
            before = re.search(r"[^\W\d_]+-$", text)
            after = re.match(r"[^\W\d_]+", part)
            keep = before is None or after is None or keeps_hyphen(before[0][:-1], after[0], known)
            text = (text if keep else text[:-1]) + part
        else:
            text = f"{text} {part}" if text else part
    return _mended(text, known)


def _mended(text: str, known: Counter[str] | None) -> str:
    """Hyphens that were left with a blank where a line once ended: "perundang- undangan"."""

    def mend(found: re.Match[str]) -> str:
        return f"{found[1]}-{found[2]}" if keeps_hyphen(found[1], found[2], known) else f"{found[1]}{found[2]}"

    return re.sub(r"([^\W\d_]{2,})- ([^\W\d_]{2,})", mend, text)


def keeps_hyphen(before: str, after: str, known: Counter[str] | None = None) -> bool:
    """Whether a word cut at a line's end has a hyphen of its own: doubled words do (undang-undang, perundang-undangan)."""
    first, second = before.casefold(), after.casefold()
    if known:
        whole, cut = known[first + second], known[f"{first}-{second}"]
        if whole != cut:
            return cut > whole
    return any(first.endswith(second[:size]) or second[:size] in first for size in range(min(len(second), 12), 3, -1))


def words_in(lines: Iterable[Line]) -> Counter[str]:
    """How often each word stands inside a line, hyphens and all: what decides about words cut at line ends."""
    counted: Counter[str] = Counter()
    for line in lines:
        counted.update(word.casefold() for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", line.text))
    return counted
