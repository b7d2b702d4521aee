"""Names and shapes of the specification."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from damai.ledger.rules.tiles import Malformed, TilePath, levels, number_path, of_level, pack, parse, unpack


def test_the_names_of_the_specification():
    assert number_path(1234067) == "x001/x234/067"
    assert str(TilePath(0, 5)) == "tile/0/005"
    assert str(TilePath(None, 1234067, 112)) == "tile/entries/x001/x234/067.p/112"


@given(st.one_of(st.none(), st.integers(0, 63)), st.integers(0, 10**15), st.integers(1, 256))
def test_a_name_is_read_back(level, number, width):
    path = TilePath(level, number, width)
    assert parse(str(path).removeprefix("tile/")) == path


@pytest.mark.parametrize("path", ["", "0", "0/1", "0/0001", "0/x000/001", "0/x001", "-1/000", "0/000.p/", "0/000.p/257", "x/000"])
def test_other_spellings_are_refused(path):
    with pytest.raises(Malformed):
        parse(path)


def test_a_tree_of_70000_has_the_tiles_of_the_specification():
    assert list(levels(70_000)) == [0, 1, 2]
    assert list(levels(256)) == [0, 1] and list(levels(255)) == [0] and list(levels(0)) == []
    ground = list(of_level(0, 70_000))
    assert len(ground) == 274 and str(ground[-1]) == "tile/0/273.p/112"
    assert [str(path) for path in of_level(1, 70_000)] == ["tile/1/000", "tile/1/001.p/17"]
    assert [str(path) for path in of_level(2, 70_000)] == ["tile/2/000.p/1"]
    assert str(list(of_level(None, 70_000))[-1]) == "tile/entries/273.p/112"


@given(st.lists(st.binary(max_size=70), max_size=20))
def test_a_bundle_is_read_back_and_a_cut_one_says_where_it_breaks(entries):
    bundle = pack(entries)
    assert unpack(bundle) == entries
    if entries:
        with pytest.raises(Malformed) as broken:
            unpack(bundle[:-1])
        assert broken.value.entries == entries[:-1]
