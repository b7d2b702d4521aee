"""What a provision of law is called, for ever: `uu-7-2017/280/1/j` is UU 7/2017 Pasal 280 ayat (1) huruf j.

An identifier is the law, the article, and below it paragraphs (they begin with a digit), letters (they begin with a letter) and
numbers (`angka-2`), so that no two kinds can be mistaken for one another. It says where a provision stands, never what it says:
an amendment gives it another wording, a court may take its force away, and the identifier stays.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from functools import cached_property

from ..errors import StatuteError

LAW = r"[a-z][a-z-]{0,19}-\d{1,4}-\d{4}"
ARTICLE = r"\d{1,4}[A-Z]{0,2}|[IVX]{1,6}"
PARAGRAPH = r"\d{1,3}[a-z]?"
LETTER = r"[a-z]{1,2}\d?"
NUMBER = r"angka-\d{1,3}[a-z]?"
LAW_CODE = re.compile(LAW)
PROVISION = re.compile(
    rf"(?P<law>{LAW})/(?P<article>{ARTICLE})(?:/(?P<paragraph>{PARAGRAPH}))?(?P<rest>(?:/(?:{NUMBER}|{LETTER}))*)"
)
LONGEST, DEEPEST = 80, 6  # letters of an identifier, and parts below its law

# How the kinds of law are written in short, and what an identifier begins with.
KINDS = {
    "UU": "uu",
    "Perppu": "perppu",
    "PP": "pp",
    "Perpres": "perpres",
    "PKPU": "pkpu",
    "Perbawaslu": "perbawaslu",
    "Perdkpp": "perdkpp",
    "Perma": "perma",
    "Permendagri": "permendagri",
    "Kepbawaslu": "kepbawaslu",
    "Kepkpu": "kepkpu",
}
SHORT = {slug: short for short, slug in KINDS.items()}


class Kind(StrEnum):
    """What a provision is, as the law itself calls it."""

    ARTICLE = "article"  # Pasal
    PARAGRAPH = "paragraph"  # ayat
    LETTER = "letter"  # huruf
    NUMBER = "number"  # angka


class NotAnIdentifier(StatuteError):
    """What was given is no identifier of a provision."""


class UnknownLaw(StatuteError, LookupError):
    """No law of this code is in the library."""


class UnknownArticle(StatuteError, LookupError):
    """The law is known and has no such provision; `nearest` are identifiers of provisions it has."""

    def __init__(self, message: str, *, asked: str, nearest: Iterable[str] = ()) -> None:
        super().__init__(message)
        self.asked, self.nearest = asked, tuple(nearest)


@dataclass(frozen=True, order=True)
class Provision:
    """An identifier, taken apart."""

    law: str
    parts: tuple[str, ...]  # the article first; then paragraph, letters, numbers

    @classmethod
    def read(cls, text: str) -> "Provision":
        """The provision with this identifier, or `NotAnIdentifier`."""
        if len(text) > LONGEST or text.count("/") > DEEPEST or not PROVISION.fullmatch(text):
            raise NotAnIdentifier(f"“{text[:LONGEST]}” bukan kode pasal. Contoh yang benar: uu-7-2017/280/1/j.")
        law, *parts = text.split("/")
        return cls(law, tuple(parts))

    def __str__(self) -> str:
        return "/".join((self.law, *self.parts))

    @property
    def article(self) -> str:
        """The article's number: 280, 187A, or I in a law that only amends."""
        return self.parts[0]

    @property
    def path(self) -> str:
        """The identifier within its law: 280/1/j."""
        return "/".join(self.parts)

    @property
    def kind(self) -> Kind:
        """What it is."""
        return kind_of(self.parts)

    @property
    def parent(self) -> "Provision | None":
        """What it is a part of; None for an article."""
        return Provision(self.law, self.parts[:-1]) if len(self.parts) > 1 else None

    @cached_property
    def above(self) -> tuple["Provision", ...]:
        """Everything it is a part of, the article first."""
        return tuple(Provision(self.law, self.parts[:size]) for size in range(1, len(self.parts)))

    @property
    def place(self) -> str:
        """Where it stands, as officials write it: Ps. 280 ayat (1) huruf j."""
        return place_of(self.parts)

    @property
    def label(self) -> str:
        """With its law: UU 7/2017 Ps. 280 ayat (1) huruf j."""
        return f"{law_label(self.law)} {self.place}"


def kind_of(parts: tuple[str, ...]) -> Kind:
    """What a provision is by its last part."""
    if len(parts) == 1:
        return Kind.ARTICLE
    if parts[-1].startswith("angka-"):
        return Kind.NUMBER
    return Kind.PARAGRAPH if parts[-1][0].isdigit() else Kind.LETTER


def place_of(parts: tuple[str, ...]) -> str:
    """Ps. 280 ayat (1) huruf j angka 2."""
    words = [f"Ps. {parts[0]}"]
    for size in range(2, len(parts) + 1):
        kind, last = kind_of(parts[:size]), parts[size - 1]
        if kind == Kind.PARAGRAPH:
            words.append(f"ayat ({last})")
        elif kind == Kind.NUMBER:
            words.append(f"angka {last.removeprefix('angka-')}")
        else:
            words.append(f"huruf {last}")
    return " ".join(words)


def law_code(kind: str, number: int | str, year: int | str) -> str:
    """The code of a law: UU 7/2017 is uu-7-2017. `NotAnIdentifier` for a kind that is not known."""
    slug = KINDS.get(kind) or {short.casefold(): code for short, code in KINDS.items()}.get(kind.casefold())
    if slug is None:
        raise NotAnIdentifier(f"Jenis peraturan “{kind}” tidak dikenal. Yang dikenal: {', '.join(KINDS)}.")
    return f"{slug}-{int(number)}-{int(year)}"


def law_label(code: str) -> str:
    """UU 7/2017 for uu-7-2017."""
    slug, number, year = code.rsplit("-", 2)
    return f"{SHORT.get(slug, slug.upper())} {number}/{year}"


def order_of(part: str) -> tuple[int, str]:
    """How siblings stand in order: 9, 10, 10A; a, b, … z, aa; angka-2 before angka-10."""
    bare = part.removeprefix("angka-")
    digits = re.match(r"\d+", bare)
    if digits:
        return int(digits[0]), bare[digits.end() :]
    if re.fullmatch(r"[IVX]+", bare):
        return roman(bare), ""
    return len(re.match(r"[a-z]*", bare)[0]), bare  # type: ignore[index]


def roman(numeral: str) -> int:
    """The number a Roman numeral stands for, as far as articles and chapters go."""
    values = [{"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}[letter] for letter in numeral]
    following = [*values[1:], 0]
    return sum(-value if value < after else value for value, after in zip(values, following, strict=True))


def nearest_to(asked: Provision, known: Iterable[str], limit: int = 4) -> list[str]:
    """The identifiers of one law that someone who typed this may have meant: what it is a part of first, then its neighbours."""
    ids = set(known)
    near = [str(each) for each in reversed(asked.above) if str(each) in ids]
    siblings = [one for one in ids if one.rpartition("/")[0] == str(asked).rpartition("/")[0]]
    number, _ = order_of(asked.parts[-1])
    siblings.sort(key=lambda one: (abs(order_of(one.rpartition("/")[2])[0] - number), one))
    near += siblings[:limit]
    if not near:
        near = get_close_matches(str(asked), sorted(ids), n=limit, cutoff=0.75)
    return list(dict.fromkeys(near))[:limit]
