"""What can be done with what is kept of people: keep, correct, hand on, forget, open in sight of another. Only these write."""

from .barring import bar
from .keeping import amend, end_releases, follow, forget, keep, release
from .opening import approve, ask, lapse, look, refuse, withdraw
from .refusing import (
    AlreadyAnswered,
    AlreadyAsked,
    AlreadyForgotten,
    NeedsSecond,
    NotYours,
    OpeningOver,
    ProveAgain,
    Refused,
    Unfit,
    WordsMissing,
)
from .searching import NothingToSearch, search

__all__ = [
    "AlreadyAnswered",
    "AlreadyAsked",
    "AlreadyForgotten",
    "NeedsSecond",
    "NotYours",
    "NothingToSearch",
    "OpeningOver",
    "ProveAgain",
    "Refused",
    "Unfit",
    "WordsMissing",
    "amend",
    "approve",
    "ask",
    "bar",
    "end_releases",
    "follow",
    "forget",
    "keep",
    "lapse",
    "look",
    "refuse",
    "release",
    "search",
    "withdraw",
]
