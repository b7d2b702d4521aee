"""Decisions and tasks of a meeting: written, changed, taken back; whoever comes second sees what the first one saved."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from damai.commitments.queries.words import number_words
from damai.rakor.actions import deciding
from damai.rakor.queries.minutes import Decision, Meeting, Task, decision_in, may_write, task_in
from damai.triage.actions import NotYours, Refused

from ..desk import attempt, mistaken, reader
from .deciding_forms import DecisionForm, TaskForm, decision_values, task_values
from .minutes import TABLE, found

FORM = require_http_methods(["GET", "HEAD", "POST"])


def _at_the_table(request: HttpRequest, code: str) -> Meeting:
    """The meeting, for someone who writes in its minutes; others find no such page."""
    meeting = found(request, code)
    if not may_write(reader(request), meeting):
        raise Http404
    return meeting


def _decision(meeting: Meeting, number: int) -> Decision:
    try:
        return decision_in(meeting, number)
    except Decision.DoesNotExist:
        raise Http404 from None


def _task(decision: Decision, number: int) -> Task:
    try:
        return task_in(decision, number)
    except Task.DoesNotExist:
        raise Http404 from None


def _filled(
    request: HttpRequest,
    meeting: Meeting,
    form: DecisionForm | TaskForm,
    *,
    act: Callable[[], object],
    said: str,
    anchor: str,
    **context: Any,
) -> HttpResponse:
    """Save what was typed, or show it again with what is wrong, nothing of it lost."""
    context = {"meeting": meeting, "form": form, "anchor": anchor, **context}
    if request.method != "POST":
        return render(request, "workspace/rakor/decide.html", context)
    if not form.is_valid():
        return render(request, "workspace/rakor/decide.html", context, status=mistaken(request))
    try:
        act()
    except NotYours:
        raise Http404 from None
    except deciding.ChangedMeanwhile as changed:
        typed = request.POST.copy()
        typed["versi"] = str(changed.theirs.version)  # saving again is saving over it, knowingly
        form.data = typed
        form.add_error(None, str(changed))
        context["theirs"], context["theirs_target"] = changed.theirs, target_words(changed.theirs)
        return render(request, "workspace/rakor/decide.html", context, status=409)
    except Refused as refusal:
        form.add_error("due_on" if isinstance(refusal, deciding.DueTooEarly) else None, str(refusal))
        return render(request, "workspace/rakor/decide.html", context, status=mistaken(request))
    messages.success(request, said)
    return redirect(f"/kerja/rakor/{meeting.code}/notula/#{anchor}")


def target_words(row: Decision | Task) -> str:
    """A target as it is read: "44 kelurahan"; a task's is words already."""
    if isinstance(row, Task) or row.target is None:
        return str(row.target or "")
    return f"{number_words(row.target)} {row.unit}"


# --- Decisions ------------------------------------------------------------------------------------------------------


@TABLE
@FORM
def decision_new(request: HttpRequest, code: str, item: int) -> HttpResponse:
    """Write down a decision under an item."""
    meeting = _at_the_table(request, code)
    row = meeting.agenda.filter(pk=item).first()
    if row is None:
        raise Http404
    form = DecisionForm(request.POST or None, meeting=meeting)
    return _filled(
        request,
        meeting,
        form,
        act=lambda: deciding.write_decision(row, form.given(), by=reader(request)),
        said=_("Keputusan dicatat."),
        anchor=f"bagian-{item}",
        title=_("Keputusan baru"),
        item=row,
    )


@TABLE
@FORM
def decision(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Change a decision."""
    meeting = _at_the_table(request, code)
    row = _decision(meeting, number)
    form = DecisionForm(request.POST or None, initial=decision_values(row), meeting=meeting)
    return _filled(
        request,
        meeting,
        form,
        act=lambda: deciding.change_decision(row, form.given(), version=form.cleaned_data["versi"] or 0, by=reader(request)),
        said=_("Keputusan diubah."),
        anchor=f"keputusan-{number}",
        title=_("Keputusan %(number)d") % {"number": number},
        item=row.item,
        strike=f"/kerja/rakor/{code}/keputusan/{number}/coret/",
    )


@TABLE
@require_POST
def decision_strike(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Take a decision back."""
    meeting = _at_the_table(request, code)
    row = _decision(meeting, number)
    return attempt(
        request,
        lambda: deciding.strike_decision(row, by=reader(request)),
        said=_("Keputusan dicoret; nomornya tidak dipakai lagi."),
        back=f"/kerja/rakor/{code}/notula/#bagian-{row.item_id}",
    )


# --- Tasks ----------------------------------------------------------------------------------------------------------


@TABLE
@FORM
def task_new(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Write down a task under a decision."""
    meeting = _at_the_table(request, code)
    row = _decision(meeting, number)
    initial = {"owner": row.owner, "due_on": row.due_on}
    form = TaskForm(request.POST or None, initial=initial, meeting=meeting)
    return _filled(
        request,
        meeting,
        form,
        act=lambda: deciding.write_task(row, form.given(), by=reader(request)),
        said=_("Tindak lanjut dicatat."),
        anchor=f"keputusan-{number}",
        title=_("Tindak lanjut baru"),
        item=row.item,
        decision=row,
    )


@TABLE
@FORM
def task(request: HttpRequest, code: str, number: int, task: int) -> HttpResponse:
    """Change a task."""
    meeting = _at_the_table(request, code)
    decided = _decision(meeting, number)
    row = _task(decided, task)
    form = TaskForm(request.POST or None, initial=task_values(row), meeting=meeting)
    return _filled(
        request,
        meeting,
        form,
        act=lambda: deciding.change_task(row, form.given(), version=form.cleaned_data["versi"] or 0, by=reader(request)),
        said=_("Tindak lanjut diubah."),
        anchor=f"tugas-{number}-{task}",
        title=_("Tindak lanjut %(number)s") % {"number": f"{number}.{task}"},
        item=decided.item,
        decision=decided,
        strike=f"/kerja/rakor/{code}/keputusan/{number}/tugas/{task}/coret/",
    )


@TABLE
@require_POST
def task_strike(request: HttpRequest, code: str, number: int, task: int) -> HttpResponse:
    """Take a task back."""
    meeting = _at_the_table(request, code)
    row = _task(_decision(meeting, number), task)
    return attempt(
        request,
        lambda: deciding.strike_task(row, by=reader(request)),
        said=_("Tindak lanjut dicoret."),
        back=f"/kerja/rakor/{code}/notula/#keputusan-{number}",
    )


urlpatterns = [
    path("<str:code>/notula/<int:item>/keputusan-baru/", decision_new, name="decision_new"),
    path("<str:code>/keputusan/<int:number>/", decision, name="decision"),
    path("<str:code>/keputusan/<int:number>/coret/", decision_strike, name="decision_strike"),
    path("<str:code>/keputusan/<int:number>/tugas-baru/", task_new, name="task_new"),
    path("<str:code>/keputusan/<int:number>/tugas/<int:task>/", task, name="task"),
    path("<str:code>/keputusan/<int:number>/tugas/<int:task>/coret/", task_strike, name="task_strike"),
]
