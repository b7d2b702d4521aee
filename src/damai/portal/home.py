"""The first page: what one can do here, and the map of what was confirmed."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from damai.agencies.access import open_to_everyone
from damai.areas.public import hierarchy, name_in_full, place
from damai.cases.public import tally_by_area as cases_by_area
from damai.ledger.public import now
from damai.pledges import public as pledges
from damai.statutes.public import today as stage_today
from damai.triage.public import tally_by_area

from .map import drawn


@open_to_everyone
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The home page."""
    tally = tally_by_area(settings.CITY)
    cases = cases_by_area(settings.CITY)
    return render(
        request,
        "portal/home.html",
        {
            "tally": tally,
            "city": tally.of(settings.CITY),
            "cases": cases.of(settings.CITY),
            "map": drawn(tally),
            "stage": _stage(),
            "pledge": _open_declaration(),
            "now": now(),
        },
    )


def _open_declaration() -> object:
    """The latest declaration that can be signed or soon can, with how many stand under it; None when there is none."""
    latest = next((each for each in pledges.declarations() if each.state == "open"), None)
    return latest and {"summary": latest, "counts": pledges.counts(latest.slug)}


def _stage() -> object:
    try:
        return stage_today(now().date(), settings.ELECTION)
    except ValueError:  # the calendar is not loaded: the page simply does not speak of it
        return None


@open_to_everyone
@require_safe
def area(request: HttpRequest, code: str) -> HttpResponse:
    """One place: its public numbers and what lies in it."""
    told = place(code)
    if told is None or not (code == settings.CITY or code.startswith(f"{settings.CITY}.")):
        raise Http404
    reports, cases = tally_by_area(code), cases_by_area(code)
    below = [
        {"place": inner, "reports": reports.of(inner.code), "cases": cases.of(inner.code)}
        for inner in hierarchy(code)
        if inner.parent == code
    ]
    return render(
        request,
        "portal/area.html",
        {
            "place": told,
            "above": place(told.parent) if told.parent and code != settings.CITY else None,
            "in_full": name_in_full(code),
            "reports": reports.of(code),
            "cases": cases.of(code),
            "tally": reports,
            "below": below,
        },
    )


@open_to_everyone
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What this is, what happens to a report, and what is done with personal data."""
    return render(request, "portal/about.html")
