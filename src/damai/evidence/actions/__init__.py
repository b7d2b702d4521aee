"""What can be done with evidence: taken in, moved, looked at, copied with faces hidden, packed for a hearing."""

from .blurring import blur, cannot_show
from .keeping import adopt, compare, keep_file, keep_object
from .packing import MadePack, NothingToPack, PeopleAsked, make_pack
from .recording import append, hand_out, hand_out_copy, must_be_whole, note_look, record_event
from .refusals import BadEvent, Damaged, NotAPiece, NotYours, OtherBytes, Refused

__all__ = [
    "BadEvent",
    "Damaged",
    "MadePack",
    "NotAPiece",
    "NotYours",
    "NothingToPack",
    "OtherBytes",
    "PeopleAsked",
    "Refused",
    "adopt",
    "append",
    "blur",
    "cannot_show",
    "compare",
    "hand_out",
    "hand_out_copy",
    "keep_file",
    "keep_object",
    "make_pack",
    "must_be_whole",
    "note_look",
    "record_event",
]
