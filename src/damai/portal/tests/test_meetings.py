"""What somebody with a link and without an account can do, what they learn, and what a stranger who guesses learns: nothing."""

import logging
import re
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from tests.cast import cast, neighbours

from damai.intake.actions import What
from damai.intake.actions.knocking import PER_HOUR
from damai.rakor.actions import add_item, cancel_meeting, invite, send_invitations, take_off
from damai.rakor.models import Attendance, Invitation, Meeting
from damai.rakor.queries import link_of
from damai.rakor.tests.table import BEFORE, NINE, agency, meeting
from damai.settings import Discreet

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(BEFORE, tick=False) as moved:
        yield moved


@pytest.fixture
def called(clock) -> Meeting:
    """A meeting to which Sari and Citra are invited by name, and the government section without one."""
    cast()
    kasman, found = neighbours().kasman, meeting()
    add_item(found, title="Naskah deklarasi", owner=agency("kpu-jakpus"), by=kasman)
    for name, code in (("Sari Dewanti", "bawaslu-jakpus"), ("Citra Lestari", "kpu-jakpus"), ("", "pemerintahan-jakpus")):
        email = f"{name.split()[0].lower()}@contoh.id" if name else ""
        invite(found, by=kasman, name=name, agency=agency(code), email=email, required=True)
    send_invitations(found, by=kasman)
    found.refresh_from_db()
    return found


def link(found: Meeting, number: int = 1) -> str:
    return "/undangan/" + link_of(found.invitations.get(number=number)).partition("/undangan/")[2]


def door(found: Meeting) -> str:
    return f"/undangan/pintu/{found.door_token}/"


def text(response, status: int = 200) -> str:
    assert response.status_code == status, response.content.decode()[:1500]
    return response.content.decode()


# --- The invitation -------------------------------------------------------------------------------------------------


def test_the_page_says_when_where_and_what_and_nothing_of_the_others(client, called):
    answer = client.get(link(called))
    page = text(answer)
    for said in ("Rabu, 11 Oktober 2023", "Ruang rapat Kantor Wali Kota", "Naskah deklarasi", "Sari Dewanti", "Suban Kesbangpol"):
        assert said in page
    for hidden in ("Citra", "Bagian Pemerintahan", "contoh.id", "KPU"):
        assert hidden not in page
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Robots-Tag"].startswith("noindex")
    assert "Set-Cookie" not in answer


def test_an_answer_is_kept_changed_and_shown_again(client, called):
    assert "Pilih salah satu" in text(client.post(link(called), {}), 422)
    assert "Tulis siapa yang mewakili" in text(client.post(link(called), {"jawaban": "delegated"}), 422)
    assert "sudah kami catat" in text(client.post(link(called), {"jawaban": "delegated", "wakil": "Tuti"}))
    page = text(client.get(link(called)))
    assert 'value="Tuti"' in page
    assert re.search(r'value="delegated" checked', page)
    text(client.post(link(called), {"jawaban": "yes"}))
    row = Invitation.objects.get(meeting=called, number=1)
    assert (row.answer, bytes(row.sealed_delegate)) == ("yes", b"")


def test_after_the_beginning_and_after_a_cancellation_the_page_says_so(client, called, clock):
    clock.move_to(NINE)
    assert "Rapat sudah dimulai" in text(client.get(link(called)))
    assert "tidak dapat diubah lagi" in text(client.post(link(called), {"jawaban": "no"}), 422)
    clock.move_to(BEFORE)
    kasman = neighbours().kasman
    take_off(called.invitations.get(number=2), by=kasman)
    assert "tidak berlaku lagi" in text(client.get(link(called, 2)))
    text(client.post(link(called, 2), {"jawaban": "yes"}), 422)
    cancel_meeting(called, by=kasman)
    assert "Rapat ini dibatalkan" in text(client.get(link(called)))
    text(client.post(link(called), {"jawaban": "yes"}), 422)
    assert set(Invitation.objects.values_list("answer", flat=True)) == {"none"}


def test_the_meeting_can_be_taken_into_a_calendar_and_out_again(client, called):
    answer = client.get(link(called) + "rapat.ics")
    assert answer["Content-Type"].startswith("text/calendar")
    assert answer["Content-Disposition"] == 'attachment; filename="rapat.ics"'
    body = answer.content.decode()
    assert "METHOD:PUBLISH" in body
    assert "DTSTART;TZID=Asia/Jakarta:20231011T090000" in body
    assert "ATTENDEE" not in body
    cancel_meeting(called, by=neighbours().kasman)
    assert "STATUS:CANCELLED" in client.get(link(called) + "rapat.ics").content.decode()


def test_a_guessed_link_is_nowhere_and_who_guesses_on_is_asked_to_wait(client, called, monkeypatch):
    monkeypatch.setitem(PER_HOUR, What.MISSED_LINK, 5)
    guesses = ["x", "A" * 24, called.code, "pintu", f"{'A' * 24}/rapat.ics", "pintu/" + "A" * 22, "kalender/x.ics"]
    assert [client.get(f"/undangan/{guess}/".replace(".ics/", ".ics")).status_code for guess in guesses[:5]] == [404] * 5
    assert client.get(f"/undangan/{guesses[5]}/").status_code == 429
    assert client.get("/undangan/kalender/x.ics").status_code == 429
    assert "Coba lagi satu jam lagi" in text(client.get("/undangan/lagi/"), 429)


def test_who_guesses_in_the_hall_shuts_nobody_out(client, called, clock, monkeypatch):
    """A whole hall stands behind one address: who holds a link or stands at the door comes in all the same."""
    monkeypatch.setitem(PER_HOUR, What.MISSED_LINK, 2)
    monkeypatch.setitem(PER_HOUR, What.ATTENDANCE, 2)
    clock.move_to(NINE)
    for guess in range(4):
        client.get(f"/undangan/{guess}/")
    for name in ("Satu", "Dua", "Tiga"):  # and somebody fills the list at the door
        client.post(door(called), {"nama": name, "instansi": "X"})
    assert client.get("/undangan/5/").status_code == 429
    text(client.get(link(called)))
    text(client.get(door(called)))
    assert "sudah dicatat" in text(client.post(link(called), {"hadir": "1"}))
    assert client.get(link(called) + "rapat.ics").status_code == 200


def test_who_was_taken_off_learns_no_more_where_it_is(client, called):
    kasman = neighbours().kasman
    Meeting.objects.filter(pk=called.pk).update(link="https://contoh.id/ruang-daring", notes="Parkir di belakang")
    where = (called.venue, "ruang-daring", "Parkir di belakang", "Naskah deklarasi")
    invited = text(client.get(link(called, 2)))
    assert all(words in invited for words in where)
    take_off(called.invitations.get(number=2), by=kasman)
    entry = client.get(link(called, 2) + "rapat.ics").content.decode().replace("\r\n ", "")
    assert "STATUS:CANCELLED" in entry
    for page in (text(client.get(link(called, 2))), entry):
        assert not [words for words in where if words in page]
    assert called.venue in text(client.get(link(called, 1)))


def test_a_draft_has_no_link_and_no_door(client, clock):
    cast()
    found = meeting()
    invite(found, by=neighbours().kasman, name="Sari", organisation="X", email="sari@contoh.id")
    assert client.get(link(found)).status_code == 404
    clock.move_to(NINE)
    assert client.get(door(found)).status_code == 404


def test_another_site_cannot_answer_for_a_guest(client, called, clock):
    clock.move_to(NINE)
    elsewhere = {"sec-fetch-site": "cross-site"}
    for address, data in [
        (link(called), {"jawaban": "no"}), (link(called), {"hadir": "1"}), (door(called), {"nama": "A", "instansi": "B"}),
    ]:  # fmt: skip
        assert "hanya dapat dikirim dari situs ini" in text(client.post(address, data, headers=elsewhere), 403)
    assert not Attendance.objects.exists()


# --- Coming in ------------------------------------------------------------------------------------------------------


def test_one_press_on_the_personal_page_when_the_door_is_open(client, called, clock):
    assert "Saya hadir di sini" not in text(client.get(link(called)))
    text(client.post(link(called), {"hadir": "1"}), 422)
    clock.move_to(NINE - timedelta(minutes=20))
    assert "Saya hadir di sini" in text(client.get(link(called)))
    assert "sudah dicatat" in text(client.post(link(called), {"hadir": "1"}))
    clock.shift(timedelta(minutes=5))
    page = text(client.post(link(called), {"hadir": "1"}))
    assert "Anda sudah tercatat" in page
    assert "08.40 WIB" in page
    assert Attendance.objects.count() == 1
    assert "Tulis nama" in text(client.post(link(called, 3), {"hadir": "1"}), 422)
    text(client.post(link(called, 3), {"hadir": "1", "nama": "Rina"}))
    assert Attendance.objects.count() == 2


def test_at_the_door_one_types_who_one_is_and_reads_no_list(client, called, clock):
    assert "belum dibuka" in text(client.get(door(called)))
    clock.move_to(NINE)
    page = text(client.get(door(called)))
    assert "Boleh dikosongkan: kehadiran Anda tetap tercatat" in page
    for hidden in ("Sari", "Citra", "contoh.id"):
        assert hidden not in page
    form = {"id": re.search(r'name="id" value="([^"]+)"', page)[1], "nama": "Hasan", "instansi": "FKDM", "lp": "L"}
    assert "Anda tercatat hadir pukul 09.00 WIB" in text(client.post(door(called), form), 201)
    clock.shift(timedelta(minutes=7))
    assert "Anda sudah tercatat pukul 09.00 WIB" in text(client.post(door(called), form | {"id": str(uuid4())}))
    assert Attendance.objects.count() == 1
    assert "sudah ditutup" in text(_later(client, called, clock))


def _later(client, called, clock):
    clock.move_to(NINE + timedelta(hours=5))
    return client.get(door(called))


def test_a_form_with_something_missing_comes_back_with_what_was_typed(client, called, clock):
    clock.move_to(NINE)
    page = text(client.post(door(called), {"nama": "Hasan", "instansi": " ", "kontak": "0812", "id": "tidak-ada"}), 422)
    assert 'value="Hasan"' in page
    assert 'value="0812"' in page
    assert "Tulis lembaga atau organisasi Anda" in page
    text(client.post(door(called), {"nama": "", "instansi": "FKDM"}), 422)
    page = text(client.post(door(called), {"nama": '<script>"x"', "instansi": "FKDM"}), 201)
    assert "<script>" not in page


def test_names_with_line_ends_stay_on_one_line(client, called, clock):
    clock.move_to(NINE)
    text(client.post(door(called), {"nama": "Hasan\r\nX-Jahat: 1\u202e", "instansi": "FKDM\x00"}), 201)
    assert "Hasan X-Jahat: 1" in text(_desk(called).get(f"/kerja/rakor/{called.code}/hadir/"))


def _desk(called):
    browser = Client()
    browser.force_login(neighbours().kasman)
    return browser


def test_a_machine_that_fills_the_list_is_stopped(client, called, clock, monkeypatch):
    monkeypatch.setitem(PER_HOUR, What.ATTENDANCE, 3)
    clock.move_to(NINE)
    answers = [client.post(door(called), {"nama": f"Orang {n}", "instansi": "X"}).status_code for n in range(5)]
    assert answers == [201, 201, 201, 429, 429]


def test_the_log_of_the_server_names_no_token():
    for part in ("abc123/", "pintu/abc123/", "kalender/abc123.ics", "abc123/rapat.ics"):
        line = logging.LogRecord("x", logging.WARNING, "x", 1, f"Not Found: /undangan/{part}", None, None)
        assert "abc123" not in Discreet("%(message)s").format(line)
    for typed in (
        "/undangan//abc123/", "/Undangan/abc123/", "//undangan/abc123", "/undangan/pintu//abc123/",
        "/UNDANGAN/KALENDER/abc123.ics",
        "/deklarasi//milik//abc123/", "/Deklarasi/Konfirmasi/abc123", "/Tanggapan//abc123", "/en/undangan/abc123/",
    ):  # fmt: skip
        line = logging.LogRecord("x", logging.WARNING, "x", 1, f"Not Found: {typed}", None, None)
        assert "abc123" not in Discreet("%(message)s").format(line), typed
