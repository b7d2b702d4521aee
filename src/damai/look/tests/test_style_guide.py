"""Every shell, every part and every account page stands: in both languages, with its frame, and with nothing inline."""

import re

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils import translation

from damai.look import context as look_context
from damai.look.context import LedgerState

from . import guide


@pytest.fixture
def request_of_a_reader(rf, db):
    from django.contrib.auth.models import AnonymousUser

    request = rf.get("/gaya/")
    request.user = AnonymousUser()
    return request


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("shell", ["look/portal.html", "look/workspace.html"])
def test_the_style_guide_stands_in_both_shells(request_of_a_reader, shell, language):
    with translation.override(language):
        html = render_to_string("look/styleguide.html", guide.context() | {"shell": shell}, request_of_a_reader)
    assert f'<html lang="{language}"' in html
    assert html.count("<h1") == 1
    assert html.count("<main") == 1
    assert '<a class="skip" href="#isi">' in html and 'id="isi"' in html
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert sorted(ids) == sorted(set(ids))
    assert not re.search(r"\sstyle=|<style|<script>", html)


def test_demonstration_is_said_on_every_page(request_of_a_reader, monkeypatch):
    def told(request):
        return {"demo": True, "story_now": guide.NOW, "ledger": LedgerState(48213, guide.NOW, "/log/")}

    values = guide.context() | {"shell": "look/portal.html"}
    monkeypatch.setattr(look_context, "sources", [])
    assert "DATA DEMO" not in render_to_string("look/styleguide.html", values, request_of_a_reader)
    monkeypatch.setattr(look_context, "sources", [told])
    html = render_to_string("look/styleguide.html", values, request_of_a_reader)
    assert "DATA DEMO" in html
    assert "5 Feb 2024, 10.00 WIB" in html
    assert "48213" in html


def test_the_chosen_theme_comes_with_the_page(rf, db):
    request = rf.get("/")
    assert look_context.describe(request).theme == ""
    request.COOKIES["damai_theme"] = "dark"
    assert look_context.describe(request).theme == "dark"
    request.COOKIES["damai_theme"] = '"><script>'
    assert look_context.describe(request).theme == ""


@pytest.mark.parametrize("name", ["400.html", "403_csrf.html", "500.html"])
def test_errors_need_neither_request_nor_database(name):
    assert "Ke beranda" in render_to_string(name)


def test_a_missing_page_keeps_the_frame(client, db):
    answer = client.get("/tidak-ada/", headers={"accept-language": "id"})
    assert answer.status_code == 404
    assert "Halaman ini tidak ditemukan" in answer.content.decode()


def test_an_expired_form_is_explained(db):
    answer = Client(enforce_csrf_checks=True).post(reverse("account_login"), {}, headers={"accept-language": "id"})
    assert answer.status_code == 403
    assert "Formulir ini sudah kedaluwarsa" in answer.content.decode()


def test_language_is_switched_without_a_script_and_without_a_cookie_before(db):
    reader = Client(enforce_csrf_checks=True)
    assert 'lang="id"' in reader.get(reverse("account_login"), headers={"accept-language": "id"}).content.decode()
    answer = reader.post("/bahasa/", {"language": "en", "next": reverse("account_login")})
    assert (answer.status_code, answer["Location"]) == (302, reverse("account_login"))
    assert '<html lang="en"' in reader.get(reverse("account_login")).content.decode()


def test_language_switch_leads_nowhere_else(client, db):
    assert client.post("/bahasa/", {"language": "en", "next": "https://elsewhere.example/"})["Location"] == "/"
