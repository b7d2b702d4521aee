"""Who was there: the list, and the required agencies against those that came."""

from collections.abc import Sequence
from dataclasses import dataclass

from damai.seals.queries import fingerprint, opened

from ..models import Attendance, Meeting
from ..rules.quorum import Representation, representation
from ..rules.words import same_name
from .inviting import name_of, organisation_of


def about(row: Attendance, column: str) -> str:
    """What a sealed column of an attendance row is about."""
    return f"rakor.attendance.{column}/{row.meeting.code}/{row.client_id}"


def name_hash(name: str, organisation: str) -> str:
    """By what the same person is noticed when they are noted twice."""
    return fingerprint(f"{same_name(name)}|{same_name(organisation)}", purpose="rakor.attendance.name")


@dataclass(frozen=True, kw_only=True)
class Present:
    """One line of the attendance list. A contact is opened only where it is asked for."""

    row: Attendance
    name: str
    organisation: str

    @property
    def has_contact(self) -> bool:
        """Whether they left a way to reach them."""
        return bool(self.row.sealed_contact)


def present_at(meeting: Meeting, *, with_void: bool = False) -> Sequence[Present]:
    """Everyone who was noted, in the order they came; with the lines that were a mistake only when asked."""
    rows = meeting.attendance.select_related("agency", "invitation")
    if not with_void:
        rows = rows.filter(is_void=False)
    return [_present(meeting, row) for row in rows]


def _present(meeting: Meeting, row: Attendance) -> Present:
    row.meeting = meeting
    organisation = row.agency.name if row.agency else row.organisation
    return Present(row=row, name=opened(row.sealed_name, about=about(row, "name")), organisation=organisation)


def contact_of(row: Attendance) -> str:
    """How to reach somebody who was there; empty where they kept it to themselves."""
    return opened(row.sealed_contact, about=about(row, "contact"))


@dataclass(frozen=True, kw_only=True)
class Side:
    """A required agency or organisation, and whether somebody of it came."""

    name: str
    came: bool


@dataclass(frozen=True, kw_only=True)
class Table:
    """Required against present, with names for the page."""

    counted: Representation
    sides: Sequence[Side]

    @property
    def missing(self) -> list[str]:
        """The required ones of whom nobody is there."""
        return [side.name for side in self.sides if not side.came]


def table_of(meeting: Meeting) -> Table:
    """Required and present agencies of a meeting, each counted once however many people it sent."""
    required: dict[str, str] = {}
    for invitation in meeting.invitations.filter(is_off=False, required=True).select_related("agency"):
        invitation.meeting = meeting
        name = organisation_of(invitation) or name_of(invitation)
        required[_key(invitation.agency_id, name)] = name
    present = {
        _key(agency, organisation)
        for agency, organisation in meeting.attendance.filter(is_void=False).values_list("agency_id", "organisation")
    }
    counted = representation(required=required, present=present)
    sides = [Side(name=name, came=key in counted.came) for key, name in required.items()]
    return Table(counted=counted, sides=sides)


def _key(agency: str | None, organisation: str) -> str:
    """An agency by its code, any other organisation by its name."""
    return agency or f"~{same_name(organisation)}"
