"""A paper being written with python-docx: what `build_templates` writes its papers with."""

from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

FONT = "Times New Roman"
LEFT, CENTER, RIGHT, BOTH = (
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.RIGHT,
    WD_ALIGN_PARAGRAPH.JUSTIFY,
)


class Sheet:
    """A paper being written."""

    def __init__(self, *, landscape: bool = False, size: float = 12) -> None:
        self.word: Any = Document()
        self.size = size
        self._paper(landscape)
        self._styles()
        self._settings()
        self._footer()

    def _paper(self, landscape: bool) -> None:
        section = self.word.sections[0]
        wide, high = (Cm(29.7), Cm(21)) if landscape else (Cm(21), Cm(29.7))
        section.page_width, section.page_height = wide, high
        section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
        section.top_margin, section.bottom_margin = Cm(2), Cm(2)
        section.left_margin, section.right_margin = (Cm(2), Cm(2)) if landscape else (Cm(2.5), Cm(2))
        section.header_distance = section.footer_distance = Cm(1)
        self.width = (wide - section.left_margin - section.right_margin) / Cm(1)

    def _styles(self) -> None:
        for name, size, bold in (
            ("Normal", self.size, False),
            ("Heading 1", self.size + 1, True),
            ("Heading 2", self.size, True),
        ):
            style = self.word.styles[name]
            style.font.name, style.font.size, style.font.bold = FONT, Pt(size), bold
            style.font.color.rgb = RGBColor(0, 0, 0)
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            for attribute in list(fonts.attrib):
                del fonts.attrib[attribute]
            for attribute in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
                fonts.set(qn(attribute), FONT)
            space = style.paragraph_format
            space.space_before, space.space_after, space.line_spacing = Pt(12 if name == "Heading 2" else 0), Pt(4), 1.0
        self.word.styles["Normal"].paragraph_format.space_after = Pt(0)

    def _settings(self) -> None:
        """Indonesian, and lines that end inside a justified paragraph are not stretched."""
        settings = self.word.settings.element
        compat = settings.find(qn("w:compat"))
        if compat is None:
            compat = OxmlElement("w:compat")
            settings.append(compat)
        for child in list(compat):
            compat.remove(child)
        compat.append(OxmlElement("w:doNotExpandShiftReturn"))
        mode = OxmlElement("w:compatSetting")  # as word processors since 2013 lay out: tables begin at the margin
        for name, value in (("name", "compatibilityMode"), ("uri", "http://schemas.microsoft.com/office/word"), ("val", "15")):
            mode.set(qn(f"w:{name}"), value)
        compat.append(mode)
        language = self.word.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}/{qn('w:lang')}")
        language.set(qn("w:val"), "id-ID")
        about = self.word.core_properties
        about.title, about.author, about.comments, about.language = "", "Damai", "", "id-ID"
        about.created = about.modified = datetime(2023, 10, 11, tzinfo=UTC)

    def _footer(self) -> None:
        line = self.word.sections[0].footer.paragraphs[0]
        line.alignment = RIGHT
        self.run(line, "{{ kode_dokumen }}  Halaman ", size=8)
        _field(line, "PAGE", 8)
        self.run(line, " dari ", size=8)
        _field(line, "NUMPAGES", 8)

    def run(self, paragraph: Any, text: str, *, bold: bool = False, underline: bool = False, size: float = 0) -> None:
        """Words at the end of a paragraph."""
        run = paragraph.add_run(text)
        run.bold, run.underline = bold or None, underline or None
        if size:
            run.font.size = Pt(size)

    def line(self, text: str = "", where: Any = None, *, align: Any = LEFT, after: float = 0, before: float = 0, left: float = 0,
             first: float = 0, keep: bool = False, numbered: int = 0, **look: Any) -> Any:  # fmt: skip
        """A paragraph, in the body or in a cell; the first line of a cell goes into the paragraph that it has already."""
        place = self.word if where is None else where
        fresh = where is not None and len(place.paragraphs) == 1 and not place.paragraphs[0].text and not place.tables
        paragraph = place.paragraphs[0] if fresh else place.add_paragraph()
        space = paragraph.paragraph_format
        paragraph.alignment = align
        space.space_after, space.space_before = Pt(after), Pt(before)
        if left:
            space.left_indent = Cm(left)
        if first:
            space.first_line_indent = Cm(first)
        if keep:
            space.keep_with_next = True
        if numbered:
            mark = paragraph._p.get_or_add_pPr().get_or_add_numPr()
            mark.get_or_add_ilvl().val, mark.get_or_add_numId().val = 0, numbered
        if look.get("size"):
            _small(paragraph, look["size"])
        if text:
            self.run(paragraph, text, **look)
        return paragraph

    def counted(self, *, left: float = 0.8, hanging: float = 0.8, bold: bool = False) -> int:
        """A list that counts 1. 2. 3. by itself; what it returns is given to `line(numbered=…)`."""
        numbering = self.word.part.numbering_part.element
        number = max((int(each.get(qn("w:numId"))) for each in numbering.findall(qn("w:num"))), default=0) + 1
        twips = [str(round(each / 2.54 * 1440)) for each in (left, hanging)]
        look = "<w:rPr><w:b/></w:rPr>" if bold else '<w:rPr><w:b w:val="0"/></w:rPr>'
        plan = parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number + 100}"><w:multiLevelType w:val="singleLevel"/>'
            f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/><w:lvlJc w:val="left"/>'
            f'<w:pPr><w:ind w:left="{twips[0]}" w:hanging="{twips[1]}"/></w:pPr>{look}</w:lvl></w:abstractNum>'
        )
        numbering.find(qn("w:num")).addprevious(plan)
        numbering.add_num(number + 100)
        return number

    def title(self, *texts: str) -> None:
        """The title of a paper: the first line is its heading."""
        self.word.add_heading(texts[0], 1).alignment = CENTER
        for text in texts[1:]:
            self.line(text, align=CENTER, bold=not text.startswith("Nomor"))
        self.line()

    def heading(self, text: str) -> None:
        """The heading of a part."""
        self.word.add_heading(text, 2)

    def table(self, widths: list[float], *, borders: bool = False, side: float = 0.15, left: float = 0) -> Any:
        """A table with columns of these widths in centimetres; the cells come with `row`."""
        table = self.word.add_table(rows=0, cols=len(widths))
        table.autofit = False
        table.alignment = WD_TABLE_ALIGNMENT.LEFT
        if borders:
            table.style = "Table Grid"
            _told(table, _margins(top=0.04, bottom=0.06, left=side, right=side))
        else:
            _told(table, _margins(left=0, right=0.1))
        if left:
            _told(table, _measure("tblInd", left))
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Cm(width)
        return table

    def row(self, table: Any, *texts: str, head: bool = False, size: float = 0, align: Any = LEFT, high: float = 0) -> Any:
        """A row of a table. A head is repeated on every page."""
        row = table.add_row()
        for cell, column, text in zip(row.cells, table.columns, texts, strict=True):
            cell.width = column.width
            self.line(text, cell, bold=head, size=size, align=CENTER if head else align)
            if head:
                cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        marks = row._tr.get_or_add_trPr()
        marks.append(OxmlElement("w:cantSplit"))
        if high:
            row.height = Cm(high)
        if head:
            marks.append(OxmlElement("w:tblHeader"))
        return row

    def steps(self, table: Any, text: str) -> None:
        """A row that only holds a step of the template's language ({%tr … %}) and is gone when the paper is made."""
        row = table.add_row()
        row.cells[0].paragraphs[0].add_run(text)

    def letterhead(self) -> None:
        """The head: with a logo beside the lines where there is one; a thick line under it."""
        self.line("{%p if logo %}")
        table = self.table([2.4, self.width - 2.4])
        row = self.row(table, "{{ logo }}", "")
        self._head_lines(row.cells[1])
        self.line("{%p else %}")
        self._head_lines(None)
        self.line("{%p endif %}")
        rule = self.line(after=10, size=4)
        _border(rule, "bottom", "thickThinSmallGap", 18)

    def _head_lines(self, where: Any) -> None:
        self.line("{%p for k in kop %}", where, align=CENTER)
        self.line("{%p if k.besar %}", where, align=CENTER)
        self.line("{{ k.baris }}", where, align=CENTER, bold=True, size=14)
        self.line("{%p else %}", where, align=CENTER)
        self.line("{{ k.baris }}", where, align=CENTER)
        self.line("{%p endif %}", where, align=CENTER)
        self.line("{%p endfor %}", where, align=CENTER)
        self.line("{%p if alamat %}", where)
        self.line("{{ alamat }}", where, align=CENTER, size=9)
        self.line("{%p endif %}", where)
        self.line("{%p if kontak %}", where)
        self.line("{{ kontak }}", where, align=CENTER, size=9)
        self.line("{%p endif %}", where)

    def pairs(self, *rows: tuple[str, str], first: float = 3.2, left: float = 0) -> None:
        """Names and what stands behind their colons. A row in {%tr … %} is a step of the language."""
        table = self.table([first, 0.5, self.width - first - 0.5 - left], left=left)
        for name, text in rows:
            if name.startswith("{%tr"):
                self.steps(table, name)
            else:
                self.row(table, name, ":", text)

    def signature(self, *, place: str = "{{ tempat }}, {{ tanggal }}") -> None:
        """Who signs, on the right; the code that leads to the page where anyone can check the paper, on the left."""
        self.line()
        half = self.width * 0.46
        table = self.table([self.width - half - 1, half + 1])
        left, right = self.row(table, "", "").cells
        self._check(left)
        self.signed(right, place, "{{ jabatan_ttd }},", "{{ nama_ttd }}", "nip_ttd")

    def signed(self, cell: Any, place: str, office: str, name: str, nip: str) -> None:
        """The place of one signature: room for ink, or the number of the electronic one."""
        if place:
            self.line(place, cell, keep=True)
        self.line(office, cell, keep=True)
        self.line("{%p if tte %}", cell)
        self.line("Ditandatangani secara elektronik\n(BSrE) nomor {{ tte }}", cell, size=9, before=10, after=10, keep=True)
        self.line("{%p else %}", cell)
        self.line("", cell, before=44, keep=True)
        self.line("{%p endif %}", cell)
        self.line(name, cell, bold=True, underline=True)
        self.line(f"{{%p if {nip} %}}", cell)
        self.line(f"NIP {{{{ {nip} }}}}", cell)
        self.line("{%p endif %}", cell)

    def _check(self, cell: Any) -> None:
        self.line("{%p if qr %}", cell)
        self.line("{{ qr }}", cell)
        self.line("Periksa keaslian dokumen ini:\n{{ alamat_periksa }}", cell, size=7)
        self.line("{%p endif %}", cell)

    def bytes(self) -> bytes:
        """The template as a file."""
        from damai.documents.rules import package

        out = BytesIO()
        self.word.save(out)
        return package.written(package.unpacked(out.getvalue()))


def _field(paragraph: Any, name: str, size: float) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    run = OxmlElement("w:r")
    look, high = OxmlElement("w:rPr"), OxmlElement("w:sz")
    high.set(qn("w:val"), str(int(size * 2)))
    look.append(high)
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(look)
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def _border(paragraph: Any, side: str, kind: str, size: int) -> None:
    borders, line = OxmlElement("w:pBdr"), OxmlElement(f"w:{side}")
    for name, value in (("w:val", kind), ("w:sz", str(size)), ("w:space", "1"), ("w:color", "000000")):
        line.set(qn(name), value)
    borders.append(line)
    props = paragraph._p.get_or_add_pPr()
    props.insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")


def _small(paragraph: Any, size: float) -> None:
    props = paragraph._p.get_or_add_pPr()
    look, high = OxmlElement("w:rPr"), OxmlElement("w:sz")
    high.set(qn("w:val"), str(int(size * 2)))
    look.append(high)
    props.append(look)


# In the order in which a table's properties must stand.
PROPERTIES = ("tblStyle", "tblW", "jc", "tblInd", "tblBorders", "shd", "tblLayout", "tblCellMar", "tblLook")


def _told(table: Any, property: Any) -> None:
    """Put a property into a table where the format wants it; an indent takes the place of an alignment."""
    name = property.tag.rpartition("}")[2]
    for gone in table._tbl.tblPr.findall(qn(f"w:{name}")) + (table._tbl.tblPr.findall(qn("w:jc")) if name == "tblInd" else []):
        table._tbl.tblPr.remove(gone)
    later = {qn(f"w:{each}") for each in PROPERTIES[PROPERTIES.index(name) + 1 :]}
    for child in table._tbl.tblPr:
        if child.tag in later:
            child.addprevious(property)
            return
    table._tbl.tblPr.append(property)


def _measure(name: str, size: float) -> Any:
    element = OxmlElement(f"w:{name}")
    element.set(qn("w:w"), str(round(size / 2.54 * 1440)))
    element.set(qn("w:type"), "dxa")
    return element


def _margins(**sides: float) -> Any:
    margins = OxmlElement("w:tblCellMar")
    for name in ("top", "left", "bottom", "right"):
        if name in sides:
            margins.append(_measure(name, sides[name]))
    return margins
