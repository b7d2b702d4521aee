"""Two messages of one event are recognised without their words."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from damai.triage.rules import similar, sketch, trace
from damai.triage.rules.likeness import shared

KEY = b"k" * 32
A = "Timses bagi-bagi amplop isi 50rb di balai warga RW 03 tadi malam habis magrib"


def alike(a, b, **more):
    return similar(trace(a, key=KEY, **more), trace(b, key=KEY, **more))


def test_the_same_words_are_the_same_event_and_other_words_are_not():
    assert alike(A, A).score >= 0.95
    assert "isi hampir sama persis" in alike(A, A).because
    assert alike(A, "tadi malam timses bagi2 amplop 50rb di balai warga rw 03 sehabis magrib", area="31.71.01.1001").likely
    assert not alike(A, "Baliho dirobek di simpang lima", area="31.71.01.1001", happened_on=date(2024, 1, 30)).likely


def test_the_same_words_far_away_or_long_after_are_less_alike():
    here = trace(A, key=KEY, area="31.71.01.1001", happened_on=date(2024, 1, 1))
    there = trace(A, key=KEY, area="31.73.01.1001", happened_on=date(2024, 2, 1))
    assert similar(here, there).score < similar(here, here).score


def test_under_another_key_nothing_can_be_compared():
    assert shared(sketch(A, key=KEY), sketch(A, key=b"x" * 32)) < 0.1


def test_no_words_are_like_nothing():
    assert similar(trace("", key=KEY), trace("", key=KEY)).score < 0.5
    assert shared(b"", b"") == 0.0


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=200), st.text(max_size=200))
def test_likeness_is_mutual_and_between_0_and_1(a, b):
    one, other = alike(a, b), alike(b, a)
    assert one.score == other.score
    assert 0 <= one.score <= 1
    assert len(sketch(a, key=KEY)) == len(sketch(b, key=KEY)) <= 400
