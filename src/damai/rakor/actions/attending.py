"""Note who was there: at the door, through the personal link, or by the secretary, who may have been offline."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from damai.agencies.models import Agency, Member
from damai.ledger.actions import record
from damai.ledger.queries import now
from damai.seals.actions import sealed
from damai.seals.rules import token_hash

from .. import facts
from ..models import Attendance, Invitation, Meeting
from ..queries.attending import about, name_hash
from ..queries.inviting import delegate_of, name_of, organisation_of
from ..queries.meetings import doors_of, names_at
from ..rules.words import LONGEST, same_name, tidy
from .meetings import hang_new_code, locked
from .refusals import Closed, ListRefused, NotYours, TooLate

HALF_A_DAY = timedelta(hours=12)
MOST_BY_A_LINK = 10  # people whom an agency notes through its own link


@dataclass(frozen=True, kw_only=True)
class Who:
    """Somebody who came, as they or the secretary typed it. Only name and organisation are asked for."""

    name: str
    organisation: str = ""
    office: str = ""
    sex: str = ""
    contact: str = ""


@dataclass(frozen=True, kw_only=True)
class Noted:
    """The row, and whether it was there before."""

    attendance: Attendance
    again: bool


@transaction.atomic
def note_at_door(door_token: str, *, who: Who, client_id: UUID) -> Noted:
    """Somebody scanned the code at the door and typed who they are. The same person twice is one row."""
    meeting = _meeting(Meeting.objects.filter(door_hash=token_hash(door_token)))
    _door_must_be_open(meeting)
    return _note(meeting, who=who, client_id=client_id, way=Attendance.Way.DOOR, by="public")


@transaction.atomic
def note_by_link(token: str, *, name: str = "") -> Noted:
    """A guest pressed "I am here" on the personal page; one who is represented, whoever represents them.

    `name`: for an agency that was invited without naming anybody. A link with a name on it notes nobody else.
    """
    found = Invitation.objects.select_related("agency").filter(token_hash=token_hash(token), is_off=False).first()
    if found is None:
        raise NotYours(_("Undangan tidak ditemukan."))
    meeting = _meeting(Meeting.objects.filter(pk=found.meeting_id))
    found.meeting = meeting
    _door_must_be_open(meeting)
    delegate = delegate_of(found) if found.answer == Invitation.Answer.DELEGATED else ""
    who = Who(
        name=delegate or name_of(found) or tidy(name),
        organisation=organisation_of(found),
        office="" if delegate else found.office,
    )
    by_it = meeting.attendance.filter(invitation=found, way=Attendance.Way.LINK, is_void=False)
    if by_it.count() >= MOST_BY_A_LINK and not by_it.filter(name_hash=_hash_at(meeting, who)).exists():
        raise ListRefused(_("Ada terlalu banyak nama dari undangan ini. Yang lain mencatat diri lewat kode QR di pintu."))
    return _note(meeting, who=who, client_id=uuid4(), way=Attendance.Way.LINK, by="public", invitation=found)


@transaction.atomic
def note_by_secretary(
    meeting: Meeting,
    *,
    by: Member,
    client_id: UUID,
    who: Who | None = None,
    invitation: int | None = None,
    arrived_at: datetime | None = None,
) -> Noted:
    """The secretary ticks a guest of the list by number, or adds somebody. Sent twice (offline, and again) it is one row."""
    fresh = locked(meeting, by=by)
    found = None
    if invitation is not None:
        found = fresh.invitations.select_related("agency").filter(number=invitation).first()
        if found is None:
            raise NotYours(_("Undangan tidak ditemukan."))
        found.meeting = fresh
        typed = tidy(who.name) if who else ""
        who = Who(
            name=typed or name_of(found) or organisation_of(found),
            organisation=organisation_of(found),
            office=found.office,
            sex=who.sex if who else "",
            contact=who.contact if who else "",
        )
    return _note(
        fresh,
        who=who or Who(name=""),
        client_id=client_id,
        way=Attendance.Way.SECRETARY,
        by=by.code,
        invitation=found,
        arrived_at=arrived_at,
    )


@transaction.atomic
def void(attendance: Attendance, *, by: Member) -> Attendance:
    """Say that a line was a mistake. It stays, struck out; the person can be noted anew."""
    meeting = locked(attendance.meeting, by=by)
    fresh = Attendance.objects.select_for_update().get(pk=attendance.pk)
    fresh.meeting = meeting
    if not fresh.is_void:
        fresh.is_void = True
        fresh.save(update_fields=["is_void"])
        record(facts.AttendanceVoided(meeting=meeting.code, row=str(fresh.client_id)), by=by.code)
    return fresh


@transaction.atomic
def set_doors(
    meeting: Meeting, *, by: Member, opens_at: datetime | None, closes_at: datetime | None, new_code: bool = False
) -> Meeting:
    """Say from when to when attendance is taken, and replace the code at the door: what was printed before opens nothing."""
    fresh = locked(meeting, by=by)
    fresh.doors_open_at, fresh.doors_close_at = opens_at, closes_at
    doors = doors_of(fresh)
    if doors.closes_at <= doors.opens_at:
        raise ListRefused(_("Waktu tutup daftar hadir harus sesudah waktu bukanya."))
    if new_code:
        hang_new_code(fresh)
    fresh.save(update_fields=["doors_open_at", "doors_close_at", "door_hash", "sealed_door"])
    record(
        facts.DoorSet(
            meeting=fresh.code,
            opens_at=doors.opens_at.isoformat(timespec="minutes"),
            closes_at=doors.closes_at.isoformat(timespec="minutes"),
            renewed=new_code,
        ),
        by=by.code,
    )
    return fresh


# --- What all ways share --------------------------------------------------------------------------------------------


def _meeting(found: object) -> Meeting:
    """The meeting, held for this transaction, so that two scans at once come one after the other."""
    meeting = found.select_for_update(of=("self",)).select_related("convener").first()  # type: ignore[attr-defined]
    if meeting is None or meeting.state == Meeting.State.DRAFT:
        raise NotYours(_("Rapat tidak ditemukan."))
    return meeting


def _door_must_be_open(meeting: Meeting) -> None:
    if meeting.state == Meeting.State.CANCELLED:
        raise Closed(_("Rapat ini dibatalkan."))
    if meeting.state == Meeting.State.FINAL:
        raise Closed(_("Notula rapat ini sudah final, jadi daftar hadirnya tidak berubah lagi."))
    doors, at = doors_of(meeting), now()
    if at < doors.opens_at:
        raise TooLate(_("Daftar hadir belum dibuka. Coba lagi menjelang rapat dimulai."))
    if at > doors.closes_at:
        raise TooLate(_("Daftar hadir sudah ditutup. Beri tahu notulis bila Anda hadir dan belum tercatat."))


def _note(
    meeting: Meeting,
    *,
    who: Who,
    client_id: UUID,
    way: Attendance.Way,
    by: str,
    invitation: Invitation | None = None,
    arrived_at: datetime | None = None,
) -> Noted:
    who, agency = _checked(meeting, who)
    hashed = _hash(who, agency)
    sent_before = meeting.attendance.filter(client_id=client_id).first()
    if sent_before is not None and sent_before.name_hash == hashed:
        return Noted(attendance=sent_before, again=True)
    there = meeting.attendance.filter(name_hash=hashed, is_void=False).first()
    if there is not None:
        return Noted(attendance=there, again=True)
    at = now()
    row = Attendance(
        meeting=meeting,
        # A form that was sent once and then used for somebody else is somebody else.
        client_id=client_id if sent_before is None else uuid4(),
        invitation=invitation or _invitation_of(meeting, who, agency),
        agency=agency,
        organisation="" if agency else who.organisation,
        name_hash=hashed,
        sex=who.sex,
        office=who.office,
        way=way,
        arrived_at=_believed(meeting, arrived_at, at=at),
        recorded_at=at,
        by=by,
    )
    row.sealed_name = sealed(who.name, about=about(row, "name"))
    row.sealed_contact = sealed(who.contact, about=about(row, "contact"))
    row.save()
    _recorded(row, by=by)
    return Noted(attendance=row, again=False)


def _recorded(row: Attendance, *, by: str) -> None:
    record(
        facts.AttendanceNoted(
            meeting=row.meeting.code,
            row=str(row.client_id),
            way=str(row.way),
            invitation=row.invitation.number if row.invitation else None,
            agency=row.agency_id,
            arrived_at=row.arrived_at.isoformat(timespec="minutes"),
        ),
        by=by,
    )


def _hash(who: Who, agency: Agency | None) -> str:
    return name_hash(who.name, agency.name if agency else who.organisation)


def _hash_at(meeting: Meeting, who: Who) -> str:
    return _hash(*_checked(meeting, who))


def _believed(meeting: Meeting, arrived_at: datetime | None, *, at: datetime) -> datetime:
    """When somebody came, as the device says that noted it; a clock that is plainly wrong is not believed."""
    if arrived_at is None or not doors_of(meeting).opens_at - HALF_A_DAY <= arrived_at <= at:
        return at
    return arrived_at


def _checked(meeting: Meeting, who: Who) -> tuple[Who, Agency | None]:
    """What was typed, tidied, with the agency it names; refused where a name is missing or something is too long."""
    kept = Who(
        name=tidy(who.name),
        organisation=tidy(who.organisation),
        office=tidy(who.office),
        sex=who.sex if who.sex in Attendance.Sex.values else "",
        contact=tidy(who.contact),
    )
    if not same_name(kept.name):
        raise ListRefused(_("Tulis nama yang hadir."))
    sizes = {**LONGEST, "contact": 120}
    if any(len(getattr(kept, field)) > most for field, most in sizes.items()):
        raise ListRefused(_("Ada isian yang terlalu panjang."))
    return kept, names_at(meeting.convener).get(same_name(kept.organisation)) if kept.organisation else None


def _invitation_of(meeting: Meeting, who: Who, agency: Agency | None) -> Invitation | None:
    """The invitation of somebody who typed their own name, if the list holds exactly that name for that organisation."""
    rows = meeting.invitations.filter(is_off=False, agency=agency).select_related("agency")
    for row in rows:
        row.meeting = meeting
        same_place = agency is not None or same_name(row.organisation) == same_name(who.organisation)
        if same_place and same_name(name_of(row)) == same_name(who.name):
            return row
    return None
