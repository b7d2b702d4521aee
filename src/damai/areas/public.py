"""What everyone may know about places; all that the portal and the open data can import."""

from dataclasses import dataclass

from . import rules
from .models import Area, Level
from .queries import Location, Match, NotAPoint, boundaries_geojson, find, has_boundaries, locate, mentioned, tile_map
from .queries import boundary_versions as _versions
from .queries.hierarchy import areas_in, full_label, label

__all__ = [
    "Location",
    "Match",
    "NotAPoint",
    "Place",
    "boundaries_credit",
    "boundaries_geojson",
    "find",
    "has_boundaries",
    "hierarchy",
    "locate",
    "mentioned",
    "name_in_full",
    "place",
    "scheme",
    "tile_map",
    "villages",
]


@dataclass(frozen=True, kw_only=True)
class Place:
    """An area as open data shows it."""

    code: str
    name: str
    level: str
    kind: str
    label: str  # "Kelurahan Gambir"
    parent: str | None


def scheme() -> str:
    """Whose codes these are; to be said beside every code in open data, since BPS's look alike and mean other places."""
    return rules.SCHEME


def place(code: str) -> Place | None:
    """One place by its code, or None."""
    area = Area.objects.filter(code=rules.official_code(code) or code).first()
    return _place(area) if area else None


def hierarchy(code: str) -> list[Place]:
    """A place and everything below it, by code."""
    return [_place(area) for area in areas_in(code)]


def villages(code: str) -> list[Place]:
    """The villages of a city, by code."""
    return [_place(area) for area in areas_in(code).filter(level=Level.VILLAGE)]


def name_in_full(code: str) -> str:
    """ "Kelurahan Gambir, Kecamatan Gambir, Kota Administrasi Jakarta Pusat", or "" for an unknown code."""
    area = Area.objects.filter(code=code).first()
    return full_label(area) if area else ""


def _place(area: Area) -> Place:
    return Place(code=area.code, name=area.name, level=area.level, kind=area.kind, label=label(area), parent=area.parent_id)


def boundaries_credit(code: str) -> str:
    """Whom to credit for the outlines of a place; empty where none are loaded."""
    return "; ".join(sorted({version.credit for version in _versions(code)}))
