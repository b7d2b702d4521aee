"""What an officer writes down of the people of a case: the reporter's identity, who is reported and for whom they stand."""

import re
from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from damai.agencies.models import Member
from damai.identities.actions import amend, keep
from damai.identities.models import Person
from damai.identities.rules import Part
from damai.ledger.actions import record
from damai.triage.queries import messages_of

from .. import facts
from ..models import Case, Party
from .gathering import NEEDED, add_party
from .refusals import NotAllowed, locked

PARTICIPANT = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,39}")


@transaction.atomic
def describe_party(party: Party, *, kind: str, participant: str, by: Member) -> Party:
    """Say what a reported party is and for whom it stands; no name."""
    case = locked(party.case, by=by)
    _needs_kind(kind)
    row = Party.objects.get(pk=party.pk, case=case)
    row.kind, row.participant = kind, _code(participant)
    row.save(update_fields=["kind", "participant"])
    record(facts.PartyDescribed(case=case.code, party=row.number, kind=kind), by=by.code)
    return row


@transaction.atomic
def name_party(case: Case, *, kind: str, fields: Mapping[str, str], by: Member, participant: str = "") -> Party:
    """Add a reported party whom an officer learned of; the name is sealed at once. Raises identities.Unfit."""
    fresh = locked(case, by=by)
    _needs_kind(kind)
    code = ""
    if any(value.strip() for value in fields.values()):
        code = keep(fresh.code, part=Part.REPORTED, fields=fields, agency=fresh.agency_id, by=by.code).code
    row = add_party(fresh, person=code, kind=kind, participant=_code(participant))
    record(facts.PartyDescribed(case=fresh.code, party=row.number, kind=kind), by=by.code)
    return row


def _code(participant: str) -> str:
    """For whom a party stands, as a code: the ballot number or short name of a party or pair; never a person's name."""
    code = participant.strip()
    if code and not PARTICIPANT.fullmatch(code):
        raise NotAllowed(_("Peserta ditulis sebagai nomor urut atau singkatan: huruf, angka, titik, dan tanda hubung."))
    return code


def _needs_kind(kind: str) -> None:
    if kind not in set(Party.Kind):
        raise NotAllowed(_("Pilih dari daftar siapa terlapornya."))


@transaction.atomic
def name_reporter(case: Case, *, fields: Mapping[str, str], by: Member) -> Case:
    """Keep the reporter's identity as an officer wrote it down; with name and address the first condition can be met.

    Raises identities.Unfit.
    """
    fresh = locked(case, by=by)
    seal_reporter(fresh, fields, by=by)
    return fresh


def seal_reporter(case: Case, fields: Mapping[str, str], *, by: Member) -> Person:
    """Keep, or complete, the reporter of a case that is locked."""
    row = Person.objects.filter(subject=case.code, part=Part.REPORTER, data_key__isnull=False).first()
    if row is None:
        origin = next((message.code for message in messages_of(case.report)), "")
        row = keep(case.code, part=Part.REPORTER, fields=fields, agency=case.agency_id, by=by.code, origin=origin)
    else:
        row = amend(row, fields={name: value for name, value in fields.items() if value.strip()}, by=by.code)
    if set(row.has) >= NEEDED and not case.reporter_identified:
        case.reporter_identified = True
        case.save(update_fields=["reporter_identified"])
        record(facts.ReporterIdentified(case=case.code), by=by.code)
    return row
