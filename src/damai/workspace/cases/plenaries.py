"""Plenaries: prepared, held, signed by everyone who was there from their own account, in force."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from damai.agencies.access import proven_at
from damai.agencies.queries import proven_recently, scope_of
from damai.cases.actions import convening, enacting
from damai.cases.queries.plenaries import (
    PlenaryItem,
    PlenoRecord,
    checked,
    leads,
    lines_for,
    may_read_notes,
    notes_of,
    offices_of,
    plenaries_for,
    plenary_for,
    seats_of,
)
from damai.documents.queries import document
from damai.ledger.queries import is_demo, now
from damai.triage.actions import NotYours, Refused

from ..desk import attempt, history_of, mistaken, reader
from .clarifying import taken_out
from .desk import HANDLERS
from .handling_forms import PlenaryForm

S = PlenoRecord.State


def plenary_of(request: HttpRequest, plenary: str) -> PlenoRecord:
    """The plenary with this code, or 404."""
    try:
        return plenary_for(reader(request), plenary)
    except PlenoRecord.DoesNotExist:
        raise Http404 from None


def at(row: PlenoRecord) -> str:
    """The page of a plenary."""
    return f"/kerja/perkara/pleno/{row.code}/"


@HANDLERS
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """The plenaries of the office, the latest first."""
    rows = plenaries_for(reader(request))[:200]
    return render(request, "workspace/cases/plenaries.html", {"rows": rows, "now": now()})


@HANDLERS
@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: HttpRequest) -> HttpResponse:
    """Begin the minutes of a plenary."""
    office = offices_of(reader(request)).first()
    if office is None:
        raise Http404
    form = PlenaryForm(request.POST or None)
    act = lambda said: convening.draft_plenary(office, by=reader(request), **said)  # noqa: E731 -- named for the line below
    return _form(request, form, act, title=_("Siapkan rapat pleno"), said=_("Rapat pleno disiapkan."))


@HANDLERS
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, plenary: str) -> HttpResponse:
    """Correct the number or the day of a draft."""
    row = plenary_of(request, plenary)
    form = PlenaryForm(request.POST or None, initial={"number": row.number, "held_on": row.held_on})
    act = lambda said: convening.change_plenary(row, by=reader(request), **said)  # noqa: E731 -- named for the line below
    return _form(request, form, act, title=_("Ubah nomor atau hari"), said=_("Diubah."))


def _form(
    request: HttpRequest, form: PlenaryForm, act: Callable[[dict[str, Any]], PlenoRecord], *, title: str, said: str
) -> HttpResponse:
    context = {"form": form, "title": title}
    if request.method != "POST":
        return render(request, "workspace/cases/plenary_form.html", context)
    if form.is_valid():
        try:
            row = act(form.cleaned_data)
        except NotYours:
            raise Http404 from None
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, said)
            return redirect(at(row))
    return render(request, "workspace/cases/plenary_form.html", context, status=mistaken(request))


@HANDLERS
@require_safe
def detail(request: HttpRequest, plenary: str) -> HttpResponse:
    """One plenary: seats, agenda, signatures, and what was carried out."""
    row, member = plenary_of(request, plenary), reader(request)
    seats = seats_of(row)
    mine = next((seat for seat in seats if seat.member_id == member.pk), None)
    reads_notes = may_read_notes(member, row)
    context = {
        "plenary": row,
        "seats": seats,
        "lines": lines_for(member, row),
        "leads": leads(member, row.agency_id),
        "mine": mine,
        "signs": bool(mine and mine.present and mine.signed_at is None and row.state == S.SIGNING),
        "has_factor": is_demo() or scope_of(member).has_second_factor,
        "proven": proven_recently(member, proven_at(request), now()),
        "reads_notes": reads_notes,
        "notes": notes_of(row) if reads_notes else "",
        "checked": checked(row) if row.state == S.IN_FORCE and seats else None,
        "is_draft": row.state == S.DRAFT,
        "history": history_of(row.code),
        "now": now(),
    }
    return render(request, "workspace/cases/plenary.html", context)


def _acted(request: HttpRequest, plenary: str, act: Callable[[PlenoRecord], Any], said: str) -> HttpResponse:
    row = plenary_of(request, plenary)
    return attempt(request, lambda: act(row), said=said, back=at(row))


@HANDLERS
@require_POST
def presence(request: HttpRequest, plenary: str) -> HttpResponse:
    """Who is there, and who is out of the room for the whole agenda."""
    there, out = request.POST.getlist("hadir"), request.POST.getlist("keluar")
    act = lambda row: convening.set_presence(row, present=there, recused=out, by=reader(request))  # noqa: E731 -- named below
    return _acted(request, plenary, act, _("Kehadiran dicatat."))


@HANDLERS
@require_POST
def notes(request: HttpRequest, plenary: str) -> HttpResponse:
    """What was considered."""
    words = request.POST.get("kata", "")
    act = lambda row: convening.write_notes(row, words=words, by=reader(request))  # noqa: E731 -- named below
    return _acted(request, plenary, act, _("Pertimbangan disimpan."))


@HANDLERS
@require_POST
def take_off(request: HttpRequest, plenary: str, number: int) -> HttpResponse:
    """Take a matter off the agenda."""
    row = plenary_of(request, plenary)
    item = _item(request, row, number)
    return attempt(request, lambda: convening.take_off(item, by=reader(request)), said=_("Ditarik dari agenda."), back=at(row))


def _item(request: HttpRequest, row: PlenoRecord, number: int) -> PlenaryItem:
    line = next((each for each in lines_for(reader(request), row) if each.item.number == number and not each.hidden), None)
    if line is None:
        raise Http404
    return line.item


@HANDLERS
@require_POST
def open_for_signing(request: HttpRequest, plenary: str) -> HttpResponse:
    """The plenary was held."""
    act = lambda row: convening.open_for_signing(row, by=reader(request))  # noqa: E731 -- named below
    return _acted(request, plenary, act, _("Dibuka untuk ditandatangani. Yang hadir menandatangani dari akunnya sendiri."))


@HANDLERS
@require_POST
def sign(request: HttpRequest, plenary: str) -> HttpResponse:
    """Sign, from one's own account, with a second factor proven a moment ago."""
    act = lambda row: convening.sign_plenary(row, by=reader(request), proven_at=proven_at(request))  # noqa: E731 -- named below
    return _acted(request, plenary, act, _("Anda menandatangani."))


@HANDLERS
@require_POST
def reopen(request: HttpRequest, plenary: str) -> HttpResponse:
    """Back to the draft."""
    act = lambda row: convening.reopen_plenary(row, by=reader(request))  # noqa: E731 -- named below
    return _acted(request, plenary, act, _("Dikembalikan ke rancangan; tanda tangan ditarik."))


@HANDLERS
@require_POST
def drop(request: HttpRequest, plenary: str) -> HttpResponse:
    """It comes to nothing."""
    act = lambda row: convening.drop_plenary(row, by=reader(request))  # noqa: E731 -- named below
    return _acted(request, plenary, act, _("Rapat pleno dibatalkan; agendanya dapat dibawa ke pleno lain."))


@HANDLERS
@require_POST
def put_in_force(request: HttpRequest, plenary: str) -> HttpResponse:
    """What was decided holds, and is carried out; what could not be carried out is said."""
    row = plenary_of(request, plenary)
    try:
        done = enacting.put_in_force(row, by=reader(request))
    except NotYours:
        raise Http404 from None
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(at(row))
    messages.success(request, _("Pleno berlaku. Berita acaranya diterbitkan."))
    for number, why in done.refused.items():
        messages.warning(request, _("Nomor %(n)d belum dilaksanakan: %(why)s") % {"n": number, "why": why})
    return redirect(at(row))


@HANDLERS
@require_POST
def carry_out(request: HttpRequest, plenary: str, number: int) -> HttpResponse:
    """Carry out a matter that could not be carried out before."""
    row = plenary_of(request, plenary)
    item = _item(request, row, number)
    return attempt(request, lambda: enacting.carry_out(item, by=reader(request)), said=_("Dilaksanakan."), back=at(row))


@HANDLERS
@require_safe
def paper(request: HttpRequest, plenary: str, format: str) -> HttpResponse:
    """The minutes on paper, for those who may read what was considered."""
    row = plenary_of(request, plenary)
    if not row.document or format not in {"pdf", "docx"} or not may_read_notes(reader(request), row):
        raise Http404
    return taken_out(request, document(row.document), format, subject=row.code)


urlpatterns: list[URLPattern] = [
    path("pleno/", listing, name="plenaries"),
    path("pleno/baru/", draft, name="plenary_new"),
    path("pleno/<str:plenary>/", detail, name="plenary"),
    path("pleno/<str:plenary>/ubah/", change, name="plenary_change"),
    path("pleno/<str:plenary>/hadir/", presence, name="plenary_presence"),
    path("pleno/<str:plenary>/pertimbangan/", notes, name="plenary_notes"),
    path("pleno/<str:plenary>/agenda/<int:number>/tarik/", take_off, name="plenary_take_off"),
    path("pleno/<str:plenary>/agenda/<int:number>/laksanakan/", carry_out, name="plenary_carry_out"),
    path("pleno/<str:plenary>/buka/", open_for_signing, name="plenary_open"),
    path("pleno/<str:plenary>/tanda-tangan/", sign, name="plenary_sign"),
    path("pleno/<str:plenary>/kembalikan/", reopen, name="plenary_reopen"),
    path("pleno/<str:plenary>/batal/", drop, name="plenary_drop"),
    path("pleno/<str:plenary>/berlaku/", put_in_force, name="plenary_in_force"),
    path("pleno/<str:plenary>/berita-acara.<str:format>", paper, name="plenary_paper"),
]
