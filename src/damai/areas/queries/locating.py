"""Which place a point lies in: exactly where boundaries are loaded, else by the nearest known point and said so."""

import json
import math
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from shapely import STRtree, points, prepare
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry
from shapely.ops import nearest_points

from .. import rules
from ..models import Area, Boundary, Level
from .hierarchy import full_label, in_force
from .memory import remember


class NotAPoint(ValueError):
    """The numbers are no latitude and longitude; says why."""


@dataclass(frozen=True, kw_only=True)
class Location:
    """Where a point lies, as far as what is loaded tells."""

    area: Area | None  # None: outside
    exact: bool  # by a boundary; else by the nearest known point
    outside: bool  # outside everything that is loaded
    nearest: Area | None = None  # where the point is outside or approximate: the nearest place known
    distance_km: float | None = None  # to the nearest place's point (or outline, when boundaries are loaded)

    @property
    def label(self) -> str:
        """What to call the place, or ""."""
        return full_label(self.area) if self.area else ""

    @property
    def because(self) -> str:
        """How the place was found, in words."""
        km = f"{self.distance_km:.1f}".replace(".", ",") if self.distance_km is not None else ""
        if self.area and self.exact:
            return _("titik berada di dalam batas wilayah")
        if self.area:
            return _("perkiraan: titik pusat kelurahan terdekat, %(km)s km") % {"km": km}
        if self.nearest:
            place = {"km": km, "place": full_label(self.nearest)}
            return _("di luar wilayah yang dimuat; terdekat %(place)s, %(km)s km") % place
        return _("belum ada wilayah dengan batas atau titik")


OUTSIDE = Location(area=None, exact=False, outside=True)


@dataclass(frozen=True)
class Shapes:
    """The outlines that are loaded, of the smallest level there is for each place, in a tree."""

    tree: STRtree
    areas: list[Area]
    outlines: list[BaseGeometry]


@dataclass(frozen=True)
class Points:
    """The points of villages that have no outline, in a tree, and how far each reaches."""

    tree: STRtree
    areas: list[Area]
    reach: list[float]


def locate(lat: float, lon: float) -> Location:
    """Where a point lies: exactly (in the smallest place whose outline is loaded), approximately with a distance, or outside.

    NotAPoint for impossible numbers.
    """
    return locate_many([(lat, lon)])[0]


def locate_many(places: Iterable[tuple[float, float]]) -> list[Location]:
    """Where each (latitude, longitude) lies, as `locate` gives it, tens of thousands a second."""
    wanted = list(places)
    for lat, lon in wanted:
        if not rules.is_point(lat, lon):
            raise NotAPoint(_why_not(lat, lon))
    shapes, known = remember("shapes", _read_shapes), remember("points", _read_points)
    found = _inside(shapes, wanted)
    return [
        Location(area=shapes.areas[at], exact=True, outside=False) if at is not None else _near(shapes, known, lat, lon)
        for at, (lat, lon) in zip(found, wanted, strict=True)
    ]


def _why_not(lat: float, lon: float) -> str:
    if math.isfinite(lat) and math.isfinite(lon) and rules.looks_swapped(lat, lon):
        return _("Lintang dan bujur tampaknya tertukar: %(lat)s, %(lon)s") % {"lat": lat, "lon": lon}
    return _("Bukan lintang dan bujur: %(lat)s, %(lon)s") % {"lat": lat, "lon": lon}


def _inside(shapes: Shapes, wanted: list[tuple[float, float]]) -> list[int | None]:
    """For each point, which outline holds it; on a shared line, the one with the smaller code."""
    found: list[int | None] = [None] * len(wanted)
    if not shapes.areas or not wanted:
        return found
    here = points([(lon, lat) for lat, lon in wanted])
    which, where = shapes.tree.query(here, predicate="intersects")
    for point, at in zip(which.tolist(), where.tolist(), strict=True):
        held = found[point]
        if held is None or at < held:  # outlines are in the order of depth, then code
            found[point] = at
    return found


def _near(shapes: Shapes, known: Points, lat: float, lon: float) -> Location:
    """By the nearest point of a village without an outline; outside, if that is too far to be likely."""
    if known.areas:
        at = int(known.tree.nearest(points(lon, lat)))
        area = known.areas[at]
        distance = rules.distance_km(lat, lon, area.latitude or 0.0, area.longitude or 0.0)
        if distance <= known.reach[at]:
            return Location(area=area, exact=False, outside=False, nearest=area, distance_km=distance)
        if not shapes.areas:
            return Location(area=None, exact=False, outside=True, nearest=area, distance_km=distance)
    if not shapes.areas:
        return OUTSIDE
    here = points(lon, lat)
    at = int(shapes.tree.nearest(here))
    on, _here = nearest_points(shapes.outlines[at], here)
    distance = rules.distance_km(lat, lon, on.y, on.x)
    return Location(area=None, exact=True, outside=True, nearest=shapes.areas[at], distance_km=distance)


def _read_shapes() -> Shapes:
    rows = Boundary.objects.filter(in_force(prefix="area__")).select_related("area")
    depth = {level: -height for height, level in enumerate(Level.values)}
    boundaries = sorted(rows, key=lambda row: (depth[row.area.level], row.area_id))
    outlines = [shape(json.loads(row.geometry)) for row in boundaries]
    prepare(outlines)
    return Shapes(tree=STRtree(outlines), areas=[row.area for row in boundaries], outlines=outlines)


def _read_points() -> Points:
    rows = Area.objects.filter(in_force(), level=Level.VILLAGE, boundary=None).exclude(latitude=None)
    areas = list(rows.order_by("code"))
    here = points([(area.longitude, area.latitude) for area in areas]) if areas else []
    tree = STRtree(here)
    return Points(tree=tree, areas=areas, reach=_reaches(tree, areas))


def _reaches(tree: STRtree, areas: list[Area]) -> list[float]:
    """How far each village reaches, from the distance to the nearest other village's point."""
    if len(areas) < 2:
        return [rules.reach_km(0)] * len(areas)
    mine, others = tree.query_nearest(tree.geometries, exclusive=True, all_matches=False)
    reach = [rules.reach_km(0)] * len(areas)
    for a, b in zip(mine.tolist(), others.tolist(), strict=True):
        one, other = areas[a], areas[b]
        spacing = rules.distance_km(one.latitude or 0, one.longitude or 0, other.latitude or 0, other.longitude or 0)
        reach[a] = rules.reach_km(spacing)
    return reach
