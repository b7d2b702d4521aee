"""Why something cannot be done: each refusal says so in a sentence for the person who tried."""

from django.utils.translation import gettext as _

from damai.agencies.models import Member
from damai.agencies.rules import Capability, NotYours, Refused

from .. import queries
from ..models import Report, State


class AlreadyDecided(Refused):
    """Somebody decided in the meantime."""


class NotDecided(Refused):
    """A person has to decide what the report is first."""


class ImpossibleDates(Refused):
    """The dates contradict each other."""


class UnknownCategory(Refused):
    """The kind, category or severity is none of those that exist."""


def locked(report: Report, *, by: Member, capability: Capability) -> Report:
    """The report as it is now, locked until the transaction ends, if the member may do this with it."""
    fresh = Report.objects.select_for_update().get(pk=report.pk)
    if not queries.may(by, capability, fresh):
        raise NotYours(_("Laporan tidak ditemukan."))
    return fresh


def needs_new(report: Report) -> None:
    """Refuse what has been decided already, and say how."""
    if report.state != State.NEW:
        said = _("Laporan %(code)s sudah diputuskan: %(state)s. Muat ulang untuk melihat keputusannya.")
        raise AlreadyDecided(said % {"code": report.code, "state": report.get_state_display()})


def needs_confirmed(report: Report) -> None:
    """Refuse what no person has decided yet."""
    if report.state != State.CONFIRMED:
        raise NotDecided(_("Laporan %(code)s belum ditetapkan.") % {"code": report.code})
