"""What a message seems to be, always with the words that say so, and "not sure" where they do not say enough."""

import math
from dataclasses import dataclass
from typing import Protocol

from . import lexicon
from .categories import CATEGORIES, PERSON_ONLY, Kind
from .words import plain

WORDS = lexicon.read("lexicon.csv")
SEVERITY = lexicon.read("severity.csv")

# Measured on the development reports: below these the first suggestion is right about as often as it is wrong.
WEAK_SCORE = 4
WEAK_CONFIDENCE = 0.35
TEMPERATURE = 3.0

NEGATIONS = frozenset({"tidak", "bukan", "belum", "tanpa"})
CONDITIONS = frozenset({"kalau", "supaya", "agar"})
BETWEEN_NEGATION = frozenset({"ada", "pernah", "akan", "lagi", "terjadi", "mau", "merupakan"})
# Only what a message denies can be denied: "tidak terdaftar" is the report itself, "tidak ada tawuran" is not.
DENIABLE = frozenset({"violence_event", "violence_threat", "incitement", "money_politics", "sara_hate", "insult_person"})
# Someone tells of it, or quotes it to condemn it: the words are not the sender's own.
# Word lists read best as words.
TELLING = frozenset(
    """
    ada adanya beredar bilang katanya menyebut bertuliskan tulisan isinya berisi melihat terlihat lapor laporan
    melaporkan dilaporkan akun orang oknum ustaz penceramah orator caleg calon timses dia mereka pendukung kami saya
    dituduh diancam dihina korban
    """.split()  # noqa: SIM905
)
ASKING = frozenset({"kapan", "bagaimana", "dimana", "apakah", "bolehkah", "berapa", "tanya", "nanya", "bertanya", "mana"})
ACCUSED = {
    "commission": frozenset({"kpu", "ppk", "pps", "kpps", "kppsln", "pantarlih"}),
    "supervisor": frozenset({"bawaslu", "panwas", "panwascam", "panwaslu", "ptps", "pkd", "pengawas"}),
}


@dataclass(frozen=True)
class Suggestion:
    """What the rules think a message is. A suggestion orders a queue and explains itself; a person decides."""

    kind: Kind
    category: str
    severity: int  # 0 information, 1 minor, 2 ordinary, 3 serious, 4 safety or franchise at risk now
    because: tuple[str, ...]  # entries of the word lists, never words of the message
    confidence: float  # between 0 and 1; of the rules' own making, not a measured probability
    needs_person: bool  # before anything is prepared: weak, sensitive, or severity 4
    alternatives: tuple[str, ...] = ()  # the next likely categories
    safety: tuple[str, ...] = ()  # the words that raised the severity
    told: bool = True  # the sender tells of it; False when the words may be the sender's own
    accused: str = ""  # the kind of agency that is itself accused, of the organisers' conduct only

    @property
    def unsure(self) -> bool:
        """Whether the rules abstain: shown as "tidak yakin"."""
        return self.confidence < WEAK_CONFIDENCE


class Reader(Protocol):
    """Whatever can read a message: the word lists now, a learned model later."""

    def read(self, text: str) -> Suggestion:
        """What the text seems to be."""
        ...


class WordLists:
    """The reader that ships: word lists and rules."""

    def read(self, text: str) -> Suggestion:
        """What the text seems to be, by word lists."""
        return suggest(text)


def suggest(text: str) -> Suggestion:
    """The likely kind, category and severity of a message, with the listed words that say so."""
    words = plain(text)
    matches = [match for match in WORDS.find(words) if not _denied(match, words)]
    scores: dict[str, float] = {}
    for match in matches:
        scores[match.label] = scores.get(match.label, 0.0) + match.weight
    ranked = sorted(scores, key=lambda label: (-scores[label], label))
    if not ranked:
        return _nothing(words)
    best = ranked[0]
    confidence = _confidence(best, scores)
    unsure = scores[best] < WEAK_SCORE or confidence < WEAK_CONFIDENCE
    if unsure:
        confidence = min(confidence, WEAK_CONFIDENCE - 0.01)
    severity, safety = _severity(best, words)
    reasons = sorted((match for match in matches if match.label == best), key=lambda match: (-match.weight, match.start))
    told = bool(TELLING & set(words))
    return Suggestion(
        kind=_kind(best, words, unsure),
        category=best,
        severity=severity,
        because=tuple(dict.fromkeys(match.words for match in reasons))[:4],
        confidence=round(confidence, 2),
        needs_person=unsure or best in PERSON_ONLY or severity == 4 or not told,
        alternatives=tuple(ranked[1:3]),
        safety=safety,
        told=told,
        accused=_accused(words) if best == "organizer_ethics" else "",
    )


def _nothing(words: list[str]) -> Suggestion:
    """Nothing on the lists: a person reads it. Safety rules still apply."""
    severity, safety = _severity("other", words)
    kind = Kind.QUESTION if ASKING & set(words) else Kind.PRELIMINARY if len(words) > 3 else Kind.OTHER
    return Suggestion(kind, "other", severity, (), 0.0, True, safety=safety, told=bool(TELLING & set(words)))


def _confidence(best: str, scores: dict[str, float]) -> float:
    top = scores[best]
    return 1 / sum(math.exp((score - top) / TEMPERATURE) for score in [*scores.values(), 0.0])


def _kind(category: str, words: list[str], unsure: bool) -> Kind:
    if category == "other":
        return Kind.QUESTION if ASKING & set(words) else Kind.OTHER
    if unsure:
        return Kind.PRELIMINARY
    return CATEGORIES[category].kind


def _severity(category: str, words: list[str]) -> tuple[int, tuple[str, ...]]:
    """The category's own level, raised by what the words say; nothing lowers it."""
    level, safety = CATEGORIES[category].severity, []
    for match in SEVERITY.find(words):
        if match.label not in {"*", category} or (match.weight <= level and match.label != "*"):
            continue
        if _denied(match, words):
            continue
        if match.label == "*":
            safety.append(match.words)
        level = max(level, match.weight)
    return level, tuple(dict.fromkeys(safety))[:4]


def _denied(match: lexicon.Match, words: list[str]) -> bool:
    """Whether the message says that this is not so: "tidak ada tawuran", but not "kalau tidak, dipukul"."""
    if match.label not in DENIABLE and match.label != "*":
        return False
    before = match.start - 1
    while before >= 0 and words[before] in BETWEEN_NEGATION:
        before -= 1
    if before < 0 or words[before] not in NEGATIONS:
        return False
    return not (before > 0 and words[before - 1] in CONDITIONS)


def _accused(words: list[str]) -> str:
    counts = {kind: sum(word in names for word in words) for kind, names in ACCUSED.items()}
    kind = max(counts, key=lambda name: counts[name])
    return kind if counts[kind] else ""
