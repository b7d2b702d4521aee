"""Reading papers in tests: templates made on the spot, and what a PDF says and how it is tagged, without any program's help."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf
from docx import Document as Word

from damai.documents.rules import Field, Kind

KIND = Kind(
    "surat-uji",
    "Surat uji",
    "umum",
    "Surat {hal}",
    (
        Field("hal", "Hal", "Uji"),
        Field("isi", "Isi", "Isi surat."),
        Field("peserta", "Peserta", parts=(Field("nama", "Nama", "Ani"), Field("kota", "Kota", "Jakarta", required=False))),
    ),
    "SU",
)
WHOLE = ("{{ nomor }}", "{{ hal }}", "{{ isi }}", "{%p for p in peserta %}", "{{ p.nama }}", "{%p endfor %}")


def template(*lines: str) -> bytes:
    """A template with these paragraphs; "# " begins a heading."""
    word = Word()
    for line in lines:
        if line.startswith("# "):
            word.add_heading(line.removeprefix("# "), 1)
        else:
            word.add_paragraph(line)
    return saved(word)


def saved(word: Any) -> bytes:
    """A document of python-docx as bytes."""
    out = BytesIO()
    word.save(out)
    return out.getvalue()


def paragraphs(docx: bytes) -> list[str]:
    """The text of each paragraph of the body that says anything."""
    return [paragraph.text for paragraph in Word(BytesIO(docx)).paragraphs if paragraph.text]


def words_of(pdf: bytes) -> str:
    """What a PDF says, page after page, by the maps from glyphs to characters that it carries."""
    said = []
    with pikepdf.open(BytesIO(pdf)) as opened:
        for page in opened.pages:
            fonts = {name: _map(font) for name, font in page.Resources.get("/Font", {}).items()}
            said += list(_shown(page, fonts))
    return "".join(said)


def _shown(page: Any, fonts: dict[str, dict[int, str]]) -> Iterator[str]:
    font: dict[int, str] = {}
    replaced: list[bool] = []  # inside what says its own text (/ActualText), the glyphs say nothing
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name == "Tf":
            font = fonts[str(operands[0])]
        elif name in {"BDC", "BMC"}:
            actual = operands[1].get("/ActualText") if len(operands) > 1 and isinstance(operands[1], pikepdf.Dictionary) else None
            replaced.append(actual is not None)
            if actual is not None:
                yield str(actual)
        elif name == "EMC":
            replaced.pop()
        elif name in {"Tj", "TJ"} and not any(replaced):
            for piece in operands[0] if name == "TJ" else operands[:1]:
                if isinstance(piece, pikepdf.String):
                    raw = bytes(piece)
                    yield "".join(font.get(int.from_bytes(raw[at : at + 2]), "?") for at in range(0, len(raw), 2))


def _map(font: Any) -> dict[int, str]:
    found: dict[int, str] = {}
    text = bytes(font.ToUnicode.read_bytes()).decode("latin-1")

    def character(code: str) -> str:
        return bytes.fromhex(code).decode("utf-16-be")

    for block in re.findall(r"beginbfchar(.*?)endbfchar", text, re.S):
        for glyph, code in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            found[int(glyph, 16)] = character(code)
    for block in re.findall(r"beginbfrange(.*?)endbfrange", text, re.S):
        for first, last, code in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            for glyph in range(int(first, 16), int(last, 16) + 1):
                start = character(code)
                found[glyph] = start[:-1] + chr(ord(start[-1]) + glyph - int(first, 16))
    return found


def tags_of(pdf: bytes) -> list[tuple[str, str]]:
    """The structure tags of a PDF in reading order, each with its alternative text."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        return list(_tags(opened.Root.StructTreeRoot.K))


def _tags(node: Any) -> Iterator[tuple[str, str]]:
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from _tags(child)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            yield str(node.S).lstrip("/"), str(node.get("/Alt", ""))
        if "/K" in node:
            yield from _tags(node.K)
