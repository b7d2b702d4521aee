"""Close a subject's people to a member who recused themselves or was recused."""

from django.db import transaction

from damai.agencies.models import Member
from damai.ledger.actions import record
from damai.ledger.queries import now

from .. import facts
from ..models import Bar, Opening
from .opening import _end


@transaction.atomic
def bar(subject: str, *, member: Member, by: str) -> Bar:
    """Nothing of this subject's people opens for a member any more, by any way; what they asked for is withdrawn. For ever."""
    row, new = Bar.objects.get_or_create(subject=subject, member=member, defaults={"at": now(), "by": by})
    if new:
        record(facts.MemberBarred(subject=subject, member=member.code), by=by)
        wishes = Opening.objects.select_for_update(of=("self",)).filter(
            person__subject=subject, asked_by=member, state=Opening.State.ASKED
        )
        for wish in wishes.select_related("person"):
            _end(wish, Opening.State.WITHDRAWN, by=by)
    return row
