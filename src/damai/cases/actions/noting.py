"""What happens by itself: ended terms are noted, deadlines counted again, public counts made."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from damai.ledger.actions import record
from damai.ledger.queries import now
from damai.statutes.queries import statutes
from damai.triage.actions import publish
from damai.triage.models import Release

from .. import facts, queries
from ..models import Case, Term
from ..queries import law
from .happening import note
from .reminding import forget_points


def note_missed() -> int:
    """Record every term that ended without the step it is for, once each; return how many."""
    return sum(_note_one(term) for term in queries.missed()[:500])


@transaction.atomic
def _note_one(term: Term) -> bool:
    case = Case.objects.select_for_update(of=("self",)).select_related("agency").get(pk=term.case_id)
    fresh = Term.objects.select_related("track").get(pk=term.pk)
    fresh.case = case
    if fresh.ended_at is not None or fresh.missed_at is not None or not law.passed(fresh, now()):
        return False
    note(fresh)
    return True


@dataclass(frozen=True, kw_only=True)
class Recounted:
    """A deadline that came out differently."""

    case: str
    term: int  # its number in the case; 0: the time limit of reporting
    clock: str
    klass: str
    before: date
    after: date


def recount(*, by: str, apply: bool = True) -> list[Recounted]:
    """Count every running deadline again, after a holiday or a clock was corrected; return what changed, oldest case first.

    With `apply=False` nothing is changed: what would change is shown first (A-2). The moment a term is counted from stays.
    """
    cases = queries.cases_moving(statutes())  # decided in memory; only what moves takes a lock and is counted again
    return [moved for pk in cases for moved in _recount_one(pk, by=by, apply=apply)]


@transaction.atomic
def _recount_one(pk: int, *, by: str, apply: bool) -> list[Recounted]:
    case = Case.objects.select_for_update(of=("self",)).select_related("agency").get(pk=pk)
    moved = [each for term in queries.open_terms(case) if (each := _recount_term(case, term, apply=apply)) is not None]
    if case.registered_at is None and case.report_due_on is not None:
        due_on = law.reporting(case).due_on
        if due_on is not None and due_on != case.report_due_on:
            moved.append(Recounted(case=case.code, term=0, clock="P1", klass="", before=case.report_due_on, after=due_on))
            case.report_due_on = due_on
    if moved and apply:
        case.save(update_fields=["report_due_on", "expired_at"])
        for each in moved:
            before, after = each.before.isoformat(), each.after.isoformat()
            record(facts.DeadlineMoved(case=each.case, clock=each.clock, before=before, after=after), by=by)
    return moved


def _recount_term(case: Case, term: Term, *, apply: bool) -> Recounted | None:
    term.case = case
    ends = law.deadline_of_term(term)
    if ends is None or ends.due_at == term.due_at:
        return None
    before = term.due_on
    term.due_at, term.due_on = ends.due_at, ends.due_on
    if apply:
        if not law.passed(term, now()):
            term.missed_at = None  # it may be missed again, and then that is said again
            forget_points(term)
        term.save(update_fields=["due_at", "due_on", "missed_at"])
        if term.handling:
            case.expired_at = _expired(case)
    klass = term.track.klass if term.track else ""
    return Recounted(case=case.code, term=term.number, clock=term.clock, klass=klass, before=before, after=ends.due_on)


def _expired(case: Case) -> datetime | None:
    """The first handling term of a case that ended unmet; None when none did."""
    rows = Term.objects.filter(case=case, handling=True, missed_at__isnull=False).exclude(end=Term.End.MET)
    return rows.order_by("due_at").values_list("due_at", flat=True).first()


def publish_counts() -> Release | None:
    """Release the protected public counts of registered cases for this hour; None if it has been done."""
    return publish("cases", queries.count_by_area)
