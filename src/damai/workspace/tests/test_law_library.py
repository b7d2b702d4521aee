"""The library at the desk: supervisors' operators and leads take texts in, leads record decisions, others read and cite."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.test import Client
from tests.cast import LONG_AGO, cast, neighbours

from damai.agencies.models import Appointment
from damai.ledger.models import Entry
from damai.statutes import actions, models, queries
from damai.statutes.rules import library
from damai.statutes.tests.laws import LAW
from damai.workspace.law.cite import chosen

pytestmark = pytest.mark.django_db
HOME = "/kerja/hukum/pustaka/"
IMPORT = {"peraturan": "UU 99/2030", "judul": "Contoh", "asal": "jdih.contoh.id", "berlaku": "2020-01-02"}


def signed_in(member) -> Client:
    client = Client()
    client.force_login(member)
    return client


@pytest.fixture(autouse=True)
def people():
    actions.load_library()
    return cast()


@pytest.fixture
def oki(people) -> Client:
    return signed_in(people.oki)


@pytest.fixture
def tuti(people) -> Client:
    return signed_in(people.tuti)


def given(text: str = LAW, name: str = "uu.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode())


def read_by(client: Client, **changed) -> str:
    """Import the invented law up to its preview; the address of the draft."""
    response = client.post(f"{HOME}impor/", IMPORT | {"berkas": given()} | changed)
    assert response.status_code == 302, response.content.decode()[:3000]
    return response["Location"]


def plan_on(html: str) -> str:
    return re.search(r'name="rencana" value="(\w{64})"', html)[1]


def test_a_text_is_shown_before_it_is_taken_and_then_found(oki):
    draft = read_by(oki)
    html = oki.get(draft).content.decode()
    assert "Yang akan berubah" in html and "Ayat ini tidak ada." in html and "penjelasan atas ketentuan yang tidak ada" in html
    assert models.Provision.objects.filter(law="uu-99-2030").count() == 0
    done = oki.post(f"{draft}terapkan/", {"rencana": plan_on(html)}, follow=True).content.decode()
    assert "Naskah UU 99/2030 diterapkan: 15 baru" in done
    assert "menghasut." in oki.get(f"{HOME}?q=menghasut").content.decode()
    entry = Entry.objects.filter(name="LawTextApplied").last()
    assert entry.by == cast().oki.code


def test_a_text_can_be_thrown_away(tuti):
    draft = read_by(tuti)
    assert "Naskah dibuang" in tuti.post(f"{draft}buang/", follow=True).content.decode()
    assert tuti.get(draft).status_code == 404
    assert tuti.post(f"{draft}terapkan/").status_code == 404
    assert models.LawImport.objects.get().text == ""


def test_nobody_applies_what_they_did_not_see(oki, tuti):
    first, second = read_by(oki), read_by(tuti)
    seen = plan_on(oki.get(first).content.decode())
    tuti.post(f"{second}terapkan/", {"rencana": plan_on(tuti.get(second).content.decode())})
    html = oki.post(f"{first}terapkan/", {"rencana": seen}, follow=True).content.decode()
    assert "Pustaka berubah sejak rencana ini ditampilkan" in html
    assert "Tidak ada yang berubah." in html  # the same text: nothing is left to do


@pytest.mark.parametrize(
    "changed, said",
    [
        ({"berkas": given("Halo.")}, "Tidak ada satu pasal pun"),
        ({"berkas": SimpleUploadedFile("x.pdf", b"%PDF-1.7 rusak")}, "rusak"),
        ({"berkas": SimpleUploadedFile("x.docx", b"PK\x03\x04xxxx")}, "dokumen Word tidak dibaca"),
        ({"berkas": SimpleUploadedFile("x.png", bytes(range(256)) * 20)}, "bukan teks"),
        ({"peraturan": "Fatwa 3"}, "Tulis jenis, nomor, dan tahun"),
        ({"judul": "", "peraturan": "UU 98/2030"}, "Tulis judul"),
        ({"mengubah": "UU 1/1901", "peraturan": "UU 98/2030"}, "tidak ada dalam pustaka"),
        ({"berlaku": "1900-01-01"}, "tidak mungkin"),
        ({"asal": ""}, "kosong"),
    ],
)
def test_what_cannot_be_taken_in_is_said_and_what_was_typed_stays(oki, changed, said):
    response = oki.post(f"{HOME}impor/", IMPORT | {"berkas": given()} | changed)
    html = response.content.decode()
    assert response.status_code == 422 and said in html
    assert (models.LawImport.objects.count() == 0 and 'value="jdih.contoh.id"' in html) or changed.get("asal") == ""


def test_a_page_of_hostile_html_becomes_words(oki):
    page = (
        "<html><body onload=x()><script>alert('Pasal 9')</script><p>Pasal 1</p><p>Isi <img src=x onerror=y()>&lt;b&gt;</p></html>"
    )
    html = oki.get(read_by(oki, berkas=given(page, "uu.html"))).content.decode()
    assert "&lt;b&gt;" in html and "onerror" not in html and "alert(" not in html


def test_only_supervisors_who_may_take_texts_in_and_only_leads_record_decisions(people):
    there = ["impor/", "impor/N-00001/"]
    for member in (people.sari, people.budi, people.citra, people.komar, people.polan, people.dewi):
        client = signed_in(member)
        assert client.get(HOME).status_code == 200
        for address in (*there, "putusan/", "dicabut/"):
            assert client.get(f"{HOME}{address}").status_code == 404, (member, address)
        assert client.post(f"{HOME}impor/", IMPORT | {"berkas": given()}).status_code == 404
        assert client.post(f"{HOME}impor/N-00001/terapkan/").status_code == 404
        assert client.post(f"{HOME}putusan/", {}).status_code == 404
    # An operator and a lead of another agency, with the same roles, find no such doors.
    kasman = neighbours().kasman
    for role in ("lead", "operator"):
        Appointment.objects.create(member=kasman, agency_id="kesbangpol-jakpus", role=role, area_id="31.71", starts_on=LONG_AGO)
    stranger = signed_in(kasman)
    assert stranger.post(f"{HOME}impor/", IMPORT | {"berkas": given()}).status_code == 404
    assert stranger.post(f"{HOME}putusan/", {"pasal": "uu-7-2017/280/1/j"}).status_code == 404
    # The operator takes texts in, and decides nothing about the law.
    operator = signed_in(people.oki)
    assert operator.get(f"{HOME}impor/").status_code == 200 and operator.get(f"{HOME}putusan/").status_code == 404
    assert models.LawImport.objects.count() == 0
    assert Client().get(HOME).status_code == 302


def test_a_lead_records_what_a_court_decided(tuti):
    typed = {"pasal": "UU 7/2017 Ps. 523 ayat (2)", "putusan": "MK 9/PUU-XXII/2024", "tanggal": "2024-05-06", "akibat": "whole"}
    response = tuti.post(f"{HOME}putusan/", typed)
    assert response.status_code == 302 and response["Location"] == "/hukum/uu-7-2017/523/2/"
    assert "dibatalkan pengadilan" in tuti.get("/hukum/uu-7-2017/523/2/").content.decode()
    for changed, said in (
        ({}, "sudah tercatat"),
        ({"pasal": "UU 7/2017 Ps. 999"}, "Ps. 999 tidak ada"),
        ({"pasal": "bagi sembako"}, "bukan pasal"),
        ({"putusan": "katanya"}, "nomor putusan"),
        ({"tanggal": "2199-01-01"}, "tidak mungkin"),
        ({"pasal": "UU 7/2017 Ps. 515", "akibat": "reading"}, "dibaca sesudah putusan"),
        ({"akibat": "ngawur"}, "ngawur"),
    ):
        response = tuti.post(f"{HOME}putusan/", typed | changed)
        assert response.status_code == 422 and said in response.content.decode(), (changed, response.content.decode()[-2500:])


def test_a_lead_records_that_a_law_was_repealed(tuti):
    response = tuti.post(f"{HOME}dicabut/", {"peraturan": "UU 17/2013", "oleh": "UU 1/2024", "mulai": "2024-01-01"})
    assert response.status_code == 302
    assert "Dicabut oleh UU 1/2024" in tuti.get("/hukum/uu-17-2013/").content.decode()
    wrong = tuti.post(f"{HOME}dicabut/", {"peraturan": "UU 17/2013", "oleh": "entah", "mulai": "2024-01-01"})
    assert wrong.status_code == 422 and "sudah tercatat dicabut" in wrong.content.decode()


# --- Citing from other desks ---------------------------------------------------------------------------------------------


def test_the_picker_offers_what_answers_and_keeps_what_was_ticked(people):
    client = signed_in(people.sari)
    asked = {"nama": "pasal", "pasal_cari": "bagi sembako", "pasal": "uu-7-2017/515"}
    html = client.get(f"{HOME}pilih/", asked, headers={"HX-Request": "true"}).content.decode()
    assert re.search(r'name="pasal" value="uu-7-2017/515" checked', html)
    assert re.search(r'name="pasal" value="uu-7-2017/523/1">', html)
    assert html.count('value="uu-7-2017/515"') == 1 and "<html" not in html
    page = client.get(f"{HOME}pilih/", {"q": "kampanye di masjid"}).content.decode()
    assert "<html" in page and "uu-7-2017/280/1/h" in page
    for odd in ("Pasal", "x y", "a" * 40, "<b>", ""):
        assert client.get(f"{HOME}pilih/", {"nama": odd, "q": "x"}).status_code == 404
    assert client.get(f"{HOME}pilih/", {"pasal": ["x", "uu-1-1/1", "' OR 1"] * 40, "q": "<script>"}).status_code == 200


def sent(text: str) -> QueryDict:
    return QueryDict(text)


def test_what_a_form_sends_becomes_identifiers():
    assert chosen(sent("pasal=uu-7-2017/515&pasal=uu-7-2017/280/1/j&pasal_cari="), "pasal") == [
        "uu-7-2017/515",
        "uu-7-2017/280/1/j",
    ]
    assert chosen(sent("pasal_cari=ps 523(2)"), "pasal") == ["uu-7-2017/523/2"]
    assert chosen(sent("pasal=uu-10-2016/187A&pasal=uu-1-2015/187A"), "pasal") == ["uu-1-2015/187A"]
    # The words of the search are no mistake once something was ticked.
    assert chosen(sent("pasal=uu-7-2017/515&pasal_cari=bagi sembako"), "pasal") == ["uu-7-2017/515"]
    assert chosen(sent(""), "pasal") == []


@pytest.mark.parametrize(
    "text, refusal",
    [
        ("pasal_cari=bagi sembako", library.NotAnIdentifier),
        ("pasal=uu-7-2017/900", library.UnknownArticle),
        ("pasal_cari=uu 7/2017 pasal 900", library.UnknownArticle),
        ("pasal=uu-1-1901/1", library.UnknownLaw),
        ("pasal=<script>", library.NotAnIdentifier),
    ],
)
def test_what_is_no_article_is_refused_in_a_sentence(text, refusal):
    with pytest.raises(refusal):
        chosen(sent(text), "pasal")


def test_the_fragment_stands_in_a_form_of_any_desk():
    from django.template.loader import render_to_string

    html = render_to_string("workspace/law/_cite.html", {"name": "pasal", "chosen": [queries.cited("uu-7-2017/515")]})
    assert 'name="pasal_cari"' in html and 'value="uu-7-2017/515" checked' in html and "hx-get" in html


def test_everyone_of_the_house_finds_the_library(people):
    for member in (people.citra, people.komar, people.polan, people.dewi, people.oki):
        assert f'href="{HOME}"' in signed_in(member).get("/kerja/").content.decode()
