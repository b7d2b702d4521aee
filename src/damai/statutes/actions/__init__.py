"""What can be done to the law's tables and to the library of rules. Nothing is ever silently replaced."""

from .changing import change_tables
from .clocks import add_clock, add_regime, end_clock
from .days import add_holiday, set_stage, withdraw_holiday
from .importing import Applied, PlanChanged, TooManyDrafts, apply_import, drop_import, look_at, read_law
from .library import LoadedLibrary, NotADecision, add_law, load_library, repeal_law, rule_on
from .loading import Loaded, load_statutes
from .reading import Unreadable
from .refusals import AlreadyThere, NotADay, NotThere, OverlappingVersions

__all__ = [
    "AlreadyThere",
    "Applied",
    "Loaded",
    "LoadedLibrary",
    "NotADay",
    "NotADecision",
    "NotThere",
    "OverlappingVersions",
    "PlanChanged",
    "TooManyDrafts",
    "Unreadable",
    "add_clock",
    "add_holiday",
    "add_law",
    "add_regime",
    "apply_import",
    "change_tables",
    "drop_import",
    "end_clock",
    "load_library",
    "load_statutes",
    "look_at",
    "read_law",
    "repeal_law",
    "rule_on",
    "set_stage",
    "withdraw_holiday",
]
