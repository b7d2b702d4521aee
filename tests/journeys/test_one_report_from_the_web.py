"""One report, from the words of a citizen to the public map and a receipt that anyone can check: a story in HTTP."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from damai.cases.actions import publish_counts as publish_cases
from damai.cases.queries import Case
from damai.ledger.actions import integrate
from damai.ledger.models import Entry
from damai.ledger.queries.keys import trusted_keys
from damai.ledger.rules.receipts import ReceiptRefused, verify
from damai.triage.actions import publish_counts as publish_reports
from damai.triage.actions import sort_inbox
from damai.triage.queries import Report

from .violations import GAMBIR, MONEY, page

pytestmark = pytest.mark.django_db

MORNING = datetime(2024, 2, 1, 2, 0, tzinfo=UTC)  # Thursday 09.00 in Jakarta
HOAX = "Pesan berantai di grup WA: katanya surat suara sudah dicoblos tujuh kontainer. Apakah ini hoaks?"


@pytest.fixture
def clock():
    with time_machine.travel(MORNING, tick=False) as traveller:
        yield traveller


def desk_of(member) -> Client:
    """A browser in which somebody has signed in."""
    browser = Client()
    browser.force_login(member)
    return browser


def tell(browser, clock, words: str, **more: str) -> tuple[dict[str, str], str]:
    """Fill in the public form as a person does, and come back with what was sent and the receipt."""
    form = page(browser.get("/lapor/"))
    token = re.search(r'name="token" value="([^"]+)"', form)
    assert token, "the form carries no token"
    clock.shift(timedelta(minutes=1))  # nobody writes faster
    sent = {"kejadian": words, "wilayah": GAMBIR, "token": token[1]} | more
    return sent, receipt_in(page(browser.post("/lapor/", sent), 201))


def receipt_in(text: str) -> str:
    found = re.search(r'class="receipt"[^>]*>([^<]+)<', text)
    assert found, "no receipt on the page"
    return found[1].strip()


def test_a_violation_goes_from_its_first_word_to_the_public_map(people, clock):
    citizen, sari, budi, polan = Client(), desk_of(people.sari), desk_of(people.budi), desk_of(people.polan)

    # A citizen tells what she saw, without an account, and the phone sends it twice.
    sent, receipt = tell(
        citizen, clock, MONEY, tanggal_kejadian="2024-01-30", tanggal_diketahui="2024-01-31",
        nama="Ibu Wulan", telepon="0812 3456 7890", setuju="on",
    )  # fmt: skip
    assert receipt_in(page(citizen.post("/lapor/", sent))) == receipt
    assert not citizen.cookies, "telling something leaves no cookie"
    assert "diterima dan menunggu dibaca" in page(citizen.post("/tanda-terima/", {"kode": receipt}))

    # The machine sorts; Sari takes the batch and reads; who the reporter is stays closed until she opens it.
    assert sort_inbox() == 1
    report = Report.objects.get()
    at = f"/kerja/laporan/{report.code}/"
    assert report.code in page(sari.get("/kerja/masuk/"))
    assert "1 laporan Anda pegang" in page(sari.post("/kerja/masuk/ambil/", follow=True))
    words = page(sari.get(at))
    assert "bagi-bagi uang 100 ribu" in words
    assert "Ibu Wulan" not in words
    assert "Ibu Wulan" in page(sari.post(f"{at}kontak/"))

    # Those whom it does not concern learn nothing, not even that it exists.
    for stranger in (budi, polan, desk_of(people.citra), desk_of(people.oki), desk_of(people.dewi)):
        page(stranger.get(at), 404)
        page(stranger.post(f"{at}tetapkan/"), 404)

    # Sari decides what it is, and opens the case: the clock of the law runs.
    decided = {
        "kind": "violation", "category": "money_politics", "severity": "3", "area": GAMBIR,
        "happened_on": "2024-01-30", "known_on": "2024-01-31", "dipegang": "1",
    }  # fmt: skip
    assert "Laporan ditetapkan." in page(sari.post(f"{at}tetapkan/", decided, follow=True))
    opened = {"kind": "laporan", "regime": "PEMILU", "name": "Ibu Wulan", "address": "Jalan Percobaan 5"}
    assert "jam hukum berjalan" in page(sari.post(f"{at}perkara/", opened, follow=True))
    case = Case.objects.get()
    assert (case.terms.get().due_on, case.report_due_on) == (date(2024, 2, 5), date(2024, 2, 13))
    on_paper = page(sari.get(f"/kerja/perkara/{case.code}/"))
    assert "paling lambat Senin, 5 Februari 2024" in on_paper
    assert "13 Februari 2024" in on_paper
    for stranger in (budi, polan):
        page(stranger.get(at), 404)
        page(stranger.get(f"/kerja/perkara/{case.code}/"), 404)
        page(stranger.post(f"/kerja/perkara/{case.code}/langkah/", {"ke": "kajian_awal"}), 404)

    # A question goes out, and is answered by whoever holds the receipt.
    assert "Pertanyaan terkirim" in page(sari.post(f"{at}tanya/", {"text": "Jam berapa kejadiannya?"}, follow=True))
    shown = page(citizen.post("/tanda-terima/", {"kode": receipt.lower().replace("-", " ")}))
    assert "Jam berapa kejadiannya?" in shown
    assert "sari" not in shown.lower()
    assert "Laporan dugaan pelanggaran diterima dan menunggu kajian awal" in shown
    token = re.search(r'name="token" value="([^"]+)"', shown)[1]
    reply = {"kode": receipt, "token": token, "jawaban": "Kira-kira pukul tujuh malam."}
    assert "sudah kami terima" in page(citizen.post("/tanda-terima/jawab/", reply))
    assert page(citizen.post("/tanda-terima/jawab/", reply)).count("pukul tujuh malam") == 1
    assert "pukul tujuh malam" in page(sari.get(at))

    # Tuti leads the supervisors: the case is registered, which is what the public counts.
    tuti = desk_of(people.tuti)
    plenary = {"number": "BA.01/II/2024", "held_on": "2024-02-01", "present": "3", "of": "5", "signed": "on"}
    walk(sari, case, "kajian_awal")
    met = {f"met-{item}": "on" for item in ("reporter", "reported", "when_where", "description", "evidence")}
    study = {"keadaan": "kajian_awal", "classes": ["lain"], **met}
    assert "Kajian awal dicatat." in page(sari.post(f"/kerja/perkara/{case.code}/kajian/catat/", study, follow=True))
    walk(tuti, case, "diregistrasi", classes=["lain"], **plenary)
    assert case.terms.get(clock="P7").due_on == date(2024, 2, 15)  # 8 and 9 February are off, and so is the day of the vote

    # The receipt's proof is a file, and holds against the log's key with nothing of ours but that key.
    integrate()
    shown = page(citizen.post("/tanda-terima/", {"kode": receipt}))
    assert "Dugaan pelanggaran diregistrasi" in shown
    assert "paling lambat Kamis, 15 Februari 2024" in shown
    file = citizen.post("/tanda-terima/bukti/", {"kode": receipt})
    assert file["Content-Disposition"].startswith("attachment;")
    log = citizen.get("/log/checkpoint").content.decode().partition("\n")[0]
    proven = verify(file.content.decode(), trusted_keys(log))
    assert proven.fact is not None
    assert proven.fact.name == "MessageReceived"
    assert proven.leaf.hex() in shown
    with pytest.raises(ReceiptRefused):
        verify(file.content.decode().replace(f"index {proven.index}", f"index {proven.index + 1}"), trusted_keys(log))

    # The ledger tells it in order, and holds nobody's name.
    story = list(Entry.objects.order_by("id").values_list("name", flat=True))
    expected = [
        "MessageReceived",
        "ReportSorted",
        "ReportConfirmed",
        "CaseOpened",
        "CaseStepped",
        "CaseAssessed",
        "PlenaryRecorded",
    ]
    places = [next(place for place, name in enumerate(story) if name == wanted) for wanted in expected]
    assert places == sorted(places), story
    openings = b" ".join(bytes(entry.opening) for entry in Entry.objects.all())
    for secret in (b"Wulan", b"3456", b"bagi-bagi", b"pukul tujuh", b"sari"):
        assert secret not in openings


def walk(browser, case, to: str, **given) -> None:
    """One step of a case, as the page offers it."""
    case.refresh_from_db()
    form = {f"0-{to}-{name}": value for name, value in given.items()}
    said = page(browser.post(f"/kerja/perkara/{case.code}/langkah/", {"ke": to, "keadaan": case.state, **form}, follow=True))
    assert "Langkah dicatat." in said
    case.refresh_from_db()
    assert case.state == to


def test_a_claim_is_handed_to_the_communication_office_and_the_sender_follows_it(people, clock):
    citizen, sari, komar = Client(), desk_of(people.sari), desk_of(people.komar)
    _, receipt = tell(citizen, clock, HOAX)
    sort_inbox()
    report = Report.objects.get()
    at = f"/kerja/laporan/{report.code}/"
    page(komar.get(at), 404)  # before anyone has decided, it is the supervisors' alone
    decided = {"kind": "claim", "category": "hoax_election", "severity": "2", "area": GAMBIR, "dipegang": "0"}
    page(sari.post(f"{at}tetapkan/", decided, follow=True))
    report.refresh_from_db()
    assert report.state == "confirmed", page(sari.get(at))
    page(komar.get(at), 404)

    assert "ditawarkan kepada Sudin Kominfotik" in page(
        sari.post(f"{at}tawarkan/", {"to_agency": "kominfotik-jakpus"}, follow=True)
    )
    assert "Sedang ditawarkan kepada Sudin Kominfotik" in page(citizen.post("/tanda-terima/", {"kode": receipt}))
    assert report.code in page(komar.get("/kerja/"))
    assert "Terima" in page(komar.get(at))
    assert "sekarang tanggung jawab Anda" in page(komar.post(f"{at}jawab/", {"jawab": "terima"}, follow=True))
    assert "ditangani Sudin Kominfotik" in page(citizen.post("/tanda-terima/", {"kode": receipt}))
    # Answering twice is told, not done twice.
    assert "sudah dijawab" in page(komar.post(f"{at}jawab/", {"jawab": "terima"}, follow=True))

    story = list(Entry.objects.filter(about=report.code).order_by("id").values_list("name", flat=True))
    assert [name for name in story if not name.startswith("PersonalData")] == [
        "ReportSorted", "ReportConfirmed", "ReportOffered", "OfferAccepted",
    ]  # fmt: skip


def test_the_public_numbers_appear_only_when_five_stand_behind_them(people, clock):
    citizen, sari = Client(), desk_of(people.sari)
    assert "Angka belum pernah diterbitkan" in page(citizen.get("/"))

    def one_more(number: int) -> None:
        tell(citizen, clock, f"{MONEY} Kejadian nomor {number}.")
        sort_inbox()
        report = Report.objects.order_by("-id")[0]
        decided = {
            "kind": "violation", "category": "money_politics", "severity": "3", "area": GAMBIR,
            "happened_on": "2024-01-30", "known_on": "2024-01-31", "dipegang": "0",
        }  # fmt: skip
        page(sari.post(f"/kerja/laporan/{report.code}/tetapkan/", decided, follow=True))

    def gambir() -> dict:
        data = citizen.get("/data/laporan.json").json()
        assert data["terkecil_yang_ditampilkan"] == 5
        return next(row for row in data["data"] if row["kode"] == GAMBIR)

    for number in range(4):
        one_more(number)
    assert gambir()["keadaan"] == "no_data"  # nothing is public before a release
    assert publish_reports() is not None
    assert publish_cases() is not None
    assert (gambir()["keadaan"], gambir()["jumlah"]) == ("withheld", None)
    assert "tidak ditampilkan" in page(citizen.get(f"/wilayah/{GAMBIR}/"))
    one_more(5)
    assert publish_reports() is None, "not twice in an hour"
    assert gambir()["jumlah"] is None
    clock.shift(timedelta(hours=1))
    assert publish_reports() is not None
    assert (gambir()["keadaan"], gambir()["jumlah"]) == ("count", 5)
    assert ">5<" in page(citizen.get(f"/wilayah/{GAMBIR}/"))
    assert f"{GAMBIR},Gambir,village,count,5" in citizen.get("/data/laporan.csv").content.decode()
    home = page(citizen.get("/"))
    assert re.search(rf'data-code="{re.escape(GAMBIR)}".*?>5<', home, re.DOTALL)
