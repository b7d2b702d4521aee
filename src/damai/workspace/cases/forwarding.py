"""Offers of a case to other bodies and what they answered, for the office that sends; one body is accountable at any time."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from damai.agencies.actions import PersonalData, note_export
from damai.cases.actions import NotYours, Refused, answering, forwarding
from damai.cases.queries import Case, Track, handles, tracks_of
from damai.cases.queries.forwarding import (
    Forwarding,
    accountable,
    clocks_of,
    forwarding_of,
    forwardings_of,
    may_be_outside,
    receivers_for,
    results_for,
    results_told,
    time_to_answer,
    ways_for,
    words_of,
)
from damai.cases.queries.handed import pieces_of
from damai.cases.rules import Guard, Receiver
from damai.documents.queries import Document, Forgotten, docx_of, pdf_of
from damai.documents.queries import document as document_by
from damai.identities.queries import people_of
from damai.ledger.queries import now

from ..desk import attempt, mistaken, reader
from ..documents.common import TYPES, download
from .desk import HANDLERS, found, headed
from .forwarding_forms import AcceptForm, DeliveryForm, HandOverForm, RefuseOfferForm, ResultForm

CASE = "perkara"  # stands in an address where a class would: the case itself is handed over


def mine(request: HttpRequest, code: str) -> Case:
    """A case that this member handles, or 404."""
    case = found(request, code)
    if not handles(reader(request), case):
        raise Http404
    return case


def sent(request: HttpRequest, code: str, forwarding: str) -> Forwarding:
    """One offer of a case that this member handles, or 404."""
    try:
        return forwarding_of(mine(request, code), forwarding)
    except Forwarding.DoesNotExist:
        raise Http404 from None


@HANDLERS
@require_safe
def listing(request: HttpRequest, code: str) -> HttpResponse:
    """Everything that was offered of a case, who is accountable for what, and what can be offered now."""
    return _page(request, mine(request, code))


def _page(request: HttpRequest, case: Case, *, status: int = 200, bad: dict[str, Any] | None = None) -> HttpResponse:
    head = headed(case, "penerusan")
    context = {
        **head,
        "accountable": accountable(case),
        "ways": _ways(case, head["tracks"]),
        "classes": [{"track": track, "accountable": accountable(track)} for track in head["tracks"]],
        "rows": [_row(row, bad) for row in forwardings_of(case)],
        "now": now(),
    }
    return render(request, "workspace/cases/forwarding.html", context, status=status)


def _ways(case: Case, tracks: list[Track]) -> list[dict[str, Any]]:
    """What can be offered to whom; what waits for an answer is not offered twice."""
    found_ways = []
    waiting = {row.track_id for row in forwardings_of(case) if row.answer == Forwarding.Answer.WAITING}
    things: list[Case | Track] = [case, *tracks]
    for what in things:
        track = what if isinstance(what, Track) else None
        if (track.pk if track else None) in waiting:
            continue
        for way in ways_for(what):
            label = dict(Forwarding._meta.get_field("kind").flatchoices)[way.kind.value]
            found_ways.append({"what": track.klass if track else CASE, "track": track, "kind": way.kind.value, "label": label})
    return found_ways


def _row(row: Forwarding, bad: dict[str, Any] | None) -> dict[str, Any]:
    forms = bad if bad and bad["code"] == row.code else {}
    waits, moves = row.answer == Forwarding.Answer.WAITING, results_for(row)
    return {
        "row": row,
        "words": words_of(row),
        "clocks": clocks_of(row),
        "told": results_told(row),
        "delivery": forms.get("delivery") or DeliveryForm() if waits and row.delivered_at is None else None,
        "accept": forms.get("accept") or AcceptForm() if waits and row.receiver_id is None else None,
        "refuse": forms.get("refuse") or RefuseOfferForm() if waits and row.receiver_id is None else None,
        "result": forms.get("result") or ResultForm(moves=moves) if moves else None,
    }


# --- Offering -------------------------------------------------------------------------------------------------------


@HANDLERS
@require_http_methods(["GET", "HEAD", "POST"])
def offer(request: HttpRequest, code: str, what: str, kind: str) -> HttpResponse:
    """To whom, with what, and the letter."""
    case = mine(request, code)
    wanted = next((each for each in Receiver if each.value == kind), None)
    track = next((each for each in tracks_of(case) if each.klass == what), None) if what != CASE else None
    if wanted is None or (track is None and what != CASE):
        raise Http404
    if track is not None:
        track.case = case
    thing = track or case
    way = next((each for each in ways_for(thing) if each.kind is wanted), None)
    if way is None:
        messages.error(request, _("Dari keadaannya sekarang, ini tidak dapat diserahkan ke sana."))
        return redirect(_at(code))
    form = HandOverForm(
        request.POST or None,
        agencies=receivers_for(wanted, case),
        pieces=pieces_of(case.code),
        people=people_of(case.code),
        outside=may_be_outside(wanted),
        minutes=way.move is not None and Guard.PLENARY in way.move.guards,
    )
    if request.method == "POST" and form.is_valid():
        try:
            row = forwarding.offer(thing, kind=wanted, by=reader(request), **form.given())
        except NotYours:
            raise Http404 from None
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Penerusan %(code)s ditawarkan.") % {"code": row.code})
            return redirect(_at(code))
    label = dict(Forwarding._meta.get_field("kind").flatchoices)[wanted.value]
    context = {**headed(case, "penerusan"), "form": form, "label": label, "track": track, "answer": time_to_answer(wanted)}
    return render(request, "workspace/cases/hand_over.html", context, status=mistaken(request) if form.errors else 200)


# --- While it waits, and afterwards ---------------------------------------------------------------------------------


@HANDLERS
@require_POST
def prove(request: HttpRequest, code: str, forwarding_code: str) -> HttpResponse:
    """Write down that the letter arrived."""
    row, form = sent(request, code, forwarding_code), DeliveryForm(request.POST)
    return _noted(request, row, "delivery", form, forwarding.prove_delivery, said=_("Penyampaian surat dicatat."))


@HANDLERS
@require_POST
def withdraw(request: HttpRequest, code: str, forwarding_code: str) -> HttpResponse:
    """Take an offer back."""
    row = sent(request, code, forwarding_code)
    return attempt(
        request, lambda: forwarding.withdraw(row, by=reader(request)), said=_("Penerusan ditarik kembali."), back=_at(code)
    )


@HANDLERS
@require_POST
def accept(request: HttpRequest, code: str, forwarding_code: str) -> HttpResponse:
    """Write down that a body without accounts accepted."""
    row, form = sent(request, code, forwarding_code), AcceptForm(request.POST)
    return _noted(request, row, "accept", form, answering.accept, said=_("Penerimaan dicatat."))


@HANDLERS
@require_POST
def refuse(request: HttpRequest, code: str, forwarding_code: str) -> HttpResponse:
    """Write down that a body without accounts refused."""
    row, form = sent(request, code, forwarding_code), RefuseOfferForm(request.POST)
    return _noted(request, row, "refuse", form, answering.refuse, said=_("Penolakan dicatat."))


@HANDLERS
@require_POST
def result(request: HttpRequest, code: str, forwarding_code: str) -> HttpResponse:
    """Write down what the receiver told by letter."""
    row = sent(request, code, forwarding_code)
    form = ResultForm(request.POST, moves=results_for(row))
    return _noted(request, row, "result", form, answering.tell_result, said=_("Hasil dicatat."))


def _noted(
    request: HttpRequest, row: Forwarding, name: str, form: Form, act: Callable[..., object], *, said: str
) -> HttpResponse:
    """What a form says of an offer is done with it; a form with a mistake comes back in its place on the page."""
    if not form.is_valid():
        return _page(request, row.case, status=mistaken(request), bad={"code": row.code, name: form})
    return attempt(request, lambda: act(row, by=reader(request), **form.cleaned_data), said=said, back=_at(row.case.code))


@HANDLERS
@require_safe
def letter(request: HttpRequest, code: str, forwarding_code: str, format: str) -> HttpResponse:
    """The letter of an offer, as it was issued."""
    row = sent(request, code, forwarding_code)
    return letter_of(request, row, format)


def letter_of(request: HttpRequest, row: Forwarding, format: str) -> HttpResponse:
    """A letter as a download that is noted."""
    if format not in TYPES:
        raise Http404
    try:
        paper = document_by(row.document)
        body = pdf_of(paper) if format == "pdf" else docx_of(paper)
    except (Document.DoesNotExist, Forgotten):
        raise Http404 from None
    digest = paper.pdf_sha256 if format == "pdf" else paper.docx_sha256
    note_export(reader(request), subject=row.code, what=PersonalData.ALL, own=True, digest=digest)
    return download(body, name=f"{paper.kind}-{row.code}", format=format)


def _at(code: str) -> str:
    return f"/kerja/perkara/{code}/penerusan/"


urlpatterns: list[URLPattern] = [
    path("<str:code>/penerusan/", listing, name="forwardings"),
    path("<str:code>/penerusan/tawarkan/<slug:what>/<slug:kind>/", offer, name="hand_over"),
    path("<str:code>/penerusan/<str:forwarding_code>/sampai/", prove, name="forwarding_delivered"),
    path("<str:code>/penerusan/<str:forwarding_code>/tarik/", withdraw, name="forwarding_withdraw"),
    path("<str:code>/penerusan/<str:forwarding_code>/terima/", accept, name="forwarding_outside_accept"),
    path("<str:code>/penerusan/<str:forwarding_code>/tolak/", refuse, name="forwarding_outside_refuse"),
    path("<str:code>/penerusan/<str:forwarding_code>/hasil/", result, name="forwarding_outside_result"),
    path("<str:code>/penerusan/<str:forwarding_code>/surat.<str:format>", letter, name="forwarding_letter"),
]
