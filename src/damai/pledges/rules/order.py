"""Who stands where under a text: by ballot number and protocol, never by anything that weighs."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol, TypeVar

KINDS = ("participant", "institution", "community", "citizen")
FIRST_PARTY = 1_000  # pairs stand before parties, each by ballot number


@dataclass(frozen=True)
class Party:
    """What decides where a participant stands."""

    kind: str  # pair, party
    ballot_number: int


def place_of(participant: Party) -> int:
    """The place among the participants: pairs first, as on the day of 27 November 2023, then parties."""
    return participant.ballot_number + (FIRST_PARTY if participant.kind == "party" else 0)


class Placed(Protocol):
    """Something with a place under a text."""

    @property
    def kind(self) -> str:
        """participant, institution, community, citizen."""

    @property
    def place(self) -> int:
        """Within the kind."""

    @property
    def pk(self) -> int:
        """Who came first, among equals."""


T = TypeVar("T", bound=Placed)


def in_order(rows: Iterable[T]) -> list[T]:
    """Rows in the order in which they stand under the text."""
    return sorted(rows, key=lambda row: (KINDS.index(row.kind), row.place, row.pk))
