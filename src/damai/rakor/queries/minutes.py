"""The minutes as they stand: notes and who writes where, decisions, tasks, what is missing, and what was sealed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.timezone import localdate

from damai.agencies.models import Agency, Appointment, Member
from damai.agencies.queries import in_force, scope_of, today
from damai.agencies.rules import Capability, allowed
from damai.chores.actions import real_now
from damai.ledger.models import Entry
from damai.ledger.rules.openings import read

from ..models import Addendum, AgendaItem, Decision, Meeting, Note, NoteVersion, Presence, Task
from ..rules.minutes import Missing, Written, WrittenDecision, WrittenTask, canonical, digest, missing

CLOSED = frozenset({Meeting.State.FINAL, Meeting.State.CANCELLED})


def agencies_of(meeting: Meeting) -> frozenset[str]:
    """The codes of the agencies at the table: the convener's and those invited."""
    asked = meeting.invitations.filter(is_off=False, agency__isnull=False).values_list("agency_id", flat=True)
    return frozenset({meeting.convener_id, *asked})


def may_write(member: Member, meeting: Meeting) -> bool:
    """Whether a member may write in the minutes: their agency sits at the table, and the minutes are not final."""
    seats = scope_of(member).where(Capability.TAKE_PART).agencies
    return meeting.state not in CLOSED and bool(seats & agencies_of(meeting))


# --- Notes ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Place:
    """One part of the minutes that can be written in: the opening, an item of the agenda, or the closing."""

    key: str  # pembukaan, penutup, or the item's number in the database, which stays when items change places
    part: str
    item: AgendaItem | None
    note: Note | None  # None until somebody has written

    @property
    def words(self) -> str:
        """What is written there."""
        return self.note.words if self.note else ""

    @property
    def version(self) -> int:
        """How often it was saved."""
        return self.note.version if self.note else 0


OPENING, CLOSING = "pembukaan", "penutup"


def places_of(meeting: Meeting) -> list[Place]:
    """Every part of the minutes in order."""
    notes = {(note.item_id, note.part): note for note in meeting.notes_taken.all()}
    part = Note.Part
    return [
        Place(key=OPENING, part=part.OPENING, item=None, note=notes.get((None, part.OPENING))),
        *(
            Place(key=str(item.pk), part=part.DISCUSSION, item=item, note=notes.get((item.pk, part.DISCUSSION)))
            for item in meeting.agenda.select_related("owner").order_by("number")
        ),
        Place(key=CLOSING, part=part.CLOSING, item=None, note=notes.get((None, part.CLOSING))),
    ]


def place_of(meeting: Meeting, key: str) -> Place | None:
    """One part of the minutes by its key."""
    return next((place for place in places_of(meeting) if place.key == key), None)


def versions_of(note: Note) -> QuerySet[NoteVersion]:
    """Every version of a note, the latest first, each with who wrote it."""
    return note.versions.select_related("by").order_by("-version")


def present_in(meeting: Meeting, *, but: Member | None = None) -> dict[int, list[str]]:
    """Who writes in which note at this moment, by the note's id."""
    rows = Presence.objects.filter(note__meeting=meeting, until__gt=real_now()).select_related("member").order_by("member__code")
    found: dict[int, list[str]] = {}
    for row in rows.exclude(member=but) if but is not None else rows:
        found.setdefault(row.note_id, []).append(str(row.member))
    return found


# --- Decisions and tasks --------------------------------------------------------------------------------------------


def decisions_of(meeting: Meeting, *, with_struck: bool = False) -> list[Decision]:
    """The decisions in order, each with its tasks as `written_tasks`."""
    rows = meeting.decisions.select_related("item", "owner", "changed_by").order_by("number")
    found = list(rows if with_struck else rows.filter(is_struck=False))
    tasks: dict[int, list[Task]] = {}
    for task in (
        Task.objects.filter(decision__in=found, is_struck=False)
        .select_related("owner", "person", "changed_by", "decision")
        .prefetch_related("supporting")
    ):
        tasks.setdefault(task.decision_id, []).append(task)
    for decision in found:
        decision.written_tasks = tasks.get(decision.pk, [])
    return found


def decision_in(meeting: Meeting, number: int) -> Decision:
    """One decision; Decision.DoesNotExist if there is none."""
    return meeting.decisions.select_related("item", "owner", "changed_by").get(number=number, is_struck=False)


def task_in(decision: Decision, number: int) -> Task:
    """One task; Task.DoesNotExist if there is none."""
    return decision.tasks.select_related("owner", "person", "changed_by").get(number=number, is_struck=False)


def people_of(agencies: Sequence[Agency]) -> dict[str, list[Member]]:
    """Who can be named for a task, by agency: its members who take part today."""
    found: dict[str, list[Member]] = {agency.code: [] for agency in agencies}
    rows = Appointment.objects.filter(in_force(today()), agency__in=agencies, member__is_active=True)
    for row in rows.select_related("member", "agency").order_by("member__code"):
        people = found[row.agency_id]
        if Capability.TAKE_PART in allowed(row.role, row.agency.kind) and row.member not in people:
            people.append(row.member)
    return found


# --- Final ----------------------------------------------------------------------------------------------------------


def written(meeting: Meeting) -> Written:
    """The whole minutes as values, in codes rather than names where names may change."""
    decisions = decisions_of(meeting)
    came = meeting.attendance.filter(is_void=False)
    return Written(
        meeting=meeting.code,
        series=meeting.series.code,
        kind=meeting.kind,
        title=meeting.title,
        basis=meeting.basis,
        convener=meeting.convener_id,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        held_on=localdate(meeting.starts_at),
        venue=meeting.venue,
        link=meeting.link,
        chair=meeting.chair_name,
        chair_office=meeting.chair_office,
        secretary=meeting.secretary.code if meeting.secretary else "",
        secretary_name=meeting.secretary_name,
        attendance=tuple(
            sorted(f"{row.client_id}|{row.agency_id or row.organisation}|{row.arrived_at.isoformat()}" for row in came)
        ),
        notes=tuple(
            (
                place.part if place.item is None else str(place.item.number),
                place.item.title if place.item else "",
                place.words,
                bool(place.item and place.item.not_discussed),
            )
            for place in places_of(meeting)
        ),
        decisions=tuple(_decision(each) for each in decisions),
    )


def _decision(row: Decision) -> WrittenDecision:
    return WrittenDecision(
        number=row.number,
        item=row.item.number,
        words=row.words,
        owner=row.owner_id or "",
        due_on=row.due_on,
        indicator=row.indicator,
        unit=row.unit,
        direction=row.direction,
        target=None if row.target is None else f"{row.target:f}",
        figure=row.figure,
        is_public=row.is_public,
        tasks=tuple(_task(each) for each in row.written_tasks),
    )


def _task(row: Task) -> WrittenTask:
    return WrittenTask(
        number=row.number,
        words=row.words,
        output=row.output,
        owner=row.owner_id or "",
        person=row.person.code if row.person else "",
        supporting=tuple(sorted(agency.code for agency in row.supporting.all())),
        indicator=row.indicator,
        target=row.target,
        starts_on=row.starts_on,
        due_on=row.due_on,
    )


def still_missing(meeting: Meeting) -> list[Missing]:
    """Everything that the minutes lack before they can be final."""
    return missing(written(meeting))


@dataclass(frozen=True, kw_only=True)
class Verified:
    """Whether final minutes are still what was sealed."""

    stored: str  # the digest of what is stored now
    sealed: str  # the digest in the ledger
    at: datetime | None
    index: int | None  # the place in the tree; None: it waits for it

    @property
    def matches(self) -> bool:
        """Whether nothing was changed since."""
        return bool(self.sealed) and self.stored == self.sealed


def verified(meeting: Meeting) -> Verified:
    """Compare the stored minutes with what the ledger holds."""
    return _verified(meeting.code, "MinutesFinalised", digest(canonical(written(meeting))))


def verified_addendum(addendum: Addendum) -> Verified:
    """Compare a stored addendum with what the ledger holds."""
    stored = digest(addendum_bytes(addendum.meeting, addendum.number, addendum.words))
    return _verified(addendum.meeting.code, "AddendumAdded", stored, addendum=addendum.number)


def _verified(code: str, name: str, stored: str, **which: object) -> Verified:
    for entry in Entry.objects.filter(about=code, name=name).order_by("-id"):
        values = read(bytes(entry.opening)).values
        if all(values.get(field) == value for field, value in which.items()):
            return Verified(stored=stored, sealed=str(values["sha256"]), at=entry.at, index=entry.index)
    return Verified(stored=stored, sealed="", at=None, index=None)


def addendum_bytes(meeting: Meeting, number: int, words: str) -> bytes:
    """What the digest of an addendum is of: it names the minutes it belongs to by their own digest."""
    return f"damai-adendum/1\n{meeting.code}\n{meeting.minutes_sha256}\n{number}\n{words}".encode()


def addenda_of(meeting: Meeting) -> Sequence[Addendum]:
    """What was added after the minutes were final, in order."""
    return list(meeting.addenda.select_related("by", "meeting").order_by("number"))
