"""Reminding owners and telling conveners, once each, from the rows alone: a worker that slept sends the one right word."""

from datetime import date

from django.db import transaction
from django.utils.timezone import localdate

from damai.agencies.models import Agency, Channel
from damai.agencies.queries import today
from damai.agencies.rules import Capability
from damai.ledger.actions import record
from damai.ledger.queries import now

from .. import facts, queries, rules
from ..models import ActionItem, Notice
from . import letters
from .letters import Late


def remind() -> int:
    """Send today's reminders and escalations; returns how many. Harmless when two workers call it at once, or one twice."""
    on, count = today(), 0
    for item in queries.items_to_remind(on=on):
        count += _remind(item, on=on)
    for convener in Agency.objects.filter(code__in=queries.conveners_to_tell(on=on)):
        count += _escalate(convener, on=on)
    return count


@transaction.atomic
def _remind(item: ActionItem, *, on: date) -> int:
    """The one reminder of an item that is due today."""
    fresh = _locked(item)
    step = rules.reminder_now(fresh.due_on, on=on, since=_known_since(fresh), state=fresh.state, sent=_sent(fresh))
    if step is None or not _noted(fresh, step.name):
        return 0
    for member in queries.who_owes(fresh):
        if member.channel == Channel.EMAIL:
            letters.remind(fresh, member, step=step, on=on)
    return 1


@transaction.atomic
def _escalate(convener: Agency, *, on: date) -> int:
    """What is late today and was not said yet today, to everyone who convenes for this agency, in one letter each."""
    late = []
    for item in queries.items_to_remind(on=on).filter(commitment__convener=convener):
        fresh = _locked(item)
        step = rules.escalation_now(fresh.due_on, on=on, state=fresh.state, sent=_sent(fresh))
        if step is None or not _noted(fresh, step.name):
            continue
        days = (on - fresh.due_on).days
        late.append(Late(item=fresh, days=days))
        record(facts.ItemEscalated(item=fresh.code, days=days, due_on=fresh.due_on.isoformat()), by="damai")
    if late:
        for member in queries.people_with(convener, Capability.CONVENE):
            if member.channel == Channel.EMAIL:
                letters.escalate(convener, member, late, on=on)
    return len(late)


def _locked(item: ActionItem) -> ActionItem:
    rows = ActionItem.objects.select_for_update(of=("self",)).select_related("owner", "person", "commitment")
    return rows.get(pk=item.pk)


def _known_since(item: ActionItem) -> date:
    moved = item.moves.order_by("id").last()
    return localdate(moved.at if moved else item.created_at)


def _sent(item: ActionItem) -> set[str]:
    """The steps that were sent for this due date: a moved date is reminded anew."""
    return set(Notice.objects.filter(item=item, on=item.due_on).values_list("step", flat=True))


def _noted(item: ActionItem, step: str) -> bool:
    """Write the step down; False when another worker has done so meanwhile."""
    return Notice.objects.get_or_create(item=item, step=step, on=item.due_on, defaults={"at": now()})[1]
