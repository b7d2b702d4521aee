"""Handing a report over in two phases. Until the other agency accepts, the sender is accountable; always exactly one is."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from damai.agencies.models import Agency, Member
from damai.agencies.queries import scope_of
from damai.agencies.rules import Capability
from damai.ledger.actions import record
from damai.ledger.queries import now

from .. import queries, rules
from ..facts import OfferAccepted, OfferLapsed, OfferRefused, OfferWithdrawn, ReportOffered, ReportPassedOn
from ..models import Handover, Report
from .refusals import NotYours, Refused, UnknownCategory, locked, needs_confirmed


class AlreadyOffered(Refused):
    """Another agency is being asked at this moment."""


class NotOffered(Refused):
    """There is no offer to answer: it was answered, taken back, or it lapsed."""


class RoutedToAccused(Refused):
    """A report never goes to the body it accuses, nor to the one that has it already."""


@transaction.atomic
def offer(report: Report, *, to_agency: Agency, by: Member) -> Handover:
    """Offer a decided report to another agency, which has 1, 8 or 24 hours to answer, by the report's severity."""
    fresh = locked(report, by=by, capability=Capability.HAND_OVER)
    needs_confirmed(fresh)
    if fresh.offered_to_id:
        raise AlreadyOffered(_("Laporan %(code)s sedang ditawarkan kepada lembaga lain.") % {"code": fresh.code})
    if to_agency.code == fresh.agency_id:
        raise RoutedToAccused(_("Laporan %(code)s sudah berada di lembaga itu.") % {"code": fresh.code})
    if not rules.may_go_to(to_agency.kind, category=fresh.category, accused=fresh.accused):
        raise RoutedToAccused(_("Laporan tentang etik penyelenggara tidak diserahkan kepada lembaga yang dilaporkan."))
    at = now()
    handover = Handover.objects.create(
        report=fresh,
        from_agency_id=fresh.agency_id,
        to_agency=to_agency,
        offered_at=at,
        offered_by=by.code,
        answer_by=rules.answer_by(at, fresh.severity),
    )
    fresh.offered_to = to_agency
    fresh.save(update_fields=["offered_to"])
    fact = ReportOffered(
        report=fresh.code,
        from_agency=handover.from_agency_id,
        to_agency=to_agency.code,
        answer_by=handover.answer_by.isoformat(timespec="minutes"),
    )
    record(fact, by=by.code)
    return handover


@transaction.atomic
def accept_offer(handover: Handover, *, by: Member) -> Report:
    """Take a report over: from this moment the accepting agency is accountable."""
    fresh, report = _open(handover, by=by)
    _answer(fresh, Handover.State.ACCEPTED, by=by.code)
    report.agency_id, report.offered_to = fresh.to_agency_id, None
    report.save(update_fields=["agency", "offered_to"])
    fact = OfferAccepted(report=report.code, from_agency=fresh.from_agency_id, to_agency=fresh.to_agency_id)
    record(fact, by=by.code)
    return report


@transaction.atomic
def refuse_offer(handover: Handover, *, reason: str, by: Member) -> Report:
    """Do not take a report, with a reason from the list; the sender stays accountable."""
    if reason not in set(rules.Refusal):
        raise UnknownCategory(_("Pilih alasan dari daftar."))
    fresh, report = _open(handover, by=by)
    fresh.reason = reason
    _answer(fresh, Handover.State.REFUSED, by=by.code)
    report.offered_to = None
    report.save(update_fields=["offered_to"])
    record(
        OfferRefused(report=report.code, from_agency=fresh.from_agency_id, to_agency=fresh.to_agency_id, reason=reason),
        by=by.code,
    )
    return report


@transaction.atomic
def withdraw_offer(handover: Handover, *, by: Member) -> Report:
    """Take an offer back before it is answered."""
    report = locked(handover.report, by=by, capability=Capability.HAND_OVER)
    fresh = Handover.objects.select_for_update().get(pk=handover.pk)
    _needs_open(fresh, report)
    _answer(fresh, Handover.State.WITHDRAWN, by=by.code)
    report.offered_to = None
    report.save(update_fields=["offered_to"])
    record(OfferWithdrawn(report=report.code, from_agency=fresh.from_agency_id, to_agency=fresh.to_agency_id), by=by.code)
    return report


@transaction.atomic
def pass_on(report: Report, *, to_agency: Agency, by: str) -> Report:
    """Let a report go with its case to another office, which accepted the case. Who may is asked before; `by`: a code.

    An offer of the report that waits is over: there is nothing left to offer here.
    """
    fresh = Report.objects.select_for_update().get(pk=report.pk)
    if fresh.agency_id == to_agency.code:
        return fresh
    for handover in Handover.objects.select_for_update().filter(report=fresh, state=Handover.State.OFFERED):
        _answer(handover, Handover.State.WITHDRAWN, by=by)
        record(OfferWithdrawn(report=fresh.code, from_agency=handover.from_agency_id, to_agency=handover.to_agency_id), by=by)
    before = fresh.agency_id
    fresh.agency, fresh.offered_to, fresh.leased_to, fresh.leased_until = to_agency, None, None, None
    fresh.save(update_fields=["agency", "offered_to", "leased_to", "leased_until"])
    record(ReportPassedOn(report=fresh.code, from_agency=before, to_agency=to_agency.code), by=by)
    return fresh


def lapse_offers(at: datetime | None = None) -> int:
    """Give unanswered offers back to their senders; return how many. Harmless when two workers call it at once."""
    return sum(_lapse(handover, at or now()) for handover in queries.late_offers(at or now())[:500])


@transaction.atomic
def _lapse(handover: Handover, at: datetime) -> bool:
    report = Report.objects.select_for_update().get(pk=handover.report_id)
    fresh = Handover.objects.select_for_update().get(pk=handover.pk)
    if fresh.state != Handover.State.OFFERED or fresh.answer_by > at:
        return False
    _answer(fresh, Handover.State.LAPSED, by="damai")
    report.offered_to = None
    report.save(update_fields=["offered_to"])
    record(OfferLapsed(report=report.code, from_agency=fresh.from_agency_id, to_agency=fresh.to_agency_id), by="damai")
    return True


def _open(handover: Handover, *, by: Member) -> tuple[Handover, Report]:
    """The offer and its report, locked, if the member may answer it: the report first, as everywhere."""
    report = Report.objects.select_for_update().get(pk=handover.report_id)
    fresh = Handover.objects.select_for_update().get(pk=handover.pk)
    answers_for = scope_of(by).where(Capability.ANSWER_OFFERS).agencies
    if fresh.to_agency_id not in answers_for:
        raise NotYours(_("Laporan tidak ditemukan."))
    _needs_open(fresh, report)
    if fresh.answer_by <= now():
        raise NotOffered(
            _("Waktu menjawab tawaran laporan %(code)s sudah habis; laporan kembali ke pengirimnya.") % {"code": report.code}
        )
    if not queries.reports_for(by).filter(pk=report.pk).exists():
        raise NotYours(_("Laporan tidak ditemukan."))
    return fresh, report


def _needs_open(handover: Handover, report: Report) -> None:
    if handover.state != Handover.State.OFFERED:
        said = _("Tawaran laporan %(code)s sudah selesai: %(state)s.")
        raise NotOffered(said % {"code": report.code, "state": handover.get_state_display()})


def _answer(handover: Handover, state: Handover.State, *, by: str) -> None:
    handover.state, handover.answered_at, handover.answered_by = state, now(), by
    handover.save()
