"""Who handles a case, who could, how the lot fell, and who is out of it."""

from collections.abc import Iterable

from django.db.models import Count, QuerySet

from damai.agencies.models import Member
from damai.agencies.queries import members_in
from damai.agencies.rules import Capability
from damai.triage.queries import messages_of

from ..models import Assignment, Case, Recusal
from .access import cases_for


def handler_of(case: Case) -> Assignment | None:
    """The assignment that is in force."""
    return Assignment.objects.filter(case=case, ended_at=None).select_related("member").first()


def assignments_of(case: Case) -> QuerySet[Assignment]:
    """Everyone who handled a case, the latest first."""
    return Assignment.objects.filter(case=case).select_related("member").order_by("-id")


def recusals_of(case: Case) -> QuerySet[Recusal]:
    """Who is out of a case, and why, the first first."""
    return Recusal.objects.filter(case=case).select_related("member").order_by("id")


def undeclared(member: Member) -> QuerySet[Assignment]:
    """Cases that wait for this member's declaration on conflicts of interest, the oldest first; until then they stay closed."""
    rows = Assignment.objects.filter(member=member, ended_at=None, declared_at=None)
    return rows.select_related("case__area", "case__report", "case__agency").order_by("id")


def unassigned(member: Member) -> QuerySet[Case]:
    """The open cases of the offices a member leads that nobody handles, the oldest first."""
    taken = Assignment.objects.filter(ended_at=None).values("case")
    return cases_for(member, Capability.DECIDE_CASES).filter(closed_at=None).exclude(pk__in=taken).order_by("id")


def load_of(members: Iterable[Member]) -> dict[str, int]:
    """How many open cases each of these handles, by code."""
    found = {member.code: 0 for member in members}
    rows = Assignment.objects.filter(ended_at=None, case__closed_at=None, member__code__in=found).order_by()
    return found | dict(rows.values_list("member__code").annotate(Count("pk")))


def eligible_for(case: Case) -> list[Member]:
    """Who may handle a case: officers and leads of its office who may see it, never who is recused, nor who reported it."""
    senders = {message.sender for message in messages_of(case.report)}
    members = members_in(case.agency).exclude(code__in=senders)
    return [member for member in members if cases_for(member, undeclared=True).filter(pk=case.pk).exists()]


def may_be_recused(case: Case) -> list[Member]:
    """Who could be taken out of a case: everyone of its office who may see it."""
    return [member for member in members_in(case.agency) if cases_for(member, undeclared=True).filter(pk=case.pk).exists()]
