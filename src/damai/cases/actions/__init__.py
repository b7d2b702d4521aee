"""What can be done with a case. The two tables of the law decide, the guards object; `happening` lets the clocks hear it."""

from damai.agencies.rules import NotYours, Refused

from .assessing import assess, mend, notify_shortfall, reporter_mended
from .assigning import (
    HasHandler,
    NobodyEligible,
    NoHandler,
    NotEligible,
    assign,
    choose,
    declare,
    reassign,
    recuse,
    release_left,
)
from .correcting import correct_law, correct_law_of_house, recount_and_tell
from .deciding import announce, close, decide, extend
from .gathering import gather_people
from .handing import forwarded, may_forward
from .moving import minutes_for, move, move_track
from .noting import Recounted, note_missed, publish_counts, recount
from .opening import identify_reporter, open_case
from .people import describe_party, name_party, name_reporter
from .reading import open_told
from .refusals import (
    AlreadyOpen,
    ContradictingMinutes,
    MovedMeanwhile,
    NotAllowed,
    NotAViolation,
    SecondPlenary,
    UnknownLaw,
)
from .registering import add_track, classify, register
from .reminding import remind
from .telling import message_of_reporter, shortfall_text

__all__ = [
    "AlreadyOpen",
    "ContradictingMinutes",
    "HasHandler",
    "MovedMeanwhile",
    "NoHandler",
    "NobodyEligible",
    "NotAViolation",
    "NotAllowed",
    "NotEligible",
    "NotYours",
    "Recounted",
    "Refused",
    "SecondPlenary",
    "UnknownLaw",
    "add_track",
    "announce",
    "assess",
    "assign",
    "choose",
    "classify",
    "close",
    "correct_law",
    "correct_law_of_house",
    "decide",
    "declare",
    "describe_party",
    "extend",
    "forwarded",
    "gather_people",
    "identify_reporter",
    "may_forward",
    "mend",
    "message_of_reporter",
    "minutes_for",
    "move",
    "move_track",
    "name_party",
    "name_reporter",
    "note_missed",
    "notify_shortfall",
    "open_case",
    "open_told",
    "publish_counts",
    "reassign",
    "recount",
    "recount_and_tell",
    "recuse",
    "register",
    "release_left",
    "remind",
    "reporter_mended",
    "shortfall_text",
]
