"""What everyone sees of promises, and what a party concerned does by its link."""

import csv
import io
import json
from html import unescape

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from damai.commitments import actions
from damai.commitments.models import Breach, PartyReply
from damai.commitments.tests.table import MOMENT, clause, decision, item, people
from damai.pledges.actions import load_participants
from damai.settings import Discreet
from damai.triage.tests.story import confirmed

pytestmark = pytest.mark.django_db


@pytest.fixture
def who():
    with time_machine.travel(MOMENT, tick=False):
        load_participants("pemilu_2024")
        yield people()


def text(response, status: int = 200) -> str:
    assert response.status_code == status, response.content.decode()[:1500]
    return unescape(response.content.decode())


def alleged(who, promise, *, party: str, what: str = "Akun kampanye memuat kabar bohong tentang jadwal."):
    reports = [confirmed(by=who.sari, text=f"{words} di RW 03", happened_on=None).code for words in ("Amplop", "Uang")]
    return actions.allege_breach(
        promise,
        participant=f"pemilu_2024/{party}",
        what=what,
        happened_on=MOMENT.date(),
        reports=reports,
        independent=True,
        by=who.sari,
    )


def test_an_empty_house_says_so(client):
    assert "Belum ada janji yang diikuti" in text(client.get("/janji/"))
    assert json.loads(text(client.get("/data/janji.json")))["data"] == []


def test_promises_by_clause_with_their_denominators(who, client):
    promises = [clause(number, words=f"Butir nomor {number}") for number in (10, 2)]
    actions.measure(promises[0].indicators.get(), on=MOMENT.date(), value=3, of=40, source="Kominfotik", by=who.komar)
    decision(1, words="Keputusan terbuka")
    decision(2, words="Keputusan tertutup", is_public=False)
    page = text(client.get("/janji/"))
    assert page.index("Butir nomor 2") < page.index("Butir nomor 10") < page.index("Keputusan terbuka")
    assert "Keputusan tertutup" not in page
    assert "3 dari 40 hoaks" in page and "tidak ada data" in page and "Tidak ada data" in page
    assert not client.get("/janji/").cookies


def test_participants_by_ballot_number_never_by_blame(who, client):
    promise = clause()
    last = alleged(who, promise, party="party/17")
    alleged(who, promise, party="party/02", what="Relawan memasang baliho di tempat ibadah pada pagi hari.")
    decided = {"decided_by": "Bawaslu Kota Jakarta Pusat", "decision": "1/2023", "decided_on": MOMENT.date()}
    actions.decide_breach(last.breach, state="established", by=who.tuti, **decided)
    page = text(client.get("/janji/"))
    second, first = page.index("Akun kampanye memuat"), page.index("Relawan memasang baliho")
    assert first < second  # 2 before 17, though only 17 was established
    assert "Diduga dilanggar" in page and "Dinyatakan dilanggar" in page and "nomor 1/2023" in page
    assert "Belum ada tanggapan" in page
    assert not any(code in page for breach in Breach.objects.all() for code in breach.reports)
    assert "M-0001" not in page and "Sari" not in page


def test_the_word_is_dugaan_until_a_body_decides(who, client):
    alleged(who, clause(), party="party/01")
    page = text(client.get("/janji/"))
    assert "Diduga dilanggar" in page and "belum ada putusan" in page
    assert "Dinyatakan dilanggar" not in page


def test_the_same_for_machines(who, client):
    promise = clause(words="=1+1")
    item(decision())
    actions.measure(promise.indicators.get(), on=MOMENT.date(), value=None, source="Kominfotik", by=who.komar)
    found = alleged(who, promise, party="party/01")
    actions.reply(found.token, words="Bukan kami.", capacity="Ketua DPC")
    told = json.loads(text(client.get("/data/janji.json")))["data"]
    assert [each["kode_asal"] for each in told] == ["D-00001/v1/1", "R-00001/1"]
    assert told[0]["keadaan"] == "broken-alleged"
    assert told[0]["indikator"][0]["nilai"][0]["nilai"] is None
    assert told[0]["dugaan_pelanggaran"][0]["tanggapan"][0]["uraian"] == "Bukan kami."
    rows = list(csv.DictReader(io.StringIO(text(client.get("/data/janji.csv")))))
    assert (rows[0]["janji"], rows[0]["nilai"], rows[0]["dugaan"]) == ("'=1+1", "", "1")


def test_the_page_costs_the_same_for_many(who, client):
    def cost():
        with CaptureQueriesContext(connection) as asked:
            text(client.get("/janji/"))
        return len(asked)

    clause(1)
    one = cost()
    for number in range(2, 9):
        actions.measure(clause(number).indicators.get(), on=MOMENT.date(), value=1, of=9, source="x", by=who.komar)
    assert cost() <= one + 1


# --- The party's page -------------------------------------------------------------------------------------------------


def test_a_party_replies_without_an_account_and_without_a_script(who):
    found = alleged(who, clause(), party="party/01")
    guest = Client(enforce_csrf_checks=True)
    first = guest.get(found.path)
    page = text(first)
    assert "Akun kampanye memuat kabar bohong" in page and "Diduga dilanggar" in page
    assert "no-store" in first["Cache-Control"] and first["X-Robots-Tag"] == "noindex" and not first.cookies
    told = text(guest.post(found.path, {"jabatan": "", "tanggapan": "Akun itu bukan milik kami."}), 422)
    assert "Tulis jabatan" in told and ">Akun itu bukan milik kami.</textarea>" in told
    said = {"jabatan": "Ketua <b>DPC</b>", "tanggapan": "Akun itu bukan milik kami. <script>x</script>", "setuju": "ya"}
    done = guest.post(found.path, said)
    assert b"<script>x" not in done.content and b"&lt;script&gt;x" in done.content
    assert "tercatat" in text(done, 201)
    assert "Akun itu bukan milik kami." in text(guest.get("/janji/"))
    assert PartyReply.objects.count() == 1


def test_links_that_lead_nowhere(who, client):
    found = alleged(who, clause(), party="party/01")
    fresh = actions.renew_reply_link(found.breach, by=who.sari)
    for path in (found.path, "/tanggapan/x/", f"/tanggapan/{found.breach.token_hash}/"):
        assert "tidak dikenal" in text(client.get(path), 404)
        text(client.post(path, {"jabatan": "x", "tanggapan": "x", "setuju": "ya"}), 404)
    elsewhere = Client(headers={"Sec-Fetch-Site": "cross-site"})
    text(elsewhere.post(fresh.path, {"jabatan": "x", "tanggapan": "x", "setuju": "ya"}), 403)
    assert not PartyReply.objects.exists()


def test_the_token_never_stands_in_a_log():
    assert Discreet.SECRET.sub(r"\1…", "GET /tanggapan/rahasia-sekali/ 200") == "GET /tanggapan/…/ 200"
