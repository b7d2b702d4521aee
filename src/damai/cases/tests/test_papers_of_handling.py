"""The templates of hearing and deciding: built from their source, without a fault, every example on paper in both formats."""

import io
from datetime import date
from pathlib import Path

import pytest
from docx import Document as Word

from damai.cases.rules.papers_handling import HANDLING_PAPERS
from damai.documents.queries import problems_in, shipped_template
from damai.documents.rules import Qr, docx, examples, pdf
from damai.documents.rules.kinds import completed, title_of
from damai.documents.tests.reading import words_of

SCRIPTS = Path(__file__).parents[4] / "scripts"
CODES = [kind.code for kind in HANDLING_PAPERS]
KINDS = pytest.mark.parametrize("kind", HANDLING_PAPERS, ids=CODES)


def made(kind, **changes):
    values = {**examples(kind), "qr": Qr("https://damai.example/dokumen/N-00001-7kq2m4xpr9td/", words="Kode QR"), **changes}
    body = docx.render(
        shipped_template(kind), completed(kind.all_fields, values), title=title_of(kind, values), on=date(2024, 2, 5)
    )
    return body, pdf.from_docx(body, title=title_of(kind, values))


def all_text(body: bytes) -> str:
    word = Word(io.BytesIO(body))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    return "".join("".join([*(line.text for line in word.paragraphs), *cells]).split())


@KINDS
def test_a_template_is_what_its_source_builds(kind, monkeypatch):
    monkeypatch.syspath_prepend(str(SCRIPTS))
    import build_templates

    assert build_templates.PAPERS[kind.code]().bytes() == shipped_template(kind), "run scripts/build_templates.py"


@KINDS
def test_nothing_is_wrong_with_it_and_every_example_stands_on_paper(kind):
    assert problems_in(shipped_template(kind), kind) == []
    body, paper = made(kind)
    said, printed = all_text(body), "".join(words_of(paper).split())
    for text in (said, printed):
        assert "{{" not in text and "{%" not in text
        for field in kind.fields:
            rows = [part for row in field.sample() for part in row.values()] if field.parts else [field.example]
            for example in filter(None, rows):
                words = "".join(str(example).split())
                assert words in text or words.upper() in text, f"{field.name}: {example}"


@KINDS
def test_it_stands_with_the_least_that_is_required(kind):
    least = {field.name: "" if not field.parts else [] for field in kind.all_fields if not field.required}
    body, paper = made(kind, **least)
    assert Word(io.BytesIO(body)).paragraphs and paper.startswith(b"%PDF")


@KINDS
def test_they_name_people_or_are_secret_so_no_list_of_papers_shows_them(kind):
    assert kind.guarded and kind.offices == {"supervisor"}
