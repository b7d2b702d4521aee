"""The desk of the law: everyone reads it, the leads of the supervisors correct it, and see what moves before it does."""

import re
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.cast import cast

from damai.cases.tests.story import MOMENT, clocks, in_handling
from damai.ledger.models import Entry
from damai.statutes import queries
from damai.statutes.actions import add_holiday, load_statutes
from damai.statutes.rules.tables import shipped_text
from damai.statutes.tests.test_uploads import BASES, CLOCK, HEAD, REGIME

pytestmark = pytest.mark.django_db

ADD, WITHDRAW = "/kerja/hukum/libur/tambah/", "/kerja/hukum/libur/cabut/"
VERSION, LAW = "/kerja/hukum/jam/PEMILU/P7/versi-baru/", "/kerja/hukum/rezim/tambah/"
TYPED = {
    "tanggal": "2024-02-06", "nama": "Libur tambahan", "jenis": "one_off", "dasar": "Keppres 9/2024", "ditetapkan": "2024-02-01",
}  # fmt: skip


@pytest.fixture
def people():
    with time_machine.travel(MOMENT, tick=False):
        people = cast()
        load_statutes()
        yield people


def desk_of(member) -> Client:
    browser = Client()
    browser.force_login(member)
    return browser


def text(response, status: int = 200) -> str:
    assert response.status_code == status, response.content.decode()[:1500]
    return response.content.decode()


def seal_in(page: str) -> str:
    return re.search(r'name="terapkan" value="(\w+)"', page)[1]


# --- Reading --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["sari", "tuti", "budi", "citra", "polan", "dewi", "oki"])
def test_every_member_reads_the_law_and_only_leads_are_offered_to_change_it(people, name):
    browser = desk_of(getattr(people, name))
    page = text(browser.get("/kerja/hukum/"))
    assert "Tindak lanjut laporan atau temuan" in page and "belum diverifikasi" in page and "PILKADA" in page
    assert ("versi-baru" in page) == (name == "tuti")
    assert ("rezim/tambah" in page) == (name in {"tuti", "oki"})
    days = text(browser.get("/kerja/hukum/libur/?tahun=2024"))
    assert "Keppres 10/2024" in days
    assert ("libur/tambah" in days) == (name == "tuti")


def test_a_year_that_is_not_kept_is_nowhere(people):
    browser = desk_of(people.tuti)
    assert "belum tercatat" not in text(browser.get("/kerja/hukum/libur/"))
    for year in ("1999", "20240", "x", "٢٠٢٤"):
        assert browser.get("/kerja/hukum/libur/", {"tahun": year}).status_code in {200, 404}


def test_versions_before_and_to_come_are_shown(people):
    browser = desk_of(people.tuti)
    page = text(browser.post(VERSION, version_form(browser)))
    browser.post(VERSION, {**version_form(browser), "terapkan": seal_in(page)})
    shown = text(browser.get("/kerja/hukum/"))
    assert "mulai 1 Mar 2024: 9 hari" in shown


# --- A day off ------------------------------------------------------------------------------------------------------


def test_a_day_off_is_shown_first_then_applied_and_told(people):
    track, browser = in_handling(people), desk_of(people.tuti)
    page = text(browser.post(ADD, TYPED))
    assert "2 tenggat yang berjalan berubah" in page
    assert track.case.code in page and "Kamis, 15 Februari 2024" in page and "Jumat, 16 Februari 2024" in page
    assert "1 hari lebih lambat" in page
    assert clocks(track.case, track)["P7"] == date(2024, 2, 15)  # nothing yet
    answer = browser.post(ADD, {**TYPED, "terapkan": seal_in(page)}, follow=True)
    assert "Tersimpan; 2 tenggat berubah." in text(answer)
    assert clocks(track.case, track)["P7"] == date(2024, 2, 16)
    assert {entry.name for entry in Entry.objects.filter(by=people.tuti.code)} >= {"HolidayAdded", "DeadlineMoved"}


def test_taking_a_day_off_back_is_shown_first_too(people):
    add_holiday(date(2024, 2, 6), name="Libur tambahan", source="Keppres 9/2024", by="damai")
    track, browser = in_handling(people), desk_of(people.tuti)
    assert clocks(track.case, track)["P7"] == date(2024, 2, 16)
    asked = {"tanggal": "2024-02-06", "nama": "Libur tambahan"}
    assert "Keppres 9/2024" in text(browser.get(WITHDRAW, asked))
    page = text(browser.post(WITHDRAW, asked))
    assert "1 hari lebih awal" in page
    browser.post(WITHDRAW, {**asked, "terapkan": seal_in(page)})
    assert clocks(track.case, track)["P7"] == date(2024, 2, 15)
    assert browser.get(WITHDRAW, asked).status_code == 404
    assert browser.get(WITHDRAW)["Location"] == "/kerja/hukum/libur/"


def test_what_changed_since_it_was_shown_is_shown_again(people):
    browser = desk_of(people.tuti)
    seal = seal_in(text(browser.post(ADD, TYPED)))
    in_handling(people)  # a case was registered meanwhile
    again = browser.post(ADD, {**TYPED, "terapkan": seal})
    assert "Sejak pratinjau ini dibuka" in text(again, 422)
    assert not [day for day in queries.holidays(2024) if day.name == "Libur tambahan"]
    other = browser.post(ADD, {**TYPED, "tanggal": "2024-02-07", "terapkan": seal_in(again.content.decode())})
    assert "Sejak pratinjau ini dibuka" in text(other, 422)


@pytest.mark.parametrize(
    ("wrong", "answer"),
    [
        ({"tanggal": "2024-02-30"}, "tanggal"),
        ({"tanggal": "1800-01-01"}, "di luar jangkauan"),
        ({"nama": " "}, "tidak boleh kosong"),
        ({"nama": "x" * 121}, "120"),
        ({"dasar": ""}, "tidak boleh kosong"),
        ({"ditetapkan": ""}, "tidak boleh kosong"),
        ({"jenis": "besar"}, "pilihan"),
        ({"tanggal": "2024-02-14", "nama": "Hari Pemungutan Suara Pemilu"}, "sudah tercatat"),
    ],
)
def test_what_cannot_be_meant_is_said_and_nothing_is_kept(people, wrong, answer):
    before = len(queries.holidays())
    page = text(desk_of(people.tuti).post(ADD, {**TYPED, **wrong, "terapkan": "x"}), 422)
    assert answer in page
    assert len(queries.holidays()) == before


# --- A version of a clock -------------------------------------------------------------------------------------------


def version_form(browser) -> dict[str, object]:
    """What the form holds when it is opened, with nine days from March on."""
    form = browser.get(VERSION).context["form"]
    typed = {name: value for name, value in form.initial.items() if value not in (False, None)}
    return {**typed, "panjang": "9", "tertulis": "9 hari", "dasar": "UU baru Ps. 1", "berlaku": "2024-03-01"}


def test_a_version_begins_and_the_old_one_ends_the_day_before(people):
    browser = desk_of(people.tuti)
    page = text(browser.post(VERSION, version_form(browser)))
    assert "Tidak ada tenggat yang berubah." in page
    browser.post(VERSION, {**version_form(browser), "terapkan": seal_in(page)})
    old, new = (queries.clock("PEMILU", "P7", day) for day in (date(2024, 2, 29), date(2024, 3, 1)))
    assert (old.length, old.valid_to, new.length, new.basis) == (7, date(2024, 2, 29), 9, "UU baru Ps. 1")
    assert (new.event, new.met_by, new.tracks, new.handling) == (old.event, old.met_by, old.tracks, old.handling)


@pytest.mark.parametrize(
    ("wrong", "answer"),
    [
        ({"berlaku": ""}, "tidak boleh kosong"),
        ({"berlaku": "2023-01-01"}, "sudah punya versi"),
        ({"panjang": "0"}, "1"),
        ({"panjang": "1001"}, "1000"),
        ({"satuan": "window"}, "pilihan"),
        ({"dipenuhi": ["registered"]}, "tidak dapat sekaligus memenuhinya"),
        ({"peristiwa": "besok"}, "pilihan"),
        ({"satuan": "hours", "mundur": "on"}, "hanya hari yang dapat dihitung mundur"),
    ],
)
def test_a_version_that_cannot_be_is_refused(people, wrong, answer):
    browser = desk_of(people.tuti)
    assert answer in text(browser.post(VERSION, {**version_form(browser), **wrong, "terapkan": "x"}), 422)
    assert queries.clock("PEMILU", "P7", date(2030, 1, 1)).length == 7


def test_windows_and_unknown_clocks_have_no_such_page(people):
    browser = desk_of(people.tuti)
    for address in ("PEMILU/P1b", "PEMILU/ZZ", "TIDAK/P7", "PEMILU/G2"):
        assert browser.get(f"/kerja/hukum/jam/{address}/versi-baru/").status_code == 404


# --- A body of law --------------------------------------------------------------------------------------------------


def upload(**texts: str | bytes) -> dict[str, SimpleUploadedFile]:
    return {
        field: SimpleUploadedFile(f"{field}.csv", content if isinstance(content, bytes) else content.encode())
        for field, content in texts.items()
    }


def test_a_body_of_law_is_read_shown_and_taken_in(people):
    browser = desk_of(people.oki)
    page = text(browser.post(LAW, upload(rezim=REGIME, jam=f"{HEAD}\n{CLOCK}\n", dasar=BASES)))
    assert "PILKADES" in page and "Pemilihan kepala desa" in page and "Tidak ada tenggat yang berubah." in page
    assert "PILKADES" not in {regime.code for regime in queries.regimes()}
    texts = dict(re.findall(r'<textarea name="(teks_\w+)" hidden>(.*?)</textarea>', page, re.S))
    assert set(texts) == {"teks_rezim", "teks_jam", "teks_dasar"}
    texts = {name: found.replace("&quot;", '"').replace("\n", "\r\n") for name, found in texts.items()}  # as browsers send it
    answer = browser.post(LAW, {**texts, "terapkan": seal_in(page)}, follow=True)
    assert "Tersimpan; tidak ada tenggat yang berubah." in text(answer)
    assert queries.clock("PILKADES", "P1", date(2026, 6, 1)).basis == "Perda, Ps. 1"
    again = browser.post(LAW, upload(rezim=REGIME, jam=f"{HEAD}\n{CLOCK}\n"))
    assert "rezim PILKADES sudah ada di sini" in text(again, 422)


@pytest.mark.parametrize(
    ("files", "answer"),
    [
        ({}, "regimes.csv: tabel ini harus ada."),
        ({"rezim": REGIME}, "clocks.csv: tabel ini harus ada."),
        ({"rezim": REGIME, "jam": f"{HEAD}\n{CLOCK.replace(',3,', ',tiga,')}\n"}, "clocks.csv, baris 2: “tiga” bukan bilangan"),
        ({"rezim": b"\xff\xfe\x00", "jam": b"\x00" * 50}, "bukan teks UTF-8"),
        ({"rezim": b"x" * 500_000, "jam": HEAD}, "terlalu besar"),
        ({"rezim": REGIME.replace("PILKADES", "<script>"), "jam": f"{HEAD}\n{CLOCK}\n"}, "&lt;script&gt;"),
    ],
)
def test_hostile_and_broken_tables_are_answered_line_by_line(people, files, answer):
    page = text(desk_of(people.tuti).post(LAW, upload(**files)), 422)
    assert answer in page
    assert "<script>" not in page.partition('id="isi"')[2].partition("</main>")[0]
    assert len(queries.regimes()) == 2


def test_the_shipped_tables_can_be_taken_in_under_another_name(people):
    rename = {name: shipped_text(f"{name}.csv").replace("PEMILU,", "PEMILU_LAMA,") for name in ("regimes", "clocks", "bases")}
    only = {
        name: "\n".join(line for line in words.splitlines() if not line.startswith("PILKADA,")) for name, words in rename.items()
    }
    page = text(desk_of(people.tuti).post(LAW, upload(rezim=only["regimes"], jam=only["clocks"], dasar=only["bases"])))
    assert "PEMILU_LAMA" in page and 'name="terapkan"' in page


# --- Who may --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["sari", "budi", "citra", "komar", "polan", "dewi", "oki"])
def test_nobody_else_comes_in(people, name):
    browser = desk_of(getattr(people, name))
    for address in (ADD, VERSION, f"{WITHDRAW}?tanggal=2024-02-14&nama=Hari+Pemungutan+Suara+Pemilu"):
        assert browser.get(address).status_code == 404
        assert browser.post(address, TYPED).status_code == 404
    assert browser.get(LAW).status_code == (200 if name == "oki" else 404)
    assert not [day for day in queries.holidays(2024) if day.name == "Libur tambahan"]


def test_a_stranger_is_asked_to_sign_in(people):
    for address in ("/kerja/hukum/", "/kerja/hukum/libur/", ADD, VERSION, LAW):
        assert Client().get(address).status_code == 302
    assert datetime.now(UTC).year == 2024
