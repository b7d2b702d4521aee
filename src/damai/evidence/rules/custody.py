"""What can happen to a piece of evidence, in which order it can happen, and where it therefore is.

Berkeley Protocol (OHCHR, HR/PUB/20/2): the evidentiary copy is never altered, working copies are separate, every change of hands,
including copying, is documented in its order. ISO/IEC 27037 asks for the same of digital evidence. Neither is Indonesian law; how
Bawaslu's own rules name each paper is not verified here.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum


class Kind(StrEnum):
    """What a piece of evidence is."""

    PHOTO = "photo"
    VIDEO = "video"
    AUDIO = "audio"
    DOCUMENT = "document"
    SCREEN = "screen"  # a picture of a screen: a chat, a page
    OBJECT = "object"  # there are no bytes of it
    OTHER = "other"


class Source(StrEnum):
    """How a piece of evidence came."""

    MESSAGE = "message"  # the attachment of a message in the inbox
    COUNTER = "counter"  # handed in at the office
    CLARIFICATION = "clarification"  # handed over during a clarification
    FIELD = "field"  # brought by supervisors
    SEIZED = "seized"  # by whom the law allows to; the supervisors themselves seize nothing


class Action(StrEnum):
    """One thing that happened to a piece of evidence."""

    RECEIVED = "received"
    KEPT = "kept"  # put in its place
    MOVED = "moved"  # to another place of ours
    VIEWED = "viewed"
    COPIED = "copied"  # the bytes left as a copy; the original stays
    DERIVED = "derived"  # a copy with faces or plates hidden was made
    COMPARED = "compared"  # a file was held against it
    LENT = "lent"
    RETURNED = "returned"  # by whom it was lent to
    HANDED_OVER = "handed-over"  # to another body, for good
    GIVEN_BACK = "given-back"  # to whom it belongs, for good
    EXPORTED = "exported"  # into a pack
    SEALED = "sealed"  # under a numbered seal
    UNSEALED = "unsealed"
    HELD = "held"  # must not leave until it is released
    RELEASED = "released"
    WITHDRAWN = "withdrawn"  # not relied on any more; it stays
    REINSTATED = "reinstated"


class Holder(StrEnum):
    """Who has it after an event."""

    MEMBER = "member"  # somebody of the house, by code
    AGENCY = "agency"  # an agency of the house, by code
    OUTSIDE = "outside"  # a body that has no account here; sealed words say which
    GIVER = "giver"  # whom it came from


class Place(StrEnum):
    """Where the thing itself is."""

    HERE = "here"
    LENT = "lent"
    GONE = "gone"


# What a person records by hand, for each sort of evidence; the others are recorded where they happen.
BY_HAND_DIGITAL = (Action.COPIED, Action.HELD, Action.RELEASED, Action.WITHDRAWN, Action.REINSTATED)
BY_HAND_OBJECT = (
    Action.KEPT,
    Action.MOVED,
    Action.VIEWED,
    Action.LENT,
    Action.RETURNED,
    Action.HANDED_OVER,
    Action.GIVEN_BACK,
    Action.SEALED,
    Action.UNSEALED,
    Action.HELD,
    Action.RELEASED,
    Action.WITHDRAWN,
    Action.REINSTATED,
)
LEAVES = frozenset({Action.LENT, Action.HANDED_OVER, Action.GIVEN_BACK})
# Moments of these follow one another: a thing cannot be lent before it was received.
MOVEMENTS = LEAVES | {Action.RECEIVED, Action.KEPT, Action.MOVED, Action.RETURNED, Action.SEALED, Action.UNSEALED}
NEEDS_HOLDER = frozenset({Action.LENT, Action.HANDED_OVER})  # and COPIED, where it is recorded by hand
NEEDS_PLACE = frozenset({Action.KEPT, Action.MOVED, Action.RETURNED})
NEEDS_REFERENCE = frozenset({Action.LENT, Action.HANDED_OVER, Action.GIVEN_BACK, Action.SEALED})
NEEDS_WHY = frozenset({Action.HELD, Action.WITHDRAWN, Action.REINSTATED})


class Why(StrEnum):
    """Why something cannot happen now."""

    FIRST = "first"  # it was received already, or nothing was yet
    DIGITAL = "digital"  # bytes are copied, never lent or moved
    OBJECT = "object"  # there are no bytes to copy
    LENT = "lent"  # somebody else has it
    NOT_LENT = "not-lent"
    GONE = "gone"  # it left for good
    ON_HOLD = "on-hold"
    NOT_HELD = "not-held"
    WITHDRAWN = "withdrawn"
    NOT_WITHDRAWN = "not-withdrawn"
    UNDER_SEAL = "under-seal"
    NOT_UNDER_SEAL = "not-under-seal"
    FUTURE = "future"  # the moment has not come
    BACKDATED = "backdated"  # the moment lies before it came to us, or before it was last moved
    HOLDER_MISSING = "holder-missing"
    PLACE_MISSING = "place-missing"
    REFERENCE_MISSING = "reference-missing"
    WHY_MISSING = "why-missing"


@dataclass(frozen=True, kw_only=True)
class Event:
    """What the rules need of one entry of a custody record."""

    action: Action
    happened_at: datetime


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where a piece of evidence is, after all that happened to it."""

    received: bool = False
    place: Place = Place.HERE
    under_seal: bool = False
    on_hold: bool = False
    withdrawn: bool = False
    moved_at: datetime | None = None  # when it last changed hands or place


_CHANGES: dict[Action, dict[str, object]] = {
    Action.RECEIVED: {"received": True},
    Action.LENT: {"place": Place.LENT},
    Action.RETURNED: {"place": Place.HERE},
    Action.HANDED_OVER: {"place": Place.GONE},
    Action.GIVEN_BACK: {"place": Place.GONE},
    Action.SEALED: {"under_seal": True},
    Action.UNSEALED: {"under_seal": False},
    Action.HELD: {"on_hold": True},
    Action.RELEASED: {"on_hold": False},
    Action.WITHDRAWN: {"withdrawn": True},
    Action.REINSTATED: {"withdrawn": False},
}


def after(standing: Standing, event: Event) -> Standing:
    """The standing once an event has happened."""
    changed = replace(standing, **_CHANGES.get(event.action, {}))  # type: ignore[arg-type]
    return replace(changed, moved_at=event.happened_at) if event.action in MOVEMENTS else changed


def standing_of(events: Iterable[Event]) -> Standing:
    """The standing after everything that happened, in its order."""
    standing = Standing()
    for event in events:
        standing = after(standing, event)
    return standing


def why_not(action: Action, standing: Standing, *, is_object: bool) -> Why | None:
    """Why an action cannot happen to a piece of evidence as it stands; None when it can."""
    if (action is Action.RECEIVED) is standing.received:
        return Why.FIRST
    for condition, why in _conditions(action, standing, is_object=is_object):
        if condition:
            return why
    return None


def _conditions(action: Action, standing: Standing, *, is_object: bool) -> list[tuple[bool, Why]]:
    gone, lent = standing.place is Place.GONE, standing.place is Place.LENT
    touches = action in MOVEMENTS - {Action.RECEIVED, Action.RETURNED} or (is_object and action is Action.VIEWED)
    return [
        (not is_object and action in MOVEMENTS - {Action.RECEIVED}, Why.DIGITAL),
        (is_object and action in {Action.COPIED, Action.DERIVED, Action.COMPARED}, Why.OBJECT),
        (touches and gone, Why.GONE),
        (touches and lent, Why.LENT),
        (action is Action.RETURNED and not lent, Why.GONE if gone else Why.NOT_LENT),
        (action in LEAVES and standing.on_hold, Why.ON_HOLD),
        (action is Action.SEALED and standing.under_seal, Why.UNDER_SEAL),
        (action is Action.UNSEALED and not standing.under_seal, Why.NOT_UNDER_SEAL),
        (action is Action.HELD and standing.on_hold, Why.ON_HOLD),
        (action is Action.RELEASED and not standing.on_hold, Why.NOT_HELD),
        (action is Action.WITHDRAWN and standing.withdrawn, Why.WITHDRAWN),
        (action is Action.REINSTATED and not standing.withdrawn, Why.NOT_WITHDRAWN),
    ]


def open_actions(standing: Standing, *, is_object: bool) -> list[Action]:
    """What a person can record by hand now, in the order of the table."""
    return [
        action
        for action in (BY_HAND_OBJECT if is_object else BY_HAND_DIGITAL)
        if why_not(action, standing, is_object=is_object) is None
    ]


def why_not_then(action: Action, standing: Standing, *, happened_at: datetime, received_at: datetime, at: datetime) -> Why | None:
    """Why an event cannot have happened at a moment; None when it can."""
    if happened_at > at:
        return Why.FUTURE
    if happened_at < received_at:
        return Why.BACKDATED
    if action in MOVEMENTS and standing.moved_at is not None and happened_at < standing.moved_at:
        return Why.BACKDATED
    return None


def lacking(action: Action, *, holder: bool, place: bool, reference: bool, why: bool, by_hand: bool) -> Why | None:
    """What an event recorded by hand must say and does not; None when nothing is lacking."""
    if not by_hand:
        return None
    if (action in NEEDS_HOLDER or action is Action.COPIED) and not holder:
        return Why.HOLDER_MISSING
    if action in NEEDS_PLACE and not place:
        return Why.PLACE_MISSING
    if (action in NEEDS_REFERENCE or action is Action.COPIED) and not reference:
        return Why.REFERENCE_MISSING
    if action in NEEDS_WHY and not why:
        return Why.WHY_MISSING
    return None
