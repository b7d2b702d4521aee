"""The events of the story, the same every time: who sends what, when and from where, and what officers make of it."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from damai.areas.rules import KELURAHAN

from .words import FOLLOW_UPS, LINES, SPOTS, Line

WIB = ZoneInfo("Asia/Jakarta")
RAKOR = datetime(2023, 10, 11, 9, 0, tzinfo=WIB)
END = datetime(2024, 2, 15, 20, 0, tzinfo=WIB)

# (part of the story, from, to, how many events begin in it)
PARTS = [
    ("before", RAKOR, datetime(2023, 11, 27, 20, 0, tzinfo=WIB), 36),
    ("campaign", datetime(2023, 11, 28, 7, 0, tzinfo=WIB), datetime(2024, 2, 10, 22, 0, tzinfo=WIB), 170),
    ("quiet", datetime(2024, 2, 11, 6, 0, tzinfo=WIB), datetime(2024, 2, 13, 23, 0, tzinfo=WIB), 42),
    ("voting", datetime(2024, 2, 14, 5, 0, tzinfo=WIB), END, 62),
]
SHARE_IN_THE_FIELD = 0.15  # events a field supervisor sends with ODK Collect
SHARE_SEEN_TWICE = 0.12


@dataclass(frozen=True)
class Event:
    """One message of the story."""

    number: int
    sent_at: datetime
    happened_at: datetime
    known_at: datetime
    line: Line
    text: str
    area: str  # kelurahan code
    spot: str
    tps: int | None
    by: str  # "citizen", or the username of a field supervisor who uses Collect
    with_contact: bool
    same_as: int | None  # the number of the event this one repeats


def events() -> list[Event]:
    """The whole story in the order of sending. It does not depend on the machine or the day it is told."""
    dice = random.Random(20231011)  # noqa: S311 a story, not a secret
    told: list[Event] = []
    for part, begin, end, count in PARTS:
        lines = [line for line in LINES if line.when in {part, "any"}]
        for _ in range(count):
            event = _event(dice, part, begin, end, lines)
            told.append(event)
            if dice.random() < SHARE_SEEN_TWICE and event.line.kind in {"violation", "incident"}:
                told.append(_seen_again(dice, event, end))
    told.sort(key=lambda event: event.sent_at)
    numbers = {id(event): number for number, event in enumerate(told)}
    originals = {event.text: numbers[id(event)] for event in told if event.same_as is None}
    return [_numbered(event, numbers[id(event)], originals) for event in told]


def _numbered(event: Event, number: int, originals: dict[str, int]) -> Event:
    first = next((known for text, known in originals.items() if event.same_as is not None and text in event.text), None)
    return Event(**{**event.__dict__, "number": number, "same_as": first})


def _event(dice: random.Random, part: str, begin: datetime, end: datetime, lines: list[Line]) -> Event:
    line = dice.choice(lines)
    place = dice.choices(KELURAHAN, weights=[kelurahan.regular for kelurahan in KELURAHAN])[0]
    spot = dice.choice(SPOTS)
    tps = dice.randint(1, place.regular)
    # More is sent towards the end of each part, and by day.
    moment = begin + (end - begin) * dice.random() ** 0.7
    sent_at = moment.replace(hour=dice.choice([6, 7, 8, 9, 10, 11, 13, 15, 16, 17, 19, 20, 21]), minute=dice.randint(0, 59))
    sent_at = min(max(sent_at, begin + timedelta(minutes=dice.randint(1, 50))), end)
    known_at = max(begin - timedelta(days=3), sent_at - timedelta(hours=dice.choice([0, 0, 1, 2, 5, 20, 44])))
    happened_at = known_at - timedelta(hours=dice.choice([0, 0, 0, 1, 3, 12, 30]), minutes=dice.randint(5, 50))
    text = line.text.format(
        di=spot,
        kel=place.name,
        tps=f"{tps:03d}",
        rt=f"{dice.randint(1, 14):02d}/{dice.randint(1, 9):02d}",
        jam=f"{happened_at:%H.%M}",
    )
    in_the_field = line.kind in {"violation", "incident"} and dice.random() < SHARE_IN_THE_FIELD
    by = ("rudi" if place.code.startswith("31.71.07") else "dewi") if in_the_field else "citizen"
    return Event(
        0, sent_at, happened_at, known_at, line, text, place.code, spot,
        tps if "{tps}" in line.text else None, by, dice.random() < 0.35, None,
    )  # fmt: skip


def _seen_again(dice: random.Random, first: Event, end: datetime) -> Event:
    sent_at = min(first.sent_at + timedelta(minutes=dice.randint(4, 300)), end)
    text = dice.choice(FOLLOW_UPS).format(text=first.text)
    return Event(
        0, sent_at, first.happened_at, min(sent_at, first.known_at + timedelta(minutes=3)), first.line, text,
        first.area, first.spot, first.tps, "citizen", dice.random() < 0.3, -1,
    )  # fmt: skip


def chapters(told: list[Event], *, days: int = 3) -> list[list[Event]]:
    """The story in pieces of a few days, so that officers decide on what came in before more comes."""
    edges = [RAKOR + timedelta(days=days * n) for n in range((END - RAKOR).days // days + 2)]
    pieces = [[event for event in told if low <= event.sent_at < high] for low, high in pairwise(edges)]
    return [piece for piece in pieces if piece]
