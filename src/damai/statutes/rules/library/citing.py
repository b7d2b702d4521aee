"""What people write when they mean a provision: "pasal 280 ayat 1 huruf j", "ps 523(2)", "uu 7/2017 492", "187A uu pilkada"."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from .ids import KINDS, Provision, law_code

# The long names of kinds of law, longest first so that "peraturan pemerintah pengganti" is not read as "peraturan pemerintah".
LONG = {
    "peraturan pemerintah pengganti undang-undang": "Perppu",
    "peraturan menteri dalam negeri": "Permendagri",
    "peraturan mahkamah agung": "Perma",
    "peraturan pemerintah": "PP",
    "peraturan presiden": "Perpres",
    "peraturan bawaslu": "Perbawaslu",
    "peraturan dkpp": "Perdkpp",
    "peraturan kpu": "PKPU",
    "keputusan ketua bawaslu": "Kepbawaslu",
    "keputusan kpu": "Kepkpu",
    "undang-undang": "UU",
    "undang undang": "UU",
    "law": "UU",
    "perpu": "Perppu",
}
_KINDS = "|".join(sorted((re.escape(word) for word in (*LONG, *(short.lower() for short in KINDS))), key=len, reverse=True))
_LAW = re.compile(
    rf"\b(?P<kind>{_KINDS})\s*(?:nomor|no\.?|number)?\s*(?P<number>\d{{1,4}})\s*(?:/|tahun|thn?\.?|of)\s*(?P<year>(?:19|20)\d\d)\b"
)
_ARTICLE = re.compile(r"\b(?:pasal|psal|pasl|psl|ps|art|article)\b\.?\s*(?P<article>\d{1,4}\s?[a-z]?(?![a-z])|[ivx]{1,4}\b)")
_PARAGRAPH = re.compile(
    r"\s*(?:(?:ayat|ay|paragraph|para)\b\.?\s*\(?\s*(?P<said>\d{1,3}[a-z]?)\s*\)?|\(\s*(?P<bare>\d{1,3}[a-z]?)\s*\))"
)
_LETTER = re.compile(
    r"\s*(?:(?:huruf|hrf|letter|point|butir)\b\.?\s*(?P<said>[a-z]{1,2}\d?)\b|\s(?P<bare>[a-z])\b|(?P<stuck>(?<=\))[a-z])\b)"
)
_NUMBER = re.compile(r"\s*(?:angka|number)\s*(?P<said>\d{1,3}[a-z]?)\b")
_BARE = re.compile(r"(?P<article>\d{1,4}[a-z]?)(?=$|[\s(,])")


@dataclass(frozen=True)
class Citation:
    """What was understood of a citation: perhaps a law, perhaps a place in it, and the words that are left."""

    law: str = ""  # empty: not said
    parts: tuple[str, ...] = ()  # empty: only the law was named
    rest: str = ""

    def within(self, law: str) -> Provision:
        """The provision it means in this law."""
        return Provision(law, self.parts)


def read_citation(text: str, names: Mapping[str, str] | None = None) -> Citation:
    """The citation in what somebody typed; one without law and parts where there is none.

    `names` are what laws are called ("uu pemilu", "kuhp") with their codes, in small letters.
    """
    said = " ".join(text.casefold().split())[:200]
    try:
        provision = Provision.read(_as_identifier(said))
    except ValueError:
        pass
    else:
        return Citation(provision.law, provision.parts)
    law, said = _law_in(said, names or {})
    parts, said = _parts_in(said, bare=True if law else _only_numbers(said))
    return Citation(law, parts, " ".join(said.replace(",", " ").split()))


def _as_identifier(said: str) -> str:
    """An identifier may have been typed in small letters: 187a is 187A."""
    law, _, path = said.partition("/")
    article, slash, below = path.partition("/")
    return f"{law}/{article.upper()}{slash}{below}"


def _law_in(said: str, names: Mapping[str, str]) -> tuple[str, str]:
    found = _LAW.search(said)
    if found:
        kind = LONG.get(found["kind"], found["kind"])
        return law_code(kind, found["number"], found["year"]), _without(said, found.start(), found.end())
    for name in sorted(names, key=len, reverse=True):
        at = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", said)
        if at:
            return names[name], _without(said, at.start(), at.end())
    return "", said


def _only_numbers(said: str) -> bool:
    """Whether nothing but a citation in short was typed: 280, 523(2), 280 1 j."""
    return re.fullmatch(r"\d{1,4}[a-z]?(?:\s*\(?\d{1,3}[a-z]?\)?)?(?:\s*[a-z])?", said) is not None


def _parts_in(said: str, *, bare: bool) -> tuple[tuple[str, ...], str]:
    found = _ARTICLE.search(said) or (_BARE.search(said) if bare else None)
    if not found:
        return (), said
    named = found.re is _ARTICLE
    parts, at = [found["article"].replace(" ", "").upper()], found.end()
    paragraph = _PARAGRAPH.match(said, at) or (None if named else re.compile(r"\s+(?P<said>(?P<bare>\d{1,3}))\b").match(said, at))
    if paragraph:
        parts.append(paragraph["said"] or paragraph["bare"])
        at = paragraph.end()
    letter = _LETTER.match(said, at)
    if letter and (letter["said"] or not paragraph or not said[letter.end() :].strip()):
        parts.append(letter["said"] or letter["bare"] or letter["stuck"])
        at = letter.end()
    number = _NUMBER.match(said, at)
    if number:
        parts.append(f"angka-{number['said']}")
        at = number.end()
    return tuple(parts), _without(said, found.start(), at)


def _without(said: str, start: int, end: int) -> str:
    return f"{said[:start]} {said[end:]}".strip()
