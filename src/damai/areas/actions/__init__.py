"""What can be done to areas: load the hierarchy and stations, import boundaries, split an area."""

from .boundaries import BadBoundaries, Report, import_boundaries
from .generations import AlreadyEnded, BadSplit, Part, split_area
from .hierarchy import Loaded, UnknownScope, load_hierarchy
from .stations import BadStations, StationsResult, import_stations, load_central_jakarta

__all__ = [
    "AlreadyEnded",
    "BadBoundaries",
    "BadSplit",
    "BadStations",
    "Loaded",
    "Part",
    "Report",
    "StationsResult",
    "UnknownScope",
    "import_boundaries",
    "import_stations",
    "load_central_jakarta",
    "load_hierarchy",
    "split_area",
]
