"""The window in which a text is signed: opened with open eyes, prolonged, closed."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from damai.agencies.rules import Refused
from damai.ledger.queries import now
from damai.pledges import actions, queries
from damai.pledges.queries import Signature

from ..desk import mistaken, reader
from .forms import EndForm, WindowForm
from .found import CONVENERS, managed, not_found_if_not_theirs


@CONVENERS
@require_http_methods(["GET", "HEAD", "POST"])
def open_up(request: HttpRequest, code: str) -> HttpResponse:
    """What opening means, the text once more, and the window; a mark and a press open it."""
    declaration = managed(request, code)
    start = localtime(max(declaration.held_at, now()))
    shown = {"opens_at": start, "closes_at": start + timedelta(days=30)}
    form = WindowForm(request.POST or None, initial=shown)
    context = {"form": form, "declaration": declaration, "text": queries.newest_text(declaration)}
    if request.method != "POST" or not form.is_valid():
        status = mistaken(request) if request.method == "POST" else 200
        return render(request, "workspace/pledges/open.html", context, status=status)
    said = form.cleaned_data
    try:
        actions.open_for_signing(
            declaration,
            opens_at=said["opens_at"],
            closes_at=said["closes_at"],
            binds_until=said["binds_until"],
            by=reader(request),
        )
    except Refused as refused:
        not_found_if_not_theirs(refused)
        form.add_error(None, str(refused))
        return render(request, "workspace/pledges/open.html", context, status=mistaken(request))
    messages.success(request, _("Naskah ditetapkan dan sidik jarinya dicatat di buku besar. Deklarasi dapat ditandatangani."))
    return redirect("workspace:pledge", code)


@CONVENERS
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, code: str) -> HttpResponse:
    """What closing means for those who have not signed yet; a press closes."""
    declaration = managed(request, code)
    if request.method != "POST":
        text = queries.signed_text(declaration)
        places = queries.signatures_of(text) if text else []
        waiting = [each for each in places if each.state == Signature.State.INVITED]
        return render(request, "workspace/pledges/close.html", {"declaration": declaration, "waiting": waiting, "text": text})
    try:
        actions.close(declaration, by=reader(request))
    except Refused as refused:
        not_found_if_not_theirs(refused)
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Penandatanganan ditutup."))
    return redirect("workspace:pledge", code)


@CONVENERS
@require_POST
def move_end(request: HttpRequest, code: str) -> HttpResponse:
    """Another end of the window."""
    declaration = managed(request, code)
    form = EndForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Waktu tutupnya tidak terbaca. Isi tanggal dan jamnya."))
        return redirect("workspace:pledge", code)
    try:
        actions.move_end(declaration, closes_at=form.cleaned_data["closes_at"], by=reader(request))
    except Refused as refused:
        not_found_if_not_theirs(refused)
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Waktu tutup dipindahkan."))
    return redirect("workspace:pledge", code)
