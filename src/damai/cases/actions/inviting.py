"""Invite somebody to be heard: by letter, and by mail with a calendar entry where an address is known.

Move it, cancel it, note how it reached them and that they stayed away. Whoever stays away after a proper invitation does not stop
the clock.
"""

from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from damai.agencies.models import Member
from damai.documents.actions import issue
from damai.documents.queries import Document, document
from damai.identities.models import Person
from damai.identities.rules import Part
from damai.ledger.actions import record
from damai.ledger.queries import now
from damai.outbox import actions as outbox
from damai.seals.actions import sealed
from damai.statutes.queries import basis_of
from damai.triage.actions import NotYours, Refused

from .. import facts
from ..models import Case, Clarification, Track
from ..queries.hearings import about, matter_of, place_of, properly_invited
from ..queries.replies import against
from ..rules.hearings import MOST_INVITATIONS, Bring
from ..rules.papers_handling import UNDANGAN_KLARIFIKASI
from . import hearing_letters as letters
from .hearing_letters import Asked, Signer
from .reaching import in_handling, known, opened_for, own

PURPOSE = "hearing"
State = Clarification.State
LONGEST_PLACE, LONGEST_MATTER = 300, 300


class CannotInvite(Refused):
    """The invitation lacks something, or comes at a time that cannot be."""


class NotWaiting(Refused):
    """The hearing has begun, is over, or was cancelled."""


class NotProperlyInvited(Refused):
    """Nothing is on record that says how the invitation reached them."""


@transaction.atomic
def invite(case: Case, *, person: str, asked: Asked, signer: Signer, by: Member, track: Track | None = None) -> Clarification:
    """Invite somebody of the case for the first time. `person`: their code in `identities`."""
    fresh = in_handling(case, by=by)
    who = known(fresh, person)
    waiting = Clarification.objects.filter(case=fresh, person=person, state__in=[State.INVITED, State.OPEN])
    if waiting.exists():
        raise CannotInvite(_("Orang ini sudah diundang dan belum didengar. Ubah undangan yang ada."))
    return _invited(fresh, who, asked, signer, by=by, track=track)


@transaction.atomic
def invite_again(hearing: Clarification, *, asked: Asked, signer: Signer, by: Member) -> Clarification:
    """A second invitation, after somebody stayed away from the first; a third there is not."""
    fresh = in_handling(hearing.case, by=by)
    row = _locked(hearing, fresh)
    if row.state != State.ABSENT:
        raise CannotInvite(_("Undangan kedua menyusul setelah ketidakhadiran dicatat."))
    if row.times >= MOST_INVITATIONS:
        raise CannotInvite(_("Sudah diundang dua kali. Penanganan berjalan tanpa keterangan ini."))
    if Clarification.objects.filter(follows=row).exists():
        raise CannotInvite(_("Undangan kedua sudah dibuat."))
    return _invited(fresh, known(fresh, row.person), asked, signer, by=by, follows=row, track=row.track)


def _invited(
    case: Case,
    person: Person,
    asked: Asked,
    signer: Signer,
    *,
    by: Member,
    track: Track | None,
    follows: Clarification | None = None,
) -> Clarification:
    asked = _checked(asked)
    _must_be_fit_for(person, asked, case)
    row = Clarification(
        code=f"~{case.code}.{person.code}.{follows.pk if follows else 0}"[:24],
        case=case,
        track=track,
        person=person.code,
        role=person.part,
        times=follows.times + 1 if follows else 1,
        follows=follows,
        basis=basis_of(case.regime, "klarifikasi").words[:200],
        invited_at=now(),
        by=by.code,
        at=asked.at,
    )
    row.save(force_insert=True)
    row.code = f"H-{row.pk:05d}"
    _write(row, asked)
    _send(row, person, asked, signer, by=by)
    row.save()
    record(
        facts.ClarificationInvited(
            case=case.code,
            hearing=row.code,
            person=person.code,
            role=row.role,
            times=row.times,
            at=row.at.isoformat(timespec="minutes"),
            way=row.way,
            mailed=bool(row.letter_key),
        ),
        by=by.code,
    )
    return row


def _checked(asked: Asked) -> Asked:
    place, matter = " ".join(asked.place.split()), " ".join(asked.matter.split())
    if asked.at <= now():
        raise CannotInvite(_("Waktu klarifikasi harus di masa depan."))
    if not place or len(place) > LONGEST_PLACE:
        raise CannotInvite(_("Tuliskan tempat atau tautannya, paling banyak 300 huruf."))
    if len(matter) > LONGEST_MATTER:
        raise CannotInvite(_("Hal yang ditanyakan paling banyak 300 huruf."))
    return replace(asked, place=place, matter=matter, bring=tuple(Bring(each) for each in asked.bring))


def _must_be_fit_for(person: Person, asked: Asked, case: Case) -> None:
    """What a reported party reads judges nobody, and names neither reporter nor witness."""
    if person.part == Part.REPORTED and (flaw := against(asked.matter, case)):
        raise CannotInvite(flaw)


def _write(row: Clarification, asked: Asked) -> None:
    row.at, row.way = asked.at, asked.way
    row.bring = [each.value for each in asked.bring]
    row.sealed_place = sealed(asked.place, about=about(row, "place"))
    row.sealed_matter = sealed(asked.matter, about=about(row, "matter"))


def _send(row: Clarification, person: Person, asked: Asked, signer: Signer, *, by: Member) -> None:
    """The letter as a paper, and by mail with the calendar entry where an address is known; an older mail is taken back."""
    who = opened_for(person, by=by).fields
    older = _paper_of(row)
    paper = issue(
        kind=UNDANGAN_KLARIFIKASI,
        agency=row.case.agency,
        values=letters.values_of(row, who=who, asked=asked, signer=signer),
        dated=localdate(now()),
        about=row.code,
        by=by,
        replaces=older,
    )
    row.document = paper.code
    row.handed = row.handed_to = ""
    row.handed_at = None
    _mail(row, who, paper=paper)


def _mail(row: Clarification, who: dict[str, str], *, paper: Document | None) -> None:
    if row.letter_key:
        outbox.cancel(row.letter_key)
    address = who.get("email", "")
    row.letter_key = ""
    if not address:
        return
    written = letters.write(row, name=who.get("name", ""), address=address, paper=paper, at=now())
    if written is None:
        return
    key = f"cases/{row.case.code}/hearing/{row.code}/{row.sequence}"
    outbox.send_email(
        to=written.to, subject=written.subject, text=written.text, key=key, about=row.case.code, purpose=PURPOSE,
        files=written.files,
    )  # fmt: skip
    row.letter_key = key


def _paper_of(row: Clarification) -> Document | None:
    return document(row.document) if row.document else None


def _locked(hearing: Clarification, case: Case) -> Clarification:
    row = Clarification.objects.select_for_update(of=("self",)).select_related("track").get(pk=hearing.pk)
    if row.case_id != case.pk:
        raise NotYours(_("Undangan tidak ditemukan."))
    row.case = case
    return row


def _still_ahead(hearing: Clarification, *, by: Member) -> Clarification:
    """An invitation that nobody has come to yet."""
    row = _locked(hearing, own(hearing.case, by=by))
    if row.state != State.INVITED:
        raise NotWaiting(
            _("Klarifikasi ini %(state)s, jadi undangannya tidak berubah lagi.") % {"state": row.get_state_display()}
        )
    return row


@transaction.atomic
def move_hearing(hearing: Clarification, *, asked: Asked, signer: Signer, by: Member) -> Clarification:
    """Another time or place: a new letter stands in place of the old one, and a calendar that has the entry moves it."""
    row, asked = _still_ahead(hearing, by=by), _checked(asked)
    person = known(row.case, row.person)
    _must_be_fit_for(person, asked, row.case)
    row.sequence += 1
    _write(row, asked)
    _send(row, person, asked, signer, by=by)
    row.save()
    at = row.at.isoformat(timespec="minutes")
    record(facts.ClarificationMoved(case=row.case.code, hearing=row.code, sequence=row.sequence, at=at, way=row.way), by=by.code)
    return row


@transaction.atomic
def cancel_hearing(hearing: Clarification, *, by: Member) -> Clarification:
    """Nobody need come any more; who had a mail gets one that takes the entry out of the calendar."""
    row = _still_ahead(hearing, by=by)
    had_mail = bool(row.letter_key)
    row.state, row.sequence = State.CANCELLED, row.sequence + 1
    if had_mail and row.at > now():
        _mail(row, opened_for(known(row.case, row.person), by=by).fields, paper=None)
    row.save()
    record(facts.ClarificationCancelled(case=row.case.code, hearing=row.code), by=by.code)
    return row


@transaction.atomic
def note_handed(
    hearing: Clarification,
    *,
    how: Clarification.Handed | str,
    to: Clarification.Taken | str,
    at: datetime,
    by: Member,
) -> Clarification:
    """Write down how the letter reached them: by messenger, by post, at the counter; and who took it."""
    row = _still_ahead(hearing, by=by)
    if at > now() or at < row.invited_at.replace(second=0, microsecond=0):
        raise CannotInvite(_("Waktu penyampaian harus sesudah undangan dibuat dan tidak di masa depan."))
    row.handed, row.handed_to, row.handed_at = Clarification.Handed(how), Clarification.Taken(to), at
    row.save(update_fields=["handed", "handed_to", "handed_at"])
    day = at.isoformat(timespec="minutes")
    record(facts.InvitationHanded(case=row.case.code, hearing=row.code, how=row.handed, to=row.handed_to, at=day), by=by.code)
    return row


@transaction.atomic
def note_absent(hearing: Clarification, *, by: Member) -> Clarification:
    """They stayed away. The clock of handling goes on; a second invitation may follow."""
    row = _still_ahead(hearing, by=by)
    if row.at > now():
        raise CannotInvite(_("Waktunya belum tiba; ketidakhadiran dicatat sesudahnya."))
    if not properly_invited(row):
        raise NotProperlyInvited(_("Catat dahulu bagaimana undangan sampai kepada yang diundang."))
    row.state = State.ABSENT
    row.save(update_fields=["state"])
    record(facts.AbsenceNoted(case=row.case.code, hearing=row.code, person=row.person, times=row.times), by=by.code)
    return row


def as_asked(hearing: Clarification) -> Asked:
    """What the invitation says now, to change it from there."""
    return Asked(
        at=hearing.at,
        way=Clarification.Way(hearing.way),
        place=place_of(hearing),
        matter=matter_of(hearing),
        bring=tuple(Bring(each) for each in hearing.bring),
    )
