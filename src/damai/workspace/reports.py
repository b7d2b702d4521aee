"""Reports: the list, one report with its words, and what a person decides about it."""

from dataclasses import replace
from functools import partial

from django.contrib import messages
from django.db.models import Q
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from damai.agencies.access import Role, open_to, open_to_members
from damai.agencies.actions import Member, PersonalData, note_export, note_view
from damai.agencies.rules import Capability
from damai.cases.actions import open_case as open_case_of
from damai.cases.queries import case_of, suggested_regime, tells_who
from damai.intake.actions import derivative_of, reply
from damai.intake.queries import Forgotten, Message, NamedFile, files_of, open_file, thread_of
from damai.ledger.queries import now
from damai.seals.rules import CannotUnseal
from damai.triage import actions
from damai.triage.queries import (
    Report,
    agencies_with,
    duplicates_of,
    learn_senders,
    may,
    may_be_offered_to,
    messages_of,
    open_offer,
    page_of,
    read_in_full,
    report_for,
    routes_for,
)
from damai.triage.rules import Kind

from .desk import NO_HISTORY, attempt, history_of, mistaken, reader
from .forms import AsideForm, AskForm, ConfirmForm, OfferForm, OpenCaseForm, RefuseForm, ReportFilter

READERS = (Role.OFFICER, Role.LEAD, Role.LIAISON)


def found(request: HttpRequest, code: str) -> Report:
    """The report with this code, or 404: the same answer for one that is not there and one they may not see."""
    try:
        return report_for(reader(request), code)
    except Report.DoesNotExist:
        raise Http404 from None


@open_to_members
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """The reports of a desk, newest first."""
    form = ReportFilter(request.GET or None)
    said = form.cleaned_data if form.is_valid() else {}
    desk = request.GET.get("meja", "mine")
    page = page_of(
        reader(request),
        state=said.get("keadaan"),
        kind=said.get("jenis"),
        category=said.get("kategori"),
        area=said.get("wilayah"),
        desk=desk if desk in {"mine", "offered", "inbox", "sent"} else "mine",
        after=request.GET.get("sesudah"),
    )
    desks = [
        ("mine", _("Tanggung jawab kami")),
        ("offered", _("Ditawarkan kepada kami")),
        ("inbox", _("Masuk lewat kami")),
        ("sent", _("Kiriman saya")),
    ]
    chips = [{"href": f"?meja={code}", "label": label, "count": None, "current": code == desk} for code, label in desks]
    context = {"form": form, "page": page, "chips": chips, "desk": desk, "now": now()}
    return render(request, "workspace/reports/listing.html", context)


@open_to_members
@require_safe
def detail(request: HttpRequest, code: str) -> HttpResponse:
    """One report. Opening it opens its words, and that is noted."""
    return _detail(request, found(request, code))


def _detail(request: HttpRequest, report: Report, *, status: int = 200, **forms: object) -> HttpResponse:
    member = reader(request)
    opened = actions.open_words(report, by=member)
    decides = report.state == "new" and may(member, Capability.CONFIRM_REPORTS, report)
    offers = report.state == "confirmed" and not report.offered_to_id and may(member, Capability.HAND_OVER, report)
    offer = open_offer(report)
    case = case_of(report.code)
    handles = may(member, Capability.HANDLE_CASES, report)
    reads_all = _is(report, read_in_full(member))
    opens = handles and case is None and report.state == "confirmed" and report.kind in {Kind.VIOLATION, Kind.PRELIMINARY}
    context = {
        "report": report,
        "opened": [
            {
                "message": each.message,
                "words": each.words,
                "files": _files(each.message),
                # Who of the staff wrote is not told to the sender, not even to one of our own.
                "thread": [said if reads_all else replace(said, by=_("Petugas")) for said in thread_of(each.message)],
            }
            for each in opened
        ],
        "duplicates": duplicates_of(report, member),
        "offer": offer,
        "answers": offer is not None and offer.to_agency_id in _agencies(member),
        "confirm_form": ConfirmForm(initial=_initial(report)) if decides else None,
        "aside_form": AsideForm() if decides else None,
        "offer_form": OfferForm(agencies=[*routes_for(report), *may_be_offered_to(report)]) if offers else None,
        "refuse_form": RefuseForm(),
        "ask_form": AskForm() if _may_ask(member, report) else None,
        "open_form": _open_form(report) if opens else None,
        "case": case if handles else None,
        "held": report.leased_to_id == member.pk and report.leased_at(now()),
        "taken": report.leased_at(now()) and report.leased_to_id != member.pk,
        "history": history_of(report.code) if reads_all else NO_HISTORY,  # it names other reports and who decided
        "contact": _is(report, learn_senders(member)) and any(each.words and each.words.contact for each in opened),
        "now": now(),
        **forms,
    }
    return render(request, "workspace/reports/detail.html", context, status=status)


def _open_form(report: Report, data: object = None) -> OpenCaseForm:
    """How its case may begin: the law of the election in whose stages it happened is suggested, where that is one."""
    told = tells_who(report)
    formal = report.kind == Kind.VIOLATION and told
    initial = {"kind": "laporan" if formal else "informasi_awal", "regime": suggested_regime(report.happened_on)}
    return OpenCaseForm(data, told=told, initial=initial)


def _is(report: Report, condition: Q) -> bool:
    return Report.objects.filter(condition, pk=report.pk).exists()


def _may_ask(member: Member, report: Report) -> bool:
    """Whether a member may write to the senders: only who answers for the report, never who is merely asked to take it."""
    return any(may(member, each, report) for each in (Capability.CONFIRM_REPORTS, Capability.HANDLE_CASES, Capability.HAND_OVER))


def _agencies(member: Member) -> frozenset[str]:
    return agencies_with(member, Capability.ANSWER_OFFERS)


def _files(message: Message) -> list[NamedFile]:
    try:
        return files_of(message)
    except Forgotten:
        return []


def _initial(report: Report) -> dict[str, object]:
    return {
        "kind": report.suggested_kind,
        "category": report.suggested_category,
        "severity": report.severity,
        "area": report.area_id or "",
        "happened_on": report.happened_on,
        "known_on": report.known_on,
    }


@open_to(Role.OFFICER, Role.LEAD)
@require_POST
def take(request: HttpRequest, code: str) -> HttpResponse:
    """Hold one report for ten minutes."""
    report = found(request, code)
    return attempt(
        request,
        lambda: actions.take(report, by=reader(request)),
        said=_("Laporan ini Anda pegang selama sepuluh menit."),
        back=_at(code),
    )


@open_to(Role.OFFICER, Role.LEAD)
@require_POST
def confirm(request: HttpRequest, code: str) -> HttpResponse:
    """Decide what it is."""
    report = found(request, code)
    form = ConfirmForm(request.POST)
    if not form.is_valid():
        return _detail(request, report, status=mistaken(request), confirm_form=form)
    _as_seen(request, report)
    return attempt(
        request,
        lambda: actions.confirm(report, by=reader(request), **form.cleaned_data),
        said=_("Laporan ditetapkan."),
        back=_at(code),
    )


def _as_seen(request: HttpRequest, report: Report) -> None:
    """What the page said of the lease when it was opened, so that a lease that ended since is noticed."""
    if request.POST.get("dipegang") == "1":
        report.leased_to = reader(request)
    else:
        report.leased_to = None


@open_to(Role.OFFICER, Role.LEAD)
@require_POST
def set_aside(request: HttpRequest, code: str) -> HttpResponse:
    """Say that nothing follows from it, and why; it is kept."""
    report = found(request, code)
    _as_seen(request, report)
    form = AsideForm(request.POST)
    if not form.is_valid():
        return _detail(request, report, status=mistaken(request), aside_form=form)
    return attempt(
        request,
        lambda: actions.set_aside(report, reason=form.cleaned_data["reason"], by=reader(request)),
        said=_("Laporan dikesampingkan dan tetap disimpan."),
        back=_at(code),
    )


@open_to(Role.OFFICER, Role.LEAD)
@require_POST
def take_up(request: HttpRequest, code: str) -> HttpResponse:
    """Take a report up again that was set aside."""
    report = found(request, code)
    return attempt(
        request, lambda: actions.take_up(report, by=reader(request)), said=_("Laporan dibuka kembali."), back=_at(code)
    )


@open_to(Role.OFFICER, Role.LEAD)
@require_POST
def join(request: HttpRequest, code: str) -> HttpResponse:
    """Say that this and another are of one event."""
    report, into = found(request, code), found(request, request.POST.get("ke", ""))
    return attempt(
        request, lambda: actions.join(report, into=into, by=reader(request)), said=_("Laporan digabung."), back=_at(into.code)
    )


@open_to(Role.OFFICER, Role.LEAD)
@require_POST
def separate(request: HttpRequest, code: str) -> HttpResponse:
    """Undo a joining."""
    report = found(request, code)
    return attempt(
        request, lambda: actions.separate(report, by=reader(request)), said=_("Laporan dipisahkan lagi."), back=_at(code)
    )


@open_to(Role.OFFICER, Role.LEAD)
@require_POST
def not_the_same(request: HttpRequest, code: str) -> HttpResponse:
    """Say that a suggestion is wrong: they are two events."""
    report = found(request, code)
    other = request.POST.get("ke", "")
    for row in duplicates_of(report, reader(request)):
        if other in {row.report.code, row.of.code}:
            return attempt(
                request,
                partial(actions.deny_duplicate, row, by=reader(request)),
                said=_("Dicatat: dua kejadian berbeda."),
                back=_at(code),
            )
    raise Http404


@open_to(Role.OFFICER, Role.LEAD)
@require_POST
def offer(request: HttpRequest, code: str) -> HttpResponse:
    """Offer it to another agency. Until that agency accepts, we stay accountable."""
    report = found(request, code)
    form = OfferForm(request.POST, agencies=[*routes_for(report), *may_be_offered_to(report)])
    if not form.is_valid():
        return _detail(request, report, status=mistaken(request), offer_form=form)
    to = form.cleaned_data["to_agency"]
    said = _("Laporan ditawarkan kepada %(agency)s.") % {"agency": to.name}
    return attempt(request, lambda: actions.offer(report, to_agency=to, by=reader(request)), said=said, back=_at(code))


@open_to(*READERS)
@require_POST
def answer(request: HttpRequest, code: str) -> HttpResponse:
    """Accept or refuse what is offered to us, or withdraw what we offered."""
    report = found(request, code)
    open_one = open_offer(report)
    if open_one is None:
        messages.error(request, _("Tawaran ini sudah dijawab atau ditarik kembali."))
        return redirect(_at(code))
    word = request.POST.get("jawab")
    if word == "terima":
        return attempt(
            request,
            lambda: actions.accept_offer(open_one, by=reader(request)),
            said=_("Diterima: sekarang tanggung jawab Anda."),
            back=_at(code),
        )
    if word == "tarik":
        return attempt(
            request,
            lambda: actions.withdraw_offer(open_one, by=reader(request)),
            said=_("Tawaran ditarik kembali."),
            back=_at(code),
        )
    form = RefuseForm(request.POST)
    if not form.is_valid():
        return _detail(request, report, status=mistaken(request), refuse_form=form)
    return attempt(
        request,
        lambda: actions.refuse_offer(open_one, reason=form.cleaned_data["reason"], by=reader(request)),
        said=_("Ditolak: laporan kembali kepada penawar."),
        back="/kerja/laporan/?meja=offered",
    )


@open_to(*READERS)
@require_POST
def ask(request: HttpRequest, code: str) -> HttpResponse:
    """Ask the senders something, each by the door their message came in by."""
    report = found(request, code)
    if not _may_ask(reader(request), report):
        raise Http404
    form = AskForm(request.POST)
    if not form.is_valid():
        return _detail(request, report, status=mistaken(request), ask_form=form)
    for message in messages_of(report):
        if not message.forgotten:
            reply(message, text=form.cleaned_data["text"], by=reader(request).code)
    messages.success(request, _("Pertanyaan terkirim; pelapor melihatnya di halaman tanda terima."))
    return redirect(_at(code))


@open_to(Role.OFFICER, Role.LEAD)
@require_POST
def open_case(request: HttpRequest, code: str) -> HttpResponse:
    """Open the case of an alleged violation: the clock starts."""
    report = found(request, code)
    form = _open_form(report, request.POST)
    if not form.is_valid():
        return _detail(request, report, status=mistaken(request), open_form=form)
    return attempt(
        request,
        lambda: open_case_of(report, by=reader(request), **form.given()),
        said=_("Perkara dibuka; jam hukum berjalan."),
        back=_at(code),
    )


@open_to(*READERS)
@require_POST
def contact(request: HttpRequest, code: str) -> HttpResponse:
    """Open who the senders are. It is noted, and the page says so before."""
    report = found(request, code)
    member = reader(request)
    if not _is(report, learn_senders(member)):
        raise Http404
    note_view(member, subject=report.code, what=PersonalData.CONTACT, own=report.leased_to_id == member.pk)
    return _detail(request, report, show_contact=True)


@open_to(*READERS)
@require_safe
def picture(request: HttpRequest, code: str, message: str, number: int) -> FileResponse:
    """An image as it may be shown: made again from its pixels, without what the camera wrote into it."""
    file = _file(request, code, message, number)
    drawn = derivative_of(file) if file.is_image else None
    if drawn is None:
        raise Http404
    note_view(reader(request), subject=code, what=PersonalData.FILES)
    response = FileResponse(drawn, content_type="image/jpeg")
    response["Cache-Control"] = "private, max-age=600"
    return response


@open_to(*READERS)
@require_safe
def original(request: HttpRequest, code: str, message: str, number: int) -> HttpResponseBase:
    """The bytes as they came, as a download that no browser opens by itself; noted as taken out."""
    file = _file(request, code, message, number)
    try:
        opened = open_file(file.sha256)
    except FileNotFoundError:
        raise Http404 from None
    except CannotUnseal:
        messages.error(request, _("Berkas ini rusak di penyimpanan, jadi tidak diserahkan. Beri tahu operator sistem."))
        return redirect(_at(code))
    note_export(reader(request), subject=code, what=PersonalData.FILES, digest=file.sha256)
    response = FileResponse(opened, content_type="application/octet-stream", as_attachment=True, filename=file.download_name)
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def _file(request: HttpRequest, code: str, message: str, number: int) -> NamedFile:
    report = found(request, code)
    member = reader(request)
    if not _is(report, read_in_full(member)):
        raise Http404
    for each in messages_of(report):
        if each.code == message:
            for file in _files(each):
                if file.number == number:
                    return file
    raise Http404


def _at(code: str) -> str:
    return f"/kerja/laporan/{code}/"
