"""The door of a chat gateway: who signed it, when, whether it came before; then the conversation hears it.

Signed with HMAC-SHA256 over time and body, as the house signs what it posts to gateways (docs/operate/chat.md). What was signed
and cannot be read is kept all the same: a person looks.
"""

import base64
import binascii
import hmac
import json
import re
import time
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as say

from damai.intake.actions import accept_durably
from damai.intake.envelope import Envelope
from damai.ledger.queries import now
from damai.outbox.rules import signature

from .. import actions
from .chat import MOST_FILE_BYTES, MOST_MESSAGES, File, Said, hear_all

MOST_BYTES = 16 * 1024 * 1024
WINDOW = 300  # seconds that a signature is good, either way
CHANNEL = re.compile(r"[a-z][a-z0-9-]{0,19}")
MOST_FILES = 10


class Unreadable(ValueError):
    """The body is not of the form that docs/operate/chat.md describes."""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What the gateway is answered: a status of HTTP, and a body."""

    status: int
    body: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Incoming:
    """One delivery, read."""

    channel: str
    conversation: str
    their_id: str
    messages: tuple[Said, ...]
    language: str


def is_open() -> bool:
    """Whether this house takes reports by chat."""
    return bool(settings.CHAT_SECRET)


def receive(body: bytes, signed: str) -> Answer:
    """Take in one delivery of a gateway."""
    if not is_open():
        return _refused(404, say("Laporan lewat obrolan tidak dibuka di sini."))
    if len(body) > MOST_BYTES:
        return _refused(413, say("Kiriman terlalu besar: paling besar 16 MB."))
    if not _is_signed(body, signed):
        return _refused(403, say("Tanda tangan kiriman tidak cocok, atau waktunya lewat dari lima menit."))
    try:
        incoming = read(body)
    except Unreadable as error:
        accept_durably(Envelope.unreadable("guided", body, received_at=now(), raw_type="application/json"))
        return _refused(422, str(error))
    return _answered(incoming)


def _answered(incoming: Incoming) -> Answer:
    conversation = actions.converse(incoming.channel, incoming.conversation)
    claim = actions.claim_delivery(conversation, incoming.their_id)
    if claim.replies is not None:
        return Answer(status=200, body={"replies": claim.replies})
    if not claim.is_mine:
        return _refused(503, say("Kiriman yang sama sedang dikerjakan. Kirim lagi sebentar lagi."))
    try:
        replies = hear_all(incoming.channel, incoming.conversation, incoming.messages, language=incoming.language)
    except BaseException:
        actions.drop_claim(conversation, incoming.their_id)  # it may come again
        raise
    actions.remember_reply(conversation, incoming.their_id, replies)
    return Answer(status=200, body={"replies": replies})


def _refused(status: int, error: str) -> Answer:
    return Answer(status=status, body={"error": error})


def _is_signed(body: bytes, signed: str) -> bool:
    """Whether somebody who knows the secret signed this body within the last minutes."""
    found = re.fullmatch(r"t=(\d{1,12}),v1=([0-9a-f]{64})", signed)
    if not found:
        return False
    at = int(found[1])
    expected = signature(body, key=settings.CHAT_SECRET, at=at)
    return hmac.compare_digest(expected.encode(), signed.encode()) and abs(time.time() - at) <= WINDOW


def read(body: bytes) -> Incoming:
    """A delivery, or Unreadable with what is wrong with it."""
    try:
        told = json.loads(body)
        channel, conversation, their_id = told["channel"], told["conversation"], told["id"]
        messages = told["messages"]
        language = told.get("language", "")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Unreadable(say("Kiriman harus JSON dengan channel, conversation, id, dan messages.")) from error
    if not all(isinstance(each, str) for each in (channel, conversation, their_id, language)) or not CHANNEL.fullmatch(channel):
        raise Unreadable(say("channel, conversation, dan id adalah teks; channel memakai huruf kecil."))
    if not (0 < len(conversation) <= 200 and 0 < len(their_id) <= 200):
        raise Unreadable(say("conversation dan id terdiri dari 1 sampai 200 huruf."))
    if not isinstance(messages, list) or not 0 < len(messages) <= MOST_MESSAGES:
        raise Unreadable(say("messages berisi 1 sampai 20 pesan."))
    return Incoming(
        channel=channel,
        conversation=conversation,
        their_id=their_id,
        messages=tuple(_message(each) for each in messages),
        language=language,
    )


def _message(told: Any) -> Said:
    if not isinstance(told, dict) or not isinstance(told.get("text", ""), str) or not isinstance(told.get("files", []), list):
        raise Unreadable(say("Setiap pesan berisi text dan, bila ada, files."))
    return Said(told.get("text", ""), tuple(_file(each) for each in told.get("files", [])[:MOST_FILES]))


def _file(told: Any) -> File:
    try:
        body = base64.b64decode(told["data"], validate=True)
        name = str(told.get("name", ""))
    except (KeyError, TypeError, AttributeError, ValueError, binascii.Error) as error:
        raise Unreadable(say("Setiap berkas berisi name dan data (base64).")) from error
    return File(name[:200], body[: MOST_FILE_BYTES + 1])  # one byte too many is said to be too large; more need not be held
