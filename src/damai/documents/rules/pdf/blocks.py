"""Paragraphs, lists, tables and sections of a DOCX as typst, in the order in which they are read."""

import posixpath
from dataclasses import dataclass, replace
from typing import Any

from lxml import etree

from .. import package
from .inline import Inline, Part, Pictures, Piece, R, Stop, Words
from .looks import TWIP, ParagraphLook, RunLook, Styles, W, is_on, number
from .numbering import Label, Numbering
from .typst import points, quoted

# The thin line under a thick one, or the second of two.
SECOND_LINE = "block(width: 100%, height: 1.6pt, stroke: (bottom: 0.6pt))"
# The line of Times New Roman, in parts of the size of its letters; a line of "1.0" in a word processor is this high.
ABOVE, BELOW, LINE = 0.891, 0.216, 1.149
PARSER = {"resolve_entities": False, "no_network": True}


@dataclass
class Flow:
    """Where a paragraph comes to stand: in what part, how wide, and what stood before it."""

    part: Part
    width: float
    after: float = 0
    style: str = ""
    started: bool = False


@dataclass(frozen=True)
class Item:
    """A paragraph of a list."""

    label: Label
    look: ParagraphLook
    body: str
    gap: float


class Blocks:
    """Writes the blocks of one document."""

    def __init__(self, parts: dict[str, bytes]) -> None:
        self.parts = parts
        self.styles = Styles(self.root("word/styles.xml"))
        self.numbering = Numbering(self.root("word/numbering.xml"))
        self.base = self.styles.of_paragraph(None)[1]
        self.pictures = Pictures()
        self.inline = Inline(self.styles, self.pictures, self.base)
        self.deepest = 0  # heading level reached: a level may not be skipped

    def root(self, name: str) -> Any:
        """The root element of a part, or None."""
        return etree.fromstring(self.parts[name], etree.XMLParser(**PARSER)) if name in self.parts else None

    def part(self, name: str) -> Part:
        """A part with what its relationships lead to."""
        folder, _, file = name.rpartition("/")
        root = self.root(f"{folder}/_rels/{file}.rels")
        found = Part({}, {})
        for link in root if root is not None else ():
            target, code = link.get("Target", ""), link.get("Id", "")
            if link.get("TargetMode") == "External":
                found.links[code] = target
            elif link.get("Type", "").endswith("/image"):
                where = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
                found.images[code] = self.parts.get(where, b"")
        return found

    # --- Flow ---------------------------------------------------------------------------------------------------

    def flow(self, elements: list[Any], part: Part, width: float, *, keep_end: bool = False) -> str:
        """The code of these blocks, one after the other; `keep_end`: with the space under the last one, as in a cell."""
        flow = Flow(part, width)
        code: list[str] = []
        items: list[Item] = []
        for element in _unwrapped(elements):
            tag = etree.QName(element).localname
            if tag == "p":
                item = self._paragraph(element, flow, code, listed=items)
                if item is None or isinstance(item, Item):
                    if item is not None:
                        items.append(item)
                    continue
            elif tag == "tbl":
                code += self._listed(items)
                code.append(self.table(element, flow))
        code += self._listed(items)
        if keep_end and flow.after:
            code.append(f"v({points(flow.after)})")
        return "\n".join(code)

    def _listed(self, items: list[Item]) -> list[str]:
        """The code of list items gathered so far, which are then forgotten."""
        if not items:
            return []
        code = [f"v({points(items[0].gap)}, weak: true)", _nested(items, 0)]
        items.clear()
        return code

    def _paragraph(self, element: Any, flow: Flow, code: list[str], *, listed: list[Item]) -> Item | None:
        props = element.find(f"{W}pPr")
        look, run = self.styles.of_paragraph(props)
        level = self.numbering.level(look)
        if level is not None:
            indent = level.props.find(f"{W}ind") if level.props is not None else None
            if indent is not None:
                wrapper = etree.Element(f"{W}pPr")
                wrapper.append(etree.fromstring(etree.tostring(indent)))
                look = replace(look.over(wrapper).over(props), style=look.style)
        mark = self.styles.of_run(run, props.find(f"{W}rPr") if props is not None else None)
        pieces = self.inline.pieces(element, run, flow.part, flow.width)
        size = max((piece.size for piece in pieces if isinstance(piece, Words)), default=0) or mark.size
        gap = self._gap(look, size, flow)
        if look.break_before:
            code += [*self._listed(listed), "pagebreak(weak: true)"]
        if level is not None and any(isinstance(piece, Words) for piece in pieces):
            label = self.numbering.next_label(look, mark)
            if label is not None:
                return Item(label, look, self._par(pieces, replace(look, left=0, first=0), size, flow.width - look.left), gap)
        code += self._listed(listed)
        for place, segment in enumerate(_split(pieces, "page")):
            if place:
                code.append("pagebreak(weak: true)")
            if any(isinstance(piece, Words) for piece in segment):
                code += [f"v({points(gap)}, weak: true)", self._block(segment, look, size, flow.width)]
            elif not place and len(pieces) == len(segment):
                code.append(self._empty(look, size, gap))
        return None

    def _gap(self, look: ParagraphLook, size: float, flow: Flow) -> float:
        same = look.contextual and flow.started and flow.style == look.style
        gap = (0 if same else flow.after + look.before) + leading(look, size)
        flow.after, flow.style, flow.started = look.after, look.style, True
        return gap

    def _empty(self, look: ParagraphLook, size: float, gap: float) -> str:
        """A line with nothing on it, or only the border that parts a letterhead from the letter."""
        height = size * (ABOVE + BELOW)
        if look.bottom or look.top:
            code = f"v({points(gap)}, weak: true)\nblock(width: 100%, height: {points(height)}, {_border(look)})"
            return f"{code}\n{SECOND_LINE}" if look.double else code
        return f"v({points(height + gap)})"

    # --- Paragraphs ---------------------------------------------------------------------------------------------

    def _block(self, pieces: list[Piece], look: ParagraphLook, size: float, width: float) -> str:
        if look.level:
            self.deepest = level = min(look.level, self.deepest + 1)
            code = f"heading(level: {level}, {self._line(pieces, look, width)})"
            code = f"{{ set par({self._settings(look, size)}); {code} }}"
        else:
            code = self._par(pieces, look, size, width)
        if look.align in {"center", "right"}:
            code = f"align({look.align}, {code})"
        left = look.left + min(look.first, 0)
        if left or look.right:
            code = f"pad(left: {points(left)}, right: {points(look.right)}, {code})"
        wrap = []
        if look.bottom or look.top:
            wrap.append(_border(look))
        if look.keep_next and not look.level:
            wrap.append("sticky: true")
        if look.keep_lines:
            wrap.append("breakable: false")
        code = f"block(width: 100%, {', '.join(wrap)}, {code})" if wrap else code
        return f"{code}\n{SECOND_LINE}" if look.double else code

    def _par(self, pieces: list[Piece], look: ParagraphLook, size: float, width: float) -> str:
        return f"par({self._settings(look, size)}, {self._line(pieces, look, width)})"

    def _settings(self, look: ParagraphLook, size: float) -> str:
        said = [f"justify: {str(look.align == 'justify').lower()}", f"leading: {points(leading(look, size))}"]
        if look.first > 0:
            said.append(f"first-line-indent: (amount: {points(look.first)}, all: true)")
        elif look.first < 0:
            said.append(f"hanging-indent: {points(-look.first)}")
        return ", ".join(said)

    def _line(self, pieces: list[Piece], look: ParagraphLook, width: float) -> str:
        """What stands in a paragraph; with tabs, each line is set out by its stops."""
        lines = []
        for line in _split(pieces, "line"):
            segments = _split(line, "tab")
            if len(segments) == 1:
                lines.append("; ".join(piece.code for piece in segments[0] if isinstance(piece, Words)) or '""')
            else:
                bodies = [
                    f"{{ {'; '.join(p.code for p in segment if isinstance(p, Words)) or quoted('')} }}" for segment in segments
                ]
                stops = "".join(f"({points(tab.at)}, {tab.side}), " for tab in look.tabs)
                if look.first < 0:  # the hanging indent is a stop, too
                    stops += f"({points(look.left)}, left), "
                start = points(look.left + look.first)
                lines.append(f"tabbed({start}, {points(width)}, ({stops}), {', '.join(bodies)})")
        return f"{{ {'; linebreak(); '.join(lines)} }}"

    # --- Tables -------------------------------------------------------------------------------------------------

    def table(self, element: Any, flow: Flow) -> str:
        """A table; see `tables`."""
        from .tables import table

        code = table(self, element, flow)
        flow.after, flow.style, flow.started = 0, "", True
        return code


def leading(look: ParagraphLook, size: float) -> float:
    """The white between two lines, in points."""
    high = look.line if look.exact else LINE * look.line * size
    return high - (ABOVE + BELOW) * size


def _border(look: ParagraphLook) -> str:
    sides = [f"{side}: {points(thick)}" for side, thick in (("top", look.top), ("bottom", look.bottom)) if thick]
    return (
        f"stroke: ({', '.join(sides)}), inset: (top: {'1pt' if look.top else '0pt'}, bottom: {'1pt' if look.bottom else '0pt'})"
    )


def _split(pieces: list[Piece], what: str) -> list[list[Piece]]:
    found: list[list[Piece]] = [[]]
    for piece in pieces:
        if isinstance(piece, Stop) and piece.what == what:
            found.append([])
        else:
            found[-1].append(piece)
    return found


def _unwrapped(elements: list[Any]) -> list[Any]:
    """Blocks out of the controls and marks that may stand around them."""
    found: list[Any] = []
    for element in elements:
        tag = etree.QName(element).localname
        if tag in {"sdt", "sdtContent", "customXml", "ins", "smartTag", "moveTo"}:
            found += _unwrapped(list(element.iterchildren(etree.Element)))
        else:
            found.append(element)
    return found


def _nested(items: list[Item], left: float) -> str:
    """A list, and inside its items the lists that belong to them."""
    depth = items[0].look.depth
    groups: list[list[Item]] = []
    for item in items:
        if item.look.depth <= depth or not groups:
            groups.append([item])
        else:
            groups[-1].append(item)
    bodies, labels = [], []
    for group in groups:
        head = group[0]
        inner = f"; v({points(group[1].gap)}, weak: true); {_nested(group[1:], head.look.left)}" if group[1:] else ""
        bodies.append(f"{{ {head.body}{inner} }}")
        hanging = max(-head.look.first, 0)
        labels.append(f"labelled({points(hanging)}, {quoted(head.label.text)}, {_label_look(head.label)})")
    head = groups[0][0]
    indent = head.look.left + min(head.look.first, 0) - left
    spacing = points(groups[1][0].gap if groups[1:] else head.gap)
    shared = f"tight: false, spacing: {spacing}, indent: {points(indent)}, body-indent: 0pt"
    said = f"(({', '.join(labels)},)).at(n - 1)"
    return f"enum({shared}, number-align: start, numbering: n => {said},\n" + ",\n".join(bodies) + ")"


def _label_look(label: Label) -> str:
    return f'(size: {points(label.look.size)}, weight: "{"bold" if label.look.bold else "regular"}")'


# --- Sections -------------------------------------------------------------------------------------------------------


@dataclass
class Section:
    """A stretch of the body with its paper."""

    elements: list[Any]
    props: Any


def sections(body: Any) -> list[Section]:
    """The body in sections; the properties of each stand at its end."""
    found: list[Section] = []
    elements: list[Any] = []
    for element in body.iterchildren(etree.Element):
        if etree.QName(element).localname == "sectPr":
            found.append(Section(elements, element))
            elements = []
            continue
        elements.append(element)
        ending = element.find(f"{W}pPr/{W}sectPr")
        if ending is not None:
            found.append(Section(elements, ending))
            elements = []
    if elements:
        found.append(Section(elements, None))
    return found


@dataclass(frozen=True)
class Paper:
    """Size and margins of a page, in points."""

    width: float
    height: float
    top: float
    right: float
    bottom: float
    left: float
    header: float
    footer: float

    @property
    def inside(self) -> float:
        """The width that words have."""
        return max(self.width - self.left - self.right, 20)


def paper(props: Any) -> Paper:
    """The paper of a section; A4 with 2.5 cm margins where nothing is said."""
    size = props.find(f"{W}pgSz") if props is not None else None
    margins = props.find(f"{W}pgMar") if props is not None else None

    def of(element: Any, name: str, otherwise: float) -> float:
        value = number(element.get(f"{W}{name}"), otherwise / TWIP) * TWIP if element is not None else otherwise
        return min(max(abs(value), 0), 3000)

    return Paper(
        width=max(of(size, "w", 595.3), 72),
        height=max(of(size, "h", 841.9), 72),
        **{side: of(margins, side, 70.9) for side in ("top", "right", "bottom", "left")},
        header=of(margins, "header", 35.4),
        footer=of(margins, "footer", 35.4),
    )


class Marginals:
    """Headers and footers; a section without its own has those of the one before."""

    def __init__(self, blocks: Blocks) -> None:
        self.blocks = blocks
        root = blocks.root("word/_rels/document.xml.rels")
        self.targets = {link.get("Id", ""): link.get("Target", "") for link in (root if root is not None else ())}
        self.code: dict[tuple[str, str], str] = {}

    def settings(self, props: Any, sheet: Paper) -> str:
        """The part of `set page(…)` that says header and footer."""
        said = []
        for place in ("header", "footer"):
            for reference in props.iterchildren(f"{W}{place}Reference") if props is not None else ():
                code = self._code(reference.get(f"{R}id", ""), sheet)
                self.code[place, reference.get(f"{W}type", "default")] = code
            different = props is not None and props.find(f"{W}titlePg") is not None and is_on(props.find(f"{W}titlePg"))
            usual, first = self.code.get((place, "default"), ""), self.code.get((place, "first"), "")
            if not usual and not (different and first):
                said.append(f"{place}: none")
                continue
            body = f"{{ {usual} }}"
            if different:
                body = f"context if counter(page).get().first() == 1 {{ {first} }} else {{ {usual} }}"
            edge, space = ("top", sheet.header) if place == "header" else ("bottom", sheet.footer)
            said.append(f"{place}: align({edge}, pad({edge}: {points(space)}, {body}))")
        return ", ".join(said)

    def _code(self, relationship: str, sheet: Paper) -> str:
        target = self.targets.get(relationship, "")
        name = target.lstrip("/") if target.startswith("/") else f"word/{target}"
        root = self.blocks.root(name)
        if root is None:
            return ""
        return self.blocks.flow(list(root.iterchildren(etree.Element)), self.blocks.part(name), sheet.inside)


PRELUDE = """
#let counted(body) = body
#let labelled(width, words, look) = context {
  let body = text(..look, words)
  let need = measure(body).width
  box(width: if need + 2pt > width { need + 4pt } else { width }, body)
}
#let tabbed(start, width, stops, ..bodies) = context {
  let x = start
  let all = bodies.pos()
  let after(at) = {
    let found = stops.filter(stop => stop.at(0) > at + 0.5pt).sorted(key: stop => stop.at(0))
    if found.len() > 0 { found.first() } else { ((calc.floor(at / 36pt) + 1) * 36pt, left) }
  }
  let pending = none
  for (place, body) in all.enumerate() {
    let wide = measure(body).width
    if pending != none and pending.at(1) != left {
      let room = calc.max(pending.at(0) - x, 0pt)
      let space = if pending.at(1) == right { room - wide } else { room - wide / 2 }
      h(calc.max(space, 2pt))
      x = x + calc.max(space, 2pt) + wide
      body
      pending = none
      if place < all.len() - 1 {
        let stop = after(x)
        if stop.at(1) == left { h(stop.at(0) - x); x = stop.at(0) } else { pending = stop }
      }
    } else if place < all.len() - 1 {
      let stop = after(x + wide)
      if stop.at(1) == left {
        box(width: stop.at(0) - x, body)
        x = stop.at(0)
        pending = none
      } else {
        body
        x = x + wide
        pending = stop
      }
    } else { body }
  }
}
#let atleast(height, width, body) = context {
  if measure(block(width: width, body)).height < height { block(height: height, width: 100%, body) } else { body }
}
"""


def source(docx: bytes, *, title: str, language: str) -> tuple[str, dict[str, bytes]]:
    """The typst source of a DOCX, and the pictures in it."""
    parts = package.unpacked(docx)
    blocks = Blocks(parts)
    marginals = Marginals(blocks)
    body = blocks.root("word/document.xml").find(f"{W}body")
    part = blocks.part("word/document.xml")
    code = []
    for place, section in enumerate(sections(body)):
        sheet = paper(section.props)
        kind = section.props.find(f"{W}type") if section.props is not None else None
        if not place or kind is None or kind.get(f"{W}val") != "continuous":
            code.append(_page(sheet, marginals.settings(section.props, sheet)))
        code.append(blocks.flow(section.elements, part, sheet.inside))
    return _whole("\n".join(code), blocks.base, title=title, language=language), blocks.pictures.files


def _page(sheet: Paper, marginals: str) -> str:
    margin = f"top: {points(sheet.top)}, right: {points(sheet.right)}, bottom: {points(sheet.bottom)}, left: {points(sheet.left)}"
    size = f"width: {points(sheet.width)}, height: {points(sheet.height)}"
    return f"set page({size}, margin: ({margin}), header-ascent: 0pt, footer-descent: 0pt, {marginals})"


def _whole(code: str, base: RunLook, *, title: str, language: str) -> str:
    from .typst import FONTS

    fonts = ", ".join(quoted(font) for font in FONTS)
    edges = f"top-edge: {ABOVE}em, bottom-edge: -{BELOW}em"
    return f"""{PRELUDE}
#{{
set document(title: {quoted(title)}, date: auto)
set text(lang: {quoted(language)}, font: ({fonts}), size: {points(base.size)}, hyphenate: false, {edges})
set par(spacing: 0pt, linebreaks: "optimized")
set block(spacing: 0pt)
show heading: set text(size: {points(base.size)}, weight: "regular")
show heading: set block(above: 0pt, below: 0pt, sticky: true)
{code}
}}
"""
