"""The report form. The view writes nothing itself: the web channel of the inbox does."""

from typing import Any

from django.conf import settings
from django.forms import HiddenInput, Select
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from damai.agencies.access import open_to_everyone
from damai.areas.public import Place, hierarchy
from damai.intake.channels import web
from damai.intake.channels.web.forms import ReportForm
from damai.triage.public import tally_by_area

from .map import tiles_of


@open_to_everyone
@csrf_exempt  # the channel guards itself (see web.receive): files must stream before anything could read a token
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """The form; after it was sent, the receipt, or the form again with what to mend."""
    if request.method != "POST":
        return _form(request, web.blank(wilayah=request.GET.get("wilayah", "")[:13]))
    outcome = web.receive(request)
    if outcome.accepted:
        return render(request, "portal/report/sent.html", {"outcome": outcome}, status=outcome.status)
    return _form(request, outcome.form, message=outcome.message, status=outcome.status)


def _form(request: HttpRequest, form: ReportForm, *, message: str = "", status: int = 200) -> HttpResponse:
    form.fields["wilayah"].widget = place_choices(_("— pilih kelurahan, bila tahu —"))
    # What the place island (look/_place.html) searches with, and what it fills in from the device; nobody types degrees.
    form.fields["tempat"].widget.attrs["data-place-search"] = True
    form.fields["lintang"].widget = HiddenInput({"data-place-lat": True})
    form.fields["bujur"].widget = HiddenInput({"data-place-lon": True})
    context = {"form": form, "message": message, "tiles": tiles_of(tally_by_area(settings.CITY))}
    return render(request, "portal/report/form.html", context, status=status)


def place_choices(empty: str) -> Select:
    """Every kelurahan, grouped by kecamatan, so that the place can be chosen without a script."""
    places = hierarchy(settings.CITY)
    inside: dict[str, list[Place]] = {}
    for place in places:
        inside.setdefault(place.parent or "", []).append(place)
    groups: list[tuple[str, Any]] = [("", empty)]
    for district in inside.get(settings.CITY, []):
        choices = [(district.code, _("%(place)s (kelurahannya tidak tahu)") % {"place": district.label})]
        choices += [(village.code, village.name) for village in inside.get(district.code, [])]
        groups.append((district.label, choices))
    return Select(choices=groups)
