"""Paragraphs, lists, tables and sections of a DOCX as typst, in the order in which they are read."""

import posixpath
from dataclasses import dataclass, replace
from typing import Any

from lxml import etree

from .inline import Inline, Part, Pictures, Piece, Stop, Words
from .looks import ParagraphLook, Styles, W
from .numbering import Label, Numbering
from .tables import table as written_table
from .typst import points, quoted

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
    page_break: str = ""


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

    def flow(self, elements: list[Any], part: Part, width: float, *, in_cell: bool = False, in_body: bool = False) -> str:
        """The code of these blocks, one after the other.

        `in_cell`: with the space under the last one; `in_body`: pages may break here, and nowhere else.
        """
        flow = Flow(part, width, page_break="pagebreak(weak: true)" if in_body else "")
        code: list[str] = []
        items: list[Item] = []
        for element in _unwrapped(elements):
            tag = etree.QName(element).localname
            if tag == "p":
                self._paragraph(element, flow, code, listed=items)
            elif tag == "tbl":
                code += self._listed(items)
                code.append(self.table(element, flow))
        code += self._listed(items)
        if in_cell and flow.after:
            code.append(f"v({points(flow.after)})")
        return "\n".join(code)

    def _listed(self, items: list[Item]) -> list[str]:
        """The code of list items gathered so far, which are then forgotten."""
        if not items:
            return []
        code = [f"v({points(items[0].gap)}, weak: true)", _nested(items, 0)]
        items.clear()
        return code

    def _paragraph(self, element: Any, flow: Flow, code: list[str], *, listed: list[Item]) -> None:
        props = element.find(f"{W}pPr")
        look, run = self.styles.of_paragraph(props)
        level = self.numbering.level(look)
        if level is not None:
            indent = level.props.find(f"{W}ind") if level.props is not None else None
            if indent is not None:
                wrapper = etree.Element(f"{W}pPr")
                wrapper.append(etree.fromstring(etree.tostring(indent)))
                look = look.over(wrapper).over(props)
        mark = self.styles.of_run(run, props.find(f"{W}rPr") if props is not None else None)
        pieces = self.inline.pieces(element, run, flow.part, flow.width)
        size = max((piece.size for piece in pieces if isinstance(piece, Words)), default=0) or mark.size
        gap = self._gap(look, size, flow)
        if look.break_before:
            code += [*self._listed(listed), flow.page_break]
        if level is not None and any(isinstance(piece, Words) for piece in pieces):
            label = self.numbering.next_label(look, mark)
            if label is not None and look.level and _names_itself(pieces):  # a numbered heading is a heading
                text = f"{label.text} "
                pieces = [Words(self.inline.styled(quoted(text), label.look), label.look.size, label.look, text), *pieces]
            elif label is not None:
                body = self._par(pieces, replace(look, left=0, first=0), size, flow.width - look.left)
                listed.append(Item(label, look, body, gap))
                if Stop("page") in pieces:  # an item is not torn: what breaks the page inside it breaks it after it
                    code += [*self._listed(listed), flow.page_break]
                return
        code += self._listed(listed)
        for place, segment in enumerate(_split(pieces, "page")):
            if place:
                code.append(flow.page_break)
            if any(isinstance(piece, Words) for piece in segment):
                code += [f"v({points(gap)}, weak: true)", self._block(segment, look, size, flow.width)]
            elif not place and len(pieces) == len(segment):
                code.append(self._empty(look, size, gap))

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
            return f"{code}\n{_second_line(look)}" if look.double else code
        return f"v({points(height + gap)})"

    # --- Paragraphs ---------------------------------------------------------------------------------------------

    def _block(self, pieces: list[Piece], look: ParagraphLook, size: float, width: float) -> str:
        is_heading = look.level > 0 and _names_itself(pieces)
        if is_heading:
            self.deepest = level = min(look.level, self.deepest + 1)
            space = Words("h(1em)", 0, None, "\t")  # stops need measuring, and then nobody could say the heading's title
            apart = [space if isinstance(piece, Stop) and piece.what == "tab" else piece for piece in pieces]
            code = f"heading(level: {level}, {self._line(apart, look, width)})"
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
        if look.keep_next and not is_heading:
            wrap.append("sticky: true")
        if look.keep_lines:
            wrap.append("breakable: false")
        code = f"block(width: 100%, {', '.join(wrap)}, {code})" if wrap else code
        return f"{code}\n{_second_line(look)}" if look.double else code

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
        code = written_table(self, element, flow)
        flow.after, flow.style, flow.started = 0, "", True
        return code


def _names_itself(pieces: list[Piece]) -> bool:
    """Whether a heading has a title that a reader of the page can be told: words, and nothing that is only known when printed."""
    words = [piece for piece in pieces if isinstance(piece, Words)]
    return any(piece.text.strip() for piece in words) and not any("counted(" in piece.code and not piece.text for piece in words)


def leading(look: ParagraphLook, size: float) -> float:
    """The white between two lines, in points."""
    high = look.line if look.exact else LINE * look.line * size
    return high - (ABOVE + BELOW) * size


def _second_line(look: ParagraphLook) -> str:
    """The thin line under a thick one, or the second of two; half of the first lies below the edge it is drawn on."""
    return f"block(width: 100%, height: {points(look.bottom / 2 + 1.4)}, stroke: (bottom: 0.75pt))"


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
    """A list, and inside its items the lists that belong to them. Another list on the same level begins anew."""
    depth = items[0].look.depth
    groups: list[list[Item]] = []
    for item in items:
        if item.look.depth <= depth or not groups:
            groups.append([item])
        else:
            groups[-1].append(item)
    code: list[str] = []
    start = 0
    for place in range(1, len(groups) + 1):
        if place == len(groups) or groups[place][0].look.numbering != groups[start][0].look.numbering:
            if code:
                code.append(f"v({points(groups[start][0].gap)}, weak: true)")
            code.append(_one_list(groups[start:place], left))
            start = place
    return "\n".join(code)


def _one_list(groups: list[list[Item]], left: float) -> str:
    bodies, labels = [], []
    for group in groups:
        head = group[0]
        inner = f"; v({points(group[1].gap)}, weak: true)\n{_nested(group[1:], head.look.left)}" if group[1:] else ""
        bodies.append(f"{{ {head.body}{inner} }}")
        hanging = max(-head.look.first, 0)
        labels.append(f"labelled({points(hanging)}, {quoted(head.label.text)}, {_label_look(head.label)})")
    head = groups[0][0]
    indent = head.look.left + min(head.look.first, 0) - left
    spacing = points(groups[1][0].gap if groups[1:] else head.gap)
    shared = f"tight: false, spacing: {spacing}, indent: {points(indent)}, body-indent: 0pt"
    if head.label.level.is_bullet:
        return f"list({shared}, marker: {labels[0]},\n" + ",\n".join(bodies) + ")"
    said = f"(({', '.join(labels)},)).at(n - 1)"
    return f"enum({shared}, number-align: start, numbering: n => {said},\n" + ",\n".join(bodies) + ")"


def _label_look(label: Label) -> str:
    return f'(size: {points(label.look.size)}, weight: "{"bold" if label.look.bold else "regular"}")'
