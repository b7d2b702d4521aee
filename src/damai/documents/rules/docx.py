"""A template and values become a DOCX, the same bytes for the same input."""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time
from io import BytesIO
from typing import Any

import segno
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, RGBColor
from docxtpl import DocxTemplate, InlineImage
from jinja2.exceptions import TemplateError

from . import package
from .checks import GRAVE, Problem, Wrong, check
from .language import LANGUAGE, Refusal, parsed
from .patching import readable
from .pictures import NotAPicture, printable
from .values import Picture, Qr, cleaned

__all__ = ["GRAVE", "CannotRender", "Problem", "Wrong", "check", "render"]

LONG_AGO = date(2000, 1, 1)
LARGEST_PAPER = 20_000_000  # characters of XML; the minutes of a three-hour meeting have 350,000
PROGRAM = "docProps/app.xml"
SAYS_NOTHING = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns='
    b'"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>Damai</Application></Properties>'
)


class CannotRender(Exception):
    """The template says something that these values, or this language, do not know; `str(error)` names it."""


class _Sheet(DocxTemplate):
    """docxtpl, with our language instead of all of Jinja, and without its ways of changing words that look like fields."""

    def patch_xml(self, src_xml: str) -> str:
        return readable(src_xml)

    def render_xml_part(self, src_xml: str, part: Any, context: dict[str, Any], jinja_env: Any = None) -> str:
        self.current_rendering_part = part
        source = re.sub(r"<w:p([ >])", r"\n<w:p\1", src_xml)
        parsed(source)
        rendered = _within_reason(LANGUAGE.from_string(source).generate(context))
        return _with_paragraphs(str(self.resolve_listing(re.sub(r"\n<w:p([ >])", r"<w:p\1", rendered))))

    def fix_tables(self, xml: str) -> Any:
        """docxtpl's mending of column counts; and a table whose every row went away goes, too."""
        tree = super().fix_tables(xml)
        for table in list(tree.iter(qn("w:tbl"))):
            if table.find(qn("w:tr")) is None:
                table.getparent().replace(table, OxmlElement("w:p"))
        return tree

    def render_properties(self, context: dict[str, Any], jinja_env: Any = None) -> None:
        """Properties of the file are set by `render`, not by what a template says."""


def _within_reason(pieces: Iterable[str]) -> str:
    """What the pieces make together; CannotRender before it is larger than any paper."""
    whole, size = [], 0
    for piece in pieces:
        size += len(piece)
        if size > LARGEST_PAPER:
            raise CannotRender("the document would be too large")
        whole.append(piece)
    return "".join(whole)


def _with_paragraphs(xml: str) -> str:
    """A cell, a header or a footer ends with a paragraph, or word processors call the file damaged."""
    xml = re.sub(r"(<w:tc(?: [^>]*)?>(?:<w:tcPr/>|<w:tcPr(?: [^>]*)?>(?:(?!</w:tc>).)*?</w:tcPr>)?)(</w:tc>)", r"\1<w:p/>\2", xml)
    xml = xml.replace("</w:tbl></w:tc>", "</w:tbl><w:p/></w:tc>")
    return re.sub(r"(<w:(hdr|ftr)(?: [^>]*)?>)(</w:\2>)", r"\1<w:p/>\3", xml)


class _Image(InlineImage):
    """A picture in a line, with words for whoever does not see it."""

    def __init__(self, sheet: _Sheet, image: bytes, width_mm: float, words: str) -> None:
        super().__init__(sheet, None, width=Mm(width_mm))
        self.image, self.words = image, words

    def _insert_image(self) -> str:
        inline = self.tpl.current_rendering_part.new_pic_inline(BytesIO(self.image), self.width, None)
        inline.docPr.set("descr", self.words)
        inline.docPr.set("name", "Gambar")
        for side in ("T", "B", "L", "R"):  # where nothing is said, some word processors leave a third of a centimetre
            inline.set(f"dist{side}", "0")
        return f'</w:t></w:r><w:r><w:drawing>{inline.xml}</w:drawing></w:r><w:r><w:t xml:space="preserve">'


def render(template: bytes, values: Mapping[str, Any], *, title: str = "", on: date | None = None, mark: str = "") -> bytes:
    """The DOCX that a template and values make. Raises package.NotADocx, CannotRender.

    `mark` is written above everything else: what is a draft says so whatever the template says.

    `on` is the day of the document: the only time in the file, so that the same input gives the same bytes.
    """
    sheet = _Sheet(BytesIO(package.written(package.opened(template))))
    sheet.render_init()
    try:
        context = {name: _shown(sheet, value) for name, value in cleaned(values).items()}
        sheet.render(context, LANGUAGE)
    except (TemplateError, Refusal, NotAPicture) as error:
        raise CannotRender(str(error)) from error
    if mark:
        _marked(sheet, mark)
    moment = datetime.combine(on or LONG_AGO, time(), UTC)
    about = sheet.docx.core_properties
    about.title, about.language, about.author, about.last_modified_by = title[:255], "id-ID", "", ""
    about.comments = about.keywords = about.subject = about.category = ""
    about.created = about.modified = moment
    about.last_printed, about.revision = moment, 1
    out = BytesIO()
    sheet.docx.save(out)
    parts = package.unpacked(out.getvalue())
    if PROGRAM in parts:  # who wrote the template, in which company, for how long
        parts[PROGRAM] = SAYS_NOTHING
    return package.written(parts)


def _marked(sheet: _Sheet, mark: str) -> None:
    paragraph = sheet.docx.add_paragraph()
    run = paragraph.add_run(mark)
    run.bold, run.font.color.rgb, paragraph.alignment = True, RGBColor(0xB0, 0, 0x20), WD_ALIGN_PARAGRAPH.CENTER
    body = sheet.docx._body._element
    body.remove(paragraph._p)
    body.insert(0, paragraph._p)


def _shown(sheet: _Sheet, value: Any) -> Any:
    if isinstance(value, Qr):
        return _Image(sheet, qr_png(value.text), value.width_mm, value.words)
    if isinstance(value, Picture):
        return _Image(sheet, printable(value.image), value.width_mm, value.words)
    if isinstance(value, dict):
        return {name: _shown(sheet, part) for name, part in value.items()}
    if isinstance(value, list):
        return [_shown(sheet, part) for part in value]
    return value


def qr_png(text: str) -> bytes:
    """A QR code as a PNG of one bit per dot, eight dots per module."""
    out = BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="png", scale=8, border=2)
    return out.getvalue()
