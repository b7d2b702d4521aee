"""What can be done with declarations and signatures."""

from .citizens import LETTERS_A_DAY, ask_to_sign, confirm, forget_unconfirmed
from .declaring import close, close_ended, draft, edit, move_end, open_for_signing, write_text
from .inviting import Invited, invite_signatory, new_token, take_off
from .refusing import (
    AlreadySigned,
    BadContact,
    BadName,
    BadSignature,
    ChangedAfterSigning,
    ChangedMeanwhile,
    FormUsed,
    LinkEnded,
    NotOpen,
    ProveAgain,
    TextIsFixed,
    TextNotReady,
    UnknownLink,
)
from .shipping import load_participants, load_shipped_declarations
from .signing import hide_name, sign_for_agency, sign_in_hall, withdraw, withdraw_for_agency
from .together import together

__all__ = [
    "LETTERS_A_DAY",
    "AlreadySigned",
    "BadContact",
    "BadName",
    "BadSignature",
    "ChangedAfterSigning",
    "ChangedMeanwhile",
    "FormUsed",
    "Invited",
    "LinkEnded",
    "NotOpen",
    "ProveAgain",
    "TextIsFixed",
    "TextNotReady",
    "UnknownLink",
    "ask_to_sign",
    "close",
    "close_ended",
    "confirm",
    "draft",
    "edit",
    "forget_unconfirmed",
    "hide_name",
    "invite_signatory",
    "load_participants",
    "load_shipped_declarations",
    "move_end",
    "new_token",
    "open_for_signing",
    "sign_for_agency",
    "sign_in_hall",
    "take_off",
    "together",
    "withdraw",
    "withdraw_for_agency",
    "write_text",
]
