"""The minutes of a meeting on one page: everyone at the table writes, and nobody's words are lost."""

from contextlib import suppress
from dataclasses import dataclass
from secrets import token_urlsafe
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from damai.agencies.access import Role, open_to, scope_for
from damai.agencies.rules import Capability
from damai.ledger.queries import now
from damai.rakor.actions import writing
from damai.rakor.queries.meetings import may_convene, meeting_for
from damai.rakor.queries.minutes import (
    Meeting,
    Place,
    addenda_of,
    decisions_of,
    may_write,
    place_of,
    places_of,
    present_in,
    verified,
    verified_addendum,
    versions_of,
)
from damai.rakor.rules.figures import Figure, Shown, shown, stored
from damai.triage.actions import NotYours, Refused

from ..desk import attempt, reader
from ..house import open_places

TABLE = open_to(Role.OFFICER, Role.LEAD, Role.LIAISON)


def found(request: HttpRequest, code: str) -> Meeting:
    """The meeting with this code, or 404: the same answer for one that is not there and one they may not see."""
    try:
        return meeting_for(reader(request), code)
    except Meeting.DoesNotExist:
        raise Http404 from None


@dataclass(frozen=True)
class Line:
    """A figure as this reader may see it."""

    figure: Figure
    shown: Shown
    opens: bool  # whether the reader may follow its link


def lines_for(request: HttpRequest, figures: list[dict[str, Any]]) -> list[Line]:
    """The figures of an agenda item for a reader: small numbers of cases stay with the supervisors."""
    member = reader(request)
    is_supervisor = bool(scope_for(request).where(Capability.HANDLE_CASES).charges)
    desks = open_places(member)
    found = [stored(each) for each in figures]
    return [
        Line(each, shown(each, is_supervisor=is_supervisor), bool(each.href) and (not each.desk or each.desk in desks))
        for each in found
    ]


# --- The page -------------------------------------------------------------------------------------------------------


@TABLE
@require_safe
def minutes(request: HttpRequest, code: str) -> HttpResponse:
    """All parts of the minutes on one page, to write in or to read."""
    meeting = found(request, code)
    member = reader(request)
    writes = may_write(member, meeting)
    decisions = decisions_of(meeting)
    present = present_in(meeting, but=member) if writes else {}
    parts = [
        {
            "place": place,
            "title": title_of(place),
            "present": present.get(place.note.pk, []) if place.note else [],
            "figures": lines_for(request, place.item.figures) if place.item else [],
            "decisions": [each for each in decisions if place.item and each.item_id == place.item.pk],
        }
        for place in places_of(meeting)
    ]
    is_final = meeting.state == Meeting.State.FINAL
    context = {
        "meeting": meeting,
        "parts": parts,
        "writes": writes,
        "convenes": may_convene(member, meeting),
        "client": token_urlsafe(12),
        "verified": verified(meeting) if is_final else None,
        "addenda": [(each, verified_addendum(each)) for each in addenda_of(meeting)] if is_final else [],
        "now": now(),
    }
    return render(request, "workspace/rakor/minutes.html", context)


def title_of(place: Place) -> str:
    """What a part of the minutes is called."""
    if place.item is not None:
        return f"{place.item.number}. {place.item.title}"
    return str(_("Pembukaan") if place.part == "opening" else _("Penutup"))


# --- Saving ---------------------------------------------------------------------------------------------------------


@TABLE
@require_POST
def save(request: HttpRequest, code: str) -> HttpResponse:
    """Save one part: for the page's script as JSON, for a form as the page itself, or as what came of two writers."""
    meeting, key = found(request, code), request.POST.get("bagian", "")
    place = place_of(meeting, key)
    version = request.POST.get("versi", "0")
    if place is None or not (version.isascii() and version.isdigit() and len(version) < 10):
        raise Http404
    wants_json = request.headers.get("Accept") == "application/json"
    words = request.POST.get("kata", "")
    try:
        note = writing.open_note(meeting, part=place.part, item=place.item, by=reader(request))
        saved = writing.save_note(
            note, base_version=int(version), words=words, by=reader(request), client=request.POST.get("layar", "")[:36]
        )
    except NotYours:
        raise Http404 from None
    except Refused as refusal:
        if wants_json:
            return JsonResponse({"error": str(refusal)}, status=409)
        context = {"meeting": meeting, "place": place, "title": title_of(place), "refused": str(refusal), "typed": words}
        return render(request, "workspace/rakor/unsaved.html", context, status=409)
    if wants_json:
        clashes = [{"mine": clash.mine, "theirs": clash.theirs} for clash in saved.clashes]
        return JsonResponse({"version": saved.version, "words": saved.words, "merged": saved.merged, "clashes": clashes})
    if saved.merged:
        context = {"meeting": meeting, "place": place, "title": title_of(place), "saved": saved}
        return render(request, "workspace/rakor/merged.html", context)
    messages.success(request, _("Tersimpan."))
    return redirect(f"/kerja/rakor/{code}/notula/#bagian-{key}")


@TABLE
@require_POST
def pulse(request: HttpRequest, code: str) -> HttpResponse:
    """What the page asks every few seconds: what others saved, and who writes where; and it says where this member writes."""
    meeting = found(request, code)
    member = reader(request)
    known = _versions(request.POST.get("versi", ""))
    places = places_of(meeting)
    here = request.POST.get("di", "")
    place = next((each for each in places if each.key == here), None)
    if place is not None and may_write(member, meeting):
        with suppress(Refused):  # it became final at this moment: the answer says so
            note = place.note or writing.open_note(meeting, part=place.part, item=place.item, by=member)
            writing.heartbeat(note, by=member)
    present = present_in(meeting, but=member)
    names = {place.note.pk: place.key for place in places if place.note}
    return JsonResponse(
        {
            "parts": [
                {"key": place.key, "version": place.version, "words": place.words}
                for place in places
                if place.version > known.get(place.key, 0)
            ],
            "keys": [place.key for place in places],
            "present": {names[pk]: who for pk, who in present.items() if pk in names},
            "open": meeting.state not in {Meeting.State.FINAL, Meeting.State.CANCELLED},
        }
    )


def _versions(said: str) -> dict[str, int]:
    """ "12:3,penutup:1" as the page sends it; what is not of that shape is left out."""
    pairs = (each.partition(":") for each in said[:4000].split(","))
    return {key: int(number) for key, _colon, number in pairs if number.isascii() and number.isdigit() and len(number) < 10}


@TABLE
@require_POST
def not_discussed(request: HttpRequest, code: str, item: int) -> HttpResponse:
    """Say that an item was not discussed, or take that back."""
    meeting = found(request, code)
    row = meeting.agenda.filter(pk=item).first()
    if row is None:
        raise Http404
    so = request.POST.get("ya") == "1"
    return attempt(
        request,
        lambda: writing.not_discussed(row, so=so, by=reader(request)),
        said=_("Dicatat: tidak dibahas.") if so else _("Dicatat: dibahas."),
        back=f"/kerja/rakor/{code}/notula/#bagian-{item}",
    )


@TABLE
@require_safe
def history(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """Every version of one part: who, when, and the whole text of the one that is asked for."""
    meeting = found(request, code)
    place = place_of(meeting, key)
    if place is None or place.note is None:
        raise Http404
    versions = list(versions_of(place.note))
    asked = request.GET.get("versi", "")
    chosen = next((each for each in versions if str(each.version) == asked), versions[0] if versions else None)
    context = {"meeting": meeting, "place": place, "title": title_of(place), "versions": versions, "chosen": chosen}
    return render(request, "workspace/rakor/history.html", context)


urlpatterns = [
    path("<str:code>/notula/", minutes, name="minutes"),
    path("<str:code>/notula/simpan/", save, name="minutes_save"),
    path("<str:code>/notula/denyut/", pulse, name="minutes_pulse"),
    path("<str:code>/notula/<int:item>/tidak-dibahas/", not_discussed, name="minutes_not_discussed"),
    path("<str:code>/notula/<str:key>/riwayat/", history, name="minutes_history"),
]
