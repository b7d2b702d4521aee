"""How well an event is known, by the four steps of our sources: 0 not at all, 1 one source, 2 two independent ones, 3 an agency.

Source: docs/law/commitments.md (law.md D.3). That an officer confirmed kind and place of a report says what it is, not that it
happened: by itself it verifies nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass

TWO_SOURCES = 2
BY_AN_AGENCY = 3


@dataclass(frozen=True, kw_only=True)
class Source:
    """One message behind a report: who sent it, if that was a member of the house, and who decided what the report is."""

    message: str  # which one
    sender: str = ""  # member code; empty: someone without an account
    confirmed_by: str = ""  # member code of the officer who decided on the report


def verification(sources: Iterable[Source], *, independent: bool) -> int:
    """How well the event behind these messages is known.

    An agency has verified it where a supervisor saw it themselves and somebody else decided what it is. Two messages are two
    independent sources where they come from different members, or from a member and someone else. Of messages that all came
    without an account nobody can compute who sent them: there an officer says that the senders are different (`independent`).
    """
    known = list(sources)
    if any(source.sender and source.confirmed_by and source.sender != source.confirmed_by for source in known):
        return BY_AN_AGENCY
    members = {source.sender for source in known if source.sender}
    others = {source.message for source in known if not source.sender}
    certain = len(members) + (len(others) if independent else min(len(others), 1))
    return min(certain, TWO_SOURCES)
