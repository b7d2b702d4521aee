"""Signing in the hall: the personal page behind a QR code, where one signs with finger or pen, or names one's certificate."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from damai.agencies.access import open_to_everyone
from damai.pledges import doors

from ..discreet import unlisted


@open_to_everyone
@csrf_exempt  # no session, nothing to forge: whoever holds the personal link signs; the room refuses other sites
@never_cache
@unlisted
@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: HttpRequest, token: str) -> HttpResponse:
    """The text, as whom one signs, and the field for the signature; after signing, one's own page."""
    if request.method == "POST":
        outcome = doors.sign_in_hall(request, token)
        if outcome.accepted and outcome.own_link:
            return redirect(outcome.own_link)
        context = {
            "pending": doors.hall(token),
            "outcome": outcome,
            "errors": outcome.errors or {},
            "name": request.POST.get("nama", "")[:120],
            "office": request.POST.get("jabatan", "")[:160],
            "certificate": request.POST.get("nomor_sertifikat", "")[:120],
            "strokes": request.POST.get("goresan", "")[:200_000],
        }
        return render(request, "portal/pledges/hall.html", context, status=outcome.status)
    pending = doors.hall(token)
    office = pending.signatory.office if pending.signatory else ""
    context = {"pending": pending, "errors": {}, "name": pending.name, "office": office, "certificate": "", "strokes": ""}
    return render(request, "portal/pledges/hall.html", context, status=pending.status)
