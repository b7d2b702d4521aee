"""What can be done with a case. Everything after the opening goes through `move`: the table decides, the guards object."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from damai.agencies.models import Member
from damai.agencies.queries import scope_of
from damai.agencies.rules import Capability
from damai.ledger.actions import record
from damai.ledger.facts import Fact
from damai.ledger.queries import now
from damai.statutes.rules import Deadline
from damai.triage.actions import NotYours, Refused, publish
from damai.triage.models import Release, Report
from damai.triage.models import State as ReportState
from damai.triage.queries import reports_for
from damai.triage.rules import Kind

from . import facts, queries, rules
from .models import Case, Extension, PlenoRecord, Step
from .rules import CaseKind, Class, Item, Move, Plenary, Reason, Regime, State


class NotAViolation(Refused):
    """Only a report that a person confirmed as an alleged violation or preliminary information becomes a case."""


class AlreadyOpen(Refused):
    """The report has its case."""


class MovedMeanwhile(Refused):
    """Somebody moved the case after this member opened it."""


class NotAllowed(Refused):
    """The law's table knows no such move from here, or a guard objects."""

    def __init__(self, *objections: str) -> None:
        super().__init__(" ".join(objections))
        self.objections = objections


class ContradictingMinutes(Refused):
    """Minutes with this number say something else already."""


@dataclass(frozen=True, kw_only=True)
class Given:
    """What a person gives with a move."""

    reason: Reason | None = None
    plenary: Plenary | None = None
    items: frozenset[Item] = frozenset()
    klass: Class | None = None
    gakkumdu: str = ""


# --- Opening --------------------------------------------------------------------------------------------------------


@transaction.atomic
def open_case(
    report: Report, *, regime: Regime | str, kind: CaseKind | str, by: Member, reporter_identified: bool = False
) -> Case:
    """Open the case of a confirmed report under a law, and start its first clock.

    `reporter_identified`: an officer saw the reporter's name and address. Without that it can only be preliminary information.
    """
    regime, kind = Regime(regime), CaseKind(kind)
    fresh = Report.objects.select_for_update().get(pk=report.pk)
    _needs_handler(fresh, by=by)
    _needs_violation(fresh)
    if Case.objects.filter(report=fresh).exists():
        raise AlreadyOpen(_("Laporan %(code)s sudah mempunyai perkara.") % {"code": fresh.code})
    if kind is CaseKind.LAPORAN:
        if not reporter_identified:
            raise NotAllowed(_("Laporan memerlukan nama dan alamat pelapor. Tanpa itu, catat sebagai informasi awal."))
        if fresh.known_on is None:
            raise NotAllowed(_("Isi tanggal pelanggaran diketahui: dari tanggal itulah batas 7 hari pelaporan dihitung."))
    at = now()
    state, clock = rules.OPENS[kind]
    start = fresh.received_at if kind is CaseKind.LAPORAN else at
    ends = queries.deadline_of(regime, clock, start)
    report_ends = queries.deadline_of(regime, "P1", fresh.known_on) if fresh.known_on else None
    case = Case(
        code=f"~{fresh.code}",
        report=fresh,
        regime=regime.value,
        kind=kind.value,
        state=state.value,
        agency_id=fresh.agency_id,
        area=fresh.area,
        reporter_identified=reporter_identified,
        happened_on=fresh.happened_on,
        known_on=fresh.known_on,
        received_at=fresh.received_at,
        opened_at=at,
        report_due_on=report_ends.due_on if report_ends else None,
    )
    _run(case, clock, start, ends)
    case.save(force_insert=True)
    case.code = f"P-{case.pk:05d}"  # from the id, so that no counter row has to be locked; gaps mean nothing
    case.save(update_fields=["code"])
    Step.objects.create(case=case, number=1, target=state, at=at, by=by.code, basis="", clock=case.clock, due_at=case.due_at)
    record(
        facts.CaseOpened(
            case=case.code, report=fresh.code, regime=regime, kind=kind, clock=case.clock, decide_by=_day(case.due_on)
        ),
        by=by.code,
    )
    return case


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


# --- Moving ---------------------------------------------------------------------------------------------------------


@transaction.atomic
def move(
    case: Case,
    *,
    to: State | str,
    by: Member,
    reason: Reason | str | None = None,
    plenary: Plenary | None = None,
    items: frozenset[Item] | None = None,
    klass: Class | str | None = None,
    gakkumdu: str = "",
) -> Case:
    """Take one step of the table. `case` is as the member saw it: if it moved since, they are told and nothing happens."""
    given = Given(
        reason=Reason(reason) if reason else None,
        plenary=plenary,
        items=items or frozenset(),
        klass=Class(klass) if klass else None,
        gakkumdu=gakkumdu.strip(),
    )
    fresh = Case.objects.select_for_update().get(pk=case.pk)
    if not queries.cases_for(by).filter(pk=fresh.pk).exists():
        raise NotYours(_("Perkara tidak ditemukan."))
    if fresh.state != case.state:
        said = _("Perkara %(code)s sudah beralih ke “%(state)s” oleh petugas lain. Muat ulang sebelum melanjutkan.")
        raise MovedMeanwhile(said % {"code": fresh.code, "state": fresh.get_state_display()})
    step = _allowed(fresh, State(to), given, by=by)
    _make(fresh, step, given, by=by)
    return fresh


def _allowed(case: Case, target: State, given: Given, *, by: Member) -> Move:
    """The move, if the table has it, the member may make it and no guard objects."""
    try:
        step = rules.move_between(State(case.state), target)
    except rules.NoSuchMove:
        said = _("Dari “%(state)s” langkah itu tidak dikenal aturan.") % {"state": case.get_state_display()}
        raise NotAllowed(said) from None
    if step.who is rules.Who.LEAD and not queries.cases_for(by, Capability.DECIDE_CASES).filter(pk=case.pk).exists():
        raise NotAllowed(_("Langkah ini diputuskan pimpinan dalam rapat pleno."))
    found = rules.objections(step, _facts(case, given))
    if found:
        raise NotAllowed(*(_(objection.words) for objection in found))
    return step


def _facts(case: Case, given: Given) -> rules.Facts:
    at = now()
    handling = queries.deadline_of(case.regime, "P7", queries.counted_from(case, "P7", at=at)) if case.registered_at else None
    return rules.Facts(
        kind=CaseKind(case.kind),
        identified=case.reporter_identified,
        known_on=case.known_on,
        received_on=localdate(case.received_at),
        report_due_on=case.report_due_on,
        extended=Extension.objects.filter(case=case).exists(),
        handling_due_at=handling.due_at if handling else None,
        klass=given.klass or (Class(case.klass) if case.klass else None),
        at=at,
        today=localdate(at),
        reason=given.reason,
        plenary=given.plenary,
        items=given.items,
        gakkumdu=given.gakkumdu,
    )


def _make(case: Case, step: Move, given: Given, *, by: Member) -> None:
    """Change the case, write the step down, record it."""
    at, source = now(), case.state
    late = case.due_at is not None and at >= case.due_at
    if late:
        _note_missed(case)
    case.state = step.target.value
    if step.target is State.DIREGISTRASI:
        case.registered_at = at
    if step.target is State.INFORMASI_AWAL:
        case.kind = CaseKind.INFORMASI_AWAL.value
    if step.target is State.DUGAAN_DITEMUKAN:
        case.kind = CaseKind.TEMUAN.value
    if step.target is State.PLENO_HASIL and given.klass:
        case.klass = given.klass.value
    if not step.keeps:
        clock = rules.clock_started(step, Class(case.klass) if case.klass else None)
        start = queries.counted_from(case, clock, at=at)
        _run(case, clock, start, queries.deadline_of(case.regime, clock, start) if clock else None)
    case.save()
    if step.target is State.PENANGANAN_LANJUT and given.reason:
        Extension.objects.create(case=case, reason=given.reason.value, at=at, by=by.code)
    row = Step.objects.create(
        case=case,
        number=Step.objects.filter(case=case).count() + 1,
        source=source,
        target=step.target,
        at=at,
        by=by.code,
        basis=step.basis,
        form=step.form,
        reason=given.reason.value if given.reason else "",
        missing=sorted(item.value for item in frozenset(Item) - given.items) if rules.Guard.REASON in step.guards else [],
        plenary=_minutes(case, given.plenary) if given.plenary and rules.Guard.PLENARY in step.guards else None,
        gakkumdu=given.gakkumdu if rules.Guard.GAKKUMDU in step.guards else "",
        clock=case.clock,
        due_at=case.due_at,
        late=late,
    )
    record(_fact(case, row, step), by=by.code)
    if row.plenary is not None:
        record(_plenary_fact(case, row, row.plenary), by=by.code)


def _run(case: Case, clock: str, start: datetime, ends: Deadline | None) -> None:
    """Let a clock run on a case, or none."""
    case.late_clock = ""
    if ends is None:
        case.clock, case.clock_from, case.due_at, case.due_on = "", None, None, None
    else:
        case.clock, case.clock_from, case.due_at, case.due_on = clock, start, ends.due_at, ends.due_on


def _minutes(case: Case, plenary: Plenary) -> PlenoRecord:
    """The record of these minutes; the same minutes may stand behind several cases, but they say one thing."""
    row, _new = PlenoRecord.objects.get_or_create(
        agency_id=case.agency_id,
        number=plenary.number,
        defaults={"held_on": plenary.held_on, "present": plenary.present, "of": plenary.of},
    )
    if (row.held_on, row.present, row.of) != (plenary.held_on, plenary.present, plenary.of):
        raise ContradictingMinutes(
            _("Berita acara pleno %(number)s sudah tercatat dengan tanggal atau kuorum lain.") % {"number": row.number}
        )
    return row


def _fact(case: Case, row: Step, step: Move) -> Fact:
    due = _day(case.due_on)
    if step.target is State.DIREGISTRASI:
        return facts.CaseRegistered(case=case.code, clock=case.clock, due=due)
    if step.target is State.PENANGANAN_LANJUT:
        return facts.CaseExtended(case=case.code, reason=row.reason, clock=case.clock, due=due)
    if step.target is State.PLENO_HASIL:
        return facts.CaseDecided(case=case.code, klass=case.klass, late=row.late)
    if step.target is State.STATUS_DIUMUMKAN:
        return facts.CaseAnnounced(case=case.code, outcome=row.source)
    if step.target is State.DITUTUP:
        return facts.CaseClosed(case=case.code)
    return facts.CaseMoved(
        case=case.code,
        step=row.number,
        source=row.source,
        target=row.target,
        basis=_cited(row.basis),
        reason=row.reason,
        clock=case.clock,
        due=due,
    )


def _plenary_fact(case: Case, row: Step, minutes: PlenoRecord) -> facts.PlenaryRecorded:
    return facts.PlenaryRecorded(
        case=case.code,
        step=row.number,
        number=minutes.number,
        held_on=minutes.held_on.isoformat(),
        present=minutes.present,
        of=minutes.of,
    )


def _cited(basis: str) -> str:
    """An article as a fact cites it, without the signs that could be prose: "UU_7/2017_Ps._454_ayat_5"."""
    return "_".join(basis.replace("(", "").replace(")", "").replace("–", "-").split())


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


# --- The same, as people say it -------------------------------------------------------------------------------------


def assess(case: Case, *, items: frozenset[Item], by: Member, reason: Reason | str | None = None) -> Case:
    """What the first study found: complete when all six conditions are met, else one chance to mend what is missing."""
    if items == frozenset(Item):
        return move(case, to=State.LENGKAP, items=items, by=by)
    return move(case, to=State.MENUNGGU_PERBAIKAN, items=items, reason=reason or Reason.INCOMPLETE, by=by)


def register(case: Case, *, plenary: Plenary, by: Member) -> Case:
    """Register a case by plenary: the time for handling it runs from now."""
    return move(case, to=State.DIREGISTRASI, plenary=plenary, by=by)


def extend(case: Case, *, reason: Reason | str, by: Member) -> Case:
    """More time, once, before P7 ends; the whole is measured from registration."""
    return move(case, to=State.PENANGANAN_LANJUT, reason=reason, by=by)


def decide(case: Case, *, klass: Class | str, plenary: Plenary, by: Member) -> Case:
    """What the plenary decided it is."""
    return move(case, to=State.PLENO_HASIL, klass=klass, plenary=plenary, by=by)


def announce(case: Case, *, by: Member) -> Case:
    """Announce the status and tell the reporter (B.18)."""
    return move(case, to=State.STATUS_DIUMUMKAN, by=by)


def close(case: Case, *, by: Member) -> Case:
    """Nothing more happens to the case."""
    return move(case, to=State.DITUTUP, by=by)


@transaction.atomic
def identify_reporter(case: Case, *, by: Member) -> Case:
    """Note that an officer has seen the reporter's name and address; the data themselves stay sealed in the inbox."""
    fresh = Case.objects.select_for_update().get(pk=case.pk)
    if not queries.cases_for(by).filter(pk=fresh.pk).exists():
        raise NotYours(_("Perkara tidak ditemukan."))
    if not fresh.reporter_identified:
        fresh.reporter_identified = True
        fresh.save(update_fields=["reporter_identified"])
        record(facts.ReporterIdentified(case=fresh.code), by=by.code)
    return fresh


# --- What happens by itself -----------------------------------------------------------------------------------------


def note_missed() -> int:
    """Record every clock that ended without its step, once each; return how many."""
    return sum(_note_one(case) for case in queries.missed()[:500])


@transaction.atomic
def _note_one(case: Case) -> bool:
    fresh = Case.objects.select_for_update().get(pk=case.pk)
    if not fresh.clock or fresh.due_at is None or fresh.due_at > now() or fresh.late_clock == fresh.clock:
        return False
    _note_missed(fresh)
    fresh.save(update_fields=["late_clock", "expired_at"])
    return True


def _note_missed(case: Case) -> None:
    """Mark the running clock as missed and record it, unless that was done; saving is the caller's."""
    if case.late_clock == case.clock:
        return
    case.late_clock = case.clock
    handling = case.clock in rules.HANDLING_CLOCKS
    if handling and case.expired_at is None:
        case.expired_at = case.due_at
    fact = facts.CaseExpired if handling else facts.CaseLate
    record(fact(case=case.code, clock=case.clock, due=_day(case.due_on) or ""), by="damai")


@dataclass(frozen=True, kw_only=True)
class Recounted:
    """A deadline that came out differently."""

    case: str
    clock: str
    before: date
    after: date


def recount(*, by: str, apply: bool = True) -> list[Recounted]:
    """Count every running deadline again, after a holiday or a clock was corrected; return what changed, oldest case first.

    With `apply=False` nothing is changed: what would change is shown first (A-2).
    """
    return [moved for case in queries.running() for moved in _recount_one(case, by=by, apply=apply)]


@transaction.atomic
def _recount_one(case: Case, *, by: str, apply: bool) -> list[Recounted]:
    fresh = Case.objects.select_for_update().get(pk=case.pk)
    moved = []
    ends = queries.deadline_of(fresh.regime, fresh.clock, fresh.clock_from) if fresh.clock and fresh.clock_from else None
    if ends is not None and fresh.due_on is not None and ends.due_at != fresh.due_at:
        moved.append(Recounted(case=fresh.code, clock=fresh.clock, before=fresh.due_on, after=ends.due_on))
        fresh.due_at, fresh.due_on = ends.due_at, ends.due_on
        if ends.due_at > now():
            fresh.late_clock = ""  # it may be missed again, and then that is said again
            if fresh.clock in rules.HANDLING_CLOCKS:
                fresh.expired_at = None
    reporting = (
        queries.deadline_of(fresh.regime, "P1", fresh.known_on) if fresh.known_on and fresh.registered_at is None else None
    )
    if reporting is not None and fresh.report_due_on is not None and reporting.due_on != fresh.report_due_on:
        moved.append(Recounted(case=fresh.code, clock="P1", before=fresh.report_due_on, after=reporting.due_on))
        fresh.report_due_on = reporting.due_on
    if moved and apply:
        fresh.save()
        for each in moved:
            fact = facts.DeadlineMoved(
                case=each.case, clock=each.clock, before=each.before.isoformat(), after=each.after.isoformat()
            )
            record(fact, by=by)
    return moved


def publish_counts() -> Release | None:
    """Release the protected public counts of registered cases for this hour; None if it has been done."""
    return publish("cases", queries.count_by_area)
