"""Whoever has only the database, or only the disk under it, reads nothing of what was sent."""

import os
import uuid
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from damai.intake import actions, queries
from damai.intake.channels.web.tests.sending import fields, send
from damai.intake.models import Message
from damai.ledger.actions import integrate
from damai.seals.rules import (
    CannotUnseal,
    Keyring,
    UnknownKey,
    key_id,
    new_data_key,
    seal,
    subject,
    unseal,
    unwrap,
    wrap,
)

from .deliveries import envelope, photo

ABOUT = subject("web", "a", "raw")


@given(st.binary(max_size=300))
def test_what_was_sealed_opens_only_with_its_key_and_only_for_what_it_is_about(plain):
    key = new_data_key()
    sealed = seal(plain, data_key=key, about=ABOUT)
    assert unseal(sealed, data_key=key, about=ABOUT) == plain
    for other_key, other_about in [
        (new_data_key(), ABOUT),
        (key, subject("web", "b", "raw")),
        (key, subject("web", "a", "name")),
    ]:
        with pytest.raises(CannotUnseal):
            unseal(sealed, data_key=other_key, about=other_about)


@given(st.binary(min_size=1, max_size=60), st.data())
def test_every_changed_byte_is_noticed(plain, data):
    key = new_data_key()
    sealed = bytearray(seal(plain, data_key=key, about=ABOUT))
    at = data.draw(st.integers(0, len(sealed) - 1))
    sealed[at] ^= data.draw(st.integers(1, 255))
    with pytest.raises(CannotUnseal):
        unseal(bytes(sealed), data_key=key, about=ABOUT)


@pytest.mark.parametrize("short", [b"", b"x", b"x" * 12, b"x" * 27])
def test_bytes_too_few_to_be_sealed_are_refused_in_the_same_way(short):
    with pytest.raises(CannotUnseal):
        unseal(short, data_key=new_data_key(), about=ABOUT)
    with pytest.raises(CannotUnseal):
        unwrap(short, key=new_data_key(), about=ABOUT)


def test_no_two_subjects_are_written_alike():
    assert len({subject("a", "b/c", "d"), subject("a", "b", "c/d"), subject("a/b", "c", "d"), subject("a", 'b","c', "d")}) == 4


def test_a_wrapped_key_opens_only_under_the_key_around_it():
    outer, inner = os.urandom(32), new_data_key()
    wrapped = wrap(inner, key=outer, about=ABOUT)
    assert unwrap(wrapped, key=outer, about=ABOUT) == inner
    with pytest.raises(CannotUnseal):
        unwrap(wrapped, key=os.urandom(32), about=ABOUT)
    with pytest.raises(UnknownKey):
        Keyring(os.urandom(32)).named(key_id(outer))
    with pytest.raises(ValueError, match="32 bytes"):
        Keyring(b"short")


def test_the_sealing_key_can_be_changed_and_old_receipts_stay_good(db, settings):
    old, new = os.urandom(32), os.urandom(32)
    settings.SEALING_KEY, settings.SEALING_KEYS_RETIRED = old, []
    sent = envelope(b"di bawah kunci lama")
    first = actions.accept(sent)
    settings.SEALING_KEY, settings.SEALING_KEYS_RETIRED = new, [old]
    assert queries.by_receipt(first.receipt) == first.message
    assert queries.raw_of(first.message) == b"di bawah kunci lama"
    again = actions.accept(sent)
    assert (again.is_new, again.receipt) == (False, first.receipt)
    later = actions.accept(envelope(b"di bawah kunci baru"))
    settings.SEALING_KEYS_RETIRED = []
    assert queries.raw_of(later.message) == b"di bawah kunci baru"
    assert queries.by_receipt(first.receipt) is None
    with pytest.raises(UnknownKey):
        queries.raw_of(first.message)


def test_a_row_moved_to_another_message_does_not_open(db):
    one, other = actions.accept(envelope(b"satu")).message, actions.accept(envelope(b"dua")).message
    Message.objects.filter(pk=other.pk).update(sealed=one.sealed, data_key=one.data_key)
    other.refresh_from_db()
    with pytest.raises(CannotUnseal):
        queries.raw_of(other)


def everything_in_the_database() -> bytes:
    """Every byte the database wrote: SQLite's file and its write-ahead log; on PostgreSQL every row of every table."""
    if connection.vendor == "sqlite":
        name = connection.settings_dict["NAME"]
        return b"".join(Path(f"{name}{suffix}").read_bytes() for suffix in ("", "-wal") if Path(f"{name}{suffix}").exists())
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            found.append(
                repr([[bytes(v) if isinstance(v, memoryview) else v for v in row] for row in cursor.fetchall()]).encode()
            )
    return b"".join(found)


def test_planted_words_are_nowhere_in_the_database(transactional_db):
    """Words, names, telephone numbers, file names, addresses, receipts, questions and answers, hundreds of them."""
    canaries: list[str] = []

    def canary() -> str:
        canaries.append(f"kenari{uuid.uuid4().hex}")
        return canaries[-1]

    receipts = []
    for number in range(40):
        sent = fields(kejadian=f"Kejadian {canary()}", tempat=canary(), nama=canary(), surel=f"{canary()}@contoh.id", setuju="on")
        files = {f"{canary()}.jpg": photo()} if number % 4 == 0 else None
        outcome = send(sent, files=files, headers={"User-Agent": canary()}, REMOTE_ADDR=f"198.51.100.{number}")
        assert outcome.status == 201
        receipts.append(outcome.receipt)
        message = queries.by_receipt(outcome.receipt)
        actions.reply(message, text=canary(), by="M-0001")
        actions.answer(outcome.receipt, text=canary())
    odk = actions.accept(envelope(canary().encode(), channel="odk", advisory={"device": canary()}))
    receipts.append(odk.receipt)
    integrate()
    haystack = everything_in_the_database()
    plain = [receipt.replace("-", "") for receipt in receipts] + receipts
    addresses = [f"198.51.100.{number}" for number in range(40)]
    found = [each for each in canaries + plain + addresses if each.encode() in haystack]
    assert len(canaries) > 250
    assert found == []
    # The search itself works: what stands in the open is found.
    assert message.code.encode() in haystack
    assert settings.SEALING_KEY not in haystack
