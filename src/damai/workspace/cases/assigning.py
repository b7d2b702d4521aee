"""Who handles a case: drawn by lot among those eligible, conflict of interest, recusal."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from damai.agencies.access import AgencyKind, Role, open_to
from damai.agencies.actions import Member
from damai.cases import actions
from damai.cases.queries import (
    Assignment,
    Case,
    assignments_of,
    cases_for,
    eligible_for,
    handler_of,
    leads,
    may_be_recused,
    recusals_of,
)
from damai.cases.rules import lot
from damai.identities.actions import look
from damai.identities.queries import people_of, person
from damai.ledger.queries import entries_about, now

from ..desk import attempt, mistaken, reader
from .assigning_forms import ChooseForm, RecuseForm, RecuseOtherForm
from .desk import headed

HANDLERS = open_to(Role.OFFICER, Role.LEAD, agencies=[AgencyKind.SUPERVISOR])


def found(request: HttpRequest, code: str) -> Case:
    """The case with this code, also for whom it fell to and who has not declared yet; else 404."""
    try:
        return cases_for(reader(request), undeclared=True).get(code=code)
    except Case.DoesNotExist:
        raise Http404 from None


def _back(case: Case) -> str:
    return f"/kerja/perkara/{case.code}/penanganan/"


@HANDLERS
@require_safe
def detail(request: HttpRequest, code: str) -> HttpResponse:
    """Who handles the case and how they were found; for whom it fell to, the declaration that opens it."""
    return _detail(request, found(request, code))


def _detail(request: HttpRequest, case: Case, *, status: int = 200, **forms: object) -> HttpResponse:
    member, row = reader(request), handler_of(case)
    leading, mine = leads(member, case), row is not None and row.member_id == member.pk
    waits = mine and row is not None and row.declared_at is None
    context = {
        **headed(case, "penangan"),
        "handling": row,
        "waits": waits,
        "parties": [each for each in people_of(case.code) if each.part == "reported" and not each.forgotten],
        "leads": leading,
        "eligible": eligible_for(case) if leading else [],
        "past": [] if waits else assignments_of(case).exclude(ended_at=None),
        "recusals": [] if waits else recusals_of(case),
        "proof": _proof(case, row) if row is not None and row.seed and not waits else None,
        "choose_form": ChooseForm(members=_others(eligible_for(case), row)) if leading else None,
        "recuse_form": RecuseForm(),
        "recuse_other_form": RecuseOtherForm(members=_others(may_be_recused(case), None, member)) if leading else None,
        "now": now(),
        **forms,
    }
    return render(request, "workspace/cases/assigning.html", context, status=status)


def _others(members: list[Member], row: Assignment | None, but: Member | None = None) -> list[Member]:
    gone = {row.member_id if row else None, but.pk if but else None}
    return [each for each in members if each.pk not in gone]


def _proof(case: Case, row: Assignment) -> dict[str, object]:
    """What anyone needs to draw again: the leaf of the call, the members in their order, and whom it fell on."""
    calls = [each for each in entries_about(case.code) if each.name == "HandlerLotCalled" and each.at <= row.at]
    return {"leaf": calls[-1].leaf if calls else "", "among": row.eligible, "again": lot.drawn(row.seed, row.eligible)}


@HANDLERS
@require_POST
def assign(request: HttpRequest, code: str) -> HttpResponse:
    """Draw the handler by lot; replace the one there is by lot."""
    case = found(request, code)
    act = actions.reassign if handler_of(case) is not None else actions.assign
    return attempt(request, lambda: act(case, by=reader(request)), said=_("Undian dicatat di buku besar."), back=_back(case))


@HANDLERS
@require_POST
def choose(request: HttpRequest, code: str) -> HttpResponse:
    """Name the handler without a lot."""
    case = found(request, code)
    if not leads(reader(request), case):
        raise Http404
    row = handler_of(case)
    form = ChooseForm(request.POST, members=_others(eligible_for(case), row))
    if not form.is_valid():
        return _detail(request, case, status=mistaken(request), choose_form=form)
    member = form.chosen()

    def act() -> object:
        if row is None:
            return actions.choose(case, member=member, by=reader(request))
        return actions.reassign(case, to=member, by=reader(request))

    return attempt(request, act, said=_("Penangan ditunjuk."), back=_back(case))


@HANDLERS
@require_POST
def declare(request: HttpRequest, code: str) -> HttpResponse:
    """Declare to have no conflict of interest."""
    case = found(request, code)
    if not request.POST.get("bebas"):
        messages.error(request, _("Beri tanda pada pernyataan, atau nyatakan mundur."))
        return redirect(_back(case))
    return attempt(
        request,
        lambda: actions.declare(case, by=reader(request)),
        said=_("Pernyataan dicatat; perkara terbuka bagi Anda."),
        back=f"/kerja/perkara/{case.code}/",
    )


@HANDLERS
@require_POST
def parties(request: HttpRequest, code: str) -> HttpResponse:
    """Show to whom a case fell who is reported in it, so that they can tell a conflict of interest; noted as a reading."""
    case, member = found(request, code), reader(request)
    row = handler_of(case)
    if row is None or row.member_id != member.pk:
        raise Http404
    known = [each for each in people_of(case.code) if each.part == "reported" and not each.forgotten]
    names = [look(person(each.code), by=member, reason="reviewing", own=True).fields.get("name", "–") for each in known]
    return _detail(request, case, names=names)


@HANDLERS
@require_POST
def recuse(request: HttpRequest, code: str) -> HttpResponse:
    """Take oneself out of a case; the lead, somebody else."""
    case, member = found(request, code), reader(request)
    if "member" in request.POST:
        if not leads(member, case):
            raise Http404
        other = RecuseOtherForm(request.POST, members=_others(may_be_recused(case), None, member))
        if not other.is_valid():
            return _detail(request, case, status=mistaken(request), recuse_other_form=other)
        return attempt(
            request,
            lambda: actions.recuse(case, member=other.chosen(), reason=other.cleaned_data["reason"], by=member),
            said=_("Anggota itu tidak lagi melihat perkara ini."),
            back=_back(case),
        )
    form = RecuseForm(request.POST)
    if not form.is_valid():
        return _detail(request, case, status=mistaken(request), recuse_form=form)
    return attempt(
        request,
        lambda: actions.recuse(case, member=member, reason=form.cleaned_data["reason"], by=member),
        said=_("Anda mundur dari perkara %(code)s dan tidak melihatnya lagi.") % {"code": case.code},
        back="/kerja/",
    )


urlpatterns: list[URLPattern] = [
    path("<str:code>/penanganan/", detail, name="case_handling"),
    path("<str:code>/penanganan/undi/", assign, name="case_assign"),
    path("<str:code>/penanganan/tunjuk/", choose, name="case_choose"),
    path("<str:code>/penanganan/nyatakan/", declare, name="case_declare"),
    path("<str:code>/penanganan/terlapor/", parties, name="case_parties"),
    path("<str:code>/penanganan/mundur/", recuse, name="case_recuse"),
]
