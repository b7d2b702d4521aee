"""What people without an account do: answer an invitation, take it into their calendar, come in at the door, subscribe.

Each function takes the request's data, checks, calls an action and returns an outcome that the portal draws. A link that does not
exist answers as one that never did, and whoever tries many is asked to wait.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID, uuid4

from django.http import HttpRequest
from django.utils.translation import gettext as _

from damai.intake.actions import What, knock, knocked_too_often
from damai.intake.channels.web.receive import address_of, from_elsewhere
from damai.ledger.queries import now
from damai.seals.rules import token_hash

from . import actions
from .actions import letters
from .actions.attending import Who
from .models import Attendance, Invitation, Meeting
from .queries.feeds import calendar_of, feed_by
from .queries.inviting import delegate_of, invitation_by, name_of, organisation_of
from .queries.meetings import agencies_at, agenda_of, doors_of, when
from .rules.words import LONGEST

ANSWERS = Invitation.Answer
SEXES = Attendance.Sex


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What a page says of a meeting to somebody who holds a link: nothing of who else is invited."""

    title: str
    kind: str
    convener: str
    when: str
    starts_at: datetime
    venue: str
    link: str
    notes: str
    agenda: Sequence[str]
    is_cancelled: bool
    has_begun: bool
    door_is_open: bool


@dataclass(frozen=True, kw_only=True)
class Invited:
    """A personal page: 200 with the guest's own answer, or a status and a message that say why not."""

    status: int
    message: str = ""
    is_good: bool = False  # the message says that something was kept
    meeting: Shown | None = None
    name: str = ""
    organisation: str = ""
    required: bool = False
    answer: str = ""
    answer_words: str = ""
    delegate: str = ""
    is_off: bool = False
    may_answer: bool = False
    arrived_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class AtTheDoor:
    """The page behind the code at the door: a form, or what became of it."""

    status: int
    message: str = ""
    meeting: Shown | None = None
    typed: Who = field(default_factory=lambda: Who(name=""))
    client_id: str = ""
    agencies: Sequence[str] = ()
    arrived_at: datetime | None = None
    again: bool = False


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """A calendar file, or the status that says why there is none."""

    status: int
    body: bytes = b""
    name: str = ""
    method: str = ""
    sha256: str = ""
    changed_at: datetime | None = None


MISSING = 404
TOO_MANY = 429
ELSEWHERE = 403


def _wait() -> str:
    return _("Terlalu banyak percobaan dari jaringan ini. Coba lagi satu jam lagi.")


def _shown(meeting: Meeting) -> Shown:
    at = now()
    return Shown(
        title=meeting.title,
        kind=meeting.get_kind_display(),
        convener=meeting.convener.name,
        when=when(meeting),
        starts_at=meeting.starts_at,
        venue=meeting.venue,
        link=meeting.link,
        notes=meeting.notes,
        agenda=[item.title for item in agenda_of(meeting)],
        is_cancelled=meeting.state == Meeting.State.CANCELLED,
        has_begun=meeting.starts_at <= at,
        door_is_open=doors_of(meeting).is_open(at) and meeting.state not in {Meeting.State.CANCELLED, Meeting.State.FINAL},
    )


# --- The invitation -------------------------------------------------------------------------------------------------


def open_invitation(request: HttpRequest, token: str) -> Invited:
    """What the holder of a personal link sees."""
    found = _find(request, token)
    return found if isinstance(found, Invited) else _invited(found)


def _find(request: HttpRequest, token: str) -> Invitation | Invited:
    found = invitation_by(token)
    if found is None:
        return Invited(status=TOO_MANY, message=_wait()) if _missed_too_often(request) else Invited(status=MISSING)
    return found


def _missed_too_often(request: HttpRequest) -> bool:
    """Count a link that leads nowhere; True when this network tried too many.

    Only such links are refused: a whole hall stands behind one address, and somebody in it who guesses must not shut out those
    who hold a link of their own.
    """
    address = address_of(request)
    return knocked_too_often(What.MISSED_LINK, address) or not knock(What.MISSED_LINK, address)


def _invited(invitation: Invitation, *, status: int = 200, message: str = "", is_good: bool = False) -> Invited:
    meeting = invitation.meeting
    shown = _shown(meeting)
    if invitation.is_off:  # whoever is not invited any more does not follow where it moves, or how to listen in
        shown = replace(shown, venue="", link="", notes="", agenda=())
    there = meeting.attendance.filter(invitation=invitation, is_void=False).first()
    return Invited(
        status=status,
        message=message,
        is_good=is_good,
        meeting=shown,
        name=name_of(invitation),
        organisation=organisation_of(invitation),
        required=invitation.required,
        answer=invitation.answer,
        answer_words=str(invitation.get_answer_display()),
        delegate=delegate_of(invitation),
        is_off=invitation.is_off,
        may_answer=not (invitation.is_off or shown.is_cancelled or shown.has_begun),
        arrived_at=there.arrived_at if there else None,
    )


def answer(request: HttpRequest, token: str) -> Invited:
    """Keep an answer (POST fields `jawaban` and `wakil`)."""
    found = _find(request, token)
    if isinstance(found, Invited):
        return found
    if from_elsewhere(request):
        return _invited(found, status=ELSEWHERE, message=_("Formulir ini hanya dapat dikirim dari situs ini."))
    said = request.POST.get("jawaban", "")
    if said not in {ANSWERS.YES, ANSWERS.NO, ANSWERS.DELEGATED}:
        return _invited(found, status=422, message=_("Pilih salah satu jawaban."))
    if not knock(What.INVITATION, address_of(request)):
        return _invited(found, status=TOO_MANY, message=_wait())
    try:
        kept = actions.answer(token, said=said, delegate=request.POST.get("wakil", ""))
    except actions.Refused as refusal:
        return _invited(found, status=422, message=str(refusal))
    return _invited(kept, message=_("Terima kasih. Jawaban Anda sudah kami catat."), is_good=True)


def arrive(request: HttpRequest, token: str) -> Invited:
    """Note that the guest is there (POST field `nama` only for an agency that was invited without a name)."""
    found = _find(request, token)
    if isinstance(found, Invited):
        return found
    if from_elsewhere(request):
        return _invited(found, status=ELSEWHERE, message=_("Formulir ini hanya dapat dikirim dari situs ini."))
    # Not counted per network: one link notes few people, and whoever floods the door must not keep out those who were invited.
    try:
        noted = actions.note_by_link(token, name=request.POST.get("nama", ""))
    except actions.Refused as refusal:
        return _invited(found, status=422, message=str(refusal))
    said = _("Anda sudah tercatat.") if noted.again else _("Kehadiran Anda sudah dicatat.")
    return _invited(found, message=said, is_good=True)


def calendar_entry(request: HttpRequest, token: str) -> Calendar:
    """The meeting as a file for the guest's calendar, as things stand now."""
    found = _find(request, token)
    if isinstance(found, Invited):
        return Calendar(status=found.status)
    return Calendar(status=200, body=letters.calendar_file(found), name="rapat.ics", method="PUBLISH")


# --- The door -------------------------------------------------------------------------------------------------------


def open_door(request: HttpRequest, door_token: str) -> AtTheDoor:
    """The form behind the code at the door."""
    found = _find_door(request, door_token)
    return found if isinstance(found, AtTheDoor) else _at_the_door(found)


def _find_door(request: HttpRequest, door_token: str) -> Meeting | AtTheDoor:
    meetings = Meeting.objects.select_related("convener").exclude(state=Meeting.State.DRAFT)
    found = meetings.filter(door_hash=token_hash(door_token)).first()
    if found is None:
        return AtTheDoor(status=TOO_MANY, message=_wait()) if _missed_too_often(request) else AtTheDoor(status=MISSING)
    return found


def _at_the_door(meeting: Meeting, *, status: int = 200, message: str = "", typed: Who | None = None) -> AtTheDoor:
    return AtTheDoor(
        status=status,
        message=message,
        meeting=_shown(meeting),
        typed=typed or Who(name=""),
        client_id=str(uuid4()),
        # Every agency of the city, invited or not: the list of guests is nobody's to read at the door.
        agencies=[agency.name for agency in agencies_at(meeting.convener)],
    )


def come_in(request: HttpRequest, door_token: str) -> AtTheDoor:
    """Note somebody who typed who they are (POST fields nama, lembaga, jabatan, lp, kontak, id)."""
    found = _find_door(request, door_token)
    if isinstance(found, AtTheDoor):
        return found
    post = request.POST
    typed = Who(
        name=post.get("nama", "")[: LONGEST["name"] + 1],
        organisation=post.get("instansi", "")[: LONGEST["organisation"] + 1],
        office=post.get("jabatan", "")[: LONGEST["office"] + 1],
        sex=post.get("lp", "")[:1],
        contact=post.get("kontak", "")[:121],
    )
    if from_elsewhere(request):
        return _at_the_door(found, status=ELSEWHERE, message=_("Formulir ini hanya dapat dikirim dari situs ini."), typed=typed)
    if not knock(What.ATTENDANCE, address_of(request)):
        return _at_the_door(found, status=TOO_MANY, message=_wait(), typed=typed)
    if not typed.organisation.strip():
        return _at_the_door(found, status=422, message=_("Tulis lembaga atau organisasi Anda."), typed=typed)
    try:
        noted = actions.note_at_door(door_token, who=typed, client_id=_uuid(post.get("id", "")))
    except actions.Refused as refusal:
        return _at_the_door(found, status=422, message=str(refusal), typed=typed)
    return AtTheDoor(
        status=200 if noted.again else 201,
        meeting=_shown(found),
        typed=typed,
        arrived_at=noted.attendance.arrived_at,
        again=noted.again,
    )


def _uuid(text: str) -> UUID:
    """The form's own id; a form without one, or with nonsense, is a new one."""
    try:
        return UUID(text)
    except ValueError:
        return uuid4()


# --- The calendar ---------------------------------------------------------------------------------------------------


def subscribed(request: HttpRequest, token: str) -> Calendar:
    """The calendar behind an address that a program subscribes to."""
    found = feed_by(token)
    if found is None:
        return Calendar(status=TOO_MANY if _missed_too_often(request) else MISSING)
    body = calendar_of(found)
    found = actions.served(found, body)
    return Calendar(status=200, body=body, name="damai.ics", sha256=found.sha256, changed_at=found.changed_at)
