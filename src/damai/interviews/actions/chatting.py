"""Conversations: known by a keyed hash, tied to an interview or to what was sent, answered the same when delivered again."""

import json
from collections.abc import Sequence

from django.db import IntegrityError, transaction

from damai.intake.models import Message
from damai.ledger.queries import now
from damai.seals.actions import sealed
from damai.seals.queries import fingerprint, fingerprints, opened

from .. import queries
from ..models import Conversation, Delivery, Interview
from .telling import address_about

PURPOSE = "interviews.conversation"
DELIVERED = "interviews.delivery"


def converse(channel: str, conversation: str) -> Conversation:
    """The conversation with this name at its gateway, begun if it is new. The name itself is not kept."""
    name = f"{channel}|{conversation}"
    found = queries.conversation(fingerprints(name, purpose=PURPOSE))
    if found is not None:
        return found
    row, _new = Conversation.objects.get_or_create(
        lookup=fingerprint(name, purpose=PURPOSE), defaults={"sealed_address": b"", "last_at": now()}
    )
    return row


@transaction.atomic
def talk_about(conversation: Conversation, interview: Interview | None, *, language: str = "") -> None:
    """From now on this interview is told here; None: no interview."""
    values = {"interview": interview, "last_at": now()} | ({"language": language} if language else {})
    Conversation.objects.filter(pk=conversation.pk).update(**values)
    conversation.interview = interview


@transaction.atomic
def follow(conversation: Conversation, message: Message, *, address: str = "") -> None:
    """From now on this message is followed here: the interview is over, and what we ask is asked here.

    The address is given only for a reporter who agreed to be written to; of others the house keeps no way back.
    """
    box = sealed(address, about=address_about(conversation))
    Conversation.objects.filter(pk=conversation.pk).update(interview=None, message=message, sealed_address=box, last_at=now())
    conversation.interview, conversation.message, conversation.sealed_address = None, message, box


def _delivery(conversation: Conversation, their_id: str) -> list[str]:
    return fingerprints(f"{conversation.lookup}|{their_id}", purpose=DELIVERED)


def answered_before(conversation: Conversation, their_id: str) -> list[str] | None:
    """What was answered to this delivery before; None if it is new."""
    found = Delivery.objects.filter(lookup__in=_delivery(conversation, their_id)).first()
    return json.loads(opened(found.sealed_replies, about=f"interviews.delivery/{found.lookup}")) if found else None


def remember_reply(conversation: Conversation, their_id: str, replies: Sequence[str]) -> None:
    """Keep what was answered to a delivery for a day, sealed."""
    lookup = _delivery(conversation, their_id)[0]
    box = sealed(json.dumps(list(replies), ensure_ascii=False), about=f"interviews.delivery/{lookup}")
    try:
        with transaction.atomic():
            Delivery.objects.create(conversation=conversation, lookup=lookup, sealed_replies=box, at=now())
    except IntegrityError:
        pass  # two deliveries of the same at once: the first answer stands
