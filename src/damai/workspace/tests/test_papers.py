"""The desk of papers: one's own agency's, and nobody else's; templates changed without a programmer."""

from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx import Document as Word
from PIL import Image
from tests.cast import LONG_AGO, cast, neighbours

from damai.agencies.models import Agency, Appointment
from damai.documents import actions
from damai.documents.models import Document, Letterhead, Number, Template
from damai.documents.queries import docx_of, pdf_of, shipped_template
from damai.documents.rules import kind
from damai.ledger.models import Entry

pytestmark = pytest.mark.django_db
HOME = "/kerja/dokumen/"


def signed_in(member) -> Client:
    client = Client()
    client.force_login(member)
    return client


@pytest.fixture
def lead():
    """Kasman, who leads the convener's office."""
    cast()
    kasman = neighbours().kasman
    Appointment.objects.create(member=kasman, agency_id="kesbangpol-jakpus", role="lead", area_id="31.71", starts_on=LONG_AGO)
    return kasman


@pytest.fixture
def paper(lead):
    """An invitation that the convener issued."""
    agency, plan = Agency.objects.get(code="kesbangpol-jakpus"), kind("undangan")
    values = {field.name: field.sample() for field in plan.fields}
    return actions.issue(kind=plan, agency=agency, values=values, dated=date(2023, 10, 9), about="R-00001", by=lead)


def edited(*lines: str) -> SimpleUploadedFile:
    """The shipped invitation, changed in a word processor."""
    word = Word(BytesIO(shipped_template(kind("undangan"))))
    for line in lines:
        word.add_paragraph(line)
    out = BytesIO()
    word.save(out)
    return SimpleUploadedFile("undangan kami.docx", out.getvalue())


def test_papers_are_listed_and_downloaded_as_they_were_issued_and_that_is_noted(paper, lead):
    client = signed_in(lead)
    assert paper.number.text in client.get(HOME).content.decode()
    page = client.get(f"{HOME}{paper.code}/").content.decode()
    assert paper.number.text in page and paper.pdf_sha256 in page
    for format, body in (("pdf", pdf_of(paper)), ("docx", docx_of(paper))):
        answer = client.get(f"{HOME}{paper.code}/berkas.{format}")
        assert answer.content == body and answer.headers["Content-Disposition"].startswith("attachment")
        assert "sandbox" in answer.headers["Content-Security-Policy"] and "no-store" in answer.headers["Cache-Control"]
    assert Entry.objects.filter(name="PersonalDataExported", about=paper.code).count() == 2
    assert client.get(f"{HOME}{paper.code}/berkas.exe").status_code == 404


def test_another_agency_s_papers_do_not_exist(paper, lead):
    people = cast()
    for stranger in (people.tuti, people.sari, people.citra, people.polan, people.budi):
        client = signed_in(stranger)
        assert paper.number.text not in client.get(HOME).content.decode()
        for place in (f"{HOME}{paper.code}/", f"{HOME}{paper.code}/berkas.pdf", f"{HOME}nomor/?lembaga=kesbangpol-jakpus"):
            assert client.get(place).status_code == 404, (stranger, place)
    for place in ("kop/", "templat/", "templat/undangan/", "templat/undangan/0/berkas.docx"):
        assert signed_in(people.tuti).get(f"{HOME}{place}?lembaga=kesbangpol-jakpus").status_code == 404
    tuti = signed_in(people.tuti)
    assert tuti.post(f"{HOME}{paper.code}/batal/").status_code == 404
    assert tuti.post(f"{HOME}nomor/{paper.number.pk}/batal/").status_code == 404
    paper.refresh_from_db()
    assert not paper.is_void


def test_an_officer_reads_papers_and_changes_none(paper):
    rina = neighbours().rina  # an officer
    client = signed_in(rina)
    assert client.get(HOME).status_code == 200
    assert client.get(f"{HOME}kop/").status_code == 404 and client.get(f"{HOME}templat/").status_code == 404


def test_an_operator_changes_templates_and_reads_no_papers(paper):
    client = signed_in(cast().oki)
    assert client.get(f"{HOME}templat/undangan/").status_code == 200
    assert client.get(f"{HOME}{paper.code}/").status_code == 404
    assert "Yang diterbitkan" not in client.get(HOME).content.decode()


def test_a_letterhead_is_shown_before_it_is_kept(lead, tmp_path):
    client = signed_in(lead)
    assert "data:image/png;base64," in client.get(f"{HOME}kop/").content.decode()
    typed = {
        "baris": "PEMERINTAH PROVINSI\nSUKU BADAN KESBANGPOL",
        "alamat": "Jalan Contoh 1",
        "kontak": "",
        "tempat": "Jakarta",
        "singkatan": "KSB-JP",
        "pola": "{number:03d}/{agency}/{year}",
    }
    shown = client.post(f"{HOME}kop/", {**typed, "contoh": "1"})
    assert "001/KSB-JP/" in shown.content.decode() and not Letterhead.objects.exists()
    assert "001/KSB-JP/" in client.post(f"{HOME}kop/contoh/", typed).content.decode() and not Letterhead.objects.exists()
    refused = client.post(f"{HOME}kop/", {**typed, "pola": "{number}"})
    assert refused.status_code == 422 and "{year}" in refused.content.decode() and not Letterhead.objects.exists()
    Image.new("RGB", (60, 60), "green").save(tmp_path / "logo.png")
    logo = SimpleUploadedFile("logo.png", (tmp_path / "logo.png").read_bytes())
    assert client.post(f"{HOME}kop/", {**typed, "lambang": logo}).status_code == 302
    kept = Letterhead.objects.get()
    assert kept.short == "KSB-JP" and bytes(kept.logo).startswith(b"\x89PNG")
    bad = SimpleUploadedFile("logo.png", b"<svg onload='x'/>")
    assert client.post(f"{HOME}kop/", {**typed, "lambang": bad}).status_code == 422
    assert client.post(f"{HOME}kop/", {**typed, "tanpa_lambang": "on"}).status_code == 302
    assert not bytes(Letterhead.objects.get().logo)


def test_an_office_changes_a_template_looks_puts_it_in_force_and_goes_back(lead):
    client, home = signed_in(lead), f"{HOME}templat/undangan/"
    assert client.get(f"{home}0/berkas.docx").content == shipped_template(kind("undangan"))
    wrong = client.post(f"{home}unggah/", {"berkas": edited("Nomor surat: {{ nomer_surat }}")}, follow=True).content.decode()
    assert "Bidang nomer_surat tidak dikenal" in wrong and "{{ nomor }}" in wrong and "Nomor surat: {{ nomer_surat }}" in wrong
    client.post(f"{home}1/berlaku/")
    assert Template.objects.get(version=1).state == "draft"
    client.post(f"{home}unggah/", {"berkas": edited("Kami menantikan kehadiran Saudara.")})
    for format, begins in (("pdf", b"%PDF"), ("docx", b"PK")):
        assert client.get(f"{home}2/contoh.{format}").content.startswith(begins)
    assert client.get(f"{home}1/contoh.pdf").status_code == 302  # with its mistake it makes nothing
    assert client.post(f"{home}2/berlaku/").status_code == 302
    assert Template.objects.get(version=2).state == "in-force"
    assert "Versi 2 berlaku" in client.get(home).content.decode()
    client.post(f"{home}bawaan/")
    assert not Template.objects.filter(state="in-force").exists()
    assert client.get(f"{home}3/berkas.docx").status_code == 404 and client.get(f"{HOME}templat/tidak-ada/").status_code == 404


def test_a_hostile_or_too_large_upload_is_told_and_not_kept(lead):
    client, home = signed_in(lead), f"{HOME}templat/undangan/unggah/"
    for body, status in ((b"", 422), (b"MZ\x90\x00" * 100, 422), (b"x" * 2_100_000, 413), (b"x" * 9_000_000, 413)):
        answer = client.post(home, {"berkas": SimpleUploadedFile("x.docx", body)})
        assert answer.status_code == status, len(body)
        assert "notice" in answer.content.decode()
    assert client.post(home).status_code == 422
    assert not Template.objects.exists()


def test_a_number_that_was_not_used_is_voided_by_the_lead(lead, paper):
    client, agency = signed_in(lead), Agency.objects.get(code="kesbangpol-jakpus")
    row = actions.take_number(agency=agency, sign="UND", dated=date(2023, 10, 10), about="R-00002", by=lead.code)
    book = client.get(f"{HOME}nomor/").content.decode()
    assert row.text in book and paper.number.text in book
    client.post(f"{HOME}nomor/{row.pk}/batal/")
    assert Number.objects.get(pk=row.pk).void
    refused = client.post(f"{HOME}nomor/{paper.number.pk}/batal/", follow=True).content.decode()
    assert "sudah dipakai" in refused and not Number.objects.get(pk=paper.number.pk).void


def test_the_lead_voids_a_paper(lead, paper):
    client = signed_in(lead)
    assert client.post(f"{HOME}{paper.code}/batal/").status_code == 302
    assert Document.objects.get().is_void
    assert "Dinyatakan batal" in client.get(f"{HOME}{paper.code}/").content.decode()
