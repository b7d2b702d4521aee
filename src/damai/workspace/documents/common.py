"""Whose papers are looked at, and how a paper leaves the house."""

from django.http import Http404, HttpRequest, HttpResponse

from damai.agencies.access import Role, open_to
from damai.agencies.queries import Agency
from damai.agencies.rules import Capability
from damai.documents.queries import agencies_of

from ..desk import reader

READERS = open_to(Role.OFFICER, Role.LEAD, Role.LIAISON, Role.OPERATOR)
TAKING_PART = open_to(Role.OFFICER, Role.LEAD, Role.LIAISON)
MANAGERS = open_to(Role.LEAD, Role.OPERATOR)
TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def agency_for(request: HttpRequest, capability: Capability) -> Agency:
    """The agency that a page is about: the one asked for with ?lembaga=, or the member's first; 404 without any."""
    mine = agencies_of(reader(request), capability)
    asked = request.GET.get("lembaga", "")
    found = mine.filter(code=asked).first() if asked else mine.first()
    if found is None:
        raise Http404
    return found


def choices_of(request: HttpRequest, capability: Capability, agency: Agency | None) -> list[dict[str, object]]:
    """Chips to go from one agency to another, for the few who serve several."""
    mine = list(agencies_of(reader(request), capability))
    if len(mine) < 2:
        return []
    return [{"href": f"?lembaga={each.code}", "label": each.name, "count": None, "current": each == agency} for each in mine]


def download(body: bytes, *, name: str, format: str) -> HttpResponse:
    """A paper as a download that no browser opens inside the house."""
    response = HttpResponse(body, content_type=TYPES[format])
    response["Content-Disposition"] = f'attachment; filename="{name}.{format}"'
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
