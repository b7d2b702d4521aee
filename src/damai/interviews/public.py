"""What the holder of a receipt may know of a repair, and what everyone may know of guided reporting."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as say

from damai.intake.queries import by_code
from damai.ledger.queries import now

from . import queries, rules

__all__ = ["PublicMending", "mending"]


@dataclass(frozen=True, kw_only=True)
class PublicMending:
    """A repair that waits for the reporter."""

    due_at: datetime
    is_late: bool
    items: tuple[str, ...]  # what is missing, in words


def mending(message_code: str) -> PublicMending | None:
    """The open repair of a message, by the code that staff call it; the page behind the receipt asks."""
    repair = queries.open_repair(by_code(message_code))
    if repair is None:
        return None
    words = tuple(say(rules.CONDITION_WORDS[rules.Condition(item)]) for item in repair.items)
    return PublicMending(due_at=repair.due_at, is_late=now() >= repair.due_at, items=words)
