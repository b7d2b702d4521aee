"""Builds the templates that ship with Damai: `python scripts/build_templates.py` writes src/damai/documents/shipped/*.docx.

Each function below is one template, read from top to bottom as the paper is read. The same source gives the same bytes; a test
builds them again and compares. An office needs none of this: it downloads a template, edits it in its word processor, uploads it.
"""

import sys
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

ROOT = Path(__file__).parent.parent
SHIPPED = ROOT / "src/damai/documents/shipped"
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
        compat.insert(0, OxmlElement("w:doNotExpandShiftReturn"))
        language = self.word.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}/{qn('w:lang')}")
        language.set(qn("w:val"), "id-ID")
        about = self.word.core_properties
        about.title, about.author, about.comments, about.language = "", "Damai", "", "id-ID"
        about.created = about.modified = datetime(2023, 10, 11, tzinfo=UTC)

    def _footer(self) -> None:
        line = self.word.sections[0].footer.paragraphs[0]
        line.alignment = RIGHT
        self._run(line, "{{ kode_dokumen }}  Halaman ", size=8)
        _field(line, "PAGE", 8)
        self._run(line, " dari ", size=8)
        _field(line, "NUMPAGES", 8)

    def _run(self, paragraph: Any, text: str, *, bold: bool = False, underline: bool = False, size: float = 0) -> None:
        run = paragraph.add_run(text)
        run.bold, run.underline = bold or None, underline or None
        if size:
            run.font.size = Pt(size)

    def line(self, text: str = "", where: Any = None, *, align: Any = LEFT, after: float = 0, before: float = 0, left: float = 0,
             first: float = 0, keep: bool = False, **look: Any) -> Any:  # fmt: skip
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
        if text:
            self._run(paragraph, text, **look)
        return paragraph

    def lines(self, *texts: str, where: Any = None, **look: Any) -> None:
        """Several paragraphs that look the same."""
        for text in texts:
            self.line(text, where, **look)

    def title(self, *texts: str) -> None:
        """The title of a paper: the first line is its heading."""
        self.word.add_heading(texts[0], 1).alignment = CENTER
        for text in texts[1:]:
            self.line(text, align=CENTER, bold=not text.startswith("Nomor"))
        self.line()

    def heading(self, text: str) -> None:
        """The heading of a part."""
        self.word.add_heading(text, 2)

    def table(self, widths: list[float], *, borders: bool = False) -> Any:
        """A table with columns of these widths in centimetres; the cells come with `row`."""
        table = self.word.add_table(rows=0, cols=len(widths))
        table.autofit = False
        table.alignment = WD_TABLE_ALIGNMENT.LEFT
        if borders:
            table.style = "Table Grid"
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
        rule = self.line(after=10)
        self._run(rule, "", size=4)
        _small(rule, 4)
        _border(rule, "bottom", "thickThinSmallGap", 24)

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
        table = self.table([first, 0.5, self.width - first - 0.5 - left])
        if left:
            _indented(table, left)
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
        self._signed(right, place, "{{ jabatan_ttd }},", "{{ nama_ttd }}", "nip_ttd")

    def _signed(self, cell: Any, place: str, office: str, name: str, nip: str) -> None:
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


def _indented(table: Any, left: float) -> None:
    props, indent = table._tbl.tblPr, OxmlElement("w:tblInd")
    indent.set(qn("w:w"), str(int(left / 2.54 * 1440)))
    indent.set(qn("w:type"), "dxa")
    for jc in props.findall(qn("w:jc")):
        props.remove(jc)
    props.append(indent)
    after = props.find(qn("w:tblLayout"))
    if after is not None:
        after.addprevious(indent)


# --- The papers -----------------------------------------------------------------------------------------------------


def undangan() -> Sheet:
    """Surat undangan: head, number and subject, addressees, when and where, signature, copies."""
    sheet = Sheet()
    sheet.letterhead()
    sheet.line("{{ tempat }}, {{ tanggal }}", align=RIGHT, after=8)
    sheet.pairs(
        ("Nomor", "{{ nomor }}"),
        ("Sifat", "{{ sifat }}"),
        ("Lampiran", '{{ lampiran|atau("–") }}'),
        ("Hal", "{{ hal }}"),
        first=2.2,
    )
    sheet.line()
    sheet.line("Yth.")
    sheet.line("{%p for p in yth %}")
    sheet.line("{{ loop.index }}.  {{ p.kepada }}", left=0.7, first=-0.7)
    sheet.line("{%p endfor %}")
    sheet.line("di {{ di|atau(tempat) }}", after=12)
    sheet.line("{%p if dasar %}")
    sheet.line(
        "Berdasarkan {{ dasar }}, dengan hormat kami mengundang Saudara untuk hadir pada:", align=BOTH, first=1.25, after=6
    )
    sheet.line("{%p else %}")
    sheet.line("Dengan hormat kami mengundang Saudara untuk hadir pada:", align=BOTH, first=1.25, after=6)
    sheet.line("{%p endif %}")
    sheet.pairs(
        ("hari/tanggal", "{{ hari_rapat }}"),
        ("pukul", "{{ pukul }}"),
        ("tempat", "{{ tempat_rapat }}"),
        ("{%tr if tautan %}", ""),
        ("tautan", "{{ tautan }}"),
        ("{%tr endif %}", ""),
        ("acara", "{{ acara }}"),
        left=1.25,
    )
    sheet.line("{%p if susunan %}")
    sheet.line("Susunan acara:", left=1.25, before=8, keep=True)
    sheet.line("{%p endif %}")
    sheet.line("{%p for s in susunan %}")
    sheet.line("{{ loop.index }}.  {{ s.pokok }}{% if s.waktu %} ({{ s.waktu }}){% endif %}", left=1.95, first=-0.7)
    sheet.line("{%p endfor %}")
    sheet.line("{%p if catatan %}")
    sheet.line("Catatan: {{ catatan }}", align=BOTH, before=8)
    sheet.line("{%p endif %}")
    sheet.line("Atas perhatian dan kehadiran Saudara, kami mengucapkan terima kasih.", align=BOTH, first=1.25, before=8)
    sheet.signature(place="")
    sheet.line("{%p if tembusan %}")
    sheet.line("Tembusan:", before=10, size=10, keep=True)
    sheet.line("{%p endif %}")
    sheet.line("{%p for t in tembusan %}")
    sheet.line("{{ loop.index }}.  {{ t.kepada }}", left=0.6, first=-0.6, size=10)
    sheet.line("{%p endfor %}")
    return sheet


def daftar_hadir() -> Sheet:
    """Daftar hadir: a row for each guest, high enough to sign in."""
    sheet = Sheet(size=11)
    sheet.letterhead()
    sheet.title("DAFTAR HADIR")
    sheet.pairs(
        ("Rapat", "{{ acara }}"), ("Hari/tanggal", "{{ hari_rapat }}"), ("Pukul", "{{ pukul }}"), ("Tempat", "{{ tempat_rapat }}")
    )
    sheet.line("{%p if ringkasan %}")
    sheet.line("{{ ringkasan }}", before=6)
    sheet.line("{%p endif %}")
    sheet.line()
    table = sheet.table([0.9, 4.3, 0.9, 4.2, 2.6, 1.4, 2.2], borders=True)
    sheet.row(table, "No", "Nama", "L/P", "Instansi/jabatan", "HP/surel*", "Waktu", "Tanda tangan", head=True, size=9)
    sheet.steps(table, "{%tr for p in peserta %}")
    cells = ("{{ loop.index }}", "{{ p.nama }}", "{{ p.jk }}", "{{ p.instansi }}", "{{ p.kontak }}", "{{ p.waktu }}", "")
    sheet.row(table, *cells, size=9, high=0.95)
    sheet.steps(table, "{%tr endfor %}")
    sheet.line("* Boleh tidak diisi.", size=8, before=3)
    sheet.signature()
    return sheet


def notula() -> Sheet:
    """Notula: what was said on each item, what was decided, who does what until when."""
    sheet = Sheet(size=11)
    sheet.letterhead()
    sheet.title("NOTULA", "Nomor {{ nomor }}")
    sheet.pairs(
        ("Rapat", "{{ rapat }}"),
        ("Hari/tanggal", "{{ hari_rapat }}"),
        ("Waktu", "{{ pukul }}"),
        ("Tempat", "{{ tempat_rapat }}"),
        ("{%tr if dasar %}", ""),
        ("Dasar undangan", "{{ dasar }}"),
        ("{%tr endif %}", ""),
        ("Pimpinan rapat", "{{ pimpinan }}{% if jabatan_pimpinan %}, {{ jabatan_pimpinan }}{% endif %}"),
        ("Notulis", "{{ notulis }}"),
        first=3.4,
    )
    sheet.heading("A. Acara")
    sheet.line("{%p for a in acara %}")
    sheet.line("{{ loop.index }}.  {{ a.pokok }}{% if a.pemilik %} ({{ a.pemilik }}){% endif %}", left=0.8, first=-0.8)
    sheet.line("{%p endfor %}")
    sheet.heading("B. Peserta")
    sheet.line("{%p if kehadiran %}")
    sheet.line("{{ kehadiran }}", after=3)
    sheet.line("{%p endif %}")
    sheet.line("{%p for p in peserta %}")
    sheet.line("{{ loop.index }}.  {{ p.instansi }}{% if p.nama %}: {{ p.nama }}{% endif %}", left=0.8, first=-0.8)
    sheet.line("{%p endfor %}")
    sheet.heading("C. Pembukaan")
    sheet.line('{{ pembukaan|atau("–") }}', align=BOTH)
    sheet.heading("D. Pembahasan")
    sheet.line("{%p for b in pembahasan %}")
    lead = "{{ loop.index }}.  {{ b.pokok }}{% if b.pemilik %} ({{ b.pemilik }}){% endif %}"
    sheet.line(lead, bold=True, left=0.8, first=-0.8, before=6, keep=True)
    sheet.line("{%p if b.uraian %}")
    sheet.line("{{ b.uraian }}", left=0.8, align=BOTH, after=2)
    sheet.line("{%p endif %}")
    sheet.line("{%p for k in b.keputusan %}")
    decided = sheet.line("Keputusan: ", left=0.8, bold=True)
    sheet._run(decided, "{{ k.isi }}")
    sheet.line("{%p endfor %}")
    sheet.line("{%p endfor %}")
    sheet.heading("E. Kesimpulan dan keputusan")
    sheet.line("{%p if kesimpulan %}")
    table = sheet.table([0.9, 8.4, 4.2, 3.0], borders=True)
    sheet.row(table, "No", "Keputusan", "Penanggung jawab", "Batas waktu", head=True, size=10)
    sheet.steps(table, "{%tr for k in kesimpulan %}")
    sheet.row(table, "{{ loop.index }}", "{{ k.isi }}", "{{ k.penanggung_jawab }}", "{{ k.batas_waktu }}", size=10)
    sheet.steps(table, "{%tr endfor %}")
    sheet.line("{%p else %}")
    sheet.line("Rapat tidak mengambil keputusan.")
    sheet.line("{%p endif %}")
    sheet.heading("F. Tindak lanjut")
    sheet.line("{%p if tindak_lanjut %}")
    table = sheet.table([0.9, 5.3, 3.6, 3.9, 2.8], borders=True)
    sheet.row(table, "No", "Kegiatan", "Penanggung jawab", "Indikator dan target", "Batas waktu", head=True, size=10)
    sheet.steps(table, "{%tr for t in tindak_lanjut %}")
    owner = "{{ t.penanggung_jawab }}{% if t.pendukung %}\ndidukung {{ t.pendukung }}{% endif %}"
    sheet.row(table, "{{ loop.index }}", "{{ t.kegiatan }}", owner, "{{ t.indikator }}", "{{ t.batas_waktu }}", size=10)
    sheet.steps(table, "{%tr endfor %}")
    sheet.line("{%p else %}")
    sheet.line("Tidak ada.")
    sheet.line("{%p endif %}")
    sheet.heading("G. Penutup")
    sheet.line('{{ penutup|atau("–") }}', align=BOTH)
    sheet.line("{%p if tambahan %}")
    sheet.heading("H. Tambahan setelah notula final")
    sheet.line("{%p endif %}")
    sheet.line("{%p for t in tambahan %}")
    sheet.line("{{ loop.index }}.  {{ t.tanggal }}: {{ t.isi }}", left=0.8, first=-0.8, align=BOTH)
    sheet.line("{%p endfor %}")
    _both_sign(sheet)
    return sheet


def _both_sign(sheet: Sheet) -> None:
    """Chair and secretary sign the minutes; under them the code, and the digest of the sealed minutes."""
    sheet.line()
    half = sheet.width / 2
    table = sheet.table([half, half])
    left, right = sheet.row(table, "", "").cells
    sheet._signed(left, " ", "Pimpinan rapat,", "{{ pimpinan }}", "nip_pimpinan")
    sheet._signed(right, "{{ tempat }}, {{ tanggal }}", "Notulis,", "{{ notulis }}", "nip_notulis")
    sheet.line("{%p if qr %}")
    sheet.line("{{ qr }}", before=8, keep=True)
    sheet.line("Periksa keaslian dokumen ini: {{ alamat_periksa }}", size=7)
    sheet.line("{%p endif %}")
    sheet.line("{%p if sidik %}")
    sheet.line("Sidik jari notula final (SHA-256): {{ sidik }}", size=7)
    sheet.line("{%p endif %}")


def berita_acara() -> Sheet:
    """Berita acara: the day in words, the parties, what they agreed, and a place for each to sign."""
    sheet = Sheet()
    sheet.letterhead()
    sheet.title("BERITA ACARA", "{{ perihal|besar }}", "Nomor {{ nomor }}")
    day = (
        "Pada hari ini, {{ pada_hari }}{% if tanggal_angka %} ({{ tanggal_angka }}){% endif %}, bertempat di {{ tempat_rapat }}, "
    )
    sheet.line(f"{day}kami yang bertanda tangan di bawah ini:", align=BOTH, after=6)
    table = sheet.table([0.9, sheet.width - 0.9])
    sheet.steps(table, "{%tr for p in pihak %}")
    party = "{{ p.nama }}, {{ p.jabatan }}{% if p.instansi %} {{ p.instansi }}{% endif %}"
    sheet.row(table, "{{ loop.index }}.", party + "{% if p.sebagai %}, selanjutnya disebut {{ p.sebagai }}{% endif %};")
    sheet.steps(table, "{%tr endfor %}")
    sheet.line("{%p if dasar %}")
    sheet.line("Berdasarkan {{ dasar }}, menyepakati hal-hal sebagai berikut:", align=BOTH, before=8, after=6)
    sheet.line("{%p else %}")
    sheet.line("menyepakati hal-hal sebagai berikut:", align=BOTH, before=8, after=6)
    sheet.line("{%p endif %}")
    sheet.line("{%p for k in kesepakatan %}")
    sheet.line("{{ loop.index }}.  {{ k.isi }}", align=BOTH, left=0.9, first=-0.9, after=3)
    sheet.line("{%p endfor %}")
    copies = "{% if rangkap %} dalam rangkap {{ rangkap }}{% endif %}"
    sheet.line(f"Demikian berita acara ini dibuat dengan sebenarnya{copies} untuk dipergunakan seperlunya.", align=BOTH, before=8)
    sheet.line("{{ tempat }}, {{ tanggal }}", align=RIGHT, before=10, after=6, keep=True)
    _all_sign(sheet, "pihak", "Para pihak")
    sheet.line("{%p if saksi %}")
    sheet.line("Saksi:", before=10, after=4, keep=True)
    _all_sign(sheet, "saksi", "Saksi")
    sheet.line("{%p endif %}")
    sheet.line("{%p if tte %}")
    sheet.line("Ditandatangani secara elektronik (BSrE) nomor {{ tte }}", size=9, before=8)
    sheet.line("{%p endif %}")
    sheet.line("{%p if qr %}")
    sheet.line("{{ qr }}", before=8, keep=True)
    sheet.line("Periksa keaslian dokumen ini: {{ alamat_periksa }}", size=7)
    sheet.line("{%p endif %}")
    return sheet


def _all_sign(sheet: Sheet, rows: str, who: str) -> None:
    table = sheet.table([0.9, 8.6, sheet.width - 9.5], borders=True)
    sheet.row(table, "No", f"{who}", "Tanda tangan", head=True, size=10)
    sheet.steps(table, f"{{%tr for p in {rows} %}}")
    organisation = "{% if p.instansi %} {{ p.instansi }}{% endif %}" if rows == "pihak" else ""
    sheet.row(table, "{{ loop.index }}", f"{{{{ p.nama }}}}\n{{{{ p.jabatan }}}}{organisation}", "", size=10, high=1.4)
    sheet.steps(table, "{%tr endfor %}")


def rencana_aksi() -> Sheet:
    """Rencana aksi: one wide table on landscape paper."""
    sheet = Sheet(landscape=True, size=10)
    sheet.letterhead()
    sheet.title("RENCANA AKSI", "{{ judul }}")
    sheet.line("{%p if keadaan_per %}")
    sheet.line("Keadaan per {{ keadaan_per }}", after=4)
    sheet.line("{%p endif %}")
    columns = {
        "No": (0.8, "{{ loop.index }}"),
        "Isu": (2.3, "{{ k.isu }}"),
        "Keluaran": (2.4, "{{ k.keluaran }}"),
        "Kegiatan": (3.2, "{{ k.kegiatan }}"),
        "Penanggung jawab": (2.3, "{{ k.penanggung_jawab }}"),
        "Instansi pendukung": (2.1, "{{ k.pendukung }}"),
        "Indikator": (2.2, "{{ k.indikator }}"),
        "Target": (1.5, "{{ k.target }}"),
        "Mulai–selesai": (1.9, "{% if k.mulai %}{{ k.mulai }} – {% endif %}{{ k.selesai }}"),
        "Anggaran": (1.7, "{{ k.anggaran }}"),
        "Status": (1.6, "{{ k.status }}"),
        "Bukti": (1.8, "{{ k.bukti }}"),
        "Kendala": (1.9, "{{ k.kendala }}"),
    }
    table = sheet.table([width for width, _text in columns.values()], borders=True)
    for props in (table._tbl.tblPr,):
        props.append(_cell_margins(0.08))
    sheet.row(table, *columns, head=True, size=7.5)
    sheet.steps(table, "{%tr for k in kegiatan %}")
    sheet.row(table, *(text for _width, text in columns.values()), size=7.5)
    sheet.steps(table, "{%tr endfor %}")
    sheet.signature()
    return sheet


def _cell_margins(side: float) -> Any:
    margins = OxmlElement("w:tblCellMar")
    for name in ("left", "right"):
        edge = OxmlElement(f"w:{name}")
        edge.set(qn("w:w"), str(int(side / 2.54 * 1440)))
        edge.set(qn("w:type"), "dxa")
        margins.append(edge)
    return margins


def laporan_kegiatan() -> Sheet:
    """Laporan kegiatan: in short, with pictures and recommendations."""
    sheet = Sheet()
    sheet.letterhead()
    sheet.title("LAPORAN KEGIATAN", "{{ kegiatan|besar }}", "Nomor {{ nomor }}")
    sheet.pairs(
        ("Hari/tanggal", "{{ hari_rapat }}"),
        ("Pukul", "{{ pukul }}"),
        ("Tempat", "{{ tempat_rapat }}"),
        ("{%tr if dasar %}", ""),
        ("Dasar", "{{ dasar }}"),
        ("{%tr endif %}", ""),
        ("{%tr if kehadiran %}", ""),
        ("Kehadiran", "{{ kehadiran }}"),
        ("{%tr endif %}", ""),
    )
    sheet.line("{%p if maksud %}")
    sheet.heading("Maksud dan tujuan")
    sheet.line("{{ maksud }}", align=BOTH)
    sheet.line("{%p endif %}")
    sheet.heading("Ringkasan pelaksanaan")
    sheet.line("{{ ringkasan }}", align=BOTH)
    sheet.heading("Hasil")
    sheet.line("{%p for h in hasil %}")
    sheet.line("{{ loop.index }}.  {{ h.isi }}", align=BOTH, left=0.9, first=-0.9, after=2)
    sheet.line("{%p endfor %}")
    sheet.line("{%p if rekomendasi %}")
    sheet.heading("Rekomendasi")
    sheet.line("{%p endif %}")
    sheet.line("{%p for r in rekomendasi %}")
    sheet.line("{{ loop.index }}.  {{ r.isi }}", align=BOTH, left=0.9, first=-0.9, after=2)
    sheet.line("{%p endfor %}")
    sheet.line("{%p if dokumentasi %}")
    sheet.heading("Dokumentasi")
    sheet.line("{%p endif %}")
    sheet.line("{%p for d in dokumentasi %}")
    sheet.line("{{ d.gambar }}", align=CENTER, before=6, keep=True)
    sheet.line("{{ d.keterangan }}", align=CENTER, size=9)
    sheet.line("{%p endfor %}")
    sheet.signature()
    return sheet


PAPERS: dict[str, Callable[[], Sheet]] = {
    "undangan": undangan,
    "daftar-hadir": daftar_hadir,
    "notula": notula,
    "berita-acara": berita_acara,
    "rencana-aksi": rencana_aksi,
    "laporan-kegiatan": laporan_kegiatan,
}


def main() -> None:
    """Write every template."""
    SHIPPED.mkdir(exist_ok=True)
    for name, paper in PAPERS.items():
        (SHIPPED / f"{name}.docx").write_bytes(paper().bytes())


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT / "src"))
    main()
