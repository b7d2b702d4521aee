"""One action item: how far it is, what is in the way, its evidence, and who judges it."""

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.http.request import UnreadablePostError
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST, require_safe

from damai.agencies.queries import today
from damai.commitments import actions
from damai.commitments.queries import (
    ActionItem,
    Evidence,
    acting_for,
    evidence_for,
    exists,
    item_for,
    judging_for,
    may_convene,
    sign_of,
)
from damai.commitments.rules import is_late
from damai.intake.actions import derivative_of
from damai.intake.channels.web.tokens import read_parts, sign_parts
from damai.intake.channels.web.upload import ToFileStore
from damai.intake.envelope import Part
from damai.intake.queries import open_file
from damai.intake.rules.content import DOWNLOAD_HEADERS
from damai.ledger.queries import now

from ..desk import attempt, history_of, mistaken, reader
from .detail import at
from .doors import AT_THE_TABLE, tried
from .forms import CancelForm, EvidenceForm, MoveForm, ObstaclesForm, SendBackForm

OVER = ("done", "cancelled")


def found(request: HttpRequest, code: str) -> ActionItem:
    """The item with this code, or 404."""
    try:
        return item_for(reader(request), code)
    except ActionItem.DoesNotExist:
        raise Http404 from None


@AT_THE_TABLE
@require_safe
def item(request: HttpRequest, code: str) -> HttpResponse:
    """One action item."""
    return page(request, found(request, code))


def page(request: HttpRequest, row: ActionItem, status: int = 200, **bad: object) -> HttpResponse:
    """The page; `bad` holds the form that has to be mended: evidence, obstacles, back, cancel, move."""
    member = reader(request)
    is_open = row.state not in OVER and row.commitment.withdrawn_on is None
    works = is_open and acting_for(member, row) is not None
    convenes = is_open and may_convene(member, row.commitment)
    pieces = list(row.evidence.select_related("agency", "by", "judged_agency", "judged_by", "file").order_by("-number"))
    waiting = pieces[0] if pieces and pieces[0].state == Evidence.State.SUBMITTED else None
    judges = is_open and waiting is not None and _judges(request, row, waiting)
    context = {
        "item": row,
        "commitment": row.commitment,
        "is_open": is_open,
        "is_late": is_late(sign_of(row), today()),
        "supporting": list(row.supporting.all()),
        "moves": list(row.moves.select_related("by").order_by("id")),
        "evidence": [_piece(request, each) for each in pieces],
        "waiting": waiting,
        "judges": judges,
        "works": works,
        "convenes": convenes,
        "evidence_form": bad.get("evidence") or EvidenceForm(),
        "obstacles_form": bad.get("obstacles") or ObstaclesForm(initial={"words": row.obstacles}, prefix="kendala"),
        "back_form": bad.get("back") or SendBackForm(prefix="kembali"),
        "cancel_form": bad.get("cancel") or CancelForm(prefix="batal"),
        "move_form": bad.get("move") or MoveForm(initial={"to": row.due_on}, prefix="tenggat"),
        "history": history_of(row.code),
        "now": now(),
    }
    return render(request, "workspace/commitments/item.html", context, status=status)


def _judges(request: HttpRequest, row: ActionItem, waiting: Evidence) -> bool:
    involved = frozenset({row.owner_id, waiting.agency_id})
    return judging_for(reader(request), commitment=row.commitment, involved=involved) is not None


def _piece(request: HttpRequest, row: Evidence) -> dict[str, object]:
    """A piece of evidence as this reader may see it: the code of something they may not open stays hidden."""
    return {
        "row": row,
        "reference": row.reference if row.reference and exists(reader(request), row.reference) else "",
        "href": _ADDRESSES.get(row.reference[:2], "").format(row.reference),
        "picture": row.file is not None and not row.file.held and row.file.media_type.startswith("image/"),
    }


_ADDRESSES = {
    "L-": "/kerja/laporan/{}/",
    "P-": "/kerja/perkara/{}/",
    "R-": "/kerja/rakor/{}/",
    "K-": "/kerja/komitmen/{}/",
    "T-": "/kerja/komitmen/{}/",
}


@AT_THE_TABLE
@require_POST
def begin(request: HttpRequest, code: str) -> HttpResponse:
    """Say that it is being worked on."""
    row = found(request, code)
    return attempt(request, lambda: actions.begin(row, by=reader(request)), said=_("Dicatat: sedang dikerjakan."), back=at(code))


@AT_THE_TABLE
@require_POST
def obstacles(request: HttpRequest, code: str) -> HttpResponse:
    """Tell what is in the way."""
    row, form = found(request, code), ObstaclesForm(request.POST, prefix="kendala")
    return tried(
        request,
        form,
        lambda: actions.tell_obstacles(row, words=form.cleaned_data["words"], by=reader(request)),
        again=lambda status: page(request, row, status, obstacles=form),
        said=_("Kendala disimpan."),
        back=at(code),
    )


# --- Evidence ---------------------------------------------------------------------------------------------------------


@AT_THE_TABLE
@csrf_exempt  # only until the file has its way to the store; `_evidence` checks the token, which stands before the file
@require_POST
def evidence(request: HttpRequest, code: str) -> HttpResponse:
    """Send evidence. Files go to the store as they arrive, never through memory."""
    desk = ToFileStore(request)
    request.upload_handlers = [desk]
    try:
        request.POST  # noqa: B018 -- reading it is what takes the file in
    except (RequestDataTooBig, MultiPartParserError, SuspiciousOperation, UnreadablePostError):
        return HttpResponse(_("Kiriman terputus atau rusak di jalan. Kembali, lalu kirim sekali lagi."), status=400)
    finally:
        desk.abandon()
    return _evidence(request, code, desk)


@csrf_protect
def _evidence(request: HttpRequest, code: str, desk: ToFileStore) -> HttpResponse:
    row = found(request, code)
    data = request.POST.copy()
    parts = tuple(desk.parts) or read_parts(data.get("kept", ""))
    data["kept"] = sign_parts(parts[:1])
    form = EvidenceForm(data)
    if desk.refusal is not None:
        form.add_error("berkas", _("Berkas terlalu besar, atau penyimpanan penuh. Paling besar 100 MB; kirim sebagai tautan."))
        return page(request, row, mistaken(request), evidence=form)
    if not form.is_valid():
        return page(request, row, mistaken(request), evidence=form)
    said = form.cleaned_data
    given = [name for name, there in (("file", parts), ("link", said["link"]), ("damai", said["reference"])) if there]
    if len(given) != 1:
        form.add_error(None, _("Kirim satu bukti: berkas, tautan, atau kode sesuatu di Damai."))
        return page(request, row, mistaken(request), evidence=form)
    file: Part | None = parts[0] if parts else None
    return _sent(request, row, form, kind=given[0], file=file)


def _sent(request: HttpRequest, row: ActionItem, form: EvidenceForm, *, kind: str, file: Part | None) -> HttpResponse:
    said = form.cleaned_data

    def again(status: int) -> HttpResponse:
        form.keeps_file = False  # it was looked into and refused
        return page(request, row, status, evidence=form)

    return tried(
        request,
        form,
        lambda: actions.submit_evidence(
            row, kind=kind, words=said["words"], file=file, link=said["link"], reference=said["reference"], by=reader(request)
        ),
        again=again,
        said=_("Bukti dikirim. Lembaga lain akan menilainya."),
        back=at(row.code),
    )


def piece(request: HttpRequest, code: str, number: int) -> Evidence:
    """A piece of evidence, or 404."""
    try:
        return evidence_for(reader(request), code, number)
    except Evidence.DoesNotExist:
        raise Http404 from None


@AT_THE_TABLE
@require_POST
def accept(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Accept evidence: the item is done."""
    row = piece(request, code, number)
    return attempt(
        request, lambda: actions.accept_evidence(row, by=reader(request)), said=_("Bukti diterima: selesai."), back=at(code)
    )


@AT_THE_TABLE
@require_POST
def send_back(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Send evidence back, with what is missing."""
    row, form = piece(request, code, number), SendBackForm(request.POST, prefix="kembali")
    return tried(
        request,
        form,
        lambda: actions.send_back(row, words=form.cleaned_data["words"], by=reader(request)),
        again=lambda status: page(request, found(request, code), status, back=form),
        said=_("Bukti dikembalikan dengan alasannya."),
        back=at(code),
    )


@AT_THE_TABLE
@require_safe
def download(request: HttpRequest, code: str, number: int) -> FileResponse:
    """The bytes as they came, as a download that no browser opens by itself."""
    row = piece(request, code, number)
    if row.file_id is None:
        raise Http404
    try:
        opened = open_file(row.file_id)
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(opened, content_type="application/octet-stream", as_attachment=True, filename=row.file_name)
    for name, value in DOWNLOAD_HEADERS.items():
        response[name] = value
    return response


@AT_THE_TABLE
@require_safe
def picture(request: HttpRequest, code: str, number: int) -> FileResponse:
    """What may be shown of a photo: drawn anew, without metadata."""
    row = piece(request, code, number)
    drawn = derivative_of(row.file) if row.file is not None else None
    if drawn is None:
        raise Http404
    return FileResponse(drawn, content_type="image/jpeg")


# --- What the convener changes ----------------------------------------------------------------------------------------


@AT_THE_TABLE
@require_POST
def cancel(request: HttpRequest, code: str) -> HttpResponse:
    """Cancel the item."""
    row, form = found(request, code), CancelForm(request.POST, prefix="batal")
    return tried(
        request,
        form,
        lambda: actions.cancel(row, words=form.cleaned_data["words"], by=reader(request)),
        again=lambda status: page(request, row, status, cancel=form),
        said=_("Tindak lanjut dibatalkan."),
        back=at(code),
    )


@AT_THE_TABLE
@require_POST
def move(request: HttpRequest, code: str) -> HttpResponse:
    """Move the due date."""
    row, form = found(request, code), MoveForm(request.POST, prefix="tenggat")
    return tried(
        request,
        form,
        lambda: actions.move_due_date(row, to=form.cleaned_data["to"], words=form.cleaned_data["words"], by=reader(request)),
        again=lambda status: page(request, row, status, move=form),
        said=_("Tenggat dipindah."),
        back=at(code),
    )
