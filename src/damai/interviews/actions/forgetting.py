"""Forget what nobody finished, and what is kept only to answer the same delivery again."""

from datetime import timedelta

from django.db import transaction
from django.utils.timezone import localdate

from damai.ledger.actions import record
from damai.ledger.queries import now

from ..facts import InterviewsForgotten
from ..models import Conversation, Delivery, Interview, RepairState
from .keeping import forget

# Longer than the seven working days of a report with holidays between (UU 7/2017 Art. 454 (6)): docs/decisions/0010.
KEPT_DAYS = 14
REPAIR_DAYS = 30  # a repair that was never sent, after its last moment
CONVERSATION_DAYS = 180  # of silence: after that, a conversation is followed by receipt only
DELIVERY_HOURS = 24
BATCH = 500


def forget_unfinished() -> int:
    """Forget interviews that nobody touched for fourteen days; returns how many had not been sent."""
    old = Interview.objects.filter(touched_at__lt=now() - timedelta(days=KEPT_DAYS), repair=None)
    count = 0
    for interview in old[:BATCH]:
        with transaction.atomic():
            count += interview.message_id is None
            forget(interview)
    if count:
        with transaction.atomic():
            record(InterviewsForgotten(day=localdate(now()).isoformat(), number=count), by="damai")
    _forget_drafts_of_repairs()
    return count


def _forget_drafts_of_repairs() -> None:
    over = now() - timedelta(days=REPAIR_DAYS)
    drafts = Interview.objects.filter(repair__due_at__lt=over).exclude(message__isnull=True, repair__state=RepairState.SENT)
    for interview in drafts[:BATCH]:
        forget(interview)


def forget_deliveries() -> int:
    """Forget what was answered to gateways a day ago, and conversations that have long been silent."""
    Conversation.objects.filter(last_at__lt=now() - timedelta(days=CONVERSATION_DAYS)).delete()
    return Delivery.objects.filter(at__lt=now() - timedelta(hours=DELIVERY_HOURS)).delete()[0]
