"""The tile map: one equal hexagon per village, arranged as the city lies, so that a small place shows as large as a big one.

Hexagons stand on a corner ("pointy top"); odd rows are shifted right by half a hexagon ("odd-r" offset coordinates). Units are
abstract: the circumradius is SIZE, x grows to the east and y to the south, as in SVG.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from .codes import parent_of

SIZE = 10.0  # distance from a hexagon's centre to its corners
WIDTH = math.sqrt(3) * SIZE  # from one side to the opposite one
STEP = 1.5 * SIZE  # from one row to the next
DECIMALS = 2


@dataclass(frozen=True, kw_only=True)
class Cell:
    """A place on the grid of hexagons."""

    col: int
    row: int


@dataclass(frozen=True, kw_only=True)
class Point:
    """A point of the drawing, in abstract units."""

    x: float
    y: float


@dataclass(frozen=True, kw_only=True)
class Edge:
    """A straight piece of outline between two corners."""

    start: Point
    end: Point


@dataclass(frozen=True, kw_only=True)
class Village:
    """What is needed to put a village on a tile map."""

    code: str
    name: str
    latitude: float
    longitude: float


@dataclass(frozen=True, kw_only=True)
class Placed:
    """A village and the cell it was given."""

    code: str
    name: str
    short: str
    cell: Cell


@dataclass(frozen=True, kw_only=True)
class Hex:
    """One village's hexagon."""

    code: str
    name: str
    short: str  # a label that fits the hexagon, in at most two lines parted by a newline
    district: str  # the code of its kecamatan
    col: int
    row: int
    centre: Point
    corners: tuple[Point, ...]  # six, clockwise from the top

    @property
    def points(self) -> str:
        """The corners as SVG's `points` attribute wants them."""
        return " ".join(f"{corner.x:g},{corner.y:g}" for corner in self.corners)


@dataclass(frozen=True, kw_only=True)
class TileMap:
    """All hexagons of a city, the lines between its kecamatan and around it, and the size of the drawing."""

    hexes: tuple[Hex, ...]
    outlines: tuple[Edge, ...]  # between two kecamatan, or between the city and what is around it
    width: float
    height: float

    @property
    def view_box(self) -> str:
        """SVG's `viewBox`, with a margin in which outlines are not cut off."""
        return f"-1 -1 {self.width + 2:g} {self.height + 2:g}"

    @property
    def outline_path(self) -> str:
        """The outlines as the `d` of one SVG path."""
        return "".join(f"M{e.start.x:g} {e.start.y:g}L{e.end.x:g} {e.end.y:g}" for e in self.outlines)


def centre_of(cell: Cell) -> Point:
    """Where a cell's centre is drawn, if the cell at column 0 and row 0 touches the edges of the drawing."""
    x = WIDTH * (cell.col + 0.5 * (cell.row & 1) + 0.5)
    return Point(x=round(x, DECIMALS), y=round(STEP * cell.row + SIZE, DECIMALS))


def corners_of(centre: Point) -> tuple[Point, ...]:
    """The six corners around a centre, clockwise from the top."""
    half = WIDTH / 2
    steps = ((0, -SIZE), (half, -SIZE / 2), (half, SIZE / 2), (0, SIZE), (-half, SIZE / 2), (-half, -SIZE / 2))
    return tuple(Point(x=round(centre.x + dx, DECIMALS), y=round(centre.y + dy, DECIMALS)) for dx, dy in steps)


def neighbours_of(cell: Cell) -> tuple[Cell, ...]:
    """The six cells around a cell, clockwise from the upper right; the n-th shares the side from corner n to n + 1."""
    shift = cell.row & 1
    steps = ((shift, -1), (1, 0), (shift, 1), (shift - 1, 1), (-1, 0), (shift - 1, -1))
    return tuple(Cell(col=cell.col + dc, row=cell.row + dr) for dc, dr in steps)


def drawn(placed: Sequence[Placed]) -> TileMap:
    """The tile map of villages that have their cells; the drawing begins at its leftmost and topmost hexagon."""
    if not placed:
        return TileMap(hexes=(), outlines=(), width=0, height=0)
    left = WIDTH * min(p.cell.col + 0.5 * (p.cell.row & 1) for p in placed)
    top = STEP * min(p.cell.row for p in placed)
    hexes = tuple(_hex(p, left=left, top=top) for p in placed)
    owner = {Cell(col=h.col, row=h.row): h.district for h in hexes}
    return TileMap(
        hexes=hexes,
        outlines=tuple(edge for h in hexes for edge in _outline(h, owner)),
        width=max(corner.x for h in hexes for corner in h.corners),
        height=max(corner.y for h in hexes for corner in h.corners),
    )


def _hex(placed: Placed, *, left: float, top: float) -> Hex:
    at = centre_of(placed.cell)
    centre = Point(x=round(at.x - left, DECIMALS), y=round(at.y - top, DECIMALS))
    return Hex(
        code=placed.code,
        name=placed.name,
        short=placed.short,
        district=parent_of(placed.code) or "",
        col=placed.cell.col,
        row=placed.cell.row,
        centre=centre,
        corners=corners_of(centre),
    )


def _outline(of: Hex, owner: dict[Cell, str]) -> Iterator[Edge]:
    """The sides of a hexagon where its kecamatan ends; one shared by two is drawn once, by the one with the smaller code."""
    for side, beside in enumerate(neighbours_of(Cell(col=of.col, row=of.row))):
        other = owner.get(beside)
        if other is None or of.district < other:
            yield Edge(start=of.corners[side], end=of.corners[(side + 1) % 6])


def tile_map_of(villages: Iterable[Village]) -> TileMap:
    """A tile map for any city, arranged from its villages' points: plain, but without outside data and always the same."""
    placed = sorted(villages, key=lambda village: village.code)
    cells = arranged(placed)
    return drawn([Placed(code=v.code, name=v.name, short=shortened(v.name), cell=cells[v.code]) for v in placed])


def arranged(villages: Sequence[Village]) -> dict[str, Cell]:
    """A cell of its own for each village: those in the middle first, each the free cell that is nearest to where it lies.

    Then pairs of villages change places as long as that brings both, taken together, nearer to where they lie.
    """
    if not villages:
        return {}
    wanted = _wanted(villages)
    middle = Point(x=sum(p.x for p in wanted.values()) / len(wanted), y=sum(p.y for p in wanted.values()) / len(wanted))
    cells: dict[str, Cell] = {}
    taken: set[Cell] = set()
    for code in sorted(wanted, key=lambda c: (_squared(wanted[c], middle), c)):
        cells[code] = _nearest_free(wanted[code], taken)
        taken.add(cells[code])
    _swap_until_settled(wanted, cells)
    left, top = min(c.col for c in cells.values()), min(c.row for c in cells.values())
    top -= top & 1  # rows keep their parity, or the arrangement would shear
    return {code: Cell(col=cell.col - left, row=cell.row - top) for code, cell in cells.items()}


def _wanted(villages: Sequence[Village]) -> dict[str, Point]:
    """Where each village would be drawn if hexagons could overlap: to scale, so that they fill the city's area about once."""
    latitude = sum(v.latitude for v in villages) / len(villages)
    squeeze = math.cos(math.radians(latitude))
    xs = [v.longitude * squeeze for v in villages]
    ys = [-v.latitude for v in villages]
    spacing = _typical_spacing(list(zip(xs, ys, strict=True))) or 1.0
    scale = WIDTH / spacing
    return {v.code: Point(x=(x - min(xs)) * scale, y=(y - min(ys)) * scale) for v, x, y in zip(villages, xs, ys, strict=True)}


def _typical_spacing(points: list[tuple[float, float]]) -> float:
    """The median, over all points, of the mean distance to the four nearest others."""
    means = []
    for x, y in points:
        nearest = sorted(math.hypot(x - a, y - b) for a, b in points)[1:5]
        if nearest:
            means.append(sum(nearest) / len(nearest))
    return sorted(means)[len(means) // 2] if means else 0.0


def _squared(a: Point, b: Point) -> float:
    return (a.x - b.x) ** 2 + (a.y - b.y) ** 2


def _nearest_free(at: Point, taken: set[Cell]) -> Cell:
    """The free cell whose centre is nearest to a point, looking ever further around it."""
    row = round((at.y - SIZE) / STEP)
    home = Cell(col=round(at.x / WIDTH - 0.5 - 0.5 * (row & 1)), row=row)
    reach = 1
    while True:
        around = [
            cell
            for r in range(home.row - reach, home.row + reach + 1)
            for c in range(home.col - reach, home.col + reach + 1)
            if (cell := Cell(col=c, row=r)) not in taken
        ]
        best = min(around, key=lambda cell: (_squared(centre_of(cell), at), cell.row, cell.col), default=None)
        # A cell outside the square could be nearer than one in its corner.
        if best and _squared(centre_of(best), at) <= (STEP * (reach - 0.5)) ** 2:
            return best
        reach += 1


def _swap_until_settled(wanted: dict[str, Point], cells: dict[str, Cell]) -> None:
    """Let neighbours change places while that brings the two, taken together, nearer to where they lie."""
    at = {cell: code for code, cell in cells.items()}
    for _ in range(20):
        better = False
        for a in sorted(cells):
            for beside in neighbours_of(cells[a]):
                b = at.get(beside)
                if b is None or not _would_gain(wanted, a, b, cells):
                    continue
                cells[a], cells[b] = cells[b], cells[a]
                at[cells[a]], at[cells[b]] = a, b
                better = True
                break
        if not better:
            return


def _would_gain(wanted: dict[str, Point], a: str, b: str, cells: dict[str, Cell]) -> bool:
    at_a, at_b = centre_of(cells[a]), centre_of(cells[b])
    now = _squared(at_a, wanted[a]) + _squared(at_b, wanted[b])
    return _squared(at_b, wanted[a]) + _squared(at_a, wanted[b]) < now - 1e-9


def shortened(name: str, width: int = 9) -> str:
    """A name in at most two lines of about `width` letters, words after the first cut to their beginning where needed."""
    words = name.split()
    if len(name) <= width or len(words) == 1:
        return name if len(name) <= width + 2 else f"{name[: width - 1]}."
    cut = min(range(1, len(words)), key=lambda at: abs(len(" ".join(words[:at])) - len(" ".join(words[at:]))))
    lines = [" ".join(words[:cut]), " ".join(words[cut:])]
    return "\n".join(line if len(line) <= width + 1 else f"{line[: width - 1]}." for line in lines)
