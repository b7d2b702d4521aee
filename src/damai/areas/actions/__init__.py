"""What can be done to areas: load the hierarchy and stations, import boundaries, split an area."""

from .generations import AlreadyEnded, BadSplit, Part, split_area
from .hierarchy import Loaded, UnknownScope, load_hierarchy
from .stations import BadStations, StationsResult, import_stations, load_central_jakarta

__all__ = [
    "AlreadyEnded",
    "BadSplit",
    "BadStations",
    "Loaded",
    "Part",
    "StationsResult",
    "UnknownScope",
    "import_stations",
    "load_central_jakarta",
    "load_hierarchy",
    "split_area",
]
