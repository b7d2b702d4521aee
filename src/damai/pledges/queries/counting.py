"""How many have signed, cheaply, and without a row that all signers would wait for."""

import threading
import time
from dataclasses import dataclass, field

from django.db.models import Count

from ..models import SignatoryKind, Signature, Text

# A count is answered from the index and then believed for a second for each 100,000 rows: however many screens ask, counting
# costs a process some two hundredths of its time. Few signatures: always fresh. Nothing is written for it, so it cannot drift,
# and signers never wait for one another.
ROWS_A_SECOND = 100_000
FEW = 1_000  # fewer are counted anew each time
LONGEST = 5.0  # seconds


@dataclass(frozen=True)
class Tally:
    """Signatures under one text by (kind, state), and how many citizens wish to be named."""

    by: dict[tuple[str, str], int] = field(default_factory=dict)
    named: int = 0

    def of(self, kind: str, *states: str) -> int:
        """How many of a kind are in one of these states."""
        return sum(self.by.get((kind, state), 0) for state in states)


_kept: dict[int, tuple[Tally, float]] = {}
_counting = threading.Lock()


def tally(text: Text) -> Tally:
    """The count, at most a second old with 100,000 signatures."""
    kept = _kept.get(text.pk)
    if kept is not None and (kept[1] > time.monotonic() or _counting.locked()):
        return kept[0]  # somebody is counting already: the last figure will do
    with _counting:
        found = _count(text)
        rows = sum(found.by.values())
        if rows >= FEW:
            _kept[text.pk] = (found, time.monotonic() + min(rows / ROWS_A_SECOND, LONGEST))
        else:
            _kept.pop(text.pk, None)
        return found


def _count(text: Text) -> Tally:
    rows = Signature.objects.filter(text=text).order_by().values_list("kind", "state").annotate(Count("id"))
    named = Signature.objects.filter(text=text, kind=SignatoryKind.CITIZEN, state=Signature.State.SIGNED, named=True)
    return Tally({(kind, state): number for kind, state, number in rows}, named.count())


def forget_counts() -> None:
    """Count anew at the next question."""
    _kept.clear()
