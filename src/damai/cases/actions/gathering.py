"""Keep the people whom the reports behind a case name: each sealed under a key of their own, none of them shown."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max

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
from ..models import Case, Party
from .refusals import locked

SEXES = {"male": "L", "female": "P"}
NEEDED = frozenset({"name", "address"})  # of the reporter: G-1


@dataclass(frozen=True)
class Gathered:
    """What the messages gave: how many people are new, and whether a reporter with name and address is among them."""

    new: int
    identified: bool


@transaction.atomic
def gather_people(case: Case, *, by: Member) -> int:
    """Seal reporter, reported parties and witnesses as the reports name them; says how many are new.

    Again, it takes up what came since: another report, or what a reporter mended. What an officer wrote is never overwritten.
    """
    fresh = locked(case, by=by)
    if not queries.handles(by, fresh):
        raise NotYours(case.code)
    return keep_told(fresh, messages_of(fresh.report), by=by.code).new


def keep_told(case: Case, messages: Iterable[Message], *, by: str) -> Gathered:
    """Keep everyone whom these messages name; those kept before are not kept again, those that a repair added are."""
    new, identified = 0, False
    for message in messages:
        if message.revises_id is not None or message.forgotten:
            continue
        try:
            said = told(message)
        except Forgotten:
            continue
        new += _from(message, said, case, by=by)
        identified = identified or said.reporter.is_identified
    return Gathered(new=new, identified=identified)


def _from(message: Message, said: Told, case: Case, *, by: str) -> int:
    known = list(Person.objects.filter(subject=case.code, origin=message.code).order_by("id"))
    reporter = [each for each in known if each.part == Part.REPORTER]
    new = 0
    if reporter:
        _complete(reporter[0], _reporter(said), by=by)
    else:
        new += _keep(case, Part.REPORTER, _reporter(said), message, by=by)
    for part, named in ((Part.REPORTED, said.reported), (Part.WITNESS, said.witnesses)):
        there = sum(each.part == part for each in known)
        for person in named[there:]:  # in the order in which they were told
            new += _keep(case, part, {"name": person.name, "address": person.address, "phone": person.phone}, message, by=by)
    return new


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


def _keep(case: Case, part: Part, fields: Mapping[str, str], message: Message, *, by: str) -> int:
    """One person with what can be kept of the words; nobody where nothing was said."""
    kept = _as_it_can_be_kept(fields)
    if not kept:
        return 0
    row = identities.keep(case.code, part=part, fields=kept, agency=case.agency_id, by=by, origin=message.code)
    if part is Part.REPORTED:
        add_party(case, person=row.code)
    return 1


def _complete(person: Person, fields: Mapping[str, str], *, by: str) -> None:
    """What was told since, where nothing stands yet."""
    if person.forgotten:
        return
    there = opened(person).fields
    fresh = {name: value for name, value in _as_it_can_be_kept(fields).items() if name not in there}
    if fresh:
        identities.amend(person, fields=fresh, by=by)


def _as_it_can_be_kept(fields: Mapping[str, str]) -> dict[str, str]:
    """Words as told; what is too long is cut, since the whole stands in the message."""
    cut = {name: value[: rules.FIELDS[name]] for name, value in fields.items()}
    return rules.fit(cut, today=now().date()).fields


def add_party(case: Case, *, person: str = "", kind: str = Party.Kind.UNKNOWN, participant: str = "") -> Party:
    """A reported party, as figures need it; who it is stands sealed in `identities` under `person`."""
    last = Party.objects.filter(case=case).aggregate(last=Max("number"))["last"] or 0
    return Party.objects.create(case=case, number=last + 1, kind=kind, participant=participant, person=person)
