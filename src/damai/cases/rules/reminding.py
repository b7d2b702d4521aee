"""At which moments people are reminded of a term, so that a worker that slept sends the right word once."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

MORNING = time(7, 0)  # at the office
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Point:
    """One stated point before the end of a term, or its end."""

    code: str  # as `Reminder.point` keeps it
    days: int | None = None  # so many days before the last day, in the morning
    hours: int | None = None  # so many hours before the end; for terms that run in hours
    own: bool = False  # only where the office itself must act


POINTS = (
    Point(code="2d", days=2, own=True),
    Point(code="1d", days=1),
    Point(code="day", days=0, own=True),
    Point(code="3h", hours=3, own=True),
    Point(code="over"),
)
FIRST = timedelta(days=3)  # nothing is said earlier than this before the end
BY_CODE = {point.code: point for point in POINTS}


@dataclass(frozen=True, kw_only=True)
class Span:
    """What reminding needs to know of a term."""

    opened_at: datetime
    due_at: datetime
    due_on: date
    own: bool  # whether the office itself must act

    def in_hours(self, tz: ZoneInfo) -> bool:
        """Whether it ends at a time of day and not with a day."""
        return self.due_at != datetime.combine(self.due_on + ONE_DAY, time.min, tz)


def moment_of(point: Point, span: Span, tz: ZoneInfo) -> datetime | None:
    """When a point of a term comes; None where the term has no such point."""
    if point.own and not span.own:
        return None
    if point.days is not None:
        return datetime.combine(span.due_on - timedelta(days=point.days), MORNING, tz)
    if point.hours is not None:
        return (span.due_at.astimezone(UTC) - timedelta(hours=point.hours)) if span.in_hours(tz) else None
    return span.due_at


def point_now(span: Span, *, at: datetime, sent: Collection[str], tz: ZoneInfo) -> Point | None:
    """The one point to speak of now, if any.

    The latest that has come counts; those a sleeping worker missed before it are not said any more, and one that came before
    the term began says nothing.
    """
    came = [(moment, point) for point in POINTS if (moment := moment_of(point, span, tz)) is not None and moment <= at]
    if not came:
        return None
    moment, point = max(came, key=lambda each: each[0])
    return None if point.code in sent or moment < span.opened_at else point


def still_to_come(span: Span, *, at: datetime, tz: ZoneInfo) -> frozenset[str]:
    """The points of a term that lie ahead: said before its end was moved, they are said again."""
    moments = {point.code: moment_of(point, span, tz) for point in POINTS}
    return frozenset(code for code, moment in moments.items() if moment is not None and moment > at)
