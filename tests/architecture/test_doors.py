"""Every view says who it is open to, nothing under /kerja/ is open to everyone, and each door keeps its word.

The last part walks the whole URL tree with everyone of the cast: a new view is tested by being there.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from damai.agencies.access import Door
from damai.agencies.queries import scope_of
from tests.cast import cast

# Doors that other people's packages built; their own guards were read, with what holds them.
FOREIGN = {
    "akun/": "django-allauth: sign-in pages guard themselves; agencies/tests/test_sign_in.py and tests/browser cover them",
}
# What stands in for an argument: the door must answer before anything is looked up, so it need not exist.
STAND_INS = {"int": "1", "path": "x/y", "uuid": "00000000-0000-0000-0000-000000000000", "slug": "x", "str": "X-00000"}
STAND_INS |= {"commitment": "K-0", "item": "T-0", "breach": "B-0"}  # one address serves several kinds of codes


@dataclass(frozen=True)
class Place:
    """One view of the site, at an address one can try."""

    pattern: str
    view: object
    door: Door | None

    @property
    def takes_arguments(self) -> bool:
        """Whether the address names something that may not be there."""
        return "<" in self.pattern

    @property
    def address(self) -> str:
        """The address, with stand-ins for its arguments."""
        return "/" + re.sub(r"<(?:(\w+):)?\w+>", lambda found: STAND_INS.get(found[1] or "str", "X-00000"), self.pattern)


def walk(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[Place]:
    """Every view of the site that is ours."""
    for item in (resolver or get_resolver()).url_patterns:
        here = prefix + str(item.pattern)
        if here.startswith(tuple(FOREIGN)):
            continue
        if isinstance(item, URLResolver):
            yield from walk(item, here)
        elif isinstance(item, URLPattern):
            yield Place(here, item.callback, getattr(item.callback, "door", None))


def guarded() -> list[Place]:
    """The places that are not open to everyone."""
    return [place for place in walk() if place.door is not None and not place.door.everyone and not place.door.devices]


def answer(client: Client, address: str):
    """What a door says; to a form that takes no GET, what it says to an empty POST."""
    response = client.get(address)
    return client.post(address) if response.status_code == 405 else response


def test_every_view_carries_a_mark():
    assert [place.pattern for place in walk() if place.door is None] == []


def test_the_workspace_is_never_open_to_everyone():
    assert [place.pattern for place in walk() if place.pattern.startswith("kerja/") and place.door.everyone] == []


def test_only_phones_come_in_where_phones_do():
    """Their doors answer 401 or 403 and never lead to the sign-in page; intake/channels/odk/tests/test_doors.py tries each."""
    assert all(place.door.devices == place.pattern.startswith("masuk/odk/") for place in walk())


@pytest.mark.django_db
def test_who_is_not_signed_in_is_asked_to(client):
    elsewhere = [place.pattern for place in guarded() if not asked_to_sign_in(answer(client, place.address))]
    assert elsewhere == []


def asked_to_sign_in(response) -> bool:
    """Whether an answer leads to the sign-in page."""
    return response.status_code == 302 and response["Location"].startswith("/akun/login/")


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["sari", "tuti", "budi", "citra", "komar", "polan", "dewi", "oki"])
def test_a_door_opens_for_whom_it_says_and_does_not_exist_for_others(name):
    member = getattr(cast(), name)
    scope = scope_of(member)
    client = Client(raise_request_exception=False)
    client.force_login(member)
    wrong = []
    for place in guarded():
        if not place.door.opens_for(scope):
            if answer(client, place.address).status_code != 404:
                wrong.append(f"{place.pattern} lets {name} in")
        elif not place.takes_arguments:
            response = client.get(place.address)
            if response.status_code == 404 or response.status_code >= 500 or asked_to_sign_in(response):
                wrong.append(f"{place.pattern} answers {name} with {response.status_code}")
    assert wrong == []
