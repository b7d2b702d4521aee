"""What staff pages show of their reader."""

from typing import Any, cast

from django.http import HttpRequest

from damai.agencies.actions import Member
from damai.agencies.queries import agency_of, scope_of

from . import access, cases, inbox


def of_the_reader(request: HttpRequest) -> dict[str, Any]:
    """Fields of `look.context.House`."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    agency = agency_of(cast(Any, user))
    return {"agency": agency.name if agency else "", "may": open_places(cast(Any, user))}


def open_places(member: Member) -> frozenset[str]:
    """The desks whose doors open for a member: nobody is shown a way that ends in "not found"."""
    scope = scope_of(member)
    doors = {"inbox": inbox.listing, "cases": cases.listing, "access": access.listing}
    return frozenset(name for name, view in doors.items() if view.door.opens_for(scope))  # type: ignore[attr-defined]
