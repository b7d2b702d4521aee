"""Look for somebody by what they told, exactly, and note who looked and why."""

from django.db import transaction
from django.utils.translation import gettext as _

from damai.agencies.models import AccessReason, Member
from damai.agencies.queries import scope_of
from damai.agencies.rules import Capability
from damai.ledger.actions import record

from .. import facts, queries, rules
from ..models import Bar, Person
from .refusing import NotYours, Refused

MOST = 50


class NothingToSearch(Refused):
    """Nothing is left of what was typed."""


@transaction.atomic
def search(field: str, value: str, *, by: Member, reason: AccessReason | str) -> list[Person]:
    """People of the member's own offices with exactly this telephone number, address, identity number or name, still sealed.

    What was searched for is kept nowhere; that somebody searched, by which field, why, and how many were found, is in the ledger.
    """
    mine = scope_of(by).where(Capability.HANDLE_CASES)
    offices = sorted(charge.agency for charge in mine.charges if charge.kind == rules.KEEPERS)
    if not offices or field not in rules.SEARCHED:
        raise NotYours(field)
    if not rules.searchable(field, value):
        raise NothingToSearch(_("Isi apa yang dicari."))
    barred = Bar.objects.filter(member=by).values("subject")
    found = list(queries.find(field, value).filter(agency__in=offices).exclude(subject__in=barred)[:MOST])
    fact = facts.IdentitiesSearched(agency=offices[0], field=field, found=len(found), why=AccessReason(reason).value)
    record(fact, by=by.code)
    return found
