"""Keep the people whom the reports behind a case name: each sealed under a key of their own, none of them shown."""

from django.db import transaction

from damai.agencies.models import Member
from damai.agencies.rules import NotYours
from damai.identities import actions as identities
from damai.identities import rules
from damai.identities.models import Person
from damai.identities.queries import opened
from damai.identities.rules import Part
from damai.intake.models import Message
from damai.intake.queries import Forgotten
from damai.interviews.queries import told
from damai.interviews.rules import Told
from damai.ledger.queries import now
from damai.triage.queries import messages_of

from .. import queries
from ..models import Case
from .refusals import locked

SEXES = {"male": "L", "female": "P"}


@transaction.atomic
def gather_people(case: Case, *, by: Member) -> int:
    """Seal reporter, reported parties and witnesses as the reports name them; says how many are new.

    Again, it takes up what came since: another report, or what a reporter mended. What an officer wrote is never overwritten.
    """
    fresh = locked(case, by=by)
    if not queries.handles(by, fresh):
        raise NotYours(case.code)
    kept = 0
    for message in messages_of(fresh.report):
        if message.revises_id is None and not message.forgotten:
            kept += _from(message, fresh, by=by)
    return kept


def _from(message: Message, case: Case, *, by: Member) -> int:
    try:
        said = told(message)
    except Forgotten:
        return 0
    known = list(Person.objects.filter(subject=case.code, origin=message.code).order_by("id"))
    reporter = [each for each in known if each.part == Part.REPORTER]
    kept = 0
    if reporter:
        _complete(reporter[0], _reporter(said), by=by)
    else:
        kept += _keep(case, Part.REPORTER, _reporter(said), message, by=by)
    for part, named in ((Part.REPORTED, said.reported), (Part.WITNESS, said.witnesses)):
        there = sum(each.part == part for each in known)
        for person in named[there:]:  # in the order in which they were told
            kept += _keep(case, part, {"name": person.name, "address": person.address, "phone": person.phone}, message, by=by)
    return kept


def _reporter(said: Told) -> dict[str, str]:
    told_of = said.reporter
    return {
        "name": told_of.name,
        "address": told_of.address,
        "phone": told_of.phone,
        "email": told_of.email,
        "birth_place": told_of.birth,  # place and day in one line, as told: an officer divides them from the identity card
        "sex": SEXES.get(told_of.sex, ""),
        "occupation": told_of.job,
    }


def _keep(case: Case, part: Part, fields: dict[str, str], message: Message, *, by: Member) -> int:
    """One person with what can be kept of the words; nobody where nothing was said."""
    kept = _as_it_can_be_kept(fields)
    if not kept:
        return 0
    identities.keep(case.code, part=part, fields=kept, agency=case.agency, by=by.code, origin=message.code)
    return 1


def _complete(person: Person, fields: dict[str, str], *, by: Member) -> None:
    """What was told since, where nothing stands yet."""
    if person.forgotten:
        return
    there = opened(person).fields
    fresh = {name: value for name, value in _as_it_can_be_kept(fields).items() if name not in there}
    if fresh:
        identities.amend(person, fields=fresh, by=by.code)


def _as_it_can_be_kept(fields: dict[str, str]) -> dict[str, str]:
    """Words as told; what is too long is cut, since the whole stands in the message."""
    cut = {name: value[: rules.FIELDS[name]] for name, value in fields.items()}
    return rules.fit(cut, today=now().date()).fields
