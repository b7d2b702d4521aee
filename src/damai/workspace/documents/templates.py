"""Templates that an office can change without a programmer: download, edit in a word processor, upload, look, put in force."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from damai.agencies.queries import Agency, today
from damai.agencies.rules import Capability, NotYours, Refused
from damai.documents import actions
from damai.documents.queries import (
    Template,
    example_of,
    problems_of,
    said,
    shipped_template,
    template_for,
    template_in_force,
    templates_of,
)
from damai.documents.rules import Field, Kind, UnknownKind, kind, kinds, pdf
from damai.documents.rules.docx import CannotRender, Problem
from damai.documents.rules.package import LARGEST

from ..desk import attempt, reader
from .common import MANAGERS, agency_for, choices_of, download

SHOWN = 10  # versions on the page: each draft is read whole and tried


@dataclass(frozen=True)
class Finding:
    """A problem as the page says it."""

    words: str
    where: str
    is_warning: bool


@dataclass(frozen=True)
class Version:
    """A version of the office's own template, with what the check says of it."""

    row: Template
    findings: list[Finding]

    @property
    def usable(self) -> bool:
        """Whether it can be put in force."""
        return all(finding.is_warning for finding in self.findings)


@dataclass(frozen=True)
class Row:
    """A line of the table of fields: how it is written in the template."""

    name: str
    written: str
    words: str
    example: str
    required: bool
    depth: int


def plan_of(code: str) -> Kind:
    """The kind with this code, or 404."""
    try:
        return kind(code)
    except UnknownKind:
        raise Http404 from None


@MANAGERS
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Every kind of paper, and which template makes it."""
    agency = agency_for(request, Capability.MANAGE_PAPERS)
    rows = [(each, template_in_force(each, agency).row) for each in kinds(agency.kind)]
    context = {"agency": agency, "agencies": choices_of(request, Capability.MANAGE_PAPERS, agency), "rows": rows}
    return render(request, "workspace/documents/templates.html", context)


@MANAGERS
@require_safe
def detail(request: HttpRequest, kind: str) -> HttpResponse:
    """One kind: the template in force, the office's versions with what is wrong with each, and the fields it may use."""
    return _page(request, plan_of(kind), agency_for(request, Capability.MANAGE_PAPERS))


def _page(request: HttpRequest, plan: Kind, agency: Agency, *, refusal: str = "", status: int = 200) -> HttpResponse:
    rows = list(templates_of(agency, plan)[:SHOWN])
    context = {
        "agency": agency,
        "kind": plan,
        "in_force": template_in_force(plan, agency).row,
        "versions": [Version(row, _findings_in(row)) for row in rows],
        "own_fields": _rows(plan.fields),
        "common_fields": _rows(tuple(field for field in plan.all_fields if field not in plan.fields)),
        "refusal": refusal,
        "step": "{%p if … %}",  # these stand here because the page's own templates would read them
        "row_step": "{%tr for … %}",
    }
    return render(request, "workspace/documents/template.html", context, status=status)


def _findings_in(row: Template) -> list[Finding]:
    """What is wrong with a version. One that was in force once had nothing; putting it back looks again."""
    return [] if row.state == Template.State.RETIRED else _findings(problems_of(row))


def _findings(problems: list[Problem]) -> list[Finding]:
    return [Finding(said(problem), problem.where, problem.is_warning) for problem in problems]


def _rows(fields: tuple[Field, ...], before: str = "", depth: int = 0) -> list[Row]:
    """Each field as it is written: {{ nomor }}, or {%p for … %} before the parts of a row."""
    found = []
    for field in fields:
        name = f"{before}.{field.name}" if before else field.name
        letter = field.name[0]
        written = f"{{%p for {letter} in {name} %}}" if field.parts else f"{{{{ {name} }}}}"
        example = "" if field.parts else str(field.example)
        found.append(Row(name, written, field.words, example, field.required, depth))
        found += _rows(field.parts, letter, depth + 1)
    return found


@MANAGERS
@require_POST
def upload(request: HttpRequest, kind: str) -> HttpResponse:
    """Keep an edited template as a version that is not used yet, and say what is wrong with it."""
    plan, agency = plan_of(kind), agency_for(request, Capability.MANAGE_PAPERS)
    given = request.FILES.get("berkas")
    if given is None or (given.size or 0) > LARGEST:
        sent = int(request.META.get("CONTENT_LENGTH") or 0)
        too_large = given is not None or sent > LARGEST
        refusal = _("Berkas terlalu besar untuk sebuah templat: paling besar 2 MB.") if too_large else _("Pilih berkas templat.")
        return _page(request, plan, agency, refusal=refusal, status=413 if too_large else 422)
    try:
        row = actions.keep_template(agency=agency, kind=plan, docx_file=given.read(), by=reader(request))
    except NotYours:
        raise Http404 from None
    except Refused as error:
        return _page(request, plan, agency, refusal=str(error), status=422)
    messages.success(request, _("Versi %(version)s disimpan sebagai rancangan.") % {"version": row.version})
    return redirect(f"/kerja/dokumen/templat/{kind}/?lembaga={agency.code}")


def _version(request: HttpRequest, plan: Kind, agency: Agency, version: int) -> Template:
    try:
        return template_for(reader(request), agency, plan, version)
    except Template.DoesNotExist:
        raise Http404 from None


@MANAGERS
@require_POST
def put_in_force(request: HttpRequest, kind: str, version: int) -> HttpResponse:
    """Use a version, or go back to an older one."""
    agency = agency_for(request, Capability.MANAGE_PAPERS)
    row = _version(request, plan_of(kind), agency, version)
    return attempt(
        request,
        lambda: actions.put_in_force(row, by=reader(request)),
        said=_("Templat versi %(version)s berlaku mulai sekarang.") % {"version": version},
        back=f"/kerja/dokumen/templat/{kind}/?lembaga={agency.code}",
    )


@MANAGERS
@require_POST
def use_shipped(request: HttpRequest, kind: str) -> HttpResponse:
    """Go back to the template that ships with Damai."""
    plan, agency = plan_of(kind), agency_for(request, Capability.MANAGE_PAPERS)
    return attempt(
        request,
        lambda: actions.use_shipped(agency=agency, kind=plan, by=reader(request)),
        said=_("Templat bawaan berlaku lagi."),
        back=f"/kerja/dokumen/templat/{kind}/?lembaga={agency.code}",
    )


def _bytes(request: HttpRequest, plan: Kind, agency: Agency, version: int) -> bytes:
    """The bytes of a version; version 0 is the template that ships with Damai."""
    return bytes(_version(request, plan, agency, version).docx) if version else shipped_template(plan)


@MANAGERS
@require_safe
def file(request: HttpRequest, kind: str, version: int) -> HttpResponse:
    """A template to edit."""
    plan, agency = plan_of(kind), agency_for(request, Capability.MANAGE_PAPERS)
    return download(_bytes(request, plan, agency, version), name=f"templat-{kind}-v{version}", format="docx")


@MANAGERS
@require_safe
def example(request: HttpRequest, kind: str, version: int, format: str) -> HttpResponse:
    """What a version makes of the examples, on the agency's paper, marked as a draft."""
    plan, agency = plan_of(kind), agency_for(request, Capability.MANAGE_PAPERS)
    if format not in {"pdf", "docx"}:
        raise Http404
    body = _bytes(request, plan, agency, version)
    try:
        paper = example_of(plan, agency, today(), format, template=body)
    except (CannotRender, pdf.CannotCompile) as error:
        messages.error(request, _("Percobaan dengan contoh isian gagal: %(name)s") % {"name": str(error)[:200]})
        return redirect(f"/kerja/dokumen/templat/{kind}/?lembaga={agency.code}")
    return download(paper, name=f"contoh-{kind}-v{version}", format=format)
