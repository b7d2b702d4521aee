"""A sign that no database can hold, in every address that takes a code, a token or a name: nobody is there."""

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.converters import StringConverter

from damai.ledger.actions import ensure_log
from damai.pledges.actions import load_participants, load_shipped_declarations
from damai.statutes.actions import load_statutes
from tests.cast import cast, neighbours

pytestmark = pytest.mark.django_db


def addresses(resolver: URLResolver, before: str = "", parts: dict | None = None) -> list[str]:
    """Every address of this house that takes words, with a NUL in their place."""
    found = []
    for each in resolver.url_patterns:
        converters = dict(parts or {}) | each.pattern.converters
        path = before + str(each.pattern)
        if isinstance(each, URLResolver):
            found += addresses(each, path, converters)
        elif isinstance(each, URLPattern) and any(isinstance(kind, StringConverter) for kind in converters.values()):
            for name, kind in converters.items():
                for written in (f"<{name}>", f"<str:{name}>", f"<slug:{name}>", f"<int:{name}>", f"<uuid:{name}>"):
                    value = "%00" if type(kind) is StringConverter else "1"
                    path = path.replace(written, value)
            found.append(f"/{path}")
    return [each for each in found if "<" not in each and "^" not in each]


def test_a_sign_that_no_database_holds_is_nowhere():
    people, others = cast(), neighbours()
    ensure_log()
    load_statutes()
    load_participants("pemilu_2024")
    load_shipped_declarations()
    every = [each for each in addresses(get_resolver()) if "%00" in each]
    assert any(each.startswith("/undangan/pintu/") for each in every) and any("/kerja/rakor/" in each for each in every)
    wrong = []
    for member in (None, others.kasman, people.tuti):
        browser = Client(raise_request_exception=False)
        if member is not None:
            browser.force_login(member)
        for address in every:
            for ask in (browser.get, browser.post):
                status = ask(address).status_code
                if status >= 500 or (status == 200 and ask == browser.post):
                    wrong.append((member and member.username, address, status))
    assert wrong == []


def test_a_sign_that_no_database_holds_in_a_form_is_a_broken_request(client):
    cast()
    ensure_log()
    for address in ("/deklarasi/periksa/?kode=%00", "/wilayah/31.71/?x=%00", "/dokumen/?kode=%00", "/janji/?pihak=%00"):
        assert client.get(address).status_code < 500, address
    for address in ("/deklarasi/periksa/", "/dokumen/", "/tanda-terima/", "/akun/login/"):
        assert client.post(address, {"kode": "a\x00b", "login": "a\x00b", "password": "\x00"}).status_code < 500, address
    desk = Client()
    desk.force_login(neighbours().kasman)
    for address in (
        "/kerja/rakor/?cari=%00",
        "/kerja/komitmen/?pemilik=%00&seri=%00&keadaan=%00",
        "/kerja/dokumen/?lembaga=%00&jenis=%00",
    ):
        assert desk.get(address).status_code < 500, address
