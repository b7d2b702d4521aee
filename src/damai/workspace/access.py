"""Who looked at personal data."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from damai.agencies.access import Role, open_to
from damai.agencies.queries import agency_of, recent_access
from damai.ledger.queries import now

from .desk import reader


@open_to(Role.LEAD)
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """What members of my agency saw and took out, the latest first."""
    rows = recent_access(agency=agency_of(reader(request)))
    page = Paginator(rows, 50).get_page(request.GET.get("page"))
    return render(request, "workspace/access/listing.html", {"page": page, "now": now()})
