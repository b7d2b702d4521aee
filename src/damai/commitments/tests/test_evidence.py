"""Evidence that is what it says, and what is not: refused in a sentence, and nothing of the item changes."""

import io
import zipfile

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document as Docx
from hypothesis import given
from hypothesis import settings as pace
from hypothesis import strategies as st
from openpyxl import Workbook

from damai.commitments import actions
from damai.commitments.models import Evidence
from damai.commitments.rules import office_flaw
from damai.intake import queries as intake
from damai.intake.actions import forget, sweep_orphans
from damai.intake.models import Basis
from damai.intake.tests.deliveries import photo
from damai.triage.tests.story import confirmed

from .table import MOMENT, decision, item, people

pytestmark = pytest.mark.django_db


@pytest.fixture
def who():
    with time_machine.travel(MOMENT, tick=False):
        yield people()


@pytest.fixture
def files(settings, tmp_path):
    settings.FILES = tmp_path / "files"
    return settings.FILES


def docx() -> bytes:
    out = io.BytesIO()
    written = Docx()
    written.add_paragraph("Daftar hadir")
    written.save(out)
    return out.getvalue()


def xlsx() -> bytes:
    out = io.BytesIO()
    Workbook().save(out)
    return out.getvalue()


def with_parts(body: bytes, **parts: bytes) -> bytes:
    """An archive with more parts (names with __ for /)."""
    out = io.BytesIO(body)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name.replace("__", "/"), part)
    return out.getvalue()


def sent(row, body: bytes, name: str, by):
    return actions.submit_evidence(row, kind="file", words="Daftar hadir", file=SimpleUploadedFile(name, body), by=by)


DOCX = docx()


@pytest.mark.parametrize(
    "name, body", [("foto.jpg", photo()), ("laporan.docx", docx()), ("REKAP.XLSX", xlsx()), ("surat.pdf", b"%PDF-1.7\n%%EOF\n")]
)
def test_what_agencies_have_is_taken(who, files, name, body):
    piece = sent(item(decision()), body, name, who.citra)
    assert piece.file_name == name
    assert b"".join(intake.file_chunks(piece.file_id)) == body


HOSTILE = {
    "makro.docm": (docx(), "Jenis berkas"),
    "laporan.docx": (with_parts(docx(), word__vbaProject_bin=b"x", word__vbaProject=b"x"), "makro"),
    "aktif.docx": (with_parts(docx(), word__activeX__activeX1=b"x"), "makro"),
    "tertanam.docx": (with_parts(docx(), word__embeddings__oleObject1=b"x"), "makro"),
    "bom.docx": (with_parts(docx(), word__media__besar=b"\0" * 8_000_000), "mengembang"),
    "keluar.docx": (with_parts(docx(), **{"..__..__etc__passwd": b"x"}), "rusak"),
    "bukan.docx": (xlsx(), "jenis lain"),
    "arsip.zip": (with_parts(b"", a=b"x"), "Jenis berkas"),
    "arsip.docx": (with_parts(b"", a=b"x"), "jenis lain"),
    "ekor.docx": (docx() + b"<script>alert(1)</script>", "isi lain"),
    "kepala.docx": (b"GIF89a" + docx(), "arsip"),
    "depan.docx": (b"\0" * 10 + docx(), "Jenis berkas"),
    "halaman.html": (b"<html><script>alert(1)</script>", "Jenis berkas"),
    "gambar.svg": (b"<svg xmlns='http://www.w3.org/2000/svg' onload='x'/>", "Jenis berkas"),
    "program.exe": (b"MZ" + b"\0" * 100, "Jenis berkas"),
    "foto.jpg": (photo() + docx(), "arsip"),
    "surat.pdf": (photo(), "jenis lain"),
    "kosong.docx": (b"", "kosong"),
    "terpotong.docx": (docx()[: len(docx()) // 2], "rusak"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_not_what_it_says_is_refused_and_nothing_is_lost(who, files, name):
    body, said = HOSTILE[name]
    row = item(decision())
    first = actions.submit_evidence(row, kind="link", words="Foto", link="https://contoh.go.id/a", by=who.citra)
    with pytest.raises(actions.BadEvidence, match=said):
        sent(row, body, name, who.citra)
    row.refresh_from_db()
    assert (row.state, list(row.evidence.all())) == ("submitted", [first])


def test_macros_are_found_by_the_list_of_types_too():
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx())) as source, zipfile.ZipFile(out, "w") as target:
        for part in source.infolist():
            body = source.read(part)
            if part.filename == "[Content_Types].xml":
                body = body.replace(b"wordprocessingml.document.main+xml", b"ms-word.document.macroEnabled.main+xml")
            target.writestr(part.filename, body)
    assert office_flaw(io.BytesIO(out.getvalue()), "docx") == "macros"
    assert office_flaw(io.BytesIO(docx()), "docx") == ""
    assert office_flaw(io.BytesIO(docx()), "exe") == "mismatch"


@pytest.mark.parametrize(
    ("target", "kind", "flaw"),
    [
        ("https://jahat.example/a.dotm", "attachedTemplate", "macros"),
        ("\\\\jahat.example\\a\\a.dotm", "attachedTemplate", "macros"),
        ("file://///jahat.example/a.dotm", "attachedTemplate", "macros"),
        ("http://jahat.example/x", "oleObject", "macros"),
        ("https://jahat.example/x", "frame", "macros"),
        ("file:///C:/Users/x/Normal.dotm", "attachedTemplate", ""),  # every office's Word writes one
        ("https://contoh.go.id/", "hyperlink", ""),  # somebody must press it
    ],
)
def test_a_document_that_fetches_its_macros_when_it_is_opened_is_no_evidence(target, kind, flaw):
    written = Docx()
    written.part.relate_to(
        target, f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}", is_external=True
    )
    out = io.BytesIO()
    written.save(out)
    assert office_flaw(out, "docx") == flaw


def test_a_name_leads_nowhere(who, files):
    piece = sent(item(decision()), photo(), "../../etc/pass wd\r\nX: y.jpg", who.citra)
    assert "/" not in piece.file_name and "\n" not in piece.file_name
    long = sent(item(decision(2)), photo(90, 60), "a" * 300 + ".jpg", who.citra)
    assert len(long.file_name) <= 120 and long.file_name.endswith(".jpg")


def test_a_file_too_large_is_refused(who, files, monkeypatch):
    monkeypatch.setattr(actions.showing, "MOST_BYTES", 1000)
    with pytest.raises(actions.BadEvidence, match="terlalu besar"):
        sent(item(decision()), b"%PDF-1.7\n" + b"a" * 2000, "besar.pdf", who.citra)
    with pytest.raises(actions.BadEvidence, match="Pilih berkas"):
        actions.submit_evidence(item(decision(2)), kind="file", words="x", by=who.citra)


def test_links_and_codes(who):
    row = item(decision())
    for link in ("http://contoh.go.id", "javascript:alert(1)", "https://user@contoh.go.id", "https://localhost/", ""):
        with pytest.raises(actions.BadEvidence):
            actions.submit_evidence(row, kind="link", words="Foto", link=link, by=who.citra)
    report = confirmed(by=who.sari)
    other = item(decision(2))
    for code in ("T-99999", report.code, "P-00001", "X-1", row.code, row.commitment.code, "' OR 1=1", ""):
        with pytest.raises(actions.BadEvidence):  # not there, not hers to see, unknown, or itself
            actions.submit_evidence(row, kind="damai", words="x", reference=code, by=who.citra)
    assert not Evidence.objects.exists()
    assert actions.submit_evidence(row, kind="damai", words="x", reference=other.code, by=who.citra).reference == other.code
    sari = item(decision(3, owner="bawaslu-jakpus"), owner="bawaslu-jakpus")
    assert actions.submit_evidence(sari, kind="damai", words="x", reference=report.code, by=who.sari).reference == report.code


def test_evidence_outlives_the_sweep_and_the_reporter_who_is_forgotten(who, files):
    from damai.intake.models import Attachment, Message, StoredFile

    piece = sent(item(decision()), photo(), "foto.jpg", who.citra)
    message = confirmed(by=who.sari)
    row = Message.objects.get(pk=message.links.get().message_id)
    stored = StoredFile.objects.get(pk=piece.file_id)
    Attachment.objects.create(message=row, file=stored, name_lookup=b"x", sealed_name=b"x", received_at=MOMENT)
    forget(row, by="M-0001", basis=next(iter(Basis)))
    sweep_orphans(older_than=-10)
    assert b"".join(intake.file_chunks(piece.file_id)) == photo()


@pace(max_examples=400, deadline=None)
@given(
    st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.binary(min_size=1, max_size=8)), min_size=1, max_size=4),
    st.integers(0, 200),
)
def test_whatever_is_done_to_a_document_there_is_an_answer(changes, cut):
    body = bytearray(DOCX)
    for where, patch in changes:
        at = int(where * len(body))
        body[at : at + len(patch)] = patch
    assert isinstance(office_flaw(io.BytesIO(bytes(body[: len(body) - cut])), "docx"), str)
