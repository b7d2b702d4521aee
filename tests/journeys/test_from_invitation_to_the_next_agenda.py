"""One promise of a meeting: invited, attended, written down, decided, reminded, shown, accepted, and off the next agenda."""

import re
from contextlib import contextmanager
from datetime import datetime
from email import message_from_bytes, policy

import icalendar
import pytest
import time_machine
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from damai.agencies.models import Agency, Channel, Member
from damai.commitments.actions import remind
from damai.commitments.models import ActionItem, Commitment
from damai.documents.models import Document
from damai.ledger.actions import ensure_log
from damai.ledger.models import Entry
from damai.outbox.actions import deliver_due
from damai.rakor.models import Meeting
from damai.statutes.actions import load_statutes
from tests.cast import cast, neighbours

pytestmark = pytest.mark.django_db(transaction=True)
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)


@contextmanager
def moment(said: str):
    """The clock stands at this moment in Jakarta."""
    with time_machine.travel(datetime.fromisoformat(f"{said}:00+07:00"), tick=False):
        yield


def as_(member: Member) -> Client:
    """Somebody who signed in just now."""
    client = Client()
    client.force_login(member)
    return client


def post(client: Client, path: str, status: int = 302, **fields) -> str:
    """Send a form; what the answer says, or where it leads."""
    response = client.post(path, fields)
    assert response.status_code == status, (path, response.status_code, response.content.decode()[-3000:])
    return response.url if status == 302 else response.content.decode()


def letters(address: str) -> list:
    """What arrived at an address, oldest first, as a mail program reads it."""
    deliver_due()
    return [message_from_bytes(each.message().as_bytes(), policy=policy.default) for each in mail.outbox if address in each.to]


def entry_in(letter) -> icalendar.Calendar:
    """The calendar entry in a letter."""
    part = next(each for each in letter.walk() if each.get_content_type() == "text/calendar")
    return icalendar.Calendar.from_ical(part.get_content())


@pytest.fixture
def house(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    people, others = cast(), neighbours()
    ensure_log()
    load_statutes()
    Member.objects.filter(pk=people.citra.pk).update(channel=Channel.EMAIL)
    return people, others


def test_a_promise_of_a_meeting_is_kept_and_leaves_the_agenda(house):
    people, others = house
    with moment("2023-10-02T09:00"):
        code = call(others.kasman)
        guest = invite(others.kasman, code)
    with moment("2023-10-09T08:00"):
        answer(guest)
    with moment("2023-10-11T08:50"):
        arrive(others.kasman, code, guest)
    with moment("2023-10-11T11:00"):
        decide(people, others, code)
    with moment("2023-10-11T14:00"):
        item = finalise(others.kasman, people.budi, code)
    with moment("2023-10-16T09:00"):
        following = call_the_next(others.kasman, code)
        assert "0 dari 1 tindak lanjut selesai" in drafted(others.kasman, following)
    with moment("2023-10-24T08:00"):
        remind_and_show(people, item)
    with moment("2023-10-25T08:00"):
        judge(people, others, item)
    with moment("2023-10-26T09:00"):
        assert "1 dari 1 tindak lanjut selesai" in drafted(others.kasman, following)


def call(kasman: Member) -> str:
    """Kasman opens a series and calls a meeting; one in the past is refused."""
    client = as_(kasman)
    office = Agency.objects.get(code="kesbangpol-jakpus")
    series = post(client, "/kerja/rakor/rangkaian/baru/", title="Deklarasi Damai", purpose="Pemilu damai", convener=office.pk)
    fields = {
        "kind": "rakor",
        "title": "Rapat koordinasi persiapan deklarasi damai",
        "day": "2023-10-11",
        "starts": "09:00",
        "ends": "12:00",
        "venue": "Kantor Wali Kota Jakarta Pusat",
        "chair_name": "Kasman",
        "chair_office": "Kepala Suku Badan",
        "secretary": kasman.pk,
    }
    new = f"{series}rapat-baru/"
    refused = client.post(new, fields | {"day": "2023-10-01"})
    assert refused.status_code == 422 and not Meeting.objects.exists()
    where = post(client, new, **fields)
    code = re.search(r"R-\d+", where)[0]
    kpu = Agency.objects.get(code="kpu-jakpus")
    post(client, f"/kerja/rakor/{code}/agenda/", title="Sosialisasi pemilih pemula", owner=kpu.pk, minutes=30)
    return code


def invite(kasman: Member, code: str) -> str:
    """The letter holds an entry that a calendar takes, and the personal link."""
    client = as_(kasman)
    kpu = Agency.objects.get(code="kpu-jakpus")
    fields = {"agency": kpu.pk, "name": "Citra", "office": "Ketua", "email": "tamu@contoh.id", "required": "on"}
    post(client, f"/kerja/rakor/{code}/undangan/tambah/", **fields)
    post(client, f"/kerja/rakor/{code}/undangan/kirim/")
    first = letters("tamu@contoh.id")[-1]
    event = entry_in(first).walk("VEVENT")[0]
    assert event["SUMMARY"] == "Rapat koordinasi persiapan deklarasi damai"
    # Half an hour later: the same entry, a higher sequence.
    meeting = Meeting.objects.get(code=code)
    change = {
        "kind": "rakor", "title": meeting.title, "day": "2023-10-11", "starts": "09:00", "ends": "12:30", "venue": meeting.venue,
        "chair_name": "Kasman", "chair_office": "Kepala Suku Badan", "secretary": kasman.pk,
    }  # fmt: skip
    post(client, f"/kerja/rakor/{code}/ubah/", **change)
    post(client, f"/kerja/rakor/{code}/undangan/kirim/")
    second = entry_in(letters("tamu@contoh.id")[-1]).walk("VEVENT")[0]
    assert second["UID"] == event["UID"] and int(second["SEQUENCE"]) > int(event["SEQUENCE"])
    return re.search(r"/undangan/[\w-]{16,}/", first.get_body(("plain",)).get_content())[0]


def answer(guest: str) -> None:
    """The guest answers without an account; a guessed link does not exist."""
    post(Client(), guest, 200, jawaban="yes")
    assert Client().get("/undangan/AAAAAAAAAAAAAAAAAAAAAA/").status_code == 404


def arrive(kasman: Member, code: str, guest: str) -> None:
    """One by the personal link, one at the door, twice; both stand once."""
    meeting = Meeting.objects.get(code=code)
    post(Client(), guest, 200, hadir="1")
    for status in (201, 200):
        post(Client(), f"/undangan/pintu/{meeting.door_token}/", status, nama="Sulastri Wibowo", instansi="Forum RW")
    meeting.refresh_from_db()
    assert meeting.attendance.count() == 2
    assert "2" in as_(kasman).get(f"/kerja/rakor/{code}/hadir/").content.decode()


def decide(people, others, code: str) -> None:
    """Two write in the same item from the same version; a decision without owner and date holds the minutes back."""
    item = Meeting.objects.get(code=code).agenda.get()
    kasman = as_(others.kasman)
    for part, words in (("pembukaan", "Dibuka pukul 09.10."), ("penutup", "Ditutup.")):
        post(kasman, f"/kerja/rakor/{code}/notula/simpan/", bagian=part, versi=0, kata=words)
    save = f"/kerja/rakor/{code}/notula/simpan/"
    post(kasman, save, bagian=item.pk, versi=0, kata="KPU memaparkan rencana.")
    post(as_(people.citra), save, 200, bagian=item.pk, versi=0, kata="Kominfotik memuat jadwal.")
    page = kasman.get(f"/kerja/rakor/{code}/notula/").content.decode()
    assert "KPU memaparkan rencana." in page and "Kominfotik memuat jadwal." in page
    kpu = Agency.objects.get(code="kpu-jakpus")
    post(
        kasman,
        f"/kerja/rakor/{code}/notula/{item.pk}/keputusan-baru/",
        words="Sosialisasi di 44 kelurahan.",
        direction="at-least",
    )
    refused = kasman.post(f"/kerja/rakor/{code}/notula/final/", {})
    assert Meeting.objects.get(code=code).state != Meeting.State.FINAL, refused.status_code
    whole = {
        "words": "Sosialisasi di 44 kelurahan.", "owner": kpu.pk, "due_on": "2023-11-30", "indicator": "Kelurahan didatangi",
        "direction": "at-least", "target": "44", "unit": "kelurahan", "versi": 1, "is_public": "on",
    }  # fmt: skip
    early = kasman.post(f"/kerja/rakor/{code}/keputusan/1/", whole | {"due_on": "2023-10-01"})
    assert early.status_code == 422
    post(kasman, f"/kerja/rakor/{code}/keputusan/1/", **whole)
    task = {
        "words": "Menyusun jadwal sosialisasi", "owner": kpu.pk, "person": people.citra.code, "indicator": "Jadwal terbit",
        "target": "1 jadwal", "starts_on": "2023-10-11", "due_on": "2023-10-31",
    }  # fmt: skip
    post(kasman, f"/kerja/rakor/{code}/keputusan/1/tugas-baru/", **task)


def finalise(kasman: Member, budi: Member, code: str) -> ActionItem:
    """The minutes are sealed, the promise stands, the paper can be issued; another city's officer finds nothing."""
    client = as_(kasman)
    post(client, f"/kerja/rakor/{code}/notula/final/")
    meeting = Meeting.objects.get(code=code)
    assert meeting.state == Meeting.State.FINAL
    assert Entry.objects.filter(name="MinutesFinalised", about=code).exists()
    fields = {"dated": "2023-10-11", "nip_pimpinan": "", "nip_notulis": "", "tte": ""}
    client.post(f"/kerja/rakor/{code}/dokumen/notula/", fields | {"terbitkan": "1"})
    assert Document.objects.filter(about=code, kind="notula").exists()
    assert as_(budi).get(f"/kerja/rakor/{code}/notula/").status_code == 404
    return ActionItem.objects.get()


def remind_and_show(people, item: ActionItem) -> None:
    """A week before its day the officer is reminded where they want to be; they show what they did."""
    remind()
    assert any(item.code in letter.get_body(("plain",)).get_content() for letter in letters("citra@contoh.id"))
    citra = as_(people.citra)
    post(citra, f"/kerja/komitmen/{item.code}/mulai/")
    bad = SimpleUploadedFile("jadwal.exe", b"MZ\x90\x00" + b"\x00" * 200)
    refused = citra.post(f"/kerja/komitmen/{item.code}/bukti/", {"words": "Jadwal", "berkas": bad})
    assert refused.status_code == 422 and not item.evidence.exists()
    post(citra, f"/kerja/komitmen/{item.code}/bukti/", words="Jadwal", berkas=SimpleUploadedFile("jadwal.png", PNG))


def judge(people, others, item: ActionItem) -> None:
    """Nobody judges their own; somebody of another agency does."""
    accept = f"/kerja/komitmen/{item.code}/bukti/1/terima/"
    as_(people.citra).post(accept)
    item.refresh_from_db()
    assert item.state == "submitted"
    post(as_(others.kasman), accept)
    item.refresh_from_db()
    assert item.state == "done"


def call_the_next(kasman: Member, code: str) -> str:
    """The next meeting of the series."""
    series = Meeting.objects.get(code=code).series
    fields = {"kind": "rakor", "title": "Rapat tindak lanjut", "day": "2023-11-15", "starts": "09:00", "ends": "11:00"}
    where = post(as_(kasman), f"/kerja/rakor/rangkaian/{series.code}/rapat-baru/", **fields, venue="Kantor Kesbangpol")
    return re.search(r"R-\d+", where)[0]


def drafted(kasman: Member, code: str) -> str:
    """The agenda as the house drafts it now, in plain words; drafted again it says the same things once."""
    client = as_(kasman)
    for _ in range(2):
        post(client, f"/kerja/rakor/{code}/agenda/rancang/")
    page = " ".join(re.sub(r"<[^>]+>", " ", client.get(f"/kerja/rakor/{code}/").content.decode()).split())
    assert page.count(f"{Commitment.objects.get().code} ·") == 1
    # What is not known is said, and never shown as zero.
    assert "tidak ada data" in page
    return page
