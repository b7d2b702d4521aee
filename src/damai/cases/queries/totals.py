"""Counting cases: what came in, and what became of it."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from .. import rules
from ..models import Case, Track
from ..rules import Outcome


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
    """How many cases came in and what became of them.

    A case is a violation as soon as one of its classes is found to be one; it is none once all of them are decided as none.
    """
    mine = Track.objects.filter(case=OuterRef("pk"))
    rows = (
        (Case.objects.all() if cases is None else cases)
        .order_by()
        .alias(found=Exists(mine.filter(outcome=Outcome.VIOLATION)), open=Exists(mine.filter(outcome="")))
    )
    registered = Q(registered_at__isnull=False)
    ended = Q(state__in=[*rules.ENDS, *rules.OVER])
    counts = rows.aggregate(
        received=Count("pk"),
        registered=Count("pk", filter=registered),
        violation=Count("pk", filter=registered & Q(found=True)),
        not_violation=Count("pk", filter=registered & Q(found=False, open=False)),
        in_process=Count("pk", filter=registered & Q(found=False, open=True)),
        not_registered=Count("pk", filter=~registered & ended),
        pending=Count("pk", filter=~registered & ~ended),
    )
    return Totals(**counts)


def count_by_area() -> dict[str, int | None]:
    """Registered cases by area."""
    rows = Case.objects.filter(registered_at__isnull=False, area__isnull=False).values("area").annotate(number=Count("pk"))
    return dict(rows.order_by().values_list("area", "number"))
