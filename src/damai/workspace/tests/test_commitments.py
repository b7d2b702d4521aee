"""The desk of promises through HTTP: what each person sees and does there, and what nobody gets past it."""

import csv
import io
import re
from datetime import timedelta
from html import unescape

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from damai.agencies.models import Member
from damai.cases.actions import open_case
from damai.commitments import actions
from damai.commitments.models import ActionItem, Breach, Commitment, Evidence
from damai.commitments.tests.table import MOMENT, agency, clause, decision, item, people
from damai.intake.tests.deliveries import photo
from damai.pledges.actions import draft, load_participants
from damai.statutes.actions import load_statutes
from damai.triage.tests.story import confirmed

pytestmark = pytest.mark.django_db

ALL = {"sari", "tuti", "budi", "citra", "komar", "polan", "dewi", "oki", "kasman", "rina"}
TABLE = {"sari", "tuti", "citra", "komar", "polan", "kasman", "rina"}
OPENS = TABLE | {"budi"}  # the desk opens for whoever takes part anywhere; what is on it is theirs


@pytest.fixture
def who(settings, tmp_path):
    settings.FILES = tmp_path / "files"
    with time_machine.travel(MOMENT, tick=False):
        load_participants("pemilu_2024")
        yield people()


def desk_of(member: Member, **options) -> Client:
    browser = Client(**options)
    browser.force_login(member)
    return browser


def text(response, status: int = 200) -> str:
    assert response.status_code == status, response.content.decode()[:1500]
    return unescape(response.content.decode())


def opening(who, address: str) -> set[str]:
    found = set()
    for name in ALL:
        response = desk_of(getattr(who, name)).get(address)
        body(response)
        if response.status_code == 200:
            found.add(name)
    return found


def body(response) -> bytes:
    """What was sent; a file is read to its end, so that nothing stays open."""
    return b"".join(response.streaming_content) if response.streaming else response.content


def at(row, step: str = "") -> str:
    return f"/kerja/komitmen/{row.code}/{step}"


# --- Who comes in -----------------------------------------------------------------------------------------------------


def test_which_pages_open_for_whom(who):
    promise = decision()
    row = item(promise)
    actions.submit_evidence(row, kind="file", words="Foto", file=SimpleUploadedFile("a.jpg", photo()), by=who.citra)
    for address in (
        "/kerja/komitmen/",
        "/kerja/komitmen/cetak/",
        "/kerja/komitmen/komitmen.csv",
        "/kerja/komitmen/tindak-lanjut.csv",
    ):
        assert opening(who, address) == OPENS, address
    for address in (at(promise), at(row), at(row, "bukti/1/berkas/"), at(row, "bukti/1/gambar/")):
        assert opening(who, address) == TABLE, address
    assert opening(who, at(promise, "dugaan/")) == {"sari", "tuti"}
    for address in ("K-99999/", "T-99999/", f"{promise.code}/ukur/1/", "X-1/", f"{row.code}/bukti/9/berkas/"):
        assert opening(who, f"/kerja/komitmen/{address}") == set(), address


def test_what_nobody_may_press_answers_not_found(who):
    promise = decision()
    row = item(promise)
    actions.submit_evidence(row, kind="link", words="Foto", link="https://contoh.go.id/a", by=who.citra)
    for name in sorted(ALL - TABLE):
        browser = desk_of(getattr(who, name))
        for step in ("mulai/", "kendala/", "bukti/", "batal/", "tenggat/", "bukti/1/terima/", "bukti/1/kembalikan/"):
            assert browser.post(at(row, step), {"words": "x"}).status_code == 404, (name, step)
        for step in ("ukur/1/", "ditepati/", "cabut/", "dugaan/"):
            assert browser.post(at(promise, step), {"decision": "R-00009/1"}).status_code == 404, (name, step)
    assert desk_of(who.sari).post(at(row, "mulai/")).status_code == 404  # at the table, not theirs to do
    assert desk_of(who.citra).post(at(row, "tenggat/"), {"tenggat-to": "2023-12-09"}).status_code == 404
    row.refresh_from_db()
    assert (row.state, Evidence.objects.get().state) == ("submitted", "submitted")


# --- The list ---------------------------------------------------------------------------------------------------------


def test_the_list_shows_first_what_needs_eyes_and_can_be_narrowed(who):
    decision(1), clause(2), decision(3, owner="kominfotik-jakpus", due_on=MOMENT.date().replace(day=1), series="RS-002")
    page = text(desk_of(who.kasman).get("/kerja/komitmen/"))
    codes = re.findall(r'data-code="(K-\d+)"', page)
    by_origin = dict(Commitment.objects.values_list("origin_code", "code"))
    assert codes == [by_origin[each] for each in ("R-00001/3", "R-00001/1", "D-00001/v1/2")]
    assert "tidak ada data" in page and "Terlambat" in page
    for query, left in [("keadaan=late", 1), ("pemilik=-", 1), ("seri=RS-002", 1), ("asal=clause", 1), ("keadaan=semua", 3)]:
        assert len(re.findall(r'data-code="K-', text(desk_of(who.kasman).get(f"/kerja/komitmen/?{query}")))) == left, query
    assert "Tidak ada komitmen yang cocok" in text(desk_of(who.budi).get("/kerja/komitmen/"))


def test_files_for_a_spreadsheet_hold_words_and_no_formulas(who):
    promise = decision(words='=HYPERLINK("http://jahat.example","klik")')
    item(promise, words="@SUM(1+1)", output="-2+3")
    for name in ("komitmen.csv", "tindak-lanjut.csv"):
        response = desk_of(who.kasman).get(f"/kerja/komitmen/{name}")
        assert response["Content-Disposition"] == f'attachment; filename="{name}"'
        rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
        assert len(rows) == 2
        assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)
    assert "@SUM" in str(rows)


# --- One commitment ---------------------------------------------------------------------------------------------------


def test_figures_are_entered_where_they_may_be(who):
    promise = decision()
    citra = desk_of(who.citra)
    given = {"i1-on": "2023-11-20", "i1-value": "40,5", "i1-of": "44", "i1-source": "KPU"}
    assert "Angka dicatat." in text(citra.post(at(promise, "ukur/1/"), given, follow=True))
    assert "40,5 dari 44 kelurahan" in text(citra.get(at(promise)))
    told = text(citra.post(at(promise, "ukur/1/"), given | {"i1-value": "", "i1-none": ""}), 422)
    assert "beri tanda bahwa tidak ada data" in told and 'value="KPU"' in told
    told = text(citra.post(at(promise, "ukur/1/"), given | {"i1-on": "2023-11-21"}), 422)
    assert "masa depan" in told and 'value="40,5"' in told  # nothing typed is lost
    assert "Catat angka" not in text(desk_of(who.rina).get(at(promise)))


def test_kept_is_confirmed_by_the_convener(who):
    promise = decision()
    kasman = desk_of(who.kasman)
    assert "Belum ada tindak lanjut yang selesai" in text(kasman.post(at(promise, "ditepati/"), follow=True))
    actions.measure(promise.indicators.get(), on=MOMENT.date(), value=44, of=44, source="KPU", by=who.citra)
    assert "Nyatakan ditepati" not in text(desk_of(who.citra).get(at(promise)))
    assert "dinyatakan ditepati" in text(kasman.post(at(promise, "ditepati/"), follow=True))


def test_a_later_decision_lifts_it(who):
    promise = decision()
    kasman = desk_of(who.kasman)
    assert "Sebutkan kode keputusan" in text(kasman.post(at(promise, "cabut/"), {"decision": "nanti"}), 422)
    assert "Komitmen dicabut." in text(kasman.post(at(promise, "cabut/"), {"decision": "R-00005/1"}, follow=True))


# --- One item ---------------------------------------------------------------------------------------------------------


def test_from_begun_to_accepted(who):
    row = item(decision())
    citra, kasman = desk_of(who.citra), desk_of(who.kasman)
    assert row.code in text(citra.get("/kerja/"))  # the day page
    text(citra.post(at(row, "mulai/"), follow=True))
    text(citra.post(at(row, "kendala/"), {"kendala-words": "Hujan"}, follow=True))
    sent = {"words": "Foto", "berkas": SimpleUploadedFile("foto.jpg", photo())}
    assert "Bukti dikirim." in text(citra.post(at(row, "bukti/"), sent, follow=True))
    assert row.code not in text(citra.get("/kerja/"))
    assert "Bukti menunggu penilaian Anda" in text(kasman.get("/kerja/"))
    picture = kasman.get(at(row, "bukti/1/gambar/"))
    assert (picture["Content-Type"], body(picture)[:2]) == ("image/jpeg", b"\xff\xd8")
    original = kasman.get(at(row, "bukti/1/berkas/"))
    assert body(original) == photo()
    assert original["Content-Disposition"].startswith("attachment") and "sandbox" in original["Content-Security-Policy"]
    assert "Apa yang masih kurang" in text(kasman.post(at(row, "bukti/1/kembalikan/"), {"kembali-words": " "}), 422)
    text(kasman.post(at(row, "bukti/1/kembalikan/"), {"kembali-words": "Belum semua"}, follow=True))
    assert "Belum semua" in text(citra.get(at(row)))
    text(citra.post(at(row, "bukti/"), {"words": "Lengkap", "link": "https://contoh.go.id/a"}, follow=True))
    assert "selesai" in text(kasman.post(at(row, "bukti/2/terima/"), follow=True))
    assert "sudah selesai atau dibatalkan" in text(kasman.post(at(row, "bukti/2/terima/"), follow=True))
    row.refresh_from_db()
    assert row.state == "done"


def test_what_cannot_be_evidence_is_said_and_nothing_typed_is_lost(who):
    row = item(decision())
    citra = desk_of(who.citra)
    told = text(citra.post(at(row, "bukti/"), {"words": "Foto kami", "berkas": SimpleUploadedFile("a.html", b"<html>")}), 422)
    assert "Jenis berkas ini tidak diterima" in told and 'value="Foto kami"' in told
    told = text(citra.post(at(row, "bukti/"), {"words": "Foto kami", "link": "http://contoh.go.id"}), 422)
    assert "https://" in told and 'value="http://contoh.go.id"' in told
    both = {"words": "Foto kami", "link": "https://contoh.go.id", "reference": "T-1"}
    assert "Kirim satu bukti" in text(citra.post(at(row, "bukti/"), both), 422)
    assert "Kirim satu bukti" in text(citra.post(at(row, "bukti/"), {"words": "Foto kami"}), 422)
    assert not Evidence.objects.exists()
    # The file was good and the words were missing: it need not be chosen again.
    told = text(citra.post(at(row, "bukti/"), {"words": "", "berkas": SimpleUploadedFile("foto.jpg", photo())}), 422)
    kept = re.search(r'name="kept" value="([^"]+)"', told)[1]
    assert "sudah tersimpan dan ikut terkirim" in told
    assert "Bukti dikirim." in text(citra.post(at(row, "bukti/"), {"words": "Foto", "kept": kept}, follow=True))
    assert Evidence.objects.get().file_name == "foto.jpg"
    forged = {"words": "Foto", "kept": kept[:-3] + "abc"}
    assert "Kirim satu bukti" in text(citra.post(at(row, "bukti/"), forged), 422)


def test_the_form_that_takes_files_is_guarded_like_any_other(who):
    row = item(decision())
    browser = desk_of(who.citra, enforce_csrf_checks=True)
    text(browser.post(at(row, "bukti/"), {"words": "Foto", "link": "https://contoh.go.id/a"}), 403)
    assert not Evidence.objects.exists()
    token = browser.get(at(row)).context["csrf_token"]
    given = {"csrfmiddlewaretoken": str(token), "words": "Foto", "link": "https://contoh.go.id/a"}
    assert browser.post(at(row, "bukti/"), given).status_code == 302
    assert Evidence.objects.count() == 1


def test_the_convener_moves_and_cancels(who):
    row = item(decision())
    kasman = desk_of(who.kasman)
    assert "masa lalu" in text(kasman.post(at(row, "tenggat/"), {"tenggat-to": "2023-11-01", "tenggat-words": "x"}), 422)
    text(kasman.post(at(row, "tenggat/"), {"tenggat-to": "2023-12-09", "tenggat-words": "Gedung dipakai"}, follow=True))
    assert "Gedung dipakai" in text(desk_of(who.citra).get(at(row)))
    text(kasman.post(at(row, "batal/"), {"batal-words": "Digabung"}, follow=True))
    assert ActionItem.objects.get().state == "cancelled"


def test_the_code_of_what_is_not_theirs_stays_hidden(who):
    report = confirmed(by=who.sari)
    row = item(decision(owner="bawaslu-jakpus"), owner="bawaslu-jakpus")
    actions.submit_evidence(row, kind="damai", words="Sudah ditangani", reference=report.code, by=who.sari)
    assert report.code in text(desk_of(who.sari).get(at(row)))
    told = text(desk_of(who.kasman).get(at(row)))
    assert report.code not in re.sub(r'<section[^>]*aria-labelledby="riwayat".*', "", told, flags=re.DOTALL)


def test_codes_of_the_rooms_above_stand_as_evidence_for_whoever_may_open_them(who):
    load_statutes()
    report = confirmed(by=who.sari)
    case = open_case(report, regime="PEMILU", kind="informasi_awal", by=who.sari)
    declared = draft(
        title="Pakta damai", occasion="Deklarasi", place="Jakarta", held_at=MOMENT + timedelta(days=7), election="pemilu_2024",
        slug="pakta", by=who.kasman,
    )  # fmt: skip
    own, other = (
        item(decision(number, owner=owner), owner=owner) for number, owner in ((1, "bawaslu-jakpus"), (2, "kpu-jakpus"))
    )
    sari, citra = desk_of(who.sari), desk_of(who.citra)
    assert "Bukti dikirim." in text(sari.post(at(own, "bukti/"), {"words": "Diputus", "reference": case.code}, follow=True))
    assert "tidak dapat Anda buka" in text(citra.post(at(other, "bukti/"), {"words": "x", "reference": case.code}), 422)
    assert "tidak dapat Anda buka" in text(citra.post(at(other, "bukti/"), {"words": "x", "reference": "R-99999"}), 422)
    assert "Bukti dikirim." in text(citra.post(at(other, "bukti/"), {"words": "x", "reference": declared.code}, follow=True))


# --- Breaches ---------------------------------------------------------------------------------------------------------


def allegation(who, **changed) -> dict[str, str]:
    reports = [confirmed(by=who.sari, text=f"{words} di RW 03", happened_on=None).code for words in ("Amplop", "Uang")]
    return {
        "party": "p:pemilu_2024/party/01",
        "what": "Akun kampanye memuat kabar bohong tentang jadwal pemungutan suara.",
        "happened_on": "2023-11-19",
        "reports": ", ".join(reports),
        "independent": "on",
    } | changed


def test_alleged_replied_and_decided(who):
    promise = clause()
    sari, tuti = desk_of(who.sari), desk_of(who.tuti)
    given = allegation(who)
    told = text(sari.post(at(promise, "dugaan/"), given | {"what": "Mereka curang dan licik sejak pagi."}), 422)
    assert "curang, licik" in told and given["reports"] in told
    response = sari.post(at(promise, "dugaan/"), given)
    link = re.search(r"/tanggapan/([\w-]{40,})/", text(response))[1]
    assert response["Cache-Control"] == "no-store"
    breach = Breach.objects.get()
    page = text(sari.get(at(promise)))
    assert link not in page and "Diduga dilanggar" in page
    assert all(code in page for code in breach.reports)
    other = text(desk_of(who.kasman).get(at(promise)))
    assert not any(code in other for code in breach.reports) and "2 laporan" in other
    guest = Client()
    said = {"jabatan": "Sekretaris DPC", "tanggapan": "Akun itu bukan milik kami.", "setuju": "ya"}
    text(guest.post(f"/tanggapan/{link}/", said), 201)
    assert "Akun itu bukan milik kami." in text(sari.get(at(promise)))
    decided = {
        "state": "established", "decided_by": "Bawaslu Kota Jakarta Pusat", "decision": "003/PL/2023",
        "decided_on": "2023-11-20", "decision_case": "",
    }  # fmt: skip
    by_prefix = {f"{breach.code}-{name}": value for name, value in decided.items()}
    address = f"/kerja/komitmen/{breach.code}/putusan/"
    assert sari.post(address, by_prefix).status_code == 404
    assert "tidak berwenang" in text(tuti.post(address, by_prefix | {f"{breach.code}-decided_by": "Kesbangpol"}), 422)
    assert "tidak ditemukan" in text(tuti.post(address, by_prefix | {f"{breach.code}-decision_case": "P-00001"}), 422)
    assert "Putusan dicatat." in text(tuti.post(address, by_prefix, follow=True))
    assert "Dinyatakan dilanggar" in text(guest.get("/janji/"))


def test_a_case_behind_a_decision_is_no_business_of_the_government(who):
    """Across the wall of E-8 go numbers: neither the case's code nor a report's, on any page, in any history, in any file."""
    load_statutes()
    promise, row = clause(), item(decision(2), owner="bawaslu-jakpus")
    reports = [confirmed(by=who.sari, text=f"{words} di RW 03") for words in ("Ada amplop", "Kami melihat uang")]
    case = open_case(reports[0], regime="PEMILU", kind="informasi_awal", by=who.sari)
    given = allegation(who) | {"reports": ", ".join(each.code for each in reports)}
    assert desk_of(who.sari).post(at(promise, "dugaan/"), given).status_code == 200
    breach = Breach.objects.get()
    actions.decide_breach(
        breach, state="established", decided_by="Bawaslu Kota Jakarta Pusat", decision="003/PL/2023",
        decided_on=MOMENT.date(), decision_case=case.code, by=who.tuti,
    )  # fmt: skip
    actions.submit_evidence(row, kind="damai", words="Laporan", reference=reports[1].code, by=who.sari)
    hidden = [case.code, *(each.code for each in reports)]
    pages = (at(promise), at(row), "/kerja/komitmen/?keadaan=semua", "/kerja/komitmen/cetak/?keadaan=semua",
             "/kerja/komitmen/komitmen.csv", "/kerja/komitmen/tindak-lanjut.csv", "/kerja/")  # fmt: skip
    for member in (who.kasman, who.rina, who.polan, who.komar, who.citra):
        for page in pages:
            told = text(desk_of(member).get(page))
            assert not [code for code in hidden if code in told], (member.username, page)
    assert case.code in text(desk_of(who.sari).get(at(promise)))
    assert reports[1].code in text(desk_of(who.sari).get(at(row)))
    assert not any(
        code in text(Client().get(page)) for page in ("/janji/", "/data/janji.json", "/data/janji.csv") for code in hidden
    )


def test_a_new_link_for_the_party(who):
    promise = clause()
    text(desk_of(who.sari).post(at(promise, "dugaan/"), allegation(who)))
    breach = Breach.objects.get()
    before = breach.token_hash
    address = f"/kerja/komitmen/{breach.code}/tautan/"
    assert desk_of(who.kasman).post(address, {}).status_code == 404
    text(desk_of(who.sari).post(address, {f"t{breach.code}-contact": "bukan surel"}), 422)
    assert "/tanggapan/" in text(desk_of(who.sari).post(address, {f"t{breach.code}-contact": "dpc@partai.id"}))
    breach.refresh_from_db()
    assert breach.token_hash != before and agency("kpu-jakpus").name
