"""What a party concerned says to an alleged breach, by its personal link."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from damai.agencies.access import open_to_everyone
from damai.commitments import doors
from damai.pledges.public import participant_name


@open_to_everyone
@csrf_exempt  # the door guards itself: whoever has no token has nothing to forge, and other sites are refused
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reply(request: HttpRequest, token: str) -> HttpResponse:
    """The allegation with every reply so far, and a form that adds one."""
    told = doors.reply(request, token) if request.method == "POST" else doors.shown(request, token)
    if told.breach is None:
        return render(request, "portal/replies/nowhere.html", {"told": told}, status=told.status)
    party = participant_name(told.breach.participant) or told.breach.agency or told.breach.participant
    response = render(request, "portal/replies/reply.html", {"told": told, "party": party}, status=told.status)
    response["X-Robots-Tag"] = "noindex"  # an address that is a key belongs in no index
    return response


urlpatterns: list[URLPattern] = [path("<str:token>/", reply, name="party_reply")]
