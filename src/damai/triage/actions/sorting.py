"""Reading the inbox: each new message becomes a report with a suggestion, once, however often this runs."""

import hmac
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localdate

from damai.agencies.models import Agency
from damai.intake.actions import mark_sorted
from damai.intake.models import Message
from damai.intake.queries import Forgotten, waiting, words_of
from damai.intake.rules.words import Words
from damai.ledger.actions import record_many
from damai.ledger.facts import Fact
from damai.seals.rules import CannotUnseal

from .. import queries, rules
from ..facts import ReportCorrected, ReportSorted
from ..models import Duplicate, Placed, Report, ReportMessage, State
from .placing import Place, place

LOOK_BACK = timedelta(days=14)  # how long an event is still being told
CANDIDATES = 200  # recent reports of the same area that a new one is compared with
BY = "damai"


@lru_cache(maxsize=1)
def sketch_key() -> bytes:
    """The key of the sketches, derived from the sealing key, so that it is not in the database."""
    return hmac.digest(settings.SEALING_KEY, b"damai triage likeness", "sha256")


@dataclass(frozen=True, kw_only=True)
class _Read:
    """A message as it was read."""

    message: Message
    words: Words
    suggestion: rules.Suggestion
    place: Place
    agency: Agency
    sketch: bytes
    alike: list[Duplicate]  # reports that may be of the same event, the likeliest first


def sort_inbox(limit: int = 100, *, reader: rules.Reader | None = None) -> int:
    """Make a report of every waiting message, up to `limit`; return how many. Two at once do not make two of one.

    Each message is its own transaction, so that one that cannot be read does not hold up the rest.
    """
    return sum(_sort(message, reader or rules.WordLists()) for message in waiting(limit))


def _sort(message: Message, reader: rules.Reader) -> bool:
    # Reading takes longer than writing. On SQLite whoever writes keeps all others waiting, and they are people who report.
    if not Message.objects.filter(pk=message.pk, sorted_at=None).exists():
        return False
    return _keep(_read(message, reader))


@transaction.atomic
def _keep(read: _Read) -> bool:
    message = read.message
    if not mark_sorted([message]):  # somebody else has it: this update is the referee
        return False
    earlier = (
        ReportMessage.objects.filter(message=message.revises_id).select_related("report").first() if message.revises_id else None
    )
    if earlier is not None:
        _correct(earlier.report, read)
    else:
        _make(read)
    return True


def _read(message: Message, reader: rules.Reader) -> _Read:
    try:
        words = words_of(message)
    except (Forgotten, CannotUnseal):  # forgotten since, or a changed row: a person looks, and the inbox goes on
        words = Words(readable=False)
    text = f"{words.title}\n{words.text}".strip() if words.readable or message.readable is False else ""
    where, sketch, suggestion = place(words), rules.sketch(words.text, key=sketch_key()), reader.read(text)
    agency = _accountable(where, suggestion)
    trace = rules.Trace(sketch, where.area.code if where.area else "", _dates(message, words)[0])
    alike = [] if message.revises_id else _alike(trace, message.received_at - LOOK_BACK, agency)
    return _Read(message=message, words=words, suggestion=suggestion, place=where, agency=agency, sketch=sketch, alike=alike)


def _accountable(where: Place, suggestion: rules.Suggestion) -> Agency:
    agency = queries.supervisor_of(where.area.code if where.area else None)
    if suggestion.accused == "supervisor":  # the accused office does not judge itself: the office above, where it is here
        return (queries.agencies_for(agency.area_id.rpartition(".")[0] or None, "supervisor") or [agency])[0]
    return agency


def _make(read: _Read) -> Report:
    agency = read.agency
    report = Report(code=f"~{read.message.code}", agency=agency, inbox=agency, **_suggested(read))
    report.save(force_insert=True)
    # The code comes from the id, so no counter row has to be locked; gaps mean nothing.
    report.code = f"L-{report.pk:05d}"
    report.save(update_fields=["code"])
    ReportMessage.objects.create(report=report, message=read.message, sender=read.message.sender)
    fact = ReportSorted(
        report=report.code,
        message=read.message.code,
        kind=report.suggested_kind,
        category=report.suggested_category,
        severity=report.suggested_severity,
        area=report.area_id,
        agency=agency.code,
    )
    record_many([(fact, BY)])
    for duplicate in read.alike:
        duplicate.report = report
    Duplicate.objects.bulk_create(read.alike)
    return report


def _suggested(read: _Read) -> dict[str, object]:
    """The columns that hold what the sender said and the reader thinks."""
    happened_on, known_on = _dates(read.message, read.words)
    kind = read.words.kind
    return {
        "received_at": read.message.received_at,
        "happened_on": happened_on,
        "known_on": known_on,
        "suggested_kind": read.suggestion.kind.value,
        "suggested_category": read.suggestion.category,
        "suggested_severity": read.suggestion.severity,
        "severity": read.suggestion.severity,
        "because": [*read.suggestion.because, *(f"! {word}" for word in read.suggestion.safety)],
        "confidence": read.suggestion.confidence,
        "needs_person": read.suggestion.needs_person,
        "accused": read.suggestion.accused,
        # A code of the form, never words: anything else a device could send is left out.
        "told_kind": kind if re.fullmatch(r"[a-z][a-z0-9_-]{0,39}", kind) else "",
        "area": read.place.area,
        "placed": read.place.placed,
        "sketch": read.sketch,
    }


def _dates(message: Message, words: Words) -> tuple[date | None, date | None]:
    """The dates as they were told; those that contradict each other or lie ahead are left for a person to ask about."""
    received = localdate(message.received_at)
    happened = words.happened_on if words.happened_on and words.happened_on <= received else None
    known = words.known_on if words.known_on and words.known_on <= received else None
    if happened and known and known < happened:
        known = None
    return happened, known


def _correct(report: Report, read: _Read) -> None:
    """A corrected form stands behind the same report; what nobody has decided yet is suggested anew."""
    ReportMessage.objects.create(report=report, message=read.message, sender=read.message.sender)
    facts: list[tuple[Fact, str]] = [(ReportCorrected(report=report.code, message=read.message.code), BY)]
    record_many(facts)
    if report.state == State.NEW:
        values = _suggested(read) | {"received_at": report.received_at}
        if report.placed == Placed.DECIDED:
            values |= {"area": report.area, "placed": report.placed}
        Report.objects.filter(pk=report.pk, state=State.NEW).update(**values)


def _alike(mine: rules.Trace, since: datetime, agency: Agency) -> list[Duplicate]:
    """The recent reports of the same area (or, of no known area, in the same inbox) that seem to be of the same event."""
    recent = Report.objects.filter(area=mine.area or None, state__in=[State.NEW, State.CONFIRMED], received_at__gte=since)
    if not mine.area:
        recent = recent.filter(inbox=agency)
    found = []
    for pk, sketch, area, happened_on in recent.order_by("-id").values_list("pk", "sketch", "area", "happened_on")[:CANDIDATES]:
        likeness = rules.similar(mine, rules.Trace(bytes(sketch), area or "", happened_on))
        if likeness.likely:
            found.append(Duplicate(of_id=pk, score=likeness.score, because=list(likeness.because)))
    return sorted(found, key=lambda each: -each.score)[:5]
