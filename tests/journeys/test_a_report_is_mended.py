"""A report that lacked something is mended in time: by the repair page, and by chat in the same conversation."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from damai.intake.queries import by_receipt
from damai.interviews import actions, queries
from damai.interviews.actions import noticing
from damai.interviews.doors import hear
from damai.interviews.tests.stories import INCOMPLETE, TUESDAY
from damai.ledger.models import Entry
from damai.outbox.models import Letter
from damai.outbox.queries import content_of
from damai.statutes.actions import load_statutes
from damai.triage.actions import open_words, sort_inbox
from damai.triage.queries import messages_of, report_of
from damai.triage.tests.story import message as from_the_form
from tests.cast import cast

pytestmark = pytest.mark.django_db(transaction=True)
RECEIPT = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{5}\b")
DUE = TUESDAY + timedelta(days=2)


@pytest.fixture(autouse=True)
def a_tuesday():
    """A Tuesday in February 2024."""
    with time_machine.travel(TUESDAY, tick=False):
        load_statutes()
        yield cast()


def test_a_report_from_the_form_is_mended_on_the_repair_page_and_stays_one_report():
    message = from_the_form(nama="Rina", telepon="0812 1111 2222", setuju="ya", tempat="Lapangan", at=TUESDAY)
    sort_inbox()
    receipt = actions.receipt(message)
    actions.open_repair(message=message, items=["when_where", "reporter"], due_at=DUE, case="P-00001", by="M-0001")
    phone = Client()
    assert "Lengkapi sekarang" in phone.post("/tanda-terima/", {"kode": receipt}).content.decode()
    given = {"name": "Rina Wati", "address": "Jalan Cideng 1", "happened": "10/02/2024", "hour": "19.30", "where": "RW 03"}
    for question, text in (given | {"area": "31.71.01.1002"}).items():
        page = phone.post("/perbaikan/jawab/", {"kode": receipt, "pertanyaan": question, "jawaban": text})
        assert page.status_code == 200, page.content.decode()
    assert "sudah diterima" in phone.post("/perbaikan/kirim/", {"kode": receipt}).content.decode()
    told = queries.told(message)
    assert told.reporter.is_identified and told.reporter.phone == "0812 1111 2222"
    assert told.area_code == "31.71.01.1002" and "balai warga" in told.description
    sort_inbox()
    answer = queries.repair_of("P-00001").answer
    assert report_of(answer) == report_of(message) and len(messages_of(report_of(message))) == 2


def test_a_chat_that_lacked_who_and_what_proof_is_mended_in_the_same_conversation(a_tuesday, monkeypatch):
    talk = [hear("whatsapp", "62811", text) for text in ("halo", *INCOMPLETE, "KIRIM")]
    receipt = RECEIPT.search("\n".join(talk[-1]))[0]
    message = by_receipt(receipt)
    sort_inbox()
    report = report_of(message)
    assert (report.told_kind, report.area_id, report.known_on.isoformat()) == ("violation", "31.71.01.1002", "2024-02-12")
    assert "amplop" in open_words(report, by=a_tuesday.sari)[0].words.text
    heard = []
    monkeypatch.setattr(noticing, "_listeners", [heard.append])
    actions.open_repair(message=message, items=["reported", "evidence"], due_at=DUE, case="P-00001", by="M-0001")
    asked = content_of(Letter.objects.get(way="chat"))
    assert asked.to == "whatsapp|62811" and "Siapa yang Anda laporkan?" in asked.text
    with time_machine.travel(DUE - timedelta(hours=1), tick=False):
        for text in ("Ketua RT 05", "tidak tahu", "tidak tahu", "tidak", "Foto amplop", "tidak", "KIRIM"):
            last = hear("whatsapp", "62811", text)
    assert receipt in "\n".join(last)
    (mended,) = heard
    assert (mended.case, mended.late, mended.standing) == ("P-00001", False, {"reported": "present", "evidence": "present"})
    sort_inbox()
    assert report_of(mended.answer) == report
    names = set(Entry.objects.values_list("name", flat=True))
    assert {"RepairOpened", "RepairSent"} <= names
