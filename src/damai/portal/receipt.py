"""The receipt: where one's report is, what is asked, and the proof that it was kept. The code never stands in an address."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from damai.agencies.access import open_to_everyone
from damai.cases.doors import withdrawal
from damai.cases.public import announced, papers_of
from damai.cases.public import progress as case_progress
from damai.identities.public import openings_shown
from damai.intake.channels import web
from damai.intake.channels.web.follow import Lookup
from damai.interviews.public import mending
from damai.ledger.public import now, proof_of, receipt_file
from damai.triage.public import progress as report_progress


@open_to_everyone
@csrf_exempt  # no session, nothing to forge: whoever knows the code may look; the channel refuses other sites
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def receipt(request: HttpRequest) -> HttpResponse:
    """Ask for the code, or show what became of the message behind it."""
    if request.method != "POST":
        return render(request, "portal/receipt/ask.html")
    typed = request.POST.get("kode", "")
    return _shown(request, web.look_up(request, typed), typed)


@open_to_everyone
@csrf_exempt  # as above
@never_cache
@require_POST
def answer(request: HttpRequest) -> HttpResponse:
    """Keep what the holder of the receipt answers to a question."""
    typed = request.POST.get("kode", "")
    return _shown(request, web.answer(request, typed), typed)


@open_to_everyone
@csrf_exempt  # as above
@never_cache
@require_POST
def proof(request: HttpRequest) -> HttpResponse:
    """The proof as a file that can be checked without us."""
    typed = request.POST.get("kode", "")
    found = web.look_up(request, typed)
    if found.progress is None:
        return _shown(request, found, typed)
    text = receipt_file(found.progress.leaf, with_opening=True)
    if text is None:
        waiting = _("Bukti belum tersedia. Catatan mendapat tempat dalam beberapa detik; coba lagi sebentar.")
        return _shown(request, Lookup(status=503, message=waiting, progress=found.progress, token=found.token), typed)
    response = HttpResponse(text, content_type="application/octet-stream")
    response["Content-Disposition"] = f'attachment; filename="damai-{found.progress.code}.tlog-proof"'
    return response


@open_to_everyone
@csrf_exempt  # as above
@never_cache
@require_POST
def paper(request: HttpRequest) -> HttpResponse:
    """A paper of one's own report that names nobody, as it was announced."""
    typed, wanted = request.POST.get("kode", ""), request.POST.get("dokumen", "")[:24]
    found = web.look_up(request, typed)
    report = report_progress(found.progress.code).report if found.progress else None
    body = announced(report, wanted) if report else None
    if body is None:
        return _shown(request, found, typed)
    response = HttpResponse(body, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="status-{wanted}.pdf"'
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def _shown(request: HttpRequest, found: Lookup, typed: str) -> HttpResponse:
    if found.progress is None:
        return render(request, "portal/receipt/ask.html", {"message": found.message, "typed": typed[:100]}, status=found.status)
    report = report_progress(found.progress.code)
    case = case_progress(report.report) if report.report else None
    context = {
        "found": found,
        "progress": found.progress,
        "report": report,
        "case": case,
        "openings": openings_shown(found.progress.code, codes=[report.report, case.case if case else None]),
        "papers": papers_of(report.report) if report.report else (),
        "proof": proof_of(found.progress.leaf),
        "now": now(),
        "mending": mending(found.progress.code),
        "withdrawal": withdrawal(report.report, found.progress.code),
    }
    return render(request, "portal/receipt/shown.html", context, status=found.status)
