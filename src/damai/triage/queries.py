"""What can be seen of reports, and by whom. What is not theirs does not exist for them: `DoesNotExist`, which becomes 404.

| who | sees |
| --- | --- |
| officers and leads of the supervisors | what came to their agency's inbox, and what it is accountable for or offered |
| officers, leads and liaisons of other agencies | what was handed to their agency or is offered to it, once it is decided |
| field supervisors | the reports behind their own messages |
| operators, and everyone else | nothing |
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from damai.agencies.models import Agency, AgencyKind, Member
from damai.agencies.queries import in_areas, scope_of
from damai.agencies.rules import Capability, Charge
from damai.areas.models import Level
from damai.intake.models import Message
from damai.ledger.queries import now

from . import rules
from .models import Duplicate, Handover, PublicCount, Release, Report, ReportMessage, State
from .models import category_name as category_name  # for forms, which may not see models

PAGE = 25


# --- Who sees what --------------------------------------------------------------------------------------------------


def reports_for(member: Member) -> QuerySet[Report]:
    """The reports a member may see. `reports_for(member).get(code=…)` raises Report.DoesNotExist for any other."""
    return Report.objects.filter(visible_to(member)).select_related("area", "agency", "inbox", "offered_to", "leased_to")


def visible_to(member: Member) -> Q:
    """The condition that a member may see a report."""
    scope = scope_of(member)
    seen = Q(pk__in=[])
    for charge in scope.where(Capability.READ_HANDED_OVER).charges:
        reads_inbox = Capability.READ_INBOX in charge.capabilities
        mine = Q(agency=charge.agency) | Q(offered_to=charge.agency)
        if reads_inbox:
            mine |= Q(inbox=charge.agency)
        else:
            mine &= Q(state=State.CONFIRMED)  # the inbox, before anyone has decided, is the supervisors' alone
        seen |= mine & _in_charge_of(charge)
    if any(Capability.SEND_REPORTS in charge.capabilities for charge in scope.charges):
        seen |= sent_by(member)
    return seen


def sent_by(member: Member) -> Q:
    """The condition that one of the messages behind a report is the member's own."""
    return Q(Exists(ReportMessage.objects.filter(report=OuterRef("pk"), sender=member.code)))


def read_in_full(member: Member) -> Q:
    """The condition that a member reads every message behind a report, not only those they sent themselves."""
    seen = Q(pk__in=[])
    for charge in scope_of(member).where(Capability.SEE_PERSONAL_DATA).charges:
        seen |= (Q(agency=charge.agency) | Q(offered_to=charge.agency) | Q(inbox=charge.agency)) & _in_charge_of(charge)
    return seen


def learn_senders(member: Member) -> Q:
    """The condition that a member may open who the senders are: an agency that is only asked does not learn it yet."""
    seen = Q(pk__in=[])
    for charge in scope_of(member).where(Capability.SEE_PERSONAL_DATA).charges:
        seen |= (Q(agency=charge.agency) | Q(inbox=charge.agency)) & _in_charge_of(charge)
    return seen


def _in_charge_of(charge: Charge) -> Q:
    """The condition on the area, and that nobody reads what accuses their own kind of agency unless they lead it."""
    where = Q()
    if not charge.whole:  # not the agency's whole ground
        where = in_areas([charge.area], field="area__code")
    if charge.role != "lead":
        where &= ~Q(accused=charge.kind)
    return where


def agencies_with(member: Member, capability: Capability) -> frozenset[str]:
    """The codes of the agencies for which a member may do something today."""
    return scope_of(member).where(capability).agencies


def may(member: Member, capability: Capability, report: Report) -> bool:
    """Whether a member may do something with a report on behalf of the agency that is accountable for it.

    One appointment must give both the capability and the sight of it: what they see because they sent it is not theirs to decide.
    """
    seen = Q(pk__in=[])
    for charge in scope_of(member).where(capability).charges:
        if charge.agency == report.agency_id:
            decided = Q() if Capability.READ_INBOX in charge.capabilities else Q(state=State.CONFIRMED)
            seen |= Q(agency=charge.agency) & decided & _in_charge_of(charge)
    return Report.objects.filter(seen, pk=report.pk).exists()


# --- Lists ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page of a list, newest first, and where the next one starts: a code, or None at the end."""

    reports: Sequence[Report]
    after: str | None


def page_of(
    member: Member,
    *,
    state: State | str | None = None,
    kind: str | None = None,
    category: str | None = None,
    area: str | None = None,
    severity: int | None = None,
    desk: str = "mine",
    after: str | None = None,
    size: int = PAGE,
) -> Page:
    """One page of the reports a member may see.

    `desk`: "mine" (their agency is accountable), "offered" (to their agency), "inbox" (came in to them), "sent" (their own
    messages). A page starts after a code and never counts rows, so the thousandth page costs what the first one costs.
    """
    agencies = sorted(scope_of(member).where(Capability.READ_HANDED_OVER).agencies)
    desks = {"mine": Q(agency__in=agencies), "offered": Q(offered_to__in=agencies), "inbox": Q(inbox__in=agencies)}
    if len(agencies) == 1:  # equality, so that the index gives the order too
        desks = {"mine": Q(agency=agencies[0]), "offered": Q(offered_to=agencies[0]), "inbox": Q(inbox=agencies[0])}
    found = reports_for(member).filter(desks.get(desk, sent_by(member)))
    filters = {"state": state, "kind": kind, "category": category, "severity": severity}
    found = found.filter(**{name: value for name, value in filters.items() if value not in (None, "")})
    if area:
        found = found.filter(in_areas([area], field="area__code"))
    if after is not None and (number := number_in(after)):
        found = found.filter(pk__lt=number)
    rows = list(found.order_by("-id")[: size + 1])
    return Page(reports=rows[:size], after=rows[size - 1].code if len(rows) > size else None)


def number_in(code: str) -> int | None:
    """The number in a report's code, or None if it is no such code."""
    letter, _, digits = code.partition("-")
    return int(digits) if letter == "L" and digits.isascii() and digits.isdigit() and len(digits) < 19 else None


def waiting_for(member: Member) -> QuerySet[Report]:
    """What waits for a decision in a member's inboxes, most severe first and oldest first; whoever holds it."""
    agencies = agencies_with(member, Capability.CONFIRM_REPORTS)
    return reports_for(member).filter(agency__in=agencies, state=State.NEW).order_by("-severity", "id")


def held_by(member: Member) -> QuerySet[Report]:
    """What a member holds under a lease that has not ended."""
    return reports_for(member).filter(leased_to=member, leased_until__gt=now(), state=State.NEW).order_by("-severity", "id")


def offers_to(member: Member) -> QuerySet[Handover]:
    """The open offers a member may answer, the soonest to lapse first."""
    visible = reports_for(member).values("pk")
    agencies = agencies_with(member, Capability.ANSWER_OFFERS)
    offers = Handover.objects.filter(state=Handover.State.OFFERED, to_agency__in=agencies, report__in=visible)
    return offers.select_related("report__area", "from_agency", "to_agency").order_by("answer_by")


def count_waiting(member: Member, *, most: int = 1000) -> int:
    """How many reports wait for a decision; counting stops at `most`, so that it never gets slow."""
    return waiting_for(member).order_by()[:most].count()


# --- One report -----------------------------------------------------------------------------------------------------


def report_for(member: Member, code: str) -> Report:
    """The report with this code, if the member may see it; Report.DoesNotExist if not."""
    return reports_for(member).get(code=code)


def whole(report: Report) -> Report:
    """The report that this one was joined into; itself if it was not."""
    while report.joined_into_id is not None:
        report = Report.objects.get(pk=report.joined_into_id)
    return report


def parts_of(report: Report) -> list[Report]:
    """The report and everything joined into it."""
    found, level = [report], [report.pk]
    while level:
        below = list(Report.objects.filter(joined_into__in=level).order_by("id"))
        found += below
        level = [part.pk for part in below]
    return found


def messages_of(report: Report) -> list[Message]:
    """Every message behind a report, those of joined reports included, oldest first."""
    links = ReportMessage.objects.filter(report__in=[part.pk for part in parts_of(report)]).select_related("message")
    return [link.message for link in links.order_by("message_id")]


def report_of(message: Message) -> Report | None:
    """The report a message stands behind (the whole, if that was joined); None until it is sorted."""
    link = ReportMessage.objects.filter(message=message).select_related("report").first()
    return whole(link.report) if link else None


def duplicates_of(report: Report, member: Member) -> list[Duplicate]:
    """The unanswered suggestions that a report and another are of one event, if the member may see both."""
    rows = Duplicate.objects.filter(Q(report=report) | Q(of=report), answer="").select_related("report__area", "of__area")
    visible = set(
        reports_for(member).filter(pk__in={pk for row in rows for pk in (row.report_id, row.of_id)}).values_list("pk", flat=True)
    )
    return [row for row in rows if {row.report_id, row.of_id} <= visible]


def open_offer(report: Report) -> Handover | None:
    """The hand-over of this report that waits for an answer."""
    return Handover.objects.filter(report=report, state=Handover.State.OFFERED).select_related("to_agency").first()


def routes_for(report: Report) -> list[Agency]:
    """The agencies likely to answer for a report, best first, never the accused one; a suggestion, no more."""
    kind = rules.Kind(report.kind or report.suggested_kind)
    wanted = rules.route(kind, report.category or report.suggested_category, accused=report.accused)
    found = [agency for name in wanted for agency in agencies_for(report.area_id, name)[:1]]
    return [agency for agency in found if agency.code != report.agency_id]


def may_be_offered_to(report: Report) -> list[Agency]:
    """Every agency a report may be offered to: those of its area and the levels above, the accused kind left out."""
    category = report.category or report.suggested_category
    found = [agency for kind in AgencyKind.values for agency in agencies_for(report.area_id, kind)]
    found += [agency for agency in Agency.objects.filter(kind=AgencyKind.SUPERVISOR) if agency not in found]
    return [
        agency
        for agency in found
        if agency.code != report.agency_id and rules.may_go_to(agency.kind, category=category, accused=report.accused)
    ]


def agencies_for(area: str | None, kind: str) -> list[Agency]:
    """The agencies of a kind that answer for an area, the nearest first; of the house's city for no area."""
    code = area or settings.CITY
    above = [".".join(code.split(".")[:size]) for size in range(1, code.count(".") + 2)]
    found = Agency.objects.filter(kind=kind, area_id__in=above)
    return sorted(found, key=lambda agency: (-len(agency.area_id), agency.code))


def supervisor_of(area: str | None) -> Agency:
    """Whose inbox a report from an area comes to: the nearest supervisors, or those of the house's city."""
    found = agencies_for(area, AgencyKind.SUPERVISOR) or agencies_for(None, AgencyKind.SUPERVISOR)
    found = found or list(Agency.objects.filter(kind=AgencyKind.SUPERVISOR).order_by("area_id", "code")[:1])
    if not found:
        raise NoSupervisor(area or settings.CITY)
    return found[0]


class NoSupervisor(Exception):
    """No agency of the kind "supervisor" exists: nobody could be accountable for a report."""


# --- Counting, for other rooms and for the public --------------------------------------------------------------------


def count_by_area() -> dict[str, int | None]:
    """Distinct messages behind confirmed reports by area; 0 where enough came in but nothing was confirmed; None: no data.

    Messages of joined reports count where the whole report lies.
    """
    # A corrected form and what it corrects are one message.
    links = ReportMessage.objects.filter(message__revises=None).order_by()
    rows = links.exclude(report__state=State.JOINED).values_list("report__area", "report__state").annotate(number=Count("id"))
    found = [(area, state, number) for area, state, number in rows]
    joined = links.filter(report__state=State.JOINED).values_list("report").annotate(number=Count("id"))
    wholes = {part.pk: whole(part) for part in Report.objects.filter(state=State.JOINED).only("pk", "joined_into")}
    found += [(wholes[pk].area_id, wholes[pk].state, number) for pk, number in joined]
    came_in: dict[str, int] = {}
    confirmed: dict[str, int] = {}
    for area, state, number in found:
        if area is not None:
            came_in[area] = came_in.get(area, 0) + number
            confirmed[area] = confirmed.get(area, 0) + (number if state == State.CONFIRMED else 0)
    return {area: confirmed[area] or (0 if number >= rules.K else None) for area, number in came_in.items()}


def confirmed_since(moment: datetime, *, city: str) -> dict[str, int]:
    """How many reports of a city's supervisors were confirmed since a moment, by kind; joined ones count once."""
    rows = Report.objects.filter(in_areas([city], field="inbox__area__code"), state=State.CONFIRMED, confirmed_at__gte=moment)
    return dict(rows.order_by().values_list("kind").annotate(number=Count("id")))


def villages_heard(city: str) -> int:
    """In how many kelurahan of a city at least one report was ever confirmed."""
    rows = Report.objects.filter(in_areas([city], field="area__code"), state=State.CONFIRMED, area__level=Level.VILLAGE)
    return rows.order_by().values("area").distinct().count()


def latest_release(subject: str) -> Release | None:
    """The last release of a subject's public counts."""
    return Release.objects.filter(subject=subject).order_by("-id").first()


def cells_of(release: Release | None) -> dict[str, rules.Cell]:
    """The numbers of a release by area."""
    rows = PublicCount.objects.filter(release=release) if release else PublicCount.objects.none()
    return {row.area_id: rules.Cell(rules.Shown(row.shown), row.count) for row in rows}


def late_offers(at: datetime) -> QuerySet[Handover]:
    """Offers that nobody answered in time."""
    return Handover.objects.filter(state=Handover.State.OFFERED, answer_by__lte=at).order_by("answer_by")
