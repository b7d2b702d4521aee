"""A question in everyday words becomes what the law calls it: spellings, everyday words with their legal ones, and citations."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from ..tables import shipped_text
from .citing import Citation, read_citation
from .index import Found, Index, Passage, Wanted
from .offences import Offence, catalogue
from .words import STOP, folded, stem, stems, tokens

MEANT = 0.55  # what a legal word counts for an everyday one
SPELLED = 0.8  # what a word counts that was taken for another spelling, before how alike they are
LONGEST = 300  # letters of a question


@dataclass(frozen=True)
class Question:
    """What was asked: a citation perhaps, and words."""

    text: str
    citation: Citation
    words: tuple[str, ...]  # spelled out, without what says nothing


def read_question(text: str, names: Mapping[str, str] | None = None) -> Question:
    """What somebody typed, understood as far as it goes."""
    asked = " ".join(text.split())[:LONGEST]
    citation = read_citation(asked, names)
    rest = citation.rest if citation.parts or citation.law else asked
    return Question(asked, citation, tuple(dict.fromkeys(word for word in tokens(rest) if word not in STOP and len(word) > 1)))


@cache
def everyday() -> Mapping[tuple[str, ...], tuple[str, ...]]:
    """Everyday words and what the law calls it, both as stems; the everyday side may be of several words."""
    found: dict[tuple[str, ...], tuple[str, ...]] = {}
    for row in csv.DictReader(io.StringIO(shipped_text("everyday.csv"))):
        meant = tuple(dict.fromkeys(stems(row["means"])))
        for said in row["said"].split("|"):
            key = tuple(stems(said))
            if key:
                found[key] = tuple(dict.fromkeys((*found.get(key, ()), *meant)))
    return found


def wanted_by(words: Sequence[str], index: Index, *, with_everyday: bool = True) -> list[Wanted]:
    """The stems to look for, for the words of a question."""
    pairs = [(word, stem(word)) for word in words]
    found = [Wanted(root, 1.0, word) for word, root in pairs]
    for word, root in pairs:
        for near, alike in index.near(root):
            found.append(Wanted(near, SPELLED * alike, word, near))
    if with_everyday:
        found += _meant(pairs, index)
    return found


def _meant(pairs: Sequence[tuple[str, str]], index: Index) -> Iterator[Wanted]:
    known = everyday()
    longest = max(map(len, known))
    for start in range(len(pairs)):
        for size in range(1, longest + 1):
            run = pairs[start : start + size]
            meant = known.get(tuple(root for _, root in run)) if len(run) == size else None
            for legal in meant or ():
                if legal not in {root for _, root in run}:
                    yield Wanted(legal, MEANT, run[0][0], legal)


def passage_of(offence: Offence, *, with_words: bool = True) -> Passage:
    """An entry of the catalogue as a passage, in both languages."""
    fields: list[tuple[float, Sequence[str]]] = []
    for said in (offence.id_words, offence.en_words):
        fields += [
            (2.5, stems(said.title)),
            (1.5, stems(said.conduct)),
            (0.7, [each for element in said.elements for each in stems(element)]),
            (0.8, stems(said.who)),
        ]
    if with_words:
        fields.append((2.0, [each for word in offence.words for each in stems(word)]))
    return Passage(offence.id, tuple(fields))


@cache
def catalogue_index() -> Index:
    """The catalogue, indexed."""
    return Index.of(passage_of(offence) for offence in catalogue())


def find_offences(question: Question, *, limit: int = 8) -> list[Found]:
    """The entries of the catalogue that answer a question best."""
    index = catalogue_index()
    found = index.find(wanted_by(question.words, index), limit * 3)
    return with_phrases(question, found)[:limit]


@cache
def phrases() -> tuple[tuple[frozenset[str], str], ...]:
    """What people call each conduct, as sets of stems, with the entry's identifier."""
    return tuple((frozenset(stems(words)), offence.id) for offence in catalogue() for words in offence.words if stems(words))


def with_phrases(question: Question, found: Iterable[Found]) -> list[Found]:
    """The same, better first where the question holds, in whole, what people call the conduct."""
    asked = {stem(word) for word in question.words}
    said: dict[str, float] = {}
    for phrase, key in phrases():
        if len(phrase) > 1 and phrase <= asked:
            said[key] = max(said.get(key, 0.0), len(phrase) / max(len(asked), 1))
    lifted = [Found(each.key, each.score * (1 + 0.6 * said.get(each.key, 0.0)), each.because) for each in found]
    return sorted(lifted, key=lambda each: (-each.score, each.key))


__all__ = [
    "Question",
    "catalogue_index",
    "everyday",
    "find_offences",
    "folded",
    "passage_of",
    "read_question",
    "wanted_by",
]
