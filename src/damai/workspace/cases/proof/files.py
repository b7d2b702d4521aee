"""Take evidence in, hold a file against a piece, and hand an original out. Files go to the store as they arrive."""

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST

from damai.cases.queries import Case
from damai.evidence import actions
from damai.evidence.actions import Damaged, NotYours, OtherBytes, Refused
from damai.evidence.queries import Exhibit, chunks_of, exhibit_of, exhibits_of, kind_for
from damai.intake.actions import FileTooLarge
from damai.intake.channels.web.tokens import read_parts, sign_parts
from damai.intake.channels.web.upload import NotTakenIn, TakenIn, take_in
from damai.intake.envelope import Part
from damai.intake.rules.content import DOWNLOAD_HEADERS, suffix_of
from damai.ledger.queries import now

from ...desk import mistaken, reader
from .forms import AdoptForm, FileForm, ObjectForm
from .found import HANDLERS, case_of, piece_of, settled
from .pages import page, waiting

MOST_BYTES = 2 * 1024**3  # of one file: an hour of film from a telephone


def at(code: str, exhibit: str = "") -> str:
    """The address of a case's evidence, or of one piece."""
    return f"/kerja/perkara/{code}/bukti/{f'{exhibit}/' if exhibit else ''}"


@HANDLERS
@csrf_exempt  # only until the file has its way to the store; `_added` checks the token, which stands before the file
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, code: str) -> HttpResponse:
    """Add a file, a thing, or an attachment of the report's messages."""
    case = case_of(request, code)
    if request.method != "POST":
        return _adding(request, case)
    try:
        taken = take_in(request, most=MOST_BYTES, together=MOST_BYTES + 1024**2)
    except NotTakenIn as broken:
        return HttpResponse(_("Kiriman terputus atau rusak di jalan. Kembali, lalu kirim sekali lagi."), status=broken.status)
    return _added(request, case, taken)


def _adding(request: HttpRequest, case: Case, status: int = 200, **bad: Form) -> HttpResponse:
    exhibits = exhibits_of(case.code)
    context = {
        "case": case,
        "file_form": bad.get("file") or FileForm(exhibits=exhibits),
        "object_form": bad.get("thing") or ObjectForm(prefix="benda"),
        "attachments": [
            {"message": message, "file": file, "form": _adopting(message.code, file.number, file.media_type, bad.get("adopt"))}
            for message, file in waiting(case)
        ],
        "now": now(),
    }
    return render(request, "workspace/cases/proof/add.html", context, status=status)


def _adopting(message: str, number: int, media_type: str, bad: Form | None) -> Form:
    prefix = f"{message}-{number}"
    if bad is not None and bad.prefix == prefix:
        return bad
    return AdoptForm(prefix=prefix, initial={"kind": kind_for(media_type)})


@csrf_protect
def _added(request: HttpRequest, case: Case, taken: TakenIn) -> HttpResponse:
    data = taken.said.copy()
    parts = taken.parts[:1] or read_parts(data.get("kept", ""))[:1]
    data["kept"] = sign_parts(parts)
    form = FileForm(data, exhibits=exhibits_of(case.code))
    if taken.refusal is not None:
        form.add_error("berkas", _why(taken))
    elif not parts:
        form.add_error("berkas", _("Pilih berkasnya."))
    if not form.is_valid():
        return _adding(request, case, mistaken(request), file=form)
    try:
        row = _kept(request, case, form, parts[0])
    except NotYours:
        raise Http404 from None
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _adding(request, case, mistaken(request), file=form)
    messages.success(request, _("Bukti %(code)s disimpan. Sidik jarinya tercatat di buku besar.") % {"code": row.code})
    return redirect(at(case.code, row.code))


def _kept(request: HttpRequest, case: Case, form: FileForm, part: Part) -> Exhibit:
    said = form.cleaned_data
    first = exhibit_of(case.code, said["version_of"]).row if said["version_of"] else None
    return actions.keep_file(
        case.code,
        part,
        kind=said["kind"] or kind_for(part.media_type),
        title=said["title"],
        description=said["description"],
        source=said["source"],
        received_at=settled(said["received_at"]),
        taken_from=said["taken_from"],
        version_of=first,
        by=reader(request),
    )


def _why(taken: TakenIn) -> str:
    if isinstance(taken.refusal, FileTooLarge):
        return _("Berkas ini terlalu besar: paling besar 2 GB. Potong videonya menjadi beberapa bagian.")
    return _("Penyimpanan penuh. Berkas belum disimpan; beri tahu operator, lalu coba lagi.")


@HANDLERS
@require_POST
def add_object(request: HttpRequest, code: str) -> HttpResponse:
    """Add a thing."""
    case = case_of(request, code)
    form = ObjectForm(request.POST, prefix="benda")
    if not form.is_valid():
        return _adding(request, case, mistaken(request), thing=form)
    try:
        row = actions.keep_object(case.code, by=reader(request), **form.cleaned_data)
    except NotYours:
        raise Http404 from None
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _adding(request, case, mistaken(request), thing=form)
    messages.success(request, _("Bukti %(code)s dicatat.") % {"code": row.code})
    return redirect(at(case.code, row.code))


@HANDLERS
@require_POST
def adopt(request: HttpRequest, code: str, message: str, number: int) -> HttpResponse:
    """Make an attachment of the report's messages evidence."""
    case = case_of(request, code)
    found = next((each for each, file in waiting(case) if (each.code, file.number) == (message, number)), None)
    if found is None:
        raise Http404
    form = AdoptForm(request.POST, prefix=f"{message}-{number}")
    if not form.is_valid():
        return _adding(request, case, mistaken(request), adopt=form)
    try:
        row = actions.adopt(case.code, found, number, by=reader(request), **form.cleaned_data)
    except NotYours:
        raise Http404 from None
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _adding(request, case, mistaken(request), adopt=form)
    messages.success(request, _("Lampiran itu sekarang bukti %(code)s.") % {"code": row.code})
    return redirect(at(case.code, row.code))


@HANDLERS
@csrf_exempt  # as above: `_compared` checks the token
@require_POST
def compare(request: HttpRequest, code: str, exhibit: str) -> HttpResponse:
    """Hold a file against a piece of evidence: is it the same, bit for bit? The file is not kept."""
    if piece_of(request, code, exhibit).row.is_object:
        raise Http404
    try:
        taken = take_in(request, most=MOST_BYTES, together=MOST_BYTES + 1024**2)
    except NotTakenIn as broken:
        return HttpResponse(_("Kiriman terputus atau rusak di jalan. Kembali, lalu kirim sekali lagi."), status=broken.status)
    return _compared(request, code, exhibit, taken)


@csrf_protect
def _compared(request: HttpRequest, code: str, exhibit: str, taken: TakenIn) -> HttpResponse:
    case, shown = case_of(request, code), piece_of(request, code, exhibit)
    if taken.refusal is not None or not taken.parts:
        why = _why(taken) if taken.refusal is not None else _("Pilih berkasnya.")
        return page(request, case, shown, mistaken(request), compared=why)
    try:
        actions.compare(shown.row, taken.parts[0], by=reader(request))
    except OtherBytes as refusal:
        messages.error(request, str(refusal))
    except NotYours:
        raise Http404 from None
    else:
        messages.success(request, _("Berkas itu sama dengan bukti ini, bita demi bita."))
    return redirect(at(case.code, shown.code))


@HANDLERS
@require_POST
def original(request: HttpRequest, code: str, exhibit: str) -> HttpResponseBase:
    """The bytes as they came, as a download that no browser opens by itself; each time is an entry of the custody record."""
    shown = piece_of(request, code, exhibit)
    row = shown.row
    if row.is_object:
        raise Http404
    try:
        actions.hand_out(row, by=reader(request))
    except NotYours:
        raise Http404 from None
    except Damaged as refusal:
        messages.error(request, str(refusal))
        return redirect(at(code, shown.code))
    name = f"{row.code}{suffix_of(row.media_type, held=shown.held)}"
    return download(StreamingHttpResponse(chunks_of(row.sha256), content_type="application/octet-stream"), name, row.size)


def download(response: StreamingHttpResponse, name: str, size: int) -> StreamingHttpResponse:
    """A file that leaves: as a download, in a sandbox, kept by no cache, of a length that tells a broken line."""
    for header, value in DOWNLOAD_HEADERS.items():
        response[header] = value
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Content-Length"] = str(size)
    return response
