"""What is known of the law: the tables, in the words of `rules`."""

from .tables import (
    Present,
    clock,
    clocks,
    deadline,
    elections,
    holidays,
    is_campaign,
    offices,
    present,
    stage_on,
    stages,
    statutes,
)

__all__ = [
    "Present",
    "clock",
    "clocks",
    "deadline",
    "elections",
    "holidays",
    "is_campaign",
    "offices",
    "present",
    "stage_on",
    "stages",
    "statutes",
]
