"""The meetings desk: made by its convener, read by the table, not there for anyone else; mistakes lose nothing that was typed."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from tests.cast import cast, neighbours

from damai.agencies.models import PersonalDataAccess
from damai.outbox.models import Letter
from damai.outbox.models import State as LetterState
from damai.rakor.actions import Who, invite, note_at_door, send_invitations, set_doors
from damai.rakor.models import Attendance, Invitation, Meeting, Series
from damai.rakor.tests.table import BEFORE, NINE, agency, meeting

from .test_desks import desk_of, text

pytestmark = pytest.mark.django_db

PLAN = {
    "kind": "rakor", "title": "Rakor persiapan", "day": "2023-10-11", "starts": "09:00", "ends": "11:30", "venue": "Aula",
    "link": "", "basis": "", "notes": "", "chair_name": "", "chair_office": "", "secretary": "",
}  # fmt: skip


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(BEFORE, tick=False) as moved:
        yield moved


@pytest.fixture
def people():
    return cast()


@pytest.fixture
def kasman(people) -> Client:
    return desk_of(neighbours().kasman)


@pytest.fixture
def called(people) -> Meeting:
    by, found = neighbours().kasman, meeting()
    for name, code in (("Sari Dewanti", "bawaslu-jakpus"), ("Citra", "kpu-jakpus")):
        invite(found, by=by, name=name, agency=agency(code), email=f"{code}@contoh.id", required=True)
    invite(found, by=by, agency=agency("pemerintahan-jakpus"), required=True)
    send_invitations(found, by=by)
    found.refresh_from_db()
    return found


def at(found: Meeting, part: str = "") -> str:
    return f"/kerja/rakor/{found.code}/{part}"


# --- Who may --------------------------------------------------------------------------------------------------------

CONVENERS_ONLY = ("ubah/", "batal/", "undangan/", "hadir/", "hadir/cetak/", "hadir/poster/", "hadir/pekerja.js")
BUTTONS = ("agenda/", "agenda/1/", "undangan/tambah/", "undangan/tempel/", "undangan/kirim/", "undangan/1/", "hadir/catat/",
           "hadir/kirim/", "hadir/pintu/", "hadir/kontak/")  # fmt: skip


def test_the_table_reads_and_only_the_convener_changes(people, called):
    for reader in (people.sari, people.citra, people.polan, neighbours().rina):
        browser = desk_of(reader)
        page = text(browser.get(at(called)))
        assert "Dari 3 undangan" in page
        for hidden in ("contoh.id", "Sari Dewanti", "Kelola undangan", ">Ubah<"):
            assert hidden not in page
        assert [browser.get(at(called, part)).status_code for part in CONVENERS_ONLY] == [404] * len(CONVENERS_ONLY)
        assert [browser.post(at(called, part)).status_code for part in BUTTONS] == [404] * len(BUTTONS)
    for stranger in (people.budi, people.dewi, people.oki):
        browser = desk_of(stranger)
        assert browser.get(at(called)).status_code == 404
        assert browser.get(f"/kerja/rakor/rangkaian/{called.series.code}/").status_code == 404
        assert [browser.post(at(called, part)).status_code for part in BUTTONS] == [404] * len(BUTTONS)
    assert Invitation.objects.filter(is_off=False).count() == 3


def test_a_draft_is_not_there_for_the_others(people, kasman):
    found = meeting()
    assert desk_of(people.sari).get(at(found)).status_code == 404
    text(kasman.get(at(found)))


# --- Series and meetings --------------------------------------------------------------------------------------------


def test_from_a_series_to_a_meeting_with_an_agenda(kasman):
    kasman.post("/kerja/rakor/rangkaian/baru/", {"title": "Deklarasi Damai", "purpose": "", "convener": "kesbangpol-jakpus"})
    series = Series.objects.get()
    assert "Belum ada rapat" in text(kasman.get(f"/kerja/rakor/rangkaian/{series.code}/"))
    kasman.post(f"/kerja/rakor/rangkaian/{series.code}/rapat-baru/", PLAN)
    found = Meeting.objects.get()
    assert found.starts_at == NINE
    for title, minutes in (("Pembukaan", "100"), ("Naskah", "80")):
        kasman.post(at(found, "agenda/"), {"title": title, "owner": "kpu-jakpus", "minutes": minutes})
    page = text(kasman.get(at(found)))
    assert "180 dari 150 menit terpakai" in page
    assert "Agenda 30 menit lebih panjang" in page
    kasman.post(at(found, "agenda/2/"), {"aksi": "naik"})
    assert [item.title for item in found.agenda.all()] == ["Naskah", "Pembukaan"]
    saved = {"aksi": "simpan", "m2-title": "Pembukaan acara", "m2-owner": "", "m2-minutes": "20"}
    kasman.post(at(found, "agenda/2/"), saved)
    assert "Menit" in text(kasman.post(at(found, "agenda/2/"), saved | {"m2-minutes": "0"}), 422)
    kasman.post(at(found, "agenda/1/"), {"aksi": "hapus"})
    assert [(item.number, item.title, item.minutes) for item in found.agenda.all()] == [(1, "Pembukaan acara", 20)]
    assert kasman.post(at(found, "agenda/9/"), {"aksi": "hapus"}).status_code == 404
    page = text(kasman.get(at(found)))
    assert "dijadwalkan oleh Suban Kesbangpol" in page  # the history in words


def test_a_meeting_in_the_past_is_said_and_only_then_can_be_put_on_record(kasman):
    series = meeting().series
    Meeting.objects.all().delete()
    address = f"/kerja/rakor/rangkaian/{series.code}/rapat-baru/"
    assert "sudah berlangsung" not in text(kasman.get(address))
    page = text(kasman.post(address, PLAN | {"day": "2023-09-20"}), 422)
    assert "Waktu mulainya sudah lewat" in page
    assert 'name="afterwards"' in page
    assert 'value="Rakor persiapan"' in page
    kasman.post(address, PLAN | {"day": "2023-09-20", "afterwards": "on"})
    found = Meeting.objects.get()
    assert "dicatat sesudah berlangsung" in text(kasman.get(at(found)))
    invite(found, by=neighbours().kasman, name="X", organisation="Y", email="x@contoh.id")
    assert "tidak ada undangan yang dikirim" in text(kasman.get(at(found, "undangan/")))
    assert "sudah berlangsung" in text(kasman.post(at(found, "undangan/kirim/"), follow=True))
    assert not Letter.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"ends": "08:00"}, "sesudah waktu mulai"),
        ({"venue": ""}, "Isi tempat"),
        ({"link": "http://rapat.contoh.id"}, "https://"),
        ({"day": "2033-10-11"}, "Periksa tahunnya"),
        ({"day": "bukan"}, "Tanggal"),
    ],
)
def test_a_plan_that_cannot_be_comes_back_with_what_was_typed(kasman, wrong, said):
    found = meeting()
    page = text(kasman.post(at(found, "ubah/"), PLAN | wrong), 422)
    assert said in page
    assert 'value="Rakor persiapan"' in page
    found.refresh_from_db()
    assert found.title != "Rakor persiapan"


def test_a_changed_time_is_told_with_one_press_and_a_cancellation_asks_once_more(kasman, called):
    kasman.post(at(called, "ubah/"), PLAN | {"starts": "10:00"})
    page = text(kasman.get(at(called, "undangan/")))
    assert "2 tamu belum menerima kabar terakhir" in page
    assert "2 surat dikirim" in text(kasman.post(at(called, "undangan/kirim/"), follow=True))
    assert "sudah dikirimi kabar terakhir" in text(kasman.post(at(called, "undangan/kirim/"), follow=True))
    assert "tidak dapat ditarik kembali" in text(kasman.get(at(called, "batal/")))
    assert Letter.objects.count() == 4
    text(kasman.post(at(called, "batal/"), follow=True))
    called.refresh_from_db()
    assert (called.state, Letter.objects.count()) == ("cancelled", 6)
    assert "sudah dibatalkan" in text(kasman.post(at(called, "batal/"), follow=True))


# --- Guests ---------------------------------------------------------------------------------------------------------


def test_a_pasted_list_says_line_by_line_what_is_wrong(kasman):
    found = meeting()
    page = text(kasman.post(at(found, "undangan/tempel/"), {"text": "A; ; X; a@contoh.id\nB; ; X; salah\nC"}), 422)
    assert "1 tamu ditambahkan" in page
    assert "Baris 2: surelnya tidak dapat dipakai" in page
    assert "Baris 3: kurang kolom" in page
    assert "B; ; X; salah\nC</textarea>" in page
    assert found.invitations.count() == 1


def test_a_letter_that_came_back_is_said_with_what_to_do(kasman, called):
    Letter.objects.filter(key__endswith="/1/1").update(state=LetterState.BOUNCED, trouble="5.1.1")
    page = text(kasman.get(at(called, "undangan/")))
    assert "1 undangan tidak sampai" in page
    assert "Perbaiki alamatnya" in page
    saved = {"aksi": "simpan", "u1-name": "Sari Dewanti", "u1-agency": "bawaslu-jakpus", "u1-email": "sari@contoh.id"}
    kasman.post(at(called, "undangan/1/"), saved)
    page = text(kasman.get(at(called, "undangan/")))
    assert "tidak sampai" not in page
    assert "1 surat dikirim" in text(kasman.post(at(called, "undangan/kirim/"), follow=True))
    assert "sudah ada dalam daftar" in text(
        kasman.post(at(called, "undangan/1/"), saved | {"u1-email": "kpu-jakpus@contoh.id"}), 422
    )


def test_guests_are_added_answered_for_and_taken_off(kasman, called):
    kasman.post(at(called, "undangan/tambah/"), {"organisation": "FKDM", "name": "Hasan"})
    assert "Isi nama" in text(kasman.post(at(called, "undangan/tambah/"), {"email": "a@contoh.id"}), 422)
    page = text(kasman.get(at(called, "undangan/")))
    assert page.count("/undangan/") > 0
    assert "Tautan pribadi" in page  # of those without an address
    kasman.post(at(called, "undangan/1/"), {"aksi": "jawab", "jawaban": "delegated", "wakil": "Tuti"})
    assert "diwakili Tuti" in text(kasman.get(at(called, "undangan/")))
    assert kasman.post(at(called, "undangan/1/"), {"aksi": "jawab", "jawaban": "none"}).status_code == 404
    kasman.post(at(called, "undangan/1/"), {"aksi": "ulang"})
    kasman.post(at(called, "undangan/1/"), {"aksi": "coret"})
    assert Invitation.objects.get(meeting=called, number=1).is_off
    assert kasman.post(at(called, "undangan/99/"), {"aksi": "coret"}).status_code == 404


# --- Attendance -----------------------------------------------------------------------------------------------------


@pytest.fixture
def begun(called, clock) -> Meeting:
    clock.move_to(NINE)
    return called


@pytest.fixture
def secretary(begun) -> Client:
    """Kasman, signed in on the day itself: no session lasts a week."""
    return desk_of(neighbours().kasman)


def send(browser: Client, found: Meeting, *rows: dict) -> list[dict]:
    answer = browser.post(at(found, "hadir/kirim/"), json.dumps({"rows": rows}), content_type="application/json")
    assert answer.status_code == 200, answer.content
    return answer.json()["rows"]


def test_ticked_added_struck_out_without_a_script(secretary, begun):
    secretary.post(at(begun, "hadir/catat/"), {"undangan": "1"})
    secretary.post(at(begun, "hadir/catat/"), {"undangan": "1"})
    secretary.post(at(begun, "hadir/catat/"), {"nama": "Hasan", "instansi": "FKDM", "lp": "L"})
    assert "Tulis nama" in text(secretary.post(at(begun, "hadir/catat/"), {"nama": " "}, follow=True))
    page = text(secretary.get(at(begun, "hadir/")))
    assert "<strong>1 dari 3</strong>" in page
    assert Attendance.objects.count() == 2
    row = Attendance.objects.get(invitation=None)
    secretary.post(at(begun, f"hadir/{row.client_id}/coret/"))
    assert "<s>Hasan</s>" in text(secretary.get(at(begun, "hadir/")))
    assert secretary.post(at(begun, f"hadir/{uuid4()}/coret/")).status_code == 404


def test_what_was_noted_without_a_line_is_taken_once_row_by_row(secretary, begun, clock):
    sari, hasan, nobody = ({"client_id": str(uuid4()), "kind": "note", "at": NINE.isoformat()} for _ in range(3))
    sari |= {"invitation": 1}
    hasan |= {"name": "Hasan", "organisation": "FKDM"}
    nobody |= {"name": " "}
    clock.shift(timedelta(minutes=40))
    said = send(secretary, begun, sari, hasan, nobody, {"client_id": "x"}, hasan | {"client_id": str(uuid4())})
    assert [row["state"] for row in said] == ["noted", "noted", "refused", "refused", "again"]
    assert said[2]["message"] == "Tulis nama yang hadir."
    assert [row["state"] for row in send(secretary, begun, sari, hasan)] == ["noted", "noted"]  # sent again: answered the same
    assert Attendance.objects.count() == 2
    assert set(Attendance.objects.values_list("arrived_at", flat=True)) == {NINE}
    out = {"client_id": str(uuid4()), "kind": "void", "row": hasan["client_id"]}
    assert [row["state"] for row in send(secretary, begun, out, out, out | {"row": str(uuid4())}, out | {"row": "x"})] == [
        "noted", "noted", "refused", "refused",
    ]  # fmt: skip
    assert Attendance.objects.filter(is_void=True).count() == 1


@pytest.mark.parametrize("body", ["", "[]", "{}", '{"rows": 1}', '{"rows": [1]}', "[" * 5000, json.dumps({"rows": [{}] * 501})])
def test_a_sending_that_is_none_is_refused_and_nothing_breaks(secretary, begun, body):
    answer = secretary.post(at(begun, "hadir/kirim/"), body, content_type="application/json")
    assert answer.status_code == 400
    assert not Attendance.objects.exists()


@pytest.mark.parametrize(
    "odd", [{"name": 7}, {"invitation": True, "name": "A"}, {"at": "2023-13-45T99"}, {"at": 5, "name": "A"}, {"name": ["A"]}]
)
def test_odd_rows_break_nothing(secretary, begun, odd):
    (said,) = send(secretary, begun, {"client_id": str(uuid4()), "kind": "note"} | odd)
    assert said["state"] in {"noted", "refused"}


def test_a_sending_needs_its_token(begun):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(neighbours().kasman)
    row = {"client_id": str(uuid4()), "kind": "note", "name": "A"}
    answer = browser.post(at(begun, "hadir/kirim/"), json.dumps({"rows": [row]}), content_type="application/json")
    assert answer.status_code == 403
    assert not Attendance.objects.exists()


def test_the_page_may_be_kept_only_while_attendance_is_taken_and_holds_no_contact(secretary, begun, clock):
    note_at_door(begun.door_token, who=Who(name="Ani", organisation="X", contact="0812-3456"), client_id=uuid4())
    answer = secretary.get(at(begun, "hadir/"))
    page = text(answer)
    assert int(answer["X-Keep-For"]) == 3.5 * 3600
    assert answer["Cache-Control"] == "private, no-store"  # whatever is not the page's own worker keeps nothing
    for hidden in ("0812", "contoh.id"):
        assert hidden not in page
    assert 'name="kontak"' not in page
    set_doors(begun, by=neighbours().kasman, opens_at=BEFORE, closes_at=NINE - timedelta(minutes=1))
    assert "X-Keep-For" not in secretary.get(at(begun, "hadir/"))


def test_contacts_are_opened_on_purpose_and_that_is_noted(people, secretary, begun):
    note_at_door(begun.door_token, who=Who(name="Ani", organisation="X", contact="0812-3456"), client_id=uuid4())
    assert secretary.get(at(begun, "hadir/kontak/")).status_code == 405
    assert "0812-3456" in text(secretary.post(at(begun, "hadir/kontak/")))
    assert PersonalDataAccess.objects.get().subject == begun.code
    assert desk_of(people.tuti).post(at(begun, "hadir/kontak/")).status_code == 404


def test_the_paper_and_the_poster(secretary, begun):
    note_at_door(begun.door_token, who=Who(name="Ani", organisation="X", contact="0812-3456"), client_id=uuid4())
    paper = text(secretary.get(at(begun, "hadir/cetak/")))
    for said in ("Ani", "Sari Dewanti", "Tanda tangan", "Rabu, 11 Oktober 2023"):
        assert said in paper
    assert "0812" not in paper
    poster = text(secretary.get(at(begun, "hadir/poster/")))
    assert "<svg" in poster
    assert f"/undangan/pintu/{begun.door_token}/" in poster
    secretary.post(at(begun, "hadir/pintu/"), {"opens": "2023-10-11T08:00", "closes": "2023-10-11T12:00", "new_code": "on"})
    assert f"/undangan/pintu/{begun.door_token}/" not in text(secretary.get(at(begun, "hadir/poster/")))
    text(secretary.post(at(begun, "hadir/pintu/"), {"opens": "x", "closes": ""}), 422)


# --- Calendars ------------------------------------------------------------------------------------------------------


def test_a_calendar_address_is_shown_once_and_closed_by_its_people(people):
    citra, sari = desk_of(people.citra), desk_of(people.sari)
    page = text(citra.post("/kerja/rakor/kalender/", {"untuk": "kpu-jakpus"}))
    address = page.split("/undangan/kalender/")[1].split(".ics")[0]
    assert address not in text(citra.get("/kerja/rakor/kalender/"))
    assert Client().get(f"/undangan/kalender/{address}.ics").status_code == 200
    assert citra.post("/kerja/rakor/kalender/", {"untuk": "bawaslu-jakpus"}).status_code == 404
    number = text(citra.get("/kerja/rakor/kalender/")).split("/kerja/rakor/kalender/")[1:]
    close = next(f"/kerja/rakor/kalender/{part.split('/')[0]}/tutup/" for part in number if part[:1].isdigit())
    assert sari.post(close).status_code == 404
    citra.post(close)
    assert Client().get(f"/undangan/kalender/{address}.ics").status_code == 404
