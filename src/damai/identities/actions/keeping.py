"""Keep who somebody is, correct it, hand it on, forget it."""

import json
from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from damai.agencies.models import Agency
from damai.ledger.actions import record
from damai.ledger.queries import now
from damai.seals.queries import fingerprint, keyring
from damai.seals.rules import key_id, new_data_key, seal, wrap

from .. import facts, queries, rules
from ..models import Basis, Lookup, Opening, Person, Release
from ..rules import SEARCHED, Flaw, Part
from .refusing import AlreadyForgotten, Unfit

BLOCK = 256  # bytes: what is sealed is filled up to a multiple, so that its length tells little


@transaction.atomic
def keep(subject: str, *, part: Part | str, fields: Mapping[str, str], agency: Agency | str, by: str, origin: str = "") -> Person:
    """Seal who somebody of a case or message is. `by`: a member's code, "public" or "damai". Raises Unfit.

    `origin`: the code of the message in which a reporter told it; the holder of that message's receipt sees every opening.
    """
    kept = _fit(fields)
    if not kept:
        raise Unfit({"name": Flaw.EMPTY})
    at, office = now(), agency if isinstance(agency, str) else agency.code
    person = Person(subject=subject, origin=origin, part=Part(part), agency_id=office, kept_at=at, by=by, has=sorted(kept))
    person.code, person.key_id = f"~{new_data_key().hex()[:20]}", key_id(keyring().current)
    person.data_key, person.sealed = b"~", b""
    person.save(force_insert=True)
    person.code = f"O-{person.pk:05d}"  # from the id, so that no counter row has to be locked; gaps mean nothing
    data_key = new_data_key()
    person.data_key = wrap(data_key, key=keyring().current, about=queries.about(person, "key"))
    _seal(person, kept, data_key)
    person.save(update_fields=["code", "data_key", "sealed"])
    record(facts.IdentityKept(person=person.code, subject=subject, part=person.part), by=by)
    return person


@transaction.atomic
def amend(person: Person, *, fields: Mapping[str, str], by: str) -> Person:
    """Correct or complete; a field given empty is taken out, one not given stays. Raises Unfit, AlreadyForgotten."""
    person = _locked(person)
    fresh, before = _fit(fields), queries.opened(person).fields
    after = {name: value for name, value in before.items() if name not in fields} | fresh
    changed = sorted(name for name in rules.FIELDS if before.get(name) != after.get(name))
    if not changed:
        return person
    if not after:
        raise Unfit({"name": Flaw.EMPTY})
    _seal(person, after, queries.data_key_of(person))
    person.has, person.changed_at = sorted(after), now()
    person.save(update_fields=["sealed", "has", "changed_at"])
    record(facts.IdentityAmended(person=person.code, fields=",".join(changed)), by=by)
    return person


@transaction.atomic
def follow(subject: str, *, to: str, agency: Agency | str, by: str) -> int:
    """Everyone of a subject belongs to another from now on (the message became a case), or to another office; says how many.

    Wishes that wait are withdrawn: the office that would have answered does not answer for the person any more.
    """
    office = agency if isinstance(agency, str) else agency.code
    moved = 0
    for person in Person.objects.select_for_update().filter(subject=subject).order_by("id"):
        if (person.subject, person.agency_id) == (to, office):
            continue
        if person.agency_id != office:
            _end_wishes(person, by=by)
        person.subject, person.agency_id = to, office
        person.save(update_fields=["subject", "agency"])
        record(facts.IdentityFollowed(person=person.code, subject=to, agency=office), by=by)
        moved += 1
    return moved


@transaction.atomic
def forget(person: Person, *, basis: Basis | str, by: str) -> Person:
    """Destroy the person's key, what it sealed and what could find it. Codes, facts and the log of readings stay."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    if person.forgotten:
        return person
    _end_wishes(person, by=by)
    Lookup.objects.filter(person=person).delete()
    Opening.objects.filter(person=person).update(sealed_words=b"", sealed_answer=b"")
    person.data_key, person.sealed, person.has, person.forgotten_at = None, b"", [], now()
    person.save(update_fields=["data_key", "sealed", "has", "forgotten_at"])
    record(facts.IdentityForgotten(person=person.code, basis=Basis(basis).value), by=by)
    return person


@transaction.atomic
def release(person: Person, *, to_agency: Agency | str, forwarding: str, by: str) -> Release:
    """Hand a person's data to another body together with a forwarding: its members may read it from now on, and that is noted."""
    person, office = _locked(person), to_agency if isinstance(to_agency, str) else to_agency.code
    row, new = Release.objects.get_or_create(
        person=person, agency_id=office, forwarding=forwarding, defaults={"at": now(), "by": by}
    )
    if new:
        record(facts.IdentityReleased(person=person.code, agency=office, forwarding=forwarding), by=by)
    return row


@transaction.atomic
def end_releases(forwarding: str, *, by: str) -> int:
    """The receiver refused or gave back: what was handed over with this forwarding opens for it no more."""
    rows = list(Release.objects.select_for_update().filter(forwarding=forwarding, ended_at=None).select_related("person"))
    for row in rows:
        row.ended_at = now()
        row.save(update_fields=["ended_at"])
        record(facts.ReleaseEnded(person=row.person.code, agency=row.agency_id, forwarding=forwarding), by=by)
    return len(rows)


def _fit(fields: Mapping[str, str]) -> dict[str, str]:
    found = rules.fit(fields, today=now().date())
    if found.flaws:
        raise Unfit(found.flaws)
    return found.fields


def _locked(person: Person) -> Person:
    row = Person.objects.select_for_update().get(pk=person.pk)
    if row.forgotten:
        raise AlreadyForgotten(_("Data diri ini sudah dihapus untuk selamanya."))
    return row


def _seal(person: Person, fields: dict[str, str], data_key: bytes) -> None:
    """The fields into the row, and the hashes that find them."""
    plain = json.dumps(fields, ensure_ascii=False, sort_keys=True).encode()
    plain += b" " * (-len(plain) % BLOCK)
    person.sealed = seal(plain, data_key=data_key, about=queries.about(person, "fields"))
    Lookup.objects.filter(person=person).delete()
    spelled = {field: rules.searchable(field, fields[field]) for field in SEARCHED if field in fields}
    Lookup.objects.bulk_create(
        Lookup(person=person, field=field, hash=fingerprint(value, purpose=f"identities/{field}"))
        for field, value in spelled.items()
        if value
    )


def _end_wishes(person: Person, *, by: str) -> None:
    """Nothing about a person that left or was forgotten waits for an answer, or opens."""
    for wish in Opening.objects.select_for_update().filter(person=person, state=Opening.State.ASKED):
        wish.state = Opening.State.WITHDRAWN
        wish.save(update_fields=["state"])
        record(facts.OpeningEnded(person=person.code, opening=wish.code, state=wish.state), by=by)
