"""Write down decisions and the tasks under them; whoever saves over another's change is told, and loses nothing."""

import json
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256

from django.db import transaction
from django.db.models import Max
from django.utils.formats import date_format
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from damai.agencies.models import Agency, Member
from damai.agencies.queries import members_in
from damai.documents.rules.merging import clean
from damai.ledger.actions import record
from damai.ledger.queries import now

from .. import facts
from ..models import AgendaItem, Decision, Meeting, Task
from ..queries.meetings import agencies_at
from ..queries.minutes import agencies_of
from ..rules.figures import FIGURES
from ..rules.minutes import in_order
from .refusals import NotYours, Refused
from .writing import at_the_table

DIRECTIONS = frozenset({"at-least", "at-most"})


class DueTooEarly(Refused):
    """Due before the meeting that decided it, or before it starts."""


class ChangedMeanwhile(Refused):
    """Somebody else saved first. What was typed stays in the form, beside what the other wrote."""

    def __init__(self, said: str, *, theirs: "Decision | Task") -> None:
        super().__init__(said)
        self.theirs = theirs


class NotWhole(Refused):
    """Without words it is no decision."""


class NotOfThatAgency(Refused):
    """The person does not serve the agency that owns the task, or the agency sits at no such table."""


@dataclass(frozen=True, kw_only=True)
class DecisionGiven:
    """What is said of a decision. During the meeting only the words are needed; the rest is needed before minutes are final."""

    words: str
    owner: Agency | None = None
    due_on: date | None = None
    indicator: str = ""
    unit: str = ""
    direction: str = ""
    target: Decimal | None = None
    figure: str = ""  # a figure the house counts by itself
    is_public: bool = False


@dataclass(frozen=True, kw_only=True)
class TaskGiven:
    """What is said of a task."""

    words: str
    output: str = ""
    owner: Agency | None = None
    person: Member | None = None
    supporting: tuple[Agency, ...] = ()
    indicator: str = ""
    target: str = ""
    starts_on: date | None = None
    due_on: date | None = None


# --- Decisions ------------------------------------------------------------------------------------------------------


@transaction.atomic
def write_decision(item: AgendaItem, given: DecisionGiven, *, by: Member) -> Decision:
    """Write down a decision under an item. Its number within the meeting is its own for ever."""
    meeting = at_the_table(item.meeting, by=by)
    _check_decision(meeting, given)
    last = meeting.decisions.aggregate(last=Max("number"))["last"] or 0
    decision = Decision(meeting=meeting, item=item, number=last + 1)
    return _keep_decision(decision, given, by=by)


@transaction.atomic
def change_decision(decision: Decision, given: DecisionGiven, *, version: int, by: Member) -> Decision:
    """Say a decision better. `version` is the one the member had before them."""
    meeting = at_the_table(decision.meeting, by=by)
    fresh = meeting.decisions.select_related("item", "owner", "changed_by").get(pk=decision.pk)
    _must_be_latest(fresh, version)
    _check_decision(meeting, given)
    fresh.version += 1
    return _keep_decision(fresh, given, by=by)


@transaction.atomic
def strike_decision(decision: Decision, *, by: Member) -> Decision:
    """Take a decision back, its tasks with it. The number stays taken."""
    meeting = at_the_table(decision.meeting, by=by)
    fresh = meeting.decisions.get(pk=decision.pk)
    if not fresh.is_struck:
        fresh.is_struck, fresh.version = True, fresh.version + 1
        fresh.changed_at, fresh.changed_by = now(), by
        fresh.save()
        record(facts.DecisionStruck(meeting=meeting.code, decision=fresh.number), by=by.code)
    return fresh


def _check_decision(meeting: Meeting, given: DecisionGiven) -> None:
    if not clean(given.words).strip():
        raise NotWhole(_("Tuliskan apa yang diputuskan."))
    if given.direction and given.direction not in DIRECTIONS:
        raise NotWhole(_("Arah indikator tidak dikenal."))
    if given.figure and given.figure not in FIGURES:
        raise NotWhole(_("Angka yang dihitung Damai itu tidak dikenal."))
    _must_sit_there(meeting, given.owner)
    _must_come_after(meeting, None, given.due_on)


def _keep_decision(decision: Decision, given: DecisionGiven, *, by: Member) -> Decision:
    for field in fields(given):
        setattr(decision, field.name, getattr(given, field.name))
    decision.words = clean(given.words).strip()
    decision.changed_at, decision.changed_by = now(), by
    decision.save()
    record(
        facts.DecisionWritten(
            meeting=decision.meeting.code,
            decision=decision.number,
            version=decision.version,
            owner=decision.owner_id,
            due_on=_day(decision.due_on),
            sha256=_digest(given),
        ),
        by=by.code,
    )
    return decision


# --- Tasks ----------------------------------------------------------------------------------------------------------


@transaction.atomic
def write_task(decision: Decision, given: TaskGiven, *, by: Member) -> Task:
    """Write down who does what until when, under a decision."""
    meeting = at_the_table(decision.meeting, by=by)
    fresh = meeting.decisions.filter(pk=decision.pk, is_struck=False).first()
    if fresh is None:
        raise NotYours(_("Keputusan tidak ditemukan."))
    _check_task(meeting, given)
    last = fresh.tasks.aggregate(last=Max("number"))["last"] or 0
    return _keep_task(Task(decision=fresh, number=last + 1), given, meeting, by=by)


@transaction.atomic
def change_task(task: Task, given: TaskGiven, *, version: int, by: Member) -> Task:
    """Say a task better. `version` is the one the member had before them."""
    meeting = at_the_table(task.decision.meeting, by=by)
    fresh = Task.objects.select_related("decision", "owner", "person", "changed_by").get(pk=task.pk)
    _must_be_latest(fresh, version)
    _check_task(meeting, given)
    fresh.version += 1
    return _keep_task(fresh, given, meeting, by=by)


@transaction.atomic
def strike_task(task: Task, *, by: Member) -> Task:
    """Take a task back; its number stays taken."""
    meeting = at_the_table(task.decision.meeting, by=by)
    fresh = Task.objects.select_related("decision").get(pk=task.pk)
    if not fresh.is_struck:
        fresh.is_struck, fresh.version = True, fresh.version + 1
        fresh.changed_at, fresh.changed_by = now(), by
        fresh.save()
        record(facts.TaskStruck(meeting=meeting.code, decision=fresh.decision.number, task=fresh.number), by=by.code)
    return fresh


def _check_task(meeting: Meeting, given: TaskGiven) -> None:
    if not clean(given.words).strip():
        raise NotWhole(_("Tuliskan apa yang dikerjakan."))
    for agency in (given.owner, *given.supporting):
        _must_sit_there(meeting, agency)
    if given.person is not None and (given.owner is None or not members_in(given.owner).filter(pk=given.person.pk).exists()):
        raise NotOfThatAgency(_("Petugas yang dipilih tidak bertugas di lembaga penanggung jawab."))
    _must_come_after(meeting, given.starts_on, given.due_on)


def _keep_task(task: Task, given: TaskGiven, meeting: Meeting, *, by: Member) -> Task:
    for field in fields(given):
        if field.name != "supporting":
            setattr(task, field.name, getattr(given, field.name))
    task.words = clean(given.words).strip()
    task.changed_at, task.changed_by = now(), by
    task.save()
    task.supporting.set([agency for agency in given.supporting if agency != given.owner])
    record(
        facts.TaskWritten(
            meeting=meeting.code,
            decision=task.decision.number,
            task=task.number,
            version=task.version,
            owner=task.owner_id,
            starts_on=_day(task.starts_on),
            due_on=_day(task.due_on),
            sha256=_digest(given),
        ),
        by=by.code,
    )
    return task


# --- What both must keep to -----------------------------------------------------------------------------------------


def _must_come_after(meeting: Meeting, starts_on: date | None, due_on: date | None) -> None:
    held_on = localdate(meeting.starts_at)
    if in_order(held_on, starts_on, due_on):
        return
    if due_on is not None and due_on < held_on:
        said = _("Tenggat %(due)s mendahului rapatnya sendiri (%(held)s). Pilih hari rapat atau sesudahnya.")
        raise DueTooEarly(said % {"due": _said(due_on), "held": _said(held_on)})
    said = _("Tenggat %(due)s mendahului mulainya pekerjaan (%(start)s).")
    raise DueTooEarly(said % {"due": _said(due_on), "start": _said(starts_on)})


def _must_sit_there(meeting: Meeting, agency: Agency | None) -> None:
    """Owners are agencies at the table or of the convener's city: somebody who can be asked about it."""
    if agency is None or agency.code in agencies_of(meeting) or agencies_at(meeting.convener).filter(pk=agency.pk).exists():
        return
    raise NotOfThatAgency(_("%(agency)s tidak ikut dalam rapat ini.") % {"agency": agency.name})


def _must_be_latest(row: Decision | Task, version: int) -> None:
    if row.is_struck:
        said = _("Sudah dicoret %(who)s pukul %(when)s.")
    elif row.version != version:
        said = _("Sudah diubah %(who)s pukul %(when)s. Tulisan Anda masih ada di bawah; bandingkan, lalu simpan lagi.")
    else:
        return
    raise ChangedMeanwhile(said % {"who": row.changed_by, "when": _clock(row.changed_at)}, theirs=row)


def _clock(at: datetime) -> str:
    return localtime(at).strftime("%H.%M")


def _said(day: date | None) -> str:
    return date_format(day, "j F Y") if day else "–"


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _digest(given: DecisionGiven | TaskGiven) -> str:
    """A digest of what was said, so that the log shows that it changed without saying to what."""
    values = {field.name: _plain(getattr(given, field.name)) for field in fields(given)}
    return sha256(json.dumps(values, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _plain(value: object) -> object:
    if isinstance(value, (Agency, Member)):
        return value.pk if isinstance(value, Agency) else value.code
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return str(value) if isinstance(value, (date, Decimal)) else value
