"""The right of reply of a reported party: what is asked, the link that is shown once, and the files they sent."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from damai.agencies.actions import PersonalData, note_export
from damai.cases.actions import asking
from damai.cases.queries import Case, handles
from damai.cases.queries.replies import RightOfReply, files_of, reply_for
from damai.identities.queries import people_of
from damai.identities.rules import Part
from damai.intake.queries import open_file
from damai.intake.rules.content import suffix_of
from damai.triage.actions import NotYours, Refused

from ..desk import attempt, mistaken, reader
from .clarifying import in_zone
from .desk import HANDLERS, found, headed
from .handling_forms import RenewForm, SideForm, TakeInForm


def _reply(request: HttpRequest, case: Case, code: str) -> RightOfReply:
    try:
        row = reply_for(reader(request), code)
    except RightOfReply.DoesNotExist:
        raise Http404 from None
    if row.case_id != case.pk:
        raise Http404
    return row


def _link(request: HttpRequest, case: Case, asked: asking.Asked) -> HttpResponse:
    """The link, once: only its digest is kept."""
    context = {
        **headed(case, "klarifikasi"),
        "asked": asked,
        "link": request.build_absolute_uri(asked.path),
        "page": request.build_absolute_uri("/tanggapan/perkara/"),
    }
    with in_zone(case):
        response = render(request, "workspace/cases/side_link.html", context)
    response["Cache-Control"] = "no-store"
    return response


@HANDLERS
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, code: str) -> HttpResponse:
    """Ask a reported party for their side."""
    case = found(request, code)
    people = [each for each in people_of(case.code) if each.part == Part.REPORTED]
    context = {**headed(case, "klarifikasi"), "people": people}
    with in_zone(case):
        form = SideForm(request.POST or None, people=people, initial={"how": "printed"})
        context["form"] = form
        if request.method != "POST":
            return render(request, "workspace/cases/ask_side.html", context)
        if form.is_valid():
            try:
                asked = asking.ask_for_side(case, by=reader(request), **form.cleaned_data)
            except NotYours:
                raise Http404 from None
            except Refused as refusal:
                form.add_error(None, str(refusal))
            else:
                return _link(request, case, asked)
        return render(request, "workspace/cases/ask_side.html", context, status=mistaken(request))


@HANDLERS
@require_POST
def renew(request: HttpRequest, code: str, reply: str) -> HttpResponse:
    """Another link; the one before opens nothing any more."""
    case = found(request, code)
    row, form = _reply(request, case, reply), RenewForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Pilih cara mengirim tautan."))
        return redirect("workspace:hearings", code)
    try:
        asked = asking.renew_link(row, how=form.cleaned_data["how"], by=reader(request))
    except NotYours:
        raise Http404 from None
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("workspace:hearings", code)
    return _link(request, case, asked)


@HANDLERS
@require_POST
def close(request: HttpRequest, code: str, reply: str) -> HttpResponse:
    """Close the way in."""
    case = found(request, code)
    row = _reply(request, case, reply)
    return attempt(
        request,
        lambda: asking.close_reply(row, by=reader(request)),
        said=_("Tautan ditutup. Yang sudah dijawab tetap ada."),
        back=f"/kerja/perkara/{code}/klarifikasi/",
    )


@HANDLERS
@require_safe
def file(request: HttpRequest, code: str, reply: str, number: int) -> FileResponse:
    """A file of the answer that stands, as a download that no browser opens by itself; noted as taken out."""
    case = found(request, code)
    row = _reply(request, case, reply)
    if not handles(reader(request), case):
        raise Http404
    kept = next((each.row for each in files_of(row) if each.row.number == number), None)
    if kept is None:
        raise Http404
    try:
        opened = open_file(kept.file_id)
    except FileNotFoundError:
        raise Http404 from None
    note_export(reader(request), subject=row.code, what=PersonalData.FILES, digest=kept.file_id)
    name = f"{row.code}-{number}{suffix_of(kept.file.media_type, held=kept.file.held)}"  # ours: theirs may name a person
    response = FileResponse(opened, content_type="application/octet-stream", as_attachment=True, filename=name)
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


@HANDLERS
@require_POST
def take_in(request: HttpRequest, code: str, reply: str, number: int) -> HttpResponse:
    """Make a file of theirs evidence of the case."""
    case = found(request, code)
    row, form = _reply(request, case, reply), TakeInForm(request.POST)
    kept = next((each.row for each in files_of(row) if each.row.number == number), None)
    if kept is None:
        raise Http404
    kept.version.reply = row
    title = form.cleaned_data["title"] if form.is_valid() else ""
    return attempt(
        request,
        lambda: asking.take_in_file(kept, title=title, by=reader(request)),
        said=_("Berkas menjadi bukti perkara."),
        back=f"/kerja/perkara/{code}/klarifikasi/",
    )


urlpatterns: list[URLPattern] = [
    path("<str:code>/hak-jawab/minta/", ask, name="side_ask"),
    path("<str:code>/hak-jawab/<str:reply>/tautan/", renew, name="side_renew"),
    path("<str:code>/hak-jawab/<str:reply>/tutup/", close, name="side_close"),
    path("<str:code>/hak-jawab/<str:reply>/berkas/<int:number>/", file, name="side_file"),
    path("<str:code>/hak-jawab/<str:reply>/berkas/<int:number>/bukti/", take_in, name="side_take_in"),
]
