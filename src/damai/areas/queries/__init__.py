"""What can be known about places: by code, by name, by point, and through the generations."""

from .boundaries import boundaries_geojson, boundary_versions, has_boundaries
from .finding import Match, find, mentioned
from .hierarchy import (
    area,
    area_name,
    areas_in,
    children,
    current,
    descendants,
    full_label,
    label,
    points_in,
    station,
    stations_of,
    successors,
    tile_map,
    totals,
)
from .locating import Location, NotAPoint, locate, locate_many
from .memory import forget

__all__ = [
    "Location",
    "Match",
    "NotAPoint",
    "area",
    "area_name",
    "areas_in",
    "boundaries_geojson",
    "boundary_versions",
    "children",
    "current",
    "descendants",
    "find",
    "forget",
    "full_label",
    "has_boundaries",
    "label",
    "locate",
    "locate_many",
    "mentioned",
    "points_in",
    "station",
    "stations_of",
    "successors",
    "tile_map",
    "totals",
]
