"""What can be refused with meetings, each in a sentence for the person who tried."""

from damai.agencies.rules import NotYours, Refused

__all__ = [
    "CannotBeHeld",
    "Closed",
    "ListRefused",
    "NotYours",
    "NothingToSend",
    "Refused",
    "TooLate",
]


class CannotBeHeld(Refused):
    """The plan has flaws: in the past, no end, no place."""


class Closed(Refused):
    """Cancelled, or its minutes are final: nothing of it changes any more."""


class TooLate(Refused):
    """The meeting has begun or is over: nobody is invited any more, and nothing is answered."""


class ListRefused(Refused):
    """The list of guests cannot take this: no name, twice the same address, or no address at all."""


class NothingToSend(Refused):
    """Everyone has the latest letter."""
