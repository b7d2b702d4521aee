"""What a meeting must be before anyone can be asked to come: in the future, with an end, and somewhere."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from urllib.parse import urlsplit

LONGEST = timedelta(days=3)
FARTHEST = timedelta(days=3 * 366)  # a year typed wrongly
EARLY = timedelta(hours=1)  # attendance is taken from one hour before …
LATE = timedelta(hours=1)  # … to one hour after, unless the office says otherwise


class Flaw(StrEnum):
    """What is wrong with a plan."""

    PAST = "past"
    FAR = "far"
    ENDS_FIRST = "ends-first"
    LONG = "long"
    NOWHERE = "nowhere"
    LINK = "link"


def flaws(*, starts_at: datetime, ends_at: datetime, venue: str, link: str, now: datetime, afterwards: bool) -> list[Flaw]:
    """Everything that is wrong with a plan. `afterwards`: somebody said on purpose that it was held already."""
    found = []
    if starts_at <= now and not afterwards:
        found.append(Flaw.PAST)
    if starts_at > now + FARTHEST:
        found.append(Flaw.FAR)
    if ends_at <= starts_at:
        found.append(Flaw.ENDS_FIRST)
    elif ends_at - starts_at > LONGEST:
        found.append(Flaw.LONG)
    if not venue.strip() and not link.strip():
        found.append(Flaw.NOWHERE)
    if link and not is_secure(link):
        found.append(Flaw.LINK)
    return found


def is_secure(link: str) -> bool:
    """Whether a link is https with a host, without a password and without anything that is not an address."""
    try:
        parts = urlsplit(link)
        host = parts.hostname or ""
        parts.port  # noqa: B018 -- raises for what is no port
    except ValueError:
        return False
    fit = link.isascii() and link.isprintable() and not set(link) & set(' <>"{}|\\^`')
    return fit and parts.scheme == "https" and "." in host and "@" not in parts.netloc


@dataclass(frozen=True, kw_only=True)
class Budget:
    """The minutes that the agenda takes of the meeting's."""

    planned: int
    available: int

    @property
    def over(self) -> int:
        """By how many minutes it does not fit; 0 when it does."""
        return max(0, self.planned - self.available)


def budget(minutes: Iterable[int], *, starts_at: datetime, ends_at: datetime) -> Budget:
    """Time boxes against the length of the meeting. One that is too long is said, not refused: chairs shorten."""
    return Budget(planned=sum(minutes), available=int((ends_at - starts_at) / timedelta(minutes=1)))


def doors(*, starts_at: datetime, ends_at: datetime) -> tuple[datetime, datetime]:
    """From when to when attendance is taken, where the office has said nothing."""
    return starts_at - EARLY, ends_at + LATE
