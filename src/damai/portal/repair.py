"""What is missing in a report, and the page where exactly that is mended; entered by the receipt, in no address."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from damai.agencies.access import View, open_to_everyone
from damai.interviews.doors import mend as door
from damai.interviews.doors.pages import Page

from .discreet import unlisted
from .guide import context_of


@open_to_everyone
@csrf_exempt  # as in `guide`: the door guards itself
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def repair(request: HttpRequest) -> HttpResponse:
    """Ask for the receipt, or show what is to be mended."""
    if request.method != "POST":
        return render(request, "portal/repair/ask.html")
    return _shown(request, door.begin(request))


def _page(act: Callable[[HttpRequest], Page]) -> View:
    @open_to_everyone
    @csrf_exempt  # as above
    @never_cache
    @unlisted
    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: HttpRequest) -> HttpResponse:
        if request.method != "POST":
            return redirect("mend")
        return _shown(request, act(request))

    return view


def _shown(request: HttpRequest, page: Page) -> HttpResponse:
    if page.sent is not None:
        return render(request, "portal/guide/sent.html", {"page": page, "sent": page.sent}, status=page.status)
    if not page.found:
        return render(request, "portal/repair/ask.html", {"page": page, "typed": page.code}, status=page.status)
    return render(request, "portal/guide/page.html", context_of(page, "mend") | {"mends": True}, status=page.status)


urlpatterns: list[URLPattern] = [
    path("", repair, name="mend"),
    path("jawab/", _page(door.step), name="mend_step"),
    path("keluarkan/", _page(door.drop), name="mend_drop"),
    path("kirim/", _page(door.send), name="mend_send"),
]
