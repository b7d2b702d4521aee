"""What everyone may know about cases: protected figures, and how far the case of one's own report is. No names, ever."""

from .figures import PublicCell, PublicFigures, PublicKind, PublicOffice, PublicRate, PublicTime, figures
from .papers import ReporterPaper, announced, papers_of
from .progress import (
    CaseProgress,
    TrackProgress,
    next_step,
    progress,
    tally_by_area,
    track_next_step,
    track_words_for,
    words_for,
)

__all__ = [
    "CaseProgress",
    "PublicCell",
    "PublicFigures",
    "PublicKind",
    "PublicOffice",
    "PublicRate",
    "PublicTime",
    "ReporterPaper",
    "TrackProgress",
    "announced",
    "figures",
    "next_step",
    "papers_of",
    "progress",
    "tally_by_area",
    "track_next_step",
    "track_words_for",
    "words_for",
]
