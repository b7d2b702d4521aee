"""What holds for declarations and signatures, without Django, database or clock."""

from .contacts import same_person
from .drawing import BadDrawing, picture, read_drawing
from .order import Party, in_order, place_of
from .personal import new_code, own_link, read_code, read_own_link
from .puzzle import solved
from .statements import Statement, statement
from .texts import ClauseGiven, Flaw, IndicatorGiven, TextGiven, flaws, text_bytes, text_digest

# Words with which addresses under /deklarasi/ begin; no declaration is called like one of them.
TAKEN = frozenset({"periksa", "konfirmasi", "tanda-tangan", "milik"})

__all__ = [
    "TAKEN",
    "BadDrawing",
    "ClauseGiven",
    "Flaw",
    "IndicatorGiven",
    "Party",
    "Statement",
    "TextGiven",
    "flaws",
    "in_order",
    "new_code",
    "own_link",
    "picture",
    "place_of",
    "read_code",
    "read_drawing",
    "read_own_link",
    "same_person",
    "solved",
    "statement",
    "text_bytes",
    "text_digest",
]
