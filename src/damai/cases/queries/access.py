"""Who sees which case: officers and leads of the supervisors accountable for it, in their area, and nobody else."""

from django.db.models import Min, Q, QuerySet

from damai.agencies.models import Member
from damai.agencies.queries import in_areas, scope_of
from damai.agencies.rules import Capability
from damai.intake.models import Message
from damai.intake.queries import Forgotten
from damai.interviews.queries import told
from damai.triage.models import Report
from damai.triage.queries import messages_of

from ..models import Assignment, Case, Party, Recusal, Track


def cases_for(member: Member, capability: Capability = Capability.HANDLE_CASES, *, undeclared: bool = False) -> QuerySet[Case]:
    """The cases a member may see (or do something with); Case.DoesNotExist for any other, and for those they are recused from.

    A case that fell to them stays closed until they declared to have no conflict of interest (`undeclared`: those too, for the
    page on which they declare it).
    """
    closed = Q(pk__in=Recusal.objects.filter(member=member).values("case"))
    if not undeclared:
        closed |= Q(pk__in=Assignment.objects.filter(member=member, ended_at=None, declared_at=None).values("case"))
    return Case.objects.filter(seen_by(member, capability)).exclude(closed).select_related("area", "agency", "report")


def seen_by(member: Member, capability: Capability, *, prefix: str = "") -> Q:
    """Which cases lie in a member's charge; `prefix` leads to the case from another row. Recusals are asked for by themselves."""
    seen = Q(pk__in=[])
    for charge in scope_of(member).where(capability).charges:
        mine = Q(**{f"{prefix}agency": charge.agency})
        if not charge.whole:  # not the agency's whole ground
            mine &= in_areas([charge.area], field=f"{prefix}area__code")
        if charge.role != "lead":  # nobody but the leads reads what accuses their own office
            mine &= ~Q(**{f"{prefix}report__accused": charge.kind})
        seen |= mine
    return seen


def case_for(member: Member, code: str) -> Case:
    """The case with this code, if the member may see it; Case.DoesNotExist if not."""
    return cases_for(member).get(code=code)


def leads(member: Member, case: Case) -> bool:
    """Whether a member leads the office of a case, and is not recused from it."""
    return cases_for(member, Capability.DECIDE_CASES).filter(pk=case.pk).exists()


def handles(member: Member, case: Case) -> bool:
    """Whether a case is this member's own: assigned to them, or of the office they lead; of nobody yet, their office's."""
    if not cases_for(member).filter(pk=case.pk).exists():
        return False
    if leads(member, case):
        return True
    now_handling = Assignment.objects.filter(case=case, ended_at=None).first()
    return now_handling is None or now_handling.member_id == member.pk


def case_of(report_code: str) -> Case | None:
    """The case opened from a report, for other rooms; None if there is none."""
    found = Case.objects.filter(report__code=report_code).annotate(due_at=Min("terms__due_at", filter=Q(terms__ended_at=None)))
    return found.select_related("agency").first()


def tells_who(report: Report) -> bool:
    """Whether a message behind a report gives the reporter's name and address. Neither is shown, nor opened for anybody."""
    return any(_tells_who(message) for message in messages_of(report))


def _tells_who(message: Message) -> bool:
    try:
        return told(message).reporter.is_identified
    except Forgotten:
        return False


def tracks_of(case: Case) -> QuerySet[Track]:
    """The classes of violation of a case, the first first."""
    return Track.objects.filter(case=case).order_by("id")


def parties_of(case: Case) -> QuerySet[Party]:
    """The reported parties of a case: what they are and for whom they stand. Who they are stands sealed in `identities`."""
    return Party.objects.filter(case=case).order_by("number")
