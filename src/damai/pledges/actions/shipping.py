"""Put on the shelf what ships with Damai. Harmless to repeat: what is there stays as it is."""

from datetime import datetime, time

from django.db import transaction
from django.utils.timezone import get_current_timezone

from damai.ledger.actions import record
from damai.ledger.queries import now

from .. import facts
from ..models import Declaration, Participant
from ..rules import shipped
from .writing import new_declaration, store_text


@transaction.atomic
def load_participants(election: str) -> int:
    """Parties and pairs of an election that ship with Damai; says how many were new."""
    known = set(Participant.objects.filter(election=election).values_list("code", flat=True))
    new = [given for given in shipped.participants(election) if given.code not in known]
    Participant.objects.bulk_create(
        Participant(
            code=given.code,
            election=given.election,
            kind=given.kind,
            ballot_number=given.ballot_number,
            name=given.name,
            short=given.short,
            source=given.source,
        )
        for given in new
    )
    if new:
        record(facts.ParticipantsLoaded(election=election, count=len(new)), by="damai")
    return len(new)


@transaction.atomic
def load_shipped_declarations() -> int:
    """Two declarations of 27 November 2023 for reference, in words of our own, and a template; says how many were new."""
    known = set(Declaration.objects.values_list("slug", flat=True))
    new = [given for given in shipped.declarations() if given.slug not in known]
    for given in new:
        _put_on_shelf(given)
    return len(new)


def _put_on_shelf(given: shipped.DeclarationGiven) -> None:
    declaration = new_declaration(
        slug=given.slug,
        title=given.title,
        occasion=given.occasion,
        place=given.place,
        held_at=datetime.combine(given.held_on, time(9), get_current_timezone()),
        convener=None,
        election=given.election,
        state=given.state,
        source=given.source,
        witnesses=given.witnesses,
        for_citizens=False,
    )
    record(
        facts.DeclarationDrafted(declaration=declaration.code, agency=None, state=given.state, held_on=given.held_on.isoformat()),
        by="damai",
    )
    store_text(
        declaration,
        preamble=given.preamble,
        closing=given.closing,
        clauses=given.clauses,
        is_official=False,
        by="damai",
        at=now(),
    )
