"""How a commitment stands: a table to read, and what must hold for every commitment there could ever be."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from damai.commitments.rules import URGENCY, IndicatorSign, ItemSign, Signs, Standing, Why, is_late, reasons, standing

TODAY = date(2023, 11, 20)
FAR, NEAR, PAST = TODAY + timedelta(days=30), TODAY + timedelta(days=7), TODAY - timedelta(days=1)
S = Standing


def at_most(*values, target=2):
    days = [TODAY - timedelta(days=len(values) - place) for place in range(len(values))]
    found = tuple((day, None if value is None else Decimal(value)) for day, value in zip(days, values, strict=True))
    return IndicatorSign(direction="at-most", target=Decimal(target), values=found)


def at_least(*values, target=44):
    found = at_most(*values)
    return IndicatorSign(direction="at-least", target=Decimal(target), values=found.values)


def item(state="open", due_on=FAR, submitted_on=None):
    return ItemSign(due_on=due_on, state=state, submitted_on=submitted_on)


TABLE = [
    # nothing shows how it is: never good news
    (Signs(due_on=FAR), S.NO_DATA, {Why.UNMEASURED}),
    (Signs(due_on=FAR, indicators=(at_most(),)), S.NO_DATA, {Why.UNMEASURED}),
    (Signs(due_on=FAR, indicators=(at_most(1, None),)), S.NO_DATA, {Why.UNMEASURED}),  # looked last, and there were none
    (Signs(due_on=FAR, indicators=(at_most(1), at_most())), S.NO_DATA, {Why.UNMEASURED}),  # one of two says nothing
    (Signs(due_on=FAR, items=(item("cancelled"),), indicators=(at_most(),)), S.NO_DATA, {Why.UNMEASURED}),
    # something shows it
    (Signs(due_on=FAR, indicators=(at_most(1),)), S.ON_COURSE, set()),
    (Signs(due_on=FAR, indicators=(at_most(2, 2),)), S.ON_COURSE, set()),  # at the limit is within it
    (Signs(due_on=FAR, indicators=(at_least(3),)), S.ON_COURSE, set()),  # far from the day, it need not be reached
    (Signs(due_on=FAR, items=(item(),), indicators=(at_least(),)), S.ON_COURSE, set()),  # the item is a sign too
    # at risk
    (Signs(due_on=FAR, indicators=(at_most(3),)), S.AT_RISK, {Why.OVER_TARGET}),
    (Signs(due_on=FAR, indicators=(at_most(0, 1),)), S.ON_COURSE, set()),  # 2 would still be within
    (Signs(due_on=FAR, indicators=(at_most(0, 2),)), S.AT_RISK, {Why.RISING}),  # 4 would not
    (Signs(due_on=FAR, indicators=(at_most(0, 2, None, 1),)), S.ON_COURSE, set()),
    (Signs(due_on=NEAR, indicators=(at_least(40),)), S.AT_RISK, {Why.SHORT}),
    (Signs(due_on=NEAR, indicators=(at_least(44),)), S.ON_COURSE, set()),
    (Signs(due_on=FAR, items=(item(due_on=NEAR),)), S.AT_RISK, {Why.ITEM_SOON}),
    (Signs(due_on=FAR, items=(item("working", NEAR),)), S.AT_RISK, {Why.ITEM_SOON}),
    (Signs(due_on=FAR, items=(item("sent-back", NEAR),)), S.AT_RISK, {Why.SENT_BACK}),
    (Signs(due_on=FAR, items=(item("submitted", NEAR, TODAY),)), S.ON_COURSE, set()),
    (Signs(due_on=FAR, items=(item("done", NEAR),)), S.ON_COURSE, set()),
    (Signs(due_on=FAR, items=(item(due_on=PAST),)), S.AT_RISK, {Why.ITEM_LATE}),
    (Signs(due_on=FAR, items=(item("submitted", PAST, PAST),)), S.ON_COURSE, set()),  # sent in time, waits to be judged
    (Signs(due_on=FAR, items=(item("submitted", PAST, TODAY),)), S.AT_RISK, {Why.ITEM_LATE}),  # sent too late
    (Signs(due_on=FAR, items=(item("cancelled", PAST), item("done", PAST))), S.ON_COURSE, set()),
    # late
    (Signs(due_on=PAST, indicators=(at_least(),)), S.LATE, {Why.DUE_PASSED, Why.UNMEASURED}),
    (Signs(due_on=PAST, items=(item("working", PAST),)), S.LATE, {Why.DUE_PASSED, Why.ITEM_LATE}),
    (Signs(due_on=PAST, items=(item("done", PAST),)), S.ON_COURSE, set()),  # shown; somebody has to confirm it
    (Signs(due_on=TODAY, items=(item("working", TODAY),)), S.AT_RISK, {Why.ITEM_SOON}),  # the last day is a day
    # a clause binds until its last day and is never late
    (Signs(due_on=PAST, binds=True, indicators=(at_most(),)), S.NO_DATA, {Why.UNMEASURED}),
    (Signs(due_on=PAST, binds=True, indicators=(at_most(1),)), S.ON_COURSE, set()),
    (Signs(due_on=PAST, binds=True, indicators=(at_most(3),)), S.AT_RISK, {Why.OVER_TARGET}),
    (Signs(due_on=PAST, binds=True, indicators=(at_least(3),)), S.AT_RISK, {Why.SHORT}),
    # precedence
    (Signs(due_on=PAST, kept_on=TODAY), S.KEPT, {Why.DUE_PASSED, Why.UNMEASURED}),
    (Signs(due_on=PAST, kept_on=TODAY, withdrawn_on=TODAY), S.WITHDRAWN, {Why.DUE_PASSED, Why.UNMEASURED}),
    (Signs(due_on=FAR, breaches=("dismissed",), indicators=(at_most(1),)), S.ON_COURSE, set()),
    (Signs(due_on=FAR, breaches=("dismissed", "alleged"), kept_on=TODAY, indicators=(at_most(1),)), S.BROKEN_ALLEGED, set()),
    (Signs(due_on=FAR, breaches=("alleged", "established"), indicators=(at_most(1),)), S.BROKEN_ESTABLISHED, set()),
    (Signs(due_on=FAR, breaches=("established",), withdrawn_on=TODAY), S.BROKEN_ESTABLISHED, {Why.UNMEASURED}),
]


@pytest.mark.parametrize("signs, stands, why", TABLE)
def test_how_it_stands(signs, stands, why):
    assert (standing(signs, on=TODAY), reasons(signs, on=TODAY)) == (stands, why)


days = st.dates(min_value=date(2023, 9, 1), max_value=date(2024, 3, 1))
states = st.sampled_from(["open", "working", "submitted", "sent-back", "done", "cancelled"])
items = st.builds(ItemSign, due_on=days, state=states, submitted_on=st.none() | days)
values = st.lists(st.tuples(days, st.none() | st.decimals(0, 100, places=1)), max_size=4).map(
    lambda rows: tuple(sorted(dict(rows).items()))
)
indicators = st.builds(
    IndicatorSign, direction=st.sampled_from(["at-least", "at-most"]), target=st.decimals(0, 50, places=1), values=values
)
breaches = st.lists(st.sampled_from(["alleged", "established", "dismissed"]), max_size=3).map(tuple)
signs = st.builds(
    Signs,
    due_on=days,
    binds=st.booleans(),
    kept_on=st.none() | days,
    withdrawn_on=st.none() | days,
    breaches=breaches,
    items=st.lists(items, max_size=3).map(tuple),
    indicators=st.lists(indicators, max_size=2).map(tuple),
)


def changed(found: Signs, **fields) -> Signs:
    return Signs(**{**{name: getattr(found, name) for name in Signs.__dataclass_fields__}, **fields})


@given(signs, days, st.sampled_from(["alleged", "established", "dismissed"]))
def test_a_breach_never_makes_it_better(found, on, state):
    before = standing(found, on=on)
    after = standing(changed(found, breaches=(*found.breaches, state)), on=on)
    assert URGENCY.index(after) <= URGENCY.index(before)
    if state == "dismissed":
        assert after == before


@given(signs, days)
def test_broken_and_established_is_said_only_with_an_established_breach(found, on):
    stands = standing(found, on=on)
    assert (stands == S.BROKEN_ESTABLISHED) == ("established" in found.breaches)
    assert (stands == S.BROKEN_ALLEGED) == ("alleged" in found.breaches and "established" not in found.breaches)


@given(items, days, st.integers(0, 200), states)
def test_a_late_item_never_disappears(found, on, later, state):
    """Unless it is done, cancelled or moved: evidence that comes after the day does not undo it."""
    day = on + timedelta(days=later)
    submitted = None if state != "submitted" else found.submitted_on if found.state == "submitted" else day
    after = ItemSign(due_on=found.due_on, state=state, submitted_on=submitted)
    if is_late(found, on):
        assert is_late(after, day) == (state not in ("done", "cancelled"))


@given(signs, days)
def test_a_late_item_is_seen_in_the_standing(found, on):
    if any(is_late(each, on) for each in found.items):
        assert standing(found, on=on) not in (S.ON_COURSE, S.NO_DATA)


@given(signs, days)
def test_no_data_is_never_on_course(found, on):
    owed = [each for each in found.items if each.state != "cancelled"]
    if not owed and all(each.latest is None for each in found.indicators):
        assert standing(found, on=on) != S.ON_COURSE


@given(signs, days)
def test_a_clause_is_never_late(found, on):
    assert standing(changed(found, binds=True), on=on) != S.LATE
