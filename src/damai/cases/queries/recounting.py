"""Which running deadlines would move if the tables of the law said something else: counted in memory, nothing is changed."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from damai.agencies.models import Member
from damai.statutes.rules import (
    Change,
    Event,
    NoVersionInForce,
    OutsideWindow,
    Statutes,
    UnknownClock,
    UnknownRegime,
    Zone,
    deadline_by,
    started_by,
    zone_of,
)

from ..models import Case, Term
from .access import cases_for


@dataclass(frozen=True, kw_only=True)
class Moving:
    """A running deadline that comes out differently."""

    case: str
    term: int  # its number in the case; 0: the time limit of reporting
    clock: str
    klass: str
    before: date
    after: date

    @property
    def days(self) -> int:
        """By how many days: more than none is later."""
        return (self.after - self.before).days

    @property
    def days_sooner(self) -> int:
        """By how many days it is earlier."""
        return -self.days


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What a change of the tables would do to what runs, as one member may see it."""

    seen: tuple[Moving, ...]
    elsewhere: int  # how many more, in cases the member does not see

    @property
    def total(self) -> int:
        """How many deadlines would move in the whole house."""
        return len(self.seen) + self.elsewhere


def preview(change: Change, tables: Statutes, member: Member | None = None) -> Preview:
    """What a change would do to every running deadline; without a member, everything is shown (to the house's operator)."""
    moving = moving_by(change.as_if(tables))
    if member is None:
        return Preview(seen=tuple(moving), elsewhere=0)
    codes = {each.case for each in moving}
    mine = set(cases_for(member).filter(code__in=codes).values_list("code", flat=True)) if codes else set()
    seen = tuple(each for each in moving if each.case in mine)
    return Preview(seen=seen, elsewhere=len(moving) - len(seen))


def moving_by(tables: Statutes) -> list[Moving]:
    """Every running deadline that these tables count otherwise than it is stored; the oldest case first."""
    found = [*_terms(tables), *_reports(tables)]
    return sorted(found, key=lambda each: (int(each.case.partition("-")[2] or 0), each.term))


def cases_moving(tables: Statutes) -> list[int]:
    """The keys of the cases in which a running deadline comes out differently, the oldest first."""
    codes = {each.case for each in moving_by(tables)}
    return sorted(pk for part in _parts(sorted(codes)) for pk in Case.objects.filter(code__in=part).values_list("pk", flat=True))


def _parts(codes: list[str], size: int = 500) -> Iterator[Collection[str]]:
    return (codes[start : start + size] for start in range(0, len(codes), size))


def _terms(tables: Statutes) -> Iterator[Moving]:
    counted = cache(lambda *question: _ends(tables, *question))
    zones = cache(lambda area: zone_of(area, tables.zones))
    rows = Term.objects.filter(ended_at=None, case__closed_at=None).select_related("case__agency", "track")
    for term in rows.order_by("id").iterator(chunk_size=1000):
        case = term.case
        zone = zones(case.agency.area_id)
        opened_on = term.opened_at.astimezone(zone.tz).date()
        ends = counted(case.regime, term.clock, term.start_at, zone, opened_on)
        if ends is not None and ends[0] != term.due_at:
            klass = term.track.klass if term.track else ""
            yield Moving(case=case.code, term=term.number, clock=term.clock, klass=klass, before=term.due_on, after=ends[1])


def _ends(
    tables: Statutes, regime: str, clock: str, start: date | datetime, zone: Zone, opened_on: date
) -> tuple[datetime, date] | None:
    """The end of a term by the version in force at its start, else when it was opened: as `law.deadline_of` has it."""
    for day in (None, opened_on):
        try:
            found = deadline_by(tables, regime, clock, start, zone=zone, on=day)
        except NoVersionInForce:
            continue
        except (UnknownClock, UnknownRegime, OutsideWindow):
            return None
        return found.due_at, found.due_on
    return None


def _reports(tables: Statutes) -> Iterator[Moving]:
    """The time limit of reporting, of cases that are not registered yet."""
    rows = Case.objects.filter(registered_at=None, closed_at=None, report_due_on__isnull=False, known_on__isnull=False)
    for case in rows.select_related("agency").order_by("id").iterator(chunk_size=1000):
        after = _reported_by(tables, case)
        if after is not None and after.after != case.report_due_on:
            yield after


def _reported_by(tables: Statutes, case: Case) -> Moving | None:
    known, stored = case.known_on, case.report_due_on
    if known is None or stored is None:
        return None
    clocks: Iterable[str] = (
        clock.code for clock in started_by((row for row in tables.clocks if row.regime == case.regime), Event.KNOWN, on=known)
    )
    zone = zone_of(case.agency.area_id, tables.zones)
    ends = [found for code in clocks if (found := _ends(tables, case.regime, code, known, zone, known)) is not None]
    if not ends:
        return None
    return Moving(case=case.code, term=0, clock="P1", klass="", before=stored, after=ends[-1][1])
