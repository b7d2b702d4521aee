"""Tables: those that hold data are tagged as tables with their header rows; those that only lay out a letter are not."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from lxml import etree

from .looks import TWIP, W, is_on, number, thickness
from .typst import points

if TYPE_CHECKING:
    from .blocks import Blocks, Flow

SIDES = ("top", "bottom", "left", "right")
NAMES = {"start": "left", "end": "right"}


@dataclass
class Cell:
    """A cell where it stands, with what it spans."""

    element: Any
    row: int
    column: int
    columns: int
    rows: int = 1
    strokes: dict[str, float] = field(default_factory=dict)


@dataclass
class Shape:
    """What a table says about all its cells."""

    widths: list[float]
    borders: dict[str, float]
    margins: dict[str, float]
    align: str
    indent: float


def table(blocks: "Blocks", element: Any, flow: "Flow") -> str:
    """The code of a table."""
    rows = _rows(element)
    shape = _shape(blocks, element, rows, flow.width)
    cells = _cells(rows, shape)
    heads = 0
    while heads < len(rows) and _has(rows[heads], "tblHeader"):
        heads += 1
    inside = any(shape.borders.get(side) for side in ("insideH", "insideV")) or any(
        (cell.strokes.get("top") and cell.row) or (cell.strokes.get("left") and cell.column) for cell in cells
    )
    holds_data = bool(heads) or (inside and len(rows) > 1)
    code = _written(blocks, shape, rows, cells, heads if holds_data else 0, "table" if holds_data else "grid", flow)
    if shape.align in {"center", "right"}:
        code = f"align({shape.align}, {code})"
    elif shape.indent > 0:
        code = f"pad(left: {points(shape.indent)}, {code})"
    return f"v({points(flow.after)}, weak: true)\n{code}"


def _written(blocks: "Blocks", shape: Shape, rows: list[Any], cells: list[Cell], heads: int, name: str, flow: "Flow") -> str:
    code = [f"columns: ({', '.join(points(width) for width in shape.widths)},)", "stroke: none, align: left + top"]
    sides = ", ".join(f"{side}: {points(shape.margins.get(side, 0))}" for side in SIDES)
    code.append(f"inset: ({sides})")
    by_row: dict[int, list[str]] = {}
    for cell in cells:
        by_row.setdefault(cell.row, []).append(_cell(blocks, cell, rows[cell.row], shape, name, flow))
    head = [each for row in range(heads) for each in by_row.get(row, [])]
    if head:
        code.append(f"{name}.header(repeat: true,\n" + ",\n".join(head) + ")")
    code += [each for row in range(heads, len(rows)) for each in by_row.get(row, [])]
    return f"{name}(" + ",\n".join(code) + ")"


def _cell(blocks: "Blocks", cell: Cell, row: Any, shape: Shape, name: str, flow: "Flow") -> str:
    width = sum(shape.widths[cell.column : cell.column + cell.columns])
    inner = max(width - shape.margins.get("left", 0) - shape.margins.get("right", 0), 4)
    body = f"{{ {blocks.flow(list(cell.element.iterchildren(etree.Element)), flow.part, inner, in_cell=True)} }}"
    props = cell.element.find(f"{W}tcPr")
    said = []
    if cell.columns > 1:
        said.append(f"colspan: {cell.columns}")
    if cell.rows > 1:
        said.append(f"rowspan: {cell.rows}")
    upright = props.find(f"{W}vAlign") if props is not None else None
    upright = {"center": "horizon", "bottom": "bottom"}.get(upright.get(f"{W}val", ""), "") if upright is not None else ""
    if upright:
        said.append(f"align: left + {upright}")
    shade = props.find(f"{W}shd") if props is not None else None
    fill = shade.get(f"{W}fill", "") if shade is not None else ""
    if len(fill) == 6 and all(char in "0123456789abcdefABCDEF" for char in fill):
        said.append(f'fill: rgb("{fill.lower()}")')
    strokes = {side: thick for side, thick in cell.strokes.items() if thick}
    if strokes:
        said.append(f"stroke: ({', '.join(f'{side}: {points(thick)}' for side, thick in strokes.items())})")
    if _has(row, "cantSplit"):
        said.append("breakable: false")
    high = _height(row)
    if high and cell.rows == 1:
        high -= shape.margins.get("top", 0) + shape.margins.get("bottom", 0)
        inside = f"align({upright}, {body})" if upright else body
        body = f"atleast({points(max(high, 1))}, {points(inner)}, {inside})"
    return f"{name}.cell({', '.join([*said, body])})"


def _rows(element: Any) -> list[Any]:
    found = []
    for child in element.iterchildren(etree.Element):
        tag = etree.QName(child).localname
        if tag == "tr":
            found.append(child)
        elif tag in {"sdt", "sdtContent", "customXml", "ins"}:
            found += _rows(child)
    return found


def _has(row: Any, name: str) -> bool:
    found = row.find(f"{W}trPr/{W}{name}")
    return found is not None and is_on(found)


def _height(row: Any) -> float:
    found = row.find(f"{W}trPr/{W}trHeight")
    return min(number(found.get(f"{W}val")) * TWIP, 700) if found is not None else 0


def _row_cells(row: Any) -> list[Any]:
    found = []
    for child in row.iterchildren(etree.Element):
        tag = etree.QName(child).localname
        if tag == "tc":
            found.append(child)
        elif tag in {"sdt", "sdtContent", "customXml"}:
            found += _row_cells(child)
    return found


def _span(cell: Any) -> int:
    found = cell.find(f"{W}tcPr/{W}gridSpan")
    return max(int(number(found.get(f"{W}val"), 1)), 1) if found is not None else 1


def _cells(rows: list[Any], shape: Shape) -> list[Cell]:
    """Every cell that shows, with the rows it spans and the lines around it."""
    cells: list[Cell] = []
    open_above: dict[int, Cell] = {}
    count = len(shape.widths)
    for place, row in enumerate(rows):
        skipped = row.find(f"{W}trPr/{W}gridBefore")
        column = int(number(skipped.get(f"{W}val"))) if skipped is not None else 0
        for element in _row_cells(row):
            span = min(_span(element), count - column)
            if span < 1:
                break
            merge = element.find(f"{W}tcPr/{W}vMerge")
            above = open_above.get(column)
            if merge is not None and merge.get(f"{W}val", "continue") == "continue" and above is not None:
                above.rows = place - above.row + 1
            else:
                cell = Cell(element, place, column, span)
                cells.append(cell)
                open_above.pop(column, None)
                if merge is not None:
                    open_above[column] = cell
            column += span
    for cell in cells:
        cell.strokes = _strokes(cell, shape, len(rows))
    return cells


def _strokes(cell: Cell, shape: Shape, rows: int) -> dict[str, float]:
    edges = {
        "top": "top" if cell.row == 0 else "insideH",
        "bottom": "bottom" if cell.row + cell.rows >= rows else "insideH",
        "left": "left" if cell.column == 0 else "insideV",
        "right": "right" if cell.column + cell.columns >= len(shape.widths) else "insideV",
    }
    strokes = {side: shape.borders.get(edge, 0) for side, edge in edges.items()}
    own = cell.element.find(f"{W}tcPr/{W}tcBorders")
    if own is not None:
        strokes.update({side: thick for side, thick in _borders(own).items() if side in strokes})
    return strokes


def _borders(element: Any) -> dict[str, float]:
    found = {}
    for line in element.iterchildren(etree.Element):
        tag = etree.QName(line).localname
        found[NAMES.get(tag, tag)] = thickness(line)
    return found


def _margins(element: Any) -> dict[str, float]:
    found = {}
    for side in element.iterchildren(etree.Element):
        tag = etree.QName(side).localname
        found[NAMES.get(tag, tag)] = number(side.get(f"{W}w")) * TWIP
    return found


def _shape(blocks: "Blocks", element: Any, rows: list[Any], room: float) -> Shape:
    borders: dict[str, float] = {}
    margins = {"left": 5.4, "right": 5.4}
    align, indent = "", 0.0
    props = element.find(f"{W}tblPr")
    named = props.find(f"{W}tblStyle") if props is not None else None
    code = named.get(f"{W}val", "") if named is not None else blocks.styles.default.get("table", "")
    for each in [*(style.find(f"{W}tblPr") for style in blocks.styles.chain(code)), props]:
        if each is None:
            continue
        for child in each.iterchildren(etree.Element):
            tag = etree.QName(child).localname
            if tag == "tblBorders":
                borders.update(_borders(child))
            elif tag == "tblCellMar":
                margins.update(_margins(child))
            elif tag == "jc":
                align = {"center": "center", "right": "right", "end": "right"}.get(child.get(f"{W}val", ""), "")
            elif tag == "tblInd":
                indent = number(child.get(f"{W}w")) * TWIP
    return Shape(_widths(element, rows, room - max(indent, 0)), borders, margins, align, indent)


def _widths(element: Any, rows: list[Any], room: float) -> list[float]:
    """The widths of the columns; a table wider than its place is made to fit."""
    grid = element.find(f"{W}tblGrid")
    widths = [number(column.get(f"{W}w")) * TWIP for column in grid.iterchildren(f"{W}gridCol")] if grid is not None else []
    count = max([len(widths), *(sum(_span(cell) for cell in _row_cells(row)) for row in rows), 1])
    missing = count - len(widths)
    known = sum(widths)
    widths += [max((room - known) / missing, 20)] * missing if missing else []
    widths = [width if width > 0 else room / count for width in widths]
    whole = sum(widths)
    return [width * room / whole for width in widths] if whole > room + 0.5 else widths
