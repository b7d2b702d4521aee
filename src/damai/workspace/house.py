"""What staff pages show of their reader."""

from typing import Any, cast

from django.http import HttpRequest
from django.urls import Resolver404, resolve

from damai.agencies.access import Door
from damai.agencies.actions import Member
from damai.agencies.queries import agency_of, scope_of

# The desks of the navigation; the last four stand together under "Rakor".
DESKS = {
    "inbox": "/kerja/masuk/",
    "cases": "/kerja/perkara/",
    "handed": "/kerja/penerusan/",
    "law": "/kerja/hukum/",
    "counter": "/kerja/loket/",
    "access": "/kerja/akses/",
    "library": "/kerja/hukum/pustaka/",
    "rakor": "/kerja/rakor/",
    "commitments": "/kerja/komitmen/",
    "pledges": "/kerja/deklarasi/",
    "papers": "/kerja/dokumen/",
}
TABLE = ("rakor", "commitments", "pledges", "papers")


def of_the_reader(request: HttpRequest) -> dict[str, Any]:
    """Fields of `look.context.House`."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    agency = agency_of(cast(Any, user))
    may = open_places(cast(Any, user))
    table = next((DESKS[name] for name in TABLE if name in may), "")
    return {"agency": agency.name if agency else "", "may": may, "table": table}


def open_places(member: Member) -> frozenset[str]:
    """The desks whose doors open for a member: nobody is shown a way that ends in "not found"."""
    scope = scope_of(member)
    doors = {name: _door(address) for name, address in DESKS.items()}
    return frozenset(name for name, door in doors.items() if door is not None and door.opens_for(scope))


def _door(address: str) -> Door | None:
    """Who may open a desk; None where no such desk was built."""
    try:
        return getattr(resolve(address).func, "door", None)
    except Resolver404:
        return None
