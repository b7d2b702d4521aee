"""A paper is made once: number, both formats, digests; and nothing is taken when it fails."""

from datetime import date
from io import BytesIO

import pytest
from django.db import transaction
from docx import Document as Word
from tests.cast import cast, neighbours

from damai.agencies.models import Agency
from damai.agencies.rules import NotYours
from damai.documents import actions, queries
from damai.documents.models import Document, Number
from damai.documents.rules import Field, Kind
from damai.documents.rules.filing import digest
from damai.documents.rules.kinds import _KINDS

pytestmark = pytest.mark.django_db
DAY = date(2023, 10, 9)
LETTER = Kind("surat-uji", "Surat uji", "umum", "Surat {hal}", (Field("hal", "Hal", "Uji"), Field("isi", "Isi", "Isi.")), "SU")


def template(*lines: str) -> bytes:
    word, out = Word(), BytesIO()
    for line in lines:
        word.add_paragraph(line)
    word.save(out)
    return out.getvalue()


@pytest.fixture(autouse=True)
def shipped(tmp_path, monkeypatch):
    """The kind of these tests is known, and has a template that ships, for as long as a test runs."""
    monkeypatch.setitem(_KINDS, LETTER.code, LETTER)
    (tmp_path / "surat-uji.docx").write_bytes(template("{{ nomor }}", "{{ hal }}", "{{ isi }}", "{{ qr }}"))
    monkeypatch.setattr("damai.documents.queries.papers.SHIPPED", tmp_path)


def issue(by, **more):
    given = {"kind": LETTER, "values": {"hal": "Undangan", "isi": "Halo"}, "dated": DAY, "about": "R-00001", "by": by}
    return actions.issue(agency=Agency.objects.get(code="kesbangpol-jakpus"), **{**given, **more})


def test_a_paper_is_issued_with_the_next_number_and_kept_as_it_was_made():
    cast()
    kasman = neighbours().kasman
    first, second = issue(kasman), issue(kasman)
    assert (first.number.text, second.number.text) == ("001/SU/KESBANGPOL-JAKPUS/X/2023", "002/SU/KESBANGPOL-JAKPUS/X/2023")
    assert first.code == "N-00001" or first.code.startswith("N-")
    kept = queries.document(first.code)
    assert digest(queries.docx_of(kept)) == kept.docx_sha256
    assert digest(queries.pdf_of(kept)) == kept.pdf_sha256
    assert queries.pdf_of(kept).startswith(b"%PDF")
    assert b"Halo" not in bytes(kept.docx) and b"Halo" not in bytes(kept.sealed_values)


def test_nothing_is_taken_when_a_field_is_missing_or_the_member_is_another_agencys():
    people = cast()
    kasman = neighbours().kasman
    with pytest.raises(actions.ValuesMissing, match="isi"):
        issue(kasman, values={"hal": "x"})
    with pytest.raises(NotYours):
        issue(people.budi)
    assert not Number.objects.exists() and not Document.objects.exists()


def test_a_rollback_leaves_no_gap():
    cast()
    kasman = neighbours().kasman
    with pytest.raises(RuntimeError), transaction.atomic():
        issue(kasman)
        raise RuntimeError
    assert issue(kasman).number.number == 1
