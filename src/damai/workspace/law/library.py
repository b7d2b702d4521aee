"""The library of rules at the desk: search it, take in official texts, record what courts decided, and pick what to cite."""

import re
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from damai.agencies.access import AgencyKind, Role, open_to, open_to_members, scope_for
from damai.agencies.rules import Capability
from damai.statutes import actions, queries
from damai.statutes.rules import StatuteError

from ..desk import mistaken, reader
from .cite import picked
from .library_forms import ImportForm, RepealForm, RulingForm
from .library_words import shown_draft

LIBRARY = "/kerja/hukum/pustaka/"
LEADS = open_to(Role.LEAD, agencies=[AgencyKind.SUPERVISOR])
IMPORTERS = open_to(Role.LEAD, Role.OPERATOR, agencies=[AgencyKind.SUPERVISOR])


@open_to_members
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Everything the library holds, and a search of it."""
    asked = " ".join(request.GET.get("q", "").split())[:300]
    may = may_here(request)
    context: dict[str, Any] = {"asked": asked, "may": may, "drafts": queries.drafts() if may["import"] else []}
    if asked:
        context["found"] = found = queries.found(asked)
        context["nearest"] = [queries.cited(each) for each in found.unknown.nearest] if found.unknown else []
    else:
        context["laws"] = queries.laws()
    return render(request, "workspace/law/library.html", context)


def may_here(request: HttpRequest) -> dict[str, bool]:
    """What the reader may do with the library."""
    scope = scope_for(request)
    leads = scope.may(Capability.DECIDE_CASES)
    return {"lead": leads, "import": leads or scope.may(Capability.IMPORT_DATA)}


# --- Official texts ---------------------------------------------------------------------------------------------------


@IMPORTERS
@require_http_methods(["GET", "HEAD", "POST"])
def take_in(request: HttpRequest) -> HttpResponse:
    """Read an official text; what it would change is shown on the next page, before anything is."""
    form = ImportForm(request.POST if request.method == "POST" else None, request.FILES or None)
    context: dict[str, Any] = {"form": form}
    if request.method != "POST":
        return render(request, "workspace/law/import.html", context)
    if not form.is_valid():
        return render(request, "workspace/law/import.html", context, status=mistaken(request))
    try:
        row = form.read(by=reader(request).code)
    except StatuteError as refusal:
        return render(request, "workspace/law/import.html", context | {"refused": str(refusal)}, status=mistaken(request))
    return redirect("workspace:law_draft", row.code)


def draft_of(code: str) -> queries.LawImport:
    """The draft with this code, or 404."""
    if not re.fullmatch(r"N-\d{5,9}", code):
        raise Http404
    try:
        return queries.draft(int(code[2:]))
    except queries.LawImport.DoesNotExist:
        raise Http404 from None


@IMPORTERS
@require_safe
def draft(request: HttpRequest, code: str) -> HttpResponse:
    """What a text that was read would change, and what of it was not understood, line by line."""
    return render(request, "workspace/law/draft.html", {"draft": shown_draft(draft_of(code)), "code": code})


@IMPORTERS
@require_POST
def apply(request: HttpRequest, code: str) -> HttpResponse:
    """Take the text into the library, if that does what was shown."""
    row = draft_of(code)
    try:
        done = actions.apply_import(row, plan=request.POST.get("rencana", "")[:64], by=reader(request).code)
    except StatuteError as refusal:
        messages.error(request, str(refusal))
        return redirect("workspace:law_draft", code)
    said = _("Naskah %(law)s diterapkan: %(new)d baru, %(changed)d berubah, %(repealed)d dicabut.")
    values = {"law": row.law.label, "new": done.new, "changed": done.changed, "repealed": done.repealed}
    messages.success(request, said % values)
    return redirect(LIBRARY)


@IMPORTERS
@require_POST
def drop(request: HttpRequest, code: str) -> HttpResponse:
    """Do not take the text."""
    try:
        actions.drop_import(draft_of(code), by=reader(request).code)
    except StatuteError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Naskah dibuang; pustaka tidak berubah."))
    return redirect(LIBRARY)


# --- What courts and acts did ------------------------------------------------------------------------------------------


@LEADS
@require_http_methods(["GET", "HEAD", "POST"])
def ruling(request: HttpRequest) -> HttpResponse:
    """Record what a court decided on a provision."""
    form = RulingForm(request.POST if request.method == "POST" else None, initial={"pasal": request.GET.get("pasal", "")[:120]})
    return _recorded(request, form, "workspace/law/ruling.html", _("Putusan dicatat."))


@LEADS
@require_http_methods(["GET", "HEAD", "POST"])
def repeal(request: HttpRequest) -> HttpResponse:
    """Record that an act took a whole law away."""
    form = RepealForm(request.POST if request.method == "POST" else None)
    return _recorded(request, form, "workspace/law/repeal.html", _("Pencabutan dicatat."))


def _recorded(request: HttpRequest, form: RulingForm | RepealForm, template: str, said: str) -> HttpResponse:
    if request.method != "POST":
        return render(request, template, {"form": form})
    if not form.is_valid():
        return render(request, template, {"form": form}, status=mistaken(request))
    try:
        address = form.record(by=reader(request).code)
    except StatuteError as refusal:
        return render(request, template, {"form": form, "refused": str(refusal)}, status=mistaken(request))
    messages.success(request, said)
    return redirect(address)


# --- Picking what to cite -----------------------------------------------------------------------------------------------


@open_to_members
@require_safe
def pick(request: HttpRequest) -> HttpResponse:
    """Provisions that answer what was typed, to be ticked; without a script a page of its own to read the codes from."""
    name = request.GET.get("nama", "pasal")
    if not re.fullmatch(r"[a-z][a-z0-9_]{0,29}", name):
        raise Http404
    asked = request.GET.get(f"{name}_cari", request.GET.get("q", ""))[:300]
    context = {"name": name, "asked": asked, "chosen": picked(request.GET.getlist(name)[:50]), "options": options(asked)}
    template = "workspace/law/_cite_found.html" if getattr(request, "htmx", False) else "workspace/law/cite.html"
    return render(request, template, context)


def options(asked: str) -> list[queries.Cited]:
    """What can be cited for a question: the provisions named, those the catalogue rests on, and those whose words answer it."""
    if not asked.strip():
        return []
    found = queries.search(asked)
    codes = [hit.id for hit in found.numbered]
    codes += [str(article) for each in found.offences[:6] for article in each.offence.articles]
    codes += [hit.id for hit in found.passages[:6]]
    return picked(list(dict.fromkeys(codes))[:16])


urlpatterns: list[URLPattern] = [
    path("pustaka/", home, name="law_library"),
    path("pustaka/impor/", take_in, name="law_import"),
    path("pustaka/impor/<str:code>/", draft, name="law_draft"),
    path("pustaka/impor/<str:code>/terapkan/", apply, name="law_apply"),
    path("pustaka/impor/<str:code>/buang/", drop, name="law_drop"),
    path("pustaka/putusan/", ruling, name="law_ruling"),
    path("pustaka/dicabut/", repeal, name="law_repeal"),
    path("pustaka/pilih/", pick, name="law_pick"),
]
