"""What can be done to the law's tables: fill them, add versions, days off and stages. Nothing is ever silently replaced."""

from .changing import change_tables
from .clocks import add_clock, add_regime, end_clock
from .days import add_holiday, set_stage, withdraw_holiday
from .loading import Loaded, load_statutes
from .refusals import AlreadyThere, NotADay, NotThere, OverlappingVersions

__all__ = [
    "AlreadyThere",
    "Loaded",
    "NotADay",
    "NotThere",
    "OverlappingVersions",
    "add_clock",
    "add_holiday",
    "add_regime",
    "change_tables",
    "end_clock",
    "load_statutes",
    "set_stage",
    "withdraw_holiday",
]
