"""What a fact is: one frozen dataclass per thing that can happen, with one sentence that says it."""

from dataclasses import dataclass, fields
from typing import ClassVar

FACTS: dict[str, type["Fact"]] = {}
# Facts are recorded by the thousand per second; asking a dataclass for its fields each time would be a third of the cost.
_NAMES: dict[type["Fact"], tuple[str, ...]] = {}


@dataclass(frozen=True, kw_only=True)
class Fact:
    """Something that happened and cannot be taken back.

    A fact holds codes, dates, enumerations and digests, as strings without spaces, whole numbers, booleans or None; never a
    name, a phone number or free text: an append-only log cannot forget, and people have a right to be forgotten (UU 27/2022).
    `record()` refuses what looks like a person or prose. The first field is the code of what the fact is about.
    """

    sentence: ClassVar[str] = ""

    def __init_subclass__(cls) -> None:
        if cls.__name__ in FACTS and FACTS[cls.__name__].__module__ != cls.__module__:
            raise TypeError(f"Two facts are called {cls.__name__}")
        FACTS[cls.__name__] = cls

    def values(self) -> dict[str, str | int | bool | None]:
        """The fact's fields by name."""
        kind = type(self)
        names = _NAMES.get(kind) or _NAMES.setdefault(kind, tuple(field.name for field in fields(kind)))
        return {name: getattr(self, name) for name in names}

    def __str__(self) -> str:
        return self.sentence.format(**self.values())
