"""Declarations: the list, a new one, one with everything that is known of it, and its title, place and day."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from damai.agencies.queries import scope_of
from damai.agencies.rules import Capability, Refused
from damai.ledger.queries import now
from damai.pledges import actions, queries
from damai.pledges.queries import Declaration, Signature, Text

from ..desk import history_of, mistaken, reader
from .forms import AboutForm, NewForm
from .found import CONVENERS, READERS, found, managed, not_found_if_not_theirs


@dataclass(frozen=True)
class Step:
    """One thing to do before, on or after the day, and whether it is done."""

    words: str
    done: bool
    href: str
    note: str = ""


@READERS
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Drafts and what can be signed first, then what is over, then texts kept for reference."""
    member = reader(request)
    rows = list(queries.declarations_for(member))
    state = Declaration.State
    context = {
        "current": [row for row in rows if row.state in {state.DRAFT, state.OPEN}],
        "closed": [row for row in rows if row.state == state.CLOSED],
        "shelf": [row for row in rows if row.state in {state.ARCHIVE, state.TEMPLATE}],
        "may_convene": scope_of(member).may(Capability.CONVENE),
        "now": now(),
    }
    return render(request, "workspace/pledges/listing.html", context)


@CONVENERS
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Begin a declaration, from the shipped template, from another text, or empty."""
    templates = queries.templates()
    first = templates.filter(state=Declaration.State.TEMPLATE).first()
    form = NewForm(request.POST or None, templates=templates, initial={"template": first})
    if request.method != "POST" or not form.is_valid():
        status = mistaken(request) if request.method == "POST" else 200
        return render(request, "workspace/pledges/new.html", {"form": form}, status=status)
    said = form.cleaned_data
    try:
        declaration = actions.draft(by=reader(request), election=settings.ELECTION, **said)
    except Refused as refused:
        not_found_if_not_theirs(refused)
        form.add_error(None, str(refused))
        return render(request, "workspace/pledges/new.html", {"form": form}, status=mistaken(request))
    messages.success(request, _("Rancangan dibuat. Periksa naskahnya, lalu siapkan tempat bagi penanda tangan."))
    return redirect("workspace:pledge", declaration.code)


@READERS
@require_safe
def detail(request: HttpRequest, code: str) -> HttpResponse:
    """One declaration: what is to be done next, the text, the numbers, who stands under it, and what happened to it."""
    declaration = found(request, code)
    member = reader(request)
    newest = queries.newest_text(declaration)
    text = queries.signed_text(declaration) or newest
    places = queries.signatures_of(text) if text else []
    context = {
        "declaration": declaration,
        "text": text,
        "newer": newest if newest and text and newest.version != text.version else None,
        "places": places,
        "citizens": queries.tally(text).of("citizen", Signature.State.SIGNED) if text else 0,
        "signed": sum(each.state == Signature.State.SIGNED for each in places),
        "may_manage": queries.may_manage(member, declaration),
        "may_sign": bool(queries.may_sign_for(member)) and declaration.state == Declaration.State.OPEN,
        "steps": _steps(declaration, text, places),
        "history": history_of(declaration.code),
        "now": now(),
    }
    return render(request, "workspace/pledges/detail.html", context)


def _steps(declaration: Declaration, text: Text | None, places: list[Signature]) -> list[Step]:
    """The way from a draft to a signed text."""
    state = Declaration.State
    if declaration.state in {state.ARCHIVE, state.TEMPLATE}:
        return []
    opened = declaration.state != state.DRAFT
    signed = sum(each.state == Signature.State.SIGNED for each in places)

    def at(name: str) -> str:
        return reverse(f"workspace:{name}", args=[declaration.code])

    note = _("%(n)d butir") % {"n": len(text.clauses.all())} if text else ""
    spoken = _("%(signed)d dari %(all)d tempat") % {"signed": signed, "all": len(places)}
    return [
        Step(_("Tulis naskahnya, butir demi butir"), bool(text), at("pledge_write"), note),
        Step(_("Siapkan tempat bagi penanda tangan"), bool(places), at("pledge_places"), spoken if places else ""),
        Step(_("Cetak lembar naskah A3 dan kode QR"), bool(places) and opened, at("pledge_places")),
        Step(_("Buka penandatanganan"), opened, at("pledge_open")),
        Step(_("Tutup penandatanganan"), declaration.state == state.CLOSED, at("pledge_close")),
    ]


@CONVENERS
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """Title, occasion, place and day; while it is a draft."""
    declaration = managed(request, code)
    shown = {name: getattr(declaration, name) for name in AboutForm.base_fields}
    form = AboutForm(request.POST or None, initial=shown | {"held_at": localtime(declaration.held_at)})
    context = {"form": form, "declaration": declaration}
    if request.method != "POST" or not form.is_valid():
        status = mistaken(request) if request.method == "POST" else 200
        return render(request, "workspace/pledges/edit.html", context, status=status)
    try:
        actions.edit(declaration, by=reader(request), **form.cleaned_data)
    except Refused as refused:
        not_found_if_not_theirs(refused)
        form.add_error(None, str(refused))
        return render(request, "workspace/pledges/edit.html", context, status=mistaken(request))
    messages.success(request, _("Keterangan disimpan."))
    return redirect("workspace:pledge", code)
