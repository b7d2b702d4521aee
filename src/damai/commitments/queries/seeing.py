"""Who sees which promises, and who may do what with them. What is not theirs does not exist for them: `DoesNotExist`, 404.

| who | sees | does |
| --- | --- | --- |
| who takes part (officer, lead, liaison), in the convener's city or above it | commitments, items, breaches | – |
| of the agency that owns an item or supports it, wherever it is | that commitment | begins, tells obstacles, submits |
| the convener's agency; where it did the item itself, every other agency of the table | | accepts or sends back |
| officers and leads of the convener | | cancel, move the due date, withdraw |
| officers and leads of the supervisors | | allege a breach; the leads record the decision of the competent body |
| field supervisors, operators, and everyone else | nothing | |

Which reports stand behind a breach is shown only to those who may read the report; the others see how many they are.
"""

from django.db.models import Exists, OuterRef, Q, QuerySet

from damai.agencies.models import Agency, AgencyKind, Member
from damai.agencies.queries import in_areas, scope_of
from damai.agencies.rules import Capability
from damai.seals.rules import token_hash
from damai.triage.queries import reports_for

from ..models import ActionItem, Breach, Commitment, Evidence

# Who keeps figures about what signatories do: never the government or the police (docs/law/commitments.md).
KEEPS_FIGURES = (AgencyKind.SUPERVISOR, AgencyKind.COMMISSION, AgencyKind.COMMUNICATION)


def _ground(area: str) -> str:
    """The ground whose promises an agency of this area sees: its city, or all of the province it answers for."""
    return ".".join(area.split(".")[:2])


def _at_table(agencies: frozenset[str]) -> Q:
    """The condition on commitments that one of these agencies sits at the table."""
    areas = sorted({_ground(area) for area in Agency.objects.filter(code__in=agencies).values_list("area_id", flat=True)})
    works = ActionItem.objects.filter(commitment=OuterRef("pk")).filter(Q(owner__in=agencies) | Q(supporting__in=agencies))
    return Q(owner__in=agencies) | in_areas(areas, field="convener__area__code") | Q(Exists(works))


def commitments_for(member: Member) -> QuerySet[Commitment]:
    """The commitments a member may see; Commitment.DoesNotExist for any other."""
    agencies = scope_of(member).where(Capability.TAKE_PART).agencies
    if not agencies:
        return Commitment.objects.none()
    return Commitment.objects.filter(_at_table(agencies)).select_related("owner", "convener")


def commitment_for(member: Member, code: str) -> Commitment:
    """The commitment with this code, if the member may see it; Commitment.DoesNotExist if not."""
    return commitments_for(member).get(code=code)


def items_for(member: Member) -> QuerySet[ActionItem]:
    """The action items of the commitments a member may see."""
    seen = commitments_for(member).values("pk")
    return ActionItem.objects.filter(commitment__in=seen).select_related(
        "commitment__convener", "commitment__owner", "owner", "person"
    )


def item_for(member: Member, code: str) -> ActionItem:
    """The item with this code, if the member may see it; ActionItem.DoesNotExist if not."""
    return items_for(member).get(code=code)


def evidence_for(member: Member, item: str, number: int) -> Evidence:
    """One piece of evidence, if the member may see its item; Evidence.DoesNotExist if not."""
    return Evidence.objects.select_related("item", "file", "agency").get(
        item__in=items_for(member).values("pk"), item__code=item, number=number
    )


def breaches_for(member: Member) -> QuerySet[Breach]:
    """The breaches of the commitments a member may see."""
    return Breach.objects.filter(commitment__in=commitments_for(member).values("pk")).select_related("commitment", "agency")


def breach_for(member: Member, code: str) -> Breach:
    """The breach with this code, if the member may see it; Breach.DoesNotExist if not."""
    return breaches_for(member).get(code=code)


def visible_reports(member: Member, breach: Breach) -> list[str]:
    """The codes of the reports behind a breach that this member may read; the others stay a number."""
    return list(reports_for(member).filter(code__in=breach.reports).order_by("id").values_list("code", flat=True))


# --- Who may do what --------------------------------------------------------------------------------------------------


def acting_for(member: Member, item: ActionItem) -> str | None:
    """The agency for which a member works on an item: its owner, or one that supports it; None when neither is theirs."""
    agencies = scope_of(member).where(Capability.TAKE_PART).agencies
    if item.owner_id in agencies:
        return item.owner_id
    return next(iter(sorted(agencies & set(item.supporting.values_list("code", flat=True)))), None)


def judging_for(member: Member, *, commitment: Commitment, involved: frozenset[str]) -> str | None:
    """The agency for which a member may judge what the `involved` agencies did, or None.

    The convener's agency judges. Where it is involved itself, any other agency of the table does. Whoever serves one of the
    involved agencies is not of another agency, whatever else they serve.
    """
    scope = scope_of(member)
    if scope.agencies & involved:
        return None
    agencies = scope.where(Capability.TAKE_PART).agencies
    if commitment.convener_id not in involved:
        return commitment.convener_id if commitment.convener_id in agencies else None
    return next(
        (each for each in sorted(agencies) if Commitment.objects.filter(_at_table(frozenset({each})), pk=commitment.pk).exists()),
        None,
    )


def agency_to_measure(member: Member, commitment: Commitment) -> str | None:
    """The agency for which a member may enter figures of a commitment, or None.

    For a decision: its owner, its convener, the supervisors. For a clause, which speaks of participants: agencies that keep such
    figures, never the government or the police.
    """
    for charge in scope_of(member).where(Capability.TAKE_PART).charges:
        if charge.kind in KEEPS_FIGURES if commitment.owner_id is None else charge.kind == AgencyKind.SUPERVISOR:
            return charge.agency
        if commitment.owner_id is not None and charge.agency in (commitment.owner_id, commitment.convener_id):
            return charge.agency
    return None


def may_convene(member: Member, commitment: Commitment) -> bool:
    """Whether a member may cancel items, move due dates and withdraw: it is their agency that convenes."""
    return scope_of(member).may(Capability.CONVENE, agency=commitment.convener_id)


def may_allege(member: Member) -> bool:
    """Whether a member may allege a breach: the supervisors alone, never the government or the police."""
    return scope_of(member).may(Capability.HANDLE_CASES)


def may_record_decisions(member: Member) -> bool:
    """Whether a member may record what the competent body decided: leads of the supervisors."""
    return scope_of(member).may(Capability.DECIDE_CASES)


def table_agencies(commitment: Commitment) -> list[Agency]:
    """The agencies that sit at the table of a commitment, by name: those of the convener's city, and those that do something."""
    here = in_areas([_ground(commitment.convener.area_id)], field="area__code")
    works = ActionItem.objects.filter(commitment=commitment).values("owner")
    return list(Agency.objects.filter(here | Q(code__in=works) | Q(code=commitment.owner_id)).order_by("name"))


# --- The party's link -------------------------------------------------------------------------------------------------


def breach_by_token(token: str) -> Breach | None:
    """The breach that a party's link leads to; None for a link that is not there or was replaced."""
    return Breach.objects.filter(token_hash=token_hash(token)).select_related("commitment", "agency").first()


def participant_codes() -> list[str]:
    """The codes of participants that a breach speaks of, for the rooms above to name them."""
    found = Breach.objects.exclude(participant="").order_by("participant").values_list("participant", flat=True)
    return list(found.distinct())
