"""What happened, in sentences, for those who may read it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext

from ..facts import FACTS
from ..models import Entry
from ..rules.openings import read

Words = Mapping[Any, Any] | Callable[[Any], Any]
SAYINGS: dict[tuple[str, str], Words] = {}  # (room or "", field) → how its codes are said
DAY = re.compile(r"\d{4}-\d\d-\d\d")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d.*")
DIGEST = re.compile(r"[0-9a-f]{64}")


def teach(room: str, **fields: Words) -> None:
    """How a room's codes are said in sentences: for each field of its facts a mapping (or choices as a dictionary), or a function
    that answers None for what it does not know. With an empty room: for such a field in every room that says nothing itself.

    Rooms call it when they are ready, because words belong to the models' choices and facts lie below models.
    """
    for field, words in fields.items():
        SAYINGS[room, field] = words


@dataclass(frozen=True)
class Told:
    """One entry as a person reads it."""

    at: datetime
    by: str
    name: str
    sentence: str
    leaf: str  # in hex
    index: int | None  # None: it waits for its place in the tree


def entries_about(code: str) -> list[Told]:
    """Everything recorded about this code, oldest first, each with its sentence in the reader's language."""
    return [_told(entry) for entry in Entry.objects.filter(about=code)]


def _told(entry: Entry) -> Told:
    return Told(
        at=entry.at,
        by=entry.by,
        name=entry.name,
        sentence=sentence(entry.name, read(bytes(entry.opening)).values),
        leaf=bytes(entry.leaf).hex(),
        index=entry.index,
    )


def sentence(name: str, values: dict[str, str | int | bool | None]) -> str:
    """The sentence of a fact; for a kind that no longer exists in the code, its name and its values."""
    kind = FACTS.get(name)
    try:
        return (
            gettext(kind.sentence).format(**{field: _said(_room(kind), field, value) for field, value in values.items()})
            if kind
            else _plain(name, values)
        )
    except (KeyError, IndexError):  # the kind has other fields today than when this was recorded
        return _plain(name, values)


def _room(kind: type) -> str:
    return kind.__module__.removeprefix("damai.").partition(".")[0]


def _said(room: str, field: str, value: str | int | bool | None) -> str | int:
    """A value as a person says it: in the words its room has taught, a day as a day, a digest by its beginning."""
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return gettext("ya") if value else gettext("tidak")
    words = SAYINGS.get((room, field)) or SAYINGS.get(("", field))
    if words is not None:
        found = words(value) if callable(words) else words.get(value)
        if found is not None:
            return str(found)
    return _written(value) if isinstance(value, str) else value


def _written(value: str) -> str:
    try:
        if DAY.fullmatch(value):
            return date_format(date.fromisoformat(value), "j F Y")
        if MOMENT.fullmatch(value):
            return date_format(localtime(datetime.fromisoformat(value)), "j F Y " + gettext("H.i"))
    except ValueError:
        return value
    return f"{value[:12]}…" if DIGEST.fullmatch(value) else value


def _plain(name: str, values: dict[str, str | int | bool | None]) -> str:
    return f"{name} ({', '.join(f'{field}={value}' for field, value in values.items())})"
