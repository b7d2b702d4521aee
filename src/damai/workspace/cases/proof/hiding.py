"""Look at pictures, and hide faces and number plates in copies of them."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from damai.evidence import actions
from damai.evidence.actions import NotYours, Refused
from damai.evidence.queries import CannotShow, Derivative, Shown, Unreadable, chunks_of, derivative_of, picture_of
from damai.evidence.rules.boxes import MOST, BadBox, Box, stored, typed

from ...desk import mistaken, reader
from .files import at, download
from .found import HANDLERS, case_of, picture_piece, piece_of

SIDES = ("kiri", "atas", "lebar", "tinggi")
SPARE = 3  # empty rows for who draws without a script


@HANDLERS
@require_safe
def picture(request: HttpRequest, code: str, exhibit: str) -> HttpResponse:
    """A picture as it may be shown, drawn anew; looking is an entry of the custody record."""
    return _drawn(request, picture_piece(request, code, exhibit))


@HANDLERS
@require_safe
def grid(request: HttpRequest, code: str, exhibit: str) -> HttpResponse:
    """The picture with these boxes hidden, and a grid to place them by numbers."""
    shown = picture_piece(request, code, exhibit)
    try:
        packed = [[int(side) for side in each.split(",")] for each in request.GET.getlist("k")[:MOST]]
        return _drawn(request, shown, stored(packed), grid=True)
    except (ValueError, BadBox):
        raise Http404 from None


def _drawn(request: HttpRequest, shown: Shown, boxes: tuple[Box, ...] = (), *, grid: bool = False) -> HttpResponse:
    try:
        body = picture_of(shown.row, boxes, grid=grid)
        actions.note_look(shown.row, by=reader(request))
    except (CannotShow, Unreadable, NotYours):
        raise Http404 from None
    return HttpResponse(body, content_type="image/jpeg")


@HANDLERS
@require_http_methods(["GET", "HEAD", "POST"])
def blur(request: HttpRequest, code: str, exhibit: str) -> HttpResponse:
    """Draw boxes over a picture, by hand or by numbers; a press makes the copy."""
    shown = picture_piece(request, code, exhibit)
    if request.method != "POST":
        return _editor(request, shown, [["", "", "", ""]])
    columns = [request.POST.getlist(side)[: MOST + 1] for side in SIDES]
    rows = [list(row) for row in zip(*columns, strict=False)]
    try:
        boxes = typed(*columns)
    except BadBox as bad:
        return _editor(request, shown, rows, status=mistaken(request), wrong=_wrong(bad))
    if request.POST.get("pratinjau"):
        return _editor(request, shown, rows, boxes=boxes)
    try:
        copy = actions.blur(shown.row, boxes, by=reader(request))
    except NotYours:
        raise Http404 from None
    except Refused as refusal:
        return _editor(request, shown, rows, status=mistaken(request), wrong=str(refusal))
    messages.success(request, _("Salinan tersamar %(number)d dibuat. Aslinya tetap seperti semula.") % {"number": copy.number})
    return redirect(at(code, shown.code))


def _editor(
    request: HttpRequest, shown: Shown, rows: list[list[str]], *, status: int = 200, boxes: tuple[Box, ...] = (), wrong: str = ""
) -> HttpResponse:
    filled = [row for row in rows if any(side.strip() for side in row)]
    spare = [["", "", "", ""]] * max(0, min(SPARE, MOST - len(filled)))
    context = {
        "case": case_of(request, shown.row.subject),
        "shown": shown,
        "rows": [*filled, *spare],
        "most": MOST,
        "preview": [",".join(map(str, box.packed)) for box in boxes],
        "wrong": wrong,
    }
    return render(request, "workspace/cases/proof/blur.html", context, status=status)


def _wrong(bad: BadBox) -> str:
    said = {
        "number": _("Kotak %(place)d: isi keempat angkanya dengan persen, misalnya 12,5."),
        "small": _("Kotak %(place)d terlalu kecil untuk menyamarkan sesuatu."),
        "outside": _("Kotak %(place)d terletak di luar gambar. Kiri dan atas harus kurang dari 100 persen."),
        "many": _("Kotaknya terlalu banyak; paling banyak 60."),
    }
    return said[bad.flaw] % {"place": bad.place}


@HANDLERS
@require_safe
def copy(request: HttpRequest, code: str, exhibit: str, number: int) -> HttpResponse:
    """A copy with boxes hidden, to look at."""
    shown, row = _copy(request, code, exhibit, number)
    try:
        body = b"".join(chunks_of(row.sha256))
        actions.note_look(shown.row, by=reader(request), derivative=row.number)
    except (Unreadable, NotYours):
        raise Http404 from None
    return HttpResponse(body, content_type="image/jpeg")


@HANDLERS
@require_POST
def take_copy(request: HttpRequest, code: str, exhibit: str, number: int) -> HttpResponseBase:
    """A copy with boxes hidden, to take along; an entry of the custody record."""
    shown, row = _copy(request, code, exhibit, number)
    try:
        actions.hand_out_copy(row, by=reader(request))
    except NotYours:
        raise Http404 from None
    name = f"{shown.code}-{row.number}-tersamar.jpg"
    return download(StreamingHttpResponse(chunks_of(row.sha256), content_type="application/octet-stream"), name, row.size)


def _copy(request: HttpRequest, code: str, exhibit: str, number: int) -> tuple[Shown, Derivative]:
    shown = piece_of(request, code, exhibit)
    try:
        return shown, derivative_of(shown.row, number)
    except Derivative.DoesNotExist:
        raise Http404 from None
