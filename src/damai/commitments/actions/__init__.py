"""What can be done with promises: make, assign, show, judge, measure, confirm; allege, reply, record a decision; remind."""

from ..rules import MOST_BYTES
from .breaching import Alleged, allege_breach, decide_breach, neutral, renew_reply_link, reply
from .doing import begin, cancel, move_due_date, tell_obstacles
from .promising import assign, confirm_kept, measure, promise, withdraw
from .refusals import (
    AlreadyAlleged,
    AlreadyPromised,
    BadDate,
    BadEvidence,
    BadLink,
    JudgedMeanwhile,
    NoFigure,
    NotCompetent,
    NotKeptYet,
    NotNeutral,
    NotOpen,
    NotVerified,
    NotYours,
    Refused,
    SameAgency,
    WordsMissing,
)
from .reminding import remind
from .showing import accept_evidence, send_back, submit_evidence

__all__ = [
    "MOST_BYTES",
    "Alleged",
    "AlreadyAlleged",
    "AlreadyPromised",
    "BadDate",
    "BadEvidence",
    "BadLink",
    "JudgedMeanwhile",
    "NoFigure",
    "NotCompetent",
    "NotKeptYet",
    "NotNeutral",
    "NotOpen",
    "NotVerified",
    "NotYours",
    "Refused",
    "SameAgency",
    "WordsMissing",
    "accept_evidence",
    "allege_breach",
    "assign",
    "begin",
    "cancel",
    "confirm_kept",
    "decide_breach",
    "measure",
    "move_due_date",
    "neutral",
    "promise",
    "remind",
    "renew_reply_link",
    "reply",
    "send_back",
    "submit_evidence",
    "tell_obstacles",
    "withdraw",
]
