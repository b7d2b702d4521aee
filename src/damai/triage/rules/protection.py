"""What may be counted in public: small numbers withheld, and nothing that subtraction or a later release gives away.

Counts are of distinct messages. Three steps protect the people behind them:

1. *Small cells*: fewer than `k` messages in an area are withheld.
2. *Complementary cells*: where a total minus its visible parts would say too much about the withheld parts, more parts are
   withheld, chosen in a secret but fixed order (choosing the smallest would itself be a hint), and at last the total.
3. *Slow numbers*: a published number stays as it is until at least `k` more messages (or fewer) stand behind it, so that the
   difference of two releases never speaks of fewer than `k` messages.

What this does not hide: that an area has passed the threshold since the last release; and, for someone who is sure that all its
neighbours stood still meanwhile, what a group of areas held before one of them was shown.

Nothing received is "no data", never zero: silence is not peace.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

K = 5


class Shown(StrEnum):
    """How a number is shown."""

    COUNT = "count"
    WITHHELD = "withheld"
    NO_DATA = "no_data"


@dataclass(frozen=True)
class Cell:
    """One public number: its count where it is shown, and how it is shown."""

    shown: Shown
    count: int | None = None


NO_DATA = Cell(Shown.NO_DATA)
WITHHELD = Cell(Shown.WITHHELD)


def protect(
    counts: Mapping[str, int | None],
    parents: Mapping[str, str],
    *,
    key: bytes,
    k: int = K,
    before: Mapping[str, Cell] | None = None,
) -> dict[str, Cell]:
    """What may be published of the counts of the smallest areas and of every total above them.

    `counts` holds the smallest areas (None: nothing was ever received there); `parents` says which area each one, and each
    total, belongs to. `before` is the last release.
    """
    before = before or {}
    tree = _Tree(counts, parents)
    cells = {area: _slow(number, before.get(area), k) for area, number in tree.totals.items()}
    for total in tree.deepest_first:
        _settle(total, tree, cells, key, k)
    return cells


class _Tree:
    """The areas below each total, and the true totals."""

    def __init__(self, counts: Mapping[str, int | None], parents: Mapping[str, str]) -> None:
        self.children: dict[str, list[str]] = {}
        for child, parent in sorted(parents.items()):
            self.children.setdefault(parent, []).append(child)
        self.totals: dict[str, int | None] = {**dict.fromkeys(self.children), **counts}
        for area, number in counts.items():
            above = parents.get(area)
            while above is not None and number is not None:
                self.totals[above] = (self.totals[above] or 0) + number
                above = parents.get(above)
        self.deepest_first = sorted(self.children, key=lambda area: (-self._depth(area, parents), area))

    @staticmethod
    def _depth(area: str, parents: Mapping[str, str]) -> int:
        depth = 0
        while area in parents:
            area, depth = parents[area], depth + 1
        return depth

    def parts(self, total: str, cells: Mapping[str, Cell]) -> list[str]:
        """What a total is read against: its parts, and instead of a withheld total the parts of that one."""
        found = []
        for child in self.children[total]:
            if child in self.children and cells[child].shown is Shown.WITHHELD:
                found += self.parts(child, cells)
            else:
                found.append(child)
        return found


def _slow(number: int | None, before: Cell | None, k: int) -> Cell:
    if number is None:
        return NO_DATA
    if number == 0:
        return Cell(Shown.COUNT, 0)
    if number < k:
        return WITHHELD
    if before is not None and before.count and abs(number - before.count) < k:
        return Cell(Shown.COUNT, before.count)
    return Cell(Shown.COUNT, number)


def _settle(total: str, tree: _Tree, cells: dict[str, Cell], key: bytes, k: int) -> None:
    """Withhold more parts, and at last the total, until what subtraction leaves over says nothing about any one part.

    Totals are nested, so each shown total is one equation over parts that no other equation speaks of: see `_Tree.parts`.
    """
    shown = cells[total].count
    while shown is not None:
        parts = tree.parts(total, cells)
        hidden = [part for part in parts if cells[part].shown is Shown.WITHHELD]
        seen = [part for part in parts if cells[part].count]
        left_over = shown - sum(cells[part].count or 0 for part in seen)
        if not hidden:  # all is seen: the total is the sum, whatever the slow number says
            cells[total] = Cell(Shown.COUNT, shown - left_over)
            return
        if len(hidden) > 1 and left_over >= k + len(hidden) - 1:  # each could be anything from 1 to at least k
            return
        if not seen:
            cells[total] = WITHHELD
            return
        cells[min(seen, key=lambda part: hashlib.blake2b(part.encode(), key=key[:64]).digest())] = WITHHELD
