"""A signature is drawn by a person; what comes from the network is only ever points."""

import json
import math
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from damai.pledges.rules import BadDrawing, picture, read_drawing
from damai.pledges.rules.drawing import MOST_POINTS, kept

from .story import SCRIBBLE

NUMBERS = st.floats(0, 1) | st.integers(0, 1)
STROKES = st.lists(st.lists(st.tuples(NUMBERS, NUMBERS).map(list), max_size=30), max_size=8)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(), lambda inner: st.lists(inner, max_size=4), max_leaves=20
)


@given(STROKES)
def test_points_make_a_picture_or_are_refused(strokes):
    try:
        drawing = read_drawing(json.dumps(strokes))
    except BadDrawing as refused:
        assert refused.reason == "empty"
        return
    assert kept(drawing.as_json) == drawing
    image = Image.open(BytesIO(picture(drawing)))
    assert (image.format, image.size) == ("PNG", (900, 300))
    assert image.getchannel("A").getextrema()[1] > 200


@given(ANYTHING.map(json.dumps) | st.text(max_size=200))
def test_what_is_no_drawing_is_refused_and_nothing_breaks(text):
    try:
        read_drawing(text)
    except BadDrawing as refused:
        assert refused.reason in {"unreadable", "empty", "too-large"}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "unreadable"),
        ("[" * 100_000, "unreadable"),
        ("[]", "empty"),
        ("[[]]", "empty"),
        ("[[[0.5,0.5]]]", "empty"),  # a tap
        ("[[[0.5,0.5],[0.51,0.5],[0.5,0.5],[0.51,0.5]]]", "empty"),  # a short dash, to and fro
        ("[[[0.1,0.1],[1.5,0.2]]]", "unreadable"),  # outside the field
        ("[[[0.1,0.1],[NaN,0.2]]]", "unreadable"),
        ("[[[true,0.1],[0.9,0.2]]]", "unreadable"),
        ('[[["0.1",0.1],[0.9,0.2]]]', "unreadable"),
        (json.dumps([[[0.1, 0.2]] * (MOST_POINTS + 1)]), "too-large"),
        ("[[[0.1,0.1]," + " " * 200_000 + "[0.9,0.9]]]", "too-large"),
        ("\x89PNG\r\n\x1a\n", "unreadable"),  # a picture of somebody else's signature
    ],
)
def test_empty_hostile_and_foreign_drawings_are_told_apart(text, reason):
    with pytest.raises(BadDrawing) as refused:
        read_drawing(text)
    assert refused.value.reason == reason
    assert read_drawing(SCRIBBLE).strokes


def test_the_same_strokes_give_the_same_bytes():
    wave = json.dumps([[[0.1 + 0.8 * step / 100, 0.5 + 0.3 * math.sin(step / 5)] for step in range(100)]])
    assert picture(read_drawing(wave)) == picture(read_drawing(wave)) != picture(read_drawing(SCRIBBLE))
