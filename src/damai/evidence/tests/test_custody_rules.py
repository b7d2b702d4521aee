"""What can happen to a piece of evidence, in a table and over random histories; nothing of it needs a database."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from damai.evidence.rules.custody import (
    BY_HAND_DIGITAL,
    BY_HAND_OBJECT,
    LEAVES,
    MOVEMENTS,
    Action,
    Event,
    Place,
    Standing,
    Why,
    after,
    lacking,
    open_actions,
    standing_of,
    why_not,
    why_not_then,
)

NOON = datetime(2024, 2, 1, 5, 0, tzinfo=UTC)


def after_all(*actions: Action) -> Standing:
    return standing_of(Event(action=action, happened_at=NOON) for action in (Action.RECEIVED, *actions))


@pytest.mark.parametrize(
    "before, action, why",
    [
        ((), Action.RECEIVED, Why.FIRST),
        ((), Action.KEPT, None),
        ((), Action.LENT, None),
        ((Action.LENT,), Action.LENT, Why.LENT),
        ((Action.LENT,), Action.MOVED, Why.LENT),
        ((Action.LENT,), Action.VIEWED, Why.LENT),
        ((Action.LENT,), Action.HANDED_OVER, Why.LENT),
        ((Action.LENT,), Action.RETURNED, None),
        ((), Action.RETURNED, Why.NOT_LENT),
        ((Action.HANDED_OVER,), Action.RETURNED, Why.GONE),
        ((Action.HANDED_OVER,), Action.KEPT, Why.GONE),
        ((Action.GIVEN_BACK,), Action.LENT, Why.GONE),
        ((Action.HELD,), Action.LENT, Why.ON_HOLD),
        ((Action.HELD,), Action.HANDED_OVER, Why.ON_HOLD),
        ((Action.HELD,), Action.GIVEN_BACK, Why.ON_HOLD),
        ((Action.HELD,), Action.MOVED, None),
        ((Action.HELD,), Action.HELD, Why.ON_HOLD),
        ((Action.HELD, Action.RELEASED), Action.LENT, None),
        ((), Action.RELEASED, Why.NOT_HELD),
        ((Action.SEALED,), Action.SEALED, Why.UNDER_SEAL),
        ((), Action.UNSEALED, Why.NOT_UNDER_SEAL),
        ((Action.SEALED,), Action.UNSEALED, None),
        ((Action.WITHDRAWN,), Action.WITHDRAWN, Why.WITHDRAWN),
        ((), Action.REINSTATED, Why.NOT_WITHDRAWN),
        ((Action.WITHDRAWN,), Action.REINSTATED, None),
        ((), Action.COPIED, Why.OBJECT),
        ((), Action.DERIVED, Why.OBJECT),
        ((), Action.EXPORTED, None),
    ],
)
def test_a_thing(before, action, why):
    assert why_not(action, after_all(*before), is_object=True) == why


@pytest.mark.parametrize("action", sorted(MOVEMENTS - {Action.RECEIVED}))
def test_bytes_are_copied_and_never_lent_moved_or_sealed(action):
    assert why_not(action, after_all(), is_object=False) is Why.DIGITAL


def test_nothing_happens_before_it_was_received():
    assert why_not(Action.VIEWED, Standing(), is_object=False) is Why.FIRST
    assert why_not(Action.RECEIVED, Standing(), is_object=False) is None


@pytest.mark.parametrize(
    "action, hours, why",
    [
        (Action.VIEWED, 3, Why.FUTURE),
        (Action.VIEWED, -1, Why.BACKDATED),
        (Action.VIEWED, 0.5, None),
        (Action.MOVED, 0.5, Why.BACKDATED),  # it was lent and back an hour after it came
        (Action.MOVED, 1, None),
    ],
)
def test_moments_follow_one_another(action, hours, why):
    standing = Standing(received=True, moved_at=NOON + timedelta(hours=1))
    then = NOON + timedelta(hours=hours)
    assert why_not_then(action, standing, happened_at=then, received_at=NOON, at=NOON + timedelta(hours=2)) == why


def test_what_an_entry_must_say():
    empty = {"holder": False, "place": False, "reference": False, "why": False, "by_hand": True}
    assert lacking(Action.LENT, **empty) is Why.HOLDER_MISSING
    assert lacking(Action.LENT, **(empty | {"holder": True})) is Why.REFERENCE_MISSING
    assert lacking(Action.MOVED, **empty) is Why.PLACE_MISSING
    assert lacking(Action.WITHDRAWN, **empty) is Why.WHY_MISSING
    assert lacking(Action.COPIED, **empty) is Why.HOLDER_MISSING
    assert lacking(Action.COPIED, **(empty | {"by_hand": False})) is None
    assert lacking(Action.VIEWED, **empty) is None


@given(st.lists(st.sampled_from(sorted(Action)), max_size=40), st.booleans())
def test_over_any_history_a_thing_is_in_one_place_and_what_is_offered_can_happen(wanted, is_object):
    standing = after(Standing(), Event(action=Action.RECEIVED, happened_at=NOON))
    out = 0
    for action in wanted:
        if why_not(action, standing, is_object=is_object) is not None:
            continue
        if action in LEAVES:
            assert standing.place is Place.HERE and not standing.on_hold and is_object
            out += 1
        if action is Action.RETURNED:
            out -= 1
        standing = after(standing, Event(action=action, happened_at=NOON))
        assert out == (standing.place is not Place.HERE)
        assert standing.received
        offered = open_actions(standing, is_object=is_object)
        assert all(why_not(each, standing, is_object=is_object) is None for each in offered)
        assert set(offered) <= set(BY_HAND_OBJECT if is_object else BY_HAND_DIGITAL)
