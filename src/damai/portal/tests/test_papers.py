"""Whoever holds a paper can check it; whoever does not finds none."""

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.cast import LONG_AGO, cast, neighbours

from damai.agencies.models import Agency, Appointment
from damai.documents import actions
from damai.documents.queries import docx_of, pdf_of
from damai.documents.rules import kind, package

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead():
    cast()
    kasman = neighbours().kasman
    Appointment.objects.create(member=kasman, agency_id="kesbangpol-jakpus", role="lead", area_id="31.71", starts_on=LONG_AGO)
    return kasman


@pytest.fixture
def paper(lead):
    """The minutes of a meeting, which name people."""
    agency, plan = Agency.objects.get(code="kesbangpol-jakpus"), kind("notula")
    values = {field.name: field.sample() for field in plan.fields}
    return actions.issue(kind=plan, agency=agency, values=values, dated=date(2023, 10, 12), about="R-00001", by=lead)


def address_on(paper) -> str:
    """Where the QR on a paper leads, read off the paper."""
    words = package.unpacked(docx_of(paper))["word/document.xml"].decode()
    return re.search(r"(/dokumen/N-\d+-\w+/)", words).group(1)


def test_the_code_on_a_paper_leads_to_what_everyone_may_know_and_to_no_name(client: Client, paper):
    answer = client.get(address_on(paper))
    page = answer.content.decode()
    assert answer.status_code == 200 and paper.number.text in page and "Suban Kesbangpol Jakarta Pusat" in page
    assert "Tercatat" in page and "12 Oktober 2023" in page and paper.pdf_sha256 in page
    assert "Contoh Nama" not in page and "R-00001" not in page
    assert "no-cache" in answer.headers["Cache-Control"]


def test_a_code_can_be_typed_and_a_wrong_one_finds_nothing(client: Client, paper):
    code = address_on(paper).strip("/").rpartition("/")[2]
    assert client.post("/dokumen/", {"kode": f" {code.upper()} "}).headers["Location"] == f"/dokumen/{code}/"
    for wrong in (paper.code, code[:-1] + "2" if code[-1] != "2" else code[:-1] + "3", "<script>", ""):
        answer = client.post("/dokumen/", {"kode": wrong})
        assert answer.status_code == 404 and "Tidak dikenal" in answer.content.decode()
        assert "<script>" not in answer.content.decode().partition("verdict")[2].partition("</section>")[0]
    assert client.get(f"/dokumen/{paper.code}/").status_code == 404


@pytest.mark.parametrize(
    ("change", "said"), [(lambda b: b, "Berkas asli"), (lambda b: b + b"\n", "Bukan berkas yang diterbitkan")]
)
def test_a_file_is_compared_byte_for_byte(client: Client, paper, change, said):
    for body in (pdf_of(paper), docx_of(paper)):
        answer = client.post(address_on(paper), {"berkas": SimpleUploadedFile("notula.pdf", change(body))})
        assert answer.status_code == 200 and said in answer.content.decode()


def test_no_file_and_too_large_a_file_get_a_clear_answer(client: Client, paper):
    assert client.post(address_on(paper)).status_code == 422
    for size in (2_200_000, 6_000_000):
        answer = client.post(address_on(paper), {"berkas": SimpleUploadedFile("x.pdf", b"x" * size)})
        assert answer.status_code == 413 and "2 MB" in answer.content.decode()


def test_a_void_and_a_replaced_paper_say_so(client: Client, paper, lead):
    old = address_on(paper)
    values = {field.name: field.sample() for field in kind("notula").fields}
    agency = Agency.objects.get(code="kesbangpol-jakpus")
    new = actions.issue(
        kind="notula", agency=agency, values=values, dated=date(2023, 10, 13), about="R-00001", by=lead, replaces=paper
    )
    assert "Sudah diganti" in client.get(old).content.decode() and new.number.text in client.get(old).content.decode()
    actions.void_document(new, by=lead)
    assert "Dibatalkan" in client.get(address_on(new)).content.decode()
