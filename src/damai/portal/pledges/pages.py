"""A declaration to read: the text clause by clause, who stands under it in order, and what became of each clause."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from damai.agencies.access import open_to_everyone
from damai.ledger.public import now
from damai.pledges import public
from damai.pledges.public import Counts, PublicDeclaration, Signatory, Summary

from .outcome import figures_of, outcomes_of

ON_THE_PAGE = 30  # named citizens under the text; the rest is one press further
ON_A_LIST = 60


@dataclass(frozen=True)
class Listed:
    """A declaration in the list, with how many stand under it."""

    summary: Summary
    counts: Counts | None


@dataclass(frozen=True)
class Place:
    """A place under the text in words: who stands there, and the person or the function by which they do."""

    row: Signatory

    @property
    def who(self) -> str:
        """The participant or institution; for a person, the person."""
        return self.row.participant or self.row.agency or self.row.name or self.row.office

    @property
    def by(self) -> str:
        """Who signed for them and in which function."""
        return ", ".join(part for part in (self.row.name, self.row.office) if part and part != self.who)


@dataclass(frozen=True)
class Group:
    """The places of one kind of signatory, in order."""

    kind: str
    words: str
    places: list[Place]

    @property
    def signed(self) -> int:
        """How many of the places are signed."""
        return sum(place.row.state == "signed" for place in self.places)


def found(slug: str) -> PublicDeclaration:
    """The declaration with this address, or 404."""
    told = public.declaration(slug)
    if told is None:
        raise Http404
    return told


def groups_of(slug: str) -> list[Group]:
    """Participants by ballot number, institutions, community leaders: kinds in the order in which they stand under the text."""
    groups: dict[str, Group] = {}
    for row in public.signatories(slug):
        groups.setdefault(row.kind, Group(row.kind, row.kind_words, [])).places.append(Place(row))
    return list(groups.values())


@open_to_everyone
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Every declaration: those that can be signed first, then those that are over, then the texts kept for reference."""
    told = public.declarations()

    def with_counts(state: str) -> list[Listed]:
        return [Listed(each, public.counts(each.slug)) for each in told if each.state == state]

    context = {
        "open": with_counts("open"),
        "closed": with_counts("closed"),
        "archive": [Listed(each, None) for each in told if each.state == "archive"],
        "now": now(),
    }
    return render(request, "portal/pledges/listing.html", context)


@open_to_everyone
@require_safe
def detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One declaration."""
    told = found(slug)
    context: dict[str, Any] = {
        "told": told,
        "text": told.text,
        "counts": public.counts(slug),
        "groups": groups_of(slug),
        "citizens": public.citizens(slug, size=ON_THE_PAGE),
        "outcomes": outcomes_of(told),
        "figures": figures_of(told),
        "now": now(),
    }
    return render(request, "portal/pledges/detail.html", context)


@open_to_everyone
@require_safe
def clause(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """What became of one clause: its figures over time, what is alleged and decided, and the replies."""
    told = found(slug)
    outcome = next((each for each in outcomes_of(told) if each.clause.number == number), None)
    if outcome is None:
        raise Http404
    return render(request, "portal/pledges/clause.html", {"told": told, "outcome": outcome})


@open_to_everyone
@require_safe
def citizens(request: HttpRequest, slug: str) -> HttpResponse:
    """The citizens who wish to be named, page by page."""
    told = found(slug)
    page = public.citizens(slug, after=request.GET.get("sesudah", "")[:60], size=ON_A_LIST)
    context = {"told": told, "page": page, "counts": public.counts(slug)}
    return render(request, "portal/pledges/citizens.html", context)


@open_to_everyone
@require_safe
def text(request: HttpRequest, slug: str, version: int) -> HttpResponse:
    """A version of the text as the very bytes that its digest is of, to check with any program that counts SHA-256."""
    body = public.text_file(slug, version)
    if body is None:
        raise Http404
    response = HttpResponse(body, content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="{slug}-v{version}.json"'
    return response


@open_to_everyone
@require_safe
def sheet(request: HttpRequest, slug: str) -> HttpResponse:
    """The ceremonial sheet, to print on A3."""
    body = public.sheet(slug)
    if body is None:
        raise Http404
    response = HttpResponse(body, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{slug}-A3.pdf"'
    return response
