"""What everyone sees: each page, with nothing in the house and with something in it, and never more than was released."""

import csv
import io
import re
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.cast import cast, places

from damai.areas.public import tile_map
from damai.intake.channels.web.tests.sending import TEXT, fields
from damai.intake.models import Attachment
from damai.intake.rules.receipts import receipt_for, spoken
from damai.intake.tests.deliveries import photo
from damai.ledger.actions import ensure_log, integrate
from damai.statutes.actions import load_library
from damai.triage.actions import publish_counts, sort_inbox
from damai.triage.models import Report
from damai.triage.tests.story import confirmed

pytestmark = pytest.mark.django_db

GAMBIR, KEBON_KELAPA = "31.71.01.1001", "31.71.01.1002"
PAGES = ["/", "/tentang/", "/lapor/", "/tanda-terima/", "/catatan/", "/data/"]
PLACES = [f"/wilayah/{code}/" for code in (GAMBIR, "31.71.01", "31.71")]
FILES = ("laporan.json", "laporan.csv", "perkara.json", "perkara.csv", "lokasi.json?lat=-6.17&lon=106.8")
MACHINES = [f"/data/{name}" for name in FILES]
NOWHERE = [f"/wilayah/{code}/" for code in ("99.99", "31.73", "31.73.01.1001", "x")]
NOWHERE += ["/data/warga.json", "/data/batas.geojson"]


def text(response, status: int = 200) -> str:
    assert response.status_code == status, response.content.decode()[:1500]
    return response.content.decode()


@pytest.mark.parametrize("url", PAGES + PLACES + MACHINES)
def test_everyone_may_open_it_in_an_empty_house_and_nobody_gets_a_cookie(client, url):
    places()
    first = client.get(url)
    text(first)
    assert not first.cookies
    for header in ("Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy"):
        assert first.headers.get(header), header


@pytest.mark.parametrize("url", NOWHERE)
def test_what_is_not_there_or_not_of_this_city_is_not_found(client, url):
    places()
    assert client.get(url).status_code == 404


@pytest.mark.parametrize(
    "url", ["/", "/data/", "/data/laporan.json", "/wilayah/31.71/", "/tanda-terima/jawab/", "/tanda-terima/bukti/"]
)
def test_pages_that_are_read_take_no_post_and_answers_no_get(client, url):
    places()
    wrong = client.get if url.startswith("/tanda-terima/") else client.post
    assert wrong(url).status_code == 405


def test_no_data_is_said_to_be_no_data_and_never_good_news(client):
    places()
    for url in ("/", f"/wilayah/{GAMBIR}/", "/data/"):
        words = text(client.get(url)).lower()
        assert "tidak ada data" in words
        assert re.findall(r"\baman\b", words.replace("bukan berarti aman", "")) == []
    rows = client.get("/data/laporan.json").json()["data"]
    assert {row["keadaan"] for row in rows} == {"no_data"}
    assert {row["jumlah"] for row in rows} == {None}


def released() -> None:
    """Seven messages in Gambir, three in Kebon Kelapa."""
    people = cast()
    for area, number in ((GAMBIR, 7), (KEBON_KELAPA, 3)):
        for _ in range(number):
            confirmed(by=people.sari, area=area)
    assert publish_counts()


def test_json_csv_and_pages_say_the_same_and_nothing_smaller_than_five(client):
    released()
    told = client.get("/data/laporan.json").json()
    by_code = {row["kode"]: row for row in told["data"]}
    read = csv.DictReader(io.StringIO(text(client.get("/data/laporan.csv"))))
    assert {row["kode"]: row["jumlah"] for row in read} == {
        code: "" if row["jumlah"] is None else str(row["jumlah"]) for code, row in by_code.items()
    }
    assert min(row["jumlah"] for row in told["data"] if row["jumlah"]) >= told["terkecil_yang_ditampilkan"] == 5
    assert by_code[KEBON_KELAPA]["keadaan"] == "withheld"
    for code, row in by_code.items():
        words = {"count": str(row["jumlah"]), "withheld": "tidak ditampilkan", "no_data": "tidak ada data"}
        said = words[row["keadaan"]]
        assert re.search(rf"<dd>\s*{said}</dd>", text(client.get(f"/wilayah/{code}/"))), code
    visible = [row["jumlah"] for row in told["data"] if row["tingkat"] == "village" and row["jumlah"]]
    total = by_code["31.71"]["jumlah"]
    assert total is None or total - sum(visible) == 0 or total - sum(visible) >= 5, "subtraction tells what is withheld"
    assert told["dibuat"]
    assert client.get("/data/laporan.csv")["Content-Disposition"].startswith("attachment;")


def test_the_home_page_is_small_and_asks_little_however_many_reports_there_are(client, django_assert_max_num_queries):
    released()
    client.get("/")
    with CaptureQueriesContext(connection) as before:
        page = client.get("/")
    assert len(page.content) < 50_000
    assert len(before) <= 12
    one = Report.objects.values().first()
    Report.objects.bulk_create(Report(**one | {"id": None, "code": f"L-9{number:05d}"}) for number in range(300))
    # What a process believes for a second (the log's clock, the areas' token) may be asked again meanwhile.
    with django_assert_max_num_queries(len(before) + 2):
        client.get("/")


def test_a_mistaken_form_keeps_every_word_and_says_what_to_mend(client):
    places()
    cases = {
        "wilayah": {"wilayah": "99.99.99"},
        "tanggal_kejadian": {"tanggal_kejadian": "2999-01-01"},
        "tanggal_diketahui": {"tanggal_kejadian": "2024-02-03", "tanggal_diketahui": "2024-02-01"},
        "kejadian": {"kejadian": "pendek"},
        "setuju": {"nama": "Rahmat"},
        "tempat": {"tempat": ""},
    }
    for field, wrong in cases.items():
        sent = fields(**wrong)
        page = text(client.post("/lapor/", sent), 422)
        assert f'id="id_{field}_error"' in page, field
        assert f'href="#id_{field}"' in page, "the summary leads to the field"
        assert "Laporan belum terkirim" in page
        assert sent["kejadian"] in page, "what was typed is still there"
        assert sent["token"] in page, "sending the mended form is still the same report"
    mended = client.post("/lapor/", fields())
    text(mended, 201)
    assert Client().get("/lapor/").status_code == 200


def test_a_place_that_was_named_is_offered_and_files_that_came_may_be_taken_out(client):
    cast()
    upload = SimpleUploadedFile("foto.jpg", photo())
    page = text(client.post("/lapor/", fields(wilayah="kel gambir", kejadian=TEXT) | {"berkas": upload}), 422)
    assert re.search(rf'type="radio" name="wilayah" id="id_wilayah" value="{GAMBIR}"', page)
    stored = re.search(r'name="tersimpan" value="([^"]+)"', page)[1]
    digest = re.search(r'name="buang" id="[^"]+" value="([0-9a-f]{64})"', page)[1]
    again = text(client.post("/lapor/", fields(wilayah=GAMBIR, tersimpan=stored, buang=digest)), 201)
    assert "sudah diterima" in again
    sort_inbox()
    assert Report.objects.get().area_id == GAMBIR
    assert not Attachment.objects.exists(), "it was taken out"


def test_the_place_hooks_of_the_island_are_on_the_form(client):
    places()
    page = text(client.get(f"/lapor/?wilayah={GAMBIR}"))
    for hook in ("data-place-search", "data-place-lat", "data-place-lon", 'data-island="place"'):
        assert hook in page
    assert re.search(rf'<option value="{GAMBIR}" selected>', page)
    assert 'name="situs"' in page
    assert 'class="unseen" aria-hidden="true"' in page


def test_a_field_for_programs_is_shown_when_it_was_filled_in(client):
    places()
    page = text(client.post("/lapor/", fields(situs="http://x")), 422)
    assert 'class="unseen" aria-hidden="true"' not in page
    assert "Kolom ini harus kosong" in page


def test_a_receipt_with_a_typo_a_wrong_one_and_the_right_one(client):
    places()
    cast()
    ensure_log()
    receipt = re.search(r'class="receipt"[^>]*>([^<]+)<', text(client.post("/lapor/", fields()), 201))[1]
    last = receipt[-1]
    typo = receipt[:-1] + ("A" if last != "A" else "C")
    assert "salah ketik" in text(client.post("/tanda-terima/", {"kode": typo}), 422)
    assert "17 huruf" in text(client.post("/tanda-terima/", {"kode": receipt[:-3]}), 422)
    assert receipt[:-3] in text(client.post("/tanda-terima/", {"kode": receipt[:-3]}), 422)
    unknown = spoken(receipt_for("web", "nobody's", key=b"another house's key"))
    assert "Tidak ada kiriman" in text(client.post("/tanda-terima/", {"kode": unknown}), 404)
    shown = client.post("/tanda-terima/", {"kode": receipt})
    assert "menunggu dibaca" in text(shown)
    lacking = text(shown).split("Yang masih kurang")[1].split("</section>")[0]
    for thing in ("Tanggal kejadian", "Tanggal Anda mengetahuinya", "Nama dan cara menghubungi", "Bukti: foto"):
        assert thing in lacking
    assert not re.search(r"<li>[a-z-]+</li>", lacking), "a code instead of words"
    assert "no-store" in shown["Cache-Control"] or "no-cache" in shown["Cache-Control"]
    # Not in the log yet: said, and nothing is offered that is not there.
    assert "sedang mendapat tempat" in text(client.post("/tanda-terima/", {"kode": receipt}))
    assert "Bukti belum tersedia" in text(client.post("/tanda-terima/bukti/", {"kode": receipt}), 503)
    integrate()
    assert client.post("/tanda-terima/bukti/", {"kode": receipt})["Content-Disposition"].startswith("attachment;")
    text(client.post("/tanda-terima/bukti/", {"kode": typo}), 422)
    text(client.post("/tanda-terima/jawab/", {"kode": receipt, "jawaban": "", "token": ""}), 422)
    text(client.post("/tanda-terima/jawab/", {"kode": receipt, "jawaban": "ya", "token": "salah"}), 422)


def test_where_a_point_lies_is_told_and_how_surely(client):
    places()
    assert client.get("/data/lokasi.json?lat=x&lon=1").status_code == 400
    assert client.get("/data/lokasi.json").status_code == 400
    told = client.get("/data/lokasi.json?lat=-6.1754&lon=106.8272").json()
    asked = Client(enforce_csrf_checks=True).post("/data/lokasi.json", {"lat": "-6.1754", "lon": "106.8272"})
    assert asked.json() == told
    assert "no-store" in asked["Cache-Control"]
    assert set(told) == {"code", "name", "exact", "outside", "because"}


def test_a_browser_that_asks_for_english_gets_it(client):
    places()
    assert 'lang="en"' in text(client.get("/", headers={"accept-language": "en"}))
    assert 'lang="id"' in text(client.get("/", headers={"accept-language": "fr"}))


def test_no_way_that_is_shown_leads_to_nothing(client):
    released()
    ensure_log()
    integrate()
    load_library()
    # The map draws every kelurahan of the city; the cast knows a few of them.
    elsewhere = {f"/wilayah/{each.code}/" for each in tile_map("31.71").hexes} - {f"/wilayah/{code}/" for code in places()}
    ways, walked = {"/"}, elsewhere.copy()
    while ways - walked:
        url = sorted(ways - walked)[0]
        walked.add(url)
        answer = client.get(url)
        assert answer.status_code == 200 or (url.startswith("/kerja/") and answer.status_code == 302), url
        if answer["Content-Type"].startswith("text/html"):
            ways |= {unescape(way) for way in re.findall(r'<a [^>]*href="(/[^"#]*)"', answer.content.decode())}
    assert {"/log/checkpoint", "/data/perkara.csv", f"/lapor/?wilayah={GAMBIR}", f"/wilayah/{KEBON_KELAPA}/"} <= walked
