"""What stands inside a paragraph: words with their look, tabs, line ends, page numbers, links and pictures, as typst."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from lxml import etree
from PIL import Image, UnidentifiedImageError

from .looks import RunLook, Styles, W, number
from .typst import points, quoted

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
EMU = 12_700  # per point
MOST_PIXELS = 40_000_000
SKIPPED = {"del", "moveFrom", "rPr", "pPr", "instrText", "delText", "AlternateContent", "pict", "object"}
SAFE_LINK = re.compile(r"(https?://|mailto:)[^\s\"\\]+$", re.I)


COUNTED = {
    "PAGE": 'context counter(page).display("1")',
    "NUMPAGES": "context str(counter(page).final().first())",
    "SECTIONPAGES": "context str(counter(page).final().first())",
}


@dataclass(frozen=True)
class Words:
    """A piece of a line, already typst; `size` in points."""

    code: str
    size: float
    look: RunLook | None = None  # None: what has no letters
    text: str = ""  # what it says; empty for pictures and page numbers


@dataclass(frozen=True)
class Stop:
    """What ends a piece: tab, line or page."""

    what: str


Piece = Words | Stop


@dataclass
class Part:
    """A part of the file (the body, a header) with what its relationships lead to."""

    links: dict[str, str]  # id of a relationship to an address outside
    images: dict[str, bytes]


class Pictures:
    """The pictures of one document, each once, as files for the compiler."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.names: dict[bytes, str] = {}

    def name_of(self, image: bytes) -> str:
        """The name of a picture's file; empty for what is no picture that a PDF can show."""
        if image not in self.names:
            self.names[image] = self._kept(image)
        return self.names[image]

    def _kept(self, image: bytes) -> str:
        try:
            with Image.open(BytesIO(image), formats=("PNG", "JPEG", "GIF", "BMP", "TIFF")) as opened:
                if opened.width * opened.height > MOST_PIXELS:
                    return ""
                if opened.format in {"PNG", "JPEG"} and opened.mode in {"1", "L", "P", "RGB", "RGBA", "LA"}:
                    body, suffix = image, opened.format.lower()
                else:  # colours of printing presses, or a format that typst does not know
                    out = BytesIO()
                    opened.convert("RGB").save(out, "PNG")
                    body, suffix = out.getvalue(), "png"
        except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
            return ""
        name = f"image{len(self.files) + 1}.{suffix}"
        self.files[name] = body
        return name


class Inline:
    """Reads the inside of paragraphs."""

    def __init__(self, styles: Styles, pictures: Pictures, base: RunLook) -> None:
        self.styles, self.pictures, self.base = styles, pictures, base

    def pieces(self, paragraph: Any, look: RunLook, part: Part, width: float) -> list[Piece]:
        """The pieces of a paragraph in order."""
        return list(self._fields_counted(self._pieces(paragraph, look, part, width), look))

    def _pieces(self, element: Any, look: RunLook, part: Part, width: float) -> Iterator[Piece | str]:
        for child in element.iterchildren(etree.Element):
            tag = etree.QName(child).localname
            if tag == "r":
                yield from self._run(child, look, part, width)
            elif tag == "fldSimple":
                yield f"begin{child.get(f'{W}instr', '')}"
                yield "separate"
                yield from self._pieces(child, look, part, width)
                yield "end"
            elif tag == "hyperlink":
                yield from self._link(child, look, part, width)
            elif tag not in SKIPPED:  # content controls, insertions, smart tags: what is in them counts
                yield from self._pieces(child, look, part, width)

    def _link(self, element: Any, look: RunLook, part: Part, width: float) -> Iterator[Piece | str]:
        address = part.links.get(element.get(f"{R}id", ""), "")
        for piece in self._pieces(element, look, part, width):
            if isinstance(piece, Words) and SAFE_LINK.match(address):
                yield Words(f"link({quoted(address)}, {piece.code})", piece.size, piece.look, piece.text)
            else:
                yield piece

    def _run(self, run: Any, base: RunLook, part: Part, width: float) -> Iterator[Piece | str]:
        look = self.styles.of_run(base, run.find(f"{W}rPr"))
        if look.hidden:
            return
        for child in run.iterchildren(etree.Element):
            tag = etree.QName(child).localname
            if tag == "t":
                yield from self._text(child.text or "", look)
            elif tag in {"tab", "ptab"}:
                yield Stop("tab")
            elif tag in {"br", "cr"}:
                kind = child.get(f"{W}type", "")
                yield Stop("page" if kind == "page" else "line")
            elif tag == "noBreakHyphen":
                yield from self._text("\u2011", look)
            elif tag == "softHyphen":
                yield from self._text("\u00ad", look)
            elif tag == "sym":
                yield from self._text("•", look)
            elif tag == "fldChar":
                yield child.get(f"{W}fldCharType", "")
            elif tag == "instrText":
                yield f"says{child.text or ''}"
            elif tag == "drawing":
                yield from self._drawing(child, look, part, width)

    def _text(self, text: str, look: RunLook) -> Iterator[Piece]:
        if text:
            yield Words(self.styled(quoted(text), look), look.size, look, text)

    def styled(self, code: str, look: RunLook) -> str:
        """Words (or a page number) with their look."""
        if look.caps:
            code = f"upper({code})"
        if look.small_caps:
            code = f"smallcaps({code})"
        settings = []
        if look.size != self.base.size:
            settings.append(f"size: {points(look.size)}")
        if look.bold:
            settings.append('weight: "bold"')
        if look.italic:
            settings.append('style: "italic"')
        if look.color and look.color not in {"000000", "auto"}:
            settings.append(f'fill: rgb("{look.color}")')
        if settings:
            code = f"text({', '.join(settings)}, {code})"
        if look.strike:  # one line at most: PDF/UA-1 knows no words that are both struck and underlined
            code = f"strike({code})"
        elif look.underline:
            code = f"underline({code})"
        if look.vertical in {"superscript", "subscript"}:
            code = f"{'super' if look.vertical == 'superscript' else 'sub'}({code})"
        return code

    def _drawing(self, element: Any, look: RunLook, part: Part, width: float) -> Iterator[Piece]:
        for blip in element.iter(f"{A}blip"):
            name = self.pictures.name_of(part.images.get(blip.get(f"{R}embed", ""), b""))
            if not name:
                continue
            about, extent = next(element.iter(f"{WP}docPr"), None), next(element.iter(f"{WP}extent"), None)
            words = (about.get("descr") or about.get("title") or "").strip() if about is not None else ""
            wide = number(extent.get("cx")) / EMU if extent is not None else 60
            high = number(extent.get("cy")) / EMU if extent is not None else 60
            shrunk = min(1, width / wide) if wide > 0 else 1
            size = f"width: {points(max(wide * shrunk, 1))}, height: {points(max(high * shrunk, 1))}"
            yield Words(f"box(image({quoted(name)}, {size}, alt: {quoted(words or 'Gambar')}))", look.size)
            return

    def _fields_counted(self, pieces: Iterator[Piece | str], base: RunLook) -> Iterator[Piece]:
        """Page numbers in place of the fields that count them; of any other field what the word processor last made of it."""
        instruction, stage, look = "", "", base
        for piece in pieces:
            if isinstance(piece, Words | Stop):
                if stage == "counts" and isinstance(piece, Words) and piece.look is not None:
                    look = piece.look  # the number looks as the one that the word processor put there
                elif stage in {"", "kept"}:
                    yield piece
            elif piece.startswith("begin"):
                instruction, stage, look = piece.removeprefix("begin"), "says", base
            elif piece.startswith("says") and stage == "says":
                instruction += piece.removeprefix("says")
            elif piece == "separate" and stage == "says":
                stage = "counts" if _counted(instruction) else "kept"
            elif piece == "end":
                if stage in {"counts", "says"} and _counted(instruction):
                    yield Words(self.styled(f"counted({_counted(instruction)})", look), look.size, look)
                instruction, stage = "", ""


def _counted(instruction: str) -> str:
    words = instruction.split()
    return COUNTED.get(words[0].upper(), "") if words else ""
