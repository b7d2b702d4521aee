"""The tile map: one equal hexagon per place, drawn on the server, with a table that says the same. `{% load tiles %}`."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django import template
from django.utils.translation import gettext as _

register = template.Library()

BANDS = range(6)
# How far two corners may lie apart and still be one, in parts of a hexagon's radius.
NEAR = 50
# From one line of a label to the next, in parts of a radius.
LINE = 0.36
# A label's size, in parts of a radius: at most this, and so that this many letters' widths fit between the sides.
LARGEST = 0.29
WIDEST = 2.3


@dataclass(frozen=True)
class Point:
    """A corner in the drawing's own units; x to the right, y down."""

    x: float
    y: float


@dataclass(frozen=True)
class Line:
    """A line of a label and its height in the drawing."""

    text: str
    y: str


@dataclass(frozen=True)
class Tile:
    """One hexagon, ready to be drawn. `value` is what is shown; `band` 0 to 5 how strong, or none where there is no data.

    `lines` is the label in one or two lines; `top` is where the first of them stands, below the middle of the hexagon.
    """

    code: str
    name: str
    lines: tuple[str, ...]
    district: str
    value: str
    band: int | None
    href: str
    points: str
    x: float
    y: float
    size: float

    @property
    def css(self) -> str:
        return "band-none" if self.band is None else f"band-{self.band}"

    @property
    def label(self) -> list[Line]:
        """The label's lines where they are drawn: above a value, or in the middle where there is none."""
        middle = self.y if self.band is None else self.y - self.size * 0.22
        first = middle - (len(self.lines) - 1) * self.size * LINE / 2
        return [Line(text=text, y=f"{first + number * self.size * LINE:g}") for number, text in enumerate(self.lines)]

    @property
    def label_size(self) -> str:
        """As large as the longest line allows, but no larger than looks calm."""
        longest = max(len(line) for line in self.lines)
        return f"{self.size * min(LARGEST, WIDEST / max(longest, 1)):.2g}"

    @property
    def value_y(self) -> str:
        return f"{self.y + self.size * 0.42:g}"

    @property
    def middle_x(self) -> str:
        return f"{self.x:g}"

    @property
    def middle_y(self) -> str:
        return f"{self.y:g}"


def corners(points: str | Iterable[Sequence[float]]) -> list[Point]:
    """The corners of a hexagon, from SVG's own notation or from pairs."""
    if isinstance(points, str):
        numbers = [float(number) for number in points.replace(",", " ").split()]
        return [Point(x, y) for x, y in zip(numbers[::2], numbers[1::2], strict=True)]
    return [Point(float(pair[0]), float(pair[1])) for pair in points]


def told(row: Any, name: str) -> Any:
    """A value of a mapping or of an object; none where it has none."""
    return row.get(name) if isinstance(row, Mapping) else getattr(row, name, None)


def tile(row: Any) -> Tile:
    """A hexagon from what a room tells of a place: code, name, label, points, kecamatan, value, band and, if any, href."""
    shape = corners(told(row, "points"))
    x, y = sum(point.x for point in shape) / len(shape), sum(point.y for point in shape) / len(shape)
    value, band = told(row, "value"), told(row, "band")
    return Tile(
        code=str(told(row, "code")),
        name=str(told(row, "name")),
        lines=tuple(str(told(row, "label") or told(row, "short") or told(row, "name")).split("\n")[:2]),
        district=str(told(row, "kecamatan") or ""),
        value="" if value is None else str(value),
        band=band if band in BANDS else None,
        href=told(row, "href") or "",
        points=" ".join(f"{point.x:g},{point.y:g}" for point in shape),
        x=x,
        y=y,
        size=max(((point.x - x) ** 2 + (point.y - y) ** 2) ** 0.5 for point in shape),
    )


def outline(tiles: list[Tile]) -> str:
    """The border of a district as an SVG path: every side that belongs to only one of its hexagons."""
    grain = tiles[0].size / NEAR
    sides: Counter[frozenset[tuple[int, int]]] = Counter()
    drawn: dict[frozenset[tuple[int, int]], str] = {}
    for one in tiles:
        shape = corners(one.points)
        for start, end in zip(shape, shape[1:] + shape[:1], strict=True):
            side = frozenset((round(point.x / grain), round(point.y / grain)) for point in (start, end))
            sides[side] += 1
            drawn[side] = f"M{start.x:g} {start.y:g}L{end.x:g} {end.y:g}"
    return "".join(drawn[side] for side, times in sides.items() if times == 1)


def words() -> dict[str, str]:
    """What the island says, in the reader's language."""
    return {
        "noData": _("tidak ada data"),
        "tiles": _("Petak"),
        "geography": _("Geografi"),
        "switch": _("Cara menampilkan peta"),
        "hint": _("Arahkan atau ketuk petak untuk melihat rinciannya. Dengan papan ketik: tombol panah."),
        "loading": _("Memuat peta…"),
        "failed": _("Peta geografi tidak dapat ditampilkan di perangkat ini. Peta petak tetap dapat dipakai."),
        "zoomIn": _("Perbesar"),
        "zoomOut": _("Perkecil"),
        "mapLabel": _("Peta batas wilayah; isi yang sama ada pada tabel di bawah."),
        "district": _("Kecamatan"),
        "open": _("Buka"),
        "cooperate": _("Gunakan dua jari untuk menggeser peta"),
        "cooperateDesktop": _("Gunakan Ctrl + gulir untuk memperbesar peta"),
        "cooperateMac": _("Gunakan ⌘ + gulir untuk memperbesar peta"),
    }


@register.inclusion_tag("look/_tile_map.html")
def tile_map(
    tiles: Iterable[Any],
    *,
    title: str,
    value_label: str,
    map_id: str = "map",
    legend: Sequence[Mapping[str, Any]] = (),
    boundaries_url: str = "",
    chosen: str = "",
    table: bool = True,
) -> dict[str, object]:
    """The tile map with its legend and its table.

    `legend` is a list of `{"band": 1, "label": "1-4"}`. `boundaries_url` serves GeoJSON whose features have the property
    `code`; where it is given, the island offers the geography. `chosen` is the code of a place to mark.
    """
    drawn = [tile(row) for row in tiles]
    if not drawn:
        return {"tiles": [], "map_id": map_id, "title": title}
    districts: dict[str, list[Tile]] = {}
    for one in drawn:
        districts.setdefault(one.district, []).append(one)
    size = drawn[0].size
    left, top = min(one.x for one in drawn) - size * 1.08, min(one.y for one in drawn) - size * 1.08
    right, bottom = max(one.x for one in drawn) + size * 1.08, max(one.y for one in drawn) + size * 1.08
    shown = ("code", "name", "district", "value", "band", "href")
    return {
        "map_id": map_id,
        "title": title,
        "value_label": value_label,
        "tiles": drawn,
        "sorted_tiles": sorted(drawn, key=lambda one: (one.district, one.name)),
        "outlines": [outline(group) for group in districts.values()],
        "view_box": f"{left:g} {top:g} {right - left:g} {bottom - top:g}",
        "value_size": f"{size * 0.46:g}",
        "hatch": f"{size / 3.2:g}",
        "legend": legend,
        "chosen": chosen,
        "table": table,
        "boundaries_url": boundaries_url,
        "data": {
            "boundaries": boundaries_url,
            "valueLabel": value_label,
            "places": [{name: value for name, value in asdict(one).items() if name in shown} for one in drawn],
            "words": words(),
        },
        "data_id": f"{map_id}-data",
    }


@register.inclusion_tag("look/_tile_picker.html")
def tile_picker(tiles: Iterable[Any], *, title: str, chosen: object = "") -> dict[str, object]:
    """The tiles as a picture to choose from; the island writes the choice into the form's list."""
    return tile_map(tiles, title=title, value_label="", chosen=str(chosen or ""), table=False)


@register.simple_tag
def place_data(locate_url: str = "") -> dict[str, object]:
    """What the place island needs: where to ask about a point, and what to say."""
    return {
        "locate": locate_url or "",
        "words": {
            "matches": _("Cocok:"),
            "waiting": _("Menunggu posisi dari perangkat Anda…"),
            "exact": _("Posisi Anda berada di {name}. Periksa, lalu ubah bila perlu."),
            "near": _("Perkiraan: kelurahan terdekat adalah {name}. Periksa, lalu ubah bila perlu."),
            "outside": _("Posisi Anda di luar wilayah ini. Pilih kelurahan tempat kejadian dari daftar."),
            "kept": _("Posisi tercatat. Pilih juga kelurahannya dari daftar."),
            "denied": _("Izin posisi tidak diberikan. Pilih kelurahan dari daftar."),
            "unknown": _("Posisi tidak dapat ditemukan. Pilih kelurahan dari daftar."),
        },
    }
