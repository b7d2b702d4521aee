"""The tree: known roots, and what the prover says is believed by a checker that shares nothing with it."""

import random
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from damai.ledger.rules.merkle import EMPTY_ROOT, Position, Tree, TreeIncomplete, edge, edge_root, fold, grow, leaf_hash
from damai.ledger.rules.proofs import extends, includes

from .logs import a_log

# The eight leaves and roots with which implementations of RFC 6962 test themselves.
LEAVES = [
    bytes.fromhex(leaf)
    for leaf in ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def mth(leaves):
    """MTH of RFC 9162 section 2.1.1, word for word."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return sha256(b"\x00" + leaves[0]).digest()
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return sha256(b"\x01" + mth(leaves[:k]) + mth(leaves[k:])).digest()


def test_the_known_roots():
    assert EMPTY_ROOT.hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    tiles = {}
    for size, (leaf, root) in enumerate(zip(LEAVES, ROOTS, strict=True)):
        tiles |= grow(size, tiles, [leaf]).tiles
        assert edge_root(size + 1, tiles).hex() == root
        assert Tree(lambda at: tiles[at]).root(size + 1).hex() == root  # noqa: B023
        assert mth(LEAVES[: size + 1]).hex() == root


@given(st.lists(st.integers(0, 700), min_size=1, max_size=4))
@settings(max_examples=40, deadline=None)
def test_growing_step_by_step_gives_the_tree_of_the_rfc(steps):
    leaves = a_log(2800).leaves
    size, tiles = 0, {}
    for step in steps:
        kept = {at: tiles[at] for at in edge(size)}  # the edge is all that growing needs
        grown = grow(size, kept, leaves[size : size + step])
        tiles |= grown.tiles
        size = grown.size
        assert size == min(sum(steps), size)
        assert edge_root(size, tiles) == mth(leaves[:size])
    assert Tree(lambda at: tiles[at]).root(size) == mth(leaves[:size])


@given(st.data())
@settings(max_examples=100, deadline=None)
def test_inclusion_is_proven_to_an_independent_checker_and_nothing_else_is(data):
    size = data.draw(st.integers(1, 2800))
    index = data.draw(st.integers(0, size - 1))
    log = a_log(2800)
    path, root = Tree(lambda at: log.tiles[at]).inclusion(index, size), Tree(lambda at: log.tiles[at]).root(size)
    leaf = leaf_hash(log.leaves[index])
    assert includes(index=index, size=size, leaf=leaf, path=path, root=root)
    assert not includes(index=index, size=size, leaf=leaf_hash(b"another"), path=path, root=root)
    assert not includes(index=index, size=size, leaf=leaf, path=path, root=leaf_hash(b"another"))
    assert not includes(index=index, size=size, leaf=leaf, path=[*path, root], root=root)
    other = data.draw(st.integers(0, size + 3).filter(lambda place: place != index))
    assert not includes(index=other, size=size, leaf=leaf, path=path, root=root)
    if path:
        place = data.draw(st.integers(0, len(path) - 1))
        bent = bytearray(path[place])
        bent[data.draw(st.integers(0, 31))] ^= data.draw(st.integers(1, 255))
        assert not includes(index=index, size=size, leaf=leaf, path=[*path[:place], bytes(bent), *path[place + 1 :]], root=root)
        assert not includes(index=index, size=size, leaf=leaf, path=path[:-1], root=root)


@given(st.data())
@settings(max_examples=100, deadline=None)
def test_growth_is_proven_to_an_independent_checker_and_a_rewritten_past_is_not(data):
    new = data.draw(st.integers(0, 2800))
    old = data.draw(st.integers(0, new))
    tree = Tree(lambda at: a_log(2800).tiles[at])
    rewritten = Tree(lambda at: a_log(2800, salt="other").tiles[at])
    path = tree.consistency(old, new)
    said = {"old": old, "old_root": tree.root(old), "new": new, "new_root": tree.root(new), "path": path}
    assert extends(**said)
    assert not extends(**said | {"path": [*path, tree.root(new)]})
    if old:
        assert not extends(**said | {"old_root": rewritten.root(old)})
        assert not extends(**said | {"new_root": rewritten.root(new)})
        assert not extends(**said | {"path": rewritten.consistency(old, new), "new_root": rewritten.root(new)})
    if path:
        assert not extends(**said | {"path": path[:-1]})
        assert not extends(**said | {"old": new, "new": old})


def test_what_is_missing_is_named():
    log = a_log(300)
    with pytest.raises(TreeIncomplete):
        Tree(lambda at: b"").root(300)
    with pytest.raises(TreeIncomplete):
        Tree(lambda at: log.tiles[at]).inclusion(300, 300)
    with pytest.raises(TreeIncomplete):
        Tree(lambda at: log.tiles[at]).consistency(5, 4)
    with pytest.raises(TreeIncomplete):
        grow(300, {}, [b"leaf"])
    with pytest.raises(TreeIncomplete):
        edge_root(300, {})


def test_the_tiles_of_a_tree_of_70000_are_those_of_the_specification():
    """In its words: 273 full level 0 tiles, one partial of width 112, one full level 1, one partial of width 17, one level 2."""
    assert edge(70_000) == {Position(0, 273): 112, Position(1, 1): 17, Position(2, 0): 1}
    assert edge(256) == {Position(1, 0): 1}
    assert edge(0) == {}


def test_a_tile_folds_to_the_root_of_its_subtree():
    leaves = [random.Random(7).randbytes(32) for _ in range(256)]
    assert fold(b"".join(map(leaf_hash, leaves))) == mth(leaves)
