"""The law, for everyone: find what is forbidden by everyday words or by number, and read each provision as it stands on a day."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, re_path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from damai.agencies.access import open_to_everyone
from damai.statutes import public as law
from damai.statutes.public import Found, said_of
from damai.statutes.rules.library import NotAnIdentifier, UnknownArticle, UnknownLaw

LONGEST = 300
CODE = r"(?P<code>[a-z][a-z-]{0,19}-\d{1,4}-\d{4})"


@dataclass(frozen=True)
class Group:
    """The entries of one subject."""

    code: str
    words: str
    entries: list[law.Entry]


@open_to_everyone
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The search box, and what it finds; without a question, where to begin."""
    asked = " ".join(request.GET.get("q", "").split())[:LONGEST]
    context: dict[str, Any] = {"asked": asked}
    if asked:
        context["found"] = found = law.found(asked)
        context["nearest"] = nearest(found)
    else:
        context["subjects"] = [Group(code, words, law.entries(code)) for code, words in law.subjects().items()]
        context["laws"] = law.laws()
    return render(request, "portal/library/home.html", context)


def nearest(found: Found) -> list[law.Cited]:
    """The provisions that somebody may have meant who typed a number that is not there."""
    return [law.cited(each) for each in found.unknown.nearest] if found.unknown else []


@open_to_everyone
@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """Everything that is forbidden, by subject, in plain words."""
    groups = [Group(code, words, law.entries(code)) for code, words in law.subjects().items()]
    return render(request, "portal/library/catalogue.html", {"groups": groups})


@open_to_everyone
@require_safe
def offence(request: HttpRequest, id: str) -> HttpResponse:
    """One conduct: what, who, when, what must be shown, the penalty, and how sure we are."""
    entry = law.entry(id)
    if entry is None:
        raise Http404
    return render(request, "portal/library/offence.html", {"entry": entry})


@open_to_everyone
@require_safe
def one_law(request: HttpRequest, code: str) -> HttpResponse:
    """What is known of a law, and its articles."""
    try:
        row = law.law(code)
    except UnknownLaw as refusal:
        return _missing(request, str(refusal))
    context = {"law": row, "label": row.label, "articles": law.contents(code), "entries": law.entries_on(code)}
    return render(request, "portal/library/law.html", context)


@open_to_everyone
@require_safe
def article(request: HttpRequest, code: str, place: str) -> HttpResponse:
    """One provision in its article, as it stands on a day, with its versions and where the words are from."""
    day, problem = _day(request)
    try:
        shown = law.article(f"{code}/{place}", day)
    except UnknownArticle as refusal:
        return _missing(request, str(refusal), [law.cited(each) for each in refusal.nearest])
    except UnknownLaw as refusal:
        return _missing(request, str(refusal))
    except NotAnIdentifier:
        raise Http404 from None
    context = {"article": shown, "said": said_of(shown), "problem": problem, "on": day, "entries": law.entries_for(shown)}
    return render(request, "portal/library/article.html", context)


def _day(request: HttpRequest) -> tuple[date | None, str]:
    """The day asked about, and what is wrong with what was typed."""
    typed = request.GET.get("pada", "").strip()[:20]
    if not typed:
        return None, ""
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        return None, _("Tanggal tidak dikenali. Tulis seperti 2024-02-14.")
    return (day, "") if 1945 <= day.year <= 2199 else (None, _("Tanggal di luar jangkauan."))


def _missing(request: HttpRequest, said: str, near: list[law.Cited] | None = None) -> HttpResponse:
    return render(request, "portal/library/missing.html", {"said": said, "nearest": near or []}, status=404)


urlpatterns: list[URLPattern] = [
    path("", home, name="library"),
    path("larangan/", catalogue, name="offences"),
    path("larangan/<slug:id>/", offence, name="offence"),
    re_path(rf"^{CODE}/$", one_law, name="law"),
    re_path(rf"^{CODE}/(?P<place>[0-9A-Za-z/-]{{1,60}})/$", article, name="article"),
]
