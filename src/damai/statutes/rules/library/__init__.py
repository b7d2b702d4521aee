"""The library of rules, without a database: identifiers, reading official texts, the catalogue of offences, and searching."""

from .citing import Citation, read_citation
from .formats import CannotRead, Format, Trouble, folded, format_of, within_bounds, words_of
from .ids import (
    KINDS,
    Kind,
    NotAnIdentifier,
    Provision,
    UnknownArticle,
    UnknownLaw,
    kind_of,
    law_code,
    law_label,
    nearest_to,
    order_of,
    place_of,
)
from .index import Found, Index, Passage, Reason
from .jsonl import laws_in, quality_said, read_jsonl
from .laws import Effect, KnownLaw, Ruling, known_laws, known_rulings
from .lines import Aside, Why
from .offences import SUBJECTS, Class, Offence, Penalty, When, by_id, by_provision, catalogue
from .parts import Doubt, Note, Reading, Unit
from .plan import Change, Held, Plan, Step, planned, whole_text
from .quality import Quality, noise, odd_words, quality_of, worst
from .reading import read_text
from .searching import Question, find_offences, read_question, wanted_by
from .words import stem, stems

__all__ = [
    "KINDS",
    "SUBJECTS",
    "Aside",
    "CannotRead",
    "Change",
    "Citation",
    "Class",
    "Doubt",
    "Effect",
    "Format",
    "Found",
    "Held",
    "Index",
    "Kind",
    "KnownLaw",
    "NotAnIdentifier",
    "Note",
    "Offence",
    "Passage",
    "Penalty",
    "Plan",
    "Provision",
    "Quality",
    "Question",
    "Reading",
    "Reason",
    "Ruling",
    "Step",
    "Trouble",
    "Unit",
    "UnknownArticle",
    "UnknownLaw",
    "When",
    "Why",
    "by_id",
    "by_provision",
    "catalogue",
    "find_offences",
    "folded",
    "format_of",
    "kind_of",
    "known_laws",
    "known_rulings",
    "law_code",
    "law_label",
    "laws_in",
    "nearest_to",
    "noise",
    "odd_words",
    "order_of",
    "place_of",
    "planned",
    "quality_of",
    "quality_said",
    "read_citation",
    "read_jsonl",
    "read_question",
    "read_text",
    "stem",
    "stems",
    "wanted_by",
    "whole_text",
    "within_bounds",
    "words_of",
    "worst",
]
