"""What the log knows, the time included."""

from contextvars import ContextVar
from datetime import UTC, datetime, timedelta

from .models import Log

# Set for the length of one request by the demo's replay, and only in a demo log.
story_time: ContextVar[datetime | None] = ContextVar("story_time", default=None)
_offset: list[timedelta | None] = [None]


def now() -> datetime:
    """The present moment in UTC; in a demo log, the moment the story has reached."""
    told = story_time.get()
    if told is not None:
        return told
    if _offset[0] is None:
        log = Log.objects.filter(id=1).first()
        _offset[0] = timedelta(seconds=log.demo_offset_seconds) if log else timedelta()
    return datetime.now(UTC) + _offset[0]
