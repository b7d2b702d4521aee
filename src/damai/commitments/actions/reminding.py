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
from ..rules import Step
from . import letters
from .letters import Late


def remind() -> int:
    """Send today's reminders and escalations; returns how many. Harmless when two workers call it at once, or one twice."""
    on, count = today(), 0
    owed = list(queries.items_to_remind(on=on))
    late: dict[str, list[ActionItem]] = {}
    for item in owed:  # decided from what was fetched; only what is due takes a lock and is looked at again
        if _reminder(item, on):
            count += _remind(item, on=on)
        if _escalation(item, on):
            late.setdefault(item.commitment.convener_id, []).append(item)
    for convener in Agency.objects.filter(code__in=late):
        count += _escalate(convener, late[convener.code], on=on)
    return count


def _reminder(item: ActionItem, on: date) -> Step | None:
    moved = list(item.moves.all())
    since = localdate(moved[-1].at if moved else item.created_at)
    return rules.reminder_now(item.due_on, on=on, since=since, state=item.state, sent=_sent(item))


def _escalation(item: ActionItem, on: date) -> Step | None:
    return rules.escalation_now(item.due_on, on=on, state=item.state, sent=_sent(item))


def _sent(item: ActionItem) -> set[str]:
    """The steps that were sent for this due date: a moved date is reminded anew."""
    return {notice.step for notice in item.notices.all() if notice.on == item.due_on}


@transaction.atomic
def _remind(item: ActionItem, *, on: date) -> int:
    """The one reminder of an item that is due today."""
    fresh = _locked(item)
    step = _reminder(fresh, on)
    if step is None or not _noted(fresh, step.name):
        return 0
    for member in queries.who_owes(fresh):
        if member.channel == Channel.EMAIL:
            letters.remind(fresh, member, step=step, on=on)
    return 1


@transaction.atomic
def _escalate(convener: Agency, items: list[ActionItem], *, on: date) -> int:
    """What is late today and was not said yet today, to everyone who convenes for this agency, in one letter each."""
    late = []
    for item in items:
        fresh = _locked(item)
        step = _escalation(fresh, on)
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


def _noted(item: ActionItem, step: str) -> bool:
    """Write the step down; False when another worker has done so meanwhile."""
    return Notice.objects.get_or_create(item=item, step=step, on=item.due_on, defaults={"at": now()})[1]
