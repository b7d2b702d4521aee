"""Official codes: how they are written, and what they say about level and parent.

Every code in this house is the Ministry of Home Affairs' ("Kemendagri"), which KPU uses too. BPS's codes look the same and
mean other places: Kemendagri 31.71 is Jakarta Pusat, BPS 3171 is Jakarta Selatan. A BPS code never enters unmarked.
"""

import re

SCHEME = "Kemendagri"
LEVELS = ("province", "regency", "district", "village")  # by the number of parts in the code
DOTTED = re.compile(r"\d\d(\.\d\d(\.\d\d(\.\d{4})?)?)?")
PARTS = (2, 4, 6, 10)  # lengths of a code without its dots


def official_code(text: str) -> str | None:
    """The dotted code that a text spells ("3171011001", "31 71 01 1001", "31.71.01.1001"), or None if it spells none."""
    compact = re.sub(r"[\s.\-/_]", "", text)
    if not (compact.isascii() and compact.isdigit() and len(compact) in PARTS):
        return None
    return dotted(compact)


def dotted(digits: str) -> str:
    """The digits of a code with the dots where the decree puts them."""
    return ".".join(part for part in (digits[:2], digits[2:4], digits[4:6], digits[6:10]) if part)


def level_of(code: str) -> str:
    """The level a dotted code stands for."""
    return LEVELS[code.count(".")]


def parent_of(code: str) -> str | None:
    """The code one level up, or None for a province."""
    return code.rpartition(".")[0] or None


def ancestors_of(code: str) -> list[str]:
    """The codes above a code, nearest first."""
    above = []
    while parent := parent_of(code):
        above.append(parent)
        code = parent
    return above


def lies_in(code: str, scope: str | None) -> bool:
    """Whether a code is the scope's own or lies below it; everything lies in None."""
    return scope is None or code == scope or code.startswith(f"{scope}.")


def common_scope(codes: list[str]) -> str | None:
    """The smallest area above (or equal to) all the codes; None when only the nation is."""
    if not codes:
        return None
    first, *others = codes
    for candidate in [first, *ancestors_of(first)]:
        if all(lies_in(code, candidate) for code in others):
            return candidate
    return None


def kind_of(code: str, *, is_city: bool) -> str:
    """What a place is called where it lies, read from its code: regencies need to be told whether they are a city."""
    level = level_of(code)
    if level == "province":
        return "provinsi"
    if level == "regency":
        return "kota" if is_city else "kabupaten"
    if level == "district":
        return "distrik" if code >= "91" else "kecamatan"  # the six provinces of Papua say distrik
    return {"1": "kelurahan", "2": "desa", "3": "desa adat"}.get(code.rpartition(".")[2][0], "desa")
