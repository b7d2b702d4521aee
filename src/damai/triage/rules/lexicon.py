"""Word lists as data: a term is words in order, `*` stands for any letters, `..` for up to six words, `{list}` for one of a list.

The lists are CSV files beside this one, so that a person who knows the language can improve them without reading code.
"""

import csv
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

HERE = Path(__file__).parent
GAP = 6  # words that may stand between the two halves of a term


@dataclass(frozen=True)
class Term:
    """One thing to look for: a list of alternatives per place, and how much it counts for its label."""

    label: str
    weight: int
    places: tuple[frozenset[str], ...]
    gaps: tuple[bool, ...]  # whether words may stand before this place


@dataclass(frozen=True)
class Match:
    """Where a term was found, and the words of the list (never of the message) that found it."""

    label: str
    weight: int
    words: str
    start: int
    end: int


class Lexicon:
    """Terms, indexed by the first word they need."""

    def __init__(self, terms: list[Term]) -> None:
        self.terms = terms
        self.by_first: dict[str, list[Term]] = {}
        vocabulary = {word for term in terms for place in term.places for word in place}
        self.exact = frozenset(word for word in vocabulary if "*" not in word)
        self.wild = tuple(sorted(word for word in vocabulary if "*" in word))
        for term in terms:
            for word in term.places[0]:
                self.by_first.setdefault(word, []).append(term)
        self.entries = lru_cache(maxsize=50_000)(self._entries)

    def _entries(self, word: str) -> frozenset[str]:
        """The entries of the lists that this word of a message is."""
        found = {word} if word in self.exact else set()
        for entry in self.wild:
            bare = entry.strip("*")
            if entry.startswith("*") and entry.endswith("*"):
                hit = bare in word
            elif entry.endswith("*"):
                hit = word.startswith(bare)
            else:
                hit = word.endswith(bare)
            if hit:
                found.add(entry)
        return frozenset(found)

    def find(self, words: list[str]) -> list[Match]:
        """Every term found in the words, each at its first place only."""
        seen = [self.entries(word) for word in words]
        found: dict[int, Match] = {}
        for start, entries in enumerate(seen):
            for entry in entries:
                for term in self.by_first.get(entry, ()):
                    if id(term) not in found and (match := _match(term, entry, seen, start)):
                        found[id(term)] = match
        return list(found.values())


def _match(term: Term, first: str, seen: list[frozenset[str]], start: int) -> Match | None:
    at, words = start, [first.strip("*")]
    for place, gap in zip(term.places[1:], term.gaps[1:], strict=True):
        reach = range(at + 1, min(len(seen), at + 2 + (GAP if gap else 0)))
        for here in reach:
            if hit := place & seen[here]:
                at = here
                words += [*(["…"] if gap else []), min(hit).strip("*")]
                break
        else:
            return None
    return Match(term.label, term.weight, " ".join(words), start, at)


def read(name: str) -> Lexicon:
    """The lexicon in a CSV file of this folder."""
    rows = list(csv.reader((HERE / name).read_text("utf-8").splitlines()))[1:]
    lists = {row[0][1:]: frozenset(row[2].split("|")) for row in rows if row[0].startswith("@")}
    terms = []
    for label, weight, texts in rows:
        if not label.startswith("@"):
            terms += [_term(label, int(weight), text, lists) for text in texts.split("|")]
    return Lexicon(terms)


def _term(label: str, weight: int, text: str, lists: dict[str, frozenset[str]]) -> Term:
    places, gaps, gap = [], [], False
    for part in text.split():
        if part == "..":
            gap = True
            continue
        places.append(lists[part[1:-1]] if part.startswith("{") else frozenset({part}))
        gaps.append(gap)
        gap = False
    return Term(label, weight, tuple(places), tuple(gaps))
