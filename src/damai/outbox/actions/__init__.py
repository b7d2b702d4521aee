"""What can be done with letters: write one, think better of it, send what is due, take in what came back, forget."""

from .delivering import deliver_due
from .forgetting import forget_about, forget_old
from .returning import take_bounce
from .writing import NoChat, NoSms, cancel, cancel_about, send_chat, send_email, send_sms

__all__ = [
    "NoChat",
    "NoSms",
    "cancel",
    "cancel_about",
    "deliver_due",
    "forget_about",
    "forget_old",
    "send_chat",
    "send_email",
    "send_sms",
    "take_bounce",
]
