"""What can be seen of cases: by officers and leads of the supervisors accountable for them, in their area, and by nobody else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Q, QuerySet
from django.utils.timezone import localdate

from damai.agencies.models import Agency, Member
from damai.agencies.queries import in_areas, scope_of
from damai.agencies.rules import Capability
from damai.ledger.queries import now
from damai.statutes.queries import deadline
from damai.statutes.rules import Deadline, UnknownClock

from . import rules
from .models import Case, Step
from .rules import From, Regime, State

PAGE = 25
SOON = timedelta(days=2)


# --- Who sees what --------------------------------------------------------------------------------------------------


def cases_for(member: Member, capability: Capability = Capability.HANDLE_CASES) -> QuerySet[Case]:
    """The cases a member may see (or do something with); Case.DoesNotExist for any other."""
    seen = Q(pk__in=[])
    for charge in scope_of(member).where(capability).charges:
        mine = Q(agency=charge.agency)
        if not Agency.objects.filter(code=charge.agency, area_id=charge.area).exists():  # not the agency's whole ground
            mine &= in_areas([charge.area], field="area__code")
        if charge.role != "lead":  # nobody but the leads reads what accuses their own office
            mine &= ~Q(report__accused=charge.kind)
        seen |= mine
    return Case.objects.filter(seen).select_related("area", "agency", "report")


def case_for(member: Member, code: str) -> Case:
    """The case with this code, if the member may see it; Case.DoesNotExist if not."""
    return cases_for(member).get(code=code)


# --- Lists ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page of cases, newest first, and where the next one starts."""

    cases: Sequence[Case]
    after: str | None


def page_of(
    member: Member,
    *,
    state: str | None = None,
    kind: str | None = None,
    regime: str | None = None,
    area: str | None = None,
    after: str | None = None,
    size: int = PAGE,
) -> Page:
    """One page of the cases a member may see; a page starts after a code, so no page costs more than the first."""
    filters = {"state": state, "kind": kind, "regime": regime}
    found = cases_for(member).filter(**{name: value for name, value in filters.items() if value})
    if area:
        found = found.filter(in_areas([area], field="area__code"))
    letter, _, digits = (after or "").partition("-")
    if letter == "P" and digits.isascii() and digits.isdigit() and len(digits) < 19:
        found = found.filter(pk__lt=int(digits))
    rows = list(found.order_by("-id")[: size + 1])
    return Page(cases=rows[:size], after=rows[size - 1].code if len(rows) > size else None)


def late_cases(member: Member) -> QuerySet[Case]:
    """The cases whose clock has ended, the longest overdue first."""
    return cases_for(member).exclude(clock="").filter(due_at__lte=now()).order_by("due_at", "id")


def soon_late(member: Member, *, within: timedelta = SOON) -> QuerySet[Case]:
    """The cases whose clock ends soon, the soonest first."""
    at = now()
    return cases_for(member).exclude(clock="").filter(due_at__gt=at, due_at__lte=at + within).order_by("due_at", "id")


def missed() -> QuerySet[Case]:
    """Cases whose running clock has ended and was not noted yet, for the house itself."""
    return Case.objects.exclude(clock="").filter(due_at__lte=now()).exclude(late_clock__gt="").order_by("due_at", "id")


def running() -> QuerySet[Case]:
    """Cases with a clock that runs."""
    return Case.objects.exclude(clock="").order_by("id")


# --- One case -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Clock:
    """The clock that runs on a case, with every counted day, to check it by hand."""

    code: str
    deadline: Deadline
    late: bool
    left: timedelta  # negative when late

    @property
    def counted(self) -> int:
        """How many days count in all."""
        return sum(day.number is not None for day in self.deadline.days)


def clock_of(case: Case) -> Clock | None:
    """The running clock of a case, computed from the law's tables as they stand; None when none runs."""
    if not case.clock or case.clock_from is None:
        return None
    found = deadline(case.regime, case.clock, case.clock_from)
    at = now()
    return Clock(code=case.clock, deadline=found, late=found.passed(at), left=found.due_at - at)


def deadline_of(regime: str, clock: str, start: date | datetime) -> Deadline | None:
    """When a clock ends; None where the regime's tables hold no such clock (Pilkada knows no P4, P6 and P9)."""
    try:
        return deadline(regime, clock, start)
    except UnknownClock:
        return None


def counted_from(case: Case, clock: str, *, at: datetime) -> datetime:
    """The moment a clock is counted from."""
    source = rules.counted_from(Regime(case.regime), clock)
    if source is From.RECEIVED:
        return case.received_at
    if source is From.REGISTERED and case.registered_at is not None:
        return case.registered_at
    return at


def steps_of(case: Case) -> QuerySet[Step]:
    """Every step of a case, the first first."""
    return Step.objects.filter(case=case).select_related("plenary").order_by("number")


def next_moves(case: Case, member: Member) -> list[rules.Move]:
    """What this member may do next with a case, in the table's order; guards are asked when it is done."""
    leads = cases_for(member, Capability.DECIDE_CASES).filter(pk=case.pk).exists()
    works = leads or cases_for(member).filter(pk=case.pk).exists()
    klass = rules.Class(case.klass) if case.klass else None
    moves = rules.moves_from(State(case.state), klass=klass)
    return [move for move in moves if (leads if move.who is rules.Who.LEAD else works)]


def case_of(report_code: str) -> Case | None:
    """The case opened from a report, for other rooms; None if there is none."""
    return Case.objects.filter(report__code=report_code).select_related("agency").first()


# --- Counting -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Totals:
    """Numbers that must reconcile (A-11): received is registered, not registered or pending; registered is decided or in hand."""

    received: int
    registered: int
    not_registered: int
    pending: int
    violation: int
    not_violation: int
    in_process: int

    @property
    def reconciles(self) -> bool:
        """Whether the parts add up."""
        return (
            self.received == self.registered + self.not_registered + self.pending
            and self.registered == self.violation + self.not_violation + self.in_process
        )


def totals(cases: QuerySet[Case] | None = None) -> Totals:
    """How many cases came in and what became of them."""
    rows = (Case.objects.all() if cases is None else cases).order_by()
    gone = [State.TIDAK_DIREGISTRASI, State.DILIMPAHKAN, State.DIAMBIL_ALIH, State.DICABUT, State.ARSIP]
    counts = rows.aggregate(
        received=Count("pk"),
        registered=Count("pk", filter=Q(registered_at__isnull=False)),
        violation=Count("pk", filter=Q(registered_at__isnull=False) & ~Q(klass__in=["", "bukan"])),
        not_violation=Count("pk", filter=Q(registered_at__isnull=False, klass="bukan")),
        in_process=Count("pk", filter=Q(registered_at__isnull=False, klass="")),
        not_registered=Count("pk", filter=Q(registered_at=None) & (Q(state__in=gone) | Q(state__in=rules.OVER))),
        pending=Count("pk", filter=Q(registered_at=None) & ~Q(state__in=gone) & ~Q(state__in=rules.OVER)),
    )
    return Totals(**counts)


def count_by_area() -> dict[str, int | None]:
    """Registered cases by area."""
    rows = Case.objects.filter(registered_at__isnull=False, area__isnull=False).values("area").annotate(number=Count("pk"))
    return dict(rows.order_by().values_list("area", "number"))


@dataclass(frozen=True)
class Running:
    """How many cases have a running clock, and of how many it has ended or is about to. Numbers only: no code, no place."""

    running: int
    late: int
    soon: int


def running_in(city: str, *, within: timedelta = SOON) -> Running:
    """The running clocks of a city's supervisors as three numbers, for the agenda of a coordination meeting."""
    at = now()
    rows = running().filter(in_areas([city], field="agency__area__code"))
    return Running(
        running=rows.count(),
        late=rows.filter(due_at__lte=at).count(),
        soon=rows.filter(due_at__gt=at, due_at__lte=at + within).count(),
    )


def today() -> date:
    """The day it is in the house's time zone."""
    return localdate(now())
