"""What the tables in the database say, in the words of `rules`."""

from .articles import Article, Piece, Source, Standing, Version, article, offences_on
from .counting import Present, basis_of, clock, clocks_started_by, deadline, explain, present
from .imports import draft, drafts, imports_of, plan_of, reading_of
from .library import Cited, candidates, canonical, cited, contents, known, law, laws, names_of_laws, resolve, today
from .searching import Hit, OffenceHit, Results, search
from .tables import bases, clocks, elections, holidays, is_campaign, offices, regimes, stage_on, stages, statutes, zone_of, zones

__all__ = [
    "Article",
    "Cited",
    "Hit",
    "OffenceHit",
    "Piece",
    "Present",
    "Results",
    "Source",
    "Standing",
    "Version",
    "article",
    "bases",
    "basis_of",
    "candidates",
    "canonical",
    "cited",
    "clock",
    "clocks",
    "clocks_started_by",
    "contents",
    "deadline",
    "draft",
    "drafts",
    "elections",
    "explain",
    "holidays",
    "imports_of",
    "is_campaign",
    "known",
    "law",
    "laws",
    "names_of_laws",
    "offences_on",
    "offices",
    "plan_of",
    "present",
    "reading_of",
    "regimes",
    "resolve",
    "search",
    "stage_on",
    "stages",
    "statutes",
    "today",
    "zone_of",
    "zones",
]
