"""What happened, in sentences, for those who may read it."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext

from ..facts import FACTS
from ..models import Entry
from ..rules.openings import read


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
            gettext(kind.sentence).format(**{field: _said(value) for field, value in values.items()})
            if kind
            else _plain(name, values)
        )
    except (KeyError, IndexError):  # the kind has other fields today than when this was recorded
        return _plain(name, values)


def _said(value: str | int | bool | None) -> str | int:
    """A value as a person says it."""
    if value is None:
        return "–"
    if isinstance(value, bool):
        return gettext("ya") if value else gettext("tidak")
    return value


def _plain(name: str, values: dict[str, str | int | bool | None]) -> str:
    return f"{name} ({', '.join(f'{field}={value}' for field, value in values.items())})"
