"""Put people on the list, write to them, and write again when something changes or a letter comes back."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from damai.agencies.models import Agency, Member
from damai.ledger.actions import record
from damai.ledger.queries import now
from damai.outbox import actions as outbox
from damai.outbox.rules import NotAnAddress, email_address
from damai.seals.actions import sealed
from damai.seals.queries import fingerprint
from damai.seals.rules import token_hash

from .. import facts
from ..models import Invitation, Meeting
from ..queries.inviting import about, is_due
from ..queries.meetings import names_at
from ..rules.lists import Line, read_list
from ..rules.words import same_name, tidy
from . import letters
from .meetings import locked
from .refusals import ListRefused, NothingToSend, NotYours, TooLate

PURPOSE = "invitation"


def fingerprint_of(email: str) -> str:
    """By what the same address is found twice on one list."""
    return fingerprint(email.casefold(), purpose="rakor.invitation.email") if email else ""


# --- The list -------------------------------------------------------------------------------------------------------


@transaction.atomic
def invite(
    meeting: Meeting,
    *,
    by: Member,
    name: str = "",
    office: str = "",
    agency: Agency | None = None,
    organisation: str = "",
    email: str = "",
    required: bool = False,
) -> Invitation:
    """Put a person, an agency or an organisation on the list. Nothing is sent yet."""
    return _put(
        locked(meeting, by=by),
        by=by,
        given=Given(name=name, office=office, agency=agency, organisation=organisation, email=email, required=required),
    )


@dataclass(frozen=True, kw_only=True)
class Given:
    """What is said of a guest."""

    name: str
    office: str
    agency: Agency | None
    organisation: str
    email: str
    required: bool


@dataclass(frozen=True, kw_only=True)
class Pasted:
    """What became of a pasted list."""

    added: int
    problems: Sequence[Line]  # in the order of the list, each with its number and its words


@transaction.atomic
def invite_list(meeting: Meeting, *, text: str, by: Member) -> Pasted:
    """Put everyone of a pasted list on the list whose line can be read; the other lines come back with what is wrong."""
    fresh = locked(meeting, by=by)
    known = names_at(fresh.convener)
    taken = set(fresh.invitations.filter(is_off=False).exclude(email_hash="").values_list("email_hash", flat=True))
    added, problems = 0, []
    for line in read_list(text):
        if line.guest is None:
            problems.append(line)
            continue
        guest, agency = line.guest, known.get(same_name(line.guest.organisation))
        if guest.email and fingerprint_of(guest.email) in taken:
            problems.append(Line(number=line.number, text=line.text, problem="listed"))
            continue
        given = Given(
            name=guest.name,
            office=guest.office,
            agency=agency,
            organisation="" if agency else guest.organisation,
            email=guest.email,
            required=guest.required,
        )
        _put(fresh, by=by, given=given)
        added += 1
    return Pasted(added=added, problems=problems)


def _put(meeting: Meeting, *, given: Given, by: Member) -> Invitation:
    given = _checked(given)
    known = meeting.invitations.filter(email_hash=fingerprint_of(given.email)).first() if given.email else None
    if known is not None and not known.is_off:
        raise ListRefused(_("Alamat surel ini sudah ada dalam daftar undangan."))
    if known is not None:  # was taken off, and is asked again
        known.meeting = meeting
        known.is_off = False
        if known.sent_sequence >= 0:
            meeting.sequence += 1  # a calendar believes an invitation after a cancellation only if it is newer
            meeting.save(update_fields=["sequence"])
        known.sent_sequence = -1
        invitation = known
    else:
        last = meeting.invitations.aggregate(last=Max("number"))["last"] or 0
        invitation = Invitation(meeting=meeting, number=last + 1)
        _new_token(invitation)
    _write(invitation, given)
    invitation.save()
    record(
        facts.InviteeAdded(
            meeting=meeting.code, invitation=invitation.number, agency=invitation.agency_id, required=invitation.required
        ),
        by=by.code,
    )
    return invitation


def _checked(given: Given) -> Given:
    name, organisation, email = tidy(given.name), tidy(given.organisation), tidy(given.email)
    if not name and given.agency is None and not organisation:
        raise ListRefused(_("Isi nama orang, lembaga, atau organisasi yang diundang."))
    if email:
        try:
            email = email_address(email)
        except NotAnAddress as error:
            raise ListRefused(_("Alamat surel ini tidak dapat dipakai. Periksa penulisannya.")) from error
    return Given(
        name=name,
        office=tidy(given.office),
        agency=given.agency,
        organisation="" if given.agency else organisation,
        email=email,
        required=given.required,
    )


def _write(invitation: Invitation, given: Given) -> None:
    invitation.agency, invitation.organisation = given.agency, given.organisation
    invitation.office, invitation.required = given.office, given.required
    invitation.sealed_name = sealed(given.name, about=about(invitation, "name"))
    invitation.sealed_email = sealed(given.email, about=about(invitation, "email"))
    invitation.email_hash = fingerprint_of(given.email)


def _new_token(invitation: Invitation) -> None:
    token = secrets.token_urlsafe(18)
    invitation.token_hash = token_hash(token)
    invitation.sealed_token = sealed(token, about=about(invitation, "token"))


@transaction.atomic
def change_guest(invitation: Invitation, *, by: Member, **given: object) -> Invitation:
    """Correct what is said of a guest. A new address gets a link of its own, because the old one may have gone to a stranger."""
    meeting = locked(invitation.meeting, by=by)
    fresh = _mine(meeting, invitation)
    checked = _checked(Given(**given))  # type: ignore[arg-type]
    digested = fingerprint_of(checked.email)
    if digested and meeting.invitations.filter(email_hash=digested).exclude(pk=fresh.pk).exists():
        raise ListRefused(_("Alamat surel ini sudah ada dalam daftar undangan."))
    if digested != fresh.email_hash:
        if fresh.letter_key:
            outbox.cancel(fresh.letter_key)
        _new_token(fresh)
        fresh.sent_sequence, fresh.letter_key = -1, ""
    _write(fresh, checked)
    fresh.save()
    return fresh


@transaction.atomic
def take_off(invitation: Invitation, *, by: Member) -> Invitation:
    """Take a guest off the list. Who had a letter gets a cancellation; nobody else is told."""
    meeting = locked(invitation.meeting, by=by)
    fresh = _mine(meeting, invitation)
    if fresh.is_off:
        return fresh
    fresh.is_off = True
    record(facts.InviteeRemoved(meeting=meeting.code, invitation=fresh.number), by=by.code)
    if fresh.sent_sequence >= 0 and meeting.starts_at > now():
        meeting.sequence += 1
        meeting.save(update_fields=["sequence"])
        _send(fresh, by=by)
    fresh.save()
    return fresh


def _mine(meeting: Meeting, invitation: Invitation) -> Invitation:
    fresh = Invitation.objects.select_for_update(of=("self",)).select_related("agency").get(pk=invitation.pk)
    if fresh.meeting_id != meeting.pk:
        raise NotYours(_("Undangan tidak ditemukan."))
    fresh.meeting = meeting
    return fresh


# --- Letters --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Sent:
    """How many letters went out, and how many guests have no address."""

    letters: int
    without_address: int


@transaction.atomic
def send_invitations(meeting: Meeting, *, by: Member, to_everyone: bool = False) -> Sent:
    """Write to everyone who has not been told the latest. Pressed twice, nobody gets two letters.

    `to_everyone`: also to those who have it already, for instance because the agenda changed; this raises the sequence.
    """
    fresh = locked(meeting, by=by)
    _must_be_ahead(fresh)
    first = fresh.state == Meeting.State.DRAFT
    if to_everyone and not first:
        fresh.sequence += 1
        fresh.told = fresh.sequence
    rows = list(
        fresh.invitations.filter(is_off=False).select_for_update(of=("self",)).select_related("agency").order_by("number")
    )
    if not rows:
        raise ListRefused(_("Daftar undangan masih kosong."))
    letters_sent = 0
    for row in rows:
        row.meeting = fresh
        if is_due(row):
            _send(row, by=by)
            row.save()
            letters_sent += 1
    if not letters_sent and not first:
        raise NothingToSend(_("Semua undangan yang beralamat surel sudah dikirimi kabar terakhir."))
    if first:
        fresh.state = Meeting.State.INVITED
    fresh.save(update_fields=["state", "sequence", "told"])
    return Sent(letters=letters_sent, without_address=sum(not row.sealed_email for row in rows))


def send_cancellations(meeting: Meeting, *, by: Member) -> int:
    """Tell everyone who had a letter that the meeting is off; runs inside `cancel_meeting`."""
    count = 0
    for row in meeting.invitations.filter(is_off=False, sent_sequence__gte=0).select_related("agency").order_by("number"):
        row.meeting = meeting
        if meeting.starts_at > now():
            _send(row, by=by)
            row.save()
            count += 1
    return count


@transaction.atomic
def send_again(invitation: Invitation, *, by: Member) -> Invitation:
    """Write the same once more to one guest, because the letter came back or was lost."""
    meeting = locked(invitation.meeting, by=by)
    _must_be_ahead(meeting)
    fresh = _mine(meeting, invitation)
    if fresh.is_off or not fresh.sealed_email or meeting.state == Meeting.State.DRAFT:
        raise NothingToSend(_("Kepada tamu ini tidak ada surat yang dapat dikirim."))
    _send(fresh, by=by)
    fresh.save()
    return fresh


def _send(invitation: Invitation, *, by: Member) -> None:
    """Hand one letter to the outbox. An older one that has not left yet is taken back: what it says is no longer so."""
    meeting, at = invitation.meeting, now()
    if invitation.letter_key:
        outbox.cancel(invitation.letter_key)
    written = letters.write(invitation, sequence=meeting.sequence, at=at)
    invitation.letters += 1
    invitation.letter_key = f"rakor/{meeting.code}/{invitation.number}/{invitation.letters}"
    outbox.send_email(
        to=written.to,
        subject=written.subject,
        text=written.text,
        key=invitation.letter_key,
        about=meeting.code,
        purpose=PURPOSE,
        files=[written.file],
    )
    invitation.sent_sequence = meeting.sequence
    off = invitation.is_off or meeting.state == Meeting.State.CANCELLED
    record(
        facts.InvitationSent(
            meeting=meeting.code,
            invitation=invitation.number,
            method="CANCEL" if off else "REQUEST",
            sequence=meeting.sequence,
        ),
        by=by.code,
    )


def _must_be_ahead(meeting: Meeting) -> None:
    if meeting.starts_at <= now():
        raise TooLate(_("Rapat ini sudah dimulai atau sudah berlangsung, jadi tidak ada undangan yang dikirim lagi."))


# --- Answers --------------------------------------------------------------------------------------------------------


@transaction.atomic
def answer(token: str, *, said: str, delegate: str = "") -> Invitation:
    """Keep what a guest says through the personal link; the last answer before the meeting counts."""
    fresh = Invitation.objects.select_for_update(of=("self",)).select_related("meeting__convener", "agency")
    invitation = fresh.filter(token_hash=token_hash(token)).exclude(meeting__state=Meeting.State.DRAFT).first()
    if invitation is None:
        raise NotYours(_("Undangan tidak ditemukan."))
    _answered(invitation, said=said, delegate=delegate, by="public")
    return invitation


@transaction.atomic
def note_answer(invitation: Invitation, *, said: str, by: Member, delegate: str = "") -> Invitation:
    """Keep what a guest said by telephone or on paper."""
    meeting = locked(invitation.meeting, by=by)
    fresh = _mine(meeting, invitation)
    _answered(fresh, said=said, delegate=delegate, by=by.code)
    return fresh


def _answered(invitation: Invitation, *, said: str, delegate: str, by: str) -> None:
    meeting, given = invitation.meeting, Invitation.Answer(said)
    if invitation.is_off:
        raise TooLate(_("Undangan ini tidak berlaku lagi."))
    if meeting.state == Meeting.State.CANCELLED:
        raise TooLate(_("Rapat ini dibatalkan; jawaban tidak diperlukan lagi."))
    if meeting.starts_at <= now():
        raise TooLate(_("Rapat sudah dimulai, jadi jawaban tidak dapat diubah lagi."))
    delegate = tidy(delegate)[:120]
    if given == Invitation.Answer.DELEGATED and not delegate:
        raise ListRefused(_("Tulis siapa yang mewakili."))
    if given != Invitation.Answer.DELEGATED:
        delegate = ""
    changed = invitation.answer != given
    invitation.answer, invitation.answered_at = given, now()
    invitation.sealed_delegate = sealed(delegate, about=about(invitation, "delegate"))
    invitation.save(update_fields=["answer", "answered_at", "sealed_delegate"])
    if changed:
        record(facts.InvitationAnswered(meeting=meeting.code, invitation=invitation.number, answer=given.value), by=by)
