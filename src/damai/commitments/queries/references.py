"""Things in Damai that can stand as evidence, by their codes.

This room knows what lies below it: reports, documents, its own. Rooms above are not seen from here, so whoever is above tells,
when the house starts, how a code of theirs is looked up: `recognise("P", lambda member, code: …)`.
"""

from collections.abc import Callable

from damai.agencies.models import Member
from damai.agencies.queries import scope_of
from damai.agencies.rules import Capability
from damai.documents.models import Document
from damai.triage.queries import reports_for

from ..rules import prefix_of
from .seeing import commitments_for, items_for

Lookup = Callable[[Member, str], bool]  # whether this code exists for this member
_LOOKUPS: dict[str, Lookup] = {}


def recognise(prefix: str, lookup: Lookup) -> None:
    """Say how codes with these letters are looked up. Saying it again says it anew."""
    _LOOKUPS[prefix] = lookup


def recognised() -> list[str]:
    """The letters of every kind of code that can stand as evidence."""
    return sorted(_LOOKUPS)


def exists(member: Member, code: str) -> bool:
    """Whether something in Damai has this code and the member may see it: one answer for what is not there and not theirs."""
    lookup = _LOOKUPS.get(prefix_of(code))
    return lookup is not None and lookup(member, code)


def _paper(member: Member, code: str) -> bool:
    return Document.objects.filter(code=code, agency__in=scope_of(member).where(Capability.TAKE_PART).agencies).exists()


recognise("L", lambda member, code: reports_for(member).filter(code=code).exists())
recognise("N", _paper)
recognise("K", lambda member, code: commitments_for(member).filter(code=code).exists())
recognise("T", lambda member, code: items_for(member).filter(code=code).exists())
