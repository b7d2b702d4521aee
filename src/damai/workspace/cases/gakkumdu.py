"""Joint discussions in Gakkumdu: written down by the supervisors; the police read the record of their own table only."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from damai.agencies.access import AgencyKind, Role, open_to
from damai.cases.actions import discussing
from damai.cases.queries import Case, Track, handles, open_terms, tracks_of
from damai.cases.queries.citing import title_of
from damai.cases.queries.discussions import (
    CALLED,
    INSTITUTIONS,
    Discussion,
    discussion_for,
    handed_to,
    needs_all,
    police_units,
    words_of,
    zone_of_case,
)
from damai.cases.rules import Class
from damai.documents.queries import document
from damai.ledger.queries import now
from damai.triage.actions import NotYours, Refused

from ..desk import attempt, mistaken, reader
from .clarifying import in_zone, taken_out
from .desk import HANDLERS, found, headed
from .handling_forms import DiscussionForm

# Whoever handles the case, and the police who sat at the table.
TABLE = open_to(Role.OFFICER, Role.LEAD, Role.LIAISON, agencies=[AgencyKind.SUPERVISOR, AgencyKind.POLICE])
POLICE = open_to(Role.OFFICER, Role.LEAD, Role.LIAISON, agencies=[AgencyKind.POLICE])


def _crime(case: Case) -> Track:
    track = next((each for each in tracks_of(case) if each.klass == Class.PID), None)
    if track is None:
        raise Http404
    track.case = case
    return track


@HANDLERS
@require_http_methods(["GET", "HEAD", "POST"])
def discussions(request: HttpRequest, code: str) -> HttpResponse:
    """The discussions of a case, and a form to write down another."""
    case = found(request, code)
    track = _crime(case)
    units = [(unit.code, unit.name) for unit in police_units(case.agency.area_id)]
    conclusions = Discussion.Conclusion.choices
    with in_zone(case):
        form = DiscussionForm(request.POST or None, units=units, conclusions=conclusions, initial={"ordinal": _next(track)})
        status = 200
        if request.method == "POST":
            done = _note(request, track, form)
            if done is not None:
                return done
            status = mistaken(request)
        rows = track.discussions.order_by("held_at", "id")
        context = {
            **headed(case, "gakkumdu"),
            "track": track,
            "rows": [{"row": row, "called": CALLED[row.ordinal], "flaw": needs_all(row)} for row in rows],
            "terms": [term for term in open_terms(case) if term.track_id == track.pk],
            "form": form,
            "handles": handles(reader(request), case),
            "now": now(),
        }
        return render(request, "workspace/cases/discussions.html", context, status=status)


def _next(track: Track) -> int:
    held = [row.ordinal for row in track.discussions.all() if row.complete]
    return min(max(held, default=0) + 1, 3)


def _note(request: HttpRequest, track: Track, form: DiscussionForm) -> HttpResponse | None:
    if not form.is_valid():
        return None
    said = form.cleaned_data
    unit = next((each for each in police_units(track.case.agency.area_id) if each.code == said["unit"]), None)
    held = discussing.Held(
        ordinal=said["ordinal"],
        number=said["number"],
        held_at=said["held_at"],
        attending=form.attending(),
        matter=said["matter"],
        conclusion=said["conclusion"],
        concluded=said["concluded"],
        citations=[line.strip() for line in said["citations"].splitlines() if line.strip()],
        police=unit,
    )
    try:
        row = discussing.note_discussion(track, held, by=reader(request))
    except NotYours:
        raise Http404 from None
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None
    messages.success(request, _("%(which)s dicatat.") % {"which": CALLED[row.ordinal]})
    return redirect("workspace:discussions", track.case.code)


@HANDLERS
@require_POST
def all_heard(request: HttpRequest, code: str) -> HttpResponse:
    """Everyone who had to be heard was heard."""
    track = _crime(found(request, code))
    return attempt(
        request,
        lambda: discussing.note_all_heard(track, by=reader(request)),
        said=_("Klarifikasi dicatat selesai."),
        back=f"/kerja/perkara/{code}/gakkumdu/",
    )


@POLICE
@require_safe
def handed(request: HttpRequest) -> HttpResponse:
    """The records of the discussions at which the reader's unit sat."""
    rows = [{"row": row, "called": CALLED[row.ordinal]} for row in handed_to(reader(request))[:200]]
    return render(request, "workspace/cases/handed_discussions.html", {"rows": rows})


def _discussion(request: HttpRequest, code: str) -> Discussion:
    try:
        return discussion_for(reader(request), code)
    except Discussion.DoesNotExist:
        raise Http404 from None


@TABLE
@require_safe
def record(request: HttpRequest, discussion: str) -> HttpResponse:
    """One record: who sat there, what was discussed, what it came to. Nothing else of the case."""
    row = _discussion(request, discussion)
    words = words_of(row)
    context = {
        "row": row,
        "called": CALLED[row.ordinal],
        "flaw": needs_all(row),
        "matter": words.matter,
        "concluded": words.concluded,
        "attending": [(each, INSTITUTIONS[each.institution.value]) for each in words.attending],
        "citations": [title_of(each) for each in words.citations],
        "ours": handles(reader(request), row.track.case),
    }
    with timezone.override(zone_of_case(row.track.case)):
        return render(request, "workspace/cases/discussion.html", context)


@TABLE
@require_safe
def paper(request: HttpRequest, discussion: str, format: str) -> HttpResponse:
    """The minutes of a discussion on paper."""
    row = _discussion(request, discussion)
    if not row.document or format not in {"pdf", "docx"}:
        raise Http404
    return taken_out(request, document(row.document), format, subject=row.code)


fixed: list[URLPattern] = [
    path("gakkumdu/", handed, name="handed_discussions"),
    path("gakkumdu/<str:discussion>/", record, name="discussion"),
    path("gakkumdu/<str:discussion>/berita-acara.<str:format>", paper, name="discussion_paper"),
]
urlpatterns: list[URLPattern] = [
    path("<str:code>/gakkumdu/", discussions, name="discussions"),
    path("<str:code>/gakkumdu/klarifikasi-selesai/", all_heard, name="all_heard"),
]
