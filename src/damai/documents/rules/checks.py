"""What is wrong with a template, said before it is put in force: each problem with its place and the nearest known name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO

from docx import Document
from docx.opc.exceptions import PackageNotFoundError
from lxml import etree
from rapidfuzz import fuzz, process

from . import package
from .kinds import Kind
from .language import Refusal, Used, fields_used, parsed
from .patching import by_paragraph, readable
from .values import Field

NEAR = 60  # of 100: how alike a misspelt field and a known one must be to be suggested
SHOWN = 80  # characters of a paragraph that a problem quotes
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class Wrong(StrEnum):
    """What can be wrong with a template. Those in WARNINGS do not keep it from being put in force."""

    NOT_DOCX = "not-docx"
    LARGE = "large"
    BOMB = "bomb"
    ENCRYPTED = "encrypted"
    MACRO = "macro"
    EMBEDDED = "embedded"
    OUTSIDE = "outside"
    SYNTAX = "syntax"
    FORBIDDEN = "forbidden"
    FILTER = "filter"
    LOOP = "loop"
    UNKNOWN = "unknown"
    NOT_A_LIST = "not-a-list"
    NOT_A_FIELD = "not-a-field"  # a list where one value belongs
    MISSING = "missing"
    TRIAL = "trial"
    # The PDF cannot show it.
    BOX = "box"
    FLOATING = "floating"
    NOTES = "notes"
    COMMENTS = "comments"
    TRACKED = "tracked"
    EQUATION = "equation"
    DRAWING = "drawing"
    PICTURE_KIND = "picture-kind"
    COLUMNS = "columns"
    NO_ALT = "no-alt"


WARNINGS = frozenset(
    {
        Wrong.BOX, Wrong.FLOATING, Wrong.NOTES, Wrong.COMMENTS, Wrong.TRACKED, Wrong.EQUATION, Wrong.DRAWING,
        Wrong.PICTURE_KIND, Wrong.COLUMNS, Wrong.NO_ALT,
    }
)  # fmt: skip


# What has one of these is not even kept: it is no template, or could harm whoever opens it.
GRAVE = frozenset({Wrong.NOT_DOCX, Wrong.LARGE, Wrong.BOMB, Wrong.ENCRYPTED, Wrong.MACRO, Wrong.EMBEDDED, Wrong.OUTSIDE})


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: what, the field or part concerned, the nearest known name, and the paragraph it stands in."""

    what: Wrong
    name: str = ""
    near: str = ""
    where: str = ""

    @property
    def is_warning(self) -> bool:
        """Whether the template can be used all the same."""
        return self.what in WARNINGS


REFUSALS = {
    "zip": Wrong.NOT_DOCX, "xml": Wrong.NOT_DOCX, "twice": Wrong.NOT_DOCX, "large": Wrong.LARGE, "parts": Wrong.LARGE,
    "unpacked": Wrong.BOMB, "bomb": Wrong.BOMB, "encrypted": Wrong.ENCRYPTED, "macro": Wrong.MACRO,
    "embedded": Wrong.EMBEDDED, "outside": Wrong.OUTSIDE,
}  # fmt: skip


def check(template: bytes, kind: Kind) -> list[Problem]:
    """Everything wrong with a template of a kind; an empty list means that nothing is."""
    try:
        parts = package.opened(template)
        texts = list(_texts(parts))
    except package.NotADocx as refusal:
        return [Problem(REFUSALS[refusal.why], refusal.name)]
    except (PackageNotFoundError, etree.XMLSyntaxError, KeyError, ValueError, AttributeError):
        return [Problem(Wrong.NOT_DOCX)]
    problems: list[Problem] = []
    used: list[tuple[Used, str]] = []
    for text in texts:
        try:
            found = fields_used(parsed(text))
        except Refusal as refusal:
            problems.append(_refused(refusal, text))
            continue
        used += [(each, _paragraph(text, each.line)) for each in found]
    problems += _unknown(used, kind)
    if not any(problem.what in {Wrong.SYNTAX, Wrong.FORBIDDEN, Wrong.FILTER, Wrong.LOOP} for problem in problems):
        problems += _missing({each.path for each, _where in used}, kind)
    return list(dict.fromkeys([*problems, *_beyond_the_pdf(parts)]))


def _texts(parts: dict[str, bytes]) -> Iterator[str]:
    """The body, headers, footers and footnotes as the language reads them: one paragraph per line, fields made whole."""
    Document(BytesIO(package.written(parts)))  # what python-docx cannot open is no document
    rest = [name for name in sorted(parts) if re.fullmatch(r"word/(header|footer|footnotes)\d*\.xml", name)]
    for name in ("word/document.xml", *rest):
        text = etree.tostring(etree.fromstring(parts[name], _parser()), encoding="unicode")
        yield by_paragraph(readable(text))


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True)


def _paragraph(text: str, line: int) -> str:
    lines = text.split("\n")
    words = re.sub(r"<[^>]+>", "", lines[line - 1]) if 0 < line <= len(lines) else ""
    words = words.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").strip()
    return words if len(words) <= SHOWN else f"{words[:SHOWN]}…"


def _refused(refusal: Refusal, text: str) -> Problem:
    what, _, detail = refusal.what.partition(": ")
    where = _paragraph(text, refusal.line)
    kinds = {"syntax": Wrong.SYNTAX, "deep": Wrong.LOOP, "loop": Wrong.LOOP, "filter": Wrong.FILTER}
    return Problem(kinds.get(what, Wrong.FORBIDDEN), detail, "", where)


# --- Fields ---------------------------------------------------------------------------------------------------------


def _unknown(used: list[tuple[Used, str]], kind: Kind) -> Iterator[Problem]:
    for each, where in used:
        fields: tuple[Field, ...] = kind.all_fields
        field: Field | None = None
        for depth, name in enumerate(each.path):
            field = next((one for one in fields if one.name == name), None)
            if field is None:
                before = "".join(f"{part}." for part in each.path[:depth])
                yield Problem(Wrong.UNKNOWN, f"{before}{name}", _nearest(name, fields, before), where)
                break
            fields = field.parts
        else:
            if field is not None and each.is_list and not field.parts:
                yield Problem(Wrong.NOT_A_LIST, ".".join(each.path), "", where)
            if field is not None and each.is_shown and field.parts:
                yield Problem(Wrong.NOT_A_FIELD, ".".join(each.path), "", where)


def _nearest(name: str, fields: tuple[Field, ...], before: str) -> str:
    found = process.extractOne(name.lower(), [field.name for field in fields], scorer=fuzz.WRatio, score_cutoff=NEAR)
    return f"{before}{found[0]}" if found else ""


def _missing(used: set[tuple[str, ...]], kind: Kind) -> Iterator[Problem]:
    """Required fields that no sentence of the template names. A list counts as named when its rows are."""
    named = {path[:depth] for path in used for depth in range(1, len(path) + 1)}
    yield from _missing_of(kind.fields, (), named)


def _missing_of(fields: tuple[Field, ...], before: tuple[str, ...], named: set[tuple[str, ...]]) -> Iterator[Problem]:
    for field in fields:
        path = (*before, field.name)
        if field.required and path not in named:
            yield Problem(Wrong.MISSING, ".".join(path))
        elif field.parts and path in named:
            yield from _missing_of(field.parts, path, named)


# --- What the PDF cannot show ---------------------------------------------------------------------------------------

CANNOT = (
    ("txbxContent", Wrong.BOX), ("anchor", Wrong.FLOATING), ("footnoteReference", Wrong.NOTES),
    ("endnoteReference", Wrong.NOTES), ("commentReference", Wrong.COMMENTS), ("del", Wrong.TRACKED), ("ins", Wrong.TRACKED),
    ("oMath", Wrong.EQUATION), ("chart", Wrong.DRAWING), ("relIds", Wrong.DRAWING), ("pict", Wrong.DRAWING),
)  # fmt: skip
PICTURES = re.compile(r"word/media/.+\.(?!png$|jpe?g$)[a-z0-9]+$", re.I)


def _beyond_the_pdf(parts: dict[str, bytes]) -> Iterator[Problem]:
    words = dict(CANNOT)
    for name, body in sorted(parts.items()):
        if PICTURES.search(name):
            yield Problem(Wrong.PICTURE_KIND, name.rpartition("/")[2])
        if not re.fullmatch(r"word/(document|header\d*|footer\d*)\.xml", name):
            continue
        for element in etree.fromstring(body, _parser()).iter(etree.Element):
            tag = etree.QName(element).localname
            if tag in words:
                yield Problem(words[tag])
            elif tag == "cols" and int(element.get(f"{W}num", "1") or 1) > 1:
                yield Problem(Wrong.COLUMNS)
            elif tag == "docPr" and not (element.get("descr") or "").strip():
                yield Problem(Wrong.NO_ALT, element.get("name", ""))
