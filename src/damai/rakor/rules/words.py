"""Names and titles as they are kept, and as they are compared."""

import re

LONGEST = {"name": 120, "office": 160, "organisation": 160}
CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]+")
SIGNS = re.compile(r"[.,;:'’`\"()\-/]+")


def tidy(text: str) -> str:
    """Words on one line: controls and marks that turn the reading direction become spaces, and spaces one."""
    return " ".join(CONTROLS.sub(" ", text).split())


def same_name(text: str) -> str:
    """A name as it is compared: upper and lower case, dots, commas and spaces make no difference."""
    return " ".join(SIGNS.sub(" ", tidy(text).casefold()).split())
