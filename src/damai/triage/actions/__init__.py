"""What can be done with messages and reports: sort, take, decide, join, hand over, count for the public. Only these write."""

from .deciding import confirm, deny_duplicate, join, separate, set_aside, take_up
from .handing import (
    AlreadyOffered,
    NotOffered,
    RoutedToAccused,
    accept_offer,
    lapse_offers,
    offer,
    pass_on,
    refuse_offer,
    withdraw_offer,
)
from .leasing import LeaseEnded, TakenByAnother, release, take, take_batch
from .placing import Place, place
from .publishing import publish, publish_counts
from .reading import open_words
from .refusals import AlreadyDecided, ImpossibleDates, NotDecided, NotYours, Refused, UnknownCategory
from .sorting import sort_inbox

__all__ = [
    "AlreadyDecided",
    "AlreadyOffered",
    "ImpossibleDates",
    "LeaseEnded",
    "NotDecided",
    "NotOffered",
    "NotYours",
    "Place",
    "Refused",
    "RoutedToAccused",
    "TakenByAnother",
    "UnknownCategory",
    "accept_offer",
    "confirm",
    "deny_duplicate",
    "join",
    "lapse_offers",
    "offer",
    "open_words",
    "pass_on",
    "place",
    "publish",
    "publish_counts",
    "refuse_offer",
    "release",
    "separate",
    "set_aside",
    "sort_inbox",
    "take",
    "take_batch",
    "take_up",
    "withdraw_offer",
]
