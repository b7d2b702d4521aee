"""What the public pages do not do: lead elsewhere, keep a receipt anywhere, or take files that nobody asked for."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.http import HttpRequest
from django.test import Client, RequestFactory
from tests.cast import cast, places

from damai.intake.channels.web.tests.sending import fields
from damai.ledger.actions import ensure_log

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("there", ["https://jahat.example/", "//jahat.example", "/\\jahat.example", "javascript:alert(1)"])
def test_the_choice_of_language_leads_to_no_other_site(client, there):
    places()
    led = client.post("/bahasa/", {"language": "en", "next": there}, headers={"referer": "https://jahat.example/"})
    assert led.status_code in {204, 302}
    assert led.headers.get("Location", "/") == "/"
    assert client.post("/bahasa/", {"language": "en", "next": "/lapor/"}).headers["Location"] == "/lapor/"


def test_a_receipt_stands_in_no_address_and_no_cache(client):
    places()
    cast()
    ensure_log()
    sent = client.post("/lapor/", fields())
    receipt = re.search(r'class="receipt"[^>]*>([^<]+)<', sent.content.decode())[1].strip()
    plain = receipt.replace("-", "")
    answers = [sent, *(client.post(f"/tanda-terima/{step}", {"kode": receipt}) for step in ("", "jawab/", "bukti/"))]
    for answer in answers:
        assert "no-store" in answer["Cache-Control"]
        assert answer["Referrer-Policy"] == "same-origin"
        addresses = re.findall(r'(?:href|src|action)="([^"]*)"', answer.content.decode(errors="replace"))
        assert [each for each in addresses if receipt in each or plain in each] == []
    assert "no-store" in client.get("/tanda-terima/")["Cache-Control"]
    # A code in an address, where somebody typed it there, is not looked up.
    assert "menunggu dibaca" not in client.get(f"/tanda-terima/?kode={receipt}").content.decode()


def test_files_that_no_page_asked_for_never_reach_the_disk():
    places()
    film = SimpleUploadedFile("film.mp4", b"x" * 4_000_000)
    request: HttpRequest = RequestFactory().post("/tanda-terima/", {"kode": "abc", "berkas": film})
    assert request.POST["kode"] == "abc"
    assert not any(isinstance(file, TemporaryUploadedFile) for file in request.FILES.values())
    assert list(request.FILES) == []
    answer = Client().post("/tanda-terima/", {"kode": "abc", "berkas": SimpleUploadedFile("film.mp4", b"x" * 4_000_000)})
    assert answer.status_code == 422


@pytest.mark.parametrize(
    "url", ["/", "/lapor/", "/tanda-terima/", "/akun/login/", "/log/checkpoint", "/data/laporan.json", "/tiada/"]
)
def test_every_kind_of_page_has_its_walls(client, url):
    places()
    ensure_log()
    answer = client.get(url)
    policy = answer["Content-Security-Policy"]
    for wall in ("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"):
        assert wall in policy
    assert "unsafe" not in policy
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
