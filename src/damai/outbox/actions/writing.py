"""Writing a letter down, in the transaction that makes it necessary: it leaves only if that commits."""

import json
import re
import secrets
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from damai.chores.actions import real_now
from damai.ledger.queries import now
from damai.seals.actions import sealed

from ..models import Enclosure, Letter, State, Way
from ..queries import about_of, address_hash, can_send_chat, can_send_sms
from ..rules import File, chat_address, email_address, in_plain_signs, phone_number
from ..rules.mime import one_line
from ..rules.sms import must_fit

# Bytes of all files of a letter together. Base64 makes eleven megabytes of them, and many servers take ten to twenty.
LARGEST_ENCLOSURES = 8_000_000
LONGEST_TEXT = 100_000  # characters
# What stands in the open must be a code: a key with a name or an address in it would tell what the seal hides.
_CODE = re.compile(r"[A-Za-z0-9._:/#~-]+")


class NoSms(RuntimeError):
    """This house has no gateway for SMS: ask `queries.can_send_sms()` before offering one."""


class NoChat(RuntimeError):
    """This house has no gateway for chats: ask `queries.can_send_chat()` before offering one."""


@transaction.atomic
def send_email(
    *,
    to: str,
    subject: str,
    text: str,
    key: str,
    about: str,
    purpose: str,
    files: Sequence[File] = (),
    not_before: datetime | None = None,
) -> Letter:
    """Write a mail down; it leaves within seconds of the commit, or not before a moment. The same key twice is the first letter.

    An enclosed `text/calendar; method=REQUEST` is shown as an invitation. Raises NotAnAddress, and ValueError for what no
    program of ours should ask (a key that is no code, files of more than eight megabytes).
    """
    address = email_address(to)
    if sum(len(file.body) for file in files) > LARGEST_ENCLOSURES or len(text) > LONGEST_TEXT:
        raise ValueError("The letter is too large")
    written, is_new = _write(
        Way.EMAIL,
        address,
        {"subject": one_line(subject), "text": text, "files": [file.name for file in files]},
        key=key,
        about=about,
        purpose=purpose,
        not_before=not_before,
    )
    if is_new:
        Enclosure.objects.bulk_create(
            Enclosure(
                letter=written,
                media_type=file.media_type,
                sealed_body=sealed(file.body, about=about_of(written.token, f"file/{number}")),
            )
            for number, file in enumerate(files)
        )
    return written


@transaction.atomic
def send_sms(*, to: str, text: str, key: str, about: str, purpose: str, not_before: datetime | None = None) -> Letter:
    """Write an SMS down, in signs that telephones know. The same key twice is the first letter.

    Raises NotAnAddress, TooLong (more than three segments) and NoSms.
    """
    if not can_send_sms():
        raise NoSms("DAMAI_SMS_URL is empty")
    address, words = phone_number(to), in_plain_signs(text)
    must_fit(words)
    return _write(
        Way.SMS,
        address,
        {"subject": "", "text": words, "files": []},
        key=key,
        about=about,
        purpose=purpose,
        not_before=not_before,
    )[0]


@transaction.atomic
def send_chat(*, to: str, text: str, key: str, about: str, purpose: str, not_before: datetime | None = None) -> Letter:
    """Write a message into a conversation (`channel|conversation`, as its gateway names it). The same key twice is the first.

    Raises NotAnAddress and NoChat.
    """
    if not can_send_chat():
        raise NoChat("DAMAI_CHAT_URL is empty")
    if len(text) > LONGEST_TEXT:
        raise ValueError("The letter is too large")
    content: dict[str, str | list[str]] = {"subject": "", "text": text, "files": []}
    address = chat_address(to)
    return _write(Way.CHAT, address, content, key=key, about=about, purpose=purpose, not_before=not_before)[0]


def _write(
    way: Way,
    address: str,
    content: dict[str, str | list[str]],
    *,
    key: str,
    about: str,
    purpose: str,
    not_before: datetime | None,
) -> tuple[Letter, bool]:
    for code in (key, about, purpose):
        if not _CODE.fullmatch(code):
            raise ValueError("key, about and purpose are codes: letters, digits and . _ : / # ~ - only")
    token = secrets.token_hex(16)
    return Letter.objects.get_or_create(
        key=key,
        defaults={
            "way": way,
            "about": about,
            "purpose": purpose,
            "sealed_to": sealed(address, about=about_of(token, "to")),
            "to_hash": address_hash(way, address),
            "sealed_content": sealed(json.dumps(content, ensure_ascii=False), about=about_of(token, "content")),
            "token": token,
            "made_at": now(),
            "not_before": not_before or real_now(),
        },
    )


@transaction.atomic
def cancel(key: str) -> bool:
    """Think better of one letter; whether it had not left yet. One that is being handed over at this moment may still leave."""
    return bool(Letter.objects.filter(key=key, state=State.WAITING).update(state=State.CANCELLED, done_at=now()))


@transaction.atomic
def cancel_about(about: str, purpose: str | None = None) -> int:
    """Think better of every waiting letter about this code, or of those with one purpose; returns how many."""
    waiting = Letter.objects.filter(about=about, state=State.WAITING)
    if purpose is not None:
        waiting = waiting.filter(purpose=purpose)
    return waiting.update(state=State.CANCELLED, done_at=now())
