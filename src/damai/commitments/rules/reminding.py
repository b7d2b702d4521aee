"""On which days an owner is reminded and a convener told, so that a worker that slept sends the right word once."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

# Days from the due date. Calendar days: people plan their week, and no right lapses on these days.
DAYS = (-7, -1, 0, 1, 3, 7)
ESCALATES_AFTER = 3  # days late; from then on daily, until evidence is there
WAITS = frozenset({"open", "working", "sent-back"})  # states in which the owner owes something


@dataclass(frozen=True, kw_only=True)
class Step:
    """One reminder: its name and its day."""

    name: str
    on: date


def name_of(days: int) -> str:
    """The name of a step so many days from the due date: before-7, due, after-3."""
    return "due" if days == 0 else f"{'before' if days < 0 else 'after'}-{abs(days)}"


def reminders(due_on: date) -> tuple[Step, ...]:
    """Every reminder of a due date, the earliest first."""
    return tuple(Step(name=name_of(days), on=due_on + timedelta(days=days)) for days in DAYS)


def reminder_now(due_on: date, *, on: date, since: date, state: str, sent: Collection[str]) -> Step | None:
    """The one reminder to send today, if any.

    The latest step that has come counts; those a sleeping worker missed before it are not sent any more. A step that came before
    the owner knew of the item, or of this due date (`since`), says nothing new. Nobody is reminded while evidence waits.
    """
    if state not in WAITS:
        return None
    came = [step for step in reminders(due_on) if step.on <= on]
    if not came or came[-1].name in sent or came[-1].on < since:
        return None
    return came[-1]


def escalation_now(due_on: date, *, on: date, state: str, sent: Collection[str]) -> Step | None:
    """What the convener is told today about an item, once a day from three days late for as long as the owner owes evidence."""
    late = (on - due_on).days
    if state not in WAITS or late < ESCALATES_AFTER or f"escalation-{late}" in sent:
        return None
    return Step(name=f"escalation-{late}", on=on)
