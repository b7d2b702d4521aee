"""An index of short texts in memory: BM25 over fields of different weight, spelling forgiven, and every hit says why.

At the size of a law library (some five thousand passages) it is built in a second from the stems that the database keeps,
answers in a few milliseconds, and can never disagree with the database for longer than one question (docs/law/library.md has
the measures).
"""

import math
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

K1, B = 1.2, 0.6


@dataclass(frozen=True)
class Passage:
    """A text to be found: its fields as stems, each with its weight."""

    key: str
    fields: tuple[tuple[float, Sequence[str]], ...]


@dataclass(frozen=True)
class Wanted:
    """A stem that is looked for, how much it counts, and the word of the question it comes from."""

    stem: str
    weight: float
    said: str  # the word as it was typed
    meant: str = ""  # what it was taken for: a spelling or an everyday word


@dataclass(frozen=True)
class Reason:
    """One word of the question that a passage answers, and through which word of the law."""

    said: str
    meant: str


@dataclass(frozen=True)
class Found:
    """A passage that was found."""

    key: str
    score: float
    because: tuple[Reason, ...] = ()


@dataclass
class Index:
    """The passages, by the stems they hold."""

    keys: list[str] = field(default_factory=list)
    postings: dict[str, tuple[array, array]] = field(default_factory=dict)

    @classmethod
    def of(cls, passages: Iterable[Passage]) -> "Index":
        """Build an index."""
        index, raw, lengths = cls(), defaultdict(list), []
        for number, passage in enumerate(passages):
            index.keys.append(passage.key)
            held: Counter[str] = Counter()
            for weight, stems in passage.fields:
                for stem, times in Counter(stems).items():
                    held[stem] += weight * times  # type: ignore[assignment]
            lengths.append(sum(held.values()))
            for stem, times in held.items():
                raw[stem].append((number, times))
        average = sum(lengths) / len(lengths) if lengths else 1.0
        for stem, rows in raw.items():
            numbers, weights = array("I"), array("f")
            rarity = math.log(1 + (len(lengths) - len(rows) + 0.5) / (len(rows) + 0.5))
            for number, times in rows:
                damped = times / (1 - B + B * lengths[number] / average)
                numbers.append(number)
                weights.append(rarity * damped * (K1 + 1) / (damped + K1))
            index.postings[stem] = (numbers, weights)
        return index

    def find(self, wanted: Sequence[Wanted], limit: int = 10) -> list[Found]:
        """The best passages. A word of the question counts once, by whichever of its meanings a passage answers best."""
        scores: dict[int, float] = defaultdict(float)
        best: dict[tuple[int, str], tuple[float, Wanted]] = {}
        for one in wanted:
            numbers, weights = self.postings.get(one.stem, (array("I"), array("f")))
            for number, weight in zip(numbers, weights, strict=True):
                gain, key = weight * one.weight, (number, one.said)
                before = best.get(key)
                if before is None or gain > before[0]:
                    scores[number] += gain - (before[0] if before else 0.0)
                    best[key] = (gain, one)
        top = sorted(scores, key=lambda number: (-scores[number], self.keys[number]))[:limit]
        return [Found(self.keys[number], scores[number], self._because(number, wanted, best)) for number in top]

    def _because(
        self, number: int, wanted: Sequence[Wanted], best: Mapping[tuple[int, str], tuple[float, Wanted]]
    ) -> tuple[Reason, ...]:
        words = dict.fromkeys(one.said for one in wanted)
        hits = [best[number, said] for said in words if (number, said) in best]
        hits.sort(key=lambda hit: -hit[0])
        return tuple(Reason(hit[1].said, hit[1].meant) for hit in hits)

    def near(self, stem: str, limit: int = 2) -> list[tuple[str, float]]:
        """The stems of the index that are spelled almost like this one, with how alike they are."""
        if len(stem) < 4 or stem in self.postings:
            return []
        found = process.extract(
            stem, self._by_length(len(stem)), scorer=DamerauLevenshtein.normalized_similarity, score_cutoff=0.7, limit=limit
        )
        return [(word, alike) for word, alike, _ in found if word[0] == stem[0] or alike >= 0.8]

    def _by_length(self, length: int) -> list[str]:
        return [stem for stem in self.postings if abs(len(stem) - length) <= 2 and len(stem) >= 4 and stem.isalpha()]
