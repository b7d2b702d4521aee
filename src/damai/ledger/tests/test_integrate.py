"""The sequencer: every fact gets one place, in order, under a signature, whoever runs it and however often."""

import logging
import threading
from itertools import pairwise

import pytest
from django.db import connection, transaction

from damai.ledger import actions, queries
from damai.ledger.actions import TreeDamaged, ensure_log, integrate
from damai.ledger.models import Checkpoint, Entry, Log, Tile
from damai.ledger.rules.merkle import Position, leaf_hash
from damai.ledger.rules.notes import SigningKey, open_checkpoint
from damai.ledger.rules.proofs import extends

from .samples import lay


def in_order():
    return [bytes(leaf) for leaf in Entry.objects.order_by("index").values_list("leaf", flat=True)]


def reference_root(leaves):
    """MTH of RFC 9162 section 2.1.1, as it is written there."""
    from hashlib import sha256

    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return sha256(b"\x00" + leaves[0]).digest()
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return sha256(b"\x01" + reference_root(leaves[:k]) + reference_root(leaves[k:])).digest()


def test_facts_get_their_place_and_a_signature(db):
    assert integrate() == 0
    assert not Log.objects.exists()  # nothing was recorded: what kind of log this will be is still open
    for count in (1, 2, 255, 300, 5):
        lay(count)
        assert integrate() == count
    assert integrate() == 0
    leaves = in_order()
    assert list(Entry.objects.order_by("id").values_list("index", flat=True)) == list(range(563))
    last = Checkpoint.objects.last()
    signed = open_checkpoint(last.note, queries.trusted_keys("damai.example/dev"))
    assert (signed.size, signed.root) == (563, reference_root(leaves))
    assert queries.tile(Position(0, 1)) == b"".join(leaf_hash(leaf) for leaf in leaves[256:512])
    assert len(queries.tile(Position(1, 0))) == 64
    assert list(Checkpoint.objects.values_list("size", flat=True)) == [0, 1, 3, 258, 558, 563]


def test_each_checkpoint_extends_the_one_before(db):
    for count in (3, 260, 1, 7):
        lay(count)
        integrate()
    tree, notes = queries.tree(), list(Checkpoint.objects.all())
    for old, new in pairwise(notes):
        path = tree.consistency(old.size, new.size)
        assert extends(old=old.size, old_root=bytes(old.root), new=new.size, new_root=bytes(new.root), path=path)


def test_more_than_a_batch_is_taken_in_several(db, monkeypatch):
    monkeypatch.setattr(actions, "BATCH", 100)
    lay(250)
    assert integrate() == 250
    assert Checkpoint.objects.last().size == 250
    assert Checkpoint.objects.last().root == reference_root(in_order())


def test_nothing_waiting_costs_one_question(db, django_assert_num_queries):
    lay(1)
    integrate()
    with django_assert_num_queries(1):
        integrate()


@pytest.mark.django_db(transaction=True)
def test_two_sequencers_at_once_number_everything_once():
    ensure_log()
    errors = []

    def run(work):
        try:
            for _ in range(15):
                work()
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    works = [integrate, integrate, lambda: lay(20), lambda: lay(20, by="M-0002")]
    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    integrate()
    assert sorted(Entry.objects.values_list("index", flat=True)) == list(range(600))
    assert Checkpoint.objects.last().root == reference_root(in_order())


@pytest.mark.parametrize(
    "damage",
    [
        lambda: Log.objects.update(size=9),
        lambda: Tile.objects.filter(level=0).update(hashes=b"\x00" * 320),
        lambda: Tile.objects.all().delete(),
        lambda: Checkpoint.objects.filter(size=10).delete(),
        lambda: Checkpoint.objects.all().delete(),
        lambda: Checkpoint.objects.filter(size=10).update(note=Checkpoint.objects.get(size=10).note.replace("\n10\n", "\n11\n")),
    ],
)
def test_it_stands_still_when_what_is_stored_is_not_what_was_signed(db, damage, caplog):
    lay(10)
    assert integrate() == 10
    damage()
    lay(1)
    with caplog.at_level(logging.CRITICAL), pytest.raises(TreeDamaged), transaction.atomic():
        integrate()
    assert "The ledger stands still" in caplog.text
    assert Entry.objects.get(index=None)


def test_a_replaced_key_still_vouches_for_what_it_signed(db, settings):
    lay(1)
    integrate()
    old = queries.trusted_keys("damai.example/dev")[0]
    settings.LEDGER_KEY = b"\x07" * 32
    lay(1)
    with pytest.raises(TreeDamaged, match="DAMAI_LEDGER_RETIRED_KEYS"), transaction.atomic():
        integrate()
    settings.LEDGER_RETIRED_KEYS = [str(old)]
    assert integrate() == 1
    new = SigningKey("damai.example/dev", b"\x07" * 32).public
    assert open_checkpoint(Checkpoint.objects.last().note, [new]).size == 2
