"""The time of this house: the real one, or in a demo log the moment that the story has reached."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import connection

# Set for the length of one request by the demo's replay, and only in a demo log.
story_time: ContextVar[datetime | None] = ContextVar("damai_story_time", default=None)

KEEP = 1.0  # seconds that what was read of the log is believed, so that a moved demo clock reaches every process


@dataclass(frozen=True)
class _Known:
    """What was last read of the log row, from which database, and when."""

    database: str
    read_at: float
    is_demo: bool
    offset: timedelta


_known: _Known | None = None


def _log() -> _Known:
    """The log's kind and offset, asked of the database at most once a second in each process."""
    global _known
    database, moment = f"{connection.vendor}:{connection.settings_dict['NAME']}", time.monotonic()
    if _known and _known.database == database and (moment - _known.read_at < KEEP or connection.needs_rollback):
        return _known
    with connection.cursor() as cursor:  # as plain as can be: this runs in every request
        cursor.execute("SELECT is_demo, demo_offset_seconds FROM ledger_log WHERE id = 1")
        row = cursor.fetchone()
    _known = _Known(database, moment, bool(row and row[0]), timedelta(seconds=row[1] if row else 0))
    return _known


def forget() -> None:
    """Ask the database again at the next question; for whoever changes the log row, and between tests."""
    global _known
    _known = None


def is_demo() -> bool:
    """Whether this database tells a story. Cheap enough for every request."""
    return _log().is_demo


def now() -> datetime:
    """The present moment in UTC; in a demo log, the moment the story has reached."""
    told = story_time.get()
    return told if told is not None else datetime.now(UTC) + _log().offset


class OnlyInADemo(RuntimeError):
    """Somebody tried to tell a story, or to move the clock, in a log that is real."""


@contextmanager
def telling(moment: datetime) -> Iterator[None]:
    """For the length of a `with` block it is this moment (aware). Raises OnlyInADemo where the log is real."""
    if moment.tzinfo is None:
        raise ValueError("The moment of a story needs a time zone")
    if not is_demo():
        raise OnlyInADemo("Only a demo log tells a story")
    token = story_time.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        story_time.reset(token)
