"""Guided reporting as people meet it: one question a page, kept at once, resumed by code, attacked from outside."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from tests.cast import places

from damai.intake.actions import knocking
from damai.intake.models import Attachment, Knock, Message
from damai.intake.tests.deliveries import photo
from damai.interviews import queries
from damai.interviews.models import Interview
from damai.interviews.tests.stories import COMPLETE, STORY, TUESDAY, begun
from damai.ledger.models import Entry
from damai.statutes.actions import load_statutes

pytestmark = pytest.mark.django_db(transaction=True)
CODE = re.compile(r"[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{5}")
RECEIPT = re.compile(r"[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{5}")


@pytest.fixture(autouse=True)
def the_city_in_february():
    """The places, on a Tuesday in February 2024."""
    with time_machine.travel(TUESDAY, tick=False):
        places()
        yield


@pytest.fixture
def phone():
    """A phone without a cookie."""
    return Client()


def posted(phone: Client, step: str, **fields):
    """A form sent to one of the doors."""
    return phone.post(f"/lapor/pandu/{step}/", fields)


def started(phone: Client) -> str:
    """An interview begun by pressing the button; its code."""
    return CODE.search(posted(phone, "mulai").content.decode())[0]


def text_of(response) -> str:
    """A page without its markup."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_from_the_first_button_to_the_receipt(phone):
    load_statutes()
    page = phone.get("/lapor/pandu/")
    assert "14 hari" in text_of(page) and "/lapor/pandu/" in phone.get("/lapor/").content.decode()
    assert "/lapor/pandu/" in phone.get("/").content.decode()
    code = started(phone)
    for number, text in enumerate(COMPLETE):
        page = posted(phone, "jawab", kode=code, jawaban=text)
        assert page.status_code == 200, (number, text_of(page))
        assert code in page.content.decode()
    assert "Ringkasan laporan Anda" in text_of(page) and "6 dari 6" in text_of(page)
    sent = posted(phone, "kirim", kode=code)
    receipt = RECEIPT.search(sent.content.decode())[0]
    assert "Kamis, 15 Februari 2024" not in text_of(sent)  # 14 February is a holiday: two working days end on Friday
    assert "Jumat, 16 Februari 2024" in text_of(sent) and "belum diverifikasi" in text_of(sent)
    shown = phone.post("/tanda-terima/", {"kode": receipt})
    assert shown.status_code == 200 and STORY not in text_of(shown)
    assert Message.objects.get().channel == "guided"


def test_the_deadline_is_said_as_soon_as_it_can_be_counted(phone):
    load_statutes()
    code = started(phone)
    for text in COMPLETE[:4]:
        posted(phone, "jawab", kode=code, jawaban=text)
    page = posted(phone, "jawab", kode=code, pertanyaan="known", jawaban="08/02/2024")
    assert page.status_code == 422 and "sebelum kejadiannya" in text_of(page)
    page = posted(phone, "jawab", kode=code, pertanyaan="known", tanggal="2024-02-12")
    assert "paling lambat Kamis, 22 Februari 2024" in text_of(page)  # 14 February is a day off
    with time_machine.travel(TUESDAY + timedelta(days=20), tick=False):
        late = posted(phone, "jawab", kode=code, pertanyaan="known", tanggal="2024-02-12")
        assert late.status_code == 200 and "sudah lewat" in text_of(late) and "informasi awal" in text_of(late)


def test_a_lost_line_loses_nothing_and_another_phone_goes_on(phone):
    code = started(phone)
    posted(phone, "jawab", kode=code, pertanyaan="topic", jawaban="1")
    posted(phone, "jawab", kode=code, pertanyaan="what", jawaban=STORY)  # the answer never reached the phone
    again = posted(phone, "jawab", kode=code, pertanyaan="what", jawaban=STORY)
    assert again.status_code == 200 and "Kapan terjadinya?" in text_of(again)
    other = posted(Client(), "lanjut", kode=code.lower().replace("-", ""))
    assert "Kapan terjadinya?" in text_of(other)
    posted(Client(), "jawab", kode=code, pertanyaan="happened", jawaban="11/02/2024")
    assert STORY in text_of(posted(phone, "jawab", kode=code, aksi="ringkasan"))


def test_two_windows_at_two_questions_write_over_nothing(phone):
    code = started(phone)
    posted(phone, "jawab", kode=code, pertanyaan="topic", jawaban="1")
    posted(phone, "jawab", kode=code, pertanyaan="what", jawaban=STORY)
    posted(phone, "jawab", kode=code, pertanyaan="happened", jawaban="11/02/2024")
    posted(phone, "jawab", kode=code, pertanyaan="what", jawaban=STORY + " Itu saja.")  # a page that was open before
    state = queries.state_of(queries.by_code(code))
    assert state.answers["what"].value.endswith("Itu saja.") and state.answers["happened"].value == "2024-02-11"


def test_what_was_typed_stays_when_somebody_goes_back_without_pressing_next(phone):
    code = started(phone)
    posted(phone, "jawab", kode=code, pertanyaan="topic", jawaban="1")
    page = posted(phone, "jawab", kode=code, pertanyaan="what", jawaban=STORY, aksi="kembali")
    assert "Apa yang ingin Anda sampaikan?" in text_of(page)
    assert queries.state_of(queries.by_code(code)).answers["what"].value == STORY


def test_an_empty_field_beside_an_answer_leaves_the_answer(phone):
    code = started(phone)
    for text in COMPLETE[:3]:
        posted(phone, "jawab", kode=code, jawaban=text)
    page = posted(phone, "jawab", kode=code, aksi="ke:happened")
    assert "Jawaban sekarang: Minggu, 11 Februari 2024" in text_of(page)
    page = posted(phone, "jawab", kode=code, pertanyaan="happened", jawaban="")
    assert page.status_code == 200 and queries.state_of(queries.by_code(code)).answers["happened"].value == "2024-02-11"


def test_a_double_click_and_two_windows_are_one_report_with_one_receipt(phone):
    found = begun(*COMPLETE)
    receipts = {RECEIPT.search(posted(phone, "kirim", kode=found.code).content.decode())[0] for _ in range(3)}
    assert len(receipts) == 1 and Message.objects.count() == 1
    late_answer = posted(phone, "jawab", kode=found.code, pertanyaan="what", jawaban="Lain")
    assert receipts == {RECEIPT.search(late_answer.content.decode())[0]}  # the window that stayed open learns it


def test_photos_are_kept_at_once_and_travel_with_the_report(phone):
    from django.core.files.uploadedfile import SimpleUploadedFile

    code = started(phone)
    for text in COMPLETE[:11]:
        posted(phone, "jawab", kode=code, jawaban=text)
    page = posted(phone, "jawab", kode=code, pertanyaan="evidence", berkas=SimpleUploadedFile("foto.jpg", photo()))
    assert page.status_code == 200 and "1 berkas sudah tersimpan" in text_of(page)
    assert "Adakah orang lain yang melihat" in text_of(page)  # a photo answers what evidence there is
    shown = posted(phone, "jawab", kode=code, aksi="ke:evidence")
    assert "foto.jpg" in text_of(shown) and "Bukti: ada" in text_of(shown)
    sha256 = queries.files_of(queries.by_code(code))[0].sha256
    assert "dikeluarkan" in text_of(posted(phone, "keluarkan", kode=code, buang=sha256))
    posted(phone, "jawab", kode=code, aksi="berkas", berkas=SimpleUploadedFile("lagi.jpg", photo(80, 60)))
    posted(phone, "kirim", kode=code)
    assert Attachment.objects.count() == 1


def test_no_cookie_no_address_and_no_browser_is_kept_and_no_code_stands_in_an_address(phone):
    code = started(phone)
    page = phone.post(
        "/lapor/pandu/jawab/", {"kode": code, "jawaban": "1"}, REMOTE_ADDR="203.0.113.77", HTTP_USER_AGENT="Geheim/1"
    )
    assert not page.cookies and not phone.cookies
    assert page["Cache-Control"].count("no-store") and page["X-Robots-Tag"] == "noindex, nofollow"
    assert f"?kode={code}" not in page.content.decode() and f"/{code}" not in page.content.decode()
    rows = [repr(list(model.objects.values())) for model in (Interview, Knock, Entry)]
    assert "203.0.113.77" not in str(rows) and "Geheim" not in str(rows) and code not in str(rows)


@pytest.mark.parametrize("step", ["mulai", "lanjut", "jawab", "keluarkan", "kirim", "hapus"])
def test_an_address_alone_leads_to_the_beginning_and_another_site_does_nothing(phone, step):
    assert phone.get(f"/lapor/pandu/{step}/")["Location"] == "/lapor/pandu/"
    foreign = phone.post(f"/lapor/pandu/{step}/", {"kode": "x"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert foreign.status_code == 403 and not Interview.objects.exists()


def test_guessing_codes_is_slowed_down_and_a_good_code_is_always_answered(phone, monkeypatch):
    monkeypatch.setitem(knocking.PER_HOUR, knocking.What.MISSED_CODE, 2)
    found = begun(*COMPLETE[:3])
    from damai.interviews.rules import codes

    guesses = [codes.spoken(code) for code in map(codes.code_of, range(1, 60)) if code][:4]
    statuses = [posted(phone, "lanjut", kode=guess).status_code for guess in guesses]
    assert statuses == [404, 404, 429, 429]
    assert posted(phone, "lanjut", kode=found.code).status_code == 200
    assert posted(phone, "lanjut", kode="K7QM").status_code == 422


def test_a_network_that_begins_hundreds_is_asked_to_wait(phone, monkeypatch):
    monkeypatch.setitem(knocking.PER_HOUR, knocking.What.INTERVIEW, 2)
    assert [posted(phone, "mulai").status_code for _ in range(3)] == [200, 200, 429]
    monkeypatch.setitem(knocking.PER_HOUR, knocking.What.REPORT, 0)
    page = posted(phone, "kirim", kode=begun(*COMPLETE).code)
    assert page.status_code == 429 and "belum terkirim" in text_of(page).lower() and not Message.objects.exists()


def test_five_megabytes_are_refused_in_words_and_what_was_said_before_stays(phone):
    code = started(phone)
    posted(phone, "jawab", kode=code, pertanyaan="topic", jawaban="1")
    page = posted(phone, "jawab", kode=code, pertanyaan="what", jawaban="x" * 5_000_000)
    assert page.status_code == 413 and "Jawaban sebelumnya tersimpan" in text_of(page)
    page = posted(phone, "jawab", kode=code, pertanyaan="what", jawaban="kata " * 5_000)
    assert page.status_code == 422 and "belum kami simpan" in text_of(page)
    assert "kata kata" in page.content.decode()  # shown again, so that it can be shortened
    assert "topic" in queries.state_of(queries.by_code(code)).answers


@pytest.mark.parametrize(
    "text", ["a\x00b cerita yang cukup panjang", "\u202eterbalik semua ini tulisannya", "<script>alert(1)</script> cerita"]
)
def test_strange_signs_are_no_fault_of_the_house(phone, text):
    code = started(phone)
    posted(phone, "jawab", kode=code, pertanyaan="topic", jawaban="1")
    page = posted(phone, "jawab", kode=code, pertanyaan="what", jawaban=text)
    assert page.status_code == 200
    summary = posted(phone, "jawab", kode=code, aksi="ringkasan").content.decode()
    assert "\x00" not in summary and "\u202e" not in summary and "<script>alert" not in summary
    assert posted(phone, "jawab", kode=code, pertanyaan="what", jawaban="👍👍").status_code == 422
    for wrong in (
        {"pertanyaan": "\x00"},
        {"pertanyaan": "zzz", "jawaban": "x"},
        {"aksi": "pilih:99"},
        {"aksi": "ke:zzz"},
        {"aksi": "\x00"},
    ):
        assert posted(phone, "jawab", kode=code, **wrong).status_code in {200, 422}


def test_what_is_deleted_is_gone_and_is_asked_about_first(phone):
    found = begun(*COMPLETE)
    assert posted(phone, "hapus", kode=found.code).status_code == 422
    assert "sudah dihapus" in text_of(posted(phone, "hapus", kode=found.code, setuju="ya"))
    assert posted(phone, "lanjut", kode=found.code).status_code == 404


def test_it_speaks_both_languages(phone):
    page = phone.post("/lapor/pandu/mulai/", headers={"Accept-Language": "en"})
    assert '<html lang="en"' in page.content.decode()
    assert queries.state_of(Interview.objects.get()).language == "en"
    code = CODE.search(page.content.decode())[0]
    read = phone.post(
        "/lapor/pandu/jawab/", {"kode": code, "jawaban": "1", "pertanyaan": "topic"}, headers={"Accept-Language": "en"}
    )
    assert read.status_code == 200
    phone.post("/lapor/pandu/jawab/", {"kode": code, "jawaban": STORY, "pertanyaan": "what"})
    read = phone.post(
        "/lapor/pandu/jawab/", {"kode": code, "jawaban": "yesterday", "pertanyaan": "happened"}, headers={"Accept-Language": "en"}
    )
    assert "Monday, 12 February 2024" in text_of(read)
