"""One commitment: its words and basis, its figures over time, its items, what is said to have broken it, and what happened."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from damai.agencies.actions import Member
from damai.agencies.queries import today
from damai.commitments import actions
from damai.commitments.queries import (
    Breach,
    Commitment,
    agency_to_measure,
    commitment_for,
    exists,
    judging_for,
    may_allege,
    may_convene,
    may_record_decisions,
    one_followed,
    speaks_against,
    verification_words,
    visible_reports,
)
from damai.commitments.rules import OPEN
from damai.ledger.queries import now
from damai.pledges.public import participant_name

from ..desk import attempt, history_of, reader
from .doors import AT_THE_TABLE, series_titles, tried
from .forms import DecideForm, LinkForm, MeasureForm, WithdrawForm


def found(request: HttpRequest, code: str) -> Commitment:
    """The commitment with this code, or 404."""
    try:
        return commitment_for(reader(request), code)
    except Commitment.DoesNotExist:
        raise Http404 from None


def at(code: str) -> str:
    """The page of a commitment or an item."""
    return f"/kerja/komitmen/{code}/"


def origin_of(member: Member, commitment: Commitment) -> str:
    """The page of the meeting or the declaration a commitment was made in; empty where the reader may not open it."""
    code = commitment.origin_code.partition("/")[0]
    desk = "deklarasi" if commitment.origin == "clause" else "rakor"
    return f"/kerja/{desk}/{code}/" if exists(member, code) else ""


@AT_THE_TABLE
@require_safe
def detail(request: HttpRequest, code: str) -> HttpResponse:
    """One commitment."""
    return page(request, found(request, code))


def page(request: HttpRequest, commitment: Commitment, status: int = 200, **bad: object) -> HttpResponse:
    """The page; `bad` holds the form that has to be mended: measure_1, withdraw, decide_B-00001, renew_B-00001."""
    member = reader(request)
    told = one_followed(commitment)
    measures = agency_to_measure(member, commitment) is not None and commitment.withdrawn_on is None
    convenes = may_convene(member, commitment)
    owner = commitment.owner_id
    confirms = judging_for(member, commitment=commitment, involved=frozenset({owner})) if owner else may_allege(member)
    context = {
        "told": told,
        "commitment": commitment,
        "figures": [
            {
                "figure": figure,
                "form": _measure_form(figure.indicator.number, figure.indicator.source, bad) if measures else None,
            }
            for figure in told.figures
        ],
        "breaches": [_breach(member, breach, bad) for breach in told.breaches],
        "may_confirm": bool(confirms) and told.standing in OPEN,
        "objection": speaks_against(commitment) if confirms and told.standing in OPEN else "",
        "origin_href": origin_of(member, commitment),
        "series_title": series_titles(member).get(commitment.series, commitment.series),
        "may_withdraw": convenes and owner is not None and told.standing in OPEN,
        "withdraw_form": bad.get("withdraw") or WithdrawForm(),
        "may_allege": may_allege(member),
        "history": history_of(commitment.code),
        "now": now(),
    }
    return render(request, "workspace/commitments/detail.html", context, status=status)


def _measure_form(number: int, source: str, bad: dict[str, object]) -> object:
    return bad.get(f"measure_{number}") or MeasureForm(initial={"on": today(), "source": source}, prefix=f"i{number}")


def _breach(member: Member, breach: Breach, bad: dict[str, object]) -> dict[str, object]:
    alleges, decides = may_allege(member), may_record_decisions(member) and breach.state == "alleged"
    return {
        "row": breach,
        "party": participant_name(breach.participant) or str(breach.agency or breach.participant),
        "replies": sorted(breach.replies.all(), key=lambda each: each.number),
        "reports": visible_reports(member, breach),
        "count": len(breach.reports),
        "verification": verification_words(breach.verification),
        "case": breach.decision_case if breach.decision_case and exists(member, breach.decision_case) else "",
        "decide": (bad.get(f"decide_{breach.code}") or DecideForm(prefix=breach.code)) if decides else None,
        "renew": (bad.get(f"renew_{breach.code}") or LinkForm(prefix=f"t{breach.code}")) if alleges else None,
    }


@AT_THE_TABLE
@require_POST
def measure(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Enter a figure."""
    commitment = found(request, code)
    indicator = commitment.indicators.filter(number=number).first()
    if indicator is None:
        raise Http404
    form = MeasureForm(request.POST, prefix=f"i{number}")

    def enter() -> None:
        said = form.cleaned_data
        on: date = said["on"]
        actions.measure(indicator, on=on, value=said["value"], of=said["of"], source=said["source"], by=reader(request))

    return tried(
        request,
        form,
        enter,
        again=lambda status: page(request, commitment, status, **{f"measure_{number}": form}),
        said=_("Angka dicatat."),
        back=at(code),
    )


@AT_THE_TABLE
@require_POST
def kept(request: HttpRequest, code: str) -> HttpResponse:
    """Confirm that the promise was kept."""
    commitment = found(request, code)
    return attempt(
        request,
        lambda: actions.confirm_kept(commitment, by=reader(request)),
        said=_("Komitmen dinyatakan ditepati."),
        back=at(code),
    )


@AT_THE_TABLE
@require_POST
def withdraw(request: HttpRequest, code: str) -> HttpResponse:
    """Lift the commitment by a later decision."""
    commitment, form = found(request, code), WithdrawForm(request.POST)
    return tried(
        request,
        form,
        lambda: actions.withdraw(commitment, decision=form.cleaned_data["decision"].strip(), by=reader(request)),
        again=lambda status: page(request, commitment, status, withdraw=form),
        said=_("Komitmen dicabut."),
        back=at(code),
    )
