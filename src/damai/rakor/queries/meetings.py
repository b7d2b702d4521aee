"""Series and meetings: the convener's own from the first draft; what was called, for the agencies of the same city."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from damai.agencies.models import Agency, Member
from damai.agencies.queries import in_areas, scope_of
from damai.agencies.rules import Capability
from damai.ledger.queries import now

from ..models import AgendaItem, Invitation, Meeting, Series
from ..rules.planning import Budget, budget, doors
from ..rules.words import same_name


def city_of(area: str) -> str:
    """The code of the city or regency an area lies in; empty for a province, which is no city's table."""
    parts = area.split(".")
    return ".".join(parts[:2]) if len(parts) >= 2 else ""


def conveners_of(member: Member) -> QuerySet[Agency]:
    """The agencies for which a member may call meetings."""
    return Agency.objects.filter(code__in=scope_of(member).where(Capability.CONVENE).agencies).order_by("code")


def may_convene(member: Member, meeting: Meeting | Series) -> bool:
    """Whether a member may change a meeting or a series: it is their agency that convenes."""
    return scope_of(member).may(Capability.CONVENE, agency=meeting.convener_id)


def _table(member: Member) -> tuple[frozenset[str], list[str]]:
    """The agencies a member takes part for, and the cities those are in."""
    agencies = scope_of(member).where(Capability.TAKE_PART).agencies
    areas = Agency.objects.filter(code__in=agencies).values_list("area_id", flat=True)
    return agencies, sorted({city_of(area) for area in areas} - {""})


def meetings_for(member: Member) -> QuerySet[Meeting]:
    """The meetings a member may read, the latest first; Meeting.DoesNotExist for any other.

    A draft is the convener's alone. What was called is read by the agencies of the convener's city and by those invited.
    """
    agencies, cities = _table(member)
    asked = Invitation.objects.filter(meeting=OuterRef("pk"), agency__in=agencies, is_off=False)
    seen = Q(convener__in=agencies) | (
        ~Q(state=Meeting.State.DRAFT) & (in_areas(cities, field="convener__area__code") | Exists(asked))
    )
    return Meeting.objects.filter(seen).select_related("series", "convener")


def meeting_for(member: Member, code: str) -> Meeting:
    """The meeting with this code, if the member may read it; Meeting.DoesNotExist if not."""
    return meetings_for(member).get(code=code)


def series_for(member: Member) -> QuerySet[Series]:
    """The series a member may read: the convener's own, and those with a meeting the member may read."""
    agencies = _table(member)[0]
    read = meetings_for(member).filter(series=OuterRef("pk"))
    return Series.objects.filter(Q(convener__in=agencies) | Exists(read)).select_related("convener")


def one_series_for(member: Member, code: str) -> Series:
    """The series with this code, if the member may read it; Series.DoesNotExist if not."""
    return series_for(member).get(code=code)


def coming_for(member: Member) -> QuerySet[Meeting]:
    """What is still to be held, the nearest first."""
    over = [Meeting.State.CANCELLED, Meeting.State.FINAL]
    return meetings_for(member).filter(ends_at__gte=now()).exclude(state__in=over).order_by("starts_at", "id")


def agenda_of(meeting: Meeting) -> Sequence[AgendaItem]:
    """The agenda in order, each with its owner."""
    return list(meeting.agenda.select_related("owner").order_by("number"))


def budget_of(meeting: Meeting) -> Budget:
    """The agenda's minutes against the meeting's."""
    planned = meeting.agenda.aggregate(total=Sum("minutes"))["total"] or 0
    return budget([planned], starts_at=meeting.starts_at, ends_at=meeting.ends_at)


def agencies_at(convener: Agency) -> QuerySet[Agency]:
    """The agencies of the convener's city, who can be invited and can own an item."""
    return Agency.objects.filter(in_areas([city_of(convener.area_id) or convener.area_id], field="area__code")).order_by("name")


def names_at(convener: Agency) -> dict[str, Agency]:
    """The agencies of the convener's city by their name and by their code, as names are compared."""
    found = {}
    for agency in agencies_at(convener):
        found[same_name(agency.code)] = agency
        found[same_name(agency.name)] = agency
    return found


@dataclass(frozen=True)
class Doors:
    """From when to when attendance is taken at the door."""

    opens_at: datetime
    closes_at: datetime

    def is_open(self, at: datetime) -> bool:
        """Whether somebody may come in now."""
        return self.opens_at <= at <= self.closes_at


def doors_of(meeting: Meeting) -> Doors:
    """From when to when attendance is taken at the door."""
    opens, closes = doors(starts_at=meeting.starts_at, ends_at=meeting.ends_at)
    return Doors(meeting.doors_open_at or opens, meeting.doors_close_at or closes)


def when(meeting: Meeting) -> str:
    """Rabu, 11 Oktober 2023, pukul 09.00–11.30 WIB."""
    starts, ends = localtime(meeting.starts_at), localtime(meeting.ends_at)
    if starts.date() == ends.date():
        return _("%(day)s, pukul %(from)s–%(to)s") % {
            "day": date_format(starts, "l, j F Y"),
            "from": date_format(starts, _("H.i")),
            "to": date_format(ends, _("H.i") + " T"),
        }
    return _("%(from)s sampai %(to)s") % {
        "from": date_format(starts, "l, j F Y " + _("H.i")),
        "to": date_format(ends, "l, j F Y " + _("H.i") + " T"),
    }
