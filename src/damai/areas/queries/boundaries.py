"""Which boundaries are loaded, from where, and how they are drawn."""

import json
from typing import Any

from shapely.geometry import shape

from .. import rules
from ..models import Boundary, BoundaryImport, Level
from .hierarchy import in_force, label, under
from .memory import remember

TOLERANCE = 0.00004  # degrees, about four metres: what a map of a city can leave out
DECIMALS = 5  # of a degree: about a metre


def has_boundaries(code: str | None = None) -> bool:
    """Whether the boundary of this place or of any below it is loaded."""
    return Boundary.objects.filter(under(code, "area__code")).exists()


def boundary_versions(code: str | None = None) -> list[BoundaryImport]:
    """The imports that the boundaries of this place come from, oldest first; all that are in use for None."""
    used = Boundary.objects.filter(under(code, "area__code")).values("origin")
    return list(BoundaryImport.objects.filter(id__in=used))


def boundaries_geojson(city: str) -> str | None:
    """The outlines of a city's smallest places that have one, as a GeoJSON FeatureCollection for a map, or None.

    Simplified and rounded for drawing, with lines still shared. Each feature's id and `code` is its code; `credit` says whom
    to credit, `scheme` whose the codes are.
    """
    return remember(f"geojson {city}", lambda: _drawn(city))


def _drawn(city: str) -> str | None:
    rows = Boundary.objects.filter(under(city, "area__code"), in_force(prefix="area__"))
    there = set(rows.values_list("area__level", flat=True))
    smallest = next((level for level in reversed(Level.values) if level in there), None)
    if smallest is None:
        return None
    boundaries = list(rows.filter(area__level=smallest).select_related("area", "origin").order_by("area_id"))
    outlines = rules.simplified([shape(json.loads(row.geometry)) for row in boundaries], TOLERANCE)
    features = []
    for row, outline in zip(boundaries, outlines, strict=True):
        properties: dict[str, Any] = {"code": row.area_id, "name": row.area.name, "label": label(row.area)}
        properties["parent"] = row.area.parent_id
        if row.area.longitude is not None and row.area.latitude is not None:
            properties |= {"label_lon": round(row.area.longitude, DECIMALS), "label_lat": round(row.area.latitude, DECIMALS)}
        geometry = rules.geojson_of(outline, DECIMALS)
        features.append({"type": "Feature", "id": row.area_id, "properties": properties, "geometry": geometry})
    collection = {
        "type": "FeatureCollection",
        "bbox": [
            round(min(row.west for row in boundaries), DECIMALS),
            round(min(row.south for row in boundaries), DECIMALS),
            round(max(row.east for row in boundaries), DECIMALS),
            round(max(row.north for row in boundaries), DECIMALS),
        ],
        "credit": "; ".join(sorted({row.origin.credit for row in boundaries})),
        "scheme": rules.SCHEME,
        "features": features,
    }
    return json.dumps(collection, ensure_ascii=False, separators=(",", ":"))
