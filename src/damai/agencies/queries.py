"""Who holds which role, over which areas, and who looked at what."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.timezone import localdate

from damai.ledger.queries import is_demo, now

from . import rules
from .models import Agency, Appointment, Member, PersonalDataAccess, Role

KEPT = "_scope"  # where a request keeps the scope of its member
# A second way to prove oneself. Recovery codes alone are not one: they are for the day the other is lost.
SECOND_FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
# As long as a session counts as proven for other things that ask anew (ACCOUNT_REAUTHENTICATION_TIMEOUT of allauth).
RECENT = timedelta(minutes=5)


def today() -> date:
    """The day it is in the house's time zone (in a demo log, the day the story has reached)."""
    return localdate(now())


def in_force(day: date) -> Q:
    """The condition on appointments that they are in force on a day; first and last day count, unless ended at once."""
    return Q(starts_on__lte=day) & (Q(ends_on=None) | Q(ends_on__gt=day) | Q(ends_on=day, is_over=False))


def appointments_of(member: Member, *, on: date | None = None) -> QuerySet[Appointment]:
    """The appointments in force on a day (today by default)."""
    return Appointment.objects.filter(in_force(on or today()), member=member).select_related("agency", "area")


def scope_of(member: Member | AnonymousUser, *, on: date | None = None) -> rules.Scope:
    """Everything a member answers for on a day (today by default); nothing for someone who is not signed in or was closed.

    One query. Within a request the door has already asked, and the answer is kept on `request.user`, never longer.
    """
    if not isinstance(member, Member) and not member.is_authenticated:
        return rules.Scope()
    kept = getattr(member, KEPT, None)
    if kept is not None and on is None:
        return kept
    rows = (
        Appointment.objects.filter(in_force(on or today()), member_id=member.pk, member__is_active=True)
        .annotate(proven=Exists(second_factors(OuterRef("member_id"))))
        .values_list("role", "agency_id", "agency__kind", "area_id", "agency__area_id", "proven")
    )
    charges, proven = [], False
    for role, agency, kind, area, ground, has_factor in rows:
        charges.append(rules.Charge(role=role, agency=agency, kind=kind, area=area, whole=area == ground))
        proven = has_factor
    return rules.Scope(charges=tuple(charges), has_second_factor=proven)


def second_factors(member_id: int | OuterRef) -> QuerySet[Authenticator]:
    """The second factors of a member, recovery codes left out."""
    return Authenticator.objects.filter(user_id=member_id, type__in=SECOND_FACTORS)


def proven_recently(member: Member, proven_at: datetime | None, at: datetime) -> bool:
    """Whether a member holds a second factor and this session has just proven it (`access.proven_at`).

    In a demo log nobody holds a device, and what is done there can never become real: a password will do.
    """
    if is_demo():
        return True
    return scope_of(member).has_second_factor and proven_at is not None and timedelta() <= at - proven_at <= RECENT


def roles_of(member: Member) -> set[Role]:
    """The roles a member holds today."""
    return {Role(role) for role in scope_of(member).roles}


def areas_of(member: Member) -> frozenset[str]:
    """The codes of the areas a member answers for today; each stands for itself and everything below it."""
    return scope_of(member).areas


def may_see_area(member: Member, code: str) -> bool:
    """Whether an area is one the member answers for today, or lies below one."""
    return rules.within(code, scope_of(member).areas)


def in_areas(areas: Iterable[str], *, field: str = "area_id") -> Q:
    """The condition that a row's area is one of these or below one of them; with no areas, no row fits."""
    found = Q(pk__in=[])
    for code in areas:
        found |= Q(**{field: code}) | Q(**{f"{field}__startswith": f"{code}."})
    return found


def agency_of(member: Member) -> Agency | None:
    """The agency a member serves today; of several, the one served longest. None for someone without appointment."""
    first = appointments_of(member).first()
    return first.agency if first else None


def agency_name(code: str) -> str | None:
    """The name of an agency by its code, for a sentence; None if there is none."""
    return Agency.objects.filter(code=code).values_list("name", flat=True).first()


def members_in(agency: Agency, *, on: date | None = None) -> QuerySet[Member]:
    """The members who hold an appointment in an agency on a day (today by default) and can sign in, by code."""
    held = Appointment.objects.filter(in_force(on or today()), agency=agency, member=OuterRef("pk"))
    return Member.objects.filter(Exists(held), is_active=True).order_by("code")


def member(code: str) -> Member:
    """The member with this code, or Member.DoesNotExist."""
    return Member.objects.get(code=code)


def recent_access(
    *, member: Member | None = None, subject: str | None = None, agency: Agency | None = None
) -> QuerySet[PersonalDataAccess]:
    """Who looked at what, the latest first: by one member, at one subject, or by everyone who serves an agency today."""
    rows = PersonalDataAccess.objects.select_related("member")
    if member is not None:
        rows = rows.filter(member=member)
    if subject is not None:
        rows = rows.filter(subject=subject)
    if agency is not None:
        rows = rows.filter(member__in=members_in(agency))
    return rows
