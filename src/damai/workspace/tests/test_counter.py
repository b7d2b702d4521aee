"""The counter: who may take a report down, on a sheet or step by step, read back, sent once, and not shown again."""

import re

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.cast import cast

from damai.agencies.models import PersonalDataAccess
from damai.intake.models import Attachment, Message
from damai.intake.tests.deliveries import photo
from damai.interviews import queries
from damai.interviews.models import Interview
from damai.interviews.tests.stories import COMPLETE, STORY, TUESDAY, begun
from damai.ledger.models import Entry

pytestmark = pytest.mark.django_db(transaction=True)
CODE = re.compile(r"[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{5}(?![0-9A-Z-])")
RECEIPT = re.compile(r"[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{5}")
SHEET = {
    "j.topic": "violation",
    "j.what": STORY,
    "j.happened": "2024-02-11",
    "j.hour": "19:30",
    "j.known": "2024-02-12",
    "j.where": "Lapangan RW 03, TPS 12",
    "j.area": "31.71.01.1002",
    "j.suspect.1.name": "Ketua RT 05",
    "j.suspect.1.address": "Jalan Cideng 3",
    "j.evidence": "Foto amplop",
    "j.witness.1.name": "Siti Saksi",
    "j.who": "named",
    "j.name": "Andi Pelapor",
    "j.address": "Jalan Kebon Sirih 12",
    "j.capacity": "voter",
    "j.phone": "0812 3456 7890",
}


@pytest.fixture(autouse=True)
def on_a_tuesday():
    """A Tuesday in February 2024."""
    with time_machine.travel(TUESDAY, tick=False):
        yield


@pytest.fixture
def who():
    """The cast."""
    return cast()


def desk(member) -> Client:
    """A member at the counter."""
    client = Client()
    client.force_login(member)
    return client


def posted(client: Client, step: str, **fields):
    """A form sent to one of the counter's doors; names with points go in as they are."""
    return client.post(f"/kerja/loket/{step}/", fields)


def begin(client: Client, **fields) -> str:
    """A report begun at the counter; its code."""
    return CODE.search(posted(client, "mulai", **fields).content.decode())[0]


def test_on_one_sheet_read_back_and_sent_with_a_receipt(who):
    sari = desk(who.sari)
    code = begin(sari, lewat="loket", cara="lembar")
    page = posted(sari, "lembar", kode=code, cara="lembar", aksi="baca", **SHEET, berkas=SimpleUploadedFile("a.jpg", photo()))
    text = page.content.decode()
    assert page.status_code == 200 and "Bacakan kembali" in text and "Andi Pelapor" in text and "Petugas penerima" in text
    unread = posted(sari, "kirim", kode=code, cara="lembar")
    assert unread.status_code == 422 and not Message.objects.exists()
    sent = posted(sari, "kirim", kode=code, cara="lembar", dibacakan="ya")
    assert RECEIPT.search(sent.content.decode())
    message = Message.objects.get()
    told = queries.told(message)
    assert (told.reporter.name, told.reported[0].name, told.witnesses[0].name, told.station) == (
        *("Andi Pelapor", "Ketua RT 05", "Siti Saksi", "12"),
    )
    assert (told.happened_on.isoformat(), told.known_on.isoformat(), told.way) == ("2024-02-11", "2024-02-12", "counter")
    assert (told.taken_by, message.sender) == (who.sari.code, "")  # the report is the citizen's, not the officer's
    assert Attachment.objects.count() == 1


def test_who_took_it_is_recorded_and_the_identity_is_not_shown_again(who):
    sari = desk(who.sari)
    code = begin(sari, lewat="telepon")
    posted(sari, "lembar", kode=code, cara="lembar", aksi="baca", **SHEET)
    pages = [posted(sari, "kirim", kode=code, dibacakan="ya")]
    pages += [posted(sari, step, kode=code, cara="lembar", **SHEET) for step in ("lanjut", "jawab", "lembar", "kirim", "hapus")]
    pages.append(sari.get("/kerja/loket/"))
    for page in pages:
        for secret in ("Andi", "Siti", "Kebon Sirih", "0812", STORY):
            assert secret not in page.content.decode()
        assert "no-store" in page["Cache-Control"]
    assert Message.objects.get().code in pages[-1].content.decode() and Message.objects.count() == 1
    assert (Entry.objects.get(name="ReportTakenDown").by, PersonalDataAccess.objects.get().member) == (who.sari.code, who.sari)


def test_what_is_wrong_on_a_sheet_is_said_beside_its_field_and_the_rest_is_kept(who):
    sari = desk(who.sari)
    code = begin(sari)
    wrong = SHEET | {"j.known": "2024-02-10", "j.phone": "12", "j.happened": "2024-02-11"}
    page = posted(sari, "lembar", kode=code, cara="lembar", aksi="baca", **wrong)
    assert page.status_code == 422 and "sebelum kejadiannya" in page.content.decode() and "tidak lengkap" in page.content.decode()
    state = queries.state_of(queries.by_code(code))
    assert state.answers["name"].value == "Andi Pelapor" and "known" not in state.answers
    page = posted(sari, "lembar", kode=code, cara="lembar", aksi="baca", **SHEET)
    assert page.status_code == 200 and "Bacakan kembali" in page.content.decode()
    unsaid = {name: value for name, value in SHEET.items() if name != "j.who"}
    page = posted(sari, "lembar", kode=code, cara="lembar", aksi="baca", **unsaid)
    assert "bersedia menyebut nama" in page.content.decode()


def test_people_are_added_one_by_one_and_an_emptied_field_is_taken_back(who):
    sari = desk(who.sari)
    code = begin(sari)
    page = posted(sari, "lembar", kode=code, cara="lembar", aksi="simpan", **SHEET)
    assert "suspect.2.name" in page.content.decode() and "witness.2.name" in page.content.decode()
    more = SHEET | {"j.suspect.2.name": "Lurah", "j.witness.1.name": ""}
    posted(sari, "lembar", kode=code, cara="lembar", aksi="simpan", **more)
    from damai.interviews.rules import told

    said = told(queries.state_of(queries.by_code(code)).given)
    assert [person.name for person in said.reported] == ["Ketua RT 05", "Lurah"] and said.witnesses == ()


def test_step_by_step_with_the_same_questions_as_on_the_portal(who):
    tuti = desk(who.tuti)
    code = begin(tuti, cara="satu")
    for text in COMPLETE:
        page = posted(tuti, "jawab", kode=code, cara="satu", jawaban=text)
        assert page.status_code == 200
    assert "Bacakan kembali" in page.content.decode()
    page = posted(tuti, "jawab", kode=code, cara="satu", aksi="ke:where", pertanyaan="summary")
    assert "Di mana kejadiannya?" in page.content.decode()
    assert RECEIPT.search(posted(tuti, "kirim", kode=code, dibacakan="ya").content.decode())


def test_what_a_citizen_began_on_a_phone_is_finished_at_the_counter(who):
    found = begun(*COMPLETE[:5])
    page = posted(desk(who.sari), "lanjut", kode=found.code, cara="satu")
    assert "Di mana kejadiannya?" in page.content.decode()
    assert Interview.objects.get().taken_by == who.sari.code


@pytest.mark.parametrize("name", ["budi", "citra", "komar", "polan", "dewi", "oki"])
def test_only_supervisors_officers_and_leads_come_to_the_counter(who, name):
    client = desk(getattr(who, name))
    expected = 200 if name == "budi" else 404  # Budi takes reports down in his own city
    assert client.get("/kerja/loket/").status_code == expected
    assert posted(client, "mulai").status_code == expected
    assert Client().get("/kerja/loket/").status_code == 302


def test_a_report_that_another_office_takes_down_is_opened_by_its_code_alone(who):
    code = begin(desk(who.sari))
    assert code not in desk(who.budi).get("/kerja/loket/").content.decode()
    assert posted(desk(who.budi), "lanjut", kode="0000-0000-00000").status_code in {404, 422}


def test_another_site_cannot_send_the_form(who):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(who.sari)
    assert strict.post("/kerja/loket/mulai/").status_code == 403
    code = begun(*COMPLETE).code
    for step in ("lanjut", "jawab", "lembar", "keluarkan", "kirim", "hapus"):
        assert strict.post(f"/kerja/loket/{step}/", {"kode": code, "dibacakan": "ya", "setuju": "ya"}).status_code == 403
    assert Interview.objects.exists() and not Message.objects.exists()


def test_a_report_that_the_person_does_not_want_any_more_is_erased(who):
    sari = desk(who.sari)
    code = begin(sari)
    posted(sari, "lembar", kode=code, cara="lembar", aksi="simpan", **SHEET)
    assert posted(sari, "hapus", kode=code).status_code == 422
    assert "sudah dihapus" in posted(sari, "hapus", kode=code, setuju="ya").content.decode()
    assert not Interview.objects.exists()


@pytest.mark.parametrize(
    "fields", [{"j.what": "a\x00b"}, {"j.zzz": "x"}, {"j.topic": "hat"}, {"j.happened": "x"}, {"j.suspect.99.name": "x"}]
)
def test_strange_sheets_are_answered(who, fields):
    sari = desk(who.sari)
    assert posted(sari, "lembar", kode=begin(sari), cara="lembar", **fields).status_code in {200, 422}
