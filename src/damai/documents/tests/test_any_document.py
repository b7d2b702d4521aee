"""Whatever an office builds out of paragraphs, lists, tables and looks becomes a PDF that says every word of it."""

from collections import Counter

from docx import Document as Word
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from damai.documents.rules import docx, pdf

from .reading import saved, words_of

WORDS = st.text("abcdefghijklmnopqrstuvwxyzABCDEFGHIJ0123456789#$@*_\\\"'<>&[]{}()", min_size=1, max_size=12)
STYLES = st.sampled_from(
    [
        "Normal",
        "Title",
        "Heading 1",
        "Heading 3",
        "List Number",
        "List Number 2",
        "List Bullet",
        "List Bullet 3",
        "Quote",
        "Caption",
    ]
)
LOOK = st.fixed_dictionaries(
    {},
    optional={
        "bold": st.booleans(),
        "italic": st.booleans(),
        "underline": st.booleans(),
        "strike": st.booleans(),
        "superscript": st.booleans(),
        "size": st.sampled_from([Pt(6), Pt(11), Pt(30)]),
    },
)
LINE = st.fixed_dictionaries(
    {"style": STYLES, "runs": st.lists(st.tuples(WORDS, LOOK), max_size=3)},
    optional={
        "align": st.sampled_from(list(WD_ALIGN_PARAGRAPH)[:4]),
        "left": st.integers(-2, 6),
        "first": st.integers(-3, 3),
        "after": st.integers(0, 40),
        "spacing": st.sampled_from([0.5, 1.0, 1.5, Pt(9), Pt(30)]),
        "keep": st.booleans(),
        "break_before": st.booleans(),
        "tab": st.booleans(),
        "page": st.booleans(),
    },
)
TABLE = st.fixed_dictionaries(
    {
        "rows": st.integers(1, 4),
        "columns": st.integers(1, 4),
        "style": st.sampled_from(["Table Grid", "Normal Table", "Light List Accent 1"]),
        "merge": st.lists(st.tuples(*[st.integers(0, 3)] * 4), max_size=1),
        "head": st.booleans(),
        "high": st.booleans(),
        "words": WORDS,
        "inner": st.booleans(),
    }
)


def write_line(place, line, said):
    paragraph = place.add_paragraph(style=line["style"])
    space = paragraph.paragraph_format
    paragraph.alignment = line.get("align")
    space.left_indent = Cm(line.get("left", 0))
    space.first_line_indent = Cm(line.get("first", 0))
    space.space_after = Pt(line.get("after", 0))
    space.line_spacing = line.get("spacing")
    space.keep_with_next, space.page_break_before = line.get("keep"), line.get("break_before")
    for words, look in line["runs"]:
        run = paragraph.add_run(words + ("\t" if line.get("tab") else ""))
        for name, value in look.items():
            setattr(run.font, name, value)
        said.append(words)
    if line.get("page"):
        paragraph.add_run().add_break(WD_BREAK.PAGE)


def write_table(word, plan, said):
    table = word.add_table(plan["rows"], plan["columns"], style=plan["style"])
    for top, left, bottom, right in plan["merge"]:
        rows, columns = plan["rows"] - 1, plan["columns"] - 1
        table.cell(min(top, rows), min(left, columns)).merge(table.cell(min(bottom, rows), min(right, columns)))
    seen = set()
    for row in table.rows:
        if plan["high"]:
            row.height = Cm(1.5)
        for cell in row.cells:
            if cell._tc not in seen:
                seen.add(cell._tc)
                cell.add_paragraph(plan["words"])
                said.append(plan["words"])
    if plan["inner"]:
        table.cell(0, 0).add_table(1, 2).cell(0, 1).text = plan["words"]
        table.cell(0, 0).add_paragraph()
        said.append(plan["words"])
    if plan["head"]:
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.one_of(LINE, TABLE), max_size=6), st.booleans())
def test_any_document_becomes_a_pdf_that_says_every_word_of_it(plan, landscape):
    word, said = Word(), []
    if landscape:
        section = word.sections[0]
        section.page_width, section.page_height = section.page_height, section.page_width
    for each in plan:
        if "rows" in each:
            write_table(word, each, said)
        else:
            write_line(word, each, said)
    # Braces are words here, not fields: the converter is asked, not the template's language.
    printed = Counter(words_of(pdf.from_docx(saved(word), title="Uji")))
    wanted = Counter("".join(said))
    lacking = {char: count for char, count in wanted.items() if printed[char] < count and not char.isspace()}
    assert not lacking


def test_a_damaged_measure_is_no_reason_to_fail():
    word = Word()
    paragraph = word.add_paragraph("isi")
    for name, attribute, value in (("w:ind", "w:left", "x"), ("w:spacing", "w:line", "-9999999"), ("w:jc", "w:val", "?")):
        element = OxmlElement(name)
        element.set(qn(attribute), value)
        paragraph._p.get_or_add_pPr().append(element)
    size = word.sections[0]._sectPr.find(qn("w:pgSz"))
    size.set(qn("w:w"), "0")
    assert words_of(pdf.from_docx(docx.render(saved(word), {}), title="Uji")) == "isi"
