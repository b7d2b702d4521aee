"""A reporter takes the report back, by its receipt: what that means first, and then a mark and a press."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from damai.agencies.access import open_to_everyone
from damai.cases import doors
from damai.intake.channels import web
from damai.triage.public import progress as report_progress


@open_to_everyone
@csrf_exempt  # no session, nothing to forge: whoever knows the receipt may ask; the door refuses other sites
@never_cache
@require_POST
def withdraw(request: HttpRequest) -> HttpResponse:
    """What taking the report back means; with the mark, the wish is kept and an officer is asked."""
    typed = request.POST.get("kode", "")
    found = web.look_up(request, typed)
    if found.progress is None:
        return render(request, "portal/receipt/ask.html", {"message": found.message, "typed": typed[:100]}, status=found.status)
    report = report_progress(found.progress.code).report
    confirming = bool(request.POST.get("langkah"))
    sure = bool(request.POST.get("yakin"))
    act = doors.withdraw if confirming and sure else lambda _request, *codes: doors.withdrawal(*codes)
    told = act(request, report, found.progress.code)
    context = {"told": told, "receipt": found.progress.receipt, "unsure": confirming and not sure}
    status = told.status if told else 404
    return render(request, "portal/receipt/withdraw.html", context, status=422 if confirming and not sure else status)
