"""The papers of a meeting: filled from what the house knows, looked at as drafts, issued once, and replaced with a new number."""

import io
import zipfile

import pikepdf
import pytest
import time_machine
from django.test import Client
from docx import Document as Docx
from tests.cast import cast, neighbours

from damai.documents.queries import Document, documents_about, docx_of
from damai.rakor.actions.finalising import finalise
from damai.rakor.models import Meeting
from damai.rakor.queries.papers import KINDS, in_a_row
from damai.rakor.tests.test_finalising import AFTER, whole_meeting
from damai.seals.actions import sealed

TYPED = {
    "undangan": {"sifat": "Penting", "hal": "Undangan rakor", "nama_ttd": "Drs. Contoh", "jabatan_ttd": "Kepala Suku Badan"},
    "daftar-hadir": {"nama_ttd": "Contoh", "jabatan_ttd": "Notulis"},
    "notula": {},
    "berita-acara": {"pihak": "Contoh Satu; Ketua; KPU Jakarta Pusat\nContoh Dua; Ketua; Bawaslu", "rangkap": "2 (dua)"},
    "rencana-aksi": {"judul": "Tindak lanjut rakor", "nama_ttd": "Contoh", "jabatan_ttd": "Kepala"},
    "laporan-kegiatan": {"ringkasan": "Rapat membahas tempat.", "nama_ttd": "Contoh", "jabatan_ttd": "Kepala"},
}


def signed_in(member) -> Client:
    client = Client()
    client.force_login(member)
    return client


@pytest.fixture
def table(db):
    """Minutes that are final; one person came, whose name is sealed."""
    found = whole_meeting()
    row = found.attendance.get()
    row.sealed_name = sealed("Ibu Hadir", about=f"rakor.attendance.name/{found.code}/{row.client_id}")
    row.save()
    with time_machine.travel(AFTER, tick=False):
        finalise(found, by=neighbours().kasman)
        found.refresh_from_db()
        yield found


def address(meeting, kind: str) -> str:
    return f"/kerja/rakor/{meeting.code}/dokumen/{kind}/"


def words_in(body: bytes) -> str:
    document = Docx(io.BytesIO(body))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


@pytest.mark.parametrize(
    "lines, said",
    [
        ("", ""),
        ("UU 7/2017;", "UU 7/2017"),
        ("UU 7/2017\n\n PKPU 3/2022 ", "UU 7/2017 dan PKPU 3/2022"),
        ("Surat A\nSurat B\nSurat C.", "Surat A, Surat B, dan Surat C"),
    ],
)
def test_what_a_meeting_rests_on_is_one_part_of_a_sentence(lines, said):
    assert in_a_row(lines) == said


def marked(body: bytes) -> bool:
    """Whether it says of itself that it is a draft."""
    with zipfile.ZipFile(io.BytesIO(body)) as parts:
        return any(b"RANCANGAN" in parts.read(name) for name in parts.namelist() if name.endswith(".xml"))


@pytest.mark.django_db
@pytest.mark.parametrize("kind", KINDS)
def test_every_paper_is_looked_at_and_issued(table, kind):
    kasman = signed_in(neighbours().kasman)
    here = address(table, kind)
    assert kasman.get(here).status_code == 200
    values = {"dated": "2023-10-11", **TYPED[kind]}
    draft = kasman.post(here, {**values, "lihat": "pdf"})
    assert draft["Content-Type"] == "application/pdf"
    assert len(pikepdf.open(io.BytesIO(draft.content)).pages) >= 1
    assert marked(kasman.post(here, {**values, "lihat": "docx"}).content)
    assert documents_about(table.code).count() == 0
    assert kasman.post(here, {**values, "terbit": "1"}).status_code == 302
    issued = documents_about(table.code).get()
    assert (issued.kind, issued.agency_id, bool(issued.number)) == (kind, "kesbangpol-jakpus", bool(KINDS[kind].register))
    text = words_in(docx_of(issued))
    assert not marked(docx_of(issued))
    assert kind == "rencana-aksi" or table.title.casefold() in text.casefold()
    if kind == "berita-acara":
        assert "Rabu tanggal sebelas bulan Oktober tahun dua ribu dua puluh tiga" in text
        assert "PIHAK KEDUA" in text
        assert "dengan penanggung jawab KPU Jakarta Pusat, paling lambat 25 November 2023." in text
    if kind in {"daftar-hadir", "notula"}:
        assert "Ibu Hadir" in text
    if kind == "notula":
        assert "Tidak dibahas." in text
        assert table.minutes_sha256 in text.replace("\n", "")


@pytest.mark.django_db
def test_issued_again_it_takes_a_new_number_and_says_what_it_replaces(table):
    kasman = signed_in(neighbours().kasman)
    values = {"dated": "2023-10-11", **TYPED["berita-acara"], "terbit": "1"}
    for _time in range(2):
        kasman.post(address(table, "berita-acara"), values)
    new, old = documents_about(table.code)
    assert (new.number.number, old.number.number, new.replaces) == (2, 1, old)
    page = kasman.get(address(table, "berita-acara")).content.decode()
    assert "Sudah digantikan" in page
    assert old.number.text in page


@pytest.mark.django_db
def test_what_rests_on_the_minutes_waits_for_them(table):
    Meeting.objects.update(state=Meeting.State.MINUTES)
    kasman = signed_in(neighbours().kasman)
    refused = kasman.post(address(table, "notula"), {"dated": "2023-10-11", "terbit": "1"})
    assert refused.status_code == 422
    assert "sesudah notula final" in refused.content.decode()
    assert kasman.post(address(table, "notula"), {"dated": "2023-10-11", "lihat": "pdf"}).status_code == 200
    assert kasman.post(address(table, "undangan"), {"dated": "2023-10-09", **TYPED["undangan"], "terbit": "1"}).status_code == 302
    assert Document.objects.get().kind == "undangan"


@pytest.mark.django_db
def test_what_is_missing_is_named_and_nothing_is_issued(table):
    refused = signed_in(neighbours().kasman).post(address(table, "undangan"), {"dated": "2023-10-09", "terbit": "1"})
    assert refused.status_code == 422
    assert "Belum terisi" in refused.content.decode()
    assert not Document.objects.exists()


@pytest.mark.django_db
def test_papers_are_the_convener_s(table):
    people = cast()
    for outsider in (people.sari, people.polan, people.budi, people.dewi):
        for kind in ("undangan", "tidak-ada"):
            assert signed_in(outsider).get(address(table, kind)).status_code == 404
            assert signed_in(outsider).post(address(table, kind), {"dated": "2023-10-11", "terbit": "1"}).status_code == 404
    assert signed_in(neighbours().kasman).get(address(table, "tidak-ada")).status_code == 404
    assert not Document.objects.exists()
