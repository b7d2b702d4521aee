"""What the tables in the database say, in the words of `rules`."""

from .counting import Present, basis_of, clock, clocks_started_by, deadline, explain, present
from .tables import bases, clocks, elections, holidays, is_campaign, offices, regimes, stage_on, stages, statutes, zone_of, zones

__all__ = [
    "Present",
    "bases",
    "basis_of",
    "clock",
    "clocks",
    "clocks_started_by",
    "deadline",
    "elections",
    "explain",
    "holidays",
    "is_campaign",
    "offices",
    "present",
    "regimes",
    "stage_on",
    "stages",
    "statutes",
    "zone_of",
    "zones",
]
