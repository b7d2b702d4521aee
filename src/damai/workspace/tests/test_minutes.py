"""The minutes page: who writes, who reads, who finds nothing; what is said when two saved; sealing with everything that lacks."""

import pytest
import time_machine
from django.test import Client
from tests.cast import cast, neighbours

from damai.rakor.actions.deciding import change_decision, write_decision
from damai.rakor.actions.finalising import finalise
from damai.rakor.models import Decision, Meeting, Note, NoteVersion, Task
from damai.rakor.tests.test_deciding import whole
from damai.rakor.tests.test_finalising import AFTER, whole_meeting
from damai.rakor.tests.test_writing import DURING

JSON = {"headers": {"Accept": "application/json"}}


def signed_in(member) -> Client:
    client = Client()
    client.force_login(member)
    return client


@pytest.fixture
def table(db):
    """Whole minutes that are not final yet, half an hour into the meeting."""
    found = whole_meeting()
    with time_machine.travel(DURING, tick=False):
        yield found


def page(member, meeting, way: str = ""):
    return signed_in(member).get(f"/kerja/rakor/{meeting.code}/notula/{way}")


def save(member, meeting, key, version, words, **options):
    values = {"bagian": key, "versi": version, "kata": words, "layar": "x"}
    return signed_in(member).post(f"/kerja/rakor/{meeting.code}/notula/simpan/", values, **options)


def first_key(meeting) -> str:
    return str(meeting.agenda.get(number=1).pk)


@pytest.mark.django_db
def test_the_table_writes_the_city_reads_and_others_find_nothing(table):
    people = cast()
    assert 'name="kata"' in page(people.sari, table).content.decode()
    reads = page(people.komar, table).content.decode()
    assert "Tempat dibahas." in reads
    assert 'name="kata"' not in reads
    for outsider in (people.budi, people.dewi, people.oki):
        for way in ("", "final/", f"{first_key(table)}/riwayat/"):
            assert page(outsider, table, way).status_code == 404
        assert save(outsider, table, first_key(table), 1, "x").status_code == 404
        assert signed_in(outsider).post(f"/kerja/rakor/{table.code}/notula/denyut/").status_code == 404
    assert page(people.sari, table, "final/").status_code == 404  # the convener's


@pytest.mark.django_db
def test_without_a_script_saving_says_what_became_of_it(table):
    people, key = cast(), first_key(table)
    answer = save(people.sari, table, key, 1, "Tempat dibahas.\r\nTenda kurang.")
    assert (answer.status_code, answer["Location"]) == (302, f"/kerja/rakor/{table.code}/notula/#bagian-{key}")
    merged = save(people.citra, table, key, 1, "Tempat dibahas panjang.", headers={})
    assert merged.status_code == 200
    assert "Tidak ada kata yang hilang" in merged.content.decode()
    assert Note.objects.get(item=key).words == "Tempat dibahas panjang.\nTenda kurang."
    clash = save(people.sari, table, key, 1, "Tempat dibahas singkat.\nTenda kurang.").content.decode()
    assert "Tulisan orang lain" in clash
    assert "Tempat dibahas panjang." in clash


@pytest.mark.django_db
def test_what_cannot_be_saved_is_shown_to_be_copied(table):
    sari, key = cast().sari, first_key(table)
    Meeting.objects.filter(pk=table.pk).update(state=Meeting.State.FINAL, minutes_sha256="0" * 64)
    answer = save(sari, table, key, 1, "<b>Terlambat</b>")
    assert answer.status_code == 409
    assert "sudah final" in answer.content.decode()
    assert "&lt;b&gt;Terlambat&lt;/b&gt;" in answer.content.decode()
    script = save(sari, table, key, 1, "Terlambat", **JSON)
    assert (script.status_code, "final" in script.json()["error"]) == (409, True)


@pytest.mark.django_db
def test_the_script_saves_hears_others_and_says_where_it_writes(table):
    people, key = cast(), first_key(table)
    said = save(people.sari, table, key, 1, "Tempat dibahas lagi.", **JSON).json()
    assert said == {"version": 2, "words": "Tempat dibahas lagi.", "merged": False, "clashes": []}
    pulse = f"/kerja/rakor/{table.code}/notula/denyut/"
    signed_in(people.sari).post(pulse, {"di": key, "versi": f"{key}:2"})
    heard = signed_in(people.citra).post(pulse, {"di": "", "versi": f"{key}:1,penutup:x,,a:b:c"}).json()
    assert heard["parts"] == [{"key": key, "version": 2, "words": "Tempat dibahas lagi."}]
    assert heard["present"] == {key: ["Sari"]}
    assert heard["open"]
    assert heard["keys"][0] == "pembukaan"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "values", [{"versi": "x"}, {"versi": "-1"}, {"versi": "9" * 30}, {"bagian": "tidak-ada"}, {"bagian": ""}]
)
def test_nonsense_is_not_found(table, values):
    given = {"bagian": first_key(table), "versi": "1", "kata": "x", **values}
    assert signed_in(cast().sari).post(f"/kerja/rakor/{table.code}/notula/simpan/", given).status_code == 404
    assert NoteVersion.objects.count() == 1


@pytest.mark.django_db
def test_every_version_can_be_seen_with_who_and_when(table):
    people, key = cast(), first_key(table)
    save(people.citra, table, key, 1, "Tempat dibahas lagi.")
    now = page(people.komar, table, f"{key}/riwayat/").content.decode()
    assert "Citra" in now
    assert "Tempat dibahas lagi." in now
    assert "Tempat dibahas lagi." not in page(people.komar, table, f"{key}/riwayat/?versi=1").content.decode()


@pytest.mark.django_db
def test_decisions_are_forms_and_the_second_who_saves_sees_both(table):
    people = cast()
    sari = signed_in(people.sari)
    item = first_key(table)
    new = f"/kerja/rakor/{table.code}/notula/{item}/keputusan-baru/"
    assert sari.get(new).status_code == 200
    early = sari.post(new, {"words": "Tenda", "due_on": "2023-10-01"})
    assert early.status_code == 422
    assert "mendahului rapatnya sendiri" in early.content.decode()
    assert sari.post(new, {"words": "Tenda ditambah.", "owner": "kpu-jakpus"}).status_code == 302
    decision = Decision.objects.order_by("-number")[0]
    change_decision(decision, whole(words="Kata Tuti."), version=1, by=people.tuti)
    here = f"/kerja/rakor/{table.code}/keputusan/{decision.number}/"
    both = sari.post(here, {"versi": "1", "words": "Kata Sari."})
    text = both.content.decode()
    assert both.status_code == 409
    assert "Sudah diubah Tuti pukul 09.30" in text
    assert "Kata Tuti." in text
    assert "Kata Sari." in text
    assert 'name="versi" value="2"' in text
    assert sari.post(here, {"versi": "2", "words": "Kata Sari."}).status_code == 302
    decision.refresh_from_db()
    assert (decision.words, decision.version) == ("Kata Sari.", 3)
    task = {"words": "Pesan tenda", "owner": "kpu-jakpus", "person": people.citra.code, "supporting": ["bawaslu-jakpus"]}
    assert sari.get(f"{here}tugas-baru/").status_code == 200
    assert sari.post(f"{here}tugas-baru/", task).status_code == 302
    assert Task.objects.order_by("-id")[0].person == people.citra
    assert sari.get(f"{here}tugas/1/").status_code == 200
    assert sari.post(f"{here}tugas/1/coret/").status_code == 302
    assert sari.post(f"{here}coret/").status_code == 302
    assert sari.get(here).status_code == 404
    for outsider in (people.komar, people.budi):
        assert signed_in(outsider).post(new, {"words": "x"}).status_code == 404


@pytest.mark.django_db
def test_the_convener_sees_what_lacks_with_the_way_to_it_and_seals(table):
    kasman = signed_in(neighbours().kasman)
    people = cast()
    final = f"/kerja/rakor/{table.code}/notula/final/"
    late = write_decision(table.agenda.get(number=1), whole(words="Tanpa pemilik.", owner=None), by=people.sari)
    text = kasman.get(final).content.decode()
    assert f'href="/kerja/rakor/{table.code}/keputusan/{late.number}/"' in text
    refused = kasman.post(final)
    assert refused.status_code == 409
    assert "belum ada penanggung jawab" in refused.content.decode()
    assert signed_in(people.sari).post(final).status_code == 404
    change_decision(late, whole(words="Dengan pemilik."), version=1, by=people.sari)
    assert kasman.post(final)["Location"] == f"/kerja/rakor/{table.code}/notula/"
    sealed = page(people.komar, table).content.decode()
    assert "tidak ada yang berubah sejak difinalkan" in sealed
    assert "/kerja/komitmen/K-" in sealed
    assert kasman.get(final).status_code == 302


@pytest.mark.django_db
def test_addenda_stand_below_sealed_minutes_and_tampering_is_said(table):
    with time_machine.travel(AFTER, tick=False):
        finalise(table, by=neighbours().kasman)
        kasman = signed_in(neighbours().kasman)
        assert kasman.post(f"/kerja/rakor/{table.code}/notula/adendum/", {"kata": "Yang terlupa."}).status_code == 302
        assert signed_in(cast().sari).post(f"/kerja/rakor/{table.code}/notula/adendum/", {"kata": "x"}).status_code == 404
        assert "Yang terlupa." in page(cast().sari, table).content.decode()
        Note.objects.update(words="Diubah diam-diam.")
        assert "TIDAK cocok" in page(cast().sari, table).content.decode()


@pytest.mark.django_db
def test_an_item_is_said_not_to_have_been_discussed(table):
    item = table.agenda.get(number=2)
    sari = signed_in(cast().sari)
    way = f"/kerja/rakor/{table.code}/notula/{item.pk}/tidak-dibahas/"
    assert sari.post(way, {"ya": "0"}).status_code == 302
    item.refresh_from_db()
    assert not item.not_discussed
    assert "belum ada pembahasan" in page(neighbours().kasman, table, "final/").content.decode()
    assert sari.post(f"/kerja/rakor/{table.code}/notula/{item.pk + 99}/tidak-dibahas/").status_code == 404
