"""What can be seen of evidence: pieces, their custody records, pictures of them, and whether all is as it was recorded."""

from ..models import Custody, Derivative, Exhibit, Pack
from .checking import Checked, check
from .exhibits import (
    ACTION_CHOICES,
    KIND_CHOICES,
    SOURCE_CHOICES,
    Shown,
    Told,
    adopted,
    count_of,
    derivative_of,
    entry_of,
    exhibit_of,
    exhibits_of,
    kind_for,
    packs_of,
    piece_of,
    words_of,
    words_of_entry,
)
from .originals import Measured, Unreadable, chunks_of, chunks_of_part, measured
from .pictures import CannotShow, made, picture_of

__all__ = [
    "ACTION_CHOICES",
    "KIND_CHOICES",
    "SOURCE_CHOICES",
    "CannotShow",
    "Checked",
    "Custody",
    "Derivative",
    "Exhibit",
    "Measured",
    "Pack",
    "Shown",
    "Told",
    "Unreadable",
    "adopted",
    "check",
    "chunks_of",
    "chunks_of_part",
    "count_of",
    "derivative_of",
    "entry_of",
    "exhibit_of",
    "exhibits_of",
    "kind_for",
    "made",
    "measured",
    "packs_of",
    "picture_of",
    "piece_of",
    "words_of",
    "words_of_entry",
]
