"""Pieces of evidence with their words and what happened to them. Who may see them, the rooms above say: they ask by subject."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from damai.intake.models import StoredFile
from damai.seals.queries import opened
from damai.seals.rules import CannotUnseal

from ..models import ACTIONS, KINDS, SOURCES, Custody, Derivative, Exhibit, Pack
from ..rules.chain import Entry, Piece, moment
from ..rules.custody import Action, Event, Standing, open_actions, standing_of

ABOUT_EXHIBIT, ABOUT_CUSTODY = "evidence.exhibit.words", "evidence.custody.words"
SHOWN = ("image/jpeg", "image/png", "image/webp", "image/gif", "image/heic", "image/avif")


def words_of(row: Exhibit) -> dict[str, str]:
    """Title and description, with their salt. CannotUnseal when they were changed or moved."""
    sealed = bytes(row.sealed_words)
    return json.loads(opened(sealed, about=f"{ABOUT_EXHIBIT}/{row.code}")) if sealed else {}


def words_of_entry(row: Custody, code: str) -> dict[str, str]:
    """Holder, place, reference and note of an entry, with their salt."""
    sealed = bytes(row.sealed_words)
    return json.loads(opened(sealed, about=f"{ABOUT_CUSTODY}/{code}/{row.number}")) if sealed else {}


def piece_of(row: Exhibit) -> Piece:
    """A piece of evidence as its record binds it."""
    return Piece(
        exhibit=row.code,
        subject=row.subject,
        number=row.number,
        kind=row.kind,
        source=row.source,
        sha256=row.sha256,
        size=row.size,
        media_type=row.media_type,
        crc32=row.crc32,
        received_at=moment(row.received_at),
        kept_at=moment(row.kept_at),
        taken_from=f"{row.taken_from}/{row.taken_number}" if row.taken_number else row.taken_from,
        version_of=row.version_of.code if row.version_of else "",
        words=row.words_sha256,
    )


def entry_of(row: Custody, code: str) -> Entry:
    """An entry of a custody record as the chain binds it."""
    return Entry(
        exhibit=code,
        number=row.number,
        recorded_at=moment(row.recorded_at),
        happened_at=moment(row.happened_at),
        action=row.action,
        by=row.by,
        holder_kind=row.holder_kind,
        holder=row.holder,
        derivative=row.derivative,
        words=row.words_sha256,
        previous=row.previous,
    )


def event_of(row: Custody) -> Event:
    """What the rules need of an entry."""
    return Event(action=Action(row.action), happened_at=row.happened_at)


@dataclass(frozen=True, kw_only=True)
class Told:
    """One entry of a custody record as staff read it."""

    number: int
    action: str
    label: str
    happened_at: datetime
    recorded_at: datetime
    by: str
    holder: str  # code of a member or an agency
    holder_kind: str
    derivative: int
    words: Mapping[str, str]
    digest: str


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A piece of evidence as staff see it: its words, where it is, what happened to it."""

    row: Exhibit
    title: str
    description: str
    standing: Standing
    held: str  # why nobody opens it without care; empty: nothing found
    timeline: list[Told]
    copies: list[Derivative]

    @property
    def code(self) -> str:
        """E-00001."""
        return self.row.code

    @property
    def is_picture(self) -> bool:
        """Whether it can be shown here: a picture in which nothing suspicious was found."""
        return self.row.media_type in SHOWN and not self.held

    @property
    def open_actions(self) -> list[str]:
        """What a person can record by hand now."""
        return [action.value for action in open_actions(self.standing, is_object=self.row.is_object)]

    @property
    def last(self) -> Told | None:
        """The last that happened, looking and comparing left out."""
        quiet = {Action.VIEWED, Action.COMPARED, Action.DERIVED, Action.EXPORTED}
        return next((each for each in reversed(self.timeline) if each.action not in quiet), None)


def exhibits_of(subject: str) -> list[Shown]:
    """The evidence of a case, in the order of its numbers."""
    return _shown(Exhibit.objects.filter(subject=subject).order_by("number"))


def exhibit_of(subject: str, code: str) -> Shown:
    """One piece of a case; Exhibit.DoesNotExist when it is not there or belongs to another case."""
    found = _shown(Exhibit.objects.filter(subject=subject, code=code))
    if not found:
        raise Exhibit.DoesNotExist(code)
    return found[0]


def count_of(subject: str) -> int:
    """How many pieces of evidence a case has."""
    return Exhibit.objects.filter(subject=subject).count()


def adopted(subject: str) -> set[tuple[str, int]]:
    """The attachments that are evidence of a case already: message code and number."""
    rows = Exhibit.objects.filter(subject=subject, taken_number__isnull=False)
    return {(code, number) for code, number in rows.values_list("taken_from", "taken_number") if number}


def packs_of(subject: str) -> QuerySet[Pack]:
    """The packs that were made of a case, the latest first."""
    return Pack.objects.filter(subject=subject)


def derivative_of(row: Exhibit, number: int) -> Derivative:
    """A copy with boxes hidden, or Derivative.DoesNotExist."""
    return Derivative.objects.get(exhibit=row, number=number)


def _shown(rows: QuerySet[Exhibit]) -> list[Shown]:
    exhibits = list(rows.select_related("version_of"))
    held = dict(StoredFile.objects.filter(pk__in=[row.file_id for row in exhibits if row.file_id]).values_list("pk", "held"))
    custody: dict[int, list[Custody]] = {row.pk: [] for row in exhibits}
    for entry in Custody.objects.filter(exhibit__in=exhibits).order_by("number"):
        custody[entry.exhibit_id].append(entry)
    copies: dict[int, list[Derivative]] = {row.pk: [] for row in exhibits}
    for copy in Derivative.objects.filter(exhibit__in=exhibits).order_by("number"):
        copies[copy.exhibit_id].append(copy)
    return [_one(row, custody[row.pk], copies[row.pk], held.get(row.file_id or "", "")) for row in exhibits]


def _one(row: Exhibit, entries: list[Custody], copies: list[Derivative], held: str) -> Shown:
    words = _readable(lambda: words_of(row))
    return Shown(
        row=row,
        title=words.get("title", ""),
        description=words.get("description", ""),
        standing=standing_of(event_of(entry) for entry in entries),
        held=held,
        timeline=[_told(entry, row.code) for entry in entries],
        copies=copies,
    )


def _told(row: Custody, code: str) -> Told:
    return Told(
        number=row.number,
        action=row.action,
        label=str(dict(ACTIONS)[row.action]),
        happened_at=row.happened_at,
        recorded_at=row.recorded_at,
        by=row.by,
        holder=row.holder,
        holder_kind=row.holder_kind,
        derivative=row.derivative,
        words=_readable(lambda: words_of_entry(row, code)),
        digest=row.digest,
    )


def _readable(words: Callable[[], dict[str, str]]) -> dict[str, str]:
    """Words for a page: what cannot be opened any more is said by `check`, and does not take the page with it."""
    try:
        return words()
    except CannotUnseal:
        return {}


def kind_for(media_type: str) -> str:
    """The kind that a file most likely is, to begin a form with."""
    family = media_type.partition("/")[0]
    return {"image": "photo", "video": "video", "audio": "audio", "application": "document"}.get(family, "other")


ACTION_CHOICES, KIND_CHOICES, SOURCE_CHOICES = ACTIONS, KINDS, SOURCES
