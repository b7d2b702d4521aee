"""A paper that names people of a case stays in its room: not listed, not opened by its code, and forgotten when it must be."""

from datetime import date

import pytest
from django.test import Client
from tests.cast import cast

from damai.agencies.models import Agency
from damai.documents import actions, public, queries
from damai.documents.models import Document
from damai.documents.rules import Field, Kind, kinds
from damai.documents.rules.kinds import _KINDS
from damai.ledger.models import Entry

from .reading import template, words_of

pytestmark = pytest.mark.django_db
RECEIPT = Kind("rahasia", "Surat terjaga", "umum", "Surat {nama}", (Field("nama", "Nama", "Ani"),), guarded=True)


@pytest.fixture
def paper(tmp_path, monkeypatch):
    monkeypatch.setitem(_KINDS, RECEIPT.code, RECEIPT)
    (tmp_path / "rahasia.docx").write_bytes(template("{{ nomor }}", "{{ nama }}", "{{ alamat_periksa }}"))
    monkeypatch.setattr("damai.documents.queries.papers.SHIPPED", tmp_path)
    people = cast()
    office = Agency.objects.get(code="bawaslu-jakpus")
    row = actions.issue(
        kind=RECEIPT, agency=office, values={"nama": "Ani"}, dated=date(2024, 2, 1), about="P-00001", by=people.sari
    )
    return people, row


def test_nobody_finds_it_among_the_papers_of_the_agency(paper):
    people, row = paper
    assert row.guarded and "Ani" in words_of(queries.pdf_of(row))
    assert list(queries.documents_about("P-00001")) == [row]  # for the room it belongs to
    for member in (people.sari, people.tuti, people.oki, people.citra):
        assert not queries.documents_for(member).exists()
        with pytest.raises(Document.DoesNotExist):
            queries.document_for(member, row.code)
        client = Client()
        client.force_login(member)
        for address in (f"/kerja/dokumen/{row.code}/", f"/kerja/dokumen/{row.code}/berkas.pdf"):
            assert client.get(address).status_code == 404
        assert client.post(f"/kerja/dokumen/{row.code}/batal/").status_code == 404
    client.force_login(people.tuti)
    book = client.get("/kerja/dokumen/nomor/").content.decode()
    assert row.number.text in book and f"/kerja/dokumen/{row.code}/" not in book  # the number is no secret, the paper is


def test_who_holds_it_can_check_it_and_learns_no_name(paper):
    _people, row = paper
    address = next(word for word in words_of(queries.pdf_of(row)).split() if "/dokumen/" in word)
    told = public.verify(address.rstrip("/").rpartition("/")[2])
    assert told is not None and told.label == "Surat terjaga" and "Ani" not in str(told)


def test_what_it_said_can_be_destroyed_and_its_number_stays(paper):
    people, row = paper
    digest, number = row.pdf_sha256, row.number.text
    actions.forget_document(row, by=people.tuti.code)
    actions.forget_document(row, by=people.tuti.code)
    kept = queries.document(row.code)
    assert (kept.pdf_sha256, kept.number.text, bytes(kept.pdf), bytes(kept.sealed_values)) == (digest, number, b"", b"")
    for read in (queries.pdf_of, queries.docx_of):
        with pytest.raises(queries.Forgotten):
            read(kept)
    assert Entry.objects.filter(name="DocumentForgotten", about=row.code).count() == 1


def test_an_office_sees_the_kinds_it_writes(monkeypatch):
    monkeypatch.setitem(_KINDS, "a", Kind("a", "A", "", "A", ()))
    monkeypatch.setitem(_KINDS, "b", Kind("b", "B", "", "B", (), offices=frozenset({"supervisor"})))
    assert {"a", "b"} <= {each.code for each in kinds("supervisor")}
    assert "b" not in {each.code for each in kinds("unity")} and "a" in {each.code for each in kinds("unity")}
