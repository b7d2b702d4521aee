"""Reading outlines from GeoJSON and TopoJSON, and judging them: whole, without gaps and without overlaps.

Nothing here trusts the file: every failure is an UnreadableShapes that says in a sentence what is wrong, never a traceback.
"""

import json
import math
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from shapely import STRtree, coverage_simplify, get_parts, unary_union
from shapely.errors import ShapelyError
from shapely.geometry import MultiPolygon, Polygon, mapping, shape
from shapely.geometry.base import BaseGeometry
from shapely.validation import explain_validity

from .distances import is_point, looks_swapped

LARGEST_FILE = 200_000_000  # bytes
MOST_FEATURES = 100_000  # the nation has 83,762 villages
MOST_POINTS = 10_000_000  # in all outlines of a file together
NAME_PROPERTIES = ("name", "nama", "NAME", "NAMOBJ", "WADMKD", "village")
SMALLEST = 1.0  # m²: below, a gap or an overlap is noise of rounding
METRES_PER_DEGREE = 111_320.0  # of latitude; of longitude, times the cosine of the latitude


class UnreadableShapes(ValueError):
    """The file holds no outlines that can be read; says why."""


@dataclass(frozen=True, kw_only=True)
class Outline:
    """One feature of a file: what it says it is, and its polygon."""

    code: str  # as written
    name: str  # as written, or ""
    geometry: BaseGeometry
    place: int  # in the file, from 1


@dataclass(frozen=True, kw_only=True)
class Overlap:
    """Two outlines of one level that cover the same ground."""

    one: str
    other: str
    square_metres: float


@dataclass(frozen=True, kw_only=True)
class Gap:
    """Ground that is surrounded by outlines of one level and belongs to none."""

    beside: tuple[str, ...]  # codes of the outlines around it
    square_metres: float
    longitude: float
    latitude: float


def outlines_from(content: bytes, *, code_property: str = "code") -> list[Outline]:
    """The outlines of a GeoJSON FeatureCollection or a TopoJSON Topology, in its order."""
    if len(content) > LARGEST_FILE:
        raise UnreadableShapes(f"Berkas terlalu besar (paling besar {LARGEST_FILE // 1_000_000} MB).")
    try:
        document = json.loads(content.decode("utf-8-sig"), parse_constant=_no_constant)
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise UnreadableShapes(f"Bukan berkas JSON yang dapat dibaca ({_short(error)}).") from error
    kind = document.get("type") if isinstance(document, dict) else None
    if kind == "FeatureCollection":
        features = _list(document.get("features"), "features")
    elif kind == "Topology":
        features = list(_features_of_topology(document))
    else:
        raise UnreadableShapes("Berkas harus GeoJSON berjenis FeatureCollection atau TopoJSON berjenis Topology.")
    if not features:
        raise UnreadableShapes("Berkas tidak berisi satu batas wilayah pun.")
    if len(features) > MOST_FEATURES:
        raise UnreadableShapes(f"Terlalu banyak batas wilayah (paling banyak {MOST_FEATURES}).")
    _refuse_too_many_points(features)
    return [_outline(feature, place, code_property) for place, feature in enumerate(features, start=1)]


def _no_constant(name: str) -> float:
    raise ValueError(f"nilai {name} bukan bilangan")


def _short(error: Exception) -> str:
    return str(error)[:120] or type(error).__name__


def _list(value: Any, what: str) -> list[Any]:
    if not isinstance(value, list):
        raise UnreadableShapes(f"Bagian `{what}` tidak ada atau bukan daftar.")
    return value


def _outline(feature: Any, place: int, code_property: str) -> Outline:
    where = f"Batas ke-{place}"
    properties = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(properties, dict):
        raise UnreadableShapes(f"{where}: bukan Feature dengan `properties`.")
    code = properties.get(code_property)
    if not isinstance(code, str | int) or isinstance(code, bool) or not str(code).strip():
        there = ", ".join(sorted(map(str, properties))[:12]) or "tidak ada"
        raise UnreadableShapes(
            f"{where}: properti `{code_property}` tidak ada atau kosong. Properti yang ada: {there}. "
            "Pilih properti lain dengan --code-property."
        )
    name = next((str(properties[key]) for key in NAME_PROPERTIES if isinstance(properties.get(key), str)), "")
    written = str(code).strip()
    return Outline(
        code=written, name=name.strip(), geometry=_polygon(feature.get("geometry"), f"{where} ({written})"), place=place
    )


def _polygon(geometry: Any, where: str) -> BaseGeometry:
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in {"Polygon", "MultiPolygon"}:
        raise UnreadableShapes(f"{where}: bukan Polygon atau MultiPolygon.")
    try:
        polygon = shape({"type": kind, "coordinates": _flat(geometry.get("coordinates"))})
    except (ShapelyError, ValueError, TypeError, IndexError, KeyError, AttributeError, RecursionError, OverflowError) as error:
        raise UnreadableShapes(f"{where}: koordinat rusak ({_short(error)}).") from error
    if polygon.is_empty:
        raise UnreadableShapes(f"{where}: kosong.")
    west, south, east, north = polygon.bounds
    if not (is_point(south, west) and is_point(north, east)):
        if looks_swapped(south, west):
            raise UnreadableShapes(f"{where}: lintang dan bujur tertukar; GeoJSON menulis bujur lebih dahulu.")
        raise UnreadableShapes(f"{where}: koordinat bukan derajat lintang dan bujur (WGS 84). Ubah proyeksinya lebih dahulu.")
    return polygon


def _flat(coordinates: Any) -> Any:
    """Coordinates without their heights."""
    if isinstance(coordinates, list) and coordinates and isinstance(coordinates[0], int | float):
        return [float(coordinates[0]), float(coordinates[1])]
    return [_flat(inner) for inner in coordinates]


def _refuse_too_many_points(features: list[Any]) -> None:
    left = MOST_POINTS
    ahead = [feature.get("geometry", {}).get("coordinates") for feature in features if _has_geometry(feature)]
    while ahead:
        item = ahead.pop()
        if not isinstance(item, list):
            continue
        left -= 1
        if left < 0:
            raise UnreadableShapes(f"Terlalu banyak titik (paling banyak {MOST_POINTS}). Sederhanakan batasnya lebih dahulu.")
        if item and isinstance(item[0], list):
            ahead += item


def _has_geometry(feature: Any) -> bool:
    return isinstance(feature, dict) and isinstance(feature.get("geometry"), dict)


def _features_of_topology(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The geometries of all objects of a topology, with their arcs put together."""
    objects = document.get("objects")
    if not isinstance(objects, dict):
        raise UnreadableShapes("Bagian `objects` TopoJSON tidak ada.")
    try:
        arcs = _arcs(document)
    except (TypeError, ValueError, IndexError, KeyError, OverflowError) as error:
        raise UnreadableShapes(f"Bagian `arcs` TopoJSON rusak ({_short(error)}).") from error
    ahead = deque(objects.values())
    spent = 0
    while ahead:
        item = ahead.popleft()
        if not isinstance(item, dict):
            raise UnreadableShapes("Isi `objects` TopoJSON rusak.")
        if item.get("type") == "GeometryCollection":
            ahead.extendleft(reversed(_list(item.get("geometries"), "geometries")))
            continue
        feature = _feature_of_arcs(item, arcs)
        spent += sum(map(len, _rings(feature["geometry"])))
        if spent > MOST_POINTS:
            raise UnreadableShapes(f"Terlalu banyak titik (paling banyak {MOST_POINTS}). Sederhanakan batasnya lebih dahulu.")
        yield feature


def _rings(geometry: dict[str, Any]) -> list[Any]:
    nested = geometry["coordinates"]
    return nested if geometry["type"] == "Polygon" else [ring for part in nested for ring in part]


def _arcs(document: dict[str, Any]) -> list[list[list[float]]]:
    """The arcs in degrees: quantised ones are running sums of whole steps."""
    written = _list(document.get("arcs"), "arcs")
    transform = document.get("transform")
    if transform is None:
        return [[[float(point[0]), float(point[1])] for point in arc] for arc in written]
    (sx, sy), (tx, ty) = map(float, transform["scale"]), map(float, transform["translate"])
    arcs = []
    for arc in written:
        x = y = 0
        line = []
        for step in arc:
            x, y = x + step[0], y + step[1]
            line.append([x * sx + tx, y * sy + ty])
        arcs.append(line)
    return arcs


def _feature_of_arcs(item: dict[str, Any], arcs: list[list[list[float]]]) -> dict[str, Any]:
    kind, written = item.get("type"), item.get("arcs")

    def ring(indices: Any) -> list[list[float]]:
        line: list[list[float]] = []
        for index in indices:
            arc = arcs[index] if index >= 0 else arcs[~index][::-1]
            line += arc[1:] if line else arc  # an arc begins where the one before ends
        return line

    try:
        if kind == "Polygon":
            coordinates: Any = [ring(indices) for indices in written or ()]
        elif kind == "MultiPolygon":
            coordinates = [[ring(indices) for indices in part] for part in written or ()]
        else:
            raise UnreadableShapes(f"Objek TopoJSON berjenis {str(kind)[:30]!r}; hanya Polygon dan MultiPolygon yang dibaca.")
    except (TypeError, IndexError) as error:
        raise UnreadableShapes(f"Objek TopoJSON menunjuk busur yang tidak ada ({_short(error)}).") from error
    properties = item.get("properties") or {}
    if "id" in item and isinstance(properties, dict):
        properties = {"id": item["id"], **properties}
    return {"type": "Feature", "properties": properties, "geometry": {"type": kind, "coordinates": coordinates}}


def why_invalid(geometry: BaseGeometry) -> str | None:
    """Why an outline is no valid polygon, or None if it is."""
    return None if geometry.is_valid else explain_validity(geometry)


def square_metres(geometry: BaseGeometry) -> float:
    """The area of a small piece of ground in m², by an equirectangular projection around its middle."""
    if geometry.is_empty:
        return 0.0
    squeeze = math.cos(math.radians(geometry.centroid.y))
    return geometry.area * squeeze * METRES_PER_DEGREE**2


def overlaps_in(codes: Sequence[str], outlines: Sequence[BaseGeometry]) -> list[Overlap]:
    """Pairs of valid outlines that share ground, the largest first."""
    tree = STRtree(outlines)
    found = []
    left, right = tree.query(outlines, predicate="intersects")
    for a, b in zip(left.tolist(), right.tolist(), strict=True):
        if a < b and (size := square_metres(outlines[a].intersection(outlines[b]))) >= SMALLEST:
            found.append(Overlap(one=codes[a], other=codes[b], square_metres=size))
    return sorted(found, key=lambda overlap: -overlap.square_metres)


def gaps_in(codes: Sequence[str], outlines: Sequence[BaseGeometry]) -> list[Gap]:
    """Holes in the union of valid outlines, the largest first."""
    tree = STRtree(outlines)
    found = []
    for part in get_parts(unary_union(outlines)).tolist():
        for interior in getattr(part, "interiors", ()):
            hole = Polygon(interior)
            if (size := square_metres(hole)) < SMALLEST:
                continue
            beside = sorted({codes[at] for at in tree.query(hole, predicate="intersects").tolist()})
            middle = hole.representative_point()
            found.append(Gap(beside=tuple(beside), square_metres=size, longitude=middle.x, latitude=middle.y))
    return sorted(found, key=lambda gap: -gap.square_metres)


def geojson_of(geometry: BaseGeometry, decimals: int | None = None) -> dict[str, Any]:
    """A polygon as GeoJSON; to so many decimals of a degree (5: a metre), or as it is."""
    written = mapping(geometry)
    coordinates = written["coordinates"] if decimals is None else _rounded(written["coordinates"], decimals)
    return {"type": written["type"], "coordinates": coordinates}


def _rounded(coordinates: Any, decimals: int) -> Any:
    if isinstance(coordinates, int | float):
        return round(coordinates, decimals)
    return [_rounded(inner, decimals) for inner in coordinates]


def simplified(outlines: Sequence[BaseGeometry], tolerance: float) -> list[BaseGeometry]:
    """Outlines with fewer points, neighbours still sharing their lines; one that would vanish stays as it is."""
    fewer = coverage_simplify(list(outlines), tolerance).tolist()
    polygons = [polygons_only(outline) for outline in fewer]
    return [less if not less.is_empty else whole for less, whole in zip(polygons, outlines, strict=True)]


def polygons_only(geometry: BaseGeometry) -> BaseGeometry:
    """What is left of a geometry after simplification, without lines and points."""
    parts = [part for part in get_parts(geometry).tolist() if isinstance(part, Polygon) and not part.is_empty]
    return parts[0] if len(parts) == 1 else MultiPolygon(parts)
