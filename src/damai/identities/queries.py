"""What can be known of people without opening them, who may read them, and what was read by whom."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from damai.agencies.models import Agency, Appointment, Member, Role
from damai.agencies.queries import in_force, scope_of
from damai.agencies.queries import today as office_day
from damai.agencies.rules import Capability, Charge
from damai.ledger.queries import now
from damai.seals.queries import fingerprints, keyring
from damai.seals.rules import unseal, unwrap

from . import rules
from .models import Bar, Lookup, Opening, Person, Reading, Release
from .models import Basis as Basis  # for forms, which may not see models


class Forgotten(Exception):
    """Who this was is forgotten: its key was destroyed."""


@dataclass(frozen=True, kw_only=True)
class Masked:
    """A person as a list shows them: what they are to the case, and nothing that says who; no initials either."""

    code: str
    part: str
    part_words: str
    reachable: bool  # a telephone number or an address is there
    complete: bool  # name and address, which a report needs (UU 7/2017, Art. 454(4)a)
    forgotten: bool
    origin: str


@dataclass(frozen=True, kw_only=True)
class Identity:
    """Who somebody is, opened."""

    code: str
    part: str
    fields: dict[str, str]


# --- Finding --------------------------------------------------------------------------------------------------------


def people_of(subject: str) -> list[Masked]:
    """Everyone of a case or message, masked, in the order in which they were kept."""
    return [
        Masked(
            code=person.code,
            part=person.part,
            part_words=str(person.get_part_display()),
            reachable=bool({"phone", "email"} & set(person.has)),
            complete={"name", "address"} <= set(person.has),
            forgotten=person.forgotten,
            origin=person.origin,
        )
        for person in Person.objects.filter(subject=subject).order_by("id")
    ]


def person(code: str) -> Person:
    """The person with this code, sealed; Person.DoesNotExist if there is none."""
    return Person.objects.select_related("agency").get(code=code)


def find(field: str, value: str) -> QuerySet[Person]:
    """People by exactly this telephone number, address, identity number or name, by its keyed hash; nothing is opened.

    For desks there is `actions.search`, which notes who searched and why.
    """
    spelled = rules.searchable(field, value)
    hashes = fingerprints(spelled, purpose=f"identities/{field}") if spelled else []
    found = Lookup.objects.filter(person=OuterRef("pk"), field=field, hash__in=hashes)
    return Person.objects.filter(Exists(found)).select_related("agency").order_by("-id")


# --- Opening --------------------------------------------------------------------------------------------------------


def about(person: Person, part: str) -> bytes:
    """What sealed bytes of a person are about: they open under no other person's code."""
    return f"identities.person.{part}/{person.code}".encode()


def data_key_of(person: Person) -> bytes:
    """The person's own key, or Forgotten."""
    if person.data_key is None:
        raise Forgotten(person.code)
    return unwrap(bytes(person.data_key), key=keyring().named(person.key_id), about=about(person, "key"))


def opened(person: Person) -> Identity:
    """Who this is. Only actions call it, which note it; CannotUnseal when a row was changed or moved."""
    plain = unseal(bytes(person.sealed), data_key=data_key_of(person), about=about(person, "fields"))
    return Identity(code=person.code, part=person.part, fields=json.loads(plain))


def words_of(opening: Opening) -> tuple[str, str]:
    """Why somebody asked, and what the second officer wrote; empty once the person was forgotten."""
    if opening.person.forgotten:
        return "", ""
    key = data_key_of(opening.person)
    sealed = (("words", opening.sealed_words), ("answer", opening.sealed_answer))
    said = [
        unseal(bytes(each), data_key=key, about=about(opening.person, f"{part}/{opening.code}")).decode() if each else ""
        for part, each in sealed
    ]
    return said[0], said[1]


# --- Who may --------------------------------------------------------------------------------------------------------


def is_barred(member: Member, subject: str) -> bool:
    """Whether a member recused themselves from this subject, or was recused."""
    return Bar.objects.filter(subject=subject, member=member).exists()


def charge_over(member: Member, person: Person) -> Charge | None:
    """The appointment under which a member of the supervisors may have to do with this person: in the office that answers."""
    charges = [
        charge
        for charge in scope_of(member).where(Capability.HANDLE_CASES).charges
        if charge.kind == rules.KEEPERS
        and charge.agency == person.agency_id
        and Capability.SEE_PERSONAL_DATA in charge.capabilities
    ]
    return max(charges, key=lambda charge: charge.role == Role.LEAD, default=None)


def charge_by_release(member: Member, person: Person) -> Charge | None:
    """The appointment under which a member reads what was handed to their agency; None where nothing was."""
    handed = set(Release.objects.filter(person=person, ended_at=None).values_list("agency_id", flat=True))
    charges = scope_of(member).where(Capability.SEE_PERSONAL_DATA).charges
    return next((charge for charge in charges if charge.agency in handed), None)


def live_opening(person: Person, member: Member, *, at: datetime | None = None) -> Opening | None:
    """What a second officer agreed to for this member and that has not ended."""
    rows = Opening.objects.filter(person=person, asked_by=member, state=Opening.State.APPROVED, opens_until__gt=at or now())
    return rows.order_by("-opens_until").first()


def seconds_for(opening: Opening) -> list[Member]:
    """Who may answer: leads of the office, never who asks, never who is barred; another officer only where no lead is left."""
    barred = Bar.objects.filter(subject=opening.person.subject).values("member")
    held = Appointment.objects.filter(
        in_force(office_day()), agency=opening.agency_id, agency__kind=rules.KEEPERS, member=OuterRef("pk")
    )
    free = Member.objects.filter(is_active=True).exclude(pk=opening.asked_by_id).exclude(pk__in=barred).order_by("code")
    leads = list(free.filter(Exists(held.filter(role=Role.LEAD))))
    return leads or list(free.filter(Exists(held.filter(role=Role.OFFICER))))


def may_answer(member: Member, opening: Opening) -> bool:
    """Whether a member is a second officer for this wish."""
    return any(each.pk == member.pk for each in seconds_for(opening))


# --- Lists ----------------------------------------------------------------------------------------------------------


def opening(code: str) -> Opening:
    """The wish with this code; Opening.DoesNotExist if there is none."""
    return Opening.objects.select_related("person__agency", "asked_by", "answered_by", "agency").get(code=code)


def openings_about(subject: str) -> QuerySet[Opening]:
    """Every wish to open somebody of a case or message, the latest first."""
    rows = Opening.objects.filter(person__subject=subject)
    return rows.select_related("person", "asked_by", "answered_by", "agency").order_by("-id")


def readings_about(subject: str) -> QuerySet[Reading]:
    """Every reading of somebody of a case or message, the latest first."""
    return Reading.objects.filter(person__subject=subject).select_related("person", "member", "agency").order_by("-at", "-id")


def readings_by_office(agencies: Iterable[str]) -> QuerySet[Reading]:
    """Every reading of people whom these offices answer for, and every reading by their members, the latest first."""
    codes = list(agencies)
    rows = Reading.objects.filter(Q(agency__in=codes) | Q(person__agency__in=codes))
    return rows.select_related("person", "member", "agency").order_by("-at", "-id")


def waiting_for(member: Member) -> list[Opening]:
    """The wishes that this member may answer, the soonest to lapse first."""
    offices = scope_of(member).where(Capability.HANDLE_CASES).agencies
    rows = Opening.objects.filter(state=Opening.State.ASKED, agency__in=sorted(offices), answer_by__gt=now())
    rows = rows.exclude(asked_by=member).select_related("person", "asked_by", "agency").order_by("answer_by")
    return [each for each in rows[:200] if may_answer(member, each)]


def wishes_of(member: Member) -> QuerySet[Opening]:
    """What a member asked for and still waits for, or may still read."""
    live = Q(state=Opening.State.ASKED, answer_by__gt=now()) | Q(state=Opening.State.APPROVED, opens_until__gt=now())
    return Opening.objects.filter(live, asked_by=member).select_related("person", "agency").order_by("-id")


def overdue(*, at: datetime | None = None) -> QuerySet[Opening]:
    """Wishes that nobody answered in time and that are not noted as lapsed yet."""
    return Opening.objects.filter(state=Opening.State.ASKED, answer_by__lte=at or now()).order_by("id")


def offices() -> QuerySet[Agency]:
    """The supervisors' offices."""
    return Agency.objects.filter(kind=rules.KEEPERS)
