"""What was issued, and the number books of a year."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from damai.agencies.actions import PersonalData, note_export
from damai.agencies.queries import scope_of
from damai.agencies.rules import Capability
from damai.documents import actions
from damai.documents.queries import (
    Document,
    Number,
    agencies_of,
    document_for,
    documents_for,
    docx_of,
    label_of,
    numbers_of,
    pdf_of,
    replaced_by,
    years_of,
)
from damai.documents.rules import kinds
from damai.ledger.queries import now
from damai.look.templatetags.look import said as say

from ..desk import attempt, history_of, reader
from .common import MANAGERS, READERS, TAKING_PART, agency_for, choices_of, download


@READERS
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """The agency's papers: what was issued, and the ways to letterhead, templates and number book."""
    member = reader(request)
    may_manage = agencies_of(member, Capability.MANAGE_PAPERS).exists()
    kind = request.GET.get("jenis", "")
    rows = documents_for(member)
    if kind:
        rows = rows.filter(kind=kind)
    page = Paginator(rows, 25).get_page(request.GET.get("page"))
    offices = [agency.kind for agency in agencies_of(member)]
    labels = {each.code: each.label for office in offices for each in kinds(office) if not each.guarded}
    chips = [{"href": "?", "label": _("Semua"), "count": None, "current": not kind}]
    chips += [
        {"href": f"?jenis={code}", "label": say(label), "count": None, "current": code == kind} for code, label in labels.items()
    ]
    context = {
        "page": page,
        "chips": chips,
        "papers": [(document, label_of(document.kind)) for document in page],
        "may_manage": may_manage,
        "takes_part": agencies_of(member).exists(),
    }
    return render(request, "workspace/documents/listing.html", context)


def found(request: HttpRequest, code: str) -> Document:
    """The document with this code, or 404."""
    try:
        return document_for(reader(request), code)
    except Document.DoesNotExist:
        raise Http404 from None


@TAKING_PART
@require_safe
def detail(request: HttpRequest, code: str) -> HttpResponse:
    """One issued document: what it is, its files and digests, and what happened to it."""
    document = found(request, code)
    context = {
        "document": document,
        "label": label_of(document.kind),
        "later": replaced_by(document),
        "may_manage": scope_of(reader(request)).may(Capability.MANAGE_PAPERS, agency=document.agency_id),
        "history": history_of(document.code),
        "now": now(),
    }
    return render(request, "workspace/documents/detail.html", context)


@TAKING_PART
@require_safe
def file(request: HttpRequest, code: str, format: str) -> HttpResponse:
    """The paper as it was issued. It names people, so taking it out is noted."""
    document = found(request, code)
    if format not in {"pdf", "docx"}:
        raise Http404
    body = pdf_of(document) if format == "pdf" else docx_of(document)
    digest = document.pdf_sha256 if format == "pdf" else document.docx_sha256
    note_export(reader(request), subject=code, what=PersonalData.ALL, own=True, digest=digest)
    return download(body, name=f"{document.kind}-{document.code}", format=format)


@MANAGERS
@require_POST
def void(request: HttpRequest, code: str) -> HttpResponse:
    """Say that a document is not to be relied on."""
    document = found(request, code)
    return attempt(
        request,
        lambda: actions.void_document(document, by=reader(request)),
        said=_("Dokumen dinyatakan batal. Siapa pun yang memeriksanya melihat itu."),
        back=f"/kerja/dokumen/{code}/",
    )


@READERS
@require_safe
def numbers(request: HttpRequest) -> HttpResponse:
    """The number books of a year: every number, what it was used for, and those that are void."""
    may_read, may_manage = Capability.TAKE_PART, Capability.MANAGE_PAPERS
    reads = agencies_of(reader(request), may_read).exists()
    agency = agency_for(request, may_read if reads else may_manage)
    years = years_of(agency)
    asked = request.GET.get("tahun", "")
    year = int(asked) if asked.isdigit() and int(asked) in years else (years[0] if years else None)
    page = Paginator(numbers_of(agency, year) if year else Number.objects.none(), 50).get_page(request.GET.get("page"))
    chips = [
        {"href": f"?tahun={each}&lembaga={agency.code}", "label": each, "count": None, "current": each == year} for each in years
    ]
    context = {
        "agency": agency,
        "agencies": choices_of(request, may_read if reads else may_manage, agency),
        "year": year,
        "chips": chips,
        "page": page,
        "may_manage": scope_of(reader(request)).may(may_manage, agency=agency.code),
    }
    return render(request, "workspace/documents/numbers.html", context)


@MANAGERS
@require_POST
def void_number(request: HttpRequest, number: int) -> HttpResponse:
    """Say that a number's paper was never used; the number stays taken."""
    mine = agencies_of(reader(request), Capability.MANAGE_PAPERS)
    row = Number.objects.filter(pk=number, agency__in=mine).select_related("agency").first()
    if row is None:
        raise Http404
    return attempt(
        request,
        lambda: actions.void_number(row, by=reader(request)),
        said=_("Nomor dinyatakan batal."),
        back=f"/kerja/dokumen/nomor/?lembaga={row.agency_id}&tahun={row.year}",
    )
