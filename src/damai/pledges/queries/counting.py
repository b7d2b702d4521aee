"""How many have signed, cheaply, and without a row that all signers would wait for."""

import threading
import time
from dataclasses import dataclass, field

from django.db.models import Count

from ..models import SignatoryKind, Signature, Text

# A count is answered from the index and then believed for fifty times as long as it took: however many screens ask, counting
# costs a process two hundredths of its time. Few signatures: always fresh. 100,000: half a second. Nothing is written for it,
# so it cannot drift, and signers never wait for one another.
SHARE = 50
WORTH = 0.004  # seconds: what is counted faster is counted anew each time
LONGEST = 5.0


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
    """The count, at most half a second old with 100,000 signatures."""
    kept = _kept.get(text.pk)
    if kept is not None and (kept[1] > time.monotonic() or _counting.locked()):
        return kept[0]  # somebody is counting already: the last figure will do
    with _counting:
        began = time.perf_counter()
        found = _count(text)
        took = time.perf_counter() - began
        if took >= WORTH:
            _kept[text.pk] = (found, time.monotonic() + min(took * SHARE, LONGEST))
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
