"""An institution signs by the account of a member who may sign for it, proven by a second factor; and takes it back."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from damai.agencies.access import proven_at
from damai.agencies.queries import proven_recently, scope_of
from damai.agencies.rules import Refused
from damai.ledger.queries import is_demo, now
from damai.pledges import actions, queries
from damai.pledges.queries import Declaration, Signature

from ..desk import mistaken, reader
from .forms import OfficeForm
from .found import SIGNERS, found, not_found_if_not_theirs


def proof_of(request: HttpRequest) -> dict[str, bool]:
    """What a page must know of the second factor: whether there is one, and whether it was proven just now."""
    member = reader(request)
    return {
        "has_factor": is_demo() or scope_of(member).has_second_factor,
        "proven": proven_recently(member, proven_at(request), now()),
    }


def standing_of(declaration: Declaration, agencies: set[str]) -> list[Signature]:
    """Signatures of these agencies that stand under the text that is signed."""
    text = queries.signed_text(declaration)
    rows = queries.signatures_of(text) if text else []
    return [each for each in rows if each.agency_id in agencies and each.state == Signature.State.SIGNED]


@SIGNERS
@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: HttpRequest, code: str) -> HttpResponse:
    """The text, as whom one signs, and the second factor; without one, the way to it."""
    declaration = found(request, code)
    text = queries.signed_text(declaration)
    agencies = queries.may_sign_for(reader(request))
    if text is None or not agencies or declaration.state == Declaration.State.ARCHIVE:
        raise Http404
    standing = standing_of(declaration, {each.code for each in agencies})
    left = [each for each in agencies if each.code not in {row.agency_id for row in standing}]
    form = OfficeForm(request.POST or None, agencies=left)
    context = {
        "declaration": declaration,
        "text": text,
        "form": form,
        "standing": standing,
        "left": left,
        "why_not": "" if queries.is_open(declaration, now()) else queries.why_not(declaration, now()),
        **proof_of(request),
    }
    if request.method != "POST":
        return render(request, "workspace/pledges/sign.html", context)
    if not form.is_valid():
        return render(request, "workspace/pledges/sign.html", context, status=mistaken(request))
    agency = next(each for each in left if each.code == form.cleaned_data["agency"])
    try:
        actions.sign_for_agency(
            text, agency=agency, office=form.cleaned_data["office"], by=reader(request), proven_at=proven_at(request)
        )
    except Refused as refused:
        not_found_if_not_theirs(refused)
        form.add_error(None, str(refused))
        return render(request, "workspace/pledges/sign.html", context, status=mistaken(request))
    messages.success(request, _("%(agency)s menandatangani.") % {"agency": agency.name})
    return redirect("workspace:pledge_sign", code)


@SIGNERS
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, code: str) -> HttpResponse:
    """What withdrawing means for the agency; a mark and a press do it."""
    declaration = found(request, code)
    agencies = {each.code for each in queries.may_sign_for(reader(request))}
    wanted = request.POST.get("tempat") or request.GET.get("tempat") or ""
    signature = next((each for each in standing_of(declaration, agencies) if each.code == wanted), None)
    if signature is None:
        raise Http404
    context = {"declaration": declaration, "signature": signature, "unsure": False, **proof_of(request)}
    if request.method != "POST":
        return render(request, "workspace/pledges/withdraw.html", context)
    if not request.POST.get("yakin"):
        return render(request, "workspace/pledges/withdraw.html", context | {"unsure": True}, status=mistaken(request))
    try:
        actions.withdraw_for_agency(signature, by=reader(request), proven_at=proven_at(request))
    except Refused as refused:
        not_found_if_not_theirs(refused)
        messages.error(request, str(refused))
        return render(request, "workspace/pledges/withdraw.html", context, status=mistaken(request))
    messages.success(request, _("Tanda tangan lembaga ditarik."))
    return redirect("workspace:pledge_sign", code)
