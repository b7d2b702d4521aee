"""Say something to the sender; let them answer by receipt."""

import hashlib
import json
import secrets

from django.db import transaction

from damai.ledger.actions import record
from damai.ledger.queries import now
from damai.seals.rules import seal, subject

from ..facts import AnswerReceived, ReplySent
from ..models import Direction, Message, Reply
from ..queries import by_receipt, data_key_of
from .inserting import insert_ignoring

LONGEST_TEXT = 5000  # characters, of one reply or answer


class AnswerTooLong(ValueError):
    """More than LONGEST_TEXT characters."""


@transaction.atomic
def reply(message: Message, *, text: str, by: str, their_id: str = "") -> Reply:
    """Say something to the sender; they read it when they look up their receipt. Forgotten if nobody can read it any more."""
    said = _say(message, Direction.TO_SENDER, text=text, by=by, their_id=their_id)
    if said.is_new:
        record(ReplySent(message=message.code, digest=bytes(said.row.digest).hex()), by=by)
    return said.row


@transaction.atomic
def answer(receipt: str, *, text: str, their_id: str = "") -> Reply | None:
    """What the holder of a receipt answers; None if there is no such receipt. The same `their_id` twice is one answer."""
    message = by_receipt(receipt)
    if message is None or message.forgotten:
        return None
    by = message.sender or "public"
    said = _say(message, Direction.FROM_SENDER, text=text, by=by, their_id=their_id)
    if said.is_new:
        record(AnswerReceived(message=message.code, digest=bytes(said.row.digest).hex()), by=by)
    return said.row


@transaction.atomic
def mark_read(message: Message) -> int:
    """Mark the sender's answers as read by staff; returns how many were new."""
    return Reply.objects.filter(message=message, direction=Direction.FROM_SENDER, read_at=None).update(read_at=now())


class _Said:
    """A row, and whether it was said just now or is a repetition."""

    def __init__(self, row: Reply, *, is_new: bool) -> None:
        self.row = row
        self.is_new = is_new


def _say(message: Message, direction: Direction, *, text: str, by: str, their_id: str) -> _Said:
    if len(text) > LONGEST_TEXT:
        raise AnswerTooLong
    # The salt keeps the digest, which is in the ledger, from being found by trying likely answers ("ya", "tidak").
    plain = json.dumps({"salt": secrets.token_hex(16), "text": text}, ensure_ascii=False).encode()
    their_id = their_id[:64] or secrets.token_hex(16)
    row = Reply(
        message=message,
        direction=direction,
        at=now(),
        by=by,
        their_id=their_id,
        sealed=seal(plain, data_key=data_key_of(message), about=subject(message.channel, message.their_id, "reply")),
        digest=hashlib.sha256(plain).digest(),
    )
    inserted = insert_ignoring(Reply, [row], returning=("id",))
    if inserted:
        (row.pk,) = inserted[0]
        return _Said(row, is_new=True)
    return _Said(Reply.objects.get(message=message, their_id=their_id), is_new=False)
