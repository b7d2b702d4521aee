"""The six templates that ship: built from their source, without a fault, and alike in both formats and in a word processor."""

import io
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pikepdf
import pytest
from docx import Document as Word

from damai.documents.queries import problems_in, shipped_template
from damai.documents.rules import Qr, docx, examples, pdf
from damai.documents.rules.kinds import completed, title_of
from damai.documents.tests.reading import tags_of, words_of
from damai.rakor.rules.papers import NOTULA, PAPERS

SCRIPTS = Path(__file__).parents[4] / "scripts"
CODES = [kind.code for kind in PAPERS]


def made(kind, **changes):
    """A paper of a kind with its examples, every optional field filled or changed."""
    values = {**examples(kind), "qr": Qr("https://damai.example/dokumen/N-00001-7kq2m4xpr9td/", words="Kode QR"), **changes}
    body = docx.render(
        shipped_template(kind), completed(kind.all_fields, values), title=title_of(kind, values), on=date(2023, 10, 9)
    )
    return body, pdf.from_docx(body, title=title_of(kind, values))


def all_text(body: bytes) -> str:
    word = Word(io.BytesIO(body))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    return "".join("".join([*(line.text for line in word.paragraphs), *cells]).split())


@pytest.mark.parametrize("kind", PAPERS, ids=CODES)
def test_a_template_is_what_its_source_builds(kind, monkeypatch):
    monkeypatch.syspath_prepend(str(SCRIPTS))
    import build_templates

    assert build_templates.PAPERS[kind.code]().bytes() == shipped_template(kind), "run scripts/build_templates.py"


@pytest.mark.parametrize("kind", PAPERS, ids=CODES)
def test_nothing_is_wrong_with_it_and_it_leaves_no_field_behind(kind):
    assert problems_in(shipped_template(kind), kind) == []
    body, paper = made(kind)
    assert "{{" not in all_text(body) and "{%" not in all_text(body) and "{{" not in words_of(paper)


@pytest.mark.parametrize("kind", PAPERS, ids=CODES)
def test_every_example_stands_on_paper_in_both_formats(kind):
    body, paper = made(kind)
    said, printed = all_text(body), "".join(words_of(paper).split())
    for field in kind.fields:
        if field.parts or not field.example or field.name == "lampiran":
            continue
        words = "".join(str(field.example).split())
        assert words in said or words.upper() in said, field.name
        assert words in printed or words.upper() in printed, field.name


@pytest.mark.parametrize("kind", PAPERS, ids=CODES)
def test_it_stands_with_the_least_that_is_required(kind):
    least = {field.name: "" if not field.parts else [] for field in kind.all_fields if not field.required}
    body, paper = made(kind, **least)
    assert Word(io.BytesIO(body)).paragraphs and paper.startswith(b"%PDF")


def test_the_minutes_have_headings_lists_and_tables_with_headers():
    _body, paper = made(NOTULA)
    names = [name for name, _alt in tags_of(paper)]
    assert names.count("H1") == 1 and names.count("H2") == 8
    assert names.count("Table") == 2 and names.count("TH") == 9 and "L" in names
    assert ("Figure", "Kode QR") in tags_of(paper)


@pytest.mark.skipif(not shutil.which("soffice"), reason="no LibreOffice on this machine to open the papers with")
def test_libreoffice_opens_each_and_makes_as_many_pages_of_it(tmp_path):
    """The two lay out with different letters, so a page more or less is allowed where a paper has several."""
    papers = {}
    for kind in PAPERS:
        body, papers[kind.code] = made(kind)
        (tmp_path / f"{kind.code}.docx").write_bytes(body)
    files = [str(tmp_path / f"{code}.docx") for code in CODES]
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path / "out"), *files]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    for code in CODES:
        with pikepdf.open(tmp_path / "out" / f"{code}.pdf") as theirs, pikepdf.open(io.BytesIO(papers[code])) as ours:
            assert abs(len(theirs.pages) - len(ours.pages)) <= (1 if len(ours.pages) > 1 else 0), code
            assert [round(float(side)) for side in theirs.pages[0].MediaBox] == [
                round(float(side)) for side in ours.pages[0].MediaBox
            ]


def test_the_builder_is_a_script_that_anyone_can_run(tmp_path):
    ran = subprocess.run(
        [sys.executable, "-c", "import build_templates; print(len(build_templates.PAPERS))"],
        cwd=SCRIPTS,
        capture_output=True,
        text=True,
        check=True,
    )
    assert int(ran.stdout) >= len(PAPERS)
