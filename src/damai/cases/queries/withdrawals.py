"""Reports that their reporter wants to take back."""

from damai.agencies.models import Member

from ..models import Case, Withdrawal
from ..rules import CaseKind, State, moves_from
from .access import cases_for


def withdrawals_of(case: Case) -> list[Withdrawal]:
    """Every wish to take a report back, the first first."""
    return list(Withdrawal.objects.filter(case=case).order_by("id"))


def waiting(case: Case) -> Withdrawal | None:
    """The wish that an officer has not answered yet."""
    return Withdrawal.objects.filter(case=case, taken_at=None, refused_at=None).first()


def withdrawal_for(member: Member, pk: int) -> Withdrawal:
    """The wish with this number, if the member may see its case; Withdrawal.DoesNotExist if not."""
    return Withdrawal.objects.filter(case__in=cases_for(member)).select_related("case__agency").get(pk=pk)


def can_be_taken_back(case: Case) -> bool:
    """Whether the report can still be taken back: the law lets it only before registration."""
    return any(move.target is State.DICABUT for move in moves_from(State(case.state)))


def may_ask(case: Case) -> bool:
    """Whether there is anything to take back: a report (not a finding, not preliminary information) that is not over."""
    return case.kind == CaseKind.LAPORAN and case.closed_at is None and case.announced_at is None and case.state != State.DICABUT
