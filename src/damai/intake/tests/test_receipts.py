"""A receipt can be read aloud, catches typos, and is the same each time."""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from damai.intake.rules import receipts
from damai.intake.rules.receipts import ALPHABET, DIGITS, LENGTH, ReceiptTypo, Typo, check_character, lookup_of, read, receipt_for

KEY = bytes(range(32))
deliveries = st.text(min_size=1, max_size=60).map(lambda their_id: receipt_for("web", their_id, key=KEY))
digits = st.text(ALPHABET, min_size=DIGITS, max_size=DIGITS)


@given(deliveries)
def test_every_receipt_is_read_back_however_it_was_written(receipt):
    assert len(receipt) == LENGTH
    assert set(receipt) <= set(ALPHABET)
    spoken = receipts.spoken(receipt)
    for written in (
        spoken,
        spoken.lower(),
        spoken.replace("-", " "),
        f"  {receipt}\n",
        spoken.replace("0", "o").replace("1", "l"),
    ):
        assert read(written) == receipt
    assert read(spoken.replace("0", "O").replace("1", "I")) == receipt


@given(deliveries, st.integers(0, LENGTH - 1), st.sampled_from(ALPHABET))
def test_every_single_wrong_character_is_noticed(receipt, at, wrong):
    typed = receipt[:at] + wrong + receipt[at + 1 :]
    if wrong == receipt[at]:
        assert read(typed) == receipt
    else:
        with pytest.raises(ReceiptTypo) as noticed:
            read(typed)
        assert noticed.value.typo == Typo.CHECK


@given(deliveries, st.integers(0, LENGTH - 2))
def test_every_two_neighbours_swapped_are_noticed(receipt, at):
    typed = receipt[:at] + receipt[at + 1] + receipt[at] + receipt[at + 2 :]
    if typed == receipt:
        assert read(typed) == receipt
    else:
        with pytest.raises(ReceiptTypo):
            read(typed)


@given(digits)
def test_all_wrong_characters_and_swaps_of_a_code_are_noticed_one_by_one(sixteen):
    """Not a sample of the errors in one code but each of them."""
    check = check_character(sixteen)
    if check is None:
        return
    code = sixteen + check
    wrong = [code[:at] + sign + code[at + 1 :] for at in range(LENGTH) for sign in ALPHABET if sign != code[at]]
    swapped = [code[:at] + code[at + 1] + code[at] + code[at + 2 :] for at in range(LENGTH - 1) if code[at] != code[at + 1]]
    assert [typed for typed in wrong + swapped if check_character(typed[:DIGITS]) == typed[DIGITS]] == []


@pytest.mark.parametrize(
    "typed, typo",
    [
        ("", Typo.LENGTH),
        ("4HB2-K9QW", Typo.LENGTH),
        ("4HB2-K9QW-7TRC-0XM5Z-9", Typo.LENGTH),
        ("U" * LENGTH, Typo.CHARACTER),
        ("*" * LENGTH, Typo.CHARACTER),
        ("é" * LENGTH, Typo.CHARACTER),
        ("٣" * LENGTH, Typo.CHARACTER),
        ("\x00" * LENGTH, Typo.CHARACTER),
        ("ß" * LENGTH, Typo.LENGTH),
    ],
)
def test_what_cannot_be_a_code_says_why(typed, typo):
    with pytest.raises(ReceiptTypo) as noticed:
        read(typed)
    assert noticed.value.typo == typo


def test_the_same_delivery_has_the_same_receipt_and_another_key_another():
    one = receipt_for("web", "a", key=KEY)
    assert one == receipt_for("web", "a", key=KEY)
    others = {receipt_for("odk", "a", key=KEY), receipt_for("web", "b", key=KEY), receipt_for("web", "a", key=os.urandom(32))}
    assert one not in others
    assert len({receipt_for("web", str(number), key=KEY) for number in range(20_000)}) == 20_000


def test_what_the_database_keeps_says_nothing_without_the_key():
    receipt = receipt_for("web", "a", key=KEY)
    assert lookup_of(receipt, key=KEY) != lookup_of(receipt, key=os.urandom(32))
    assert len(lookup_of(receipt, key=KEY)) == 16
