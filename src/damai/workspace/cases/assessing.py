"""The first study: three formal and three material conditions, and what the reporter is asked to mend."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from damai.cases import actions
from damai.cases.queries import (
    ITEMS,
    Case,
    StudyRead,
    messages_since,
    open_terms,
    received_on,
    repair_of,
    repair_until,
    reporting,
    studies_of,
    term_explained,
)
from damai.cases.rules import Item, State
from damai.ledger.queries import now

from ..desk import attempt, mistaken, reader
from .desk import HANDLERS, found, headed
from .forms import MendedForm, NotifyForm, StudyForm

STUDIED = frozenset({State.LAPORAN_DITERIMA, State.KAJIAN_AWAL, State.KAJIAN_AWAL_ULANG})


@HANDLERS
@require_safe
def assessing(request: HttpRequest, code: str) -> HttpResponse:
    """The six conditions, with what is known of each."""
    return _page(request, found(request, code))


def _page(request: HttpRequest, case: Case, *, status: int = 200, form: StudyForm | None = None) -> HttpResponse:
    state = State(case.state)
    studies = studies_of(case)
    form = form or StudyForm(initial=_initial(studies))
    message = actions.message_of_reporter(case)
    asking = state is State.BELUM_LENGKAP and bool(studies)
    context = {
        **headed(case, "kajian"),
        "form": form if state in STUDIED else None,
        "rows": _rows(case, form, actions.open_told(case, by=reader(request))),
        "limits": reporting(case),
        "received_on": received_on(case),
        "studies": studies,
        "notify": NotifyForm(reachable=message is not None) if asking else None,
        "preview": actions.shortfall_text(studies[-1].row, until=repair_until(case, at=now()), message=message) if asking else "",
        "repair": repair_of(case),
        "mended": MendedForm(messages=messages_since(case)) if state is State.MENUNGGU_PERBAIKAN else None,
        "terms": [term_explained(term) for term in open_terms(case).filter(track=None)],
        "now": now(),
    }
    return render(request, "workspace/cases/assessing.html", context, status=status)


def _initial(studies: list[StudyRead]) -> dict[str, Any]:
    """The second study begins with what the first one said."""
    if not studies:
        return {}
    last = studies[-1]
    said = {f"met-{item}": True for item in last.met} | {f"note-{item}": words for item, words in last.notes.items()}
    return {"classes": list(last.row.classes), **said}


def _rows(case: Case, form: StudyForm, told: dict[Item, list[str]]) -> list[dict[str, Any]]:
    """The six conditions, each with what is there for it and its fields; whether it came in time is counted."""
    limit = reporting(case).due_on
    in_time = limit is None or received_on(case) <= limit
    return [
        {"item": item, "label": label, "fields": form.of(item), "told": told[Item(item)], "in_time": in_time}
        for item, label in ITEMS
    ]


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
    form = MendedForm(request.POST, messages=messages_since(case))
    if not form.is_valid():
        return _page(request, case, status=mistaken(request))
    return attempt(
        request,
        lambda: actions.mend(case, answer=form.cleaned_data["answer"], by=reader(request)),
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
