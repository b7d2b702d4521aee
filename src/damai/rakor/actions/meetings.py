"""Call a series and its meetings, change them, cancel them, and set their agenda."""

import secrets
from datetime import datetime
from hashlib import sha256
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from damai.agencies.models import Agency, Member
from damai.agencies.queries import scope_of
from damai.agencies.rules import Capability
from damai.ledger.actions import record
from damai.ledger.queries import now
from damai.seals.actions import sealed
from damai.seals.rules import token_hash

from .. import facts
from ..models import AgendaItem, Decision, Meeting, Note, Series
from ..queries.meetings import may_convene
from ..rules.planning import Flaw, flaws
from ..rules.words import tidy
from .refusals import CannotBeHeld, Closed, NotYours, Refused

# What those invited must know when it changes.
MATERIAL = {"starts_at": "time", "ends_at": "time", "venue": "place", "link": "link"}
PLAIN = ("kind", "title", "basis", "notes", "chair_name", "chair_office", "secretary_name", "secretary")


class ItemInUse(Refused):
    """Something was written or decided under the item."""


# --- Series ---------------------------------------------------------------------------------------------------------


@transaction.atomic
def open_series(*, title: str, convener: Agency, by: Member, purpose: str = "", election: str = "") -> Series:
    """Begin a run of meetings toward one end."""
    if not scope_of(by).may(Capability.CONVENE, agency=convener.code):
        raise NotYours(_("Lembaga tidak ditemukan."))
    series = Series.objects.create(
        code=f"~{secrets.token_hex(8)}",
        title=tidy(title),
        purpose=purpose.strip(),
        convener=convener,
        election=election or settings.ELECTION,
    )
    series.code = f"RS-{series.pk:03d}"  # from the id, so that no counter has to be locked; gaps mean nothing
    series.save(update_fields=["code"])
    record(facts.SeriesOpened(series=series.code, convener=convener.code), by=by.code)
    return series


@transaction.atomic
def change_series(series: Series, *, title: str, purpose: str, by: Member, is_over: bool = False) -> Series:
    """Say it better, or say that it is over."""
    fresh = Series.objects.select_for_update().get(pk=series.pk)
    if not may_convene(by, fresh):
        raise NotYours(_("Rangkaian tidak ditemukan."))
    fresh.title, fresh.purpose, fresh.is_over = tidy(title), purpose.strip(), is_over
    fresh.save(update_fields=["title", "purpose", "is_over"])
    return fresh


# --- Meetings -------------------------------------------------------------------------------------------------------


@transaction.atomic
def call_meeting(
    series: Series,
    *,
    title: str,
    starts_at: datetime,
    ends_at: datetime,
    by: Member,
    kind: str = Meeting.Kind.RAKOR,
    venue: str = "",
    link: str = "",
    afterwards: bool = False,
    **more: object,
) -> Meeting:
    """Plan a meeting. One in the past is refused, unless `afterwards` says on purpose that it is put on record after it was held.

    `more`: basis, notes, chair_name, chair_office, secretary (a member), secretary_name.
    """
    if not may_convene(by, series):
        raise NotYours(_("Rangkaian tidak ditemukan."))
    at = now()
    _must_be_held(starts_at, ends_at, venue, link, at=at, afterwards=afterwards)
    _only(more, PLAIN)
    meeting = Meeting(
        code=f"~{secrets.token_hex(8)}",
        series=series,
        convener=series.convener,
        kind=kind,
        title=tidy(title),
        starts_at=starts_at,
        ends_at=ends_at,
        venue=tidy(venue),
        link=link.strip(),
        uid=f"{secrets.token_hex(12)}@{urlsplit(settings.BASE_URL).hostname}",
        created_at=at,
        changed_at=at,
        **more,
    )
    hang_new_code(meeting)
    meeting.save(force_insert=True)
    meeting.code = f"R-{meeting.pk:05d}"
    meeting.save(update_fields=["code"])
    _called(meeting, by=by)
    return meeting


def hang_new_code(meeting: Meeting) -> None:
    """Give the door another code. The caller saves."""
    token = secrets.token_urlsafe(16)
    meeting.door_hash = token_hash(token)
    meeting.sealed_door = sealed(token, about=f"rakor.meeting.door/{meeting.uid}")


def _called(meeting: Meeting, *, by: Member) -> None:
    record(
        facts.MeetingCalled(
            meeting=meeting.code,
            series=meeting.series.code,
            kind=str(meeting.kind),
            convener=meeting.convener_id,
            starts_at=meeting.starts_at.isoformat(timespec="minutes"),
            afterwards=meeting.starts_at <= meeting.created_at,
        ),
        by=by.code,
    )


@transaction.atomic
def change_meeting(meeting: Meeting, *, by: Member, afterwards: bool = False, **changes: object) -> Meeting:
    """Change what is planned. Once invitations went out, a new time, place or link raises the sequence: everyone invited is to
    be told (actions.inviting.send_invitations)."""
    fresh = locked(meeting, by=by)
    _only(changes, (*PLAIN, *MATERIAL))
    at = now()
    material = {name: value for name, value in changes.items() if name in MATERIAL and value != getattr(fresh, name)}
    for name, value in changes.items():
        setattr(fresh, name, tidy(value) if name in {"title", "venue"} else value)  # type: ignore[arg-type]
    if material:
        # Who only mends the room of a meeting that was held is not told that it lies in the past.
        held = "starts_at" not in material and fresh.starts_at <= at
        _must_be_held(fresh.starts_at, fresh.ends_at, fresh.venue, fresh.link, at=at, afterwards=afterwards or held)
    fresh.changed_at = at
    if material and fresh.state != Meeting.State.DRAFT:
        fresh.sequence += 1
        fresh.told = fresh.sequence
        changed = ",".join(sorted({MATERIAL[name] for name in material}))
        record(
            facts.MeetingMoved(
                meeting=fresh.code,
                sequence=fresh.sequence,
                changed=changed,
                starts_at=fresh.starts_at.isoformat(timespec="minutes"),
                ends_at=fresh.ends_at.isoformat(timespec="minutes"),
            ),
            by=by.code,
        )
    fresh.save()
    return fresh


@transaction.atomic
def cancel_meeting(meeting: Meeting, *, by: Member) -> Meeting:
    """Say that it will not be held. Everyone who was asked gets a cancellation in the same transaction."""
    from .inviting import send_cancellations

    fresh = locked(meeting, by=by)
    if fresh.state == Meeting.State.MINUTES:
        raise Closed(_("Notula %(code)s sudah ditulis, jadi rapatnya tidak dapat dibatalkan lagi.") % {"code": fresh.code})
    fresh.state = Meeting.State.CANCELLED
    fresh.sequence += 1
    fresh.told = fresh.sequence
    fresh.changed_at = now()
    fresh.save()
    record(facts.MeetingCancelled(meeting=fresh.code, sequence=fresh.sequence), by=by.code)
    send_cancellations(fresh, by=by)
    return fresh


def locked(meeting: Meeting, *, by: Member) -> Meeting:
    """The meeting as it stands, held for this transaction. NotYours for another agency's, Closed for what no longer changes."""
    fresh = Meeting.objects.select_for_update(of=("self",)).select_related("convener", "series").get(pk=meeting.pk)
    if not may_convene(by, fresh):
        raise NotYours(_("Rapat tidak ditemukan."))
    if fresh.state == Meeting.State.CANCELLED:
        raise Closed(_("Rapat %(code)s sudah dibatalkan dan tidak berubah lagi.") % {"code": fresh.code})
    if fresh.state == Meeting.State.FINAL:
        raise Closed(_("Notula %(code)s sudah final; perubahan dicatat sebagai adendum.") % {"code": fresh.code})
    return fresh


def _only(given: dict[str, object], known: tuple[str, ...]) -> None:
    if unknown := set(given) - set(known):
        raise TypeError(f"A meeting has no {sorted(unknown)}")


def _must_be_held(starts_at: datetime, ends_at: datetime, venue: str, link: str, *, at: datetime, afterwards: bool) -> None:
    found = flaws(starts_at=starts_at, ends_at=ends_at, venue=venue, link=link, now=at, afterwards=afterwards)
    if found:
        raise CannotBeHeld(" ".join(flaw_words()[flaw] for flaw in found))


def flaw_words() -> dict[Flaw, str]:
    """What is said of each flaw, in the reader's language."""
    return {
        Flaw.PAST: _(
            "Waktu mulainya sudah lewat. Bila rapat ini memang sudah berlangsung, nyatakan itu dengan mencentang kotaknya."
        ),
        Flaw.FAR: _("Waktu mulainya lebih dari tiga tahun lagi. Periksa tahunnya."),
        Flaw.ENDS_FIRST: _("Waktu selesai harus sesudah waktu mulai."),
        Flaw.LONG: _("Rapat tidak dapat lebih lama dari tiga hari. Periksa tanggalnya."),
        Flaw.NOWHERE: _("Isi tempat, tautan rapat daring, atau keduanya."),
        Flaw.LINK: _("Tautan harus alamat lengkap yang dimulai dengan https://."),
    }


# --- Agenda ---------------------------------------------------------------------------------------------------------


@transaction.atomic
def add_item(meeting: Meeting, *, title: str, by: Member, owner: Agency | None = None, minutes: int = 15) -> AgendaItem:
    """Put one more item at the end."""
    fresh = locked(meeting, by=by)
    last = fresh.agenda.aggregate(last=Max("number"))["last"] or 0
    item = fresh.agenda.create(number=last + 1, title=tidy(title), owner=owner, minutes=minutes)
    agenda_set(fresh, by=by)
    return item


@transaction.atomic
def change_item(item: AgendaItem, *, title: str, by: Member, owner: Agency | None, minutes: int) -> AgendaItem:
    """Say an item better. An item that the house had drafted is a person's from now on."""
    meeting = locked(item.meeting, by=by)
    item.title, item.owner, item.minutes, item.drafted = tidy(title), owner, minutes, False
    item.save(update_fields=["title", "owner", "minutes", "drafted"])
    agenda_set(meeting, by=by)
    return item


@transaction.atomic
def move_item(item: AgendaItem, *, up: bool, by: Member) -> None:
    """Change places with the one before, or the one after; at the end of the list nothing happens."""
    meeting = locked(item.meeting, by=by)
    fresh = meeting.agenda.get(pk=item.pk)
    others = meeting.agenda.filter(number__lt=fresh.number) if up else meeting.agenda.filter(number__gt=fresh.number)
    other = others.order_by("-number" if up else "number").first()
    if other is None:
        return
    here, there = fresh.number, other.number
    meeting.agenda.filter(pk=other.pk).update(number=0)  # no two items hold one number, not even for a moment
    meeting.agenda.filter(pk=fresh.pk).update(number=there)
    meeting.agenda.filter(pk=other.pk).update(number=here)
    agenda_set(meeting, by=by)


@transaction.atomic
def drop_item(item: AgendaItem, *, by: Member) -> None:
    """Take an item off; those after it move up. Refused where something was written or decided under it."""
    meeting = locked(item.meeting, by=by)
    if Decision.objects.filter(item=item).exists() or Note.objects.filter(item=item, version__gt=0).exists():
        raise ItemInUse(_("Mata acara ini sudah berisi notula atau keputusan, jadi tidak dapat dihapus."))
    Note.objects.filter(item=item).delete()  # nobody has written there yet
    meeting.agenda.filter(pk=item.pk).delete()
    if item.key:  # the house does not draft again what a person took off
        Meeting.objects.filter(pk=meeting.pk).update(dropped_drafts=sorted({*meeting.dropped_drafts, item.key}))
    for place, other in enumerate(meeting.agenda.order_by("number"), start=1):
        if other.number != place:
            meeting.agenda.filter(pk=other.pk).update(number=place)
    agenda_set(meeting, by=by)


def agenda_set(meeting: Meeting, *, by: Member) -> None:
    """Record what the agenda is now."""
    items = list(meeting.agenda.order_by("number"))
    body = "\n".join(f"{item.number}\t{item.title}\t{item.owner_id or ''}\t{item.minutes}" for item in items)
    record(
        facts.AgendaSet(
            meeting=meeting.code,
            items=len(items),
            minutes=sum(item.minutes for item in items),
            sha256=sha256(body.encode()).hexdigest(),
        ),
        by=by.code,
    )
    Meeting.objects.filter(pk=meeting.pk).update(changed_at=now())
