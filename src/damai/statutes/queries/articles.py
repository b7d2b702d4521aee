"""How a provision reads on a day: its words in their article, where it stands, and what happened to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Q

from .. import models, rules
from ..rules import library
from .library import canonical, known, title_of, today


class Standing(StrEnum):
    """Where a provision stands on a day."""

    IN_FORCE = "in_force"
    NOT_YET = "not_yet"
    REPEALED = "repealed"
    ANNULLED = "annulled"
    UNKNOWN = "unknown"  # nothing is known of that day


@dataclass(frozen=True, kw_only=True)
class Version:
    """How long a provision read in one way, and what began and ended it."""

    valid_from: date | None
    valid_to: date | None
    begun_by: str
    ended_by: str
    ended_how: str
    note: str
    note_en: str
    confidence: rules.Confidence
    is_shown: bool


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A provision on a page, with its place below the article."""

    id: str
    depth: int
    mark: str  # (1), a., 1.
    text: str  # empty where the words may not be shown or are not there
    explanation: str
    quality: library.Quality
    standing: Standing
    ended_by: str
    note: str
    note_en: str


@dataclass(frozen=True, kw_only=True)
class Source:
    """Where the words came from."""

    origin: str
    taken_on: date
    format: str
    digest: str
    quality: library.Quality


@dataclass(frozen=True, kw_only=True)
class Article:
    """One provision on a day, in its article."""

    id: str
    label: str
    title: str
    title_en: str
    heading: str
    law: models.Law
    on: date
    checked: bool
    standing: Standing
    since: date | None
    by: str
    pieces: tuple[Piece, ...]
    versions: tuple[Version, ...]
    sources: tuple[Source, ...]
    offences: tuple[library.Offence, ...]
    confidence: rules.Confidence

    @property
    def text(self) -> str:
        """The words of this provision itself, without its parts."""
        return next((piece.text for piece in self.pieces if piece.id == self.id), "")

    @property
    def number(self) -> str:
        """The number of its article."""
        return self.id.split("/")[1]

    @property
    def has_words(self) -> bool:
        """Whether any words may be shown."""
        return any(piece.text for piece in self.pieces)

    @property
    def is_noisy(self) -> bool:
        """Whether words are there that may only be searched."""
        return any(piece.quality == library.Quality.NOISY for piece in self.pieces)

    @property
    def is_scanned(self) -> bool:
        """Whether the words shown were read by a scanner, so that a letter may be wrong."""
        return any(piece.quality == library.Quality.LIGHT and piece.text for piece in self.pieces)


def article(code: str, on: date | None = None) -> Article:
    """A provision as it stands on a day (today by default), in its whole article; the same refusals as `cited`."""
    provision, day = canonical(code), on or today()
    checked = known(provision)
    whole = str(library.Provision(provision.law, provision.parts[:1]))
    rows = list(models.Provision.objects.filter(Q(code=whole) | Q(code__startswith=f"{whole}/")))
    wordings = _wordings([row.code for row in rows])
    law = models.Law.objects.select_related("amends").get(code=provision.law)
    standing, last = _standing_with_above(provision, law, wordings, day)
    own = wordings.get(str(provision), [])
    pieces = tuple(_piece(row, wordings.get(row.code, []), day) for row in rows)
    title, title_en = title_of(provision)
    sources = {word.source_id: word.source for code in wordings for word in wordings[code] if word.source and _covers(word, day)}
    return Article(
        id=str(provision),
        label=provision.label,
        title=title,
        title_en=title_en,
        heading=next((row.heading for row in rows if row.code == str(provision)), ""),
        law=law,
        on=day,
        checked=checked,
        standing=standing,
        since=_since(standing, last, law),
        by=_by(standing, last, law),
        pieces=pieces,
        versions=tuple(map(_version, own)),
        sources=tuple(_source(each) for each in sources.values() if each),
        offences=offences_on(provision),
        confidence=rules.Confidence(last.confidence if last else law.confidence),
    )


def offences_on(provision: library.Provision) -> tuple[library.Offence, ...]:
    """The entries of the catalogue that rest on a provision, on what it is a part of, or on a part of it."""
    code = str(provision)
    hits = [
        offence
        for offence in library.catalogue()
        if any(str(each) == code or f"{each}/".startswith(f"{code}/") or code.startswith(f"{each}/") for each in offence.articles)
    ]
    return tuple(hits)


def _wordings(codes: Sequence[str]) -> dict[str, list[models.Wording]]:
    found: dict[str, list[models.Wording]] = {}
    for word in models.Wording.objects.filter(provision__in=codes, superseded=False).select_related("source"):
        found.setdefault(word.provision_id, []).append(word)
    return found


def _covers(word: models.Wording, day: date) -> bool:
    return (word.valid_from is None or word.valid_from <= day) and (word.valid_to is None or day <= word.valid_to)


def standing_of(words: Sequence[models.Wording], day: date) -> tuple[Standing, models.Wording | None]:
    """Where a provision stands on a day by its own wordings, and the wording that says so."""
    current = next((word for word in words if _covers(word, day)), None)
    if current is not None:
        return Standing.IN_FORCE, current
    ended = [word for word in words if word.valid_to is not None and word.valid_to < day]
    if ended:
        last = max(ended, key=lambda word: word.valid_to or date.min)
        how = {models.Ending.ANNULLED: Standing.ANNULLED, models.Ending.REPEALED: Standing.REPEALED}
        return how.get(models.Ending(last.ended_how), Standing.UNKNOWN), last
    return (Standing.NOT_YET, words[0]) if words else (Standing.UNKNOWN, None)


def _standing_with_above(
    provision: library.Provision, law: models.Law, wordings: dict[str, list[models.Wording]], day: date
) -> tuple[Standing, models.Wording | None]:
    """A part of what was taken away is taken away with it, and so is a provision of a repealed law."""
    if law.repealed_on is not None and law.repealed_on <= day:
        return Standing.REPEALED, None
    for above in provision.above:
        standing, last = standing_of(wordings.get(str(above), []), day)
        if standing in {Standing.ANNULLED, Standing.REPEALED}:
            return standing, last
    return standing_of(wordings.get(str(provision), []), day)


def _since(standing: Standing, last: models.Wording | None, law: models.Law) -> date | None:
    if last is None:
        return law.repealed_on if standing == Standing.REPEALED else None
    if standing in {Standing.ANNULLED, Standing.REPEALED} and last.valid_to is not None:
        return date.fromordinal(last.valid_to.toordinal() + 1)
    return last.valid_from


def _by(standing: Standing, last: models.Wording | None, law: models.Law) -> str:
    if last is None:
        return law.repealed_by if standing == Standing.REPEALED else ""
    return last.ended_by if standing in {Standing.ANNULLED, Standing.REPEALED} else last.begun_by


def _piece(row: models.Provision, words: Sequence[models.Wording], day: date) -> Piece:
    standing, word = standing_of(words, day)
    quality = library.Quality(word.quality) if word else library.Quality.NONE
    is_shown = word is not None and quality.is_shown
    parts = tuple(row.code.split("/")[1:])
    return Piece(
        id=row.code,
        depth=len(parts) - 1,
        mark=mark_of(parts),
        text=word.text if word and is_shown else "",
        explanation=word.explanation if word and is_shown else "",
        quality=quality,
        standing=standing,
        ended_by=word.ended_by if word and standing in {Standing.ANNULLED, Standing.REPEALED} else "",
        note=word.note if word else "",
        note_en=word.note_en if word else "",
    )


def mark_of(parts: tuple[str, ...]) -> str:
    """How a part is marked in print: (1), a., 1."""
    kind, last = library.kind_of(parts), parts[-1].removeprefix("angka-")
    return {"article": "", "paragraph": f"({last})"}.get(kind, f"{last}.")


def _version(word: models.Wording) -> Version:
    return Version(
        valid_from=word.valid_from,
        valid_to=word.valid_to,
        begun_by=word.begun_by,
        ended_by=word.ended_by,
        ended_how=str(models.Ending(word.ended_how).label) if word.ended_how else "",
        note=word.note,
        note_en=word.note_en,
        confidence=rules.Confidence(word.confidence),
        is_shown=bool(word.text) and library.Quality(word.quality).is_shown,
    )


def _source(row: models.LawImport) -> Source:
    taken = (row.decided_at or row.read_at).astimezone(rules.Zone.WIB.tz).date()
    return Source(
        origin=row.origin,
        taken_on=taken,
        format=str(models.TextFormat(row.format).label),
        digest=row.digest,
        quality=library.Quality(row.quality),
    )
