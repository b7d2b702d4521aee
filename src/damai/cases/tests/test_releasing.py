"""What is published gives no small number away: not alone, not by subtraction within a release, not by subtracting releases."""

from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from damai.cases.rules.measuring import FEW, FEW_FOR_TIME, spread
from damai.cases.rules.releasing import leaves, parents, received, release, show_time
from damai.cases.rules.standing import Entry, Place, Result
from damai.triage.rules import Shown

KEY = b"k" * 32
DAY = date(2024, 1, 2)


def entry(office: str, kind: str, months: int, place: str, result: str = "") -> Entry:
    results = frozenset({Result(result)}) if place == Place.REGISTERED else frozenset()
    day = DAY + timedelta(days=31 * months)
    return Entry(
        case="P-00001", regime="PEMILU", office=office, kind=kind, on=day, places=frozenset({Place(place)}), results=results,
        handed_on=False,
    )  # fmt: skip


OFFICES, RESULTS = st.sampled_from(["kota", "gambir"]), st.sampled_from([str(each) for each in Result])
one = st.builds(
    entry, OFFICES, st.sampled_from(["laporan", "temuan"]), st.integers(0, 7),
    st.sampled_from([str(each) for each in Place]), RESULTS,
)  # fmt: skip
many = st.lists(st.tuples(one, st.integers(1, 9)), max_size=20).map(lambda rows: [row for row, n in rows for _time in range(n)])


def equations(cells, names):
    """Every equation a reader can write: a shown total less what is shown below it is the sum of what is hidden below."""
    above = parents(names)
    below: dict[str, list[str]] = {}
    for child, parent in above.items():
        below.setdefault(parent, []).append(child)

    def parts(total):
        for child in below[total]:
            if child in below and cells[child].shown is not Shown.COUNT:
                yield from parts(child)
            else:
                yield child

    for total in below:
        if cells[total].shown is Shown.COUNT:
            under = list(parts(total))
            hidden = [name for name in under if cells[name].shown is Shown.WITHHELD]
            yield total, hidden, cells[total].count - sum(cells[name].count or 0 for name in under)


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(many)
def test_no_small_number_is_shown_and_none_follows_by_subtraction(rows):
    counts = leaves(rows)
    cells = release(counts, key=KEY).cells
    for name, cell in cells.items():
        assert cell.count is None or cell.count == 0 or cell.count >= FEW, name
    for total, hidden, left_over in equations(cells, counts):
        if not hidden:
            assert left_over == 0, total
        else:
            assert len(hidden) >= 2 and left_over - (len(hidden) - 1) >= FEW, total


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(many, min_size=2, max_size=5))
def test_the_difference_of_any_two_releases_speaks_of_few_only_where_all_parts_are_shown(additions):
    """Entries come in release after release. A cell shown in two of them, whichever, differs by nothing or by at least `FEW`."""
    rows, memory, shown = [], {}, []
    for more in additions:
        rows = rows + more
        released = release(leaves(rows), key=KEY, memory=memory)
        memory = released.memory
        shown.append(released.cells)
    ends = set(leaves(rows))
    for number, earlier in enumerate(shown):
        for later in shown[number + 1 :]:
            for name in ends & earlier.keys() & later.keys():
                old, new = earlier[name].count, later[name].count
                if old and new:
                    assert old == new or abs(new - old) >= FEW, name


def test_a_number_that_was_withheld_in_between_is_remembered():
    """Ten shown, then withheld beside a small neighbour, then twelve: the two new ones must not show."""
    ten = [entry("kota", "laporan", 0, "pending") for _each in range(10)]
    name = "pending/kota/PEMILU/laporan/2024-T1"
    first = release(leaves(ten), key=KEY)
    assert first.cells[name].count == 10
    small = [*ten, entry("kota", "laporan", 4, "pending")]
    second = release(leaves(small), key=KEY, memory=first.memory)
    assert second.cells[name].shown is Shown.WITHHELD
    grown = small + [entry("kota", "laporan", 4, "pending") for _each in range(5)] + ten[:2]
    third = release(leaves(grown), key=KEY, memory=second.memory)
    assert third.cells[name].count == 10


def test_what_came_in_is_the_sum_of_what_is_shown_or_is_not_shown():
    rows = [entry("kota", "laporan", 0, place, "open") for place in Place for _each in range(6)]
    cells = release(leaves(rows), key=KEY).cells
    assert received(cells, "kota/PEMILU/laporan").count == 18
    assert received(cells, "kota/PEMILU/temuan").shown is Shown.NO_DATA  # nothing came in: that is not zero violations
    few = release(leaves([*rows, entry("kota", "temuan", 0, "pending")]), key=KEY).cells
    assert received(few, "kota/PEMILU/temuan").shown is Shown.WITHHELD


def test_a_time_of_few_cases_is_not_shown_and_changes_slowly():
    assert show_time(spread([1.0] * (FEW_FOR_TIME - 1)), None) is None and show_time(None, None) is None
    first = show_time(spread([float(n) for n in range(12)]), None)
    assert first is not None and (first.at_least, first.middle) == (10, 6)
    assert show_time(spread([float(n) for n in range(16)]), first) is first  # four more: not enough to be told apart
    later = show_time(spread([float(n) for n in range(17)]), first)
    assert later is not None and later is not first and later.at_least == 15


def test_only_what_the_law_registers_is_counted():
    assert leaves([entry("kota", "informasi_awal", 0, "pending")]) == {}
