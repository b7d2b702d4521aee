"""Finding what the law says by everyday words or by number: the catalogue of offences first, then the texts that were imported.

The index lives in memory and is built from the stems that the database keeps. A token in the database changes with every change
of the library; an index whose token is old is built anew at the next question, in every process, on every machine.
"""

import threading
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q

from .. import models
from ..rules import library
from .articles import Standing, offences_on, standing_of
from .library import candidates, cited, names_of_laws, title_of, today

SEPARATOR = "\n"  # between the stems of heading, text and explanation
WEIGHTS = (1.0, 1.5, 0.5)
EXCERPT = 260


@dataclass(frozen=True, kw_only=True)
class Hit:
    """A provision that answers a question."""

    id: str
    label: str
    title: str
    title_en: str
    url: str
    excerpt: str  # empty where the words may not be shown
    is_noisy: bool
    checked: bool
    standing: Standing
    because: tuple[library.Reason, ...] = ()


@dataclass(frozen=True, kw_only=True)
class OffenceHit:
    """An entry of the catalogue that answers a question."""

    offence: library.Offence
    because: tuple[library.Reason, ...] = ()
    by_number: bool = False


@dataclass(frozen=True, kw_only=True)
class Results:
    """What was found, and what was understood of the question."""

    question: library.Question
    numbered: tuple[Hit, ...] = ()
    offences: tuple[OffenceHit, ...] = ()
    passages: tuple[Hit, ...] = ()
    unknown: library.UnknownArticle | None = None  # a citation of what is not there, with the nearest

    @property
    def is_empty(self) -> bool:
        """Whether nothing was found."""
        return not (self.numbered or self.offences or self.passages)


@dataclass
class Shelf:
    """The texts, indexed, as they were at one edition of the library."""

    token: str
    index: library.Index
    members: dict[str, list[tuple[str, frozenset[str]]]] = field(default_factory=dict)


_lock = threading.Lock()
_shelf: Shelf | None = None


def search(text: str, *, limit: int = 8) -> Results:
    """What answers a question in everyday words or names a provision by its number."""
    question = library.read_question(text, names_of_laws())
    numbered, unknown = _by_number(question)
    offences = [OffenceHit(offence=each, by_number=True) for hit in numbered[:1] for each in _resting_on(hit.id)]
    seen = {each.offence.id for each in offences}
    if question.words:
        found = library.find_offences(question, limit=limit)
        offences += [_offence_hit(each) for each in found if each.key not in seen]
    passages = find_passages(question, limit=limit) if question.words else []
    return Results(
        question=question,
        numbered=tuple(numbered),
        offences=tuple(offences[:limit]),
        passages=tuple(each for each in passages if each.id not in {hit.id for hit in numbered}),
        unknown=unknown,
    )


def edition() -> str:
    """The token of the library as it is now; empty for a library that nothing was put into."""
    return models.LibraryEdition.objects.values_list("token", flat=True).first() or ""


def shelf() -> Shelf:
    """The texts, indexed; built anew where the library has changed."""
    global _shelf
    token = edition()
    if _shelf is None or _shelf.token != token:
        with _lock:
            if _shelf is None or _shelf.token != token:
                _shelf = _built(token)
    return _shelf


def _built(token: str) -> Shelf:
    latest: dict[str, str] = {}
    rows = (
        models.Wording.objects.filter(superseded=False)
        .exclude(stems="")
        .order_by("provision__law_id", "provision__position", "valid_from")
    )
    for code, stems in rows.values_list("provision_id", "stems"):
        latest[code] = stems  # a later wording takes the place of an earlier one
    members: dict[str, list[tuple[str, frozenset[str]]]] = {}
    fields: dict[str, list[list[str]]] = {}
    for code, said in latest.items():
        key = passage_key(code)
        heading, text, explanation = [*said.split(SEPARATOR), "", "", ""][:3]
        own = fields.setdefault(key, [[], [], []])
        own[0] = heading.split()
        own[1] += text.split()
        own[2] += explanation.split()
        members.setdefault(key, []).append((code, frozenset(text.split())))
    passages = (library.Passage(key, tuple(zip(WEIGHTS, own, strict=True))) for key, own in fields.items())
    return Shelf(token, library.Index.of(passages), members)


def passage_key(code: str) -> str:
    """The passage a provision belongs to: its paragraph, or its article where that has no paragraphs."""
    law, *parts = code.split("/")
    size = 2 if len(parts) > 1 and library.kind_of(tuple(parts[:2])) == library.Kind.PARAGRAPH else 1
    return "/".join((law, *parts[:size]))


def find_passages(question: library.Question, *, limit: int = 8) -> list[Hit]:
    """The passages of the imported texts that answer best; with a law named, only its own."""
    texts = shelf()
    wanted = library.wanted_by(question.words, texts.index)
    law = question.citation.law
    found = texts.index.find(wanted, limit * (12 if law else 1))
    if law:
        found = [each for each in found if each.key.startswith(f"{law}/")][:limit]
    best = {each.key: _best_member(texts.members[each.key], {one.stem for one in wanted}) for each in found}
    return hits((best[each.key], each.because) for each in found)


def _best_member(members: list[tuple[str, frozenset[str]]], wanted: set[str]) -> str:
    """The part of a passage that holds most of what is looked for; the passage itself where no part stands out."""
    code, held = max(members, key=lambda member: (len(member[1] & wanted), -len(member[0])))
    return code if held & wanted else members[0][0]


def hits(pairs: Iterable[tuple[str, tuple[library.Reason, ...]]]) -> list[Hit]:
    """Provisions as hits, in the order given."""
    pairs, day = list(pairs), today()
    codes = [code for code, _ in pairs]
    rows = models.Provision.objects.in_bulk(codes)
    wordings: dict[str, list[models.Wording]] = {}
    for word in models.Wording.objects.filter(Q(provision__in=codes), superseded=False):
        wordings.setdefault(word.provision_id, []).append(word)
    found = []
    for code, because in pairs:
        provision = library.Provision.read(code)
        standing, now = standing_of(wordings.get(code, []), day)
        quality = library.Quality(now.quality) if now else library.Quality.NONE
        title, title_en = title_of(provision)
        text = (now.text or now.explanation) if now and quality.is_shown else ""
        found.append(
            Hit(
                id=code,
                label=provision.label,
                title=title,
                title_en=title_en,
                url=f"/hukum/{code}/",
                excerpt=text if len(text) <= EXCERPT else f"{text[:EXCERPT].rpartition(' ')[0]} …",
                is_noisy=quality == library.Quality.NOISY,
                checked=code in rows,
                standing=standing,
                because=because,
            )
        )
    return found


def _by_number(question: library.Question) -> tuple[list[Hit], library.UnknownArticle | None]:
    citation = question.citation
    if not citation.parts:
        return [], None
    codes = candidates(citation)[:6]
    if codes:
        return hits((code, ()) for code in codes), None
    try:
        cited(str(citation.within(citation.law or "uu-7-2017")))
    except library.UnknownArticle as refusal:
        return [], refusal
    except (library.UnknownLaw, library.NotAnIdentifier):
        pass
    return [], None


def _resting_on(code: str) -> tuple[library.Offence, ...]:
    return offences_on(library.Provision.read(code))


def _offence_hit(found: library.Found) -> OffenceHit:
    return OffenceHit(offence=library.by_id()[found.key], because=found.because)
