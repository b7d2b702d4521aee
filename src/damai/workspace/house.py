"""What staff pages show of their reader."""

from typing import Any, cast

from django.http import HttpRequest

from damai.agencies.queries import agency_of


def of_the_reader(request: HttpRequest) -> dict[str, Any]:
    """Fields of `look.context.House`."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    agency = agency_of(cast(Any, user))
    return {"agency": agency.name if agency else ""}
