"""Indonesian words as a search needs them: folded, spelled out, without what says nothing, and cut to their stems.

The stemmer has no dictionary: it takes off what Indonesian puts before and after a root, and undoes what a prefix did to the
root's first sound (memilih → pilih, menyebar → sebar). Wrong stems do little harm, because texts and questions go through the
same cut. The lists it goes by are in `shipped/words.toml`.
"""

import csv
import io
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from ..tables import shipped_text

_WORDS = tomllib.loads(shipped_text("words.toml"))
STOP = frozenset(_WORDS["stop"].split())
_PLAIN = frozenset(_WORDS["plain"].split())
_ENDS_IN_I = frozenset(_WORDS["ends_in_i"].split())
_KEEP_K = frozenset(_WORDS["begins_with_k"].split())
_IRREGULAR: dict[str, str] = _WORDS["irregular"]


@cache
def slang() -> dict[str, str]:
    """How people write words, and how they are spelled."""
    return {row["written"]: row["means"] for row in csv.DictReader(io.StringIO(shipped_text("slang.csv")))}


def folded(text: str) -> str:
    """Small letters of one alphabet, without accents, zero-width signs and drawn-out sounds."""
    text = unicodedata.normalize("NFKD", text).casefold()
    text = "".join(each for each in text if not unicodedata.combining(each) and unicodedata.category(each) != "Cf")
    return re.sub(r"([a-z])\1{2,}", r"\1", text)


def tokens(text: str) -> list[str]:
    """The words of a text as they are spelled; doubled words stand once (bagi-bagi, orang2)."""
    found: list[str] = []
    for raw in re.findall(r"[a-z0-9]+(?:['’/-][a-z0-9]+)*", folded(text)):
        for word in _spelled(raw):
            if not found or found[-1] != word:
                found.append(word)
    return found


def _spelled(raw: str) -> Iterator[str]:
    if raw in slang():
        yield from slang()[raw].split()
        return
    if raw == "undang-undang":
        return
    for part in re.split(r"['’/-]", raw):
        word = re.sub(r"(?<=[a-z]{3})2(?:nya|an)?$", "", part)
        yield from slang().get(word, word).split()


def stems(text: str) -> list[str]:
    """What a text says for a search: the stems of its words, in order, without those that say nothing."""
    return [stem(word) for word in tokens(text) if word not in STOP and len(word) > 1]


def stems_of(words: Iterable[str]) -> list[str]:
    """The stems of words that are spelled already."""
    return [stem(word) for word in words if word not in STOP and len(word) > 1]


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The root of a word, as far as it can be told without a dictionary."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) < 4 or word in _PLAIN or not word.isalpha():
        return word
    bare = _without_endings(word)
    if bare in _PLAIN:
        return bare
    return _without_beginnings(bare)


def _without_endings(word: str) -> str:
    for ending in ("lah", "kah", "pun", "nya"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            word = word[: -len(ending)]
            break
    if word in _PLAIN:
        return word
    if word.endswith("kan") and len(word) >= 7 and not word.startswith(("ke", "pe")):
        return word[:-3]
    if word.endswith("an") and len(word) >= 6:
        return word[:-2]
    if (
        word.endswith("i")
        and len(word) >= 6
        and word.startswith(("me", "di", "ter"))
        and not word.endswith(("si", "ai", "oi", "ui"))
    ):
        return word if _without_beginnings(word) in _ENDS_IN_I else word[:-1]
    return word


_VOWELS = "aiueo"


def _without_beginnings(word: str) -> str:
    for _ in range(2):
        shorter = _once(word)
        if shorter == word or len(shorter) < 3:
            break
        word = shorter
        if word in _PLAIN:
            break
    return word


def _once(word: str) -> str:
    for nasal in ("me", "pe"):
        if not word.startswith(nasal) or len(word) < 6:
            continue
        rest = word[2:]
        if nasal == "pe" and rest in _PLAIN:
            return rest
        if rest.startswith("ny") and rest[2:3] in _VOWELS:
            return "s" + rest[2:]
        if rest.startswith("ng"):
            after = rest[2:]
            return f"k{after}" if after in _KEEP_K or after[:4] in _KEEP_K else after
        if rest.startswith("m") and len(rest) > 4:
            return rest[1:] if rest[1] in "bfpv" else "p" + rest[1:] if rest[1] in _VOWELS else word
        if rest.startswith("n") and len(rest) > 4:
            return rest[1:] if rest[1] in "cdjzt" else "t" + rest[1:] if rest[1] in _VOWELS else word
        if nasal == "me" and rest[0] in "lrwy":
            return rest
        if nasal == "pe" and (rest.startswith("r") and len(rest) > 4):
            return rest[1:]
        if nasal == "pe" and rest[0] in "lw" and len(rest) > 4:
            return rest
    for prefix in ("ber", "ter", "di", "ke", "se"):
        if word.startswith(prefix) and len(word) - len(prefix) >= 4:
            rest = word[len(prefix) :]
            if prefix in {"ke", "se"} and (len(rest) < 5 or (rest[0] not in _VOWELS and rest[1] not in _VOWELS + "rl")):
                continue
            return rest
    return word
