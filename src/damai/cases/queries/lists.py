"""Lists of cases, and what belongs to one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, Min, OuterRef, Q, QuerySet
from django.utils.timezone import localdate

from damai.agencies.models import Member
from damai.agencies.queries import in_areas
from damai.agencies.rules import Capability
from damai.ledger.queries import now

from .. import rules
from ..models import Case, Step, Track
from ..rules import Class, Outcome, State, TrackState
from .access import cases_for

PAGE = 25
SOON = timedelta(days=2)


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
    klass: str | None = None,
    area: str | None = None,
    after: str | None = None,
    size: int = PAGE,
) -> Page:
    """One page of the cases a member may see; a page starts after a code, so no page costs more than the first."""
    filters = {"state": state, "kind": kind, "regime": regime}
    found = cases_for(member).filter(**{name: value for name, value in filters.items() if value})
    if klass:
        found = found.filter(Exists(Track.objects.filter(case=OuterRef("pk"), klass=klass)))
    if area:
        found = found.filter(in_areas([area], field="area__code"))
    letter, _, digits = (after or "").partition("-")
    if letter == "P" and digits.isascii() and digits.isdigit() and len(digits) < 19:
        found = found.filter(pk__lt=int(digits))
    rows = list(with_nearest(found).prefetch_related("tracks").order_by("-id")[: size + 1])
    return Page(cases=rows[:size], after=rows[size - 1].code if len(rows) > size else None)


def with_nearest(cases: QuerySet[Case]) -> QuerySet[Case]:
    """The same cases, each with `due_at`: the soonest end of what runs on it, missed or not."""
    return cases.annotate(due_at=_nearest())


def _nearest() -> Min:
    return Min("terms__due_at", filter=Q(terms__ended_at=None))


def late_cases(member: Member) -> QuerySet[Case]:
    """The cases with a term that has ended unmet, the longest overdue first."""
    found = cases_for(member).annotate(due_at=_nearest()).filter(due_at__lte=now())
    return found.prefetch_related("tracks").order_by("due_at", "id")


def soon_late(member: Member, *, within: timedelta = SOON) -> QuerySet[Case]:
    """The cases whose next term ends soon, the soonest first; those with an end behind them are in `late_cases`."""
    at = now()
    found = cases_for(member).annotate(due_at=_nearest()).filter(due_at__gt=at, due_at__lte=at + within)
    return found.prefetch_related("tracks").order_by("due_at", "id")


def steps_of(case: Case) -> QuerySet[Step]:
    """Every step of a case and its tracks, the first first."""
    return Step.objects.filter(case=case).select_related("plenary", "track").order_by("number")


def next_moves(case: Case, member: Member) -> list[rules.Move]:
    """What this member may do next with a case, in the table's order; guards are asked when it is done."""
    leads, works = _may(case, member)
    moves = rules.moves_from(State(case.state))
    return [move for move in moves if not move.again and (leads if move.who is rules.Who.LEAD else works)]


def next_track_moves(track: Track, member: Member) -> list[rules.TrackMove]:
    """What this member may do next with one class of a case."""
    leads, works = _may(track.case, member)
    if not track.klass:
        return []
    outcome = Outcome(track.outcome) if track.outcome else None
    moves = rules.track_moves_from(Class(track.klass), TrackState(track.state), outcome=outcome)
    happened = events_of(track)
    return [
        move
        for move in moves
        if (leads if move.who is rules.Who.LEAD else works)
        and (move.after is None or move.after in happened)
        and not (move.notes and set(move.events) <= happened)
    ]


def _may(case: Case, member: Member) -> tuple[bool, bool]:
    leads = cases_for(member, Capability.DECIDE_CASES).filter(pk=case.pk).exists()
    return leads, leads or cases_for(member).filter(pk=case.pk).exists()


def events_of(track: Track) -> frozenset[rules.Event]:
    """Everything that has happened on a track, in the words that clocks hear."""
    rows = Step.objects.filter(track=track).values_list("event", flat=True)
    return frozenset(rules.Event(word) for row in rows for word in row.split())


def today() -> date:
    """The day it is in the house's time zone."""
    return localdate(now())
