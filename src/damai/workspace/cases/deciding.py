"""What a plenary is to decide about a case and each of its classes, put on the agenda of a draft; and withdrawal."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from damai.cases.actions import convening, withdrawing
from damai.cases.queries import Case, Track, open_terms, tracks_of
from damai.cases.queries.full_studies import laid_for, may_read, versions_of
from damai.cases.queries.plenaries import decided_words, decisions_of, drafts_for, matters_for, open_item
from damai.cases.queries.withdrawals import Withdrawal, can_be_taken_back, may_ask, waiting, withdrawal_for, withdrawals_of
from damai.ledger.queries import now
from damai.triage.actions import NotYours, Refused

from ..desk import attempt, mistaken, reader
from .desk import HANDLERS, found, headed
from .handling_forms import DecisionForm


@HANDLERS
@require_safe
def decisions(request: HttpRequest, code: str) -> HttpResponse:
    """What was decided, what is on an agenda, and what can be put there."""
    return _page(request, found(request, code))


def _page(
    request: HttpRequest, case: Case, *, status: int = 200, bad: tuple[int, str, DecisionForm] | None = None
) -> HttpResponse:
    member = reader(request)
    drafts = drafts_for(member, case)
    ends = {term.track_id: term.due_at for term in open_terms(case) if term.handling}
    subjects = [_subject(request, case, None, drafts, bad)]
    subjects += [_subject(request, case, track, drafts, bad) for track in tracks_of(case)]
    context = {
        **headed(case, "keputusan"),
        "decided": [(item, decided_words(item)) for item in decisions_of(case)],
        "subjects": [each | {"ends": ends.get(each["track"].pk if each["track"] else None)} for each in subjects],
        "drafts": drafts,
        "withdrawals": withdrawals_of(case),
        "waiting": waiting(case),
        "may_withdraw": may_ask(case),
        "before_registration": can_be_taken_back(case),
        "now": now(),
    }
    return render(request, "workspace/cases/decisions.html", context, status=status)


def _subject(
    request: HttpRequest, case: Case, track: Track | None, drafts: list[Any], bad: tuple[int, str, DecisionForm] | None
) -> dict[str, Any]:
    """One thing that can be decided: the case itself, or one of its classes, with the forms of what is possible now."""
    of = track.pk if track else 0
    choices = [(row.code, f"{row.number} · {row.held_on:%d-%m-%Y}") for row in drafts]
    taken = open_item(case, track)
    matters = [] if taken else matters_for(case, track)
    forms = [
        {
            "matter": matter,
            "form": bad[2]
            if bad is not None and bad[:2] == (of, matter.target)
            else DecisionForm(None, matter=matter, plenaries=choices, prefix=f"{of}-{matter.target}"),
        }
        for matter in matters
    ]
    study = versions_of(case, track).first() if track else None
    readable = track is not None and may_read(reader(request), case, track)
    return {
        "track": track,
        "of": of,
        "taken": taken,
        "taken_words": decided_words(taken) if taken else "",
        "forms": forms,
        "study": study if readable else None,
        "laid": laid_for(case, track) if track is not None and readable else None,
    }


@HANDLERS
@require_POST
def put(request: HttpRequest, code: str, of: int) -> HttpResponse:
    """Put a decision on the agenda of a draft."""
    case = found(request, code)
    track = None if of == 0 else next((each for each in tracks_of(case) if each.pk == of), None)
    if of and track is None:
        raise Http404
    if track is not None:
        track.case = case
    wanted = request.POST.get("hal", "")
    matter = next((each for each in matters_for(case, track) if each.target == wanted), None)
    if matter is None:
        messages.error(request, _("Keadaan perkara sudah berubah. Muat ulang, lalu pilih lagi."))
        return redirect("workspace:decisions", code)
    drafts = drafts_for(reader(request), case)
    form = DecisionForm(
        request.POST, matter=matter, plenaries=[(row.code, row.number) for row in drafts], prefix=f"{of}-{matter.target}"
    )
    if not form.is_valid():
        return _page(request, case, status=mistaken(request), bad=(of, wanted, form))
    said = form.cleaned_data
    plenary = next(row for row in drafts if row.code == said["plenary"])
    decision = convening.Decision(
        matter=wanted,
        outcome=said.get("outcome", ""),
        classes=tuple(said.get("classes", ())),
        reason=said.get("reason", ""),
    )
    try:
        convening.put_on_agenda(plenary, case, decision, track=track, by=reader(request))
    except NotYours:
        raise Http404 from None
    except convening.SecondPlenary as refusal:  # its form is gone: the page shows the agenda it stands on
        messages.error(request, str(refusal))
        return redirect("workspace:decisions", code)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _page(request, case, status=mistaken(request), bad=(of, wanted, form))
    messages.success(request, _("Diletakkan pada agenda pleno %(number)s.") % {"number": plenary.number})
    return redirect("workspace:decisions", code)


# --- Withdrawal -----------------------------------------------------------------------------------------------------


@HANDLERS
@require_POST
def withdraw(request: HttpRequest, code: str) -> HttpResponse:
    """The reporter said so at the counter."""
    case = found(request, code)
    return attempt(
        request,
        lambda: withdrawing.ask_at_counter(case, by=reader(request)),
        said=_("Permintaan pencabutan dicatat."),
        back=f"/kerja/perkara/{code}/keputusan/",
    )


@HANDLERS
@require_POST
def answer_withdrawal(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Take the report back, or only note the wish."""
    found(request, code)
    try:
        row = withdrawal_for(reader(request), number)
    except Withdrawal.DoesNotExist:
        raise Http404 from None
    if row.case.code != code:
        raise Http404
    take = request.POST.get("jawab") == "cabut"
    act = withdrawing.take_back if take else withdrawing.note_withdrawal
    return attempt(
        request,
        lambda: act(row, by=reader(request)),
        said=_("Laporan dicabut.") if take else _("Dicatat; penanganan berjalan."),
        back=f"/kerja/perkara/{code}/keputusan/",
    )


urlpatterns: list[URLPattern] = [
    path("<str:code>/keputusan/", decisions, name="decisions"),
    path("<str:code>/keputusan/<int:of>/agenda/", put, name="decision_put"),
    path("<str:code>/pencabutan/", withdraw, name="withdrawal"),
    path("<str:code>/pencabutan/<int:number>/", answer_withdrawal, name="withdrawal_answer"),
]
