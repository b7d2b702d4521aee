"""A citizen signs: a form, a letter with a link, and one press that makes it true. The room decides; these pages only say it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from damai.agencies.access import open_to_everyone
from damai.pledges import doors

from ..discreet import unlisted
from .pages import found

TYPED = ("nama", "surel", "telepon", "tampil", "setuju")


@open_to_everyone
@csrf_exempt  # no session, nothing to forge; the room refuses other sites and asks for a signed token
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    """The form; after it was sent, where the letter went, or the form again with what to mend and every word that was typed."""
    if request.method != "POST":
        return _form(request, slug, {"values": {}, "errors": {}})
    outcome = doors.ask(request, slug)
    if outcome.accepted:  # without reading the declaration: many sign at the same moment
        return render(request, "portal/pledges/on_its_way.html", {"outcome": outcome, "slug": slug}, status=outcome.status)
    typed = outcome.values or {name: request.POST.get(name, "")[:300] for name in TYPED}
    context = {"outcome": outcome, "values": typed, "errors": outcome.errors or {}}
    return _form(request, slug, context, status=outcome.status)


def _form(request: HttpRequest, slug: str, context: dict[str, object], *, status: int = 200) -> HttpResponse:
    told = found(slug)
    context |= {"told": told, "text": told.text, "blank": doors.blank()}
    return render(request, "portal/pledges/sign.html", context, status=status)


@open_to_everyone
@csrf_exempt  # as above: whoever holds the link holds the contact
@never_cache
@unlisted
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """What is about to be signed; a press signs it. Opening the link alone signs nothing, because mail programs open links."""
    if request.method == "POST":
        outcome = doors.confirm(request, token)
        if outcome.accepted and outcome.own_link:
            return redirect(outcome.own_link)
        pending = doors.pending(token)
        context = {"pending": pending, "outcome": outcome, "errors": outcome.errors or {}, "values": request.POST}
        return render(request, "portal/pledges/confirm.html", context, status=outcome.status)
    pending = doors.pending(token)
    return render(request, "portal/pledges/confirm.html", {"pending": pending, "errors": {}}, status=pending.status)
