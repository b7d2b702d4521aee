"""How the number of a paper is written: a pattern of the agency, with few and known fields."""

import re
from datetime import date
from string import Formatter

from .words import roman_month

DEFAULT = "{number:03d}/{kind}/{agency}/{month}/{year}"
FIELDS = ("number", "kind", "agency", "month", "year")
NEEDED = ("number", "year")  # without them two papers could bear one number
LONGEST = 80


class BadPattern(ValueError):
    """The pattern cannot number papers; `str(error)` is a code of PATTERN_PROBLEMS, `name` the field concerned."""

    def __init__(self, code: str, name: str = "") -> None:
        super().__init__(code)
        self.code, self.name = code, name


def checked_pattern(pattern: str) -> str:
    """The pattern, if it numbers papers: only known fields, `number` and `year` among them. BadPattern otherwise."""
    try:
        parts = list(Formatter().parse(pattern))
    except ValueError:
        raise BadPattern("braces") from None
    names = []
    for _literal, name, spec, conversion in parts:
        if name is None:
            continue
        if name not in FIELDS:
            raise BadPattern("unknown", name)
        if conversion or (spec and not (name == "number" and re.fullmatch(r"0[1-6]d", spec))):
            raise BadPattern("format", name)
        names.append(name)
    for name in NEEDED:
        if name not in names:
            raise BadPattern("needed", name)
    if len(pattern) > LONGEST or not pattern.isprintable():
        raise BadPattern("long")
    return pattern


def written(pattern: str, *, number: int, kind: str, agency: str, on: date) -> str:
    """The number as it stands on the paper: "007/UND/KESBANGPOL-JP/X/2023"."""
    return pattern.format(number=number, kind=kind, agency=agency, month=roman_month(on.month), year=on.year)
