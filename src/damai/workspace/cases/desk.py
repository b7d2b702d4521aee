"""Cases: the list by deadline or by age, one case with its clock counted day by day, and its next steps."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from damai.agencies.access import AgencyKind, Role, open_to
from damai.cases import actions
from damai.cases.queries import Case, case_for, clock_of, late_cases, next_moves, page_of, soon_late, steps_of
from damai.cases.rules import REASONS, Move, State
from damai.ledger.queries import now

from ..desk import attempt, history_of, mistaken, reader
from ..forms import CaseFilter, MoveForm

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


@HANDLERS
@require_safe
def detail(request: HttpRequest, code: str) -> HttpResponse:
    """One case."""
    return _detail(request, found(request, code))


def _detail(
    request: HttpRequest, case: Case, *, status: int = 200, bad: MoveForm | None = None, bad_for: str = ""
) -> HttpResponse:
    moves = [
        {"move": move, "form": bad if bad is not None and move.target == bad_for else _form(move)}
        for move in next_moves(case, reader(request))
    ]
    context = {
        "case": case,
        "clock": clock_of(case),
        "steps": steps_of(case),
        "moves": moves,
        "history": history_of(case.code),
        "now": now(),
    }
    return render(request, "workspace/cases/detail.html", context, status=status)


def _form(move: Move, data: object = None) -> MoveForm:
    return MoveForm(
        data, guards=tuple(str(guard) for guard in move.guards), reasons=REASONS.get(move.target, frozenset()), prefix=move.target
    )


@HANDLERS
@require_POST
def move(request: HttpRequest, code: str) -> HttpResponse:
    """Take one step of the law's table."""
    case = found(request, code)
    target = request.POST.get("ke", "")
    step = next((each for each in next_moves(case, reader(request)) if each.target == target), None)
    if step is None and target not in set(State):
        raise Http404
    given = {}
    if step is not None:
        form = _form(step, request.POST)
        if not form.is_valid():
            return _detail(request, case, status=mistaken(request), bad=form, bad_for=target)
        given = form.given()
    case.state = request.POST.get("keadaan", case.state)  # as the page showed it: if it moved since, they are told
    return attempt(
        request,
        lambda: actions.move(case, to=target, by=reader(request), **given),
        said=_("Langkah dicatat."),
        back=f"/kerja/perkara/{code}/",
    )


urlpatterns: list[URLPattern] = [
    path("", listing, name="cases"),
    path("<str:code>/", detail, name="case"),
    path("<str:code>/langkah/", move, name="case_move"),
]
