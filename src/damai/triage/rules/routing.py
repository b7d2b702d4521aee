"""Which agency is likely to answer for a report. A suggestion only; a person offers it and the agency accepts or refuses."""

from datetime import datetime, timedelta
from enum import StrEnum

from .categories import Kind

# Kinds of agencies, by the codes of `agencies.AgencyKind` (rules know no database).
SUPERVISOR, COMMISSION, COMMUNICATION, UNITY, POLICE = "supervisor", "commission", "communication", "unity", "police"

ROUTES: dict[Kind, tuple[str, ...]] = {
    Kind.VIOLATION: (SUPERVISOR,),  # UU 7/2017 Ps. 454: reports of violations are the supervisors'
    Kind.INCIDENT: (POLICE, UNITY),
    Kind.CLAIM: (COMMUNICATION,),
    Kind.QUESTION: (COMMISSION,),
    Kind.PRELIMINARY: (SUPERVISOR,),
    Kind.OTHER: (SUPERVISOR,),
}
OFFER_LASTS = {4: timedelta(hours=1), 3: timedelta(hours=8)}  # by severity; our own rule, no law sets it
OFFER_LASTS_OTHERWISE = timedelta(hours=24)


class Refusal(StrEnum):
    """Why an agency does not take a report. A list, so that it can be recorded for ever without a person."""

    NOT_OURS = "not_ours"
    OTHER_AREA = "other_area"
    NOT_ENOUGH = "not_enough"
    ALREADY_HANDLED = "already_handled"
    CONFLICT_OF_INTEREST = "conflict_of_interest"


class Aside(StrEnum):
    """Why a report is set aside. It is kept, with its reason, and can be taken up again."""

    SPAM = "spam"
    OUT_OF_SCOPE = "out_of_scope"
    TEST = "test"
    UNREADABLE = "unreadable"


def route(kind: Kind, category: str, *, accused: str = "") -> tuple[str, ...]:
    """The kinds of agency likely to answer, best first; never the one that is itself accused."""
    found = ROUTES[kind]
    if category == "voter_list":
        found = (COMMISSION, SUPERVISOR)
    if category == "ideology_unity":  # never straight to the police: peaceful opinion is protected
        found = (SUPERVISOR,)
    return tuple(agency for agency in found if agency != accused)


def may_go_to(agency: str, *, category: str, accused: str) -> bool:
    """Whether a report may be offered to this kind of agency: an accused body never judges itself."""
    return not (category == "organizer_ethics" and agency in {accused, ""})


def answer_by(at: datetime, severity: int) -> datetime:
    """When an offer lapses and the sender has it back: 1 hour for severity 4, 8 hours for 3, else 24 hours."""
    return at + OFFER_LASTS.get(severity, OFFER_LASTS_OTHERWISE)
