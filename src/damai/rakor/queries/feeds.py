"""What a subscribed calendar holds: the meetings of an agency or a person, and the days by which they owe something."""

from datetime import UTC, datetime, time

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from damai.agencies.models import Member
from damai.agencies.queries import scope_of
from damai.agencies.rules import Capability
from damai.commitments.queries import items_due
from damai.outbox.rules.calendar import Due, Entry, feed
from damai.seals.rules import token_hash

from ..models import Feed, Meeting


def feeds_for(member: Member) -> QuerySet[Feed]:
    """The calendars a member may see and close: their own, and those of the agencies they take part for."""
    agencies = scope_of(member).where(Capability.TAKE_PART).agencies
    return Feed.objects.filter(Q(member=member) | Q(agency__in=agencies)).select_related("agency", "member", "made_by")


def feed_by(token: str) -> Feed | None:
    """The calendar behind an address; None where there is none, it was closed, or its person serves nowhere any more."""
    found = Feed.objects.select_related("agency", "member").filter(token_hash=token_hash(token), is_closed=False).first()
    if found is None or (found.member is not None and not _agencies(found)):
        return None
    return found


def _agencies(found: Feed) -> frozenset[str]:
    if found.agency_id:
        return frozenset({found.agency_id})
    return scope_of(found.member).where(Capability.TAKE_PART).agencies if found.member else frozenset()


def calendar_of(found: Feed) -> bytes:
    """The whole calendar, the same bytes until something in it changes."""
    agencies = _agencies(found)
    asked = Q(invitations__agency__in=agencies, invitations__is_off=False) | Q(convener__in=agencies)
    meetings = Meeting.objects.filter(asked).exclude(state=Meeting.State.DRAFT).distinct()
    items = items_due(member=found.member) if found.member else items_due(agency=found.agency)
    with override("id"):
        name = f"Damai: {found.agency.name if found.agency else _('rapat dan tindak lanjut saya')}"
        dues = [
            Due(
                uid=f"{item.code}@{_house()}",
                stamp=datetime.combine(item.due_on, time(), UTC),  # what moves with the day itself
                on=item.due_on,
                title=_("Tenggat: %(words)s") % {"words": item.words[:120]},
                text=f"{item.code}\n{settings.BASE_URL}/kerja/komitmen/{item.code}/",
            )
            for item in items
        ]
    return feed(name, entries=[_entry(meeting) for meeting in meetings], dues=dues)


def _house() -> str:
    return settings.BASE_URL.partition("://")[2].partition("/")[0].partition(":")[0]


def _entry(meeting: Meeting) -> Entry:
    return Entry(
        uid=meeting.uid,
        sequence=meeting.sequence,
        stamp=meeting.changed_at,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        zone=settings.TIME_ZONE,
        title=meeting.title,
        text=f"{settings.BASE_URL}/kerja/rakor/{meeting.code}/",
        place=meeting.venue,
        link=meeting.link,
        is_cancelled=meeting.state == Meeting.State.CANCELLED,
    )
