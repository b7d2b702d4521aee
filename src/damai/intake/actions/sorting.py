"""Take messages off the waiting list."""

from collections.abc import Iterable

from damai.ledger.queries import now

from ..models import Message


def mark_sorted(messages: Iterable[Message]) -> int:
    """Mark messages as sorted, in the caller's transaction; returns how many still waited.

    Records no fact: what sorting made of them is the fact, and the room that sorts records it.
    """
    return Message.objects.filter(pk__in=[message.pk for message in messages], sorted_at=None).update(sorted_at=now())
