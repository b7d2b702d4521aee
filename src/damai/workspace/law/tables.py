"""Regimes, clocks and days off, as the office keeps them: everything with its basis and how sure we are of it."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.views.decorators.http import require_safe

from damai.agencies.access import open_to_members, scope_for
from damai.agencies.queries import today
from damai.agencies.rules import Capability
from damai.statutes.queries import bases, clocks, holidays, offices, regimes, zones
from damai.statutes.rules import Basis, Clock, Holiday, Regime

from . import changing


@dataclass(frozen=True)
class Versions:
    """A clock with all its versions; the one that holds today first."""

    now: Clock
    older: tuple[Clock, ...]
    coming: tuple[Clock, ...]


@dataclass(frozen=True)
class Law:
    """One body of law: its clocks, and the articles of its steps."""

    regime: Regime
    clocks: tuple[Versions, ...]
    bases: tuple[Basis, ...]

    @property
    def unsure(self) -> int:
        """How many of its clocks are not verified."""
        return sum(not each.now.verified for each in self.clocks)


@open_to_members
@require_safe
def tables(request: HttpRequest) -> HttpResponse:
    """Every body of law with its clocks."""
    laws = [Law(regime, _versions(regime), _steps(regime)) for regime in regimes()]
    return render(request, "workspace/law/tables.html", {"laws": laws, "may": _may(request)})


def _steps(regime: Regime) -> tuple[Basis, ...]:
    on = today()
    return tuple(row for row in bases(regime.code) if row.in_force_on(on))


def _versions(regime: Regime) -> tuple[Versions, ...]:
    by_code: dict[str, list[Clock]] = {}
    for clock in clocks(regime.code):
        by_code.setdefault(clock.code, []).append(clock)
    return tuple(_of(rows) for rows in by_code.values())


def _of(rows: list[Clock]) -> Versions:
    on = today()
    now = next((clock for clock in rows if clock.in_force_on(on)), rows[-1])
    older = tuple(clock for clock in rows if clock is not now and clock.valid_from <= now.valid_from)
    return Versions(now, older, tuple(clock for clock in rows if clock.valid_from > now.valid_from))


def _may(request: HttpRequest) -> dict[str, bool]:
    """What the reader may change here."""
    scope = scope_for(request)
    leads = scope.may(Capability.DECIDE_CASES)
    return {"correct": leads, "add_law": leads or scope.may(Capability.IMPORT_DATA)}


@dataclass(frozen=True)
class Year:
    """The days off of one year."""

    number: int
    days: tuple[Holiday, ...]
    others: tuple[int, ...]


@open_to_members
@require_safe
def days_off(request: HttpRequest) -> HttpResponse:
    """The days off of a year, with their decrees."""
    every = holidays()
    years = sorted({day.date.year for day in every} | {today().year})
    typed = request.GET.get("tahun", "")
    year = int(typed) if typed.isascii() and typed.isdigit() and len(typed) == 4 else today().year
    if year not in years:
        raise Http404
    shown = Year(year, tuple(day for day in every if day.date.year == year), tuple(years))
    chips = [{"href": f"?tahun={each}", "label": str(each), "current": each == year} for each in years]
    context = {"year": shown, "chips": chips, "may": _may(request), "offices": offices(), "zones": zones()}
    return render(request, "workspace/law/holidays.html", context)


urlpatterns: list[URLPattern] = [
    path("", tables, name="law"),
    path("libur/", days_off, name="law_holidays"),
    *changing.urlpatterns,
]
