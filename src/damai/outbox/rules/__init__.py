"""What an address is, how a letter is put together, when it is tried again, and what a returned one says."""

from .addresses import Fault, NotAnAddress, chat_address, email_address, phone_number
from .bounces import LARGEST_BOUNCE, Bounce, status_of_bounce
from .mime import File, build, message_id, return_path
from .retries import LEASE, TRIES, pause_after
from .sms import Segments, TooLong, in_plain_signs, segments, signature

__all__ = [
    "LARGEST_BOUNCE",
    "LEASE",
    "TRIES",
    "Bounce",
    "Fault",
    "File",
    "NotAnAddress",
    "Segments",
    "TooLong",
    "build",
    "chat_address",
    "email_address",
    "in_plain_signs",
    "message_id",
    "pause_after",
    "phone_number",
    "return_path",
    "segments",
    "signature",
    "status_of_bounce",
]
