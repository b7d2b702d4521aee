"""What can be done in the inbox: keep, say back, forget. Only these modules write."""

from .accepting import Acceptance, ConflictingDelivery, accept, accept_durably, accept_many
from .devices import NewDevice, NotAppointed, link_device, revoke_device, spend_nonce
from .files import MOST_BYTES, FileTooLarge, Incoming, StorageFull, derivative_of, store, touch
from .forgetting import forget
from .forms import UnfitName, VersionTaken, publish_form, set_form_state
from .group import GroupCommit
from .holding import FileGone, hold_file, let_go
from .knocking import What, forget_knocks, knock, knocked_too_often
from .sealing import Found, Looked, check_files, seal_files
from .sorting import mark_sorted
from .sweeping import sweep_orphans
from .talking import LONGEST_TEXT, AnswerTooLong, answer, mark_read, reply

__all__ = [
    "LONGEST_TEXT",
    "MOST_BYTES",
    "Acceptance",
    "AnswerTooLong",
    "ConflictingDelivery",
    "FileGone",
    "FileTooLarge",
    "Found",
    "GroupCommit",
    "Incoming",
    "Looked",
    "NewDevice",
    "NotAppointed",
    "StorageFull",
    "UnfitName",
    "VersionTaken",
    "What",
    "accept",
    "accept_durably",
    "accept_many",
    "answer",
    "check_files",
    "derivative_of",
    "forget",
    "forget_knocks",
    "hold_file",
    "knock",
    "knocked_too_often",
    "let_go",
    "link_device",
    "mark_read",
    "mark_sorted",
    "publish_form",
    "reply",
    "revoke_device",
    "seal_files",
    "set_form_state",
    "spend_nonce",
    "store",
    "sweep_orphans",
    "touch",
]
