"""The forms and letters of a case: built from their source, without a fault, with the fields of the annex; and their labels."""

import csv
import io
import re
import sys
from datetime import date
from pathlib import Path

import pytest
from docx import Document as Word

from damai.cases.rules import papers_forms as forms
from damai.cases.rules.papers_forms import B1, B3, B18, B31, CASE_FORMS, FORMS, LETTERS, NUMBER_OF, TO_POLICE
from damai.documents.queries import problems_in, shipped_template
from damai.documents.rules import Qr, docx, examples, kinds, missing, pdf
from damai.documents.rules.checks import Wrong
from damai.documents.rules.kinds import completed, title_of
from damai.documents.tests.reading import words_of

SCRIPTS = Path(__file__).parents[4] / "scripts"
CODES = [kind.code for kind in CASE_FORMS]


def made(kind, **changes):
    """A paper with its examples, every optional field filled or changed."""
    values = {**examples(kind), "qr": Qr("https://damai.example/dokumen/N-00001-7kq2m4xpr9td/", words="Kode QR"), **changes}
    body = docx.render(
        shipped_template(kind), completed(kind.all_fields, values), title=title_of(kind, values), on=date(2024, 2, 1)
    )
    return body, pdf.from_docx(body, title=title_of(kind, values))


def all_text(body: bytes) -> str:
    word = Word(io.BytesIO(body))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    return "".join("".join([*(line.text for line in word.paragraphs), *cells]).split())


@pytest.mark.parametrize("kind", CASE_FORMS, ids=CODES)
def test_a_template_is_what_its_source_builds_and_has_no_fault(kind, monkeypatch):
    monkeypatch.syspath_prepend(str(SCRIPTS))
    import build_templates

    assert build_templates.PAPERS[kind.code]().bytes() == shipped_template(kind), "run scripts/build_templates.py"
    assert problems_in(shipped_template(kind), kind) == []


def test_every_kind_the_house_knows_ships_a_template_and_no_other_is_built(monkeypatch):
    monkeypatch.syspath_prepend(str(SCRIPTS))
    sys.modules.pop("build_templates", None)
    import build_templates

    assert sorted(build_templates.PAPERS) == sorted(kind.code for kind in kinds())


@pytest.mark.parametrize("kind", CASE_FORMS, ids=CODES)
def test_every_example_stands_on_paper_in_both_formats(kind):
    body, paper = made(kind)
    said, printed = all_text(body), "".join(words_of(paper).split())
    assert "{{" not in said and "{%" not in said and "{{" not in printed
    for field in kind.fields:
        if field.parts or not field.example:
            continue
        words = "".join(str(field.example).split())
        assert words in said or words.upper() in said, field.name
        assert words in printed or words.upper() in printed, field.name


@pytest.mark.parametrize("kind", CASE_FORMS, ids=CODES)
def test_it_stands_with_the_least_that_is_required(kind):
    least = {field.name: [] if field.parts else "" for field in kind.all_fields if not field.required or field.may_be_empty}
    body, paper = made(kind, **least)
    assert Word(io.BytesIO(body)).paragraphs and paper.startswith(b"%PDF")


def test_the_fields_of_b1_are_those_of_the_annex():
    body, _paper = made(B1)
    said = all_text(body)
    for label in (
        "a. Nama", "b. Tempat/tanggal lahir", "c. Jenis kelamin", "d. Pekerjaan", "e. Kewarganegaraan", "f. Alamat",
        "g. No. Telp/HP", "h. E-mail", "a. Peristiwa", "b. Tempat kejadian", "c. Hari dan tanggal kejadian",
        "d. Hari dan tanggal diketahui", "Dilaporkan di", "Pukul", "bersedia mempertanggungjawabkannya di hadapan hukum",
    ):  # fmt: skip
        assert "".join(label.split()) in said, label


def test_the_day_it_became_known_is_never_filled_in_from_another():
    """3.d starts the seven days (UU 7/2017 Ps. 454 ayat (6)): without it there is no B.1, whatever else is known."""
    values = examples(B1) | {"hari_diketahui": "", "hari_kejadian": "Selasa, 30 Januari 2024"}
    assert missing(B1, values) == ["hari_diketahui"]
    body, _paper = made(B1, hari_kejadian="", hari_diketahui="Rabu, 31 Januari 2024")
    assert all_text(body).count("31Januari2024") == 1


def test_a_misspelt_and_a_missing_field_are_named():
    word = Word(io.BytesIO(shipped_template(B3)))
    for table in word.tables:
        for line in [line for row in table.rows for cell in row.cells for line in cell.paragraphs]:
            if "pelapor_nama" in line.text:
                line.runs[0].text = "{{ pelapor_nam }}"
                for run in line.runs[1:]:
                    run.text = ""
    out = io.BytesIO()
    word.save(out)
    found = {(problem.what, problem.name, problem.near) for problem in problems_in(out.getvalue(), B3)}
    assert (Wrong.UNKNOWN, "pelapor_nam", "pelapor_nama") in found
    assert (Wrong.MISSING, "pelapor_nama", "") in found


def test_what_is_announced_has_no_field_for_a_name():
    assert not B18.guarded
    names = {field.name for field in B18.fields} | {part.name for field in B18.fields for part in field.parts}
    assert not [name for name in names if re.search(r"pelapor|terlapor|saksi|nama(?!_ttd)|alamat|telepon", name)]
    assert all(kind.guarded for kind in CASE_FORMS if kind is not B18)
    assert all(kind.offices == {"supervisor"} for kind in CASE_FORMS)


def test_a_letter_without_released_people_says_that_they_stay():
    body, _paper = made(TO_POLICE, orang=[])
    assert "identitastetappadapengawas" in all_text(body)


def test_a_late_repair_says_so_on_its_receipt():
    on_time, late = made(B31, terlambat="")[0], made(B31, terlambat="Selasa, 6 Februari 2024 pukul 16.20 WIB")[0]
    assert "sesudahbataswaktu" in all_text(late) and "sesudahbataswaktu" not in all_text(on_time)


def test_every_form_number_has_a_label_and_only_two_were_verified():
    with (Path(forms.__file__).parent / "shipped/forms.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    numbers = [row["number"] for row in rows]
    assert len(numbers) == len(set(numbers)) == 22  # B.1 to B.21 with B.3.1, as the series is listed
    assert [row["number"] for row in rows if row["confidence"] == "verified"] == ["B.1", "B.2"]
    assert set(NUMBER_OF.values()) <= set(numbers)
    assert {kind.code for kind in (*FORMS, *LETTERS)} <= set(NUMBER_OF)
