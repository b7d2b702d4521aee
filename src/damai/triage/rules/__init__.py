"""What a message seems to be, what it resembles, where it belongs and what may be counted in public; pure."""

from .categories import CATEGORIES, PERSON_ONLY, RESTRICTED, TAXONOMY_VERSION, Basis, Category, Kind
from .likeness import Likeness, Trace, similar, sketch, trace
from .protection import Cell, K, Shown, protect
from .reading import WEAK_CONFIDENCE, Reader, Suggestion, WordLists, suggest
from .routing import Aside, Refusal, answer_by, may_go_to, route

__all__ = [
    "CATEGORIES",
    "PERSON_ONLY",
    "RESTRICTED",
    "TAXONOMY_VERSION",
    "WEAK_CONFIDENCE",
    "Aside",
    "Basis",
    "Category",
    "Cell",
    "K",
    "Kind",
    "Likeness",
    "Reader",
    "Refusal",
    "Shown",
    "Suggestion",
    "Trace",
    "WordLists",
    "answer_by",
    "may_go_to",
    "protect",
    "route",
    "similar",
    "sketch",
    "suggest",
    "trace",
]
