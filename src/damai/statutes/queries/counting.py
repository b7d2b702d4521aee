"""When a clock ends, and where a day lies in an election, by the tables in the database."""

from dataclasses import dataclass
from datetime import date, datetime

from damai.ledger.queries import now

from .. import models, rules
from .tables import basis_row, clock_of, elections, holidays, offices, regimes, stages, zones


@dataclass(frozen=True, kw_only=True)
class Present:
    """Where a day lies in an election."""

    stage: rules.Stage | None  # the most telling stage running
    stages: tuple[rules.Stage, ...]
    campaigning: bool


def deadline(
    regime: str,
    clock_code: str,
    start: date | datetime,
    *,
    zone: str = "WIB",
    on: date | None = None,
) -> rules.Deadline:
    """When the clock that begins with `start` ends, by the version in force on the start day (or on `on`).

    Raises a `rules.StatuteError` whose text can be shown: unknown regime, clock or zone; no version or two versions in force;
    a clock in hours without a time of day.
    """
    return rules.deadline_by(
        _what_is_needed_for(regime, clock_code), regime, clock_code, start, zone=rules.zone_named(zone), on=on
    )


def explain(
    regime: str, clock_code: str, start: date | datetime, *, zone: str = "", area: str = "", on: date | None = None
) -> rules.Explanation:
    """A deadline laid out day by day: in the zone of the area, or in the one that was chosen. The same refusals as `deadline`."""
    needed = _what_is_needed_for(regime, clock_code)
    times = zones()
    local = rules.zone_named(zone) if zone else rules.zone_of(area, times)
    counted = rules.deadline_by(needed, regime, clock_code, start, zone=local, on=on)
    return rules.explain(counted, rules.regime_of(needed.regimes, regime), times=() if zone else times, area=area)


def clock(regime: str, clock_code: str, on: date) -> rules.Clock:
    """The version of the clock in force on the day; the same refusals as `deadline`."""
    statutes = _what_is_needed_for(regime, clock_code)
    rules.regime_of(statutes.regimes, regime)
    return rules.version_of(statutes.clocks, regime, clock_code, on)


def clocks_started_by(regime: str, event: rules.Event | str, *, klass: str = "", on: date) -> tuple[rules.Clock, ...]:
    """The clocks in force on the day that an event starts, in the law's order.

    Of the case itself, or with `klass` of its track of that class: an event that happened before a track was opened (the
    registration, for A1) is asked for again when it opens, and counted from its own moment, so that nothing starts anew.
    A clock is counted from `clock.counted_from`. Windows that hang on another clock are left out: they have no day of their own.
    """
    rows = models.Clock.objects.filter(regime_id=regime, event=rules.Event(event))
    return rules.started_by(map(clock_of, rows), rules.Event(event), klass=klass, on=on)


def basis_of(regime: str, step: str, on: date | None = None) -> rules.Cited:
    """The article a step of a case stands on: of "source/target" if the table has it, else of the target alone.

    Where the table has neither, the law as a whole is cited as not verified. `UnknownRegime` for a code that is not there.
    """
    law = rules.regime_of(regimes(), regime)
    rows = models.Basis.objects.filter(regime_id=regime, step__in={step, step.rpartition("/")[2]})
    return rules.cited(map(basis_row, rows), law, step, on or now().astimezone(rules.Zone.WIB.tz).date())


def present(day: date, election: str) -> Present:
    """Everything the calendar of stages says about the day, with one read of the table."""
    running = rules.stages_on(stages(election), day)
    return Present(stage=running[0] if running else None, stages=running, campaigning=rules.is_campaign(running, day))


def _what_is_needed_for(regime: str, clock_code: str) -> rules.Statutes:
    """The rows one deadline is counted from; all clocks of the regime where this one is not there, to name the nearest."""
    rows = list(models.Clock.objects.filter(regime_id=regime, code=clock_code))
    if not rows:
        rows = list(models.Clock.objects.filter(regime_id=regime))
    tied = any(row.opens_with for row in rows)
    return rules.Statutes(
        regimes=regimes(),
        clocks=tuple(clock_of(row) for row in rows),
        holidays=holidays(),
        offices=offices(),
        elections=elections() if tied else (),
        stages=stages() if tied else (),
    )
