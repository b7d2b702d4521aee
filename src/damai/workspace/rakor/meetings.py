"""Series and meetings: made, changed, cancelled, with their agenda."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from damai.agencies.access import AgencyKind, Role, open_to
from damai.ledger.queries import now
from damai.rakor import actions
from damai.rakor.queries import (
    AgendaItem,
    Meeting,
    Series,
    agenda_of,
    answers_to,
    budget_of,
    conveners_of,
    doors_of,
    may_convene,
    meeting_for,
    meetings_for,
    one_series_for,
    table_of,
    when,
)

from ..desk import attempt, history_of, mistaken, reader
from .forms import ItemForm, MeetingForm, SeriesForm
from .minutes import lines_for
from .papers import papers_of

# Who reads meetings, and who calls them: the second is checked again against the agency that convenes.
TABLE = open_to(Role.OFFICER, Role.LEAD, Role.LIAISON)
CONVENERS = open_to(Role.OFFICER, Role.LEAD, agencies=set(AgencyKind) - {AgencyKind.POLICE})


def found(request: HttpRequest, code: str) -> Meeting:
    """The meeting with this code, or 404."""
    try:
        return meeting_for(reader(request), code)
    except Meeting.DoesNotExist:
        raise Http404 from None


def convened(request: HttpRequest, code: str) -> Meeting:
    """The meeting with this code if the reader convenes it, or 404."""
    meeting = found(request, code)
    if not may_convene(reader(request), meeting):
        raise Http404
    return meeting


def series_found(request: HttpRequest, code: str, *, to_change: bool = False) -> Series:
    """The series with this code, or 404."""
    try:
        series = one_series_for(reader(request), code)
    except Series.DoesNotExist:
        raise Http404 from None
    if to_change and not may_convene(reader(request), series):
        raise Http404
    return series


def where(meeting: Meeting, part: str = "") -> str:
    """The address of a meeting's page."""
    return f"/kerja/rakor/{meeting.code}/{part}"


def refused_into(form: MeetingForm | SeriesForm, act: Callable[[], object]) -> object | None:
    """Do something; what is refused is said in the form, so that nothing typed is lost."""
    try:
        return act()
    except actions.NotYours:
        raise Http404 from None
    except actions.Refused as refusal:
        form.add_error(None, str(refusal))
        return None


# --- Series ---------------------------------------------------------------------------------------------------------


@CONVENERS
@require_http_methods(["GET", "HEAD", "POST"])
def series_new(request: HttpRequest) -> HttpResponse:
    """Begin a run of meetings."""
    form = SeriesForm(request.POST or None, agencies=conveners_of(reader(request)))
    if request.method == "POST" and form.is_valid():
        made = refused_into(form, lambda: actions.open_series(by=reader(request), **form.cleaned_data))
        if isinstance(made, Series):
            return redirect("workspace:series", made.code)
    status = mistaken(request) if form.is_bound else 200
    return render(request, "workspace/rakor/series_form.html", {"form": form}, status=status)


@TABLE
@require_safe
def series(request: HttpRequest, code: str) -> HttpResponse:
    """One series with its meetings and events, the latest first."""
    one = series_found(request, code)
    context = {
        "series": one,
        "meetings": meetings_for(reader(request)).filter(series=one),
        "may_convene": may_convene(reader(request), one),
        "history": history_of(one.code),
        "now": now(),
    }
    return render(request, "workspace/rakor/series.html", context)


@CONVENERS
@require_http_methods(["GET", "HEAD", "POST"])
def series_edit(request: HttpRequest, code: str) -> HttpResponse:
    """Say it better, or say that it is over."""
    one = series_found(request, code, to_change=True)
    form = SeriesForm(request.POST or None, series=one)
    if request.method == "POST" and form.is_valid():
        kept = refused_into(form, lambda: actions.change_series(one, by=reader(request), **form.cleaned_data))
        if kept is not None:
            return redirect("workspace:series", one.code)
    status = mistaken(request) if form.is_bound else 200
    return render(request, "workspace/rakor/series_form.html", {"form": form, "series": one}, status=status)


# --- Meetings -------------------------------------------------------------------------------------------------------


@CONVENERS
@require_http_methods(["GET", "HEAD", "POST"])
def meeting_new(request: HttpRequest, code: str) -> HttpResponse:
    """Plan a meeting of a series."""
    one = series_found(request, code, to_change=True)
    form = MeetingForm(request.POST or None, convener=one.convener, initial={"kind": Meeting.Kind.RAKOR, "title": ""})
    if request.method == "POST" and form.is_valid():
        made = refused_into(form, lambda: actions.call_meeting(one, by=reader(request), **form.given()))
        if isinstance(made, Meeting):
            return redirect("workspace:meeting", made.code)
    return _meeting_form(request, form, series=one)


@CONVENERS
@require_http_methods(["GET", "HEAD", "POST"])
def meeting_edit(request: HttpRequest, code: str) -> HttpResponse:
    """Change what is planned; those invited are told with one press on the page of invitations."""
    meeting = convened(request, code)
    form = MeetingForm(request.POST or None, convener=meeting.convener, meeting=meeting)
    if request.method == "POST" and form.is_valid():
        kept = refused_into(form, lambda: actions.change_meeting(meeting, by=reader(request), **form.given()))
        if kept is not None:
            return redirect("workspace:meeting", meeting.code)
    return _meeting_form(request, form, series=meeting.series, meeting=meeting)


def _meeting_form(request: HttpRequest, form: MeetingForm, *, series: Series, meeting: Meeting | None = None) -> HttpResponse:
    """The form; the box "it was held already" is offered only where the day typed has passed."""
    starts_at = form.starts_at()
    past = starts_at is not None and starts_at <= now()
    context = {"form": form, "series": series, "meeting": meeting, "past": past}
    status = mistaken(request) if form.is_bound else 200
    return render(request, "workspace/rakor/meeting_form.html", context, status=status)


@TABLE
@require_safe
def meeting(request: HttpRequest, code: str) -> HttpResponse:
    """One meeting: when, where, its agenda, who is invited, and what to do next."""
    return _detail(request, found(request, code))


def _detail(
    request: HttpRequest, meeting: Meeting, *, status: int = 200, bad: ItemForm | None = None, bad_item: int = 0
) -> HttpResponse:
    mine = may_convene(reader(request), meeting)
    open_ = meeting.state not in {Meeting.State.CANCELLED, Meeting.State.FINAL}
    rows = [
        {
            "item": item,
            "form": bad if bad_item == item.number else ItemForm(convener=meeting.convener, item=item),
            "lines": lines_for(request, item.figures),
        }
        for item in agenda_of(meeting)
    ]
    context = {
        "meeting": meeting,
        "when": when(meeting),
        "may_convene": mine,
        "may_change": mine and open_,
        "rows": rows,
        "item_form": bad if bad is not None and not bad_item else ItemForm(convener=meeting.convener),
        "budget": budget_of(meeting),
        "answers": answers_to(meeting),
        "table": table_of(meeting),
        "doors": doors_of(meeting),
        "afterwards": meeting.created_at >= meeting.starts_at,
        "papers": papers_of(meeting),
        "history": history_of(meeting.code),
        "now": now(),
    }
    return render(request, "workspace/rakor/meeting.html", context, status=status)


@CONVENERS
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: HttpRequest, code: str) -> HttpResponse:
    """Ask once more, then cancel; everyone who had a letter gets a cancellation."""
    meeting = convened(request, code)
    if request.method != "POST":
        return render(request, "workspace/rakor/cancel.html", {"meeting": meeting, "answers": answers_to(meeting)})
    said = _("Rapat dibatalkan. Yang sudah diundang menerima pembatalan.")
    return attempt(request, lambda: actions.cancel_meeting(meeting, by=reader(request)), said=said, back=where(meeting))


# --- Agenda ---------------------------------------------------------------------------------------------------------


@CONVENERS
@require_POST
def item_add(request: HttpRequest, code: str) -> HttpResponse:
    """Put one more item at the end."""
    meeting = convened(request, code)
    form = ItemForm(request.POST, convener=meeting.convener)
    if not form.is_valid():
        return _detail(request, meeting, status=mistaken(request), bad=form)
    return attempt(
        request,
        lambda: actions.add_item(meeting, by=reader(request), **form.cleaned_data),
        said=_("Mata acara ditambahkan."),
        back=where(meeting, "#agenda"),
    )


def _item(meeting: Meeting, number: int) -> AgendaItem:
    item = next((each for each in agenda_of(meeting) if each.number == number), None)
    if item is None:
        raise Http404
    item.meeting = meeting
    return item


@CONVENERS
@require_POST
def item_change(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Save an item, move it up or down, or take it off: the button that was pressed says which."""
    meeting = convened(request, code)
    item, by, back = _item(meeting, number), reader(request), where(meeting, "#agenda")
    act = request.POST.get("aksi", "simpan")
    if act in {"naik", "turun"}:
        said = _("Urutan agenda diubah.")
        return attempt(request, lambda: actions.move_item(item, up=act == "naik", by=by), said=said, back=back)
    if act == "hapus":
        return attempt(request, lambda: actions.drop_item(item, by=by), said=_("Mata acara dihapus."), back=back)
    form = ItemForm(request.POST, convener=meeting.convener, item=item)
    if not form.is_valid():
        return _detail(request, meeting, status=mistaken(request), bad=form, bad_item=number)
    said = _("Mata acara disimpan.")
    return attempt(request, lambda: actions.change_item(item, by=by, **form.cleaned_data), said=said, back=back)
