"""What can be seen of cases: by officers and leads of the supervisors accountable for them, in their area, and by nobody else."""

from ..models import ITEMS, Assessment, Case, Step, Term, Track
from .access import case_for, case_of, cases_for, handles, leads, tracks_of
from .law import Windows, cited, deadline_of, deadline_of_term, passed, regime_name, regimes, reporting, zone_of_office
from .lists import (
    Page,
    events_of,
    late_cases,
    next_moves,
    next_track_moves,
    page_of,
    soon_late,
    steps_of,
    today,
    with_nearest,
)
from .recounting import Moving, Preview, cases_moving, preview
from .studies import StudyRead, received_on, studies_of
from .terms import Explained, Running, missed, open_terms, running, running_in, term_explained, terms_of
from .totals import Totals, count_by_area, totals

__all__ = [
    "ITEMS",
    "Assessment",
    "Case",
    "Explained",
    "Moving",
    "Page",
    "Preview",
    "Running",
    "Step",
    "StudyRead",
    "Term",
    "Totals",
    "Track",
    "Windows",
    "case_for",
    "case_of",
    "cases_for",
    "cases_moving",
    "cited",
    "count_by_area",
    "deadline_of",
    "deadline_of_term",
    "events_of",
    "handles",
    "late_cases",
    "leads",
    "missed",
    "next_moves",
    "next_track_moves",
    "open_terms",
    "page_of",
    "passed",
    "preview",
    "received_on",
    "regime_name",
    "regimes",
    "reporting",
    "running",
    "running_in",
    "soon_late",
    "steps_of",
    "studies_of",
    "term_explained",
    "terms_of",
    "today",
    "totals",
    "tracks_of",
    "with_nearest",
    "zone_of_office",
]
