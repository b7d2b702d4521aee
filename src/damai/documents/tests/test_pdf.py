"""The PDF carries what official letters use, and has the marks of an archival (PDF/A-2a) and accessible (PDF/UA-1) file.

veraPDF is in no registry this project installs from, so its essentials are looked for here, one by one.
"""

import re
from datetime import date
from io import BytesIO

import pikepdf
import pytest
from docx import Document as Word
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from damai.documents.rules import docx, pdf

from .reading import saved, tags_of, words_of


def paper(word, **more):
    return pdf.from_docx(docx.render(saved(word), {}, title="Judul", on=date(2023, 10, 11)), title="Judul", **more)


def pages(made):
    with pikepdf.open(BytesIO(made)) as opened:
        return [[round(float(side), 1) for side in page.MediaBox] for page in opened.pages]


def field(paragraph, instruction):
    element = OxmlElement("w:fldSimple")
    element.set(qn("w:instr"), instruction)
    paragraph._p.append(element)


def names(made):
    return [name for name, _alt in tags_of(made)]


def test_it_says_that_it_is_archival_and_accessible():
    word = Word()
    word.add_heading("Notula", 1)
    word.add_paragraph("Isi rapat.")
    with pikepdf.open(BytesIO(paper(word))) as opened:
        said = opened.open_metadata()
        assert (said["pdfaid:part"], said["pdfaid:conformance"], said["pdfuaid:part"]) == ("2", "A", "1")
        assert said["dc:title"] == "Judul" and said["xmp:CreateDate"].startswith("2023-10-11")
        root = opened.Root
        assert str(root.Lang) == "id" and root.MarkInfo.Marked and root.ViewerPreferences.DisplayDocTitle
        assert root.OutputIntents[0].S == "/GTS_PDFA1" and "/DestOutputProfile" in root.OutputIntents[0]
        assert not opened.is_encrypted and "/ID" in opened.trailer
        assert not {"/AcroForm", "/OpenAction", "/AA", "/Names"} & set(root.keys()) or "/JavaScript" not in root.get("/Names", {})
        for page in opened.pages:
            assert page.get("/Tabs") in {None, pikepdf.Name.S}
            for font in page.Resources.Font.values():
                inner = font.DescendantFonts[0].FontDescriptor
                assert {"/FontFile2", "/FontFile3"} & set(inner.keys()) and "/ToUnicode" in font
    raw = paper(word)
    assert raw.startswith(b"%PDF-1.7") and b"/Launch" not in raw and b"/GoToR" not in raw


def test_every_word_is_inside_a_tag_or_marked_as_decoration():
    word = Word()
    word.add_heading("Judul", 1)
    word.add_paragraph("Isi.")
    word.sections[0].footer.paragraphs[0].text = "kaki"
    with pikepdf.open(BytesIO(paper(word))) as opened:
        for page in opened.pages:
            depth, untagged = 0, 0
            for _operands, operator in pikepdf.parse_content_stream(page):
                depth += {"BDC": 1, "BMC": 1, "EMC": -1}.get(str(operator), 0)
                untagged += str(operator) in {"Tj", "TJ"} and depth == 0
            assert untagged == 0


def test_headings_never_skip_a_level_whatever_the_template_does():
    word = Word()
    word.add_heading("Tiga", 3)
    word.add_heading("Satu", 1)
    word.add_heading("Empat", 4)
    assert [name for name in names(paper(word)) if re.fullmatch(r"H\d", name)] == ["H1", "H1", "H2"]


def test_a_numbered_heading_is_a_heading_with_its_number():
    word = Word()
    for text in ("Umum", "Khusus"):
        heading = word.add_heading(text, 1)
        mark = heading._p.get_or_add_pPr().get_or_add_numPr()
        mark.get_or_add_ilvl().val = 0
        mark.get_or_add_numId().val = word.styles["List Number"].element.pPr.numPr.numId.val
    made = paper(word)
    assert words_of(made).replace(" ", "") == "1.Umum2.Khusus" and names(made).count("H1") == 2


def test_a_page_that_breaks_inside_an_item_breaks_after_it():
    word = Word()
    word.add_paragraph("satu", style="List Number").add_run().add_break(WD_BREAK.PAGE)
    word.add_paragraph("dua", style="List Number")
    made = paper(word)
    assert len(pages(made)) == 2 and words_of(made).replace(" ", "") == "1.satu2.dua"


def test_a_page_break_inside_a_cell_or_a_header_breaks_nothing():
    word = Word()
    cell = word.add_table(1, 1).cell(0, 0).paragraphs[0]
    cell.add_run("a").add_break(WD_BREAK.PAGE)
    cell.add_run("b")
    cell.paragraph_format.page_break_before = True
    word.sections[0].header.paragraphs[0].add_run("kop").add_break(WD_BREAK.PAGE)
    assert words_of(paper(word)).replace(" ", "") in {"kopab", "abkop"}


def test_lists_are_lists_and_count_as_word_processors_count():
    word = Word()
    for text in ("satu", "dua"):
        word.add_paragraph(text, style="List Number")
    word.add_paragraph("di antara")
    word.add_paragraph("tiga", style="List Number")
    word.add_paragraph("butir", style="List Bullet")
    made = paper(word)
    assert words_of(made).replace(" ", "") == "1.satu2.duadiantara3.tiga•butir"
    assert names(made).count("L") == 3 and names(made).count("LI") == 4


def test_a_table_of_data_has_headers_and_a_layout_is_no_table():
    word = Word()
    table = word.add_table(3, 2)
    table.style = "Table Grid"
    for place, text in enumerate(("No", "Nama", "1", "Ani", "2", "Budi")):
        table.rows[place // 2].cells[place % 2].text = text
    mark = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(mark)
    layout = word.add_table(1, 2)
    layout.rows[0].cells[0].text, layout.rows[0].cells[1].text = "kiri", "kanan"
    made = paper(word)
    assert names(made).count("Table") == 1
    assert names(made).count("TH") == 2 and names(made).count("TD") == 4
    assert words_of(made).replace(" ", "").endswith("kirikanan")


def test_a_header_row_stands_on_every_page():
    word = Word()
    table = word.add_table(80, 1)
    table.style = "Table Grid"
    for place, row in enumerate(table.rows):
        row.cells[0].text = "KEPALA" if not place else f"baris {place}"
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    made = paper(word)
    assert len(pages(made)) > 1
    assert words_of(made).count("KEPALA") == len(pages(made))


def test_merged_cells_stay_merged():
    word = Word()
    table = word.add_table(3, 3)
    table.style = "Table Grid"
    table.cell(0, 0).merge(table.cell(0, 1)).text = "lebar"
    table.cell(1, 2).merge(table.cell(2, 2)).text = "tinggi"
    made = paper(word)
    assert words_of(made).replace(" ", "") == "lebartinggi"
    assert names(made).count("TD") == 7


def test_page_numbers_size_and_direction_of_the_paper():
    word = Word()
    section = word.sections[0]
    section.page_width, section.page_height, section.orientation = Cm(29.7), Cm(21), WD_ORIENT.LANDSCAPE
    foot = section.footer.paragraphs[0]
    foot.add_run("Halaman ")
    field(foot, "PAGE")
    foot.add_run("x")
    field(foot, " NUMPAGES  \\* MERGEFORMAT ")
    word.add_paragraph("satu").add_run().add_break(WD_BREAK.PAGE)
    word.add_paragraph("dua")
    made = paper(word)
    assert pages(made) == [[0, 0, 841.9, 595.3]] * 2
    assert "Halaman1x2" in words_of(made).replace(" ", "") and "Halaman2x2" in words_of(made).replace(" ", "")


def test_the_first_page_may_have_another_header_and_a_high_one_pushes_the_words_down():
    word = Word()
    section = word.sections[0]
    section.different_first_page_header_footer = True
    section.first_page_header.paragraphs[0].text = "KOP"
    for line in range(30):
        section.first_page_header.add_paragraph(f"baris {line}")
    section.header.paragraphs[0].text = "LANJUTAN"
    word.add_paragraph("isi").add_run().add_break(WD_BREAK.PAGE)
    word.add_paragraph("sambungan")
    made = paper(word)
    first, second = words_of(made).split("LANJUTAN")
    assert "KOP" in first and "baris29" in first.replace(" ", "") and "KOP" not in second
    heights = sorted(_heights(made), reverse=True)
    assert len(heights) == len(set(heights)) == 32  # nothing was drawn over anything: each line has a height of its own


def _heights(made):
    """How high each run of words stands on the first page, in points from the bottom, in the order in which they are drawn."""
    found = []
    with pikepdf.open(BytesIO(made)) as opened:
        here, kept = pikepdf.Matrix(), []
        for operands, operator in pikepdf.parse_content_stream(opened.pages[0]):
            name = str(operator)
            if name == "q":
                kept.append(here)
            elif name == "Q":
                here = kept.pop()
            elif name == "cm":
                here = pikepdf.Matrix(*map(float, operands)) @ here
            elif name == "Tm":
                found.append((pikepdf.Matrix(*map(float, operands)) @ here).f)
    return found


def test_words_keep_their_look():
    word = Word()
    line = word.add_paragraph()
    line.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    for text, look in (("tebal", "bold"), ("miring", "italic"), ("garis", "underline"), ("kapital", "all_caps")):
        setattr(line.add_run(text).font, look, True)
    line.add_run("kecil").font.size = Pt(8)
    hidden = line.add_run("rahasia")
    hidden.font.hidden = True
    made = paper(word)
    assert words_of(made) == "tebalmiringgarisKAPITALkecil"
    with pikepdf.open(BytesIO(made)) as opened:
        fonts = {str(font.BaseFont) for font in opened.pages[0].Resources.Font.values()}
    assert any("Bold" in font for font in fonts) and any("Italic" in font for font in fonts)


def test_tabs_set_words_out_and_lose_none():
    word = Word()
    word.add_paragraph("Nomor\t: 1\nSifat\t: Penting")
    line = word.add_paragraph("kiri\tkanan")
    line.paragraph_format.tab_stops.add_tab_stop(Cm(15))
    assert words_of(paper(word)).replace(" ", "") == "Nomor:1Sifat:Pentingkirikanan"


def test_a_link_leads_only_to_the_web_or_a_mailbox():
    word = Word()
    for address in ("https://contoh.id/", "file:///etc/passwd", "javascript:alert(1)"):
        link = OxmlElement("w:hyperlink")
        link.set(qn("r:id"), word.part.relate_to(address, docx_link(), is_external=True))
        run = OxmlElement("w:r")
        text = OxmlElement("w:t")
        text.text = "tautan"
        run.append(text)
        link.append(run)
        word.add_paragraph()._p.append(link)
    raw = paper(word)
    with pikepdf.open(BytesIO(raw)) as opened:
        leads = [str(note.A.URI) for page in opened.pages for note in page.get("/Annots", []) if "/A" in note]
    assert leads == ["https://contoh.id/"]


def docx_link():
    return "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"


@pytest.mark.parametrize("source", ["", "= Judul", '#set document(title: "x")\n#image("tidak-ada.png", alt: "x")'])
def test_what_the_standards_refuse_is_refused(source):
    with pytest.raises(pdf.CannotCompile):
        pdf.from_typst(source, files={}, on=date(2023, 10, 11))


def test_a_source_of_our_own_reads_its_pictures_and_nothing_else():
    made = pdf.from_typst('#set document(title: "x")\nHalo', files={}, on=date(2023, 10, 11))
    assert words_of(made) == "Halo"
    for outside in ("/etc/passwd", "../../../../etc/passwd", "@preview/tablex:0.0.8"):
        code = f'#set document(title: "x")\n#import "{outside}": *' if "@" in outside else f'#read("{outside}")'
        with pytest.raises(pdf.CannotCompile):
            pdf.from_typst(code, files={}, on=date(2023, 10, 11))
