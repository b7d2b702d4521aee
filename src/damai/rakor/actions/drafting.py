"""Draft the next meeting's agenda from what is open, late and counted; and measure what the house counts by itself."""

from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils.translation import override

from damai.agencies.models import Agency, Member
from damai.agencies.queries import today
from damai.commitments.actions import measure
from damai.ledger.actions import record

from .. import facts
from ..models import AgendaItem, Decision, Meeting, Note
from ..queries.figures import counted, known_for, to_measure
from ..queries.meetings import city_of
from ..rules.figures import FIGURES, Draft, drafted, measured
from .meetings import agenda_set, locked


@dataclass(frozen=True)
class Drafted:
    """What drafting came to."""

    added: int
    changed: int
    removed: int


@transaction.atomic
def draft_agenda(meeting: Meeting, *, by: Member) -> Drafted:
    """Draft the agenda, or draft it again: the house's items are brought up to date; what a person edited or took off stays.

    Items keep their order; new ones come at the end.
    """
    fresh = locked(meeting, by=by)
    with override("id"):  # what is stored is Indonesian, whoever presses the button
        drafts = [draft for draft in drafted(known_for(fresh)) if draft.key not in fresh.dropped_drafts]
    there = {item.key: item for item in fresh.agenda.exclude(key="")}
    agencies = {agency.code: agency for agency in Agency.objects.filter(code__in=[draft.owner for draft in drafts])}
    added = changed = 0
    for draft in drafts:
        owner = agencies.get(draft.owner)
        item = there.pop(draft.key, None)
        if item is None:
            last = fresh.agenda.aggregate(last=Max("number"))["last"] or 0
            _fill(AgendaItem(meeting=fresh, number=last + 1, key=draft.key, drafted=True), draft, owner)
            added += 1
        elif item.drafted:
            changed += _fill(item, draft, owner)
    removed = _take_off(fresh, [item for item in there.values() if item.drafted])
    if added or changed or removed:
        record(facts.AgendaDrafted(meeting=fresh.code, added=added, updated=changed, removed=removed), by=by.code)
        agenda_set(fresh, by=by)
    return Drafted(added, changed, removed)


def _fill(item: AgendaItem, draft: Draft, owner: Agency | None) -> int:
    """Write a draft into its item; says whether anything changed."""
    before = (item.title, item.minutes, item.owner_id, item.figures)
    item.title, item.minutes, item.owner = draft.title, draft.minutes, owner
    item.figures = [figure.as_stored() for figure in draft.figures]
    item.save()
    return int(before != (item.title, item.minutes, item.owner_id, item.figures))


def _take_off(meeting: Meeting, items: list[AgendaItem]) -> int:
    """Take off what the house no longer drafts, unless somebody has written under it."""
    removed = 0
    for item in items:
        if Decision.objects.filter(item=item).exists() or Note.objects.filter(item=item, version__gt=0).exists():
            continue
        Note.objects.filter(item=item).delete()
        item.delete()
        removed += 1
    for place, item in enumerate(meeting.agenda.order_by("number"), start=1):
        if item.number != place:
            meeting.agenda.filter(pk=item.pk).update(number=place)
    return removed


def measure_figures() -> int:
    """Measure every indicator that the house counts by itself, once a day; says how many. No data is written down as no data.

    Small numbers of cases are not written down: every agency, and perhaps the public, reads an indicator.
    """
    on, done = today(), 0
    figures: dict[str, dict] = {}
    for due in to_measure(on):
        city = city_of(due.indicator.commitment.convener.area_id) or settings.CITY
        found = figures.setdefault(city, counted(city))[due.code]
        said = measured(due.code, found)
        source = FIGURES[due.code].source
        if said.value is None and found.value is not None:
            source = f"{source}; terlalu sedikit untuk ditampilkan"  # kept, so it is Indonesian
        with transaction.atomic():
            measure(due.indicator, on=on, value=said.value, of=said.of, source=source, by="damai")
        done += 1
    return done
