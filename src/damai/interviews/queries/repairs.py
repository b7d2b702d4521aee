"""What is being mended, and what came of it."""

from dataclasses import dataclass
from datetime import datetime

from damai.intake.models import Attachment, Message
from damai.intake.queries import Forgotten, raw_of

from .. import rules
from ..models import Interview, Repair, RepairState
from .keeping import count_files, state_of
from .world import world


@dataclass(frozen=True, kw_only=True)
class Mending:
    """One repair, as the room that asked for it may know it."""

    case: str
    message: Message
    items: tuple[str, ...]
    due_at: datetime
    opened_at: datetime
    state: str  # open, sent, closed
    sent_at: datetime | None
    late: bool  # it came after due_at: what it is worth is for the room above to say
    standing: dict[str, str]  # by item: missing, unknown or present
    answer: Message | None  # the message that holds what was mended; it revises the first one
    files: int


def repair_of(case: str) -> Mending | None:
    """The latest repair of a case."""
    row = Repair.objects.filter(case=case).select_related("message", "answer", "interview").last()
    return mending(row) if row else None


def repair_for(message: Message) -> Mending | None:
    """The open repair of a message, else its latest."""
    row = open_repair(message) or Repair.objects.filter(message=message).select_related("message", "answer", "interview").last()
    return mending(row) if row else None


def open_repair(message: Message) -> Repair | None:
    """The repair that waits for the reporter of this message."""
    rows = Repair.objects.filter(message=message, state=RepairState.OPEN)
    return rows.select_related("message", "answer", "interview").first()


def unnoticed() -> list[Repair]:
    """Repairs that were sent, and of which the room above has not heard yet."""
    rows = Repair.objects.filter(state=RepairState.SENT, noticed_at=None)
    return list(rows.select_related("message", "answer", "interview")[:100])


def mending(row: Repair) -> Mending:
    """A row as the room above may know it."""
    return Mending(
        case=row.case,
        message=row.message,
        items=tuple(row.items),
        due_at=row.due_at,
        opened_at=row.opened_at,
        state=row.state,
        sent_at=row.sent_at,
        late=row.sent_at is not None and row.sent_at >= row.due_at,
        standing=_standing(row),
        answer=row.answer,
        files=Attachment.objects.filter(message=row.answer).count() if row.answer else _files(row.interview),
    )


def _files(interview: Interview | None) -> int:
    return count_files(interview) if interview else 0


def _standing(row: Repair) -> dict[str, str]:
    """How each condition stands, in the draft or in what was sent."""
    state, files = rules.State(items=tuple(row.items)), 0
    if row.answer is not None:
        files = Attachment.objects.filter(message=row.answer).count()
        state = rules.State(items=state.items, answers=_answers_of(row.answer))
    elif row.interview is not None:
        state, files = state_of(row.interview), count_files(row.interview)
    return {each.condition.value: each.standing.code for each in rules.meter(state, world(files=files))}


def _answers_of(message: Message) -> dict[str, rules.Answer]:
    try:
        return rules.parse(raw_of(message)).answers
    except (Forgotten, ValueError):
        return {}
