"""How words and paragraphs of a DOCX look, once its defaults, styles and direct settings are laid over each other."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TWIP = 1 / 20  # points


def number(text: str | None, otherwise: float = 0) -> float:
    """What a measure in the XML says; nonsense says nothing."""
    try:
        return float(text) if text is not None else otherwise
    except ValueError:
        return otherwise


def is_on(element: Any) -> bool:
    """Whether an on/off property that is present is on."""
    return element.get(f"{W}val", "1") not in {"0", "false", "off", "none"}


@dataclass(frozen=True)
class RunLook:
    """How a run of characters looks."""

    size: float = 10
    bold: bool = False
    italic: bool = False
    underline: bool = False
    strike: bool = False
    caps: bool = False
    small_caps: bool = False
    hidden: bool = False
    color: str = ""
    vertical: str = ""  # superscript, subscript

    def over(self, props: Any) -> "RunLook":
        """This look with the direct settings (w:rPr) laid over it."""
        if props is None:
            return self
        new: dict[str, Any] = {}
        for element in props.iterchildren(etree.Element):
            tag = etree.QName(element).localname
            name = {"b": "bold", "i": "italic", "strike": "strike", "dstrike": "strike", "caps": "caps"}.get(tag)
            name = {"smallCaps": "small_caps", "vanish": "hidden"}.get(tag, name)
            if name:
                new[name] = is_on(element)
            elif tag == "u":
                new["underline"] = is_on(element)
            elif tag == "sz":
                new["size"] = min(max(number(element.get(f"{W}val"), 20) / 2, 1), 400)
            elif tag == "color":
                value = element.get(f"{W}val", "")
                new["color"] = value.lower() if len(value) == 6 and all(c in "0123456789abcdefABCDEF" for c in value) else ""
            elif tag == "vertAlign":
                new["vertical"] = element.get(f"{W}val", "")
        return replace(self, **new) if new else self


@dataclass(frozen=True)
class Tab:
    """A tab stop: points from the left edge of the text, and on which side of it words stand."""

    at: float
    side: str  # left, right, center


@dataclass(frozen=True)
class ParagraphLook:
    """How a paragraph looks. Lengths in points."""

    align: str = "left"
    left: float = 0
    right: float = 0
    first: float = 0  # of the first line; negative: hanging
    before: float = 0
    after: float = 0
    line: float = 1  # times the height of a line; or points, when exact
    exact: bool = False
    keep_next: bool = False
    keep_lines: bool = False
    break_before: bool = False
    contextual: bool = False
    level: int = 0  # of a heading; 0: none
    numbering: str = ""
    depth: int = 0
    tabs: tuple[Tab, ...] = ()
    top: float = 0  # thickness of the line above
    bottom: float = 0
    double: bool = False  # the line below is two
    style: str = ""

    def over(self, props: Any) -> "ParagraphLook":
        """This look with the direct settings (w:pPr) laid over it."""
        if props is None:
            return self
        new: dict[str, Any] = {}
        for element in props.iterchildren(etree.Element):
            tag = etree.QName(element).localname
            reader = READERS.get(tag)
            if reader is not None:
                new.update(reader(element, self))
        return replace(self, **new) if new else self


def _indent(element: Any, _look: ParagraphLook) -> dict[str, Any]:
    new: dict[str, Any] = {}
    for name, attributes in {"left": ("left", "start"), "right": ("right", "end")}.items():
        for attribute in attributes:
            if element.get(f"{W}{attribute}") is not None:
                new[name] = number(element.get(f"{W}{attribute}")) * TWIP
    if element.get(f"{W}hanging") is not None:
        new["first"] = -number(element.get(f"{W}hanging")) * TWIP
    elif element.get(f"{W}firstLine") is not None:
        new["first"] = number(element.get(f"{W}firstLine")) * TWIP
    return new


def _spacing(element: Any, _look: ParagraphLook) -> dict[str, Any]:
    new: dict[str, Any] = {}
    for side in ("before", "after"):
        if element.get(f"{W}{side}") is not None:
            new[side] = number(element.get(f"{W}{side}")) * TWIP
    if element.get(f"{W}line") is not None:
        exact = element.get(f"{W}lineRule", "auto") == "exact"
        at_least = element.get(f"{W}lineRule", "auto") == "atLeast"
        value = number(element.get(f"{W}line"), 240)
        new["exact"] = exact
        new["line"] = value * TWIP if exact else 1 if at_least else min(max(value / 240, 0.5), 10)
    return new


def _tabs(element: Any, look: ParagraphLook) -> dict[str, Any]:
    stops = {tab.at: tab for tab in look.tabs}
    for tab in element.iterchildren(f"{W}tab"):
        at, side = number(tab.get(f"{W}pos")) * TWIP, tab.get(f"{W}val", "left")
        if side == "clear":
            stops.pop(at, None)
        elif side != "bar":
            stops[at] = Tab(at, {"right": "right", "end": "right", "decimal": "right", "center": "center"}.get(side, "left"))
    return {"tabs": tuple(stops[at] for at in sorted(stops))}


def _borders(element: Any, _look: ParagraphLook) -> dict[str, Any]:
    new = {}
    for side in ("top", "bottom"):
        line = element.find(f"{W}{side}")
        if line is not None:
            new[side] = thickness(line)
            if side == "bottom":
                kind = line.get(f"{W}val", "").lower()
                new["double"] = "double" in kind or "thin" in kind
    return new


def _numbered(element: Any, _look: ParagraphLook) -> dict[str, Any]:
    new: dict[str, Any] = {}
    number_id, depth = element.find(f"{W}numId"), element.find(f"{W}ilvl")
    if number_id is not None:
        value = number_id.get(f"{W}val", "")
        new["numbering"] = "" if value == "0" else value
    if depth is not None:
        new["depth"] = int(number(depth.get(f"{W}val")))
    return new


def thickness(line: Any) -> float:
    """The thickness of a border in points; 0 for none."""
    if line.get(f"{W}val", "none") in {"none", "nil"}:
        return 0
    return max(number(line.get(f"{W}sz"), 4) / 8, 0.25)


ALIGN = {"both": "justify", "distribute": "justify", "center": "center", "right": "right", "end": "right"}
READERS: dict[str, Any] = {
    "jc": lambda element, _look: {"align": ALIGN.get(element.get(f"{W}val", ""), "left")},
    "ind": _indent,
    "spacing": _spacing,
    "tabs": _tabs,
    "pBdr": _borders,
    "numPr": _numbered,
    "keepNext": lambda element, _look: {"keep_next": is_on(element)},
    "keepLines": lambda element, _look: {"keep_lines": is_on(element)},
    "pageBreakBefore": lambda element, _look: {"break_before": is_on(element)},
    "contextualSpacing": lambda element, _look: {"contextual": is_on(element)},
    "outlineLvl": lambda element, _look: {"level": level_of(element)},
}


def level_of(element: Any) -> int:
    """The level of a heading, 1 to 6; 0 for body text."""
    level = int(number(element.get(f"{W}val"), 9)) + 1
    return level if level <= 6 else 0


class Styles:
    """The styles of a document, each with what it is based on."""

    def __init__(self, root: Any) -> None:
        self.by_id: dict[str, Any] = {}
        self.default: dict[str, str] = {}
        self.known: dict[str, tuple[ParagraphLook, RunLook]] = {}
        self.run, self.paragraph = RunLook(), ParagraphLook()
        if root is None:
            return
        for style in root.iterchildren(f"{W}style"):
            code, kind = style.get(f"{W}styleId", ""), style.get(f"{W}type", "")
            self.by_id[code] = style
            if style.get(f"{W}default") in {"1", "true"}:
                self.default[kind] = code
        defaults = root.find(f"{W}docDefaults")
        if defaults is not None:
            self.run = self.run.over(defaults.find(f"{W}rPrDefault/{W}rPr"))
            self.paragraph = self.paragraph.over(defaults.find(f"{W}pPrDefault/{W}pPr"))

    def chain(self, code: str) -> Iterator[Any]:
        """The style and what it is based on, the most general first."""
        found: list[Any] = []
        while code in self.by_id and len(found) < 20:
            style = self.by_id[code]
            if style in found:
                break
            found.append(style)
            based = style.find(f"{W}basedOn")
            code = based.get(f"{W}val", "") if based is not None else ""
        return reversed(found)

    def of_paragraph(self, props: Any) -> tuple[ParagraphLook, RunLook]:
        """How a paragraph with these direct settings looks, and how its words look before their own."""
        named = props.find(f"{W}pStyle") if props is not None else None
        code = named.get(f"{W}val", "") if named is not None else self.default.get("paragraph", "")
        if code not in self.known:
            self.known[code] = self._of_style(code)
        look, run = self.known[code]
        return look.over(props), run

    def _of_style(self, code: str) -> tuple[ParagraphLook, RunLook]:
        look, run = replace(self.paragraph, style=code), self.run
        for style in self.chain(code):
            look = look.over(style.find(f"{W}pPr"))
            run = run.over(style.find(f"{W}rPr"))
            name = style.find(f"{W}name")
            if name is not None and name.get(f"{W}val", "").lower() == "title":
                look = replace(look, level=1)
        return look, run

    def of_run(self, base: RunLook, props: Any) -> RunLook:
        """How a run with these direct settings looks in a paragraph that looks so."""
        named = props.find(f"{W}rStyle") if props is not None else None
        if named is not None:
            for style in self.chain(named.get(f"{W}val", "")):
                base = base.over(style.find(f"{W}rPr"))
        return base.over(props)
