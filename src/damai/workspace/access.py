"""Who looked at personal data."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from damai.agencies.access import Role, open_to
from damai.agencies.queries import Agency, recent_access, scope_of
from damai.agencies.rules import Capability
from damai.ledger.queries import now

from .desk import reader


@open_to(Role.LEAD)
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """What members of the agency that I lead saw and took out, the latest first."""
    led = scope_of(reader(request)).where(Capability.SEE_ACCESS_LOG).agencies  # not every agency that I serve
    rows = recent_access(agency=Agency.objects.filter(code__in=led).order_by("code").first())
    page = Paginator(rows, 50).get_page(request.GET.get("page"))
    return render(request, "workspace/access/listing.html", {"page": page, "now": now()})
