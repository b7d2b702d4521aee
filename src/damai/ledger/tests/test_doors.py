"""The log is served to anyone as c2sp.org/tlog-tiles says: what is in the tree for ever, what is beyond it not at all."""

import pytest

from damai.ledger import public, queries
from damai.ledger.actions import integrate
from damai.ledger.models import Entry
from damai.ledger.rules.merkle import leaf_hash
from damai.ledger.rules.notes import open_checkpoint, parse_key
from damai.ledger.rules.tiles import unpack

from .samples import lay


@pytest.fixture
def log(db):
    lay(300)
    integrate()


def test_before_the_log_begins_there_is_nothing(client, db):
    for path in ("checkpoint", "key", "tile/0/000", "tile/entries/000"):
        assert client.get(f"/log/{path}").status_code == 404


def test_the_checkpoint_is_fresh_and_signed(client, log):
    answer = client.get("/log/checkpoint")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.headers["Cache-Control"] == "public, max-age=1"
    key = parse_key(client.get("/log/key").content.decode())
    assert open_checkpoint(answer.content.decode(), [key]).size == 300
    again = client.get("/log/checkpoint", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    lay(1)
    integrate()
    assert client.get("/log/checkpoint", headers={"If-None-Match": answer.headers["ETag"]}).status_code == 200


def test_tiles_and_entries_are_served_for_ever(client, log):
    leaves = [bytes(leaf) for leaf in Entry.objects.order_by("index").values_list("leaf", flat=True)]
    for path, first, last in [("000", 0, 256), ("001.p/44", 256, 300), ("001.p/7", 256, 263), ("000.p/9", 0, 9)]:
        hashes, entries = client.get(f"/log/tile/0/{path}"), client.get(f"/log/tile/entries/{path}")
        assert hashes.content == b"".join(leaf_hash(leaf) for leaf in leaves[first:last])
        assert unpack(entries.content) == leaves[first:last]
        for answer in (hashes, entries):
            assert answer.headers["Content-Type"] == "application/octet-stream"
            assert "immutable" in answer.headers["Cache-Control"]
            assert not answer.cookies
    assert len(client.get("/log/tile/1/000.p/1").content) == 32


BEYOND = "0/001 0/001.p/45 0/002.p/1 1/000 1/000.p/2 2/000.p/1 entries/001 entries/001.p/45 entries/900"
OTHERWISE_SPELT = "0/0 0/x000/000 00/000 64/000 0/000.p/0 0/000.p/256 0/000.p/01 data/000 0/../000 0/000/ 0/٠٠٠"


@pytest.mark.parametrize("path", f"{BEYOND} {OTHERWISE_SPELT}".split())
def test_what_is_beyond_the_tree_is_not_there(client, log, path):
    assert client.get(f"/log/tile/{path}").status_code == 404
    assert client.get("/log/tile/0/000").status_code == 200


def test_the_log_can_only_be_read(client, log):
    assert client.head("/log/tile/0/000").status_code == 200
    for method in (client.post, client.put, client.delete):
        assert method("/log/tile/0/000").status_code == 405
        assert method("/log/checkpoint").status_code == 405


def test_public_tiles_leak_nothing_of_the_facts(client, log):
    served = b"".join(client.get(f"/log/{path}").content for path in ("tile/entries/000", "tile/0/000", "checkpoint"))
    assert b"StoneLaid" not in served and b"B-0000" not in served and b"M-0001" not in served


def test_a_leaf_has_a_proof_once_it_has_its_place(db):
    entry = lay(3)[1]
    assert public.proof_of(entry.leaf.hex()) is None
    integrate()
    proof = public.proof_of(entry.leaf.hex())
    assert (proof.index, proof.size, proof.origin, len(proof.path)) == (1, 3, "damai.example/dev", 2)
    assert public.proof_of("00" * 32) is None and public.proof_of("nonsense") is None and public.proof_of("") is None
    state = public.state()
    assert (state.size, state.waiting, state.root.hex()) == (3, 0, proof.root)
    assert queries.state() == state
