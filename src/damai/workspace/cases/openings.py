"""The second officer's desk: wishes to open who somebody is, what was read by whom, and searching by exact spelling."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from damai.agencies.access import AgencyKind, Role, open_to, proven_at
from damai.agencies.actions import Member
from damai.agencies.queries import scope_of
from damai.agencies.rules import Capability, NotYours, Refused
from damai.cases.queries import cases_for
from damai.identities import actions, queries
from damai.identities.queries import Opening
from damai.ledger.queries import now

from ..desk import attempt, mistaken, reader
from .people import HANDLERS, proof_of
from .people_forms import AnswerForm, SearchForm

LEADS = open_to(Role.LEAD, agencies=[AgencyKind.SUPERVISOR])


@HANDLERS
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """What waits for this member's answer, and what they asked for themselves."""
    member = reader(request)
    context = {"waiting": waiting_for(member), "mine": queries.wishes_of(member), "now": now()}
    return render(request, "workspace/cases/openings.html", context)


def waiting_for(member: Member) -> list[Opening]:
    """The wishes a member may answer, of cases they may see: what accuses their own office is the leads' alone."""
    wishes = queries.waiting_for(member)
    if not wishes:
        return []
    seen = set(cases_for(member).filter(code__in={wish.person.subject for wish in wishes}).values_list("code", flat=True))
    return [wish for wish in wishes if wish.person.subject in seen]


def _wish(request: HttpRequest, code: str) -> Opening:
    """A wish that this member may answer, or made themselves; else 404."""
    member = reader(request)
    try:
        wish = queries.opening(code)
    except Opening.DoesNotExist:
        raise Http404 from None
    if wish.asked_by_id != member.pk and wish.answered_by_id != member.pk and not queries.may_answer(member, wish):
        raise Http404
    if not cases_for(member).filter(code=wish.person.subject).exists():
        raise Http404
    return wish


@HANDLERS
@require_safe
def detail(request: HttpRequest, code: str) -> HttpResponse:
    """One wish, with its reason, and the answer."""
    return _detail(request, _wish(request, code))


def _detail(request: HttpRequest, wish: Opening, *, form: AnswerForm | None = None, status: int = 200) -> HttpResponse:
    member = reader(request)
    why, said = queries.words_of(wish)
    context = {
        "wish": wish,
        "why": why,
        "said": said,
        "answers": wish.state == "asked" and wish.answer_by > now() and queries.may_answer(member, wish),
        "is_mine": wish.asked_by_id == member.pk,
        "form": form or AnswerForm(),
        "now": now(),
        **proof_of(request),
    }
    return render(request, "workspace/cases/opening.html", context, status=status)


@HANDLERS
@require_POST
def answer(request: HttpRequest, code: str) -> HttpResponse:
    """Agree or refuse."""
    wish, form = _wish(request, code), AnswerForm(request.POST)
    if not form.is_valid():
        return _detail(request, wish, form=form, status=mistaken(request))
    given = form.cleaned_data
    try:
        if given["answer"] == "agree":
            actions.approve(wish, by=reader(request), proven_at=proven_at(request), words=given["words"])
        else:
            actions.refuse(wish, by=reader(request), reason=given["refusal"], words=given["words"])
    except NotYours:
        raise Http404 from None
    except Refused as refused:
        form.add_error(None, str(refused))
        return _detail(request, wish, form=form, status=mistaken(request))
    messages.success(request, _("Jawaban dicatat."))
    return redirect("workspace:openings")


@HANDLERS
@require_POST
def withdraw(request: HttpRequest, code: str) -> HttpResponse:
    """Take one's own wish back."""
    wish = _wish(request, code)
    return attempt(
        request,
        lambda: actions.withdraw(wish, by=reader(request)),
        said=_("Permohonan ditarik."),
        back="/kerja/perkara/pembukaan/",
    )


@LEADS
@require_safe
def log(request: HttpRequest) -> HttpResponse:
    """Everyone who read whom, in the offices this member leads."""
    led = scope_of(reader(request)).where(Capability.SEE_ACCESS_LOG).agencies
    page = Paginator(queries.readings_by_office(led), 50).get_page(request.GET.get("page"))
    return render(request, "workspace/cases/readings.html", {"page": page, "now": now()})


@HANDLERS
@require_http_methods(["GET", "HEAD", "POST"])
def search(request: HttpRequest) -> HttpResponse:
    """Look for somebody by exactly what they told; what was searched for stands in no address."""
    if request.method != "POST":
        return render(request, "workspace/cases/search.html", {"form": SearchForm()})
    form = SearchForm(request.POST)
    if not form.is_valid():
        return render(request, "workspace/cases/search.html", {"form": form}, status=mistaken(request))
    try:
        people = actions.search(by=reader(request), **form.cleaned_data)
    except NotYours:
        raise Http404 from None
    except Refused as refused:
        form.add_error("value", str(refused))
        return render(request, "workspace/cases/search.html", {"form": form}, status=mistaken(request))
    cases = {case.code: case for case in cases_for(reader(request)).filter(code__in={each.subject for each in people})}
    found = [(each, cases[each.subject]) for each in people if each.subject in cases]
    return render(request, "workspace/cases/search.html", {"form": form, "found": found, "searched": True})


urlpatterns: list[URLPattern] = [
    path("pembukaan/", listing, name="openings"),
    path("pembukaan/log/", log, name="readings"),
    path("pembukaan/<str:code>/", detail, name="opening"),
    path("pembukaan/<str:code>/jawab/", answer, name="opening_answer"),
    path("pembukaan/<str:code>/tarik/", withdraw, name="opening_withdraw"),
    path("cari-orang/", search, name="people_search"),
]
