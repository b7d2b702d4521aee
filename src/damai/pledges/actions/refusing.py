"""What cannot be done, in a sentence for the person who tried."""

from datetime import datetime

from django.utils.translation import gettext as _

from damai.agencies.models import Member
from damai.agencies.rules import NotYours, Refused

from .. import queries
from ..models import Declaration, Text


class TextNotReady(Refused):
    """The text lacks something; `found` says what and in which clause."""


class TextIsFixed(Refused):
    """The text is being signed, or was: its words cannot change any more."""


class ChangedMeanwhile(Refused):
    """Somebody else wrote a newer version after this one was put on the screen."""


class NotOpen(Refused):
    """The declaration cannot be signed at this moment."""


class ChangedAfterSigning(Refused):
    """What is stored is not what was fixed: nobody signs it until a person has looked."""


class AlreadySigned(Refused):
    """This place was signed before."""


class UnknownLink(Refused):
    """No such link was ever made, or another has replaced it."""


class LinkEnded(Refused):
    """The link was good once."""


class BadName(Refused):
    """Not a person's name."""


class BadContact(Refused):
    """Not an address that a letter can be sent to."""


class BadSignature(Refused):
    """Not a drawn signature, and not a certificate's number."""


class FormUsed(Refused):
    """The form was sent before, for somebody else."""


class ProveAgain(Refused):
    """The second factor must be proven again before signing."""


def must_manage(by: Member, declaration: Declaration) -> None:
    """Refuse whoever is not a convener of the agency that the declaration belongs to."""
    if not queries.may_manage(by, declaration):
        raise NotYours(_("Deklarasi ini dikelola lembaga lain."))


def must_be_open(declaration: Declaration, at: datetime) -> None:
    """Refuse before and after the window, and say which."""
    if not queries.is_open(declaration, at):
        raise NotOpen(queries.why_not(declaration, at))


def must_be_intact(text: Text) -> None:
    """Refuse to let anyone sign words that are not those that were fixed."""
    if not queries.intact(text, fresh=False):
        raise ChangedAfterSigning(
            _("Naskah ini tidak lagi sama dengan sidik jarinya di buku besar. Penandatanganan dihentikan sampai diperiksa.")
        )
