"""Calendars that a phone or a program subscribes to: made and closed here, each address shown once."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from damai.agencies.queries import Agency, scope_of
from damai.agencies.rules import Capability
from damai.ledger.queries import now
from damai.rakor import actions
from damai.rakor.queries import feeds_for

from ..desk import attempt, reader
from .meetings import TABLE


@TABLE
@require_http_methods(["GET", "HEAD", "POST"])
def calendars(request: HttpRequest) -> HttpResponse:
    """The calendars I may see; after one was made, its address, which nobody can look up again."""
    member = reader(request)
    agencies = Agency.objects.filter(code__in=scope_of(member).where(Capability.TAKE_PART).agencies)
    address = ""
    if request.method == "POST":
        chosen = request.POST.get("untuk", "saya")
        agency = agencies.filter(code=chosen).first()
        if agency is None and chosen != "saya":
            raise Http404
        made = actions.make_feed(by=member, agency=agency)
        address = f"{settings.BASE_URL}/undangan/kalender/{made.token}.ics"
    context = {
        "feeds": feeds_for(member).filter(is_closed=False).order_by("-made_at"),
        "agencies": agencies,
        "address": address,
        "webcal": "webcal" + address.removeprefix("https").removeprefix("http") if address else "",
        "now": now(),
    }
    return render(request, "workspace/rakor/calendars.html", context)


@TABLE
@require_POST
def calendar_close(request: HttpRequest, number: int) -> HttpResponse:
    """The address stops working at once."""
    feed = feeds_for(reader(request)).filter(pk=number).first()
    if feed is None:
        raise Http404
    said = _("Alamat kalender ditutup. Program yang memakainya tidak lagi mendapat isi.")
    return attempt(request, lambda: actions.close_feed(feed, by=reader(request)), said=said, back="/kerja/rakor/kalender/")
