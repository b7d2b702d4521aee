"""Places by code: what lies above and below, what they are called in full, and what became of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.utils.timezone import localdate

from damai.ledger.queries import now

from .. import rules
from ..models import Area, Level, PollingStation, Succession
from .memory import remember


@dataclass(frozen=True, kw_only=True)
class Totals:
    """How much of the hierarchy is loaded."""

    areas: dict[str, int]  # by level
    stations: dict[str, int]  # by election
    boundaries: int


def today() -> date:
    """The day it is in Jakarta (in a demo, in the story)."""
    return localdate(now())


def area(code: str) -> Area:
    """The area of a code, in any of the code's spellings; Area.DoesNotExist if there is none."""
    return Area.objects.get(code=rules.official_code(code) or code)


def area_name(code: str) -> str | None:
    """The name of an area by its code, for a sentence; None if there is none."""
    return Area.objects.filter(code=code).values_list("name", flat=True).first()


def under(code: str | None, field: str = "code") -> Q:
    """The condition for an area and everything below it (everything there is for None)."""
    return Q(**{field: code}) | Q(**{f"{field}__startswith": f"{code}."}) if code else Q()


def in_force(on: date | None = None, prefix: str = "") -> Q:
    """The condition for areas that exist on a day (today by default)."""
    day = on or today()
    begun = Q(**{f"{prefix}begins_on": None}) | Q(**{f"{prefix}begins_on__lte": day})
    return begun & (Q(**{f"{prefix}ends_on": None}) | Q(**{f"{prefix}ends_on__gte": day}))


def descendants(code: str, *, level: str | None = None, on: date | None = None) -> QuerySet[Area]:
    """Everything below an area (not itself) that exists on a day, by code."""
    below = Area.objects.filter(in_force(on), code__startswith=f"{code}.")
    return below.filter(level=level) if level else below


def children(code: str | None, *, on: date | None = None) -> QuerySet[Area]:
    """The areas directly below one, or the provinces for None."""
    return Area.objects.filter(in_force(on), parent_id=code)


def areas_in(code: str, *, on: date | None = None) -> QuerySet[Area]:
    """An area and everything below it that exists on a day, by code: larger ones come before their parts."""
    return Area.objects.filter(in_force(on)).filter(under(code))


def label(place: Area) -> str:
    """What people call it: "Kelurahan Gambir", "Kecamatan Gambir"; a city's name says that it is one."""
    if place.level in {Level.DISTRICT, Level.VILLAGE}:
        return f"{place.get_kind_display()} {place.name}"
    return place.name


def full_label(place: Area) -> str:
    """Its name with the places it lies in: "Kelurahan Gambir, Kecamatan Gambir, Kota Administrasi Jakarta Pusat"."""
    return full_labels([place])[place.code]


def full_labels(places: Iterable[Area]) -> dict[str, str]:
    """The names of several places with the places they lie in, up to the city or regency (its province for one), by code."""
    listed = list(places)
    wanted = {place.code: _named_above(place.code) for place in listed}
    there = Area.objects.in_bulk({code for codes in wanted.values() for code in codes})
    return {
        place.code: ", ".join([label(place), *(label(there[code]) for code in wanted[place.code] if code in there)])
        for place in listed
    }


def _named_above(code: str) -> list[str]:
    """The codes above a place that its full name says, nearest first."""
    above = rules.ancestors_of(code)
    return above if rules.level_of(code) == Level.REGENCY else above[:-1]


def stations_of(code: str, *, election: str) -> QuerySet[PollingStation]:
    """The polling stations of an election in an area and everything below it."""
    return PollingStation.objects.filter(under(code, "area__code"), election=election).select_related("area")


def station(code: str, number: int, *, election: str) -> PollingStation:
    """One polling station by its kelurahan and number; PollingStation.DoesNotExist if there is none."""
    return PollingStation.objects.select_related("area").get(area_id=code, number=number, election=election)


def successors(code: str) -> QuerySet[Area]:
    """The areas that (parts of) an area became, directly."""
    return Area.objects.filter(origins__old_id=code)


def current(code: str, *, on: date | None = None) -> list[Area]:
    """What an area's code stands for on a day: itself, or whatever it became, through any number of splits.

    An area that lost a part and went on under its own code stands for itself and the part: what was said of it before the
    split may be about either. Empty if the code is unknown or its successors do not exist yet or any more.
    """
    day = on or today()
    links: dict[str, list[str]] = {}
    for link in Succession.objects.filter(on__lte=day):
        links.setdefault(link.old_id, []).append(link.new_id)
    reached, ahead = {code}, [code]
    while ahead:
        for new in links.get(ahead.pop(), ()):
            if new not in reached:
                reached.add(new)
                ahead.append(new)
    return list(Area.objects.filter(in_force(day), code__in=reached).order_by("code"))


def points_in(code: str) -> dict[str, tuple[float, float]]:
    """The known points (latitude, longitude) of the villages below an area, by code."""
    rows = descendants(code, level=Level.VILLAGE).exclude(latitude=None).values_list("code", "latitude", "longitude")
    return {found: (lat, lon) for found, lat, lon in rows if lat is not None and lon is not None}


def tile_map(code: str) -> rules.TileMap:
    """The tile map of a city: of our own design where we have one, else arranged from the villages' points."""
    if code == rules.JAKARTA_PUSAT:
        return rules.tile_map()

    def build() -> rules.TileMap:
        villages = [
            rules.Village(code=a.code, name=a.name, latitude=a.latitude, longitude=a.longitude)
            for a in descendants(code, level=Level.VILLAGE)
            if a.latitude is not None and a.longitude is not None
        ]
        return rules.tile_map_of(villages)

    return remember(f"tiles {code}", build)


def totals() -> Totals:
    """How many areas, stations and boundaries are loaded."""
    return Totals(
        areas=dict(Area.objects.order_by().values_list("level").annotate(Count("code"))),
        stations=dict(PollingStation.objects.order_by().values_list("election").annotate(Count("id"))),
        boundaries=Area.objects.exclude(boundary=None).count(),
    )
