"""What the tables in the database say, in the words of `rules`."""

from dataclasses import dataclass
from datetime import date, datetime

from .. import models, rules


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


def clock(regime: str, clock_code: str, on: date) -> rules.Clock:
    """The version of the clock in force on the day; the same refusals as `deadline`."""
    statutes = _what_is_needed_for(regime, clock_code)
    rules.regime_of(statutes.regimes, regime)
    return rules.version_of(statutes.clocks, regime, clock_code, on)


def statutes() -> rules.Statutes:
    """All the tables at once."""
    return rules.Statutes(
        regimes=tuple(_regime(row) for row in models.Regime.objects.all()),
        clocks=tuple(_clock(row) for row in models.Clock.objects.all()),
        holidays=holidays(),
        offices=offices(),
        elections=elections(),
        stages=stages(),
    )


def clocks(regime: str | None = None, on: date | None = None) -> tuple[rules.Clock, ...]:
    """Clocks in the law's order, of one regime or all, in force on a day or ever."""
    rows = models.Clock.objects.all()
    if regime is not None:
        rows = rows.filter(regime_id=regime)
    return tuple(clock for clock in map(_clock, rows) if on is None or clock.in_force_on(on))


def holidays(year: int | None = None) -> tuple[rules.Holiday, ...]:
    """The days off that stand, of one year or all, by date."""
    rows = models.Holiday.objects.filter(withdrawn_on=None)
    if year is not None:
        rows = rows.filter(date__year=year)
    return tuple(_holiday(row) for row in rows)


def offices() -> tuple[rules.Office, ...]:
    """The counters of each zone that has hours."""
    by_zone: dict[str, list[models.Office]] = {}
    for row in models.Office.objects.all():
        by_zone.setdefault(row.zone, []).append(row)
    return tuple(_office(rows) for rows in by_zone.values())


def elections() -> tuple[rules.Election, ...]:
    """Every election, the assumed ones too."""
    return tuple(_election(row) for row in models.Election.objects.all())


def stages(election: str | None = None) -> tuple[rules.Stage, ...]:
    """The stages of one election or all; `UnknownElection` for a code that is not there."""
    rows = models.Stage.objects.all()
    if election is not None:
        if not models.Election.objects.filter(code=election).exists():
            known = [row.code for row in models.Election.objects.all()]
            raise rules.UnknownElection(f"Pemilu “{election}” tidak dikenal. Yang ada: {', '.join(known) or 'belum ada'}.")
        rows = rows.filter(election_id=election)
    return tuple(_stage(row) for row in rows)


def stage_on(day: date, election: str) -> rules.Stage | None:
    """The most telling stage of the election on the day: the one that began last; None between stages."""
    running = rules.stages_on(stages(election), day)
    return running[0] if running else None


def is_campaign(day: date, election: str | None = None) -> bool:
    """Whether campaigning is allowed on the day, in the election or in any."""
    return rules.is_campaign(stages(election), day)


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
        regimes=tuple(_regime(row) for row in models.Regime.objects.all()),
        clocks=tuple(_clock(row) for row in rows),
        holidays=holidays(),
        offices=offices(),
        elections=elections() if tied else (),
        stages=stages() if tied else (),
    )


def _regime(row: models.Regime) -> rules.Regime:
    return rules.Regime(code=row.code, name=row.name, law=row.law, joint_leave_is_holiday=row.joint_leave_is_holiday)


def _clock(row: models.Clock) -> rules.Clock:
    return rules.Clock(
        regime=row.regime_id,
        code=row.code,
        name=row.name,
        start_event=row.start_event,
        length=row.length,
        unit=rules.Unit(row.unit),
        written=row.written,
        reads_as=row.reads_as,
        basis=row.basis,
        confidence=rules.Confidence(row.confidence),
        confidence_note=row.confidence_note,
        unit_confidence=rules.Confidence(row.unit_confidence),
        counts_start_day=row.counts_start_day,
        counts_back=row.counts_back,
        opens_with=row.opens_with,
        closes_with=row.closes_with,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
    )


def _holiday(row: models.Holiday) -> rules.Holiday:
    return rules.Holiday(
        date=row.date,
        name=row.name,
        kind=rules.HolidayKind(row.kind),
        source=row.source,
        decided_on=row.decided_on,
        estimated=row.estimated,
    )


def _office(rows: list[models.Office]) -> rules.Office:
    doubtful = any(row.confidence != models.Confidence.VERIFIED for row in rows)
    return rules.Office(
        zone=rules.Zone(rows[0].zone),
        hours={row.weekday: rules.Hours(opens=row.opens, closes=row.closes) for row in rows},
        confidence=rules.Confidence.UNVERIFIED if doubtful else rules.Confidence.VERIFIED,
        source=rows[0].source,
    )


def _election(row: models.Election) -> rules.Election:
    return rules.Election(
        code=row.code, name=row.name, regime=row.regime_id or "", status=rules.Status(row.status), source=row.source
    )


def _stage(row: models.Stage) -> rules.Stage:
    return rules.Stage(
        election=row.election_id,
        code=row.code,
        kind=rules.StageKind(row.kind),
        name=row.name,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        status=rules.Status(row.status),
        confidence=rules.Confidence(row.confidence),
        source=row.source,
    )
