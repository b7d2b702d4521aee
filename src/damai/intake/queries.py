"""What can be seen in the inbox: what waits, what a message says, whose receipt this is."""

import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import BinaryIO, cast

from django.conf import settings
from django.db.models import Count, QuerySet

from damai.agencies.queries import appointments_of
from damai.ledger.models import Entry
from damai.seals.queries import keyring
from damai.seals.rules import FRAME, CannotUnseal, Unsealer, derive, subject, unseal, unwrap

from .envelope import Part
from .models import Attachment, Device, Direction, Form, FormState, FormVersion, Message, Reply, StoredFile
from .rules import receipts
from .rules.content import suffix_of
from .rules.words import Words

CHANNELS = ("web", "odk", "guided")  # each is a folder under channels/ whose words.py reads its raw bytes


class Forgotten(Exception):
    """The content of this message was forgotten; only its digest remains."""


def waiting(limit: int = 100) -> list[Message]:
    """The oldest messages that nobody has sorted yet."""
    return list(Message.objects.filter(sorted_at=None).order_by("id")[:limit])


def count_waiting() -> int:
    """How many messages wait to be sorted."""
    return Message.objects.filter(sorted_at=None).count()


def received_since(moment: datetime) -> dict[str, int]:
    """How many messages were received since a moment, by channel."""
    rows = Message.objects.filter(received_at__gte=moment).order_by()
    return dict(rows.values_list("channel").annotate(number=Count("id")))


def by_code(code: str) -> Message:
    """The message staff call W-000123, or Message.DoesNotExist."""
    letter, _, number = code.partition("-")
    # nineteen digits would not fit the column; PostgreSQL would complain instead of finding nothing
    if letter != "W" or not (number.isascii() and number.isdigit() and len(number) < 19):
        raise Message.DoesNotExist(code)
    message = Message.objects.get(pk=int(number))
    if message.code != code:
        raise Message.DoesNotExist(code)
    return message


def by_receipt(code: str) -> Message | None:
    """The message of this receipt; None if there is none. ReceiptTypo if the code cannot be one of ours."""
    receipt = receipts.read(code)
    lookups = [receipts.lookup_of(receipt, key=key) for key in keyring().all]
    return Message.objects.filter(receipt_lookup__in=lookups).first()


def receipt_of(message: Message) -> str:
    """The receipt of a message, derived again."""
    return receipts.receipt_for(message.channel, message.their_id, key=keyring().named(message.key_id))


def data_key_of(message: Message) -> bytes:
    """The message's own key, or Forgotten."""
    if message.data_key is None:
        raise Forgotten(message.code)
    about = subject(message.channel, message.their_id, "key")
    return unwrap(bytes(message.data_key), key=keyring().named(message.key_id), about=about)


def raw_of(message: Message) -> bytes:
    """The bytes as they came. Forgotten, or CannotUnseal if somebody changed the row."""
    return unseal(bytes(message.sealed), data_key=data_key_of(message), about=subject(message.channel, message.their_id, "raw"))


def advisory_of(message: Message) -> dict[str, str]:
    """What the sending device said about itself."""
    if message.sealed_advisory is None:
        return {}
    about = subject(message.channel, message.their_id, "advisory")
    return json.loads(unseal(bytes(message.sealed_advisory), data_key=data_key_of(message), about=about))


def words_of(message: Message) -> Words:
    """What the message says. Bytes that cannot be parsed come back as text marked unreadable, never as an error."""
    raw = raw_of(message)
    if message.readable and message.channel in CHANNELS:
        try:
            return import_module(f".channels.{message.channel}.words", __package__).words_in(raw)
        except ValueError:
            pass  # a reader that cannot read says so by ValueError; the bytes are kept and shown as they are
    return Words(text=raw.decode(errors="replace"), readable=False)


@dataclass(frozen=True, kw_only=True)
class NamedFile:
    """A file of a message with the name the sender gave it."""

    number: int  # within the message, from 1
    name: str
    sha256: str
    size: int
    media_type: str
    held: str
    expected: bool
    download_name: str  # ours, not the sender's: theirs may name a person or pretend to be another kind of file

    @property
    def is_image(self) -> bool:
        """Whether a derivative can be shown: an image in which nothing suspicious was found."""
        return self.media_type.startswith("image/") and not self.held


def path_of(stored: StoredFile | Part) -> Path:
    """Where the bytes lie on the disk. What lies there is sealed: nobody but the store opens it."""
    name = stored.place or stored.sha256
    return Path(settings.FILES) / name[:2] / name[2:4] / name


def derived_path(stored: StoredFile) -> Path:
    """Where the version lies, sealed, that may be shown of a sealed image, if it was made."""
    return Path(settings.FILES) / "derived" / stored.place[:2] / stored.place


def file_key_of(stored: StoredFile | Part) -> bytes:
    """The key of a file's bytes; CannotUnseal when the row was changed or moved."""
    if isinstance(stored, Part):
        name, wrapped = stored.key[:8], bytes.fromhex(stored.key[8:])
    else:
        name, wrapped = stored.key_id, bytes(stored.data_key or b"")
    return unwrap(wrapped, key=keyring().named(name), about=file_about(stored.sha256, stored.place))


def file_about(sha256: str, place: str) -> bytes:
    """What a file's wrapped key is about: it opens no other bytes and no other place."""
    return f"intake.file/{sha256}/{place}".encode()


def open_file(sha256: str) -> BinaryIO:
    """A kept file as it came, to read and seek in; close it, or use it in a `with` block. FileNotFoundError when it is not there,
    CannotUnseal (while it is read, at the latest at its end) when what lies on the disk is not what was kept.

    Every reader comes through here, `open_stored`, `file_chunks` or `actions.derivative_of`.
    """
    for last in (False, True):
        stored = StoredFile.objects.filter(pk=sha256, destroyed_at=None).first()
        if stored is None:
            raise FileNotFoundError(sha256)
        try:
            return open_stored(stored)
        except FileNotFoundError:
            if last:
                raise
            # it was sealed (`damai files seal`) between the look at the row and the look at the disk
    raise AssertionError


def open_stored(stored: StoredFile | Part) -> BinaryIO:
    """The bytes of this row, or of a file that has no row yet."""
    opened = path_of(stored).open("rb")
    if not stored.place:
        return opened
    try:
        reader = Unsealer(opened, file_key_of(stored))
        if reader.size != stored.size:
            raise CannotUnseal("another size")
    except CannotUnseal:
        opened.close()
        raise
    return cast(BinaryIO, io.BufferedReader(reader, FRAME))


def file_chunks(sha256: str, size: int = 1 << 20) -> Iterator[bytes]:
    """The bytes of a kept file in order, a piece at a time, within bounded memory; errors as those of `open_file`."""
    with open_file(sha256) as opened:
        while chunk := opened.read(size):
            yield chunk


def files_of(message: Message) -> list[NamedFile]:
    """The files of a message in the order they came, names unsealed."""
    found = Attachment.objects.filter(message=message).select_related("file")
    key = data_key_of(message)
    about = subject(message.channel, message.their_id, "name")
    return [
        NamedFile(
            number=number,
            name=unseal(bytes(each.sealed_name), data_key=key, about=about).decode(),
            sha256=each.file_id,
            size=each.file.size,
            media_type=each.file.media_type,
            held=each.file.held,
            expected=each.expected,
            download_name=f"{message.code}-{number}{suffix_of(each.file.media_type, held=each.file.held)}",
        )
        for number, each in enumerate(found, start=1)
    ]


@dataclass(frozen=True, kw_only=True)
class Said:
    """One thing said after the message."""

    at: datetime
    from_us: bool
    by: str
    text: str
    read: bool


def thread_of(message: Message) -> list[Said]:
    """What was asked and answered, oldest first; empty when the message was forgotten."""
    if message.forgotten:
        return []
    key = data_key_of(message)
    about = subject(message.channel, message.their_id, "reply")
    return [
        Said(
            at=reply.at,
            from_us=reply.direction == Direction.TO_SENDER,
            by=reply.by,
            text=json.loads(unseal(bytes(reply.sealed), data_key=key, about=about))["text"],
            read=reply.read_at is not None,
        )
        for reply in Reply.objects.filter(message=message)
    ]


def unread_answers() -> QuerySet[Reply]:
    """Answers of senders that no one has read, oldest first."""
    return Reply.objects.filter(direction=Direction.FROM_SENDER, read_at=None).select_related("message")


def entry_of(message: Message) -> Entry | None:
    """The ledger's entry that says this message was received: its leaf is what a receipt proves."""
    return Entry.objects.filter(about=message.code, name="MessageReceived").order_by("id").first()


def listed_forms() -> list[FormVersion]:
    """The newest version of every form that is open, with its form."""
    newest: dict[int, FormVersion] = {}
    versions = FormVersion.objects.filter(form__state=FormState.OPEN).select_related("form").defer("xml").order_by("id")
    for version in versions:
        newest[version.form.pk] = version
    return list(newest.values())


def form_version(form_id: str, version: str) -> FormVersion | None:
    """One version of a form, whatever its state; None if it was never published."""
    return FormVersion.objects.filter(form__form_id=form_id, version=version).select_related("form").first()


def form(form_id: str) -> Form | None:
    """A form by its own id."""
    return Form.objects.filter(form_id=form_id).first()


def device_by_token(token_hash: bytes) -> Device | None:
    """The phone that has this token."""
    return Device.objects.filter(token_hash=token_hash).select_related("member").first()


def device(code: str) -> Device | None:
    """The phone with this code."""
    return Device.objects.filter(code=code).select_related("member").first()


def devices() -> QuerySet[Device]:
    """Every phone that was ever linked, oldest first."""
    return Device.objects.select_related("member")


def may_send(device: Device) -> bool:
    """Whether a phone may send now: not revoked, and its member is active and appointed today."""
    return device.revoked_at is None and device.member.is_active and appointments_of(device.member).exists()


def ha1_of(device: Device) -> str:
    """MD5(code:realm:secret) of a phone, unsealed; CannotUnseal if the row was changed."""
    key = derive(keyring().named(device.key_id), "odk digest")
    return unseal(bytes(device.sealed_ha1), data_key=key, about=subject("odk", device.code, "ha1")).decode()


def by_delivery(channel: str, identity: str) -> Message | None:
    """The message of one delivery, by the identity the envelope gave it (Envelope.identity)."""
    return Message.objects.filter(channel=channel, their_id=identity).first()


def revision_of(message: Message) -> Message | None:
    """The message that corrects this one."""
    return Message.objects.filter(revises=message).first()
