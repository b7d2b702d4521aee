"""What a reported party says for themselves, by a link or a code from a letter, and without an account."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from damai.agencies.access import open_to_everyone
from damai.cases import doors

from .discreet import unlisted


@open_to_everyone
@csrf_exempt  # the door guards itself: whoever has no code has nothing to forge, and other sites are refused
@never_cache
@unlisted
@require_http_methods(["GET", "HEAD", "POST"])
def by_code(request: HttpRequest) -> HttpResponse:
    """Type the code of a letter."""
    if request.method != "POST":
        return render(request, "portal/side/code.html", {"told": None})
    told = doors.side_path(request, request.POST.get("kode", ""))
    if isinstance(told, str):
        return redirect(told)
    return render(
        request, "portal/side/code.html", {"told": told, "typed": request.POST.get("kode", "")[:100]}, status=told.status
    )


@open_to_everyone
@csrf_exempt  # as above
@never_cache
@unlisted
@require_http_methods(["GET", "HEAD", "POST"])
def side(request: HttpRequest, token: str) -> HttpResponse:
    """What is asked, what was said so far, and a form to say it or to say it otherwise."""
    told = doors.tell_side(request, token) if request.method == "POST" else doors.side(request, token)
    page = "portal/side/side.html" if told.found else "portal/side/code.html"
    return render(request, page, {"told": told}, status=told.status)


urlpatterns: list[URLPattern] = [path("", by_code, name="side_code"), path("<str:token>/", side, name="side")]
