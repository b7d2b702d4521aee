"""An archival and accessible PDF (PDF/A-2a, PDF/UA-1) of a DOCX: what an office changed in its word processor shows in both."""

import re
from datetime import date

from .. import package
from .pages import source
from .typst import CannotCompile, compiled, first_picture, quoted

__all__ = ["CannotCompile", "first_page", "from_docx", "from_typst", "quoted"]

LONG_AGO = date(2000, 1, 1)


def from_docx(docx: bytes, *, title: str, language: str = "id") -> bytes:
    """The PDF of a DOCX that `docx.render` made, dated as it is. Raises CannotCompile.

    What official letters use is carried over; what is not, `checks` says when a template is uploaded (README).
    """
    code, files = source(docx, title=title, language=language)
    return compiled(code, files=files, on=_day_of(docx))


def first_page(docx: bytes, *, title: str, language: str = "id") -> bytes:
    """The first page of a DOCX as a PNG, to look at on a screen."""
    code, files = source(docx, title=title, language=language)
    return first_picture(code, files=files)


def from_typst(source: str, *, files: dict[str, bytes], on: date) -> bytes:
    """The PDF of a typst source written by us, with its pictures by name. Every word in it went through `quoted`.

    The source sets a title, and alternative texts on its pictures, or the standards refuse it (CannotCompile).
    """
    return compiled(source, files=files, on=on)


def _day_of(docx: bytes) -> date:
    found = re.search(rb"<dcterms:created[^>]*>(\d{4}-\d{2}-\d{2})", package.unpacked(docx).get("docProps/core.xml", b""))
    return date.fromisoformat(found.group(1).decode()) if found else LONG_AGO
