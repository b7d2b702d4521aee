"""What of the figures may be published: small numbers withheld, and nothing that subtraction or the next release gives away.

Three trees are published and no other sums: what was registered (by office, law, kind, quarter and result), what was not, and
what waits (by office, law, kind and quarter). Nested totals are what `triage.rules.protect` protects; a cross total would be an
equation that it does not know. "Received" is the sum of three shown numbers or is not shown.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from damai.triage.rules import Cell, Shown, protect

from .measuring import FEW, FEW_FOR_TIME, Spread
from .standing import KINDS, Entry, Place, Result, quarter

SLASH = "/"


def leaves(rows: Iterable[Entry]) -> dict[str, int | None]:
    """The smallest cells of the three trees: "registered/office/law/kind/quarter/result", and the others without a result.

    Where an office has anything of a kind in a quarter, each of the cells exists, with zero where there is none.
    """
    counts: dict[str, int | None] = {}
    for row in rows:
        if row.kind not in KINDS:
            continue
        place = SLASH.join((row.office, row.regime, row.kind, quarter(row.on)))
        names = [f"{Place.REGISTERED}/{place}/{result}" for result in Result]
        names += [f"{where}/{place}" for where in (Place.NOT_REGISTERED, Place.PENDING)]
        for name in names:
            counts.setdefault(name, 0)
        (where,) = row.places
        name = f"{where}/{place}/{next(iter(row.results))}" if where is Place.REGISTERED else f"{where}/{place}"
        counts[name] = (counts[name] or 0) + 1
    return counts


def parents(counts: Iterable[str]) -> dict[str, str]:
    """To which total each cell, and each total, belongs."""
    found: dict[str, str] = {}
    for name in counts:
        while SLASH in name:
            found[name] = name.rpartition(SLASH)[0]
            name = found[name]
    return found


@dataclass(frozen=True)
class Released:
    """Protected cells, and the last number that was ever shown for each, which the next release must remember."""

    cells: Mapping[str, Cell]
    memory: Mapping[str, int]


def release(counts: Mapping[str, int | None], *, key: bytes, memory: Mapping[str, int] | None = None) -> Released:
    """Protect the cells. A number stays until `FEW` more or fewer stand behind it, also when it was withheld in between."""
    kept = dict(memory or {})
    before = {name: Cell(Shown.COUNT, number) for name, number in kept.items()}
    cells = protect(counts, parents(counts), key=key, k=FEW, before=before)
    kept |= {name: cell.count for name, cell in cells.items() if cell.count}
    return Released(cells, kept)


def received(cells: Mapping[str, Cell], place: str) -> Cell:
    """What came in at a place ("office/law/kind" or with a quarter): the sum of three shown numbers, or withheld."""
    three = [cells.get(f"{where}/{place}", Cell(Shown.NO_DATA)) for where in Place]
    if any(cell.shown is Shown.WITHHELD for cell in three):
        return Cell(Shown.WITHHELD)
    told = [cell.count for cell in three if cell.count is not None]
    return Cell(Shown.COUNT, sum(told)) if told else Cell(Shown.NO_DATA)


@dataclass(frozen=True)
class ShownTime:
    """How long a step took, as it is shown: whole hours, and at least how many cases stand behind it."""

    n: int  # never shown: it would be a sum of withheld cells
    low: int
    middle: int
    high: int

    @property
    def at_least(self) -> int:
        """How many cases stand behind it, rounded down."""
        return self.n - self.n % FEW


def show_time(found: Spread | None, before: ShownTime | None) -> ShownTime | None:
    """A spread of hours as it may be shown; None below `FEW_FOR_TIME`. It stays until `FEW` more or fewer stand behind it."""
    if found is None or found.n < FEW_FOR_TIME:
        return None
    if before is not None and abs(found.n - before.n) < FEW:
        return before
    return ShownTime(found.n, round(found.low), round(found.middle), round(found.high))


def protect_rows(counts: Mapping[str, int]) -> frozenset[str]:
    """Which rows of a table with its sum may be shown, so that none of the few can be found by subtraction.

    Nobody outside the leads sees such a table, so the order of hiding is fixed and needs no secret.
    """
    cells = protect(
        {f"all/{name}": number for name, number in counts.items()}, {f"all/{name}": "all" for name in counts}, key=b"rows", k=FEW
    )
    return frozenset(name for name in counts if cells[f"all/{name}"].shown is Shown.COUNT)
