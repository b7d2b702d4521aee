"""Who holds which role today, and over which areas."""

from datetime import date

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from damai.ledger.queries import now

from .models import Appointment, Member, Role


def appointments_of(member: Member, *, on: date | None = None) -> QuerySet[Appointment]:
    """The appointments in force on a day (today by default)."""
    day = on or localdate(now())
    current = Appointment.objects.filter(member=member, starts_on__lte=day).filter(Q(ends_on=None) | Q(ends_on__gte=day))
    return current.select_related("agency", "area")


def roles_of(member: Member) -> set[Role]:
    """The roles a member holds today."""
    return {Role(role) for role in appointments_of(member).values_list("role", flat=True)}
