"""The first page of the rakor desk: promises as they stand, what is late, the next meeting with an agenda that wrote itself."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from tests.cast import cast, neighbours

from damai.cases.actions import open_case
from damai.rakor.actions.drafting import draft_agenda
from damai.rakor.actions.finalising import finalise
from damai.rakor.models import Meeting
from damai.rakor.tests.test_drafting import LATER, next_meeting
from damai.rakor.tests.test_finalising import AFTER, whole_meeting
from damai.rakor.tests.test_writing import seat
from damai.statutes.actions import load_statutes
from damai.triage.tests.story import confirmed


def page(member) -> str:
    client = Client()
    client.force_login(member)
    return client.get("/kerja/rakor/").content.decode()


@pytest.fixture
def desk(db):
    """A final meeting whose promise is late, and the next one, drafted and sent out."""
    first = whole_meeting()
    load_statutes()
    with time_machine.travel(AFTER, tick=False):
        finalise(first, by=neighbours().kasman)
    with time_machine.travel(LATER, tick=False):
        following = next_meeting(first)
        seat(following, "bawaslu-jakpus", "kpu-jakpus")
        yield following


@pytest.mark.django_db
def test_the_convener_sees_promises_what_is_late_and_the_next_meeting(desk):
    seen = page(neighbours().kasman)
    assert "Semua kelurahan didatangi sosialisasi" in seen
    assert "Terlambat dan belum ada bukti" in seen
    assert "Rapat berikutnya" in seen
    assert "Susun rancangan agenda" in seen
    assert "/kerja/rakor/rangkaian/baru/" in seen


@pytest.mark.django_db
def test_others_see_their_own_work_and_no_button_that_is_not_theirs(desk):
    people = cast()
    theirs = page(people.citra)
    assert "Tindak lanjut saya" in theirs
    assert "Menyusun jadwal sosialisasi" in theirs
    assert "Terlambat dan belum ada bukti" not in theirs
    assert "rancangan agenda</button>" not in theirs
    liaison = page(people.polan)
    assert "/kerja/rakor/rangkaian/baru/" not in liaison
    assert desk.code not in page(people.budi)


@pytest.mark.django_db
def test_the_agenda_is_drafted_from_the_desk_by_the_convener_alone(desk):
    people, kasman = cast(), Client()
    kasman.force_login(neighbours().kasman)
    way = f"/kerja/rakor/{desk.code}/agenda/rancang/"
    for outsider, status in ((people.sari, 404), (people.budi, 404), (people.dewi, 404)):
        client = Client()
        client.force_login(outsider)
        assert client.post(way).status_code == status
    assert kasman.post(way, {"kembali": "meja"})["Location"] == "/kerja/rakor/#berikut"
    assert Meeting.objects.get(pk=desk.pk).agenda.filter(drafted=True).count() >= 4
    assert "rancangan Damai" in page(neighbours().kasman)
    for member in (neighbours().kasman, people.sari, people.komar):
        client = Client()
        client.force_login(member)
        seen = client.get(f"/kerja/rakor/{desk.code}/").content.decode()
        assert "Cakupan pengawasan" in seen
        assert "4 mata acara baru" in seen or "5 mata acara baru" in seen or "6 mata acara baru" in seen
        assert ("dokumen/undangan/" in seen) == (member == neighbours().kasman)


@pytest.mark.django_db
def test_small_numbers_of_cases_are_read_by_the_supervisors_alone(desk):
    people = cast()
    with time_machine.travel(LATER + timedelta(hours=1), tick=False):
        open_case(confirmed(by=people.sari), regime="PEMILU", kind="laporan", reporter_identified=True, by=people.sari)
    with time_machine.travel(LATER + timedelta(days=4), tick=False):
        draft_agenda(desk, by=neighbours().kasman)
        inside, outside = page(people.sari), page(neighbours().kasman)
    assert "Perkara yang melewati batas waktu" in inside
    assert "kurang dari 5" not in inside
    assert "kurang dari 5" in outside
    assert "/kerja/perkara/" in inside
    assert "/kerja/perkara/" not in outside
    assert "P-0" not in outside


@pytest.mark.django_db
def test_an_empty_desk_says_so(db):
    cast()
    neighbours()
    seen = page(neighbours().kasman)
    assert "Belum ada komitmen yang berjalan" in seen
    assert "Belum ada rapat yang dijadwalkan" in seen
