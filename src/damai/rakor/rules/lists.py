"""A list of guests as an office has it: one line each, "Nama; Jabatan; Lembaga; surel"."""

import re
from dataclasses import dataclass

from damai.outbox.rules import NotAnAddress, email_address

from .words import LONGEST, tidy

MOST_LINES = 300
REQUIRED = {"wajib", "wajib hadir"}


@dataclass(frozen=True, kw_only=True)
class Guest:
    """Somebody to invite, as one line said it."""

    name: str
    office: str = ""
    organisation: str = ""
    email: str = ""
    required: bool = False


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line that was not empty: either a guest, or the code of what is wrong with it."""

    number: int  # from 1, as an editor counts
    text: str
    guest: Guest | None = None
    problem: str = ""  # few, many, name, organisation, long, email, twice, lines


def read_list(text: str) -> list[Line]:
    """Every line that is not empty, in order. Columns are parted by semicolons, or by tabs as they come out of a spreadsheet.

    Missing columns at the end are empty; a last column "wajib" marks who must come.
    """
    lines: list[Line] = []
    seen: set[str] = set()
    for number, raw in enumerate(text.splitlines(), start=1):
        if not tidy(raw):
            continue
        if len(lines) >= MOST_LINES:
            lines.append(Line(number=number, text=raw, problem="lines"))
            break
        line = _read(number, raw, seen)
        if line.guest and line.guest.email:
            seen.add(line.guest.email)
        lines.append(line)
    return lines


def _read(number: int, raw: str, seen: set[str]) -> Line:
    columns = [tidy(column) for column in re.split(r"\t" if "\t" in raw and ";" not in raw else ";", raw)]
    while columns and not columns[-1]:
        columns.pop()
    required = bool(columns) and columns[-1].casefold() in REQUIRED
    if required:
        columns.pop()
    problem = ""
    if len(columns) > 4:
        problem = "many"
    name, office, organisation, email = [*columns, "", "", "", ""][:4]
    if not problem and not name:
        problem = "name"
    if not problem and not organisation:
        problem = "few" if len(columns) < 3 else "organisation"
    sizes = {"name": name, "office": office, "organisation": organisation}
    if not problem and any(len(value) > LONGEST[field] for field, value in sizes.items()):
        problem = "long"
    if not problem and email:
        try:
            email = email_address(email)
        except NotAnAddress:
            problem = "email"
        else:
            problem = "twice" if email in seen else ""
    if problem:
        return Line(number=number, text=raw, problem=problem)
    guest = Guest(name=name, office=office, organisation=organisation, email=email, required=required)
    return Line(number=number, text=raw, guest=guest)
