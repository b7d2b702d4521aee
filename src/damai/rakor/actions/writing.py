"""Write the minutes together: each saving is merged with what others saved meanwhile, and every version is kept."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from damai.agencies.models import Member
from damai.chores.actions import real_now
from damai.documents.rules.merging import Clash, clean, merge
from damai.ledger.actions import record
from damai.ledger.queries import now

from .. import facts
from ..models import AgendaItem, Meeting, Note, NoteVersion, Presence
from ..queries.meetings import doors_of, meetings_for
from ..queries.minutes import may_write
from .refusals import Closed, NotYours, Refused

LONGEST = 60_000  # signs in one part of the minutes; a day's discussion of one item
PRESENT = timedelta(seconds=12)  # so long somebody is said to write after the last sign of it


class NotAtTheTable(Refused):
    """The member may read the minutes; their agency was not invited, so it does not write them."""


class TooLong(Refused):
    """One part of the minutes holds no more."""


class NoSuchVersion(Refused):
    """The version somebody went on from was never saved."""


@dataclass(frozen=True, kw_only=True)
class Saved:
    """What a saving came to."""

    note: Note  # as it stands now
    version: int
    words: str
    merged: bool  # others had saved meanwhile, and both are in the text
    clashes: tuple[Clash, ...]


def at_the_table(meeting: Meeting, *, by: Member) -> Meeting:
    """The meeting, held for this transaction, so that minutes cannot become final in the middle of a saving."""
    fresh = Meeting.objects.select_for_update(of=("self",)).select_related("series", "convener").get(pk=meeting.pk)
    if not meetings_for(by).filter(pk=fresh.pk).exists():
        raise NotYours(_("Rapat tidak ditemukan."))
    if fresh.state == Meeting.State.CANCELLED:
        raise Closed(_("Rapat %(code)s dibatalkan.") % {"code": fresh.code})
    if fresh.state == Meeting.State.FINAL:
        raise Closed(_("Notula %(code)s sudah final; perubahan dicatat sebagai adendum.") % {"code": fresh.code})
    if not may_write(by, fresh):
        raise NotAtTheTable(_("Notula ditulis oleh penyelenggara rapat dan lembaga yang diundang."))
    return fresh


@transaction.atomic
def open_note(meeting: Meeting, *, part: Note.Part | str, by: Member, item: AgendaItem | None = None) -> Note:
    """The note of one part of the minutes; made when it is first written in."""
    fresh = at_the_table(meeting, by=by)
    if item is not None and item.meeting_id != fresh.pk:
        raise NotYours(_("Mata acara tidak ditemukan."))
    note, _new = Note.objects.get_or_create(meeting=fresh, item=item, part=part)
    return note


@transaction.atomic
def save_note(note: Note, *, base_version: int, words: str, by: Member, client: str = "") -> Saved:
    """Save what somebody wrote on top of the version they had before them; what others saved meanwhile is merged in.

    `client` names the open page. Its last saving is what it goes on from, even where the answer never reached it: so nothing is
    written twice after a broken line, and the same saving sent again changes nothing.
    """
    meeting = at_the_table(note.meeting, by=by)
    fresh = Note.objects.select_for_update().get(pk=note.pk)
    words = clean(words)
    sent = _sent_last(fresh, base_version, client, by=by)
    if sent is not None and sent.sent == words:  # the same again: as it was answered, and with what came since
        return Saved(note=fresh, version=fresh.version, words=fresh.words, merged=fresh.words != words, clashes=())
    base = sent.sent if sent is not None else _words_at(fresh, base_version)
    found = merge(base, words, fresh.words)
    if len(found.text) > LONGEST:
        said = _("Bagian ini sudah mencapai %(most)s huruf. Ringkas, atau lanjutkan pada mata acara lain.")
        raise TooLong(said % {"most": f"{LONGEST:,}".replace(",", ".")})
    if words != base or found.text != fresh.words:  # also where nothing new came of it: the page goes on from what it sent
        fresh.version, fresh.words = fresh.version + 1, found.text
        fresh.save(update_fields=["version", "words"])
        NoteVersion.objects.create(
            note=fresh,
            version=fresh.version,
            base=base_version,
            client=client,
            sent=words,
            merged=found.text,
            clashed=found.clashed,
            at=now(),
            by=by,
        )
        _begun(meeting, by=by)
    return Saved(note=fresh, version=fresh.version, words=fresh.words, merged=fresh.words != words, clashes=found.clashes)


def _sent_last(note: Note, base_version: int, client: str, *, by: Member) -> NoteVersion | None:
    """What this page sent last on top of this version, if it did."""
    if not client:
        return None
    return note.versions.filter(client=client, by=by, base=base_version).order_by("-version").first()


def _words_at(note: Note, version: int) -> str:
    if version == note.version:
        return note.words
    if version == 0:
        return ""
    found = note.versions.filter(version=version).first()
    if found is None:
        raise NoSuchVersion(_("Versi yang Anda ubah tidak dikenal. Muat ulang halaman; salin dulu tulisan Anda."))
    return found.merged


def _begun(meeting: Meeting, *, by: Member) -> None:
    """The first words during the meeting begin the minutes; what is prepared before the doors open does not."""
    if meeting.state == Meeting.State.MINUTES or now() < doors_of(meeting).opens_at:
        return
    meeting.state = Meeting.State.MINUTES
    meeting.save(update_fields=["state"])
    record(facts.MinutesBegun(meeting=meeting.code), by=by.code)


@transaction.atomic
def not_discussed(item: AgendaItem, *, so: bool, by: Member) -> AgendaItem:
    """Say that an item was not discussed, or take that back."""
    at_the_table(item.meeting, by=by)
    AgendaItem.objects.filter(pk=item.pk).update(not_discussed=so)
    item.not_discussed = so
    return item


# --- Who writes where -----------------------------------------------------------------------------------------------


def heartbeat(note: Note, *, by: Member) -> None:
    """Say that somebody is writing in a note. In real time, whatever the story's clock says; it lapses by itself."""
    at = real_now()
    if Presence.objects.filter(note=note, member=by, until__gt=at + PRESENT / 2).exists():
        return  # said lately: writing it down again every second would hold up those who save
    Presence.objects.update_or_create(note=note, member=by, defaults={"until": at + PRESENT})


def leave(note: Note, *, by: Member) -> None:
    """Say that somebody stopped writing there."""
    Presence.objects.filter(note=note, member=by).delete()
