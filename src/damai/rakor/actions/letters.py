"""What a guest is written: plain Indonesian with the personal link, and the meeting as a calendar entry."""

from dataclasses import dataclass, replace
from datetime import datetime
from email.utils import parseaddr

from django.conf import settings
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import override

from damai.outbox.rules import File
from damai.outbox.rules.calendar import Entry, Party, cancel, fit, on_one_line, publish, request

from ..models import Invitation, Meeting
from ..queries.inviting import PARTSTAT, email_of, link_of, name_of, organisation_of
from ..queries.meetings import agenda_of, when


@dataclass(frozen=True, kw_only=True)
class Written:
    """A letter as it is handed to the outbox."""

    to: str
    subject: str
    text: str
    file: File


def write(invitation: Invitation, *, sequence: int, at: datetime) -> Written:
    """The letter that tells this guest how things are now: asked, moved, taken off the list, or cancelled.

    Letters are in Indonesian whatever language the sender reads: they leave the house.
    """
    with override("id"):
        return _written(invitation, sequence=sequence, at=at)


def _written(invitation: Invitation, *, sequence: int, at: datetime) -> Written:
    meeting, email = invitation.meeting, email_of(invitation)
    off = meeting.state == Meeting.State.CANCELLED or invitation.is_off
    body = _off(invitation) if off else _asked(invitation)
    text = _called_off(invitation) if off else _in_the_calendar(meeting)
    entry = entry_of(meeting, sequence=sequence, stamp=at, text=text)
    guest = Party(name=name_of(invitation) or organisation_of(invitation), email=email)
    said = PARTSTAT[Invitation.Answer(invitation.answer)]
    make = cancel if off else request
    ics = make(entry, organiser=organiser_of(meeting), guest=guest, said=said)
    method = "CANCEL" if off else "REQUEST"
    name = "pembatalan.ics" if off else "undangan.ics"
    return Written(
        to=email,
        subject=on_one_line(_subject(invitation, off=off)),
        text=body,
        file=File(name=name, media_type=f"text/calendar; method={method}; charset=utf-8", body=ics),
    )


def calendar_file(invitation: Invitation) -> bytes:
    """The meeting as it stands now, for a guest who takes it into a calendar by hand; who was taken off can only take it out."""
    meeting = invitation.meeting
    with override("id"):
        text = _in_the_calendar(meeting)
    entry = entry_of(meeting, sequence=meeting.sequence, stamp=meeting.changed_at, text=text)
    if invitation.is_off:
        entry = replace(entry, is_cancelled=True, text="", place="", link="")
    return publish(entry, organiser=organiser_of(meeting))


def organiser_of(meeting: Meeting) -> Party:
    """Who calls: the convener, at the house's own address."""
    return Party(name=meeting.convener.name, email=parseaddr(settings.DEFAULT_FROM_EMAIL)[1])


def entry_of(meeting: Meeting, *, sequence: int, stamp: datetime, text: str) -> Entry:
    """A meeting as a calendar entry."""
    return Entry(
        uid=meeting.uid,
        sequence=sequence,
        stamp=stamp,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        zone=settings.TIME_ZONE,
        title=meeting.title,
        text=text,
        place=meeting.venue,
        link=meeting.link,
        is_cancelled=meeting.state == Meeting.State.CANCELLED,
    )


def _subject(invitation: Invitation, *, off: bool) -> str:
    meeting = invitation.meeting
    values = {"title": meeting.title, "day": date_format(localtime(meeting.starts_at), "l, j F Y")}
    if meeting.state == Meeting.State.CANCELLED:
        return _("Dibatalkan: %(title)s, %(day)s") % values
    if off:
        return _("Undangan tidak berlaku lagi: %(title)s, %(day)s") % values
    if _has_older(invitation):
        return _("Perubahan undangan: %(title)s, %(day)s") % values
    return _("Undangan: %(title)s, %(day)s") % values


def _has_older(invitation: Invitation) -> bool:
    """Whether the guest was written to before something changed; a letter that is only sent again is the same letter."""
    return 0 <= invitation.sent_sequence < invitation.meeting.told


def _to_whom(invitation: Invitation) -> list[str]:
    lines = [name_of(invitation), invitation.office, organisation_of(invitation)]
    return [_("Yth. %(name)s") % {"name": line} if not number else line for number, line in enumerate(filter(None, lines))]


def _facts(meeting: Meeting) -> list[str]:
    lines = [meeting.title, _("Waktu: %(when)s") % {"when": when(meeting)}]
    if meeting.venue:
        lines.append(_("Tempat: %(venue)s") % {"venue": meeting.venue})
    if meeting.link:
        lines.append(_("Tautan rapat daring: %(link)s") % {"link": meeting.link})
    return lines


def _what_for(meeting: Meeting) -> list[list[str]]:
    """The agenda and the convener's note, as paragraphs."""
    parts = []
    agenda = [f"{item.number}. {item.title}" for item in agenda_of(meeting)]
    if agenda:
        parts.append([_("Acara:"), *agenda])
    if meeting.notes:
        parts.append([_("Catatan:"), meeting.notes])
    return parts


def _in_the_calendar(meeting: Meeting) -> str:
    """What the entry says. Never the personal link: calendars are shared with colleagues and shown on walls."""
    answer = [_("Jawab dan catat kehadiran lewat tautan pribadi dalam surel undangan.")]
    return fit("\n\n".join("\n".join(part) for part in [[meeting.convener.name], *_what_for(meeting), answer]))


def _asked(invitation: Invitation) -> str:
    meeting = invitation.meeting
    if _has_older(invitation):
        opening = _("Undangan dari %(convener)s ini berubah. Yang berlaku sekarang:")
    elif invitation.required:
        opening = _("%(convener)s mengundang Anda. Lembaga Anda diharapkan hadir atau mengirim wakil.")
    else:
        opening = _("%(convener)s mengundang Anda.")
    parts = [_to_whom(invitation), [opening % {"convener": meeting.convener.name}], _facts(meeting)]
    parts += _what_for(meeting)
    parts.append([_("Beri tahu kami apakah Anda hadir, tidak hadir, atau diwakili; tidak perlu akun:"), link_of(invitation)])
    parts.append(
        [
            _("Tautan itu untuk Anda sendiri; mohon tidak diteruskan. Jawaban dapat diubah sampai rapat dimulai."),
            _("Berkas terlampir memasukkan rapat ini ke kalender Anda. Jawaban lewat tombol program kalender tidak kami baca."),
        ]
    )
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


def _called_off(invitation: Invitation) -> str:
    meeting = invitation.meeting
    if meeting.state == Meeting.State.CANCELLED:
        said = _("%(convener)s membatalkan rapat berikut; Anda tidak perlu datang.")
    else:
        said = _("%(convener)s mencabut undangan Anda untuk rapat berikut; Anda tidak perlu datang.")
    return said % {"convener": meeting.convener.name}


def _off(invitation: Invitation) -> str:
    meeting = invitation.meeting
    parts = [
        _to_whom(invitation),
        [_called_off(invitation)],
        _facts(meeting),
        [_("Berkas terlampir menghapus rapat ini dari kalender Anda.")],
    ]
    return "\n\n".join("\n".join(part) for part in parts) + "\n"
