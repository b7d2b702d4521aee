"""What a message says, in the words every channel can be read into."""

from dataclasses import dataclass
from datetime import date, time


@dataclass(frozen=True, kw_only=True)
class Point:
    """A place on earth, in degrees (WGS 84), and how exact the device says it is, in metres."""

    latitude: float
    longitude: float
    accuracy: float | None = None


@dataclass(frozen=True, kw_only=True)
class Contact:
    """How the sender may be reached, given with consent. Personal data: note the view before showing it."""

    name: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, kw_only=True)
class Words:
    """What the sender said. Whatever they did not say is empty or None: nothing is filled in for them.

    When it happened and when it became known are separate (Form B.1, 3.c and 3.d); the statutory clock P1 starts at the
    latter, so neither may stand in for the other or for today.
    """

    text: str = ""
    title: str = ""
    kind: str = ""  # what the sender called it, in the channel's own words: a hint, no more
    happened_on: date | None = None
    happened_at: time | None = None  # local time
    known_on: date | None = None
    area_code: str = ""
    place: str = ""  # in the sender's words
    station: str = ""  # polling station (TPS) number, in the sender's words
    point: Point | None = None
    contact: Contact | None = None
    readable: bool = True  # False: `text` is the best that can be shown of bytes nobody could parse
