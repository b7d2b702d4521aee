"""When a letter that did not leave is tried again, and what an answer of a server means."""

import re
from dataclasses import dataclass
from datetime import timedelta

TRIES = 12
LEASE = timedelta(minutes=10)  # a worker that is silent for so long has lost its letter, and another takes it
_PAUSES = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 30, 60, 120, 240, 480)]
_ENHANCED = re.compile(r"\s*([245]\.\d{1,3}\.\d{1,3})\b")  # RFC 2034: at the beginning of the text
# Answers of a gateway that say something about the house or the moment, not about the letter: it must not be lost for them.
_NOT_ABOUT_THE_LETTER = {401, 402, 403, 404, 405, 407, 408, 409, 421, 425, 429}


def pause_after(tries: int) -> timedelta:
    """How long to wait after the n-th failure: 1, 5, 15, 30 minutes, 1, 2, 4 hours, then every 8: given up after two days."""
    return _PAUSES[min(max(tries, 1), len(_PAUSES)) - 1]


@dataclass(frozen=True)
class Refusal:
    """A letter was not taken: a code, and whether trying again is of no use."""

    code: str
    for_good: bool


def refusal_of_smtp(code: int, text: bytes | str = b"") -> Refusal:
    """What a mail server's answer to this letter means: 5xx is for good, everything else may pass (RFC 5321, 4.2.1).

    The code is the enhanced one (5.1.1) where the server says it and it agrees with its own answer, else the three digits.
    """
    said = text.decode("ascii", "replace") if isinstance(text, bytes) else text
    found = _ENHANCED.match(said[:200])
    enhanced = found[1] if found and found[1][0] == str(code)[:1] else ""
    return Refusal(enhanced or f"{code:03d}"[:3], 500 <= code <= 599)


def refusal_of_gateway(status: int) -> Refusal:
    """What an SMS gateway's answer means: 4xx is for good unless it is about the house or the moment, everything else passes."""
    return Refusal(str(status)[:3], 400 <= status <= 499 and status not in _NOT_ABOUT_THE_LETTER)
