"""What can be done in the inbox: keep, say back, forget. Only these modules write."""

from .accepting import Acceptance, ConflictingDelivery, accept, accept_durably, accept_many
from .files import MOST_BYTES, FileTooLarge, Incoming, StorageFull, derivative_of, store, touch
from .forgetting import forget
from .group import GroupCommit
from .knocking import What, forget_knocks, knock, knocked_too_often
from .sorting import mark_sorted
from .sweeping import sweep_orphans
from .talking import LONGEST_TEXT, AnswerTooLong, answer, mark_read, reply

__all__ = [
    "LONGEST_TEXT",
    "MOST_BYTES",
    "Acceptance",
    "AnswerTooLong",
    "ConflictingDelivery",
    "FileTooLarge",
    "GroupCommit",
    "Incoming",
    "StorageFull",
    "What",
    "accept",
    "accept_durably",
    "accept_many",
    "answer",
    "derivative_of",
    "forget",
    "forget_knocks",
    "knock",
    "knocked_too_often",
    "mark_read",
    "mark_sorted",
    "reply",
    "store",
    "sweep_orphans",
    "touch",
]
