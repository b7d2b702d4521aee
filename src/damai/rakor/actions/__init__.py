"""What can be done with meetings: call, invite, answer, attend, write, decide, finalise. Only these modules write."""

from .meetings import (
    ItemInUse,
    add_item,
    call_meeting,
    cancel_meeting,
    change_item,
    change_meeting,
    change_series,
    drop_item,
    locked,
    move_item,
    open_series,
)
from .refusals import CannotBeHeld, Closed, ListRefused, NothingToSend, NotYours, Refused, TooLate

__all__ = [
    "CannotBeHeld",
    "Closed",
    "ItemInUse",
    "ListRefused",
    "NotYours",
    "NothingToSend",
    "Refused",
    "TooLate",
    "add_item",
    "call_meeting",
    "cancel_meeting",
    "change_item",
    "change_meeting",
    "change_series",
    "drop_item",
    "locked",
    "move_item",
    "open_series",
]
