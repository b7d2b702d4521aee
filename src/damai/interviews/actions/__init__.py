"""What can be done with interviews: begin, answer, send, mend, tell, forget. Only these modules write."""

from .chatting import Claim, claim_delivery, converse, drop_claim, follow, is_flooding, remember_reply, talk_about
from .forgetting import CONVERSATION_DAYS, KEPT_DAYS, forget_deliveries, forget_unfinished
from .keeping import MOST_FILES, AlreadySent, Begun, FileLost, TooMuch, Way, add_file, begin, change, drop_file, forget, take_over
from .mending import NothingToMend, RepairIsOpen, close_repair, move_repair, open_repair, request_text, until_in_words
from .noticing import notice, when_mended
from .sending import NothingToSend, Sent, receipt, send
from .telling import tell

__all__ = [
    "CONVERSATION_DAYS",
    "KEPT_DAYS",
    "MOST_FILES",
    "AlreadySent",
    "Begun",
    "Claim",
    "FileLost",
    "NothingToMend",
    "NothingToSend",
    "RepairIsOpen",
    "Sent",
    "TooMuch",
    "Way",
    "add_file",
    "begin",
    "change",
    "claim_delivery",
    "close_repair",
    "converse",
    "drop_claim",
    "drop_file",
    "follow",
    "forget",
    "forget_deliveries",
    "forget_unfinished",
    "is_flooding",
    "move_repair",
    "notice",
    "open_repair",
    "receipt",
    "remember_reply",
    "request_text",
    "send",
    "take_over",
    "talk_about",
    "tell",
    "until_in_words",
    "when_mended",
]
