"""Public counts give no small number away: not by themselves, not by subtraction, not by comparing two releases."""

from hypothesis import given, settings
from hypothesis import strategies as st

from damai.triage.rules import Cell, K, Shown, protect

KEY = b"s" * 32
CITY = "31.71"
DISTRICTS = [f"{CITY}.0{number}" for number in range(1, 4)]
VILLAGES = [f"{district}.100{number}" for district in DISTRICTS for number in range(1, 5)]
PARENTS = {village: village[:8] for village in VILLAGES} | dict.fromkeys(DISTRICTS, CITY)
number = st.one_of(st.none(), st.integers(0, 12), st.integers(0, 3), st.integers(0, 200))
tables = st.fixed_dictionaries(dict.fromkeys(VILLAGES, number))


def groups(cells):
    """Every equation an attacker can write: a shown total, less what is shown below it, is the sum of these hidden areas.

    Below a withheld total its own parts are unknown too, so the equation goes down to them.
    """

    def parts(total):
        for child in (area for area, parent in PARENTS.items() if parent == total):
            if child in DISTRICTS and cells[child].shown is not Shown.COUNT:
                yield from parts(child)
            else:
                yield child

    for total in [CITY, *DISTRICTS]:
        if cells[total].shown is Shown.COUNT:
            below = list(parts(total))
            hidden = [area for area in below if cells[area].shown is Shown.WITHHELD]
            yield total, hidden, cells[total].count - sum(cells[area].count or 0 for area in below)


@settings(max_examples=400, deadline=None)
@given(tables)
def test_no_small_number_is_shown_and_none_can_be_found_by_subtraction(counts):
    cells = protect(counts, PARENTS, key=KEY)
    for area, cell in cells.items():
        assert cell.shown is Shown.COUNT or cell.count is None
        assert cell.count is None or cell.count == 0 or cell.count >= K, area
    for total, hidden, left_over in groups(cells):
        if not hidden:
            assert left_over == 0, total  # all is shown and adds up
            continue
        assert len(hidden) >= 2
        # Any hidden area may hold anything from 1 to at least k, the others filling up: the attacker cannot tell.
        assert left_over - (len(hidden) - 1) >= K


@settings(max_examples=200, deadline=None)
@given(tables)
def test_silence_and_nothing_confirmed_and_too_few_are_three_things(counts):
    cells = protect(counts, PARENTS, key=KEY)
    for village, true in counts.items():
        if true is None:
            assert cells[village].shown is Shown.NO_DATA
        elif true == 0:
            assert cells[village] == Cell(Shown.COUNT, 0)
        elif true < K:
            assert cells[village].shown is Shown.WITHHELD


@settings(max_examples=300, deadline=None)
@given(tables, st.dictionaries(st.sampled_from(VILLAGES), st.integers(1, K - 1), max_size=4))
def test_the_difference_of_two_releases_never_speaks_of_fewer_than_k_messages(counts, more):
    before = protect(counts, PARENTS, key=KEY)
    later = {area: (true or 0) + more.get(area, 0) if area in more else true for area, true in counts.items()}
    after = protect(later, PARENTS, key=KEY, before=before)
    for village in VILLAGES:
        old, new = before[village].count, after[village].count
        if old and new:  # both shown: fewer than k more are not seen
            assert new == old
    all_shown = {total for total, hidden, _left_over in groups(after) if not hidden}
    for total in [CITY, *DISTRICTS]:
        old, new = before[total].count, after[total].count
        if old and new and total not in all_shown:  # a total whose parts are all shown says no more than they do
            assert new == old or abs(new - old) >= K


def test_a_lone_small_area_takes_another_into_hiding():
    counts = dict.fromkeys(VILLAGES) | {VILLAGES[0]: 3, VILLAGES[1]: 20, VILLAGES[2]: 30}
    cells = protect(counts, PARENTS, key=KEY)
    hidden = [area for area in VILLAGES if cells[area].shown is Shown.WITHHELD]
    assert VILLAGES[0] in hidden
    assert len(hidden) == 2
    assert cells[CITY].count == cells[DISTRICTS[0]].count == 53


def test_a_lone_area_with_nothing_to_hide_behind_takes_the_totals_along():
    cells = protect(dict.fromkeys(VILLAGES) | {VILLAGES[0]: 3}, PARENTS, key=KEY)
    assert cells[VILLAGES[0]].shown is cells[DISTRICTS[0]].shown is cells[CITY].shown is Shown.WITHHELD


def test_what_hides_does_not_depend_on_the_numbers_but_on_a_secret():
    """Choosing the smallest neighbour would itself say how large the hidden one can be."""
    counts = dict.fromkeys(VILLAGES) | {VILLAGES[0]: 3, VILLAGES[1]: 20, VILLAGES[2]: 30, VILLAGES[3]: 40}
    chosen = {
        next(area for area in VILLAGES[1:] if protect(counts, PARENTS, key=bytes([key]) * 32)[area].shown is Shown.WITHHELD)
        for key in range(30)
    }
    assert len(chosen) == 3
