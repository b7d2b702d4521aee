"""Guided reporting: one plain question at a time, resumed by code. Nothing is known here but what the room's door says."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from damai.agencies.access import View, open_to_everyone
from damai.interviews.doors import guide as door
from damai.interviews.doors.pages import Page

from .discreet import unlisted
from .report import place_choices

Act = Callable[[HttpRequest], Page]


@open_to_everyone
@never_cache
@require_http_methods(["GET", "HEAD"])
def guide(request: HttpRequest) -> HttpResponse:
    """What guided reporting is, how long what one writes is kept, and the way back by code."""
    return render(request, "portal/guide/start.html", {"days": door.KEPT_DAYS})


def _page(act: Act) -> View:
    """A page of an interview: everything by POST, so that the code stands in no address and no history."""

    @open_to_everyone
    @csrf_exempt  # the door guards itself (interviews.doors.guide): files stream, and there is no session to forge with
    @never_cache
    @unlisted
    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: HttpRequest) -> HttpResponse:
        if request.method != "POST":
            return redirect("guide")
        return _shown(request, act(request))

    return view


def _shown(request: HttpRequest, page: Page) -> HttpResponse:
    if page.sent is not None:
        return render(request, "portal/guide/sent.html", {"page": page, "sent": page.sent}, status=page.status)
    if not page.found:
        context = {"page": page, "days": door.KEPT_DAYS, "typed": page.code}
        return render(request, "portal/guide/start.html", context, status=page.status)
    return render(request, "portal/guide/page.html", context_of(page, "guide"), status=page.status)


def context_of(page: Page, prefix: str) -> dict[str, Any]:
    """What the pages of an interview and of a repair need beside the page itself."""
    names = ("step", "send", "drop") if prefix == "mend" else ("step", "send", "drop", "forget")
    urls = {name: reverse(f"{prefix}_{name}") for name in names}
    context: dict[str, Any] = {"page": page, "urls": urls, "days": door.KEPT_DAYS}
    if page.question is not None and page.question.sort == "area":
        context["places"] = place_choices(_("— pilih, bila tahu —")).render("wilayah", "", {"id": "wilayah"})
    return context


urlpatterns: list[URLPattern] = [
    path("", guide, name="guide"),
    path("mulai/", _page(door.start), name="guide_start"),
    path("lanjut/", _page(door.resume), name="guide_resume"),
    path("jawab/", _page(door.step), name="guide_step"),
    path("keluarkan/", _page(door.drop), name="guide_drop"),
    path("kirim/", _page(door.send), name="guide_send"),
    path("hapus/", _page(door.forget), name="guide_forget"),
]
