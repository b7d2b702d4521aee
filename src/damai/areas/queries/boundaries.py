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


def boundaries_geojson(city: str, *, level: str = Level.VILLAGE) -> dict[str, Any] | None:
    """The outlines of a city's places of one level as a GeoJSON FeatureCollection for a map, or None where none is loaded.

    Simplified and rounded for drawing, with lines still shared; `credit` names whom to credit. Each feature's id is its code.
    """
    return remember(f"geojson {city} {level}", lambda: _drawn(city, level))


def _drawn(city: str, level: str) -> dict[str, Any] | None:
    rows = Boundary.objects.filter(under(city, "area__code"), in_force(prefix="area__"), area__level=level)
    boundaries = list(rows.select_related("area", "origin").order_by("area_id"))
    if not boundaries:
        return None
    outlines = rules.simplified([shape(json.loads(row.geometry)) for row in boundaries], TOLERANCE)
    features = []
    for row, outline in zip(boundaries, outlines, strict=True):
        properties: dict[str, Any] = {"code": row.area_id, "name": row.area.name, "label": label(row.area)}
        properties["parent"] = row.area.parent_id
        if row.area.longitude is not None and row.area.latitude is not None:
            properties |= {"label_lon": round(row.area.longitude, DECIMALS), "label_lat": round(row.area.latitude, DECIMALS)}
        geometry = rules.geojson_of(outline, DECIMALS)
        features.append({"type": "Feature", "id": row.area_id, "properties": properties, "geometry": geometry})
    return {
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
