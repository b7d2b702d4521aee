"""An invitation answered and a door opened without an account: RSVP, attendance, calendars.

Nothing here needs a session or a script. The token in the address is all there is, so pages are never kept, never indexed, and
tell other sites nothing.
"""

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import path
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from damai.agencies.access import open_to_everyone
from damai.rakor import doors


def _discreet(response: HttpResponse) -> HttpResponse:
    """A page behind a secret address is not for search engines."""
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


@open_to_everyone
@csrf_exempt  # no session, nothing to forge: whoever holds the link may answer; the door refuses other sites
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The personal page of somebody who is invited, and their answer."""
    if request.method != "POST":
        return _invited(request, doors.open_invitation(request, token), token)
    act = doors.arrive if request.POST.get("hadir") else doors.answer
    return _invited(request, act(request, token), token)


def _invited(request: HttpRequest, found: doors.Invited, token: str) -> HttpResponse:
    if found.status == doors.MISSING:
        raise Http404
    page = "portal/meetings/invitation.html" if found.meeting else "portal/meetings/wait.html"
    return _discreet(render(request, page, {"found": found, "meeting": found.meeting, "token": token}, status=found.status))


@open_to_everyone
@never_cache
@require_safe
def entry(request: HttpRequest, token: str) -> HttpResponse:
    """The meeting as a file for a calendar program."""
    found = doors.calendar_entry(request, token)
    if found.status == doors.MISSING:
        raise Http404
    if found.status != 200:
        return _discreet(render(request, "portal/meetings/wait.html", {"found": found}, status=found.status))
    response = HttpResponse(found.body, content_type=f"text/calendar; charset=utf-8; method={found.method}")
    response["Content-Disposition"] = f'attachment; filename="{found.name}"'
    return _discreet(response)


@open_to_everyone
@csrf_exempt  # as above
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def door(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind the code at the door."""
    found = doors.come_in(request, token) if request.method == "POST" else doors.open_door(request, token)
    if found.status == doors.MISSING:
        raise Http404
    page = "portal/meetings/door.html" if found.meeting else "portal/meetings/wait.html"
    context = {"found": found, "meeting": found.meeting, "sexes": doors.SEXES.choices}
    return _discreet(render(request, page, context, status=found.status))


@open_to_everyone
@require_safe
def calendar(request: HttpRequest, token: str) -> HttpResponseBase:
    """The calendar that a program subscribes to and asks for again and again."""
    found = doors.subscribed(request, token)
    if found.status == doors.MISSING:
        raise Http404
    if found.status != 200 or found.changed_at is None:
        return _discreet(HttpResponse(status=found.status))
    etag, changed = quote_etag(found.sha256), int(found.changed_at.timestamp())
    response = HttpResponse(found.body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{found.name}"'
    response["ETag"], response["Last-Modified"] = etag, http_date(changed)
    response["Cache-Control"] = "private, max-age=300"
    kept = get_conditional_response(request, etag=etag, last_modified=changed, response=_discreet(response))
    return kept if kept is not None else response


urlpatterns = [
    path("pintu/<str:token>/", door, name="door"),
    path("kalender/<str:token>.ics", calendar, name="calendar"),
    path("<str:token>/", invitation, name="invitation"),
    path("<str:token>/rapat.ics", entry, name="invitation_entry"),
]
