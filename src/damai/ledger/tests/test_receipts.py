"""A receipt proves what it says, offline, or it is refused."""

from base64 import b64encode
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from damai.ledger import public
from damai.ledger.actions import integrate
from damai.ledger.queries import trusted_keys
from damai.ledger.rules.merkle import Tree
from damai.ledger.rules.openings import commit
from damai.ledger.rules.receipts import Flaw, Receipt, ReceiptRefused, parse, verify

from .logs import AT, KEY, a_log
from .samples import lay


@cache
def receipt(index=123, size=600, opened=True):
    log = a_log(600)
    return Receipt(
        index=index,
        path=tuple(Tree(lambda at: log.tiles[at]).inclusion(index, size)),
        checkpoint=log.notes[-1],
        extra=log.openings[index] if opened else log.leaves[index],
    )


def flaw(text, *keys):
    with pytest.raises(ReceiptRefused) as refused:
        verify(text, keys or [KEY.public])
    return refused.value.flaw


def test_a_receipt_has_the_shape_of_the_specification():
    lines = str(receipt()).split("\n")
    assert lines[0] == "c2sp.org/tlog-proof@v1"
    assert lines[1].startswith("extra ") and lines[2] == "index 123"
    assert lines[lines.index("") + 1] == KEY.name
    assert parse(str(receipt())) == receipt()


def test_an_opened_receipt_says_what_happened():
    proven = verify(str(receipt()), [KEY.public])
    assert (proven.index, proven.checkpoint.size, proven.leaf) == (123, 600, a_log(600).leaves[123])
    assert (proven.fact.name, proven.fact.at, proven.fact.values) == ("StoneLaid", AT, {"stone": "B-00123"})


def test_a_closed_receipt_proves_the_leaf_and_tells_nothing():
    proven = verify(str(receipt(opened=False)), [KEY.public])
    assert proven.fact is None and proven.leaf == a_log(600).leaves[123]


def test_each_lie_is_refused_for_its_reason():
    good = str(receipt())
    opening = a_log(600).openings[123]
    other = b64encode(opening.replace(b"B-00123", b"B-00124")).decode()
    assert flaw(good.replace(b64encode(opening).decode(), other)) is Flaw.PATH
    assert flaw(good.replace("index 123", "index 122")) is Flaw.PATH
    assert flaw(good.replace("\n600\n", "\n601\n")) is Flaw.SIGNATURE
    assert flaw(good, a_log(3).notes and trusted_other()) is Flaw.SIGNATURE
    assert flaw(good.replace("@v1", "@v2")) is Flaw.MALFORMED
    assert flaw("") is Flaw.MALFORMED


def trusted_other():
    from damai.ledger.rules.notes import SigningKey

    return SigningKey(KEY.name, b"\x02" * 32).public


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_any_changed_byte_is_refused(data):
    raw = bytearray(str(receipt(opened=data.draw(st.booleans()))).encode())
    raw[data.draw(st.integers(0, len(raw) - 1))] ^= data.draw(st.integers(1, 255))
    with pytest.raises(ReceiptRefused):
        verify(raw.decode(errors="replace"), [KEY.public])


def test_a_file_from_the_portal_is_checked_offline(db):
    entry = lay(300)[41]
    integrate()
    keys = trusted_keys("damai.example/dev")
    closed = public.receipt_file(entry.leaf.hex())
    assert verify(closed, keys).fact is None and "B-00042" not in closed
    assert verify(public.receipt_file(entry.leaf.hex(), with_opening=True), keys).fact.values["stone"] == "B-00042"
    assert commit(bytes(entry.opening)) == entry.leaf
    assert public.receipt_file("00" * 32) is None
