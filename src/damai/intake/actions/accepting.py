"""Keep what arrives: the path every report takes, and the only one that has to be fast.

A batch costs one transaction and a number of statements that does not grow with the batch: insert messages, read those that
were there already, insert files and attachments if there are any, record facts. Acknowledge only after these functions return:
the commit is on disk then (SQLite synchronous=FULL, PostgreSQL synchronous_commit=on), and files were before it.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from damai.ledger.actions import record_many
from damai.ledger.facts import Fact
from damai.seals.rules import Keyring, derive, key_id, new_data_key, seal, subject, wrap

from ..envelope import Envelope, Part
from ..facts import AttachmentReceived, ConflictRefused, MessageReceived
from ..models import Attachment, Message
from ..queries import data_key_of, keyring
from ..rules import receipts
from .group import GroupCommit
from .holding import hold_files
from .inserting import insert_ignoring


@dataclass(frozen=True)
class Acceptance:
    """What the sender may be told: kept, under this receipt."""

    message: Message
    receipt: str
    is_new: bool


class ConflictingDelivery(Exception):
    """The same identity came before with other bytes. The first stays as it is; the second is not kept."""

    def __init__(self, message: Message | None) -> None:
        super().__init__("same identity, different bytes")
        self.message = message  # the one that was kept; None where a correction came to a message already corrected


Outcome = Acceptance | ConflictingDelivery


def accept(envelope: Envelope) -> Acceptance:
    """Keep one delivery; raises ConflictingDelivery. Returns when it is on disk."""
    return _single(accept_many([envelope])[0])


def accept_durably(envelope: Envelope) -> Acceptance:
    """Keep one delivery together with those of other threads, in one commit; raises ConflictingDelivery."""
    return _single(_together.submit(envelope))


def _single(outcome: Outcome) -> Acceptance:
    if isinstance(outcome, ConflictingDelivery):
        raise outcome
    return outcome


def accept_many(envelopes: Sequence[Envelope]) -> list[Outcome]:
    """Keep deliveries in one transaction, in their order. One that conflicts is a result, not an error for the others."""
    ring = keyring()
    drafts = [_draft(envelope, ring.current) for envelope in envelopes]
    # durable: refuses to run inside somebody else's transaction, where returning would not mean "on disk"
    with transaction.atomic(durable=True):
        kept = _keep_messages(drafts)
        facts: list[tuple[Fact, str]] = []
        outcomes: list[Outcome] = []
        files: list[_File] = []
        for draft in drafts:
            message = kept.messages.get((draft.row.channel, draft.row.their_id))
            if message is None:  # it corrects what was corrected already
                outcomes.append(ConflictingDelivery(None))
                continue
            if bytes(message.digest) != draft.row.digest:
                facts.append((ConflictRefused(message=message.code, digest=draft.digest), draft.by))
                outcomes.append(ConflictingDelivery(message))
                continue
            is_new = message.pk in kept.new
            if is_new:
                kept.new.discard(message.pk)  # the same one twice in a batch: the first is new, the second a repetition
                facts.append((MessageReceived(message=message.code, channel=message.channel, digest=draft.digest), draft.by))
            files += [_File(message, part, draft.data_key if is_new else None) for part in draft.parts]
            outcomes.append(Acceptance(message, _receipt(message, draft, ring), is_new))
        facts += _keep_files(files)
        record_many(facts)
    return outcomes


def _receipt(message: Message, draft: "_Draft", ring: Keyring) -> str:
    """The receipt of a delivery; of one that came first under a key since retired, the receipt it got then."""
    if message.key_id == draft.row.key_id:
        return draft.receipt
    return receipts.receipt_for(message.channel, message.their_id, key=ring.named(message.key_id))


@dataclass(frozen=True)
class _Draft:
    """A delivery made ready before the transaction begins, so that the lock is held only for the writing."""

    row: Message
    receipt: str
    digest: str
    data_key: bytes
    by: str
    parts: tuple[Part, ...]


def _draft(envelope: Envelope, key: bytes) -> _Draft:
    channel, their_id = envelope.channel, envelope.identity
    data_key = new_data_key()
    digest = hashlib.sha256(envelope.raw)
    receipt = receipts.receipt_for(channel, their_id, key=key)
    advisory = None
    if envelope.advisory:
        advisory = json.dumps(envelope.advisory).encode()
        advisory = seal(advisory, data_key=data_key, about=subject(channel, their_id, "advisory"))
    row = Message(
        channel=channel,
        their_id=their_id,
        received_at=envelope.received_at,
        digest=digest.digest(),
        size=len(envelope.raw),
        raw_type=envelope.raw_type[:100],
        sealed=seal(envelope.raw, data_key=data_key, about=subject(channel, their_id, "raw")),
        sealed_advisory=advisory,
        data_key=wrap(data_key, key=key, about=subject(channel, their_id, "key")),
        key_id=key_id(key),
        receipt_lookup=receipts.lookup_of(receipt, key=key),
        sender=envelope.sender or "",
        form=envelope.form,
        revises_id=envelope.revises,
        readable=envelope.readable,
    )
    return _Draft(row, receipt, digest.hexdigest(), data_key, envelope.sender or "public", envelope.attachments)


@dataclass(frozen=True)
class _Kept:
    """Messages by (channel, their id), and the ids of those that were not there before."""

    messages: dict[tuple[str, str], Message]
    new: set[int]


def _keep_messages(drafts: list[_Draft]) -> _Kept:
    """Insert what is new; read what was there."""
    rows: dict[tuple[str, str], Message] = {}
    for draft in drafts:
        rows.setdefault((draft.row.channel, draft.row.their_id), draft.row)
    # In one order everywhere, so that two processes with the same deliveries cannot wait for each other in a circle.
    ordered = [rows[key] for key in sorted(rows)]
    new = set()
    for identity, channel, their_id in insert_ignoring(Message, ordered, returning=("id", "channel", "their_id")):
        rows[channel, their_id].pk = identity
        new.add(identity)
    absent = [key for key, row in rows.items() if row.pk is None]
    for key in absent:
        del rows[key]
    for channel in {channel for channel, _ in absent}:
        ids = [their_id for of, their_id in absent if of == channel]
        for message in Message.objects.filter(channel=channel, their_id__in=ids):
            rows[message.channel, message.their_id] = message
    return _Kept(rows, new)


@dataclass(frozen=True)
class _File:
    """One file of one message, with the message's own key where we have it in the clear."""

    message: Message
    part: Part
    data_key: bytes | None


def _keep_files(files: list[_File]) -> list[tuple[Fact, str]]:
    """Insert the files of a batch as attachments; the facts of those that were not attached before."""
    if not files:
        return []
    living = _not_forgotten(files)
    hold_files([file.part for file in living])
    sizes = {file.part.sha256: file.part.size for file in living}
    rows = []
    for file in living:
        message, part = file.message, file.part
        data_key = file.data_key or data_key_of(message)
        name = part.name.encode(errors="replace")
        rows.append(
            Attachment(
                message=message,
                file_id=part.sha256,
                name_lookup=name_lookup(message, part.name),
                sealed_name=seal(name, data_key=data_key, about=subject(message.channel, message.their_id, "name")),
                expected=part.expected,
                received_at=message.received_at,
            )
        )
    rows.sort(key=lambda row: (row.message_id, row.file_id))
    messages = {file.message.pk: file.message for file in living}
    added = insert_ignoring(Attachment, rows, returning=("message_id", "file_id"))
    return [
        (
            AttachmentReceived(message=messages[pk].code, digest=sha256, size=sizes[sha256]),
            messages[pk].sender or "public",
        )
        for pk, sha256 in added
    ]


def _not_forgotten(files: list[_File]) -> list[_File]:
    """The files of messages that are not forgotten: a repetition of what was forgotten on purpose brings nothing back.

    Messages that were there before are locked, so that none is forgotten between this look and the commit.
    """
    known = [file.message.pk for file in files if file.data_key is None]
    if not known:
        return files
    rows = Message.objects.select_for_update().filter(pk__in=known, data_key=None).order_by("pk")
    gone = set(rows.values_list("pk", flat=True))
    return [file for file in files if file.message.pk not in gone]


def name_lookup(message: Message, name: str) -> bytes:
    """What the database keeps of a file's name to know it again."""
    key = derive(keyring().named(message.key_id), "file name")
    return hashlib.blake2b(f"{message.pk}|{name}".encode(errors="replace"), key=key, digest_size=16).digest()


_together: GroupCommit[Envelope, Outcome] = GroupCommit(accept_many)
