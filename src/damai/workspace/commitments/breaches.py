"""Alleging a breach, giving the party its link, recording what the competent body decided."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from damai.agencies.access import AgencyKind, Role, open_to
from damai.agencies.queries import Agency
from damai.cases.queries import cases_for
from damai.commitments import actions
from damai.commitments.queries import Breach, breach_for, table_agencies
from damai.commitments.rules import BODIES

from ..desk import mistaken, reader
from .detail import at, found, page
from .doors import tried
from .forms import AllegeForm, DecideForm, LinkForm

SUPERVISORS = open_to(Role.OFFICER, Role.LEAD, agencies=[AgencyKind.SUPERVISOR])
LEADS = open_to(Role.LEAD, agencies=[AgencyKind.SUPERVISOR])


@SUPERVISORS
@require_http_methods(["GET", "HEAD", "POST"])
def allege(request: HttpRequest, code: str) -> HttpResponse:
    """Allege that a commitment was broken; afterwards the party's link, which is shown once."""
    commitment = found(request, code)
    form = AllegeForm(request.POST or None, agencies=table_agencies(commitment))
    context = {"commitment": commitment, "form": form}
    if request.method != "POST" or not form.is_valid():
        status = mistaken(request) if request.method == "POST" else 200
        return render(request, "workspace/commitments/allege.html", context, status=status)
    said = form.cleaned_data
    kind, _sign, party = said["party"].partition(":")
    try:
        alleged = actions.allege_breach(
            commitment,
            participant=party if kind == "p" else "",
            agency=Agency.objects.get(code=party) if kind == "a" else None,
            what=said["what"],
            happened_on=said["happened_on"],
            reports=said["reports"].replace(",", " ").split(),
            independent=said["independent"],
            contact=said["contact"],
            by=reader(request),
        )
    except actions.NotYours:
        raise Http404 from None
    except actions.Refused as refusal:
        form.add_error(None, str(refusal))
        return render(request, "workspace/commitments/allege.html", context, status=mistaken(request))
    return _link(request, alleged, sent=bool(said["contact"]))


def _link(request: HttpRequest, alleged: actions.Alleged, *, sent: bool) -> HttpResponse:
    """The party's link, on no other page and in no log."""
    context = {
        "breach": alleged.breach,
        "commitment": alleged.breach.commitment,
        "link": request.build_absolute_uri(alleged.path),
        "sent": sent,
    }
    response = render(request, "workspace/commitments/link.html", context)
    response["Cache-Control"] = "no-store"
    return response


def _breach(request: HttpRequest, code: str) -> Breach:
    try:
        return breach_for(reader(request), code)
    except Breach.DoesNotExist:
        raise Http404 from None


@SUPERVISORS
@require_POST
def renew(request: HttpRequest, code: str) -> HttpResponse:
    """Another link for the party; the one before opens nothing any more."""
    breach = _breach(request, code)
    form = LinkForm(request.POST, prefix=f"t{code}")
    commitment = found(request, breach.commitment.code)
    if not form.is_valid():
        return page(request, commitment, mistaken(request), **{f"renew_{code}": form})
    try:
        alleged = actions.renew_reply_link(breach, by=reader(request), contact=form.cleaned_data["contact"])
    except actions.NotYours:
        raise Http404 from None
    except actions.Refused as refusal:
        form.add_error("contact", str(refusal))
        return page(request, commitment, mistaken(request), **{f"renew_{code}": form})
    messages.success(request, _("Tautan diganti."))
    return _link(request, alleged, sent=bool(form.cleaned_data["contact"]))


@LEADS
@require_POST
def decide(request: HttpRequest, code: str) -> HttpResponse:
    """Record the decision of the competent body."""
    breach, form = _breach(request, code), DecideForm(request.POST, prefix=code)
    commitment = found(request, breach.commitment.code)

    def record() -> None:
        said = form.cleaned_data
        case = said["decision_case"].strip().upper()
        if case and not cases_for(reader(request)).filter(code=case).exists():
            raise actions.NotCompetent(_("Perkara %(code)s tidak ditemukan.") % {"code": case})
        actions.decide_breach(
            breach,
            state=said["state"],
            decided_by=said["decided_by"],
            decision=said["decision"],
            decided_on=said["decided_on"],
            decision_case=case,
            by=reader(request),
        )

    return tried(
        request,
        form,
        record,
        again=lambda status: page(request, commitment, status, **{f"decide_{code}": form}),
        said=_("Putusan dicatat."),
        back=at(breach.commitment.code),
    )


__all__ = ["BODIES", "allege", "decide", "renew"]
