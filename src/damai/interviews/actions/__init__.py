"""What can be done with interviews: begin, answer, send, mend, tell, forget. Only these modules write."""

from .chatting import answered_before, converse, follow, remember_reply, talk_about
from .forgetting import CONVERSATION_DAYS, KEPT_DAYS, forget_deliveries, forget_unfinished
from .keeping import MOST_FILES, AlreadySent, Begun, TooMuch, add_file, begin, change, drop_file, forget
from .mending import NothingToMend, RepairIsOpen, close_repair, open_repair, until_in_words
from .noticing import notice, when_mended
from .sending import NothingToSend, Sent, receipt, send
from .telling import tell

__all__ = [
    "CONVERSATION_DAYS",
    "KEPT_DAYS",
    "MOST_FILES",
    "AlreadySent",
    "Begun",
    "NothingToMend",
    "NothingToSend",
    "RepairIsOpen",
    "Sent",
    "TooMuch",
    "add_file",
    "answered_before",
    "begin",
    "change",
    "close_repair",
    "converse",
    "drop_file",
    "follow",
    "forget",
    "forget_deliveries",
    "forget_unfinished",
    "notice",
    "open_repair",
    "receipt",
    "remember_reply",
    "send",
    "talk_about",
    "tell",
    "until_in_words",
    "when_mended",
]
