"""The tables in the database, in the words of `rules`."""

from datetime import date

from .. import models, rules


def statutes() -> rules.Statutes:
    """All the tables at once."""
    return rules.Statutes(
        regimes=regimes(),
        clocks=tuple(clock_of(row) for row in models.Clock.objects.all()),
        holidays=holidays(),
        offices=offices(),
        elections=elections(),
        stages=stages(),
        bases=bases(),
        zones=zones(),
    )


def regimes() -> tuple[rules.Regime, ...]:
    """The bodies of law, by code."""
    return tuple(regime_of(row) for row in models.Regime.objects.all())


def clocks(regime: str | None = None, on: date | None = None) -> tuple[rules.Clock, ...]:
    """Clocks in the law's order, of one regime or all, in force on a day or ever."""
    rows = models.Clock.objects.all()
    if regime is not None:
        rows = rows.filter(regime_id=regime)
    return tuple(clock for clock in map(clock_of, rows) if on is None or clock.in_force_on(on))


def holidays(year: int | None = None) -> tuple[rules.Holiday, ...]:
    """The days off that stand, of one year or all, by date."""
    rows = models.Holiday.objects.filter(withdrawn_on=None)
    if year is not None:
        rows = rows.filter(date__year=year)
    return tuple(holiday_of(row) for row in rows)


def offices() -> tuple[rules.Office, ...]:
    """The counters of each zone that has hours."""
    by_zone: dict[str, list[models.Office]] = {}
    for row in models.Office.objects.all():
        by_zone.setdefault(row.zone, []).append(row)
    return tuple(office_of(rows) for rows in by_zone.values())


def elections() -> tuple[rules.Election, ...]:
    """Every election, the assumed ones too."""
    return tuple(election_of(row) for row in models.Election.objects.all())


def stages(election: str | None = None) -> tuple[rules.Stage, ...]:
    """The stages of one election or all; `UnknownElection` for a code that is not there."""
    rows = models.Stage.objects.all()
    if election is not None:
        if not models.Election.objects.filter(code=election).exists():
            known = [row.code for row in models.Election.objects.all()]
            raise rules.UnknownElection(f"Pemilu “{election}” tidak dikenal. Yang ada: {', '.join(known) or 'belum ada'}.")
        rows = rows.filter(election_id=election)
    return tuple(stage_of(row) for row in rows)


def bases(regime: str | None = None) -> tuple[rules.Basis, ...]:
    """The articles of steps, of one regime or all, in the order in which a case takes them."""
    rows = models.Basis.objects.all()
    if regime is not None:
        rows = rows.filter(regime_id=regime)
    return tuple(basis_row(row) for row in rows)


def zones() -> tuple[rules.LocalTime, ...]:
    """Which time zone each area keeps, where a row says so."""
    return tuple(local_time_of(row) for row in models.LocalTime.objects.all())


def zone_of(area: str | None) -> str:
    """The time zone of an office, by the code of its area: what `deadline` takes as `zone`. A national office keeps WIB."""
    above = [(area or "")[:length] for length in (2, 5, 8, 13) if area and len(area) >= length]
    return rules.zone_of(area, map(local_time_of, models.LocalTime.objects.filter(area__in=above))).value


def stage_on(day: date, election: str) -> rules.Stage | None:
    """The most telling stage of the election on the day: the one that began last; None between stages."""
    running = rules.stages_on(stages(election), day)
    return running[0] if running else None


def is_campaign(day: date, election: str | None = None) -> bool:
    """Whether campaigning is allowed on the day, in the election or in any."""
    return rules.is_campaign(stages(election), day)


def regime_of(row: models.Regime) -> rules.Regime:
    return rules.Regime(code=row.code, name=row.name, law=row.law, joint_leave_is_holiday=row.joint_leave_is_holiday)


def clock_of(row: models.Clock) -> rules.Clock:
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
        event=rules.Event(row.event) if row.event else None,
        counts_from=rules.Event(row.counts_from) if row.counts_from else None,
        met_by=tuple(rules.Event(word) for word in row.met_by.split()),
        tracks=tuple(rules.Track(word) for word in row.tracks.split()),
        duty=rules.Duty(row.duty) if row.duty else None,
        handling=row.handling,
        opens_with=row.opens_with,
        closes_with=row.closes_with,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
    )


def basis_row(row: models.Basis) -> rules.Basis:
    return rules.Basis(
        regime=row.regime_id,
        step=row.step,
        basis=row.basis,
        confidence=rules.Confidence(row.confidence),
        note=row.note,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
    )


def local_time_of(row: models.LocalTime) -> rules.LocalTime:
    return rules.LocalTime(
        area=row.area,
        name=row.name,
        zone=rules.Zone(row.zone),
        confidence=rules.Confidence(row.confidence),
        source=row.source,
    )


def holiday_of(row: models.Holiday) -> rules.Holiday:
    return rules.Holiday(
        date=row.date,
        name=row.name,
        kind=rules.HolidayKind(row.kind),
        source=row.source,
        decided_on=row.decided_on,
        estimated=row.estimated,
    )


def office_of(rows: list[models.Office]) -> rules.Office:
    doubtful = any(row.confidence != models.Confidence.VERIFIED for row in rows)
    return rules.Office(
        zone=rules.Zone(rows[0].zone),
        hours={row.weekday: rules.Hours(opens=row.opens, closes=row.closes) for row in rows},
        confidence=rules.Confidence.UNVERIFIED if doubtful else rules.Confidence.VERIFIED,
        source=rows[0].source,
    )


def election_of(row: models.Election) -> rules.Election:
    return rules.Election(
        code=row.code, name=row.name, regime=row.regime_id or "", status=rules.Status(row.status), source=row.source
    )


def stage_of(row: models.Stage) -> rules.Stage:
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
