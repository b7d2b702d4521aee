"""The repair page: entered by the receipt, asks exactly what is missing, sent once; nobody else's receipt opens it."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from tests.cast import places

from damai.intake.actions import knocking
from damai.intake.models import Message
from damai.interviews import actions, queries
from damai.interviews.tests.stories import INCOMPLETE, TUESDAY, sent

from .test_guide import text_of

pytestmark = pytest.mark.django_db(transaction=True)
DUE = TUESDAY.replace(hour=17) + timedelta(days=2)  # midnight in Jakarta


@pytest.fixture(autouse=True)
def the_city_in_february():
    """The places, on a Tuesday in February 2024."""
    with time_machine.travel(TUESDAY, tick=False):
        places()
        yield


def asked() -> actions.Sent:
    """A report of which two conditions were missing, and asked for."""
    found = sent(*INCOMPLETE)
    actions.open_repair(message=found.message, items=["reported", "evidence"], due_at=DUE, case="P-00001", by="M-0001")
    return found


def posted(step: str, **fields):
    """A form sent to one of the doors, from any phone."""
    return Client().post(f"/perbaikan/{step}", fields)


def test_from_the_receipt_to_what_was_mended():
    receipt = asked().receipt
    shown = Client().post("/tanda-terima/", {"kode": receipt})
    assert "Laporan Anda perlu dilengkapi" in text_of(shown) and "Lengkapi sekarang" in text_of(shown)
    page = posted("", kode=receipt)
    assert "akhir hari Kamis, 15 Februari 2024" in text_of(page) and "Siapa yang Anda laporkan?" in text_of(page)
    assert "Kelengkapan: 0 dari 2" in text_of(page)
    for text in ("Ketua RT 05", "tidak tahu", "tidak tahu", "tidak", "Foto amplop", "tidak"):
        page = posted("jawab/", kode=receipt, jawaban=text)
        assert page.status_code == 200
    assert "Periksa, lalu kirim" in text_of(page) and "2 dari 2" in text_of(page)
    done = posted("kirim/", kode=receipt)
    assert receipt in done.content.decode() and "sudah diterima" in text_of(done)
    assert queries.repair_of("P-00001").state == "sent"
    assert "sudah kami terima" in text_of(posted("kirim/", kode=receipt))  # a second press
    assert Message.objects.count() == 2
    assert "Lengkapi sekarang" not in text_of(Client().post("/tanda-terima/", {"kode": receipt}))


def test_the_receipt_of_another_report_opens_nothing_of_it():
    asked()
    other = sent(*INCOMPLETE).receipt
    page = posted("", kode=other)
    assert "Tidak ada yang perlu dilengkapi" in text_of(page)
    assert "Tidak ada yang perlu dilengkapi" in text_of(posted("jawab/", kode=other, jawaban="Ketua RT 05"))
    assert queries.repair_of("P-00001").standing == {"reported": "missing", "evidence": "missing"}


def test_a_wrong_code_is_counted_and_a_resume_code_is_no_receipt(monkeypatch):
    monkeypatch.setitem(knocking.PER_HOUR, knocking.What.MISSED_RECEIPT, 1)
    from damai.intake.rules.receipts import receipt_for

    strangers = [receipt_for("web", str(number), key=b"x" * 32) for number in range(3)]
    assert [posted("", kode=code).status_code for code in strangers] == [404, 429, 429]
    assert posted("", kode="K7QM-2X9D-4F3NW").status_code == 422
    assert posted("", kode=asked().receipt).status_code == 200


@pytest.mark.parametrize("step", ["", "jawab/", "keluarkan/", "kirim/"])
def test_another_site_does_nothing_here(step):
    page = Client().post(f"/perbaikan/{step}", {"kode": asked().receipt}, headers={"Sec-Fetch-Site": "cross-site"})
    assert page.status_code == 403
    assert Client().get(f"/perbaikan/{step}").status_code in {200, 302}


def test_after_the_last_moment_it_is_said_and_taken_all_the_same():
    receipt = asked().receipt
    with time_machine.travel(DUE, tick=False):
        assert "Batas melengkapi sudah lewat" in text_of(posted("", kode=receipt))
        posted("jawab/", kode=receipt, pertanyaan="suspect.1.name", jawaban="Ketua RT 05")
        posted("kirim/", kode=receipt)
    assert queries.repair_of("P-00001").late


def test_nothing_answered_is_nothing_to_send():
    receipt = asked().receipt
    page = posted("kirim/", kode=receipt)
    assert page.status_code == 422 and queries.repair_of("P-00001").state == "open"


def test_when_the_office_stops_asking_the_page_says_so():
    receipt = asked().receipt
    posted("jawab/", kode=receipt, pertanyaan="suspect.1.name", jawaban="Ketua RT 05")
    actions.close_repair("P-00001", by="M-0001")
    assert "Tidak ada yang perlu dilengkapi" in text_of(posted("jawab/", kode=receipt, jawaban="x"))
