"""Rates and times with their intervals: against figures known from elsewhere, and against chance itself."""

import random
from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from damai.cases.rules.measuring import Interval, median_interval, middle, spread, wilson

times = st.lists(st.floats(0, 1000, allow_nan=False), min_size=1, max_size=60)


def test_quartiles_of_the_days_one_to_nine():
    found = spread([9, 1, 8, 2, 7, 3, 6, 4, 5])
    assert found is not None
    assert (found.n, found.low, found.middle, found.high) == (9, 3, 5, 7)
    assert spread([]) is None and middle([]) is None
    one = spread([4.0])
    assert one is not None and (one.low, one.middle, one.high) == (4, 4, 4)


@given(times)
def test_quartiles_stand_in_order_and_within_what_was_seen(values):
    found = spread(values)
    assert found is not None
    assert min(values) <= found.low <= found.middle <= found.high <= max(values)


@pytest.mark.parametrize(
    "hits, of, low, high",
    [
        (580, 1562, 0.3477, 0.3956),  # reports registered on 6 March 2024: 37.13 %
        (613, 702, 0.8466, 0.8959),  # findings: 87.32 %
        (0, 10, 0.0, 0.2775),  # Newcombe 1998 gives these two for Wilson
        (10, 10, 0.7225, 1.0),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson(hits, of, low, high):
    found = wilson(hits, of)
    assert found is not None
    assert isclose(found.low, low, abs_tol=2e-4) and isclose(found.high, high, abs_tol=2e-4)


def test_a_rate_of_nothing_is_no_rate():
    assert wilson(0, 0) is None
    with pytest.raises(ValueError):
        wilson(6, 5)


@given(st.integers(0, 500), st.integers(1, 500))
def test_wilson_holds_the_rate_and_stays_a_rate(hits, of):
    hits = min(hits, of)
    found = wilson(hits, of)
    assert found is not None
    assert 0 <= found.low <= hits / of <= found.high <= 1
    wider = wilson(hits * 4, of * 4)
    assert wider is not None and wider.high - wider.low < found.high - found.low


def test_the_interval_of_a_median_needs_six_values():
    assert median_interval([1, 2, 3, 4, 5]) is None
    found = median_interval([6, 5, 4, 3, 2, 1])
    assert found is not None
    assert (found.low, found.high) == (1, 6) and isclose(found.level, 1 - 2 / 2**6)
    ten = median_interval(range(1, 11))  # ranks 2 and 9, as in every table of the sign test
    assert ten == Interval(2, 9, 1 - 2 * 11 / 1024)


@given(st.lists(st.floats(0, 1000, allow_nan=False), min_size=6, max_size=80))
def test_the_interval_of_a_median_holds_it(values):
    found = median_interval(values)
    assert found is not None
    assert found.level >= 0.95 and found.holds(middle(values))


def test_the_interval_of_a_median_is_right_as_often_as_it_says():
    chance, hits = random.Random(11), 0
    for _round in range(2000):
        found = median_interval([chance.expovariate(1) for _case in range(25)])
        hits += found is not None and found.holds(0.6931471805599453)
    assert hits / 2000 > 0.94
