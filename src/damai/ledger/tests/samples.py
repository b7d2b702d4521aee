"""Facts that only the ledger's own tests record."""

from dataclasses import dataclass

from django.db import transaction

from damai.ledger.actions import record_many
from damai.ledger.facts import Fact
from damai.ledger.models import Entry


@dataclass(frozen=True, kw_only=True)
class StoneLaid(Fact):
    """A fact for the tests of the log itself."""

    sentence = "Batu {stone} diletakkan pada {on}"
    stone: str
    on: str


def lay(count: int, *, by: str = "M-0001", start: int = 1) -> list[Entry]:
    """Record so many facts in one transaction."""
    with transaction.atomic():
        return record_many([(StoneLaid(stone=f"B-{number:05d}", on="2024-02-14"), by) for number in range(start, start + count)])
