"""Work in batches: what a person takes is theirs for ten minutes, and free again by itself after that."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from damai.agencies.models import Member
from damai.agencies.rules import Capability
from damai.ledger.queries import now

from .. import queries
from ..models import Report, State
from .refusals import Refused, locked, needs_new

LEASE = timedelta(minutes=10)
BATCH = 25


class LeaseEnded(Refused):
    """The ten minutes are over, and somebody may have taken the report since."""


class TakenByAnother(Refused):
    """Somebody else is working on it at this moment."""


@transaction.atomic
def take_batch(member: Member, *, size: int = BATCH) -> list[Report]:
    """The reports a member works on next, most severe first: those they hold already, filled up to `size`, for ten minutes.

    No two people are given the same report. Leases are not recorded in the ledger: they are over before they matter.
    """
    at = now()
    held = list(queries.held_by(member).select_related(None).select_for_update(of=("self",))[:size])
    free = Q(leased_until=None) | Q(leased_until__lte=at)
    waiting = queries.waiting_for(member).select_related(None).filter(free)
    taken = list(waiting.select_for_update(skip_locked=True, of=("self",))[: size - len(held)]) if len(held) < size else []
    Report.objects.filter(pk__in=[report.pk for report in [*held, *taken]]).update(leased_to=member, leased_until=at + LEASE)
    return list(queries.held_by(member))


@transaction.atomic
def take(report: Report, *, by: Member) -> Report:
    """One report for ten minutes, by the person who opens it."""
    fresh = locked(report, by=by, capability=Capability.CONFIRM_REPORTS)
    needs_new(fresh)
    if fresh.leased_at(now()) and fresh.leased_to_id != by.pk:
        raise TakenByAnother(_("Laporan %(code)s sedang dikerjakan petugas lain.") % {"code": fresh.code})
    fresh.leased_to, fresh.leased_until = by, now() + LEASE
    fresh.save(update_fields=["leased_to", "leased_until"])
    return fresh


@transaction.atomic
def release(member: Member, *, reports: list[Report] | None = None) -> int:
    """Give back what a member holds (all of it by default); return how many reports are free again."""
    held = Report.objects.filter(leased_to=member)
    if reports is not None:
        held = held.filter(pk__in=[report.pk for report in reports])
    return held.update(leased_to=None, leased_until=None)


def needs_lease(report: Report, *, by: Member, seen: Report) -> None:
    """Refuse when another holds the report, and when the lease that the member saw has ended.

    A report that nobody held when it was opened may be decided at once: the lock decides between two people.
    """
    at = now()
    if report.leased_at(at):
        if report.leased_to_id != by.pk:
            if seen.leased_to_id == by.pk:
                raise LeaseEnded(_ended(report))
            raise TakenByAnother(_("Laporan %(code)s sedang dikerjakan petugas lain.") % {"code": report.code})
        return
    if seen.leased_to_id == by.pk and seen.state == State.NEW:
        raise LeaseEnded(_ended(report))


def _ended(report: Report) -> str:
    said = _("Waktu pengerjaan laporan %(code)s (10 menit) sudah habis. Ambil kembali laporan ini, lalu ulangi keputusan Anda.")
    return said % {"code": report.code}
