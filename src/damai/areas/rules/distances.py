"""How far apart points are, and how far from a known point a place can still be."""

import math

EARTH_KM = 6371.0088  # mean radius
CLOSEST_REACH, FARTHEST_REACH = 1.5, 25.0  # km


def distance_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """The great-circle distance between two points, in kilometres."""
    a, b = math.radians(lat), math.radians(other_lat)
    half = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(other_lon - lon) / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(min(1.0, half)))


def reach_km(spacing_km: float) -> float:
    """How far from a village's point a place is still likely to be its own or its neighbour's, by how thinly villages lie.

    Twice the distance to the nearest other village's point, within bounds; beyond, a place counts as outside what is loaded.
    """
    return min(FARTHEST_REACH, max(CLOSEST_REACH, 2 * spacing_km))


def is_point(lat: float, lon: float) -> bool:
    """Whether two numbers are a latitude and a longitude, in this order, in degrees."""
    return math.isfinite(lat) and math.isfinite(lon) and -90 <= lat <= 90 and -180 <= lon <= 180


def looks_swapped(lat: float, lon: float) -> bool:
    """Whether they are a point of Indonesia with latitude and longitude exchanged."""
    return 94 <= lat <= 142 and -12 <= lon <= 7
