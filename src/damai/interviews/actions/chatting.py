"""Conversations: known by a keyed hash, tied to an interview or to what was sent, answered the same when delivered again."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

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
ABOUT = "interviews.delivery.replies"
GIVEN_UP = timedelta(minutes=1)


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


@dataclass(frozen=True)
class Claim:
    """What is known of a delivery: answered before (with what), somebody else's at this moment, or ours to answer."""

    replies: list[str] | None
    is_mine: bool


def claim_delivery(conversation: Conversation, their_id: str) -> Claim:
    """Take a delivery for ourselves, or learn what was answered before. A claim whose holder died is given up in a minute."""
    lookups = _delivery(conversation, their_id)
    found = Delivery.objects.filter(lookup__in=lookups).first()
    if found is None:
        try:
            with transaction.atomic():
                Delivery.objects.create(conversation=conversation, lookup=lookups[0], sealed_replies=b"", at=now())
        except IntegrityError:
            return Claim(None, is_mine=False)
        return Claim(None, is_mine=True)
    if bytes(found.sealed_replies):
        return Claim(json.loads(opened(found.sealed_replies, about=f"{ABOUT}/{found.lookup}")), is_mine=False)
    stale = Delivery.objects.filter(pk=found.pk, sealed_replies=b"", at__lt=now() - GIVEN_UP)
    return Claim(None, is_mine=bool(stale.update(at=now())))


def drop_claim(conversation: Conversation, their_id: str) -> None:
    """Nothing came of it: it may be delivered again at once."""
    Delivery.objects.filter(lookup__in=_delivery(conversation, their_id), sealed_replies=b"").delete()


def remember_reply(conversation: Conversation, their_id: str, replies: Sequence[str]) -> None:
    """Keep what was answered to a delivery for a day, sealed."""
    lookup = _delivery(conversation, their_id)[0]
    box = sealed(json.dumps(list(replies), ensure_ascii=False), about=f"{ABOUT}/{lookup}")
    Delivery.objects.filter(lookup=lookup).update(sealed_replies=box, at=now())


def is_flooding(conversation: Conversation, most: int) -> bool:
    """Whether a conversation has been heard too often in the last hour."""
    return Delivery.objects.filter(conversation=conversation, at__gt=now() - timedelta(hours=1)).count() > most
