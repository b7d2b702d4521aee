"""A report told in a chat that lacks two conditions is mended in that chat, question by question, and registered in time."""

import json
import re
import time
from itertools import count

import pytest
import time_machine
from django.test import Client

from damai.cases.queries import Case
from damai.interviews.tests.stories import INCOMPLETE, TUESDAY
from damai.outbox.models import Letter
from damai.outbox.queries import content_of
from damai.outbox.rules import signature

from .violations import MET, confirmed, desk_of, opened, page, plenary, running, status, today, walk

pytestmark = pytest.mark.django_db(transaction=True)

SECRET = "kunci-gerbang-obrolan-yang-panjang-sekali-1"
RECEIPT = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{5}\b")
_deliveries = count(1)


@pytest.fixture
def people(people, settings):
    settings.CHAT_SECRET = SECRET
    return people


@pytest.fixture
def clock():
    with time_machine.travel(TUESDAY, tick=False) as traveller:
        yield traveller


def says(*texts: str) -> str:
    """What a person writes, message by message, and the last answer they get; through the gateway's signed door."""
    said = ""
    for text in texts:
        told = {"channel": "whatsapp", "conversation": "628123456", "id": str(next(_deliveries)), "messages": [{"text": text}]}
        raw = json.dumps(told).encode()
        signed = {"Damai-Signature": signature(raw, key=SECRET, at=int(time.time()))}
        answer = Client().post("/masuk/obrolan/", raw, content_type="application/json", headers=signed)
        assert answer.status_code == 200, answer.content
        said = "\n".join(answer.json()["replies"])
    return said


def test_a_chat_report_is_mended_and_registered(people, clock):
    # Andi tells what he saw, does not know whom to report and has no evidence at hand, and sends it all the same.
    assert "Apa yang ingin Anda sampaikan?" in says("halo")
    says(*INCOMPLETE)
    said = says("KIRIM")
    if not RECEIPT.search(said):
        said = says("KIRIM")
    receipt = RECEIPT.search(said)[0]

    # The study finds what is missing, and says it in words for him.
    sari, tuti = desk_of(people.sari), desk_of(people.tuti)
    report = confirmed(sari, happened_on="2024-02-11", known_on="2024-02-12")
    case = opened(sari, report, kind="laporan")
    assert running(case)["P3"] == "2024-02-16"  # the day of the vote does not count
    missing = {"note-reported": "Siapa yang membagikan uang belum disebut; jabatan atau cirinya sudah cukup.",
               "note-evidence": "Belum ada foto, rekaman, atau barang."}  # fmt: skip
    study = {"keadaan": case.state, "classes": ["pid"], **MET, **missing}
    del study["met-reported"], study["met-evidence"]
    page(sari.post(f"/kerja/perkara/{case.code}/kajian/catat/", study, follow=True))
    case.refresh_from_db()
    assert case.state == "belum_lengkap"
    page(sari.post(f"/kerja/perkara/{case.code}/kajian/beritahu/", {"keadaan": case.state, "how": "channel"}, follow=True))
    case.refresh_from_db()
    assert case.state == "menunggu_perbaikan"
    until = running(case)["P5"]
    assert until == "2024-02-16"

    # It reaches him in the same chat with the last moment, and behind his receipt.
    letter = Letter.objects.filter(way="chat").latest("id")
    asked = content_of(letter).text
    assert "16 Februari 2024" in asked
    assert "Andi" not in asked
    assert "perlu dilengkapi" in status(receipt)

    # He answers there, exactly what was asked and nothing else.
    clock.move_to("2024-02-15T03:00:00Z")
    for answer in ("Ketua RT 05", "Jalan Cideng 3", "tidak tahu", "tidak", "Foto amplop; amplopnya saya simpan", "tidak tahu"):
        said = says(answer)
        if "KIRIM" in said:
            break
    said = says("KIRIM")
    if "sudah kami terima" not in said:
        said = says("KIRIM")
    assert "sudah kami terima" in said
    assert receipt in said, "the receipt stays the same"

    # It is studied once more, whole, and registered within its time.
    case.refresh_from_db()
    assert case.state == "kajian_awal_ulang"
    page(sari.post(f"/kerja/perkara/{case.code}/kajian/catat/", {"keadaan": case.state, "classes": ["pid"], **MET}, follow=True))
    walk(tuti, case, "diregistrasi", classes=["pid"], **plenary(today()))
    assert not case.terms.filter(missed_at__isnull=False).exists()
    assert set(case.terms.filter(ended_at__isnull=False).values_list("end", flat=True)) == {"met"}
    shown = status(receipt)
    assert "diregistrasi" in shown.lower()
    for name in ("Andi", "Ketua RT", "Sari", "Tuti"):
        assert name not in shown
    assert Case.objects.count() == 1
