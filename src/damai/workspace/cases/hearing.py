"""The minutes of a hearing on one page: two officers write, nobody's words are lost; closed, they are only added to."""

from contextlib import suppress
from secrets import token_urlsafe

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from damai.agencies.actions import PersonalData, note_view
from damai.cases.actions import hearing as minutes
from damai.cases.queries import Case, handles
from damai.cases.queries.hearings import (
    Clarification,
    Place,
    addenda_of,
    page_of,
    place_named,
    place_of,
    present_in,
    sealed_minutes,
    verified,
    versions_of,
)
from damai.cases.rules.hearings import Lack
from damai.documents.queries import documents_about, replaced_by
from damai.ledger.queries import now
from damai.triage.actions import NotYours, Refused

from ..desk import attempt, reader
from .clarifying import hearing_in, in_zone
from .desk import HANDLERS, found, headed

State = Clarification.State


def _reached(request: HttpRequest, code: str, hearing: str) -> tuple[Case, Clarification]:
    case = found(request, code)
    row = hearing_in(request, case, hearing)
    row.case = case
    return case, row


def _title(place: Place) -> str:
    """What a part of the minutes is called."""
    names = {"o": _("Pembukaan"), "c": _("Penutup"), "q": _("Pertanyaan %(n)d"), "a": _("Jawaban %(n)d")}
    return names[place.side] % {"n": place.number} if place.number else names[place.side]


def lacks_words(lacks: list[tuple[Lack, int]]) -> list[str]:
    """What is missing before the minutes can be closed, in sentences."""
    words = {
        Lack.NOTHING_SAID: _("Belum ada pertanyaan dan jawaban."),
        Lack.QUESTION_WITHOUT_ANSWER: _("Pertanyaan %(n)d belum dijawab. Tulis jawabannya, atau bahwa tidak dijawab."),
        Lack.ANSWER_WITHOUT_QUESTION: _("Jawaban %(n)d tidak mempunyai pertanyaan."),
        Lack.OATH: _("Catat apakah keterangan diberikan di bawah sumpah atau janji."),
    }
    return [words[lack] % {"n": number} if number else words[lack] for lack, number in lacks]


@HANDLERS
@require_safe
def page(request: HttpRequest, code: str, hearing: str) -> HttpResponse:
    """The minutes, to write in while somebody is heard, and to read afterwards."""
    case, row = _reached(request, code, hearing)
    if row.state not in {State.OPEN, State.HEARD}:
        return redirect("workspace:hearing", code, hearing)
    note_view(reader(request), subject=row.code, what=PersonalData.ALL, own=handles(reader(request), case))
    return _page(request, case, row)


def _page(
    request: HttpRequest, case: Case, row: Clarification, *, status: int = 200, lacks: list[tuple[Lack, int]] | None = None
) -> HttpResponse:
    member = reader(request)
    closed = row.state == State.HEARD
    context = {
        **headed(case, "klarifikasi"),
        "hearing": row,
        "place": place_of(row),
        "page": None if closed else page_of(row),
        "present": {} if closed else present_in(row, but=member),
        "client": token_urlsafe(12),
        "handles": handles(member, case),
        "oaths": Clarification.Oath.choices[1:],
        "lacks": lacks_words(lacks or []),
        "minutes": sealed_minutes(row) if closed else None,
        "verified": verified(row) if closed else None,
        "addenda": addenda_of(row) if closed else [],
        "papers": [(each, replaced_by(each)) for each in documents_about(row.code) if each.kind == "berita-acara-klarifikasi"],
        "now": now(),
    }
    with in_zone(case):
        return render(request, "workspace/cases/hearing_minutes.html", context, status=status)


@HANDLERS
@require_POST
def save(request: HttpRequest, code: str, hearing: str) -> HttpResponse:
    """Save one part: for the page's script as JSON, for a form as the page itself, or as what came of two writers."""
    case, row = _reached(request, code, hearing)
    key, version = request.POST.get("bagian", ""), request.POST.get("versi", "0")
    place = place_named(row, key)
    if place is None or not (version.isascii() and version.isdigit() and len(version) < 10):
        raise Http404
    wants_json = request.headers.get("Accept") == "application/json"
    words = request.POST.get("kata", "")
    client = request.POST.get("layar", "")[:36]
    context = {**headed(case, "klarifikasi"), "hearing": row, "place": place, "title": _title(place)}
    try:
        saved = minutes.save_part(row, key=key, base_version=int(version), words=words, by=reader(request), client=client)
    except NotYours:
        raise Http404 from None
    except Refused as refusal:
        if wants_json:
            return JsonResponse({"error": str(refusal)}, status=409)
        told = context | {"refused": str(refusal), "typed": words}
        return render(request, "workspace/cases/hearing_unsaved.html", told, status=409)
    if wants_json:
        clashes = [{"mine": clash.mine, "theirs": clash.theirs} for clash in saved.clashes]
        return JsonResponse({"version": saved.version, "words": saved.words, "merged": saved.merged, "clashes": clashes})
    if saved.merged:
        return render(request, "workspace/cases/hearing_merged.html", context | {"saved": saved})
    messages.success(request, _("Tersimpan."))
    return redirect(f"/kerja/perkara/{code}/klarifikasi/{hearing}/ba/#bagian-{key}")


@HANDLERS
@require_POST
def pulse(request: HttpRequest, code: str, hearing: str) -> HttpResponse:
    """What the page asks every few seconds: what others saved, and who writes where; and it says where this member writes."""
    _case, row = _reached(request, code, hearing)
    member = reader(request)
    if row.state == State.OPEN:
        with suppress(Refused):
            minutes.writes_at(row, key=request.POST.get("di", ""), by=member)
    known = _versions(request.POST.get("versi", ""))
    places = page_of(row).places if row.state == State.OPEN else []
    return JsonResponse(
        {
            "parts": [
                {"key": place.key, "version": place.version, "words": place.words}
                for place in places
                if place.version > known.get(place.key, 0)
            ],
            "keys": [place.key for place in places],
            "present": present_in(row, but=member),
            "open": row.state == State.OPEN,
        }
    )


def _versions(said: str) -> dict[str, int]:
    """ "1q:3,1a:1" as the page sends it; what is not of that shape is left out."""
    pairs = (each.partition(":") for each in said[:20_000].split(","))
    return {key: int(number) for key, _colon, number in pairs if number.isascii() and number.isdigit() and len(number) < 10}


@HANDLERS
@require_POST
def oath(request: HttpRequest, code: str, hearing: str) -> HttpResponse:
    """Whether the statement is made under oath."""
    _case, row = _reached(request, code, hearing)
    said = request.POST.get("sumpah", "")
    if said not in Clarification.Oath.values:
        raise Http404
    return attempt(
        request,
        lambda: minutes.set_oath(row, oath=said, by=reader(request)),
        said=_("Dicatat."),
        back=f"/kerja/perkara/{code}/klarifikasi/{hearing}/ba/",
    )


@HANDLERS
@require_POST
def close(request: HttpRequest, code: str, hearing: str) -> HttpResponse:
    """Close the minutes; what is missing is said, all of it at once."""
    case, row = _reached(request, code, hearing)
    try:
        minutes.close_hearing(row, by=reader(request))
    except NotYours:
        raise Http404 from None
    except minutes.NotWholeYet as refusal:
        return _page(request, case, row, status=422, lacks=refusal.lacks)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Berita acara ditutup dan disegel. Terbitkan suratnya untuk ditandatangani."))
    return redirect("workspace:hearing_minutes", code, hearing)


@HANDLERS
@require_POST
def addendum(request: HttpRequest, code: str, hearing: str) -> HttpResponse:
    """Add to closed minutes."""
    _case, row = _reached(request, code, hearing)
    return attempt(
        request,
        lambda: minutes.add_addendum(row, words=request.POST.get("kata", ""), by=reader(request)),
        said=_("Tambahan dicatat."),
        back=f"/kerja/perkara/{code}/klarifikasi/{hearing}/ba/",
    )


@HANDLERS
@require_POST
def issue(request: HttpRequest, code: str, hearing: str) -> HttpResponse:
    """The closed minutes on paper."""
    _case, row = _reached(request, code, hearing)
    return attempt(
        request,
        lambda: minutes.issue_minutes(row, by=reader(request)),
        said=_("Berita acara diterbitkan."),
        back=f"/kerja/perkara/{code}/klarifikasi/{hearing}/ba/",
    )


@HANDLERS
@require_safe
def history(request: HttpRequest, code: str, hearing: str, key: str) -> HttpResponse:
    """Every version of one part."""
    case, row = _reached(request, code, hearing)
    place = place_named(row, key)
    if place is None or place.part is None:
        raise Http404
    versions = versions_of(place.part)
    asked = request.GET.get("versi", "")
    chosen = next(((each, words) for each, words in versions if str(each.version) == asked), versions[0] if versions else None)
    context = {**headed(case, "klarifikasi"), "hearing": row, "place": place, "title": _title(place)}
    with in_zone(case):
        told = context | {"versions": [each for each, _words in versions], "chosen": chosen}
        return render(request, "workspace/cases/hearing_history.html", told)


urlpatterns: list[URLPattern] = [
    path("<str:code>/klarifikasi/<str:hearing>/ba/", page, name="hearing_minutes"),
    path("<str:code>/klarifikasi/<str:hearing>/ba/simpan/", save, name="hearing_save"),
    path("<str:code>/klarifikasi/<str:hearing>/ba/denyut/", pulse, name="hearing_pulse"),
    path("<str:code>/klarifikasi/<str:hearing>/ba/sumpah/", oath, name="hearing_oath"),
    path("<str:code>/klarifikasi/<str:hearing>/ba/tutup/", close, name="hearing_close"),
    path("<str:code>/klarifikasi/<str:hearing>/ba/tambahan/", addendum, name="hearing_addendum"),
    path("<str:code>/klarifikasi/<str:hearing>/ba/terbitkan/", issue, name="hearing_issue"),
    path("<str:code>/klarifikasi/<str:hearing>/ba/<str:key>/riwayat/", history, name="hearing_history"),
]
