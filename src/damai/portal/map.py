"""The public map: one hexagon per kelurahan, coloured by a protected count."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from damai.agencies.access import open_to_everyone
from damai.areas.public import NotAPoint, boundaries_credit, boundaries_geojson, has_boundaries, locate, place, tile_map
from damai.triage.public import PublicNumber, Tally

# The lowest count of each colour. Band 1 is kept for what is not shown, so that no colour tells what a number may not.
FLOORS = ((50, 5), (20, 4), (10, 3), (1, 2), (0, 0))
HIDDEN = "∗"


@dataclass(frozen=True, kw_only=True)
class MapTile:
    """A hexagon as the look draws it."""

    code: str
    name: str
    label: str
    kecamatan: str
    points: str
    value: str | None
    band: int | None
    href: str


def band_of(number: PublicNumber | None) -> int | None:
    """The colour of a number; None for no data."""
    if number is None or number.shown == "no_data":
        return None
    if number.count is None:
        return 1
    return next(band for floor, band in FLOORS if number.count >= floor)


def tiles_of(tally: Tally) -> list[MapTile]:
    """The city's hexagons with the public number of each."""
    numbers = {number.area: number for number in tally.numbers}
    drawn = []
    for each in tile_map(settings.CITY).hexes:
        number = numbers.get(each.code)
        district = numbers.get(each.district)
        band = band_of(number)
        drawn.append(
            MapTile(
                code=each.code,
                name=each.name,
                label=each.short,
                kecamatan=district.name if district else each.district,
                points=each.points,
                value=None if band is None or number is None else HIDDEN if number.count is None else str(number.count),
                band=band,
                href=f"/wilayah/{each.code}/",
            )
        )
    return drawn


def legend() -> list[dict[str, object]]:
    """What each colour means."""
    return [
        {"band": 0, "label": "0"},
        {"band": 1, "label": _("%(sign)s tidak ditampilkan, untuk melindungi pelapor") % {"sign": HIDDEN}},
        {"band": 2, "label": _("5–9")},
        {"band": 3, "label": "10–19"},
        {"band": 4, "label": "20–49"},
        {"band": 5, "label": _("50 atau lebih")},
    ]


@dataclass(frozen=True)
class Drawn:
    """The map as it was last drawn, and of what."""

    of: tuple[datetime | None, str]
    html: SafeString


_drawn: dict[str, Drawn] = {}  # by language: between two releases the map is the same for everyone


def drawn(tally: Tally) -> SafeString:
    """The map with its legend and its table, drawn again only when there is a new release."""
    language, of = get_language() or "", (tally.at, boundaries_url())
    known = _drawn.get(language)
    if known is None or known.of != of:
        context = {
            "tiles": tiles_of(tally),
            "legend": legend(),
            "boundaries_url": boundaries_url(),
            "credit": boundaries_credit(settings.CITY),
        }
        html = mark_safe(render_to_string("portal/_map.html", context))  # noqa: S308 -- rendered by our own template
        known = _drawn[language] = Drawn(of, html)
    return known.html


def boundaries_url() -> str:
    """Where the island fetches the geography; empty where the operator has loaded none."""
    return "/data/batas.geojson" if has_boundaries(settings.CITY) else ""


@open_to_everyone
@require_safe
@cache_control(public=True, max_age=3600)
def boundaries(request: HttpRequest) -> HttpResponse:
    """The kelurahan's outlines, where the operator has loaded them."""
    shapes = boundaries_geojson(settings.CITY)
    if shapes is None:
        return JsonResponse({"pesan": _("Batas wilayah belum dimuat.")}, status=404)
    return HttpResponse(shapes, content_type="application/geo+json")


@open_to_everyone
@csrf_exempt  # it changes nothing, and the form it serves has no session
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def where(request: HttpRequest) -> JsonResponse:
    """Which kelurahan a point lies in, and how surely that is known. The point is not kept.

    Our own form asks by POST: in an address, where somebody stands would be written into every log on the way.
    """
    said = request.POST if request.method == "POST" else request.GET
    try:
        found = locate(float(said.get("lat", "")), float(said.get("lon", "")))
    except (ValueError, NotAPoint):
        return JsonResponse({"pesan": _("Koordinat tidak dapat dibaca.")}, status=400)
    area = found.area
    told = place(area.code) if area else None
    return JsonResponse(
        {
            "code": area.code if area else None,
            "name": told.label if told else "",
            "exact": found.exact,
            "outside": found.outside,
            "because": found.because,
        }
    )
