"""Seal the minutes: nothing in them changes any more, and every decision becomes a commitment that is followed."""

from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from damai.agencies.models import Member
from damai.commitments.actions import assign, promise
from damai.commitments.models import Commitment
from damai.commitments.rules import IndicatorGiven
from damai.documents.rules.merging import clean
from damai.ledger.actions import record
from damai.ledger.queries import now

from .. import facts
from ..models import Addendum, Decision, Meeting, Task
from ..queries.meetings import may_convene, meetings_for
from ..queries.minutes import addendum_bytes, decisions_of, written
from ..rules.minutes import Missing, canonical, digest, missing
from .meetings import locked
from .refusals import Closed, NotYours, Refused

ADDENDUM_LONGEST = 20_000


class NotWholeYet(Refused):
    """Something is missing; `missing` is the whole list, so that it can be mended in one go."""

    def __init__(self, lacks: list[Missing]) -> None:
        super().__init__(_("Notula belum dapat difinalkan: masih ada %(count)d hal yang kurang.") % {"count": len(lacks)})
        self.missing = lacks


class NotHeldYet(Refused):
    """A meeting that has not begun has no minutes."""


@transaction.atomic
def finalise(meeting: Meeting, *, by: Member) -> Meeting:
    """Seal the minutes with a digest in the ledger; decisions and tasks get their follow-up. Refused while anything lacks."""
    fresh = locked(meeting, by=by)
    at = now()
    if at < fresh.starts_at:
        raise NotHeldYet(_("Rapat belum dimulai, jadi notulanya belum dapat difinalkan."))
    minutes = written(fresh)
    if lacks := missing(minutes):
        raise NotWholeYet(lacks)
    decisions = decisions_of(fresh)
    for decision in decisions:
        _promised(fresh, decision, by=by)
    fresh.state, fresh.finalised_at, fresh.minutes_sha256 = Meeting.State.FINAL, at, digest(canonical(minutes))
    fresh.save(update_fields=["state", "finalised_at", "minutes_sha256"])
    record(
        facts.MinutesFinalised(
            meeting=fresh.code,
            decisions=len(decisions),
            tasks=sum(len(decision.tasks) for decision in minutes.decisions),
            sha256=fresh.minutes_sha256,
        ),
        by=by.code,
    )
    return fresh


def _promised(meeting: Meeting, decision: Decision, *, by: Member) -> None:
    """The commitment of a decision, and the action items of its tasks."""
    if decision.owner is None or decision.due_on is None or decision.target is None:  # rules.minutes.missing has said so
        raise NotWholeYet(missing(written(meeting)))
    commitment = promise(
        origin="decision",
        origin_code=f"{meeting.code}/{decision.number}",
        series=meeting.series.code,
        words=decision.words,
        basis=f"Notula {meeting.code}, keputusan {decision.number}",  # kept, so it is Indonesian whoever finalises
        owner=decision.owner,
        convener=meeting.convener,
        made_on=localdate(meeting.starts_at),
        due_on=decision.due_on,
        indicators=[
            IndicatorGiven(
                words=decision.indicator,
                unit=decision.unit,
                direction=decision.direction,
                target=decision.target,
                source="dihitung Damai" if decision.figure else decision.owner.name,
                figure=decision.figure,
            )
        ],
        is_public=decision.is_public,
        by=by.code,
    )
    Decision.objects.filter(pk=decision.pk).update(commitment=commitment.code)
    for task in decision.written_tasks:
        _assigned(meeting, commitment, task, by=by)


def _assigned(meeting: Meeting, commitment: Commitment, task: Task, *, by: Member) -> None:
    """The action item of a task."""
    if task.owner is None or task.starts_on is None or task.due_on is None:
        raise NotWholeYet(missing(written(meeting)))
    item = assign(
        commitment,
        words=task.words,
        output=task.output,
        owner=task.owner,
        person=task.person,
        supporting=list(task.supporting.all()),
        indicator=task.indicator,
        target=task.target,
        starts_on=task.starts_on,
        due_on=task.due_on,
        by=by.code,
    )
    Task.objects.filter(pk=task.pk).update(action_item=item.code)


@transaction.atomic
def add_addendum(meeting: Meeting, *, words: str, by: Member) -> Addendum:
    """Add to final minutes what was forgotten or wrong. What stood there stays; the addendum has a digest of its own."""
    fresh = Meeting.objects.select_for_update(of=("self",)).select_related("convener").get(pk=meeting.pk)
    if not may_convene(by, fresh) or not meetings_for(by).filter(pk=fresh.pk).exists():
        raise NotYours(_("Rapat tidak ditemukan."))
    if fresh.state != Meeting.State.FINAL:
        raise Closed(_("Notula belum final, jadi masih dapat diubah langsung."))
    words = clean(words).strip()
    if not words or len(words) > ADDENDUM_LONGEST:
        raise Refused(_("Tuliskan isi adendum, paling banyak 20.000 huruf."))
    number = (fresh.addenda.aggregate(last=Max("number"))["last"] or 0) + 1
    sealed = digest(addendum_bytes(fresh, number, words))
    addendum = Addendum.objects.create(meeting=fresh, number=number, words=words, sha256=sealed, at=now(), by=by)
    record(facts.AddendumAdded(meeting=fresh.code, addendum=number, sha256=sealed), by=by.code)
    return addendum
