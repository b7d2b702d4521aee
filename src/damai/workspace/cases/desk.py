"""Cases: the list by deadline or by age, one case with its tracks side by side, and the next steps of each."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from damai.agencies.access import AgencyKind, Role, open_to
from damai.cases import actions
from damai.cases.queries import (
    Case,
    Track,
    case_for,
    cited,
    late_cases,
    next_moves,
    next_track_moves,
    open_terms,
    page_of,
    regime_name,
    soon_late,
    steps_of,
    term_explained,
    tracks_of,
)
from damai.cases.rules import Move, State, TrackMove, TrackState
from damai.ledger.queries import now

from ..desk import attempt, history_of, mistaken, reader
from ..forms import CaseFilter
from .forms import StepForm

HANDLERS = open_to(Role.OFFICER, Role.LEAD, agencies=[AgencyKind.SUPERVISOR])


def found(request: HttpRequest, code: str) -> Case:
    """The case with this code, or 404."""
    try:
        return case_for(reader(request), code)
    except Case.DoesNotExist:
        raise Http404 from None


@HANDLERS
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Cases, newest first; or those whose clock has ended or is about to."""
    member = reader(request)
    form = CaseFilter(request.GET or None)
    said = form.cleaned_data if form.is_valid() else {}
    which = request.GET.get("batas", "")
    late, soon = late_cases(member), soon_late(member)
    chips = [
        {"href": "?", "label": _("Semua"), "count": None, "current": not which},
        {"href": "?batas=lewat", "label": _("Lewat batas"), "count": late.count(), "current": which == "lewat"},
        {"href": "?batas=segera", "label": _("Segera jatuh tempo"), "count": soon.count(), "current": which == "segera"},
    ]
    if which in {"lewat", "segera"}:
        cases, after = list((late if which == "lewat" else soon)[:100]), None
    else:
        page = page_of(
            member, state=said.get("keadaan"), kind=said.get("jenis"), area=said.get("wilayah"), after=request.GET.get("sesudah")
        )
        cases, after = list(page.cases), page.after
    context = {"form": form, "cases": cases, "after": after, "chips": chips, "which": which, "now": now()}
    return render(request, "workspace/cases/listing.html", context)


def headed(case: Case, tab: str) -> dict[str, Any]:
    """What the head of every page of a case needs: give it to the template together with your own."""
    return {"case": case, "regime": regime_name(case.regime), "tracks": list(tracks_of(case)), "tab": tab}


@HANDLERS
@require_safe
def detail(request: HttpRequest, code: str) -> HttpResponse:
    """One case."""
    return _detail(request, found(request, code))


def _detail(
    request: HttpRequest, case: Case, *, status: int = 200, bad: StepForm | None = None, bad_for: tuple[int, str] = (0, "")
) -> HttpResponse:
    member = reader(request)
    terms = [term_explained(term) for term in open_terms(case)]
    head = headed(case, "ringkasan")

    def offered(moves: list[Any], of: int) -> list[dict[str, Any]]:
        return [_step(case, move, bad if (of, move.target) == bad_for else None, of) for move in moves if _by_hand(move)]

    context = {
        **head,
        "terms": [each for each in terms if each.term.track_id is None],
        "moves": offered(next_moves(case, member), 0),
        "ways": [
            {
                "track": track,
                "terms": [each for each in terms if each.term.track_id == track.pk],
                "moves": offered(next_track_moves(track, member), track.pk),
            }
            for track in head["tracks"]
        ],
        "steps": steps_of(case),
        "history": history_of(case.code),
        "now": now(),
    }
    return render(request, "workspace/cases/detail.html", context, status=status)


def _by_hand(move: Move | TrackMove) -> bool:
    """Whether it is a step of this page: handing over, assessing and mending have pages of their own."""
    elsewhere = {State.LENGKAP, State.BELUM_LENGKAP, State.LEWAT_WAKTU, State.MENUNGGU_PERBAIKAN, State.KAJIAN_AWAL_ULANG}
    return not move.receiver and move.target not in elsewhere


def _step(case: Case, move: Move | TrackMove, bad: StepForm | None, of: int) -> dict[str, Any]:
    form = bad or StepForm(None, move=move, prefix=f"{of}-{move.target}")
    return {"move": move, "form": form, "cited": cited(case.regime, move.step)}


@HANDLERS
@require_POST
def move(request: HttpRequest, code: str) -> HttpResponse:
    """Take one step of the law's table of cases."""
    case, member = found(request, code), reader(request)
    target = request.POST.get("ke", "")
    step = next((each for each in next_moves(case, member) if each.target == target and _by_hand(each)), None)
    if step is None and target not in set(State):
        raise Http404
    given: dict[str, Any] = {}
    if step is not None:
        form = StepForm(request.POST, move=step, prefix=f"0-{step.target}")
        if not form.is_valid():
            return _detail(request, case, status=mistaken(request), bad=form, bad_for=(0, target))
        given = form.given()
    case.state = request.POST.get("keadaan", case.state)  # as the page showed it: if it moved since, they are told
    act: Callable[[], Any] = lambda: actions.move(case, to=target, by=member, **given)  # noqa: E731  one of two, named below
    if target == State.DIREGISTRASI:
        act = lambda: actions.register(case, by=member, **({"classes": [], "plenary": None} | given))  # noqa: E731
    return attempt(request, act, said=_("Langkah dicatat."), back=f"/kerja/perkara/{code}/")


@HANDLERS
@require_POST
def move_track(request: HttpRequest, code: str, klass: str) -> HttpResponse:
    """Take one step of the law's table with one class of the case."""
    case, member = found(request, code), reader(request)
    track = _track(case, klass)
    target = request.POST.get("ke", "")
    step = next((each for each in next_track_moves(track, member) if each.target == target and _by_hand(each)), None)
    if step is None and target not in set(TrackState):
        raise Http404
    given: dict[str, Any] = {}
    if step is not None:
        form = StepForm(request.POST, move=step, prefix=f"{track.pk}-{step.target}")
        if not form.is_valid():
            return _detail(request, case, status=mistaken(request), bad=form, bad_for=(track.pk, target))
        given = form.given()
    track.state = request.POST.get("keadaan", track.state)
    return attempt(
        request,
        lambda: actions.move_track(track, to=target, by=member, **given),
        said=_("Langkah dicatat."),
        back=f"/kerja/perkara/{code}/",
    )


def _track(case: Case, klass: str) -> Track:
    wanted = "" if klass == "belum" else klass
    track = next((each for each in tracks_of(case) if each.klass == wanted), None)
    if track is None:
        raise Http404
    track.case = case
    return track


urlpatterns: list[URLPattern] = [
    path("", listing, name="cases"),
    path("<str:code>/", detail, name="case"),
    path("<str:code>/langkah/", move, name="case_move"),
    path("<str:code>/jalur/<str:klass>/langkah/", move_track, name="track_move"),
]
