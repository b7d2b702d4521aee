"""What can be done here: fill and correct the law's tables, and keep the library of rules. Nothing is ever silently replaced."""

from .tables import (
    AlreadyThere,
    Loaded,
    NotADay,
    NotThere,
    OverlappingVersions,
    add_clock,
    add_holiday,
    add_regime,
    end_clock,
    load_statutes,
    set_stage,
    withdraw_holiday,
)

__all__ = [
    "AlreadyThere",
    "Loaded",
    "NotADay",
    "NotThere",
    "OverlappingVersions",
    "add_clock",
    "add_holiday",
    "add_regime",
    "end_clock",
    "load_statutes",
    "set_stage",
    "withdraw_holiday",
]
