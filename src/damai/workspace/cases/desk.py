"""Cases: the list by deadline or by age, one case with its tracks side by side, and the next steps of each."""

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
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
    material_only,
    next_moves,
    next_track_moves,
    open_terms,
    page_of,
    parties_of,
    soon_late,
    steps_of,
    studies_of,
    term_explained,
    tracks_of,
)
from damai.cases.rules import Guard, Move, State, TrackMove, TrackState
from damai.ledger.queries import now

from ..desk import attempt, history_of, mistaken, reader
from ..forms import CaseFilter
from .forms import ClassifyForm, PartyForm, StepForm

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
            member,
            state=said.get("keadaan"),
            kind=said.get("jenis"),
            klass=said.get("dugaan"),
            area=said.get("wilayah"),
            after=request.GET.get("sesudah"),
        )
        cases, after = list(page.cases), page.after
    context = {"form": form, "cases": cases, "after": after, "chips": chips, "which": which, "now": now()}
    return render(request, "workspace/cases/listing.html", context)


def headed(case: Case, tab: str) -> dict[str, Any]:
    """What the head of every page of a case needs: give it to the template together with your own."""
    return {"case": case, "tracks": list(tracks_of(case)), "tab": tab}


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
    suspected = _suspected(case)

    def offered(moves: Sequence[Move | TrackMove], of: int) -> list[dict[str, Any]]:
        return [
            _step(case, move, bad if (of, move.target) == bad_for else None, of, suspected) for move in moves if _by_hand(move)
        ]

    head = headed(case, "ringkasan")
    context = {
        **head,
        "terms": [each for each in terms if each.term.track_id is None],
        "moves": offered(next_moves(case, member), 0),
        "ways": [
            {
                "track": track,
                "address": track.klass or UNNAMED,
                "terms": [each for each in terms if each.term.track_id == track.pk],
                "moves": offered(next_track_moves(track, member), track.pk),
                "forwards": any(move.receiver for move in next_track_moves(track, member)),
            }
            for track in head["tracks"]
        ],
        "classify": ClassifyForm() if any(not track.klass for track in head["tracks"]) else None,
        "studies": State(case.state) in STUDIED,
        "asks": State(case.state) is State.BELUM_LENGKAP,
        "hands_on": any(move.receiver for move in next_moves(case, member)),
        "still_useful": material_only(case),
        "parties": [
            {
                "party": each,
                "form": PartyForm(initial={"kind": each.kind, "participant": each.participant}, prefix=str(each.number)),
            }
            for each in parties_of(case)
        ],
        "new_party": PartyForm(prefix="0"),
        "steps": steps_of(case),
        "history": history_of(case.code),
        "now": now(),
    }
    return render(request, "workspace/cases/detail.html", context, status=status)


STUDIED = frozenset({State.LAPORAN_DITERIMA, State.KAJIAN_AWAL, State.KAJIAN_AWAL_ULANG})
UNNAMED = "belum"  # in the address of a track that has no class yet


def _suspected(case: Case) -> list[str]:
    """The classes that the last first study suspected: the registration begins with them."""
    studies = studies_of(case)
    return list(studies[-1].row.classes) if studies else []


def _by_hand(move: Move | TrackMove) -> bool:
    """Whether it is a step of this page: handing over, assessing and mending have pages of their own."""
    elsewhere = {State.LENGKAP, State.BELUM_LENGKAP, State.LEWAT_WAKTU, State.MENUNGGU_PERBAIKAN, State.KAJIAN_AWAL_ULANG}
    return not move.receiver and move.target not in elsewhere


def _step(case: Case, move: Move | TrackMove, bad: StepForm | None, of: int, suspected: list[str]) -> dict[str, Any]:
    form = bad or StepForm(None, move=move, prefix=f"{of}-{move.target}", initial={"classes": suspected})
    return {
        "move": move,
        "form": form,
        "cited": cited(case.regime, move.step),
        "plenary": Guard.PLENARY in move.guards,
    }


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


@HANDLERS
@require_POST
def party(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Say what a reported party is; number 0: of one more, whose name is not known or is written on the page of people."""
    case, member = found(request, code), reader(request)
    row = next((each for each in parties_of(case) if each.number == number), None)
    if number and row is None:
        raise Http404
    form = PartyForm(request.POST, prefix=str(number))
    if not form.is_valid():
        messages.error(request, _("Pilih dari daftar siapa terlapornya."))
        return redirect("workspace:case", code)
    said = form.cleaned_data
    act: Callable[[], Any] = lambda: actions.name_party(case, fields={}, by=member, **said)  # noqa: E731  one of two
    if row is not None:
        act = lambda: actions.describe_party(row, by=member, **said)  # noqa: E731
    return attempt(request, act, said=_("Terlapor dicatat."), back=f"/kerja/perkara/{code}/")


@HANDLERS
@require_POST
def classify_track(request: HttpRequest, code: str) -> HttpResponse:
    """Name the class of a track that was begun before classes were named at registration."""
    case = found(request, code)
    track, form = _track(case, UNNAMED), ClassifyForm(request.POST)
    if not form.is_valid():
        return _detail(request, case, status=mistaken(request))
    return attempt(
        request,
        lambda: actions.classify(track, klass=form.cleaned_data["klass"], by=reader(request)),
        said=_("Jenis dugaan dicatat."),
        back=f"/kerja/perkara/{code}/",
    )


def _track(case: Case, klass: str) -> Track:
    wanted = "" if klass == UNNAMED else klass
    track = next((each for each in tracks_of(case) if each.klass == wanted), None)
    if track is None:
        raise Http404
    track.case = case
    return track


urlpatterns: list[URLPattern] = [
    path("", listing, name="cases"),
    path("<str:code>/", detail, name="case"),
    path("<str:code>/langkah/", move, name="case_move"),
    path("<str:code>/terlapor/<int:number>/", party, name="case_party"),
    path("<str:code>/jalur/belum/jenis/", classify_track, name="track_classify"),
    path("<str:code>/jalur/<str:klass>/langkah/", move_track, name="track_move"),
]
