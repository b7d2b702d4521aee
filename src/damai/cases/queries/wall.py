"""The wall: what runs, the soonest end first, with every day counted; and what has expired, which nothing hides."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from django.db.models import Exists, OuterRef, Q, QuerySet

from damai.agencies.models import Member
from damai.agencies.queries import scope_of
from damai.agencies.rules import Capability
from damai.ledger.queries import now
from damai.statutes.queries import regimes, zones
from damai.statutes.queries import statutes as all_tables
from damai.statutes.rules import (
    Duty,
    Explanation,
    NoVersionInForce,
    StatuteError,
    Statutes,
    Unit,
    Zone,
    deadline_by,
    explain,
    zone_of,
)

from ..models import Case, Reminder, Term
from ..rules.reminding import FIRST
from .access import seen_by
from .law import deadline_of_term

PAGE = 50
MOST = 1000  # counted no further: "1000+" says enough


class When(StrEnum):
    """Under which heading of the wall a term hangs."""

    EXPIRED = "expired"  # a handling term ended unmet: the case is KEDALUWARSA
    LATE = "late"
    TODAY = "today"
    WEEK = "week"  # until Sunday
    LATER = "later"


@dataclass(frozen=True, kw_only=True)
class Hung:
    """One term on the wall."""

    term: Term
    when: When
    name: str
    duty: str  # who must act, in words
    own: bool  # whether the office itself must act
    counted: int  # days counted so far, today included
    of: int  # days that count in all; 0 where hours are counted
    zone: str

    @property
    def in_hours(self) -> bool:
        """Whether hours are counted, and no days."""
        return self.of == 0


@dataclass(frozen=True, kw_only=True)
class Expired:
    """What has expired: on every page, whatever else was chosen."""

    rows: tuple[Hung, ...]
    count: int
    elsewhere: int  # more of the office's, in cases the member is kept out of: a number, no code

    def __bool__(self) -> bool:
        return bool(self.rows or self.elsewhere)


@dataclass(frozen=True, kw_only=True)
class Wall:
    """One page of the wall."""

    expired: Expired
    rows: tuple[Hung, ...]
    after: str  # where the next page begins; empty on the last


def terms_for(member: Member, capability: Capability = Capability.HANDLE_CASES) -> QuerySet[Term]:
    """The running terms of the cases a member may see."""
    found = Term.objects.filter(seen_by(member, capability, prefix="case__"), ended_at=None)
    # Each running term hangs where its case is: said once more, because the wall's index begins with the agency.
    agencies = scope_of(member).where(capability).agencies
    found = found.filter(agency__in=agencies).exclude(case__recusals__member=member)
    return found.select_related("case__agency", "case__report", "track")


def expired_for(member: Member) -> QuerySet[Term]:
    """Handling terms that have ended unmet, the oldest first."""
    return terms_for(member).filter(handling=True, due_at__lte=now()).order_by("due_at", "id")


def expired_cases(member: Member) -> QuerySet[Case]:
    """Every case that is KEDALUWARSA, decided since or not, the latest first; for the heads of the office."""
    found = Case.objects.filter(seen_by(member, Capability.HANDLE_CASES), expired_at__isnull=False)
    return found.exclude(recusals__member=member).select_related("area", "agency", "report").order_by("-expired_at", "-id")


def expired_now(member: Member, *, most: int = PAGE, tables: Statutes | None = None) -> Expired:
    """What has expired and still waits for a decision. A head who is recused from a case learns that there is one, not which."""
    found = list(expired_for(member)[: most + 1])
    count = len(found) if len(found) <= most else expired_for(member).count()
    led = scope_of(member).where(Capability.DECIDE_CASES).agencies
    elsewhere = 0
    if led:
        every = Term.objects.filter(agency__in=led, ended_at=None, handling=True, due_at__lte=now()).count()
        seen = sum(term.agency_id in led for term in found) if count == len(found) else min(every, count)
        elsewhere = max(0, every - seen)
    shown = hung(found[:most], tables or all_tables(), now()) if found else ()
    return Expired(rows=tuple(shown), count=count, elsewhere=elsewhere)


def wall_for(member: Member, *, when: When | None = None, duty: str = "", klass: str = "", after: str = "") -> Wall:
    """One page of the wall: what has expired above everything, then the rest by its end, narrowed as the member chose."""
    at, tables = now(), all_tables()
    rows = terms_for(member).exclude(handling=True, due_at__lte=at)
    if duty:
        rows = rows.filter(duty=Duty.SUPERVISOR) if duty == "own" else rows.exclude(duty=Duty.SUPERVISOR)
    if klass:
        rows = rows.filter(track__klass=klass)
    if when is not None:
        rows = _within(rows, when, at)
    start = _read(after)
    if start is not None:
        rows = rows.filter(Q(due_at__gt=start[0]) | Q(due_at=start[0], id__gt=start[1]))
    found = list(rows.order_by("due_at", "id")[: PAGE + 1])
    shown = found[:PAGE]
    return Wall(
        expired=expired_now(member, tables=tables),
        rows=tuple(hung(shown, tables, at)),
        after=f"{shown[-1].due_at.timestamp():.6f}~{shown[-1].pk}" if len(found) > PAGE else "",
    )


def counts(member: Member) -> dict[When, int]:
    """How many terms hang under each heading, counted up to a thousand."""
    at, every = now(), terms_for(member)
    found = {When.EXPIRED: expired_for(member)[:MOST].count()}
    rest = every.exclude(handling=True, due_at__lte=at)
    return found | {when: _within(rest, when, at)[:MOST].count() for when in When if when != When.EXPIRED}


def _within(rows: QuerySet[Term], when: When, at: datetime) -> QuerySet[Term]:
    """The terms under one heading. Days are the capital's here; each row says its own zone."""
    today = at.astimezone(Zone.WIB.tz).date()
    sunday = today + timedelta(days=7 - today.isoweekday())
    midnight, end_of_week = _end_of(today), _end_of(sunday)
    if when == When.LATE:
        return rows.filter(due_at__lte=at)
    if when == When.TODAY:
        return rows.filter(due_at__gt=at, due_at__lte=midnight)
    if when == When.WEEK:
        return rows.filter(due_at__gt=midnight, due_at__lte=end_of_week)
    if when == When.LATER:
        return rows.filter(due_at__gt=end_of_week)
    return rows.filter(handling=True, due_at__lte=at)


def _end_of(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time.min, Zone.WIB.tz)


def _read(after: str) -> tuple[datetime, int] | None:
    """Where a page begins; None for anything that was not written here."""
    moment, _tilde, pk = after.partition("~")
    try:
        return datetime.fromtimestamp(float(moment), UTC), int(pk)
    except (ValueError, OverflowError, OSError):
        return None


# --- Counted --------------------------------------------------------------------------------------------------------


def hung(terms: Sequence[Term], tables: Statutes, at: datetime) -> Iterable[Hung]:
    """Terms with their days counted by tables that were read once."""
    return [_hung(term, tables, at) for term in terms]


def _hung(term: Term, tables: Statutes, at: datetime) -> Hung:
    zone = zone_of(term.case.agency.area_id, tables.zones)
    today = at.astimezone(zone.tz).date()
    name, days = _counted(term, tables, zone)
    return Hung(
        term=term,
        when=_when(term, at, today),
        name=name or term.clock,
        duty=Duty(term.duty).word if term.duty in set(Duty) else "",
        own=term.duty == Duty.SUPERVISOR,
        counted=sum(day <= today for day in days),
        of=len(days),
        zone=zone.value,
    )


def _counted(term: Term, tables: Statutes, zone: Zone) -> tuple[str, list[date]]:
    """What the clock is called, and the days that count."""
    for on in (None, term.opened_at.astimezone(zone.tz).date()):
        try:
            found = deadline_by(tables, term.case.regime, term.clock, term.start_at, zone=zone, on=on)
        except NoVersionInForce:
            continue
        except StatuteError:
            break
        days = [] if found.unit == Unit.HOURS else [day.date for day in found.days if day.number is not None]
        return found.clock.name, days
    return "", []


def _when(term: Term, at: datetime, today: date) -> When:
    if term.due_at <= at:
        return When.EXPIRED if term.handling else When.LATE
    if term.due_on <= today:
        return When.TODAY
    return When.WEEK if term.due_on <= today + timedelta(days=7 - today.isoweekday()) else When.LATER


def laid_out(term: Term) -> Explanation | None:
    """A term day by day, as a page or a paper shows it; None where the tables do not hold its clock any more."""
    found = deadline_of_term(term)
    law = next((regime for regime in regimes() if regime.code == term.case.regime), None)
    if found is None or law is None:
        return None
    return explain(found, law, times=zones(), area=term.case.agency.area_id or "")


# --- Reminding ------------------------------------------------------------------------------------------------------


def terms_to_remind(at: datetime) -> QuerySet[Term]:
    """Running terms that may have come to a point of reminding and whose end was not spoken of yet, for the house itself."""
    over = Reminder.objects.filter(term=OuterRef("pk"), point="over")
    rows = Term.objects.filter(~Exists(over), ended_at=None, due_at__lte=at + FIRST)
    return rows.select_related("case__agency", "track").prefetch_related("reminders").order_by("due_at", "id")
