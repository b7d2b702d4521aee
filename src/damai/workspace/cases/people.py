"""Who reported, who saw it, who was hurt, who is reported: sealed, and opened only as the law allows."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from damai.agencies.access import AgencyKind, Role, open_to, proven_at
from damai.agencies.queries import proven_recently, scope_of
from damai.agencies.rules import NotYours, Refused
from damai.cases.actions import gather_people
from damai.cases.actions.papers import forget_person
from damai.cases.queries import Case, case_for, handles, leads
from damai.identities import actions, queries
from damai.identities.queries import Identity, Person
from damai.ledger.queries import is_demo, now

from ..desk import attempt, mistaken, reader
from .desk import headed
from .people_forms import AskForm, ForgetForm, LookForm, PersonForm, flawed

HANDLERS = open_to(Role.OFFICER, Role.LEAD, agencies=[AgencyKind.SUPERVISOR])


def found(request: HttpRequest, code: str) -> Case:
    """The case with this code, or 404: not theirs, and recused from it, is not there."""
    try:
        return case_for(reader(request), code)
    except Case.DoesNotExist:
        raise Http404 from None


def somebody(request: HttpRequest, code: str, person: str) -> tuple[Case, Person]:
    """A case and somebody of it, or 404."""
    case = found(request, code)
    try:
        row = queries.person(person)
    except Person.DoesNotExist:
        raise Http404 from None
    if row.subject != case.code:
        raise Http404
    return case, row


def proof_of(request: HttpRequest) -> dict[str, bool]:
    """What a page must know of the second factor: whether there is one, and whether it was proven just now."""
    member = reader(request)
    return {
        "has_factor": is_demo() or scope_of(member).has_second_factor,
        "proven": proven_recently(member, proven_at(request), now()),
    }


# --- The people of a case ---------------------------------------------------------------------------------------------


@HANDLERS
@require_safe
def listing(request: HttpRequest, code: str) -> HttpResponse:
    """Everyone of a case, by what they are and nothing that says who."""
    return _listing(request, found(request, code))


def _listing(request: HttpRequest, case: Case, *, form: PersonForm | None = None, status: int = 200) -> HttpResponse:
    context = {
        **headed(case, "orang"),
        "people": queries.people_of(case.code),
        "own": handles(reader(request), case),
        "form": form or PersonForm(),
        "wrong": form is not None,
        "readings": queries.readings_about(case.code)[:50] if leads(reader(request), case) else None,
    }
    return render(request, "workspace/cases/people.html", context, status=status)


@HANDLERS
@require_POST
def add(request: HttpRequest, code: str) -> HttpResponse:
    """Keep somebody of one's own case."""
    case = _own(request, found(request, code))
    form = PersonForm(request.POST)
    if not form.is_valid():
        return _listing(request, case, form=form, status=mistaken(request))
    try:
        actions.keep(case.code, part=form.cleaned_data["part"], fields=form.given(), agency=case.agency, by=reader(request).code)
    except actions.Unfit as unfit:
        return _listing(request, case, form=flawed(form, unfit), status=mistaken(request))
    messages.success(request, _("Data diri disimpan tersegel."))
    return redirect("workspace:case_people", code)


@HANDLERS
@require_POST
def gather(request: HttpRequest, code: str) -> HttpResponse:
    """Keep the people whom the reports behind one's own case name."""
    case = _own(request, found(request, code))
    kept = gather_people(case, by=reader(request))
    if kept:
        messages.success(request, _("%(number)d orang disalin dari laporan dan disegel.") % {"number": kept})
    else:
        messages.info(request, _("Tidak ada orang baru yang disebut dalam laporan."))
    return redirect("workspace:case_people", code)


def _own(request: HttpRequest, case: Case) -> Case:
    if not handles(reader(request), case):
        raise Http404
    return case


# --- One of them --------------------------------------------------------------------------------------------------------


@HANDLERS
@require_safe
def detail(request: HttpRequest, code: str, person: str) -> HttpResponse:
    """One person, masked, and the ways to open who it is."""
    return _detail(request, *somebody(request, code, person))


def _detail(
    request: HttpRequest, case: Case, person: Person, *, status: int = 200, opened: Identity | None = None, **forms: object
) -> HttpResponse:
    member = reader(request)
    own, leading = handles(member, case), leads(member, case)
    context = {
        "case": case,
        "person": person,
        "own": own,
        "leads": leading,
        "opened": opened,
        "labels": PersonForm.labels(),
        "agreed": None if own else queries.live_opening(person, member),
        "waiting": queries.wishes_of(member).filter(person=person, state="asked").first(),
        "look_form": LookForm(),
        "ask_form": AskForm(),
        "person_form": PersonForm(initial={**opened.fields, "part": person.part}) if opened and own else None,
        "forget_form": ForgetForm() if leading else None,
        "readings": queries.readings_about(case.code).filter(person=person)[:50] if own else None,
        "openings": queries.openings_about(case.code).filter(person=person)[:20] if own else None,
        "now": now(),
        **proof_of(request),
        **forms,
    }
    return render(request, "workspace/cases/person.html", context, status=status)


@HANDLERS
@require_POST
def look(request: HttpRequest, code: str, person: str) -> HttpResponse:
    """Read who it is: at once in one's own case, elsewhere when a second officer agreed. Noted each time."""
    case, row = somebody(request, code, person)
    own = handles(reader(request), case)
    form = LookForm(request.POST)
    if own and not form.is_valid():
        return _detail(request, case, row, status=mistaken(request), look_form=form)
    reason = form.cleaned_data["reason"] if own else "handling"
    try:
        opened = actions.look(row, by=reader(request), reason=reason, own=own)
    except NotYours:
        raise Http404 from None
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("workspace:case_person", code, person)
    return _detail(request, case, row, opened=opened)


@HANDLERS
@require_POST
def ask(request: HttpRequest, code: str, person: str) -> HttpResponse:
    """Ask a second officer to agree."""
    case, row = somebody(request, code, person)
    form = AskForm(request.POST)
    if not form.is_valid():
        return _detail(request, case, row, status=mistaken(request), ask_form=form)
    try:
        actions.ask(row, by=reader(request), proven_at=proven_at(request), **form.cleaned_data)
    except NotYours:
        raise Http404 from None
    except Refused as refused:
        form.add_error(None, str(refused))
        return _detail(request, case, row, status=mistaken(request), ask_form=form)
    messages.success(request, _("Permohonan terkirim kepada petugas kedua."))
    return redirect("workspace:case_person", code, person)


@HANDLERS
@require_POST
def amend(request: HttpRequest, code: str, person: str) -> HttpResponse:
    """Correct what is kept of somebody of one's own case."""
    case, row = somebody(request, code, person)
    _own(request, case)
    form = PersonForm(request.POST)
    if not form.is_valid():
        return _detail(request, case, row, status=mistaken(request), person_form=form)
    try:
        actions.amend(row, fields=form.all_given(), by=reader(request).code)
    except actions.Unfit as unfit:
        return _detail(request, case, row, status=mistaken(request), person_form=flawed(form, unfit))
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Data diri diperbaiki."))
    return redirect("workspace:case_person", code, person)


@HANDLERS
@require_POST
def forget(request: HttpRequest, code: str, person: str) -> HttpResponse:
    """Destroy what is kept of somebody: the lead's decision, with its basis, and it cannot be undone."""
    case, row = somebody(request, code, person)
    if not leads(reader(request), case):
        raise Http404
    form = ForgetForm(request.POST)
    if not form.is_valid():
        return _detail(request, case, row, status=mistaken(request), forget_form=form)
    return attempt(
        request,
        lambda: forget_person(case, row.code, basis=form.cleaned_data["basis"], by=reader(request)),
        said=_("Data diri dihapus untuk selamanya."),
        back=f"/kerja/perkara/{code}/orang/",
    )


urlpatterns: list[URLPattern] = [
    path("<str:code>/orang/", listing, name="case_people"),
    path("<str:code>/orang/tambah/", add, name="case_person_add"),
    path("<str:code>/orang/salin/", gather, name="case_people_gather"),
    path("<str:code>/orang/<str:person>/", detail, name="case_person"),
    path("<str:code>/orang/<str:person>/buka/", look, name="case_person_look"),
    path("<str:code>/orang/<str:person>/mohon/", ask, name="case_person_ask"),
    path("<str:code>/orang/<str:person>/ubah/", amend, name="case_person_amend"),
    path("<str:code>/orang/<str:person>/lupakan/", forget, name="case_person_forget"),
]
