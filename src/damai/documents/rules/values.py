"""What stands in a document: fields of a kind, and values that are pictures."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from .words import long_date

# Characters that XML cannot carry at all; words may arrive with them from anywhere.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


@dataclass(frozen=True)
class Qr:
    """A QR code that says a text (an address), drawn when the document is made."""

    text: str
    width_mm: float = 22
    words: str = "Kode QR"  # said instead of the picture


@dataclass(frozen=True)
class Picture:
    """A picture (PNG or JPEG) that stands in a line of the document."""

    image: bytes
    width_mm: float = 20
    words: str = "Gambar"  # said instead of the picture


@dataclass(frozen=True)
class Field:
    """One field of a template. With `parts` it is a list, and each of its rows has these parts."""

    name: str  # as it is written in the template: {{ nomor }}
    words: str  # what it holds, in Indonesian, for whoever edits the template
    example: Any = ""
    required: bool = True  # a template without it cannot be put in force, a document without it cannot be issued
    parts: tuple["Field", ...] = ()
    may_be_empty: bool = False  # the template must have a place for it, but there may be nothing to say: no decisions yet

    def sample(self) -> Any:
        """An example value; for a list the example rows, or two made of the parts' examples."""
        if not self.parts:
            return self.example
        rows: Sequence[Mapping[str, Any]] = self.example or ({}, {})
        return [{part.name: row.get(part.name, part.sample()) for part in self.parts} for row in rows]


def cleaned(value: Any) -> Any:
    """A value as templates see it: dates in words, None as nothing, no characters that a document cannot carry."""
    if value is None:
        return ""
    if isinstance(value, str):
        return UNWRITABLE.sub("", value.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n"))
    if isinstance(value, date):
        return long_date(value)
    if isinstance(value, bool | int | Qr | Picture):
        return value
    if isinstance(value, Mapping):
        return {str(name): cleaned(part) for name, part in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, bytes | bytearray):
        return [cleaned(part) for part in value]
    raise TypeError(f"A document cannot show a {type(value).__name__}")
