"""On which days people are written to: the right word once, whoever slept."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from damai.commitments.rules import escalation_now, reminder_now, reminders

DUE = date(2023, 12, 1)
LONG_AGO = date(2023, 10, 1)


def walk(days, *, state="open", since=LONG_AGO, due_on=DUE):
    """What a worker that is awake on these days (counted from the due date) sends."""
    sent, said = set(), []
    for day in days:
        step = reminder_now(due_on, on=due_on + timedelta(days=day), since=since, state=state, sent=sent)
        if step:
            sent.add(step.name)
            said.append((day, step.name))
    return said


def test_six_reminders_around_the_day():
    assert [(step.name, (step.on - DUE).days) for step in reminders(DUE)] == [
        ("before-7", -7), ("before-1", -1), ("due", 0), ("after-1", 1), ("after-3", 3), ("after-7", 7),
    ]  # fmt: skip
    every_day = [(-7, "before-7"), (-1, "before-1"), (0, "due"), (1, "after-1"), (3, "after-3"), (7, "after-7")]
    assert walk(range(-20, 40)) == every_day
    assert walk([day for day in range(-20, 40) for _ in range(3)]) == every_day  # asked three times a day


def test_whoever_slept_says_only_what_is_still_true():
    assert walk([-20, 2]) == [(2, "after-1")]
    assert walk([-8, -3, 5, 6, 30]) == [(-3, "before-7"), (5, "after-3"), (30, "after-7")]


def test_what_came_before_the_owner_knew_is_not_said():
    assert walk(range(-3, 3), since=DUE - timedelta(days=3)) == [(-1, "before-1"), (0, "due"), (1, "after-1")]


def test_nobody_is_reminded_while_evidence_waits_or_when_it_is_over():
    for state in ("submitted", "done", "cancelled"):
        assert walk(range(-20, 40), state=state) == []
    assert walk([1], state="sent-back") == [(1, "after-1")]


def test_the_convener_is_told_daily_from_three_days_late():
    def told(day, state="open", sent=()):
        step = escalation_now(DUE, on=DUE + timedelta(days=day), state=state, sent=sent)
        return step.name if step else None

    assert [told(day) for day in range(6)] == [None, None, None, "escalation-3", "escalation-4", "escalation-5"]
    assert told(5, sent={"escalation-5"}) is None  # once a day
    assert told(5, state="submitted") is None  # stops by itself
    assert told(6, state="sent-back", sent={"escalation-3"}) == "escalation-6"  # and goes on where it is owed again


@given(st.lists(st.integers(-30, 60), max_size=40), st.sampled_from(["open", "working", "sent-back"]))
def test_no_step_is_sent_twice_and_none_before_its_day(days, state):
    said = walk(sorted(days), state=state)
    names = [name for _, name in said]
    assert len(names) == len(set(names))
    due = {step.name: (step.on - DUE).days for step in reminders(DUE)}
    assert all(day >= due[name] for day, name in said)
    assert [due[name] for name in names] == sorted(due[name] for name in names)
