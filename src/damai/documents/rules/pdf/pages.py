"""Pages: the sections of a DOCX with their paper, headers and footers, and the whole source around them."""

from dataclasses import dataclass
from typing import Any

from lxml import etree

from .. import package
from .blocks import ABOVE, BELOW, Blocks
from .inline import R
from .looks import TWIP, RunLook, W, is_on, number
from .typst import FONTS, points, quoted

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


@dataclass(frozen=True)
class Marginal:
    """A header or footer: what is usual, and what the first page has instead (None: the same)."""

    usual: str
    first: str | None

    @property
    def bodies(self) -> list[str]:
        """Everything that may stand there."""
        return [code for code in (self.usual, self.first) if code]


class Marginals:
    """Headers and footers; a section without its own has those of the one before."""

    def __init__(self, blocks: Blocks) -> None:
        self.blocks = blocks
        root = blocks.root("word/_rels/document.xml.rels")
        self.targets = {link.get("Id", ""): link.get("Target", "") for link in (root if root is not None else ())}
        self.code: dict[tuple[str, str], str] = {}

    def of(self, place: str, props: Any, sheet: Paper) -> Marginal:
        """The header or footer of a section."""
        for reference in props.iterchildren(f"{W}{place}Reference") if props is not None else ():
            code = self._code(reference.get(f"{R}id", ""), sheet)
            self.code[place, reference.get(f"{W}type", "default")] = code
        mark = props.find(f"{W}titlePg") if props is not None else None
        different = mark is not None and is_on(mark)
        return Marginal(self.code.get((place, "default"), ""), self.code.get((place, "first"), "") if different else None)

    def _code(self, relationship: str, sheet: Paper) -> str:
        target = self.targets.get(relationship, "")
        name = target.lstrip("/") if target.startswith("/") else f"word/{target}"
        root = self.blocks.root(name)
        if root is None:
            return ""
        return self.blocks.flow(list(root.iterchildren(etree.Element)), self.blocks.part(name), sheet.inside)


def source(docx: bytes, *, title: str, language: str) -> tuple[str, dict[str, bytes]]:
    """The typst source of a DOCX, and the pictures in it."""
    parts = package.unpacked(docx)
    blocks = Blocks(parts)
    marginals = Marginals(blocks)
    body = blocks.root("word/document.xml").find(f"{W}body")
    part = blocks.part("word/document.xml")
    pages: list[tuple[str, list[str]]] = []
    for place, section in enumerate(sections(body)):
        sheet = paper(section.props)
        kind = section.props.find(f"{W}type") if section.props is not None else None
        if not place or kind is None or kind.get(f"{W}val") != "continuous":
            head, foot = marginals.of("header", section.props, sheet), marginals.of("footer", section.props, sheet)
            pages.append((_page(sheet, head, foot), []))
        pages[-1][1].append(blocks.flow(section.elements, part, sheet.inside, in_body=True))
    code = "\n".join("context {\n" + page + "\n" + "\n".join(inner) + "\n}" for page, inner in pages)
    return _whole(code, blocks.base, title=title, language=language), blocks.pictures.files


def _page(sheet: Paper, head: Marginal, foot: Marginal) -> str:
    """The paper of a section. A header higher than its margin pushes the words down, as word processors do it."""
    settings = []
    margins = [f"left: {points(sheet.left)}", f"right: {points(sheet.right)}"]
    for place, edge, marginal, margin, space in (
        ("header", "top", head, sheet.top, sheet.header),
        ("footer", "bottom", foot, sheet.bottom, sheet.footer),
    ):
        needs = [
            f"{points(space)} + measure(block(width: {points(sheet.inside)}, {{ {code} }})).height" for code in marginal.bodies
        ]
        margins.append(f"{edge}: calc.max({', '.join([points(margin), *needs])})")
        body = f"{{ {marginal.usual} }}"
        if marginal.first is not None:
            body = f"context if counter(page).get().first() == 1 {{ {marginal.first} }} else {{ {marginal.usual} }}"
        settings.append(f"{place}: align({edge}, pad({edge}: {points(space)}, {body}))" if marginal.bodies else f"{place}: none")
    size = f"width: {points(sheet.width)}, height: {points(sheet.height)}"
    return f"set page({size}, margin: ({', '.join(margins)}), header-ascent: 0pt, footer-descent: 0pt, {', '.join(settings)})"


def _whole(code: str, base: RunLook, *, title: str, language: str) -> str:
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
