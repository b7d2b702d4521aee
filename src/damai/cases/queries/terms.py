"""What runs: the terms of a case, whose duty each is, and the same counted day by day."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from damai.agencies.queries import in_areas
from damai.ledger.queries import now
from damai.statutes.rules import Deadline, Duty

from ..models import Case, Term, Track
from .law import deadline_of_term, passed

SOON = timedelta(days=2)


def terms_of(case: Case) -> QuerySet[Term]:
    """Every term of a case, as they were started."""
    return Term.objects.filter(case=case).select_related("case__agency", "track").order_by("number")


def open_terms(case: Case, *, track: Track | None = None) -> QuerySet[Term]:
    """What runs on a case and all its classes, the soonest end first; with `track`, on that class alone."""
    found = terms_of(case).filter(ended_at=None).order_by("due_at", "number")
    return found if track is None else found.filter(track=track)


@dataclass(frozen=True, kw_only=True)
class Explained:
    """A term with everything needed to check it by hand."""

    term: Term
    deadline: Deadline | None  # as the tables stand now; None: they do not hold this clock any more
    name: str
    duty: str  # who must act, in words
    late: bool
    left: timedelta

    @property
    def code(self) -> str:
        """The clock, as the law's table names it."""
        return self.term.clock

    @property
    def days(self) -> int:
        """How many days count in all."""
        return sum(day.number is not None for day in self.deadline.days) if self.deadline else 0


def term_explained(term: Term, *, at: datetime | None = None) -> Explained:
    """A term counted day by day by the tables as they stand."""
    at = at or now()
    found = deadline_of_term(term)
    return Explained(
        term=term,
        deadline=found,
        name=found.clock.name if found else term.clock,
        duty=Duty(term.duty).word if term.duty in set(Duty) else "",
        late=passed(term, term.ended_at or at),
        left=term.due_at - at,
    )


def missed() -> QuerySet[Term]:
    """Terms that have ended and were not noted yet, for the house itself."""
    return Term.objects.filter(ended_at=None, missed_at=None, due_at__lte=now()).order_by("due_at", "id")


def running() -> QuerySet[Term]:
    """Every running term, for the house itself; the oldest case first."""
    return Term.objects.filter(ended_at=None).select_related("case__agency", "track").order_by("case_id", "number")


@dataclass(frozen=True)
class Running:
    """How many terms run, and of how many the end has passed or is near. Numbers only: no code, no place."""

    running: int
    late: int
    soon: int


def running_in(city: str, *, within: timedelta = SOON) -> Running:
    """What a city's supervisors owe as three numbers, for the agenda of a coordination meeting."""
    at = now()
    rows = running().filter(in_areas([city], field="agency__area__code"), duty=Duty.SUPERVISOR)
    return Running(
        running=rows.count(),
        late=rows.filter(due_at__lte=at).count(),
        soon=rows.filter(due_at__gt=at, due_at__lte=at + within).count(),
    )
