"""Who comes in here, and the piece of evidence they ask for: only through a case that is theirs to see."""

from datetime import datetime, timedelta

from django.http import Http404, HttpRequest

from damai.agencies.access import AgencyKind, Role, open_to
from damai.cases.queries import Case
from damai.evidence.queries import Exhibit, Shown, exhibit_of

from ..desk import found as found_case

HANDLERS = open_to(Role.OFFICER, Role.LEAD, agencies=[AgencyKind.SUPERVISOR])
LEADS = open_to(Role.LEAD, agencies=[AgencyKind.SUPERVISOR])


def case_of(request: HttpRequest, code: str) -> Case:
    """The case with this code, if it is the reader's to see; else 404."""
    return found_case(request, code)


def piece_of(request: HttpRequest, code: str, exhibit: str) -> Shown:
    """A piece of evidence of a case that is the reader's to see; else 404."""
    case = case_of(request, code)
    try:
        return exhibit_of(case.code, exhibit)
    except Exhibit.DoesNotExist:
        raise Http404 from None


def picture_piece(request: HttpRequest, code: str, exhibit: str) -> Shown:
    """The same, where it is a picture that can be shown."""
    shown = piece_of(request, code, exhibit)
    if not shown.is_picture:
        raise Http404
    return shown


def settled(typed: datetime | None, *floors: datetime | None) -> datetime | None:
    """A moment as it was typed, to the minute: within the minute of something that came before, it is that moment."""
    if typed is None:
        return None
    for floor in floors:
        if floor is not None and typed < floor < typed + timedelta(minutes=1):
            return floor
    return typed
