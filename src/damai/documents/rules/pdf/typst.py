"""Writing typst: words as strings that nothing in them can leave; the compiler has a fixed clock and no fonts of the machine."""

import re
import tempfile
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

import typst

STANDARDS = ["a-2a", "ua-1"]
FONTS = ("Libertinus Serif", "DejaVu Sans Mono")  # both travel with the compiler
PLAIN = 0x250  # below: Latin, which the first font has whole


class CannotCompile(RuntimeError):
    """The compiler refused what our own converter wrote."""


def quoted(text: str) -> str:
    """A text as a typst string. Between these quotes only the backslash and the quote mean anything."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "") + '"'


def points(value: float) -> str:
    """A length as typst writes it, to a hundredth of a point."""
    return f"{round(value, 2) + 0.0:g}pt"


def compiled(source: str, *, files: Mapping[str, bytes], on: date) -> bytes:
    """The PDF (PDF/A-2a and PDF/UA-1) that a source makes; the same bytes for the same source, files and day.

    A character that neither font can draw is shown as its number, [U+6F22]: an archival PDF may not hold what cannot be read.
    """
    try:
        return _compiled(source, files=files, on=on)
    except typst.TypstError as error:
        if "could not be displayed" not in str(error):
            raise CannotCompile(_said(error)) from None
        source = _numbered({char for char in source if ord(char) >= PLAIN and not _drawn(char)}, source)
    try:
        return _compiled(source, files=files, on=on)
    except typst.TypstError as error:
        # Single characters can be drawn, but not in this sequence: show the numbers of all that are not Latin.
        if "could not be displayed" not in str(error):
            raise CannotCompile(_said(error)) from None
        source = _numbered({char for char in source if ord(char) >= PLAIN}, source)
    try:
        return _compiled(source, files=files, on=on)
    except typst.TypstError as error:
        raise CannotCompile(_said(error)) from None


def _said(error: typst.TypstError) -> str:
    return re.sub(r"\s+", " ", str(getattr(error, "message", "") or error))[:300]


def _numbered(chars: set[str], source: str) -> str:
    return source.translate({ord(char): f"[U+{ord(char):04X}]" for char in chars})


def first_picture(source: str, *, files: Mapping[str, bytes], dots: float = 100) -> bytes:
    """The first page of a source as a PNG with so many dots per inch."""
    try:
        return _compiled(source, files=files, on=date(2000, 1, 1), dots=dots)
    except typst.TypstError as error:
        raise CannotCompile(_said(error)) from None


def _compiled(source: str, *, files: Mapping[str, bytes], on: date, dots: float = 0) -> bytes:
    """A PDF; with `dots`, the first page as a PNG."""
    with tempfile.TemporaryDirectory(prefix="damai-paper-") as folder:
        root = Path(folder)
        for name, body in files.items():
            (root / name).write_bytes(body)
        main = root / "main.typ"
        main.write_text(source, encoding="utf-8")
        compiled = typst.compile(
            str(main),
            root=folder,
            format="png" if dots else "pdf",
            ppi=dots or None,
            pdf_standards=cast(Any, [] if dots else STANDARDS),
            timestamp=int(datetime.combine(on, time(), UTC).timestamp()),
            ignore_system_fonts=True,
            package_path=folder,  # nothing is fetched from anywhere
            package_cache_path=folder,
        )
    return bytes(compiled[0]) if isinstance(compiled, list) else bytes(compiled)


@lru_cache(maxsize=4096)
def _drawn(char: str) -> bool:
    """Whether the fonts can draw a character; what they cannot is a property of the fonts, so it is asked once."""
    fonts = ", ".join(quoted(font) for font in FONTS)
    source = f'#{{ set document(title: "x"); set text(lang: "id", font: ({fonts})); {quoted(char)} }}'
    try:
        _compiled(source, files={}, on=date(2000, 1, 1))
    except typst.TypstError:
        return False
    return True
