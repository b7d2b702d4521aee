"""Personal data in a column: it opens where it belongs, and nowhere else."""

import pytest

from damai.seals.actions import sealed
from damai.seals.queries import fingerprint, opened
from damai.seals.rules import CannotUnseal


def test_what_is_sealed_opens_for_its_own_row_only():
    kept = sealed("sari@contoh.id", about="rakor.invitation/1")
    assert opened(kept, about="rakor.invitation/1") == "sari@contoh.id"
    assert b"sari" not in kept
    with pytest.raises(CannotUnseal):
        opened(kept, about="rakor.invitation/2")
    with pytest.raises(CannotUnseal):
        opened(kept[:-1] + bytes([kept[-1] ^ 1]), about="rakor.invitation/1")
    assert opened(sealed("", about="x"), about="y") == ""


def test_after_the_key_was_changed_old_rows_still_open(settings):
    kept = sealed("0812", about="x")
    settings.SEALING_KEYS_RETIRED, settings.SEALING_KEY = [settings.SEALING_KEY], bytes(32)
    assert opened(kept, about="x") == "0812"
    settings.SEALING_KEYS_RETIRED = []
    with pytest.raises(CannotUnseal):
        opened(kept, about="x")


def test_equal_values_are_found_and_say_nothing_without_the_key(settings):
    first = fingerprint("sari@contoh.id", purpose="signature")
    assert first == fingerprint("sari@contoh.id", purpose="signature") != fingerprint("sari@contoh.id", purpose="other")
    settings.SEALING_KEY = bytes(32)
    assert fingerprint("sari@contoh.id", purpose="signature") != first
