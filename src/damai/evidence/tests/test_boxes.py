"""Boxes as people type them, as the island sends them, and what they become in pixels."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from damai.evidence.rules.boxes import MOST, WHOLE, BadBox, Box, stored, typed


def test_percentages_as_people_write_them():
    assert typed(["12,5"], ["0"], [" 30 % "], ["7.25"]) == (Box(1250, 0, 3000, 725),)


def test_empty_rows_are_left_out_and_a_box_is_cut_at_the_edge():
    assert typed(["", "90"], ["", "95"], ["", "50"], [" ", "50"]) == (Box(9000, 9500, 1000, 500),)


@pytest.mark.parametrize(
    "row, flaw",
    [
        (("", "1", "2", "3"), "number"),
        (("x", "1", "2", "3"), "number"),
        (("-1", "1", "2", "3"), "number"),
        (("1e3", "1", "2", "3"), "number"),
        (("NaN", "1", "2", "3"), "number"),
        (("100", "1", "2", "3"), "outside"),
        (("99.9", "1", "20", "3"), "small"),
        (("1", "1", "0", "3"), "small"),
        (("1", "1", "0,3", "3"), "small"),
        (("٣", "1", "2", "3"), "number"),
        (("9999", "1", "2", "3"), "number"),
    ],
)
def test_what_is_no_box_is_said_with_its_place(row, flaw):
    with pytest.raises(BadBox) as refused:
        typed(*([each] for each in row))
    assert (refused.value.flaw, refused.value.place) == (flaw, 1)


def test_columns_of_different_lengths_and_too_many_boxes():
    with pytest.raises(BadBox):
        typed(["1"], ["1", "2"], ["3"], ["4"])
    many = ["10"] * (MOST + 1)
    with pytest.raises(BadBox) as refused:
        typed(many, many, many, many)
    assert refused.value.flaw == "many"


@pytest.mark.parametrize(
    "packed", [None, {}, [1], [[1, 2, 3]], [[1, 2, 3, "4"]], [[True, 2, 3, 4]], [[-1, 0, 99, 99]], [[0] * 4]]
)
def test_stored_boxes_are_read_strictly(packed):
    with pytest.raises(BadBox):
        stored(packed)


@given(
    st.integers(0, WHOLE - 41), st.integers(0, WHOLE - 41), st.integers(40, WHOLE), st.integers(40, WHOLE),
    st.integers(1, 3000), st.integers(1, 3000), st.integers(0, 9),
)  # fmt: skip
def test_pixels_lie_inside_the_picture_and_hold_the_whole_box(left, top, width, height, wide, high, margin):
    box = stored([[left, top, width, height]])[0]
    x, y, right, bottom = box.pixels(wide, high, margin=margin)
    assert 0 <= x <= right <= wide and 0 <= y <= bottom <= high
    assert x <= box.left * wide / WHOLE and right >= min(wide, (box.left + box.width) * wide / WHOLE)
    assert y <= box.top * high / WHOLE and bottom >= min(high, (box.top + box.height) * high / WHOLE)
