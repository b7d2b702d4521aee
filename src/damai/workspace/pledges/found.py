"""Who comes to this desk, and the declaration behind an address."""

from django.http import Http404, HttpRequest

from damai.agencies.access import AgencyKind, Role, open_to
from damai.agencies.rules import NotYours
from damai.pledges.queries import Declaration, declaration_for, may_manage

from ..desk import reader

# The same as TAKE_PART, CONVENE and SIGN_FOR_AGENCY in agencies.rules; what is whose is decided below and in the room.
READERS = open_to(Role.OFFICER, Role.LEAD, Role.LIAISON)
CONVENERS = open_to(Role.OFFICER, Role.LEAD, agencies=[kind for kind in AgencyKind if kind != AgencyKind.POLICE])
SIGNERS = open_to(Role.LEAD, Role.LIAISON)


def found(request: HttpRequest, code: str) -> Declaration:
    """The declaration with this code, or 404."""
    try:
        return declaration_for(reader(request), code)
    except Declaration.DoesNotExist:
        raise Http404 from None


def managed(request: HttpRequest, code: str) -> Declaration:
    """The declaration, for whoever may write, open, close and invite; 404 for others."""
    declaration = found(request, code)
    if not may_manage(reader(request), declaration):
        raise Http404
    return declaration


def not_found_if_not_theirs(error: Exception) -> None:
    """What is not theirs does not exist."""
    if isinstance(error, NotYours):
        raise Http404 from None
