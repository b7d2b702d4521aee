"""Why something cannot be done with a case: each refusal says so in a sentence for the person who tried."""

from django.utils.translation import gettext as _

from damai.agencies.models import Member
from damai.agencies.rules import Capability, NotYours, Refused

from .. import queries
from ..models import Case, Track


class NotAViolation(Refused):
    """Only a report that a person confirmed as an alleged violation or preliminary information becomes a case."""


class AlreadyOpen(Refused):
    """The report has its case."""


class UnknownLaw(Refused):
    """No law has this code, or its tables cannot be counted by."""


class MovedMeanwhile(Refused):
    """Somebody moved the case or the track after this member opened it."""


class NotAllowed(Refused):
    """The law's table knows no such move from here, or a guard objects."""

    def __init__(self, *objections: str) -> None:
        super().__init__(" ".join(objections))
        self.objections = objections


class SecondPlenary(NotAllowed):
    """A plenary has decided this already; one decision has one plenary."""


class ContradictingMinutes(Refused):
    """Minutes with this number say something else already, or are not in force."""


def locked(case: Case, *, by: Member, capability: Capability = Capability.HANDLE_CASES) -> Case:
    """The case as it is now, locked until the transaction ends, if the member may do this with it.

    Every action that changes a case, a track or a term locks the case first: two officers at once come one after the other.
    """
    fresh = Case.objects.select_for_update(of=("self",)).select_related("agency").get(pk=case.pk)
    if not queries.cases_for(by, capability).filter(pk=fresh.pk).exists():
        raise NotYours(_("Perkara tidak ditemukan."))
    return fresh


def as_seen(case: Case, fresh: Case) -> None:
    """Refuse if the case moved since the member saw it."""
    if fresh.state != case.state:
        said = _("Perkara %(code)s sudah beralih ke “%(state)s” oleh petugas lain. Muat ulang sebelum melanjutkan.")
        raise MovedMeanwhile(said % {"code": fresh.code, "state": fresh.get_state_display()})


def track_as_seen(track: Track, fresh: Track) -> None:
    """Refuse if the track moved since the member saw it."""
    if fresh.state != track.state or fresh.klass != track.klass:
        said = _("Jalur %(klass)s sudah beralih ke “%(state)s” oleh petugas lain. Muat ulang sebelum melanjutkan.")
        raise MovedMeanwhile(said % {"klass": fresh.get_klass_display(), "state": fresh.get_state_display()})
