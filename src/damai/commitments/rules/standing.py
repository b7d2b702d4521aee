"""How a commitment stands, from what is known of it. Computed whenever it is asked for, never stored, decided by nobody's mood.

| asked first | standing | when |
| --- | --- | --- |
| 1 | broken, established | the competent body has decided so |
| 2 | broken, alleged | a breach with verified evidence waits for that decision |
| 3 | withdrawn | a later decision lifted it |
| 4 | kept | somebody of another agency confirmed it |
| 5 | late | its day has passed, and nobody showed that it was done |
| 6 | at risk | see `reasons` |
| 7 | no data | nothing shows how it is: silence is never good news |
| 8 | on course | something shows it |

A clause of a declaration binds until its last day instead of being due on it; it is never late. What the machine says stops at
"at risk": that a promise is broken is alleged by a person and established by the competent body (docs/law/commitments.md).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

SOON = timedelta(days=7)
OVER = frozenset({"done", "cancelled"})  # states of an item in which nothing is owed any more


class Standing(StrEnum):
    """How a commitment stands."""

    ON_COURSE = "on-course"
    NO_DATA = "no-data"
    AT_RISK = "at-risk"
    LATE = "late"
    KEPT = "kept"
    WITHDRAWN = "withdrawn"
    BROKEN_ALLEGED = "broken-alleged"
    BROKEN_ESTABLISHED = "broken-established"


# What needs eyes first; the order of lists. Nothing about participants is ever ordered by it.
URGENCY = (
    Standing.BROKEN_ESTABLISHED,
    Standing.BROKEN_ALLEGED,
    Standing.LATE,
    Standing.AT_RISK,
    Standing.NO_DATA,
    Standing.ON_COURSE,
    Standing.KEPT,
    Standing.WITHDRAWN,
)
OPEN = frozenset(URGENCY[:6])  # still to be followed


class Why(StrEnum):
    """Why a commitment is at risk, late or without data."""

    ITEM_LATE = "item-late"
    SENT_BACK = "sent-back"  # evidence was sent back, and the day is near
    ITEM_SOON = "item-soon"  # the day is near and the item is not done
    OVER_TARGET = "over-target"  # more than the promise allows
    RISING = "rising"  # the same step once more would be more than the promise allows
    SHORT = "short"  # the day is near or past and the promised number is not reached
    UNMEASURED = "unmeasured"  # an indicator has no data
    DUE_PASSED = "due-passed"


@dataclass(frozen=True, kw_only=True)
class ItemSign:
    """What an action item says: its day, its state, and when the evidence that waits was sent."""

    due_on: date
    state: str  # models.ItemState
    submitted_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class IndicatorSign:
    """What an indicator says: the promised number and every measurement by day. None: looked, and there are no data."""

    direction: str  # at-least | at-most
    target: Decimal
    values: Sequence[tuple[date, Decimal | None]] = ()

    @property
    def latest(self) -> Decimal | None:
        """The last measurement; None where there is none."""
        return self.values[-1][1] if self.values else None

    @property
    def met(self) -> bool | None:
        """Whether the last measurement keeps the promise; None without data."""
        if self.latest is None:
            return None
        return self.latest <= self.target if self.direction == "at-most" else self.latest >= self.target


@dataclass(frozen=True, kw_only=True)
class Signs:
    """Everything the standing of a commitment is computed from."""

    due_on: date
    binds: bool = False  # a clause: it binds until `due_on` instead of being due
    kept_on: date | None = None
    withdrawn_on: date | None = None
    breaches: tuple[str, ...] = ()  # states: alleged, established, dismissed
    items: tuple[ItemSign, ...] = ()
    indicators: tuple[IndicatorSign, ...] = ()


def is_late(item: ItemSign, on: date) -> bool:
    """Whether an item is late: its day has passed and it is neither done nor cancelled.

    Evidence that came in time and waits to be judged is not the owner's lateness.
    """
    in_time = item.state == "submitted" and item.submitted_on is not None and item.submitted_on <= item.due_on
    return item.due_on < on and item.state not in OVER and not in_time


def standing(signs: Signs, *, on: date) -> Standing:
    """How a commitment stands on a day."""
    if "established" in signs.breaches:
        return Standing.BROKEN_ESTABLISHED
    if "alleged" in signs.breaches:
        return Standing.BROKEN_ALLEGED
    if signs.withdrawn_on is not None:
        return Standing.WITHDRAWN
    if signs.kept_on is not None:
        return Standing.KEPT
    why = reasons(signs, on=on)
    if Why.DUE_PASSED in why:
        return Standing.LATE
    if why - {Why.UNMEASURED}:
        return Standing.AT_RISK
    return Standing.NO_DATA if Why.UNMEASURED in why else Standing.ON_COURSE


def reasons(signs: Signs, *, on: date) -> frozenset[Why]:
    """What stands behind late, at risk and no data, whatever else may be true of the commitment."""
    found = set(_of_items(signs.items, on))
    passed = signs.due_on < on
    near = signs.due_on - on <= SOON
    for indicator in signs.indicators:
        found |= _of_indicator(indicator, near=near)
    owed = [item for item in signs.items if item.state != "cancelled"]
    shown = bool(owed) and all(item.state == "done" for item in owed)
    if passed and not signs.binds and not shown:
        found.add(Why.DUE_PASSED)
    if not owed and (not signs.indicators or any(indicator.latest is None for indicator in signs.indicators)):
        found.add(Why.UNMEASURED)  # the indicator is the only sign, and it says nothing
    return frozenset(found)


def _of_items(items: Iterable[ItemSign], on: date) -> set[Why]:
    found = set()
    for item in items:
        if is_late(item, on):
            found.add(Why.ITEM_LATE)
        elif item.state not in OVER | {"submitted"} and item.due_on - on <= SOON:
            found.add(Why.SENT_BACK if item.state == "sent-back" else Why.ITEM_SOON)
    return found


def _of_indicator(indicator: IndicatorSign, *, near: bool) -> set[Why]:
    known = [value for _, value in indicator.values if value is not None]
    if not known or indicator.latest is None:
        return set()
    if indicator.direction == "at-least":
        return {Why.SHORT} if near and not indicator.met else set()
    if not indicator.met:
        return {Why.OVER_TARGET}
    # The simplest reading of a trend that people can check by hand: the last step, taken once more.
    rising = len(known) > 1 and known[-1] > known[-2] and 2 * known[-1] - known[-2] > indicator.target
    return {Why.RISING} if rising else set()
