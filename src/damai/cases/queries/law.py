"""What the tables of the law say about a case: its regime, which clocks an event starts, when they end, on which article."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from damai.agencies.models import Agency
from damai.statutes import queries as statutes
from damai.statutes.models import Regime
from damai.statutes.rules import (
    Cited,
    Clock,
    Deadline,
    Event,
    NoVersionInForce,
    OutsideWindow,
    Unit,
    UnknownClock,
    Zone,
)

from ..models import Case, Term


def regimes() -> QuerySet[Regime]:
    """Every law a case can be opened under."""
    return Regime.objects.order_by("code")


def regime_name(code: str) -> str:
    """What a law is called; its code where the table does not know it any more."""
    return Regime.objects.filter(code=code).values_list("name", flat=True).first() or code


def suggested_regime(day: date | None) -> str:
    """The law of the election in whose stages a day lies; nothing where that is none, or more than one."""
    if day is None:
        return ""
    running = {
        stage.election
        for stage in statutes.stages()
        if stage.starts_on and stage.ends_on and stage.starts_on <= day <= stage.ends_on
    }
    found = {election.regime for election in statutes.elections() if election.code in running and election.regime}
    return found.pop() if len(found) == 1 else ""


def repair_until(case: Case, *, at: datetime) -> datetime | None:
    """Until when a reporter could mend who is told now; None where the law has no such term."""
    ends = [
        found.due_at
        for clock, _event in clocks_started(case, [Event.NOTIFIED], klass="", at=at)
        if Event.MENDED in clock.met_by and (found := deadline_of(case, clock.code, at)) is not None
    ]
    return min(ends, default=None)


def zone_of_office(agency: Agency) -> Zone:
    """The time zone of an office, by the province it lies in."""
    return Zone(statutes.zone_of(agency.area_id))


def day_at(case: Case, at: datetime) -> date:
    """The day it is, at a moment, where the office of a case is."""
    return at.astimezone(zone_of_office(case.agency).tz).date()


def clocks_started(case: Case, events: Iterable[Event], *, klass: str, at: datetime) -> list[tuple[Clock, Event]]:
    """The clocks that these events start, for the case itself or for one of its classes, in the law's order."""
    on = day_at(case, at)
    found: dict[str, tuple[Clock, Event]] = {}
    for event in events:
        for clock in statutes.clocks_started_by(case.regime, event, klass=klass, on=on):
            found.setdefault(clock.code, (clock, event))
    return list(found.values())


def met_by(term: Term) -> tuple[Event, ...]:
    """What meets a running term."""
    clock = _clock(term)
    return clock.met_by if clock else ()


def _clock(term: Term) -> Clock | None:
    try:
        return statutes.clock(term.case.regime, term.clock, day_at(term.case, term.opened_at))
    except (UnknownClock, NoVersionInForce):
        return None


def deadline_of(case: Case, clock: str, start: date | datetime, *, on: date | None = None) -> Deadline | None:
    """When a clock ends that is counted from a moment; None where the law has no such clock, or not on that day.

    `on`: the day by whose version it is counted where none was in force on the day it is counted from.
    """
    zone = zone_of_office(case.agency)
    for day in (None, on):
        try:
            return statutes.deadline(case.regime, clock, start, zone=zone, on=day)
        except NoVersionInForce:
            continue
        except (UnknownClock, OutsideWindow):
            return None
    return None


def deadline_of_term(term: Term) -> Deadline | None:
    """A term counted anew by the tables as they stand, with every day."""
    return deadline_of(term.case, term.clock, term.start_at, on=day_at(term.case, term.opened_at))


def passed(term: Term, at: datetime) -> bool:
    """Whether a term has ended at a moment: a day is over at 24.00, while the last second of an hour still counts."""
    if at != term.due_at:
        return at > term.due_at
    clock = _clock(term)
    return clock is None or clock.unit != Unit.HOURS


def cited(regime: str, step: str, *, on: date | None = None) -> Cited:
    """The article a step stands on, and whether it was read in a source."""
    return statutes.basis_of(regime, step, on)


@dataclass(frozen=True, kw_only=True)
class Windows:
    """Until when a report could be made, and whether it came in the window of what is structured, systematic and massive."""

    due_on: date | None  # P1; None: not computable without the day it became known
    in_window: bool


def reporting(case: Case) -> Windows:
    """The time limits of reporting (Perbawaslu 7/2022 Ps. 8 ayat (3)–(4)), whatever codes a regime gives its clocks."""
    due_on, in_window = None, False
    received_on = day_at(case, case.received_at)
    if case.known_on is not None:
        for clock in statutes.clocks_started_by(case.regime, Event.KNOWN, on=case.known_on):
            found = deadline_of(case, clock.code, case.known_on)
            due_on = found.due_on if found else due_on
    for clock in statutes.clocks_started_by(case.regime, Event.CANDIDATES_DETERMINED, klass="tsm", on=received_on):
        in_window = in_window or deadline_of(case, clock.code, received_on) is not None
    return Windows(due_on=due_on, in_window=in_window)


def unknown_regime(code: str) -> str:
    """What to say where no law has this code."""
    return _("Rezim hukum “%(code)s” tidak dikenal.") % {"code": code}
