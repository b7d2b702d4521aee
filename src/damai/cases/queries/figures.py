"""Counting what came in and what became of it: tables that add up or show their gap, and how long each step took."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from damai.agencies.models import Agency, Member
from damai.agencies.queries import scope_of
from damai.agencies.rules import Capability
from damai.ledger.queries import now

from ..models import CLASSES, Case, FiguresRelease, Forwarding, Step, Track
from ..rules import CaseKind, Class, Event, Outcome, State
from ..rules.measuring import Spread, spread
from ..rules.reconciling import Gap, gaps, over_kinds
from ..rules.standing import KINDS, Entry, Moved, Seen, by, entries, faulty, table
from .access import cases_for
from .law import zone_of_office

HOUR = 3600
SUMS = over_kinds([str(kind) for kind in KINDS])
# What is timed, with the word for it in the addresses of data.
STEPS = ("assess", "register", "decide", "accept")


# --- What is counted ------------------------------------------------------------------------------------------------


def seen(cases: QuerySet[Case]) -> list[Seen]:
    """Every case as the count reads it, in four queries however many there are."""
    rows = list(cases.select_related("agency").order_by("id"))
    keys = [row.pk for row in rows]
    steps: dict[int, list[tuple[str, datetime]]] = defaultdict(list)
    for case, target, at in Step.objects.filter(case__in=keys, track=None).order_by("number").values_list("case", "target", "at"):
        steps[case].append((target, at))
    outcomes: dict[int, list[Outcome | None]] = defaultdict(list)
    for case, outcome in Track.objects.filter(case__in=keys).order_by("id").values_list("case", "outcome"):
        outcomes[case].append(Outcome(outcome) if outcome else None)
    senders: dict[int, list[str]] = defaultdict(list)
    handed = Forwarding.objects.filter(case__in=keys, track=None, answer=Forwarding.Answer.ACCEPTED, receiver__isnull=False)
    for case, sender in handed.order_by("answered_at", "id").values_list("case", "sender"):
        senders[case].append(sender)
    zones = {row.agency_id: row.agency for row in rows}
    tz = {code: zone_of_office(agency).tz for code, agency in zones.items()}
    return [_seen(row, steps[row.pk], outcomes[row.pk], senders[row.pk], tz[row.agency_id]) for row in rows]


def _seen(
    row: Case, steps: list[tuple[str, datetime]], outcomes: Sequence[Outcome | None], senders: list[str], tz: object
) -> Seen:
    moved = [Moved(State(target), at.astimezone(tz).date()) for target, at in steps]  # type: ignore[arg-type]
    if moved and row.kind == CaseKind.LAPORAN and moved[0].target is State.LAPORAN_DITERIMA:
        moved[0] = Moved(moved[0].target, row.received_at.astimezone(tz).date())  # type: ignore[arg-type]
    return Seen(
        code=row.code,
        regime=row.regime,
        state=State(row.state),
        registered=row.registered_at is not None,
        steps=moved,
        outcomes=outcomes,
        offices=(*senders, row.agency_id),
    )


def entries_of(cases: QuerySet[Case] | None = None) -> list[Entry]:
    """Everything that came in, and where it stands."""
    rows = Case.objects.all() if cases is None else cases
    return [entry for each in seen(rows) for entry in entries(each)]


# --- For staff ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Table:
    """One table with its gaps and the entries that make them."""

    office: str
    regime: str
    numbers: Mapping[str, int]
    gaps: tuple[Gap, ...]
    faulty: tuple[Entry, ...]
    preliminary: int  # beside the table: the law registers none of it
    handed_on: int  # among what is not registered: another office has it

    @property
    def adds_up(self) -> bool:
        """Whether it may be published."""
        return not self.gaps and not self.faulty


def tables_of(rows: Iterable[Entry]) -> list[Table]:
    """One table for each office and law."""
    return [_table(office, regime, found) for (office, regime), found in by(rows, "office", "regime").items()]


def _table(office: str, regime: str, rows: Sequence[Entry]) -> Table:
    counted = table(rows)
    return Table(
        office=office,
        regime=regime,
        numbers=counted,
        gaps=gaps(counted, SUMS),
        faulty=faulty(rows),
        preliminary=sum(row.kind is CaseKind.INFORMASI_AWAL for row in rows),
        handed_on=sum(row.handed_on and row.kind in KINDS for row in rows),
    )


def offices_of(member: Member, capability: Capability = Capability.HANDLE_CASES) -> QuerySet[Agency]:
    """The supervisors' offices whose figures a member may see."""
    return Agency.objects.filter(code__in=scope_of(member).where(capability).agencies, kind="supervisor").order_by("code")


def figures_for(member: Member) -> list[Table]:
    """The tables of the offices that a member serves, with every gap: numbers only, also of cases that they may not open.

    Counted are the cases that these offices have or had. Codes stand beside a gap only where the member may see the case.
    """
    offices = set(offices_of(member).values_list("code", flat=True))
    had = Forwarding.objects.filter(sender__in=offices, track=None, answer=Forwarding.Answer.ACCEPTED).values("case")
    rows = entries_of(Case.objects.filter(Q(agency__in=offices) | Q(pk__in=had)))
    mine = set(cases_for(member).values_list("code", flat=True))
    found = tables_of(row for row in rows if row.office in offices)
    return [
        Table(**{**each.__dict__, "faulty": tuple(row for row in each.faulty if row.case in mine)}) if each.faulty else each
        for each in found
    ]


@dataclass(frozen=True)
class OfClass:
    """The tracks of one class: these are not cases, and do not add up to them."""

    klass: Class
    label: str
    tracks: int
    violation: int
    not_violation: int
    stopped: int
    open: int

    @property
    def adds_up(self) -> bool:
        """Whether every track has one result."""
        return self.tracks == self.violation + self.not_violation + self.stopped + self.open


def classes_of(offices: Iterable[str], regime: str) -> list[OfClass]:
    """How many tracks of each class the offices opened, and what became of them."""
    rows = Track.objects.filter(case__agency__in=list(offices), case__regime=regime).values_list("klass", "outcome")
    names = dict(CLASSES)
    counted: dict[tuple[str, str], int] = defaultdict(int)
    for klass, outcome in rows:
        counted[klass, outcome] += 1
    return [
        OfClass(
            klass,
            str(names.get(klass, klass)),
            sum(number for (name, _outcome), number in counted.items() if name == klass),
            counted[klass, Outcome.VIOLATION],
            counted[klass, Outcome.NOT_VIOLATION],
            counted[klass, Outcome.STOPPED],
            counted[klass, ""],
        )
        for klass in Class
    ]


# --- Time -----------------------------------------------------------------------------------------------------------


def times_of(cases: QuerySet[Case]) -> dict[str, list[float]]:
    """Hours each step took: from handing in to the end of the first study and to registration, from registration to the decision

    of each class, from the decision to its acceptance by whom it was forwarded to. What has not happened is not counted.
    """
    found: dict[str, list[float]] = {name: [] for name in STEPS}
    studied = Step.objects.filter(case__in=cases, track=None, event__contains=Event.ASSESSED.value)
    begun = dict(cases.values_list("pk", "received_at"))
    for case, at in studied.order_by("number").values_list("case", "at"):
        found["assess"] += hours([(begun[case], at)])
    found["register"] = hours(cases.values_list("received_at", "registered_at"))
    decided = Track.objects.filter(case__in=cases, decided_at__isnull=False)
    found["decide"] = hours(decided.values_list("case__registered_at", "decided_at"))
    taken = Forwarding.objects.filter(track__in=decided, answer=Forwarding.Answer.ACCEPTED)
    found["accept"] = hours(taken.values_list("track__decided_at", "answered_at"))
    return found


def hours(spans: Iterable[tuple[datetime | None, datetime | None]]) -> list[float]:
    """How long spans lasted; those without a beginning or an end are left out."""
    return [max(0.0, (end - start).total_seconds() / HOUR) for start, end in spans if start is not None and end is not None]


def spreads_of(cases: QuerySet[Case]) -> dict[str, Spread | None]:
    """The same as median and quartiles."""
    return {name: spread(values) for name, values in times_of(cases).items()}


def times_for(member: Member, office: str) -> dict[str, Spread | None]:
    """How long the steps of an office took, for those who serve it."""
    if not offices_of(member).filter(code=office).exists():
        return {}
    return spreads_of(Case.objects.filter(agency=office))


# --- What was published ---------------------------------------------------------------------------------------------


def latest_release() -> FiguresRelease | None:
    """The last release; None before the first."""
    return FiguresRelease.objects.order_by("-id").first()


def epoch() -> str:
    """The day for which a release is made."""
    return now().date().isoformat()
