"""Numbers add up or are not published: the supervisors' own published tables, and any table at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from damai.cases.rules.reconciling import NAMES, OF_THE_REGISTERED, SUMS, Gap, Sum, gaps, over_kinds

KINDS = ("laporan", "temuan")
CLASSES = Sum("violation", ("adm", "kepp", "pid", "lain"))

# What was published, as it was printed (docs/law/figures.md). What nobody printed is not here.
JULY_2023 = {
    "received": 471, "laporan.received": 327, "temuan.received": 144, "registered": 314, "temuan.registered": 139,
    "laporan.registered": 175, "not_registered": 157, "pending": 0, "violation": 193, "not_violation": 119, "open": 2,
}  # fmt: skip
JANUARY_2024 = {
    "received": 1236, "laporan.received": 848, "temuan.received": 388, "registered": 652, "laporan.registered": 323,
    "temuan.registered": 329, "violation": 347, "not_violation": 226, "open": 112,
}  # fmt: skip
FEBRUARY_2024 = {
    "received": 1921, "laporan.received": 1271, "temuan.received": 650, "registered": 480, "violation": 479, "not_violation": 324,
}  # fmt: skip
MARCH_2024 = {
    "received": 2264, "laporan.received": 1562, "temuan.received": 702, "registered": 1193, "laporan.registered": 580,
    "temuan.registered": 613, "not_registered": 604, "pending": 467, "violation": 531, "not_violation": 386, "open": 279,
    "adm": 71, "kepp": 226, "pid": 63, "lain": 131,
}  # fmt: skip


def test_july_2023_adds_up():
    assert gaps(JULY_2023, over_kinds(KINDS)) == ()


def test_24_january_2024_has_685_outcomes_of_652_registered():
    assert gaps(JANUARY_2024, over_kinds(KINDS)) == (Gap(sum=OF_THE_REGISTERED, said=652, counted=685),)


def test_26_february_2024_has_more_outcomes_than_registered_whatever_was_left_out():
    (gap,) = gaps(FEBRUARY_2024, over_kinds(KINDS))
    assert (gap.said, gap.counted, gap.lacking, gap.by) == (480, 803, ("open",), 323)


def test_6_march_2024_has_1196_outcomes_of_1193_and_491_classes_of_531():
    found = gaps(MARCH_2024, (*over_kinds(KINDS), CLASSES))
    assert [(gap.said, gap.counted) for gap in found] == [(1193, 1196), (531, 491)]


def test_a_wrong_split_by_kind_is_found():
    wrong = MARCH_2024 | {"laporan.received": 1561, "open": 276}
    (gap,) = gaps(wrong, over_kinds(KINDS))
    assert gap.sum.whole == "received" and gap.by == -1


numbers = st.integers(0, 3000)


@st.composite
def whole_tables(draw):
    """Tables of two kinds that add up."""
    table = dict.fromkeys(NAMES, 0)
    for kind in KINDS:
        parts = {name: draw(numbers) for name in ("violation", "not_violation", "open", "not_registered", "pending")}
        registered = parts["violation"] + parts["not_violation"] + parts["open"]
        parts |= {"registered": registered, "received": registered + parts["not_registered"] + parts["pending"]}
        table |= {f"{kind}.{name}": number for name, number in parts.items()}
        for name, number in parts.items():
            table[name] += number
    return table


@given(whole_tables())
def test_what_adds_up_has_no_gap(table):
    assert gaps(table, over_kinds(KINDS)) == ()


@given(whole_tables(), st.data())
def test_one_number_changed_is_always_found(table, data):
    name = data.draw(st.sampled_from(sorted(table)))
    by = data.draw(st.integers(1, 50))
    found = gaps(table | {name: table[name] + by}, over_kinds(KINDS))
    assert found and all(abs(gap.by) == by for gap in found)
    assert all(name == gap.sum.whole or name in gap.sum.parts for gap in found)


@given(whole_tables(), st.sets(st.sampled_from([*NAMES, *(f"{kind}.{name}" for kind in KINDS for name in NAMES)])))
def test_what_is_not_told_is_never_called_wrong(table, hidden):
    assert gaps({name: None if name in hidden else number for name, number in table.items()}, over_kinds(KINDS)) == ()


@pytest.mark.parametrize("table", [{}, dict.fromkeys(NAMES), {"received": 5}])
def test_nothing_told_is_nothing_wrong(table):
    assert gaps(table, SUMS) == ()
