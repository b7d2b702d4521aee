"""Who is invited, what they answered, and whether their letter arrived. Names and addresses are opened here and nowhere else."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings

from damai.outbox.queries import state_of
from damai.outbox.rules.calendar import Partstat
from damai.seals.queries import opened
from damai.seals.rules import token_hash

from ..models import Invitation, Meeting

PARTSTAT = {
    Invitation.Answer.NONE: Partstat.NEEDS_ACTION,
    Invitation.Answer.YES: Partstat.ACCEPTED,
    Invitation.Answer.NO: Partstat.DECLINED,
    Invitation.Answer.DELEGATED: Partstat.DELEGATED,
}
TROUBLED = {"failed", "bounced"}


def about(invitation: Invitation, column: str) -> str:
    """What a sealed column of an invitation is about."""
    return f"rakor.invitation.{column}/{invitation.meeting.code}/{invitation.number}"


def name_of(invitation: Invitation) -> str:
    """The guest's name; empty for an agency that names nobody."""
    return opened(invitation.sealed_name, about=about(invitation, "name"))


def email_of(invitation: Invitation) -> str:
    """The guest's address; empty where none was given."""
    return opened(invitation.sealed_email, about=about(invitation, "email"))


def delegate_of(invitation: Invitation) -> str:
    """Who comes instead, as the guest said."""
    return opened(invitation.sealed_delegate, about=about(invitation, "delegate"))


def organisation_of(invitation: Invitation) -> str:
    """For whom the guest comes."""
    return invitation.agency.name if invitation.agency else invitation.organisation


def link_of(invitation: Invitation) -> str:
    """The personal link, with the token in it: for the guest only."""
    token = opened(invitation.sealed_token, about=about(invitation, "token"))
    return f"{settings.BASE_URL}/undangan/{token}/"


def invitation_by(token: str) -> Invitation | None:
    """The invitation behind a personal link; None for one that never was."""
    found = Invitation.objects.select_related("meeting__convener", "meeting__series", "agency")
    return found.filter(token_hash=token_hash(token)).exclude(meeting__state=Meeting.State.DRAFT).first()


def is_due(invitation: Invitation) -> bool:
    """Whether the guest has an address and has not been told the latest."""
    return bool(invitation.sealed_email) and not invitation.is_off and invitation.sent_sequence < invitation.meeting.told


@dataclass(frozen=True, kw_only=True)
class Guest:
    """One line of the list, with what is sealed opened."""

    invitation: Invitation
    name: str
    organisation: str
    email: str
    delegate: str
    letter: str  # "", or the state of the last letter: waiting, sent, failed, bounced, cancelled
    link: str  # only for those who get no letter

    @property
    def is_troubled(self) -> bool:
        """Whether the last letter did not arrive."""
        return self.letter in TROUBLED

    @property
    def is_due(self) -> bool:
        """Whether a letter is to be sent."""
        return is_due(self.invitation)


def guests_of(meeting: Meeting) -> Sequence[Guest]:
    """Everyone invited, in order; those taken off last."""
    rows = list(meeting.invitations.select_related("agency").order_by("is_off", "number"))
    states = state_of([row.letter_key for row in rows if row.letter_key])
    guests = []
    for row in rows:
        row.meeting = meeting  # one object for all, so that no row asks for it again
        guests.append(
            Guest(
                invitation=row,
                name=name_of(row),
                organisation=organisation_of(row),
                email=email_of(row),
                delegate=delegate_of(row),
                letter=str(states.get(row.letter_key, "")),
                link="" if row.sealed_email else link_of(row),
            )
        )
    return guests


@dataclass(frozen=True)
class Answers:
    """How many said what."""

    yes: int
    delegated: int
    no: int
    none: int

    @property
    def asked(self) -> int:
        """How many were asked."""
        return self.yes + self.delegated + self.no + self.none


def answers_to(meeting: Meeting) -> Answers:
    """What those invited said so far."""
    said = list(meeting.invitations.filter(is_off=False).values_list("answer", flat=True))
    return Answers(*(said.count(each) for each in ("yes", "delegated", "no", "none")))
