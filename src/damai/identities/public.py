"""What a reporter may know of who opened their data: role and office, why and when, by which right; never a name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from damai.agencies.models import Member, PersonalDataAccess, Role
from damai.agencies.queries import appointments_of
from damai.agencies.rules import Capability, allowed

from .models import Person, Reading
from .rules import Part, Way

MOST = 200  # of each kind: a page, not an archive


@dataclass(frozen=True, kw_only=True)
class Shown:
    """That somebody opened the reporter's data, as the reporter reads it."""

    at: datetime
    office: str  # "Petugas", "Pimpinan"; never who
    agency: str  # "Bawaslu Jakarta Pusat"
    what: str
    why: str
    outside: bool  # not in their own case: a second officer agreed, or it was handed to another body
    right: str  # by which right, in words


def openings_shown(message: str, *, codes: Sequence[str | None] = ()) -> list[Shown]:
    """Every opening of the data of whoever sent this message (its code), the latest first, for the holder of its receipt.

    `codes`: the report and the case it became. What was told in another message is not this reader's to know of.
    """
    known = [message, *(code for code in codes if code)]
    mine = Q(origin=message) | Q(origin="", subject__in=known)
    people = Person.objects.filter(mine, part=Part.REPORTER)
    readings = Reading.objects.filter(person__in=people).select_related("agency").order_by("-at", "-id")
    accesses = PersonalDataAccess.objects.filter(subject__in=known).select_related("member").order_by("-at", "-id")
    offices: dict[tuple[int, date], tuple[str, str]] = {}
    found = [_of_reading(row) for row in readings[:MOST]]
    found += [_of_access(row, offices) for row in accesses[:MOST] if _office(row.member, row.at, offices)[0] != Role.FIELD]
    return sorted(found, key=lambda each: each.at, reverse=True)


def _of_reading(row: Reading) -> Shown:
    return Shown(
        at=row.at,
        office=str(Role(row.office).label),
        agency=row.agency.name,
        what=_("Identitas"),
        why=str(row.get_why_display()),
        outside=row.way != Way.OWN,
        right=str(row.get_way_display()),
    )


def _of_access(row: PersonalDataAccess, offices: dict[tuple[int, date], tuple[str, str]]) -> Shown:
    role, agency = _office(row.member, row.at, offices)
    taken = row.action == PersonalDataAccess.Action.EXPORT
    what = str(row.get_what_display())
    return Shown(
        at=row.at,
        office=str(Role(role).label) if role else _("Petugas"),
        agency=agency,
        what=_("%(what)s (diunduh)") % {"what": what} if taken else what,
        why=str(row.get_why_display()) if row.why else _("Menangani"),
        outside=False,
        right="",
    )


def _office(member: Member, at: datetime, known: dict[tuple[int, date], tuple[str, str]]) -> tuple[str, str]:
    """As what a member served on that day, and where: the appointment that lets them see personal data, before any other.

    A field supervisor sees nothing but what they sent themselves: that is no opening, and is left out above.
    """
    key = (member.pk, localdate(at))
    if key not in known:
        rows = list(appointments_of(member, on=key[1]))
        rows.sort(key=lambda row: Capability.SEE_PERSONAL_DATA not in allowed(row.role, row.agency.kind))
        known[key] = (rows[0].role, rows[0].agency.name) if rows else ("", "")
    return known[key]
