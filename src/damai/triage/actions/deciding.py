"""What a person decides about a report: what it is, whether it is part of another, or that nothing follows from it."""

from datetime import date

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from damai.agencies.models import Member
from damai.agencies.rules import Capability
from damai.areas.models import Area
from damai.ledger.actions import record
from damai.ledger.queries import now

from .. import queries, rules
from ..facts import DuplicateDenied, ReportConfirmed, ReportJoined, ReportSeparated, ReportSetAside, ReportTakenUp
from ..models import Duplicate, Placed, Report, State
from .leasing import needs_lease
from .refusals import AlreadyDecided, ImpossibleDates, NotDecided, NotYours, Refused, UnknownCategory, locked, needs_new


class CannotJoin(Refused):
    """The two cannot be one report."""


@transaction.atomic
def confirm(
    report: Report,
    *,
    kind: str,
    category: str,
    area: Area | None,
    severity: int,
    happened_on: date | None = None,
    known_on: date | None = None,
    by: Member,
) -> Report:
    """Decide what a report is. What was suggested is kept beside it; dates that nobody stated stay empty.

    Refuses what is decided already, held by another, or contradicts itself.
    """
    fresh = locked(report, by=by, capability=Capability.CONFIRM_REPORTS)
    needs_new(fresh)
    needs_lease(fresh, by=by, seen=report)
    _needs_known(kind, category, severity)
    _needs_possible(fresh, happened_on, known_on)
    fresh.state, fresh.kind, fresh.category, fresh.severity = State.CONFIRMED, kind, category, severity
    fresh.area, fresh.placed = area, _placed(fresh, area)
    fresh.happened_on, fresh.known_on = happened_on, known_on
    fresh.confirmed_by, fresh.confirmed_at = by.code, now()
    fresh.leased_to = fresh.leased_until = None
    fresh.save()
    record(
        ReportConfirmed(
            report=fresh.code,
            kind=kind,
            category=category,
            severity=severity,
            area=area.code if area else None,
            happened_on=happened_on.isoformat() if happened_on else None,
            known_on=known_on.isoformat() if known_on else None,
            suggested=f"{fresh.suggested_kind}/{fresh.suggested_category}",
        ),
        by=by.code,
    )
    return fresh


def _needs_known(kind: str, category: str, severity: int) -> None:
    if kind not in set(rules.Kind) or category not in rules.CATEGORIES or severity not in range(5):
        raise UnknownCategory(_("Pilih jenis, kategori, dan tingkat dari daftar."))


def _needs_possible(report: Report, happened_on: date | None, known_on: date | None) -> None:
    if happened_on and known_on and known_on < happened_on:
        raise ImpossibleDates(_("Tanggal diketahui tidak boleh sebelum tanggal kejadian."))
    received = localdate(report.received_at)
    if known_on and known_on > received:
        raise ImpossibleDates(_("Tanggal diketahui tidak boleh sesudah laporan diterima."))
    if happened_on and happened_on > received:
        raise ImpossibleDates(_("Tanggal kejadian tidak boleh sesudah laporan diterima."))


def _placed(report: Report, area: Area | None) -> Placed | str:
    if area is None:
        return Placed.NONE
    return report.placed if area.code == report.area_id and report.placed == Placed.EXACT else Placed.DECIDED


@transaction.atomic
def set_aside(report: Report, *, reason: str, by: Member) -> Report:
    """Follow a report up no further, with a reason from the list; it is kept and can be taken up again."""
    fresh = locked(report, by=by, capability=Capability.CONFIRM_REPORTS)
    needs_new(fresh)
    needs_lease(fresh, by=by, seen=report)
    if reason not in set(rules.Aside):
        raise UnknownCategory(_("Pilih alasan dari daftar."))
    fresh.state, fresh.state_before, fresh.aside = State.SET_ASIDE, State.NEW, reason
    fresh.leased_to = fresh.leased_until = None
    fresh.save()
    record(ReportSetAside(report=fresh.code, reason=reason), by=by.code)
    return fresh


@transaction.atomic
def take_up(report: Report, *, by: Member) -> Report:
    """Let a report that was set aside wait for a decision again."""
    fresh = locked(report, by=by, capability=Capability.CONFIRM_REPORTS)
    if fresh.state != State.SET_ASIDE:
        raise AlreadyDecided(_("Laporan %(code)s tidak sedang dikesampingkan.") % {"code": fresh.code})
    fresh.state, fresh.state_before, fresh.aside = State.NEW, "", ""
    fresh.save()
    record(ReportTakenUp(report=fresh.code), by=by.code)
    return fresh


@transaction.atomic
def join(report: Report, *, into: Report, by: Member) -> Report:
    """Make two reports one: the messages of both stand behind `into`, and nothing is lost by it."""
    first, second = sorted([report, into], key=lambda each: each.pk)  # always in this order, so that two people cannot deadlock
    rows = {each.pk: locked(each, by=by, capability=Capability.CONFIRM_REPORTS) for each in (first, second)}
    fresh, target = rows[report.pk], Report.objects.select_for_update().get(pk=queries.whole(rows[into.pk]).pk)
    if fresh.pk == target.pk:
        raise CannotJoin(_("Laporan %(code)s sudah menjadi bagian dari laporan itu.") % {"code": report.code})
    if fresh.state not in {State.NEW, State.CONFIRMED} or target.state not in {State.NEW, State.CONFIRMED}:
        raise AlreadyDecided(_("Hanya laporan yang masih terbuka dapat digabung."))
    if not queries.may(by, Capability.CONFIRM_REPORTS, target):  # what stands above may have been handed over since
        raise NotYours(_("Laporan tidak ditemukan."))
    if fresh.offered_to_id:
        raise CannotJoin(_("Laporan %(code)s sedang ditawarkan; tarik dahulu tawarannya.") % {"code": fresh.code})
    if fresh.accused not in {"", target.accused}:  # its words would be read, and handed on, by the rules of the other
        said = _("Laporan %(code)s menyangkut penyelenggara. Gabungkan laporan lain ke dalamnya, bukan sebaliknya.")
        raise CannotJoin(said % {"code": fresh.code})
    fresh.state_before, fresh.state, fresh.joined_into = fresh.state, State.JOINED, target
    fresh.leased_to = fresh.leased_until = None
    fresh.save()
    Duplicate.objects.filter(report__in=rows, of__in=rows, answer="").update(answer="yes")
    record(ReportJoined(report=fresh.code, into=target.code), by=by.code)
    return target


@transaction.atomic
def separate(report: Report, *, by: Member) -> Report:
    """Take back a joining: the report is again what it was before, with its own messages."""
    fresh = locked(report, by=by, capability=Capability.CONFIRM_REPORTS)
    if fresh.state != State.JOINED or fresh.joined_into is None:
        raise NotDecided(_("Laporan %(code)s tidak digabung ke laporan lain.") % {"code": fresh.code})
    out_of = fresh.joined_into
    fresh.state, fresh.state_before, fresh.joined_into = fresh.state_before, "", None
    fresh.save()
    Duplicate.objects.filter(report__in=[fresh, out_of], of__in=[fresh, out_of], answer="yes").update(answer="")
    record(ReportSeparated(report=fresh.code, out_of=out_of.code), by=by.code)
    return fresh


@transaction.atomic
def deny_duplicate(duplicate: Duplicate, *, by: Member) -> Duplicate:
    """Say that two reports that look alike are of two events."""
    locked(duplicate.report, by=by, capability=Capability.CONFIRM_REPORTS)
    duplicate.answer = "no"
    duplicate.save(update_fields=["answer"])
    record(DuplicateDenied(report=duplicate.report.code, other=duplicate.of.code), by=by.code)
    return duplicate
