"""The first study: three formal and three material conditions, and what the reporter is asked to mend."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from damai.cases import actions
from damai.cases.queries import Case, open_terms, received_on, reporting, studies_of, term_explained
from damai.cases.rules import FORMAL, State
from damai.ledger.queries import now

from ..desk import attempt, mistaken, reader
from .desk import HANDLERS, found, headed
from .forms import NotifyForm, StudyForm

STUDIED = frozenset({State.LAPORAN_DITERIMA, State.KAJIAN_AWAL, State.KAJIAN_AWAL_ULANG})


@HANDLERS
@require_safe
def assessing(request: HttpRequest, code: str) -> HttpResponse:
    """The six conditions, with what is known of each."""
    return _page(request, found(request, code))


def _page(request: HttpRequest, case: Case, *, status: int = 200, form: StudyForm | None = None) -> HttpResponse:
    state = State(case.state)
    form = form or StudyForm(initial={"in_time": _in_time(case)})
    context = {
        **headed(case, "kajian"),
        "form": form if state in STUDIED else None,
        "rows": [{"formal": item in FORMAL, "item": item, "fields": fields} for item, fields in form.by_item()],
        "in_time": _in_time(case),
        "limits": reporting(case),
        "studies": studies_of(case),
        "notify": NotifyForm() if state is State.BELUM_LENGKAP else None,
        "terms": [term_explained(term) for term in open_terms(case).filter(track=None)],
        "now": now(),
    }
    return render(request, "workspace/cases/assessing.html", context, status=status)


def _in_time(case: Case) -> bool:
    limit = reporting(case).due_on
    return limit is None or received_on(case) <= limit


@HANDLERS
@require_POST
def assess(request: HttpRequest, code: str) -> HttpResponse:
    """Write the first study down."""
    case = found(request, code)
    form = StudyForm(request.POST)
    if not form.is_valid():
        return _page(request, case, status=mistaken(request), form=form)
    case.state = request.POST.get("keadaan", case.state)
    return attempt(
        request,
        lambda: actions.assess(case, by=reader(request), **form.given()),
        said=_("Kajian awal dicatat."),
        back=_at(code),
    )


@HANDLERS
@require_POST
def notify(request: HttpRequest, code: str) -> HttpResponse:
    """Tell the reporter what is missing; the time for mending runs from now."""
    case = found(request, code)
    form = NotifyForm(request.POST)
    how = form.cleaned_data["how"] if form.is_valid() else ""
    case.state = request.POST.get("keadaan", case.state)
    return attempt(
        request,
        lambda: actions.notify_shortfall(case, how=how, by=reader(request)),
        said=_("Pelapor diberi tahu; waktu perbaikan berjalan."),
        back=_at(code),
    )


@HANDLERS
@require_POST
def mend(request: HttpRequest, code: str) -> HttpResponse:
    """What the reporter brought to mend the report, by whichever way, came in."""
    case = found(request, code)
    return attempt(
        request,
        lambda: actions.mend(case, answer=request.POST.get("jawaban", "").strip(), by=reader(request)),
        said=_("Perbaikan dicatat."),
        back=_at(code),
    )


def _at(code: str) -> str:
    return f"/kerja/perkara/{code}/kajian/"


urlpatterns: list[URLPattern] = [
    path("<str:code>/kajian/", assessing, name="assessing"),
    path("<str:code>/kajian/catat/", assess, name="assess"),
    path("<str:code>/kajian/beritahu/", notify, name="notify_shortfall"),
    path("<str:code>/kajian/perbaikan/", mend, name="mend"),
]
