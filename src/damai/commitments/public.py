"""What everyone may know of promises: how each stands, its figures with denominators, breaches with the replies beside them.

Never: who alleged, which reports it rests on, who in an agency does what, obstacles, evidence. Decisions of meetings are shown
where the table made them public; clauses always are. Lists go by origin and clause, never by how bad something looks.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from damai.agencies.queries import today

from . import queries
from .models import Breach, Commitment
from .queries import Followed
from .queries.following import followed_rows


@dataclass(frozen=True, kw_only=True)
class PublicPoint:
    """The value of an indicator on a day. `value` None: looked, and there are no data."""

    on: date
    value: Decimal | None
    of: Decimal | None  # what it is out of, where it is out of something
    source: str


@dataclass(frozen=True, kw_only=True)
class PublicIndicator:
    """What is measured, what was promised, and what came of it over time."""

    number: int
    words: str
    unit: str
    direction: str  # at-least | at-most
    target: Decimal
    target_words: str  # "paling banyak 0"
    source: str
    points: tuple[PublicPoint, ...]

    @property
    def latest(self) -> PublicPoint | None:
        """The last measurement; None: never measured."""
        return self.points[-1] if self.points else None


@dataclass(frozen=True, kw_only=True)
class PublicReply:
    """What the party concerned said, word by word."""

    words: str
    capacity: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class PublicBreach:
    """An allegation, or what the competent body decided on it, with the replies."""

    code: str
    participant: str  # code of the participant (pledges), or empty
    agency: str  # name of the agency concerned, or empty
    state: str  # alleged | established | dismissed
    state_words: str  # "Diduga dilanggar" until a body has decided
    what: str
    happened_on: date
    alleged_on: date
    sources: int  # how many reports it rests on
    verification_words: str
    decided_by: str
    decision: str
    decided_on: date | None
    replies: tuple[PublicReply, ...]


@dataclass(frozen=True, kw_only=True)
class PublicCommitment:
    """A promise as everyone sees it."""

    code: str
    origin: str  # clause | decision
    origin_words: str
    origin_code: str  # D-00001/v1/3, R-00003/2
    series: str
    words: str
    basis: str
    owner: str  # name of the agency; empty for a clause: those who signed own it
    convener: str
    made_on: date
    due_on: date
    standing: str  # rules.Standing
    standing_words: str
    standing_state: str  # good | warn | bad | info | quiet: the state of look's badge
    reasons: tuple[str, ...]  # why, in words
    kept_on: date | None
    kept_confirmed_by: str
    withdrawn_on: date | None
    withdrawn_by: str
    items: int  # how many action items
    items_done: int
    items_late: int
    indicators: tuple[PublicIndicator, ...]
    breaches: tuple[PublicBreach, ...]

    @property
    def replies(self) -> int:
        """How many replies stand beside its breaches."""
        return sum(len(each.replies) for each in self.breaches)


def commitments_of(prefix: str) -> list[PublicCommitment]:
    """The public commitments whose origin begins so ("D-00001/": the clauses of a declaration), by clause number."""
    return _public(Commitment.objects.filter(origin_code__startswith=prefix))


def public_commitments(series: str | None = None) -> list[PublicCommitment]:
    """Every public commitment (of a series), by origin and number."""
    return _public(Commitment.objects.all() if series is None else Commitment.objects.filter(series=series))


def public_commitment(code: str) -> PublicCommitment | None:
    """One public commitment, or None."""
    return next(iter(_public(Commitment.objects.filter(code=code))), None)


def _public(rows: QuerySet[Commitment]) -> list[PublicCommitment]:
    shown = rows.filter(Q(is_public=True) | Q(origin="clause")).select_related("kept_confirmed_by")
    return sorted((_commitment(each) for each in followed_rows(shown, on=today())), key=lambda each: natural(each.origin_code))


def natural(code: str) -> tuple[tuple[int, int | str], ...]:
    """A code in an order where 10 comes after 9."""
    return tuple((0, int(part)) if part.isdigit() else (1, part) for part in re.findall(r"\d+|\D+", code))


def _commitment(found: Followed) -> PublicCommitment:
    row = found.commitment
    return PublicCommitment(
        code=row.code,
        origin=row.origin,
        origin_words=row.get_origin_display(),
        origin_code=row.origin_code,
        series=row.series,
        words=row.words,
        basis=row.basis,
        owner=row.owner.name if row.owner else "",
        convener=row.convener.name,
        made_on=row.made_on,
        due_on=row.due_on,
        standing=found.standing.value,
        standing_words=found.words,
        standing_state=found.state,
        reasons=tuple(found.reasons),
        kept_on=row.kept_on,
        kept_confirmed_by=row.kept_confirmed_by.name if row.kept_confirmed_by else "",
        withdrawn_on=row.withdrawn_on,
        withdrawn_by=row.withdrawn_by,
        items=found.owed,
        items_done=found.done,
        items_late=sum(each.is_late for each in found.items),
        indicators=tuple(_indicator(each) for each in found.figures),
        breaches=tuple(breach(each) for each in found.breaches),
    )


def _indicator(figure: queries.Figure) -> PublicIndicator:
    row = figure.indicator
    return PublicIndicator(
        number=row.number,
        words=row.words,
        unit=row.unit,
        direction=row.direction,
        target=row.target,
        target_words=figure.target_words,
        source=row.source,
        points=tuple(PublicPoint(on=each.on, value=each.value, of=each.of, source=each.source) for each in figure.points),
    )


def breach(row: Breach) -> PublicBreach:
    """An allegation as everyone sees it."""
    return PublicBreach(
        code=row.code,
        participant=row.participant,
        agency=row.agency.name if row.agency else "",
        state=row.state,
        state_words=row.get_state_display(),
        what=row.what,
        happened_on=row.happened_on,
        alleged_on=localdate(row.alleged_at),
        sources=len(row.reports),
        verification_words=queries.verification_words(row.verification),
        decided_by=row.decided_by,
        decision=row.decision,
        decided_on=row.decided_on,
        replies=tuple(
            PublicReply(words=each.words, capacity=each.capacity, at=each.at)
            for each in sorted(row.replies.all(), key=lambda each: each.number)
        ),
    )
