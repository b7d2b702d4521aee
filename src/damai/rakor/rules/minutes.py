"""What final minutes must hold, and the bytes whose digest seals them; pure."""

import json
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from hashlib import sha256


@dataclass(frozen=True, kw_only=True)
class WrittenTask:
    """A task under a decision. Agencies and people are codes."""

    number: int
    words: str
    output: str
    owner: str
    person: str
    supporting: tuple[str, ...]
    indicator: str
    target: str
    starts_on: date | None
    due_on: date | None


@dataclass(frozen=True, kw_only=True)
class WrittenDecision:
    """A decision with its tasks."""

    number: int
    item: int
    words: str
    owner: str
    due_on: date | None
    indicator: str
    unit: str
    direction: str
    target: str | None
    figure: str
    is_public: bool
    tasks: tuple[WrittenTask, ...]


@dataclass(frozen=True, kw_only=True)
class Written:
    """Minutes as values."""

    meeting: str
    series: str
    kind: str
    title: str
    basis: str
    convener: str
    starts_at: datetime
    ends_at: datetime
    held_on: date
    venue: str
    link: str
    chair: str
    chair_office: str
    secretary: str
    secretary_name: str
    attendance: tuple[str, ...]
    notes: tuple[tuple[str, str, str, bool], ...]  # part or item number, title, words, said not to have been discussed
    decisions: tuple[WrittenDecision, ...]


class Lack(StrEnum):
    """What can be missing."""

    CHAIR = "chair"
    SECRETARY = "secretary"
    ATTENDANCE = "attendance"
    NOTE = "note"
    WORDS = "words"
    OWNER = "owner"
    DUE = "due"
    DUE_EARLY = "due-early"
    INDICATOR = "indicator"
    TARGET = "target"
    TASK_OWNER = "task-owner"
    TASK_INDICATOR = "task-indicator"
    TASK_TARGET = "task-target"
    TASK_START = "task-start"
    TASK_DUE = "task-due"
    TASK_ORDER = "task-order"


@dataclass(frozen=True)
class Missing:
    """One thing that final minutes need and these lack: what, and where it belongs."""

    what: Lack
    item: str = ""  # number of the agenda item
    decision: int = 0
    task: int = 0


def missing(minutes: Written) -> list[Missing]:
    """Everything that is missing, in the order of the page; final minutes miss nothing."""
    found = [
        Missing(what)
        for what, said in [
            (Lack.CHAIR, minutes.chair),
            (Lack.SECRETARY, minutes.secretary or minutes.secretary_name),
            (Lack.ATTENDANCE, minutes.attendance),
        ]
        if not said
    ]
    found += [
        Missing(Lack.NOTE, item=place)
        for place, _title, words, not_discussed in minutes.notes
        if place.isdigit() and not words.strip() and not not_discussed
    ]
    for decision in minutes.decisions:
        found += _of_decision(decision, minutes.held_on)
    return found


def _of_decision(decision: WrittenDecision, held_on: date) -> list[Missing]:
    lacks = [
        (Lack.WORDS, not decision.words.strip()),
        (Lack.OWNER, not decision.owner),
        (Lack.DUE, decision.due_on is None),
        (Lack.DUE_EARLY, decision.due_on is not None and decision.due_on < held_on),
        (Lack.INDICATOR, not decision.indicator),
        (Lack.TARGET, decision.target is None or not decision.direction or not decision.unit),
    ]
    found = [Missing(what, decision=decision.number) for what, is_so in lacks if is_so]
    for task in decision.tasks:
        found += [
            Missing(what, decision=decision.number, task=task.number)
            for what, is_so in [
                (Lack.TASK_OWNER, not task.owner),
                (Lack.TASK_INDICATOR, not task.indicator),
                (Lack.TASK_TARGET, not task.target),
                (Lack.TASK_START, task.starts_on is None),
                (Lack.TASK_DUE, task.due_on is None),
                (Lack.TASK_ORDER, not in_order(held_on, task.starts_on, task.due_on)),
            ]
            if is_so
        ]
    return found


def in_order(held_on: date, starts_on: date | None, due_on: date | None) -> bool:
    """Whether nothing is due before the meeting that decided it, or before it starts. What is not said yet is in order."""
    if due_on is None:
        return True
    return due_on >= held_on and (starts_on is None or starts_on <= due_on)


def canonical(minutes: Written) -> bytes:
    """The minutes as bytes: the same minutes give the same bytes, wherever and whenever they are written."""
    return json.dumps(
        {"format": "damai-notula/1", **asdict(minutes)},
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
        default=_said,
    ).encode()


def _said(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(value)


def digest(body: bytes) -> str:
    """SHA-256 in hex."""
    return sha256(body).hexdigest()
