"""Clarification: who is invited, how it reached them, and what becomes of it; beside it the reported party's side."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from damai.agencies.actions import PersonalData, note_export
from damai.cases.actions import hearing as minutes
from damai.cases.actions import inviting
from damai.cases.actions.hearing_letters import Asked, Signer
from damai.cases.queries import Case, handles, open_terms
from damai.cases.queries.hearings import (
    Clarification,
    bring_of,
    chain_of,
    hearing_for,
    hearings_of,
    matter_of,
    place_of,
    properly_invited,
    zone_of_case,
)
from damai.cases.queries.replies import told_in
from damai.documents.queries import Document, document, documents_about, docx_of, pdf_of
from damai.identities.queries import people_of
from damai.ledger.queries import now
from damai.outbox.queries import state_of
from damai.triage.actions import NotYours, Refused

from ..desk import attempt, mistaken, reader
from ..documents.common import download
from .desk import HANDLERS, found, headed
from .handling_forms import HandedForm, InviteForm, RenewForm, TakeInForm

State = Clarification.State


def hearing_in(request: HttpRequest, case: Case, code: str) -> Clarification:
    """The hearing with this code in this case, or 404."""
    try:
        row = hearing_for(reader(request), code)
    except Clarification.DoesNotExist:
        raise Http404 from None
    if row.case_id != case.pk:
        raise Http404
    return row


def in_zone(case: Case) -> Any:
    """Moments are typed and shown where the office is."""
    return timezone.override(zone_of_case(case))


@HANDLERS
@require_safe
def hearings(request: HttpRequest, code: str) -> HttpResponse:
    """Everyone who was invited, and the reported parties' side."""
    case = found(request, code)
    rows = hearings_of(case)
    parts = {each.code: each for each in people_of(case.code)}
    terms = [term for term in open_terms(case) if term.handling]
    context = {
        **headed(case, "klarifikasi"),
        "rows": [{"hearing": row, "person": parts.get(row.person), "proper": properly_invited(row)} for row in rows],
        "sides": told_in(case) if handles(reader(request), case) else [],
        "parts": parts,
        "handles": handles(reader(request), case),
        "registered": case.registered_at is not None and case.closed_at is None,
        "ends": min((term.due_at for term in terms), default=None),
        "renew": RenewForm(),
        "take_in": TakeInForm(),
        "now": now(),
    }
    with in_zone(case):
        return render(request, "workspace/cases/hearings.html", context)


# --- Inviting -------------------------------------------------------------------------------------------------------


def _given(form: InviteForm) -> tuple[Asked, Signer]:
    said = form.cleaned_data
    asked = Asked(
        at=said["at"],
        way=Clarification.Way(said["way"]),
        place=said["place"],
        matter=said["matter"],
        bring=form.bring_words(),
        contact=said["contact"],
    )
    return asked, Signer(office=said["office"], name=said["name"], nip=said["nip"])


def _form_page(
    request: HttpRequest,
    case: Case,
    form: InviteForm,
    *,
    title: str,
    act: Callable[[Asked, Signer, str], Clarification],
    said: str,
    button: str,
) -> HttpResponse:
    """The form, and what it came to: refused, everything typed stands in it."""
    context = {**headed(case, "klarifikasi"), "form": form, "title": title, "button": button}
    with in_zone(case):
        if request.method != "POST":
            return render(request, "workspace/cases/invite.html", context)
        if form.is_valid():
            try:
                row = act(*_given(form), form.cleaned_data.get("person", ""))
            except NotYours:
                raise Http404 from None
            except Refused as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, said)
                return redirect("workspace:hearing", case.code, row.code)
        return render(request, "workspace/cases/invite.html", context, status=mistaken(request))


@HANDLERS
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest, code: str) -> HttpResponse:
    """Invite somebody of the case."""
    case = found(request, code)
    initial = {"way": Clarification.Way.OFFICE, "bring": ["identity"], "person": request.GET.get("orang", "")}
    form = InviteForm(request.POST or None, people=people_of(case.code), initial=initial)
    return _form_page(
        request,
        case,
        form,
        title=_("Undang untuk klarifikasi"),
        act=lambda asked, signer, person: inviting.invite(case, person=person, asked=asked, signer=signer, by=reader(request)),
        said=_("Undangan dibuat. Suratnya ada di halaman ini; bila ada alamat surel, undangan juga dikirim ke sana."),
        button=_("Undang"),
    )


def _from(row: Clarification) -> dict[str, Any]:
    asked = inviting.as_asked(row)
    return {"at": asked.at, "way": asked.way, "place": asked.place, "matter": asked.matter, "bring": row.bring}


@HANDLERS
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, code: str, hearing: str) -> HttpResponse:
    """Another time or place."""
    case = found(request, code)
    row = hearing_in(request, case, hearing)
    with in_zone(case):
        form = InviteForm(request.POST or None, people=None, initial=_from(row))
    return _form_page(
        request,
        case,
        form,
        title=_("Ubah undangan %(code)s") % {"code": row.code},
        act=lambda asked, signer, _person: inviting.move_hearing(row, asked=asked, signer=signer, by=reader(request)),
        said=_("Undangan diubah, dan surat baru menggantikan yang lama."),
        button=_("Ubah undangan"),
    )


@HANDLERS
@require_http_methods(["GET", "HEAD", "POST"])
def again(request: HttpRequest, code: str, hearing: str) -> HttpResponse:
    """The second invitation."""
    case = found(request, code)
    row = hearing_in(request, case, hearing)
    initial = {name: value for name, value in _from(row).items() if name != "at"}
    form = InviteForm(request.POST or None, people=None, initial=initial)
    return _form_page(
        request,
        case,
        form,
        title=_("Undangan kedua sesudah %(code)s") % {"code": row.code},
        act=lambda asked, signer, _person: inviting.invite_again(row, asked=asked, signer=signer, by=reader(request)),
        said=_("Undangan kedua dibuat."),
        button=_("Undang sekali lagi"),
    )


# --- One invitation -------------------------------------------------------------------------------------------------


@HANDLERS
@require_safe
def hearing(request: HttpRequest, code: str, hearing: str) -> HttpResponse:
    """One invitation: the letter, how it arrived, and what can be done."""
    case = found(request, code)
    return _hearing(request, case, hearing_in(request, case, hearing))


def _hearing(
    request: HttpRequest, case: Case, row: Clarification, *, status: int = 200, handed: HandedForm | None = None
) -> HttpResponse:
    mine = handles(reader(request), case)
    person = next((each for each in people_of(case.code) if each.code == row.person), None)
    mail = state_of([row.letter_key]).get(row.letter_key) if row.letter_key else None
    context = {
        **headed(case, "klarifikasi"),
        "hearing": row,
        "person": person,
        "place": place_of(row) if mine else "",
        "matter": matter_of(row) if mine else "",
        "bring": bring_of(row),
        "chain": chain_of(row)[:-1],
        "later": Clarification.objects.filter(follows=row).first(),
        "mail": mail,
        "proper": properly_invited(row),
        "letter": document(row.document) if row.document else None,
        "papers": [each for each in documents_about(row.code) if each.kind == "berita-acara-klarifikasi"],
        "handles": mine,
        "passed": row.at <= now(),
        "today": timezone.localdate(row.at) <= timezone.localdate(now()),
        "handed": handed or HandedForm(),
        "may_again": row.state == State.ABSENT and row.times == 1,
        "now": now(),
    }
    with in_zone(case):
        return render(request, "workspace/cases/hearing.html", context, status=status)


def _acted(request: HttpRequest, code: str, hearing: str, act: Callable[[Clarification], Any], said: str) -> HttpResponse:
    case = found(request, code)
    row = hearing_in(request, case, hearing)
    return attempt(request, lambda: act(row), said=said, back=f"/kerja/perkara/{code}/klarifikasi/{hearing}/")


@HANDLERS
@require_POST
def note_handed(request: HttpRequest, code: str, hearing: str) -> HttpResponse:
    """How the letter reached them."""
    case = found(request, code)
    row = hearing_in(request, case, hearing)
    with in_zone(case):
        form = HandedForm(request.POST)
        if not form.is_valid():
            return _hearing(request, case, row, status=mistaken(request), handed=form)
    said = form.cleaned_data
    return _acted(
        request,
        code,
        hearing,
        lambda each: inviting.note_handed(each, how=said["how"], to=said["to"], at=said["at"], by=reader(request)),
        _("Dicatat bagaimana undangan sampai."),
    )


@HANDLERS
@require_POST
def cancel(request: HttpRequest, code: str, hearing: str) -> HttpResponse:
    """Nobody need come."""
    act = lambda row: inviting.cancel_hearing(row, by=reader(request))  # noqa: E731 -- named for the line below
    return _acted(request, code, hearing, act, _("Undangan dibatalkan."))


@HANDLERS
@require_POST
def absent(request: HttpRequest, code: str, hearing: str) -> HttpResponse:
    """They stayed away."""
    act = lambda row: inviting.note_absent(row, by=reader(request))  # noqa: E731 -- named for the line below
    return _acted(request, code, hearing, act, _("Ketidakhadiran dicatat. Batas waktu penanganan tetap berjalan."))


@HANDLERS
@require_POST
def begin(request: HttpRequest, code: str, hearing: str) -> HttpResponse:
    """They came."""
    case = found(request, code)
    row = hearing_in(request, case, hearing)
    return attempt(
        request,
        lambda: minutes.open_hearing(row, by=reader(request)),
        said=_("Klarifikasi dimulai."),
        back=f"/kerja/perkara/{code}/klarifikasi/{hearing}/ba/",
    )


@HANDLERS
@require_safe
def paper(request: HttpRequest, code: str, hearing: str, number: str, format: str) -> HttpResponse:
    """A letter or minutes of this hearing. It names people, so taking it out is noted."""
    case = found(request, code)
    row = hearing_in(request, case, hearing)
    if not handles(reader(request), case) or format not in {"pdf", "docx"}:
        raise Http404
    try:
        kept = documents_about(row.code).get(code=number)
    except Document.DoesNotExist:
        raise Http404 from None
    return taken_out(request, document(kept.code), format, subject=row.code)


def taken_out(request: HttpRequest, kept: Document, format: str, *, subject: str) -> HttpResponse:
    """A paper as a download, and a line in the log of who took personal data out."""
    body = pdf_of(kept) if format == "pdf" else docx_of(kept)
    digest = kept.pdf_sha256 if format == "pdf" else kept.docx_sha256
    note_export(reader(request), subject=subject, what=PersonalData.ALL, own=True, digest=digest)
    return download(body, name=f"{kept.kind}-{kept.code}", format=format)


urlpatterns: list[URLPattern] = [
    path("<str:code>/klarifikasi/", hearings, name="hearings"),
    path("<str:code>/klarifikasi/undang/", invite, name="invite"),
    path("<str:code>/klarifikasi/<str:hearing>/", hearing, name="hearing"),
    path("<str:code>/klarifikasi/<str:hearing>/ubah/", move, name="hearing_move"),
    path("<str:code>/klarifikasi/<str:hearing>/kedua/", again, name="hearing_again"),
    path("<str:code>/klarifikasi/<str:hearing>/sampai/", note_handed, name="hearing_handed"),
    path("<str:code>/klarifikasi/<str:hearing>/batal/", cancel, name="hearing_cancel"),
    path("<str:code>/klarifikasi/<str:hearing>/tidak-hadir/", absent, name="hearing_absent"),
    path("<str:code>/klarifikasi/<str:hearing>/mulai/", begin, name="hearing_begin"),
    path("<str:code>/klarifikasi/<str:hearing>/surat/<str:number>.<str:format>", paper, name="hearing_paper"),
]
