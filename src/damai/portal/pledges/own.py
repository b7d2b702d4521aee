"""One's own signature: the certificate, the proof, and taking it back."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from damai.agencies.access import open_to_everyone
from damai.pledges import doors

from ..discreet import unlisted


@open_to_everyone
@never_cache
@unlisted
@require_safe
def own(request: HttpRequest, link: str) -> HttpResponse:
    """What stands under the text in one's name, what to download, and how to check it."""
    told = doors.own(link)
    if told.status == 404:
        raise Http404
    return render(request, "portal/pledges/own.html", {"own": told, "link": link}, status=told.status)


@open_to_everyone
@csrf_exempt  # no session, nothing to forge: whoever holds the personal link may take back; the room refuses other sites
@never_cache
@unlisted
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, link: str) -> HttpResponse:
    """What withdrawing means; a press does it."""
    told = doors.own(link)
    if told.status == 404:
        raise Http404
    if request.method == "POST" and told.withdrawn_at is None:
        if request.POST.get("yakin"):
            outcome = doors.withdraw(request, link)
            if outcome.status == 200:
                return render(request, "portal/pledges/own.html", {"own": outcome, "link": link})
            context = {"own": told, "link": link, "message": outcome.message}
            return render(request, "portal/pledges/withdraw.html", context, status=outcome.status)
        return render(request, "portal/pledges/withdraw.html", {"own": told, "link": link, "unsure": True}, status=422)
    return render(request, "portal/pledges/withdraw.html", {"own": told, "link": link})


@open_to_everyone
@never_cache
@unlisted
@require_safe
def certificate(request: HttpRequest, link: str) -> HttpResponse:
    """The certificate as a file."""
    return _file(doors.certificate(link))


@open_to_everyone
@never_cache
@unlisted
@require_safe
def proof(request: HttpRequest, link: str) -> HttpResponse:
    """The proof that the signature stands in the ledger, as a file that can be checked without us."""
    return _file(doors.proof(link))


def _file(told: doors.Download | None) -> HttpResponse:
    if told is None:
        raise Http404
    response = HttpResponse(told.body, content_type=told.media_type)
    response["Content-Disposition"] = f'attachment; filename="{told.name}"'
    return response
