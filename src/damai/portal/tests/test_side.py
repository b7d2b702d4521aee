"""What people do about a case without an account: a reported party tells their side, a reporter takes a report back."""

import logging
from datetime import timedelta
from html import unescape

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.cast import cast

from damai.cases import actions
from damai.cases.actions import asking, withdrawing
from damai.cases.models import ReplyVersion, Withdrawal
from damai.cases.rules import Item
from damai.cases.tests import people as folk
from damai.cases.tests import story
from damai.intake.channels.web.tests.sending import fields, send
from damai.intake.queries import by_receipt
from damai.settings import Discreet
from damai.statutes.actions import load_statutes
from damai.triage import actions as triage
from damai.triage import queries as reports

pytestmark = pytest.mark.django_db
QUESTION = "Diduga ada pembagian uang di depan balai warga pada 30 Januari. Apa tanggapan Anda?"
DOOR = "/tanggapan/perkara/"
TAKE_BACK = "/tanda-terima/cabut/"


@pytest.fixture
def clock():
    with time_machine.travel(story.MOMENT, tick=False) as traveller:
        yield traveller


@pytest.fixture
def people(clock):
    found = cast()
    load_statutes()
    return found


@pytest.fixture
def asked(people):
    case = story.registered(people, classes=["pid"])
    folk.person(case, "reporter")
    folk.person(case, "witness")
    person, until = folk.person(case, "reported"), story.MOMENT + timedelta(days=3)
    return asking.ask_for_side(case, person=person, question=QUESTION, until=until, how="printed", by=people.sari)


@pytest.fixture
def guest():
    return Client(enforce_csrf_checks=True)


def text(response, status: int = 200) -> str:
    assert response.status_code == status, response.content.decode()[:1500]
    return unescape(response.content.decode())


# --- A reported party -----------------------------------------------------------------------------------------------


def test_the_page_asks_in_neutral_words_and_names_nobody(asked, guest):
    first = guest.get(asked.path)
    page = text(first)
    assert QUESTION in page and "Belum ada keputusan" in page and "Anda tidak wajib menjawab" in page
    for word in ("Ratna", "Slamet", "Joko", "Sari", "0812", "contoh.id", asked.reply.case.code, "terlapor", "pelaku"):
        assert word not in page
    assert "no-store" in first["Cache-Control"] and "noindex" in first["X-Robots-Tag"] and not first.cookies


def test_words_and_a_file_are_sent_without_an_account_and_the_last_ones_stand(asked, guest):
    guest.post(asked.path, {"tanggapan": "Saya tidak di sana."})
    ticket = SimpleUploadedFile("tiket.txt", b"Tiket kereta 30 Januari", content_type="text/plain")
    done = guest.post(asked.path, {"tanggapan": "Saya di luar kota. <script>x</script>", "berkas": ticket})
    assert b"<script>x" not in done.content
    assert "kami terima" in text(done, 201)
    assert ReplyVersion.objects.count() == 2  # the first is kept
    page = text(guest.get(asked.path))
    assert "Saya di luar kota." in page and "tiket.txt" in page and "Saya tidak di sana." not in page


def test_nothing_at_all_is_no_answer(asked, guest):
    assert "error" not in text(guest.post(asked.path, {"tanggapan": "  "}), 422)
    assert not ReplyVersion.objects.exists()


def test_after_the_deadline_it_is_read_and_not_changed(asked, guest, clock):
    guest.post(asked.path, {"tanggapan": "Saya tidak di sana."})
    clock.move_to(story.MOMENT + timedelta(days=3))
    page = text(guest.get(asked.path))
    assert "sudah berakhir" in page and "<textarea" not in page
    assert "Saya tidak di sana." in text(guest.post(asked.path, {"tanggapan": "Terlambat"}), 409)
    assert ReplyVersion.objects.count() == 1


def test_the_code_of_a_letter_leads_to_the_page_however_it_is_typed(asked, guest):
    for typed in (asked.spoken, asked.spoken.upper(), asked.code):
        found = guest.post(DOOR, {"kode": typed})
        assert (found.status_code, found["Location"]) == (302, asked.path)
    assert "24 huruf" in text(guest.post(DOOR, {"kode": "abc"}), 422)
    assert "tidak dikenal" in text(guest.post(DOOR, {"kode": "a" * 24}), 404)


def test_links_that_lead_nowhere_look_alike(asked, guest, people):
    fresh = asking.renew_link(asked.reply, how="printed", by=people.sari)
    paths = (asked.path, f"{DOOR}{'a' * 24}/", f"{DOOR}x/", f"{DOOR}{asked.reply.code}/", f"{DOOR}{asked.reply.token_hash}/")
    assert len({text(guest.get(path), 404).replace(path, DOOR) for path in paths}) == 1
    for path in paths:
        text(guest.post(path, {"tanggapan": "Bukan saya"}), 404)
    asking.close_reply(fresh.reply, by=people.sari)
    text(guest.get(fresh.path), 404)
    assert not ReplyVersion.objects.exists()


def test_whoever_tries_codes_is_slowed_down_and_the_party_is_not(asked, guest):
    tries = [guest.get(f"{DOOR}{number:024d}/").status_code for number in range(302)]
    assert tries[0] == 404 and tries[-1] == 429
    text(guest.get(asked.path))
    text(guest.post(asked.path, {"tanggapan": "Saya tidak di sana."}), 201)


def test_another_site_sends_nothing_in_their_name(asked):
    elsewhere = Client(headers={"Sec-Fetch-Site": "cross-site"})
    text(elsewhere.post(asked.path, {"tanggapan": "x"}), 403)
    text(elsewhere.post(DOOR, {"kode": asked.code}), 403)
    assert not ReplyVersion.objects.exists()


def test_the_token_stands_in_no_log(asked, guest, caplog):
    caplog.set_level(logging.DEBUG)
    guest.post(asked.path, {"tanggapan": "Saya tidak di sana."})
    guest.get(f"{DOOR}{'b' * 24}/")
    for record in caplog.records:
        line = Discreet.SECRET.sub(r"\1…", record.getMessage())
        assert asked.code not in line and "b" * 24 not in line and "tidak di sana" not in line
    assert asked.code not in Discreet.SECRET.sub(r"\1…", f"POST {asked.path} 201")


# --- A reporter -----------------------------------------------------------------------------------------------------


@pytest.fixture
def sent(people):
    """The receipt of a report that has become a case, and the case."""
    outcome = send(fields())
    triage.sort_inbox()
    message = by_receipt(outcome.receipt)
    report = reports.report_of(message)
    day = story.MOMENT.date()
    triage.confirm(
        report,
        kind="violation",
        category="money_politics",
        area=people.sari.appointments.get().area,
        severity=3,
        happened_on=day,
        known_on=day,
        by=people.sari,
    )
    case = actions.open_case(report, regime="PEMILU", kind="laporan", reporter_identified=True, by=people.sari)
    return outcome.receipt, case, message


def test_taking_back_is_asked_twice_and_an_officer_confirms(sent, guest, people):
    receipt, case, message = sent
    page = text(guest.post("/tanda-terima/", {"kode": receipt}))
    assert "Saya ingin mencabut laporan ini" in page
    first = text(guest.post(TAKE_BACK, {"kode": receipt}))
    assert "Apa artinya" in first and "diancam atau ditekan" in first
    assert "Beri tanda lebih dahulu" in text(guest.post(TAKE_BACK, {"kode": receipt, "langkah": "2"}), 422)
    assert not Withdrawal.objects.exists()
    said = {"kode": receipt, "langkah": "2", "yakin": "ya"}
    assert "menunggu petugas" in text(guest.post(TAKE_BACK, said), 201)
    assert "menunggu petugas" in text(guest.post(TAKE_BACK, said))  # pressed twice, asked once
    wish = Withdrawal.objects.get()
    assert wish.message == message.code
    withdrawing.take_back(wish, by=people.sari)
    assert story.state(case) == "dicabut"
    assert "laporan sudah dicabut" in text(guest.post("/tanda-terima/", {"kode": receipt}))


def test_after_registration_it_is_said_that_it_is_only_noted(sent, guest, people):
    receipt, case, _message = sent
    actions.assess(case, met=frozenset(Item), by=people.sari)
    case.refresh_from_db()
    actions.register(case, classes=["adm"], plenary=story.plenary(), by=people.tuti)
    assert "penanganan tetap berjalan" in text(guest.post(TAKE_BACK, {"kode": receipt}))
    said = {"kode": receipt, "langkah": "2", "yakin": "ya"}
    assert "penanganan tetap berjalan" in text(guest.post(TAKE_BACK, said), 201)
    assert story.state(case) == "diregistrasi"


def test_without_the_receipt_nobody_takes_anything_back(sent, guest):
    receipt, case, message = sent
    for code in ("", "x", message.code, case.code, receipt[:-1]):
        answer = guest.post(TAKE_BACK, {"kode": code, "langkah": "2", "yakin": "ya"})
        assert answer.status_code in {404, 422}, code
    said = {"kode": receipt, "langkah": "2", "yakin": "ya"}
    text(Client(headers={"Sec-Fetch-Site": "cross-site"}).post(TAKE_BACK, said), 403)
    assert guest.get(TAKE_BACK).status_code == 405
    assert not Withdrawal.objects.exists()


def test_before_there_is_a_case_the_page_says_how_to_write(people, guest):
    receipt = send(fields()).receipt
    assert "tanya jawab" in text(guest.post(TAKE_BACK, {"kode": receipt}), 404)
    assert "mencabut laporan ini" not in text(guest.post("/tanda-terima/", {"kode": receipt}))
