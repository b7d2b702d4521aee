"""What other offices handed over to mine: letter, what was chosen, my clocks; accept or refuse, tell what became of it."""

from collections.abc import Callable

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from damai.agencies.access import AgencyKind, Role, open_to
from damai.agencies.queries import scope_of
from damai.cases.actions import NotYours, Refused, answering
from damai.cases.queries.forwarding import (
    Forwarding,
    clocks_of,
    forwarding_to,
    forwardings_to,
    people_handed,
    results_for,
    results_told,
    words_of,
)
from damai.cases.queries.handed import pieces_of
from damai.evidence.queries import Exhibit, chunks_of
from damai.identities.queries import Identity
from damai.ledger.queries import now

from .cases.forwarding import letter_of
from .cases.forwarding_forms import AcceptForm, RefuseOfferForm, ResultForm
from .cases.people_forms import LABELS
from .desk import attempt, mistaken, reader

RECEIVERS = open_to(Role.OFFICER, Role.LEAD, Role.LIAISON)
SHOWN = 100


def mine(request: HttpRequest, code: str) -> Forwarding:
    """What was offered to my office and is still its own, or 404."""
    try:
        return forwarding_to(reader(request), code)
    except Forwarding.DoesNotExist:
        raise Http404 from None


@RECEIVERS
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """What waits for an answer, the soonest first, and what was accepted."""
    rows = list(forwardings_to(reader(request))[:SHOWN])
    waiting = sorted((row for row in rows if row.answer == Forwarding.Answer.WAITING), key=lambda row: row.answer_by)
    accepted = [row for row in rows if row.answer == Forwarding.Answer.ACCEPTED]
    context = {
        "waiting": waiting,
        "accepted": accepted,
        "sits": AgencyKind.POLICE in scope_of(reader(request)).kinds,
        "now": now(),
    }
    return render(request, "workspace/handed/listing.html", context)


@RECEIVERS
@require_safe
def detail(request: HttpRequest, code: str) -> HttpResponse:
    """One of them: exactly what was handed over."""
    return _page(request, mine(request, code))


def _page(
    request: HttpRequest,
    row: Forwarding,
    *,
    status: int = 200,
    opened: Identity | None = None,
    bad: dict[str, Form] | None = None,
) -> HttpResponse:
    waits, moves, forms = row.answer == Forwarding.Answer.WAITING, results_for(row), bad or {}
    context = {
        "row": row,
        "words": words_of(row),
        "pieces": [piece for piece in pieces_of(row.case.code) if piece.code in row.exhibits],
        "people": people_handed(row),
        "opened": opened,
        "labels": LABELS,
        "clocks": clocks_of(row).receivers,
        "told": results_told(row),
        "is_open": row.answer == Forwarding.Answer.ACCEPTED,
        "accept": forms.get("accept") or AcceptForm() if waits else None,
        "refuse": forms.get("refuse") or RefuseOfferForm() if waits else None,
        "result": forms.get("result") or ResultForm(moves=moves) if moves else None,
        "now": now(),
    }
    return render(request, "workspace/handed/detail.html", context, status=status)


@RECEIVERS
@require_POST
def accept(request: HttpRequest, code: str) -> HttpResponse:
    """Take it over: from now on my office is accountable."""
    said = _("Diterima. Kantor Anda bertanggung jawab sejak sekarang.")
    return _told(request, mine(request, code), "accept", AcceptForm(request.POST), answering.accept, said=said, back=_at(code))


@RECEIVERS
@require_POST
def refuse(request: HttpRequest, code: str) -> HttpResponse:
    """Do not take it, with a reason."""
    row, form, said = mine(request, code), RefuseOfferForm(request.POST), _("Ditolak: kembali kepada pengirimnya.")
    return _told(request, row, "refuse", form, answering.refuse, said=said, back="/kerja/penerusan/")


@RECEIVERS
@require_POST
def result(request: HttpRequest, code: str) -> HttpResponse:
    """Tell what became of it."""
    row = mine(request, code)
    form, said = ResultForm(request.POST, moves=results_for(row)), _("Hasil tersampaikan kepada pengirim.")
    return _told(request, row, "result", form, answering.tell_result, said=said, back=_at(code))


def _told(
    request: HttpRequest, row: Forwarding, name: str, form: Form, act: Callable[..., object], *, said: str, back: str
) -> HttpResponse:
    """What a form says to the sender is done; a form with a mistake comes back in its place on the page."""
    if not form.is_valid():
        return _page(request, row, status=mistaken(request), bad={name: form})
    return attempt(request, lambda: act(row, by=reader(request), **form.cleaned_data), said=said, back=back)


@RECEIVERS
@require_POST
def person(request: HttpRequest, code: str, person: str) -> HttpResponse:
    """Read who a chosen person is; noted, and the reporter sees it."""
    row = mine(request, code)
    try:
        opened = answering.read_person(row, person, by=reader(request), reason="handling")
    except (NotYours, Refused):
        raise Http404 from None
    return _page(request, row, opened=opened)


@RECEIVERS
@require_safe
def letter(request: HttpRequest, code: str, format: str) -> HttpResponse:
    """The letter."""
    return letter_of(request, mine(request, code), format)


@RECEIVERS
@require_safe
def piece(request: HttpRequest, code: str, piece: str) -> HttpResponseBase:
    """A chosen file as it came, as a download that no browser opens by itself; noted in its custody record."""
    try:
        exhibit = answering.take_piece(mine(request, code), piece, by=reader(request))
    except (NotYours, Refused, Exhibit.DoesNotExist):
        raise Http404 from None
    response = StreamingHttpResponse(chunks_of(exhibit.sha256), content_type="application/octet-stream")
    response["Content-Disposition"] = f'attachment; filename="{exhibit.code}"'
    response["Content-Length"] = str(exhibit.size)
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def _at(code: str) -> str:
    return f"/kerja/penerusan/{code}/"


urlpatterns: list[URLPattern] = [
    path("", listing, name="handed"),
    path("<str:code>/", detail, name="handed_detail"),
    path("<str:code>/terima/", accept, name="handed_accept"),
    path("<str:code>/tolak/", refuse, name="handed_refuse"),
    path("<str:code>/hasil/", result, name="handed_result"),
    path("<str:code>/surat.<str:format>", letter, name="handed_letter"),
    path("<str:code>/orang/<str:person>/", person, name="handed_person"),
    path("<str:code>/bukti/<str:piece>/", piece, name="handed_piece"),
]
