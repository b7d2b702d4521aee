"""Opening a case from a confirmed report: as a report, a finding or preliminary information, under a law for ever."""

from collections.abc import Mapping
from datetime import UTC, datetime, time

from django.db import transaction
from django.utils.translation import gettext as _

from damai.agencies.models import Agency, Member
from damai.agencies.queries import scope_of
from damai.agencies.rules import Capability, NotYours
from damai.ledger.actions import record
from damai.ledger.queries import now
from damai.triage.models import Report
from damai.triage.models import State as ReportState
from damai.triage.queries import messages_of, reports_for
from damai.triage.rules import Kind

from .. import facts, queries, rules
from ..models import Case
from ..queries import law
from ..rules import CaseKind
from . import people
from .gathering import keep_told
from .happening import happen, step
from .refusals import AlreadyOpen, NotAllowed, NotAViolation, UnknownLaw, locked


@transaction.atomic
def open_case(
    report: Report,
    *,
    regime: str,
    kind: CaseKind | str,
    by: Member,
    reporter_identified: bool = False,
    reporter: Mapping[str, str] | None = None,
) -> Case:
    """Open the case of a confirmed report under a law, and start its first clock.

    A report needs the reporter's name and address: told in the message, written down by the officer (`reporter`), or seen by
    them (`reporter_identified`). Everyone whom the messages name is kept in `identities`. Without identity it can only be
    preliminary information.
    """
    kind = CaseKind(kind)
    typed = {name: value for name, value in (reporter or {}).items() if value.strip()}
    fresh = Report.objects.select_for_update().get(pk=report.pk)
    _needs_handler(fresh, by=by)
    _needs_violation(fresh)
    _needs_law(regime)
    if Case.objects.filter(report=fresh).exists():
        raise AlreadyOpen(_("Laporan %(code)s sudah mempunyai perkara.") % {"code": fresh.code})
    messages = messages_of(fresh)
    identified = reporter_identified or set(typed) >= people.NEEDED or queries.tells_who(fresh)
    if kind is CaseKind.LAPORAN:
        _needs_what_a_report_needs(fresh, identified)
    state, event = rules.OPENS[kind]
    case = Case.objects.create(
        code=f"~{fresh.code}",
        report=fresh,
        regime=str(regime),
        kind=kind.value,
        state=state.value,
        agency=Agency.objects.get(code=fresh.agency_id),
        area=fresh.area,
        reporter_identified=identified,
        happened_on=fresh.happened_on,
        known_on=fresh.known_on,
        received_at=fresh.received_at,
        opened_at=now(),
    )
    case.code = f"P-{case.pk:05d}"  # from the id, so that no counter row has to be locked; gaps mean nothing
    case.report_due_on = law.reporting(case).due_on
    case.save(update_fields=["code", "report_due_on"])
    keep_told(case, messages, by=by.code)
    if typed:
        people.seal_reporter(case, typed, by=by)
    began = _began(case, kind)
    started = happen(case, event, at=began, by=by.code)
    first = min(started, key=lambda term: term.due_at, default=None)
    basis = law.cited(case.regime, state.value)
    step(
        case,
        source="",
        target=state,
        event=event,
        by=by.code,
        basis=basis.words,
        verified=basis.verified,
        happened_at=began,
        fact=facts.CaseOpened(
            case=case.code,
            report=fresh.code,
            regime=case.regime,
            kind=kind,
            clock=first.clock if first else "",
            decide_by=first.due_on.isoformat() if first else None,
        ),
    )
    return case


def _began(case: Case, kind: CaseKind) -> datetime:
    """The moment the first clock is counted from: a report was handed in, a finding was found, information is noted now."""
    if kind is CaseKind.LAPORAN:
        return case.received_at
    if kind is CaseKind.TEMUAN:
        if case.known_on is None:
            return case.received_at
        return datetime.combine(case.known_on, time.min, law.zone_of_office(case.agency).tz).astimezone(UTC)
    return now()


def _needs_what_a_report_needs(report: Report, identified: bool) -> None:
    if not identified:
        raise NotAllowed(_("Laporan memerlukan nama dan alamat pelapor. Tanpa itu, catat sebagai informasi awal."))
    if report.known_on is None:
        raise NotAllowed(_("Isi tanggal pelanggaran diketahui: dari tanggal itulah batas 7 hari pelaporan dihitung."))


def _needs_law(regime: str) -> None:
    if not queries.regimes().filter(code=regime).exists():
        raise UnknownLaw(law.unknown_regime(str(regime)[:20]))


def _needs_handler(report: Report, *, by: Member) -> None:
    agencies = scope_of(by).where(Capability.HANDLE_CASES).agencies
    if report.agency_id not in agencies or not reports_for(by).filter(pk=report.pk).exists():
        raise NotYours(_("Laporan tidak ditemukan."))


def _needs_violation(report: Report) -> None:
    if report.state != ReportState.CONFIRMED or report.kind not in {Kind.VIOLATION, Kind.PRELIMINARY}:
        said = _("Laporan %(code)s belum ditetapkan sebagai dugaan pelanggaran atau informasi awal.")
        raise NotAViolation(said % {"code": report.code})
    if report.offered_to_id:
        raise NotAViolation(_("Laporan %(code)s sedang ditawarkan kepada lembaga lain.") % {"code": report.code})


@transaction.atomic
def identify_reporter(case: Case, *, by: Member) -> Case:
    """Note that an officer has seen the reporter's name and address; the data themselves are sealed elsewhere."""
    fresh = locked(case, by=by)
    if not fresh.reporter_identified:
        fresh.reporter_identified = True
        fresh.save(update_fields=["reporter_identified"])
        record(facts.ReporterIdentified(case=fresh.code), by=by.code)
    return fresh
