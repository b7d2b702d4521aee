"""What can be done in the inbox: keep, say back, forget. Only these modules write."""

from .accepting import Acceptance, ConflictingDelivery, accept, accept_durably, accept_many
from .files import FileTooLarge, Incoming, StorageFull, derivative_of, store
from .forgetting import forget
from .group import GroupCommit
from .sorting import mark_sorted
from .talking import AnswerTooLong, answer, mark_read, reply

__all__ = [
    "Acceptance",
    "AnswerTooLong",
    "ConflictingDelivery",
    "FileTooLarge",
    "GroupCommit",
    "Incoming",
    "StorageFull",
    "accept",
    "accept_durably",
    "accept_many",
    "answer",
    "derivative_of",
    "forget",
    "mark_read",
    "mark_sorted",
    "reply",
    "store",
]
