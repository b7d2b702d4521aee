"""What can be done to the law's tables: fill them, add versions, days off and stages. Nothing is ever silently replaced."""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date, timedelta

from django.db import transaction

from damai.ledger.actions import record
from damai.ledger.queries import now

from .. import models, queries, rules
from ..facts import ClockAdded, ClockEnded, HolidayAdded, HolidayWithdrawn, RegimeAdded, StageSet, StatutesLoaded

FAR_PAST, FAR_FUTURE = date(1945, 8, 17), date(2199, 12, 31)


class AlreadyThere(rules.StatuteError):
    """The row is in the table already."""


class OverlappingVersions(rules.StatuteError):
    """The new version would hold on the same days as another one."""


class NotThere(rules.StatuteError):
    """The row that should be changed is not in the table."""


class NotADay(rules.StatuteError):
    """A date that cannot be meant."""


@dataclass(frozen=True, kw_only=True)
class Loaded:
    """What a load of the tables added, and which rows it left alone although the table says something else."""

    regimes: int
    clocks: int
    holidays: int
    offices: int
    elections: int
    stages: int
    differing: tuple[str, ...]

    @property
    def added(self) -> int:
        """How many rows are new."""
        return self.regimes + self.clocks + self.holidays + self.offices + self.elections + self.stages


@transaction.atomic
def load_statutes(tables: rules.Statutes | None = None, *, by: str = "damai") -> Loaded:
    """Add every row of the tables (the shipped ones by default) that the database does not have yet.

    Rows that are there stay as they are, because somebody may have corrected them; those that differ are named in the answer.
    A second load changes nothing and records nothing. `OverlappingVersions` where a new version would hold beside an old one.
    """
    tables = tables or rules.shipped()
    have = queries.statutes()
    new_clocks = _new_clocks(tables, have)
    withdrawn = set(models.Holiday.objects.exclude(withdrawn_on=None).values_list("date", "name"))
    days_off = {(day.date, day.name) for day in have.holidays} | withdrawn
    regimes = [row for row in tables.regimes if row.code not in {known.code for known in have.regimes}]
    holidays = [row for row in tables.holidays if (row.date, row.name) not in days_off]
    offices = [row for row in tables.offices if row.zone not in {known.zone for known in have.offices}]
    elections = [row for row in tables.elections if row.code not in {known.code for known in have.elections}]
    stages = [row for row in tables.stages if (row.election, row.code) not in {(s.election, s.code) for s in have.stages}]
    models.Regime.objects.bulk_create(models.Regime(**asdict(row)) for row in regimes)
    models.Clock.objects.bulk_create(_clock_row(row, tables.clocks.index(row)) for row in new_clocks)
    models.Holiday.objects.bulk_create(models.Holiday(**asdict(row)) for row in holidays)
    models.Office.objects.bulk_create(opening for row in offices for opening in _office_rows(row))
    models.Election.objects.bulk_create(_election_row(row) for row in elections)
    models.Stage.objects.bulk_create(_stage_row(row) for row in stages)
    loaded = Loaded(
        regimes=len(regimes),
        clocks=len(new_clocks),
        holidays=len(holidays),
        offices=len(offices),
        elections=len(elections),
        stages=len(stages),
        differing=_differing(tables, have),
    )
    if loaded.added:
        fact = StatutesLoaded(digest=_digest(tables), clocks=loaded.clocks, holidays=loaded.holidays, stages=loaded.stages)
        record(fact, by=by)
    return loaded


@transaction.atomic
def add_regime(regime: rules.Regime, *, by: str) -> models.Regime:
    """Add a body of law; its clocks follow by `add_clock`. `AlreadyThere` for a code that exists."""
    if models.Regime.objects.filter(code=regime.code).exists():
        raise AlreadyThere(f"Rezim {regime.code} sudah ada.")
    row = models.Regime.objects.create(**asdict(regime))
    record(RegimeAdded(regime=regime.code), by=by)
    return row


@transaction.atomic
def add_clock(clock: rules.Clock, *, by: str) -> models.Clock:
    """Add a clock, or the next version of one: the version still open ends the day before the new one begins.

    Events before that day keep the old version; a version with a last day of its own leaves nothing in force after it.
    `OverlappingVersions` where the new one would hold beside a version that has ended or begins later.
    """
    rules.regime_of(queries.statutes().regimes, clock.regime)
    versions = models.Clock.objects.select_for_update().filter(regime_id=clock.regime, code=clock.code)
    open_one = versions.filter(valid_to=None, valid_from__lt=clock.valid_from).first()
    if open_one is not None:
        end_clock(clock.regime, clock.code, on=clock.valid_from - timedelta(days=1), by=by)
    for other in queries.clocks(clock.regime):
        if clock.overlaps(other):
            raise OverlappingVersions(f"Jam {clock.key} sudah punya versi yang berlaku sejak {other.valid_from.isoformat()}.")
    first = versions.first()
    position = first.position if first else models.Clock.objects.filter(regime_id=clock.regime).count()
    row = _clock_row(clock, position)
    row.save(force_insert=True)
    fact = ClockAdded(
        clock=clock.key,
        length=clock.length,
        unit=clock.unit.value,
        confidence=clock.confidence.value,
        valid_from=clock.valid_from.isoformat(),
        digest=_digest(clock),
    )
    record(fact, by=by)
    return row


@transaction.atomic
def end_clock(regime: str, code: str, *, on: date, by: str) -> models.Clock:
    """End the open version of a clock: `on` is its last day. `NotThere` where no version is open then."""
    row = models.Clock.objects.select_for_update().filter(regime_id=regime, code=code, valid_to=None, valid_from__lte=on).first()
    if row is None:
        raise NotThere(f"Jam {regime}/{code} tidak punya versi terbuka yang dapat diakhiri pada {on.isoformat()}.")
    row.valid_to = on
    row.save(update_fields=["valid_to"])
    record(ClockEnded(clock=f"{regime}/{code}", valid_from=row.valid_from.isoformat(), valid_to=on.isoformat()), by=by)
    return row


@transaction.atomic
def add_holiday(
    day: date,
    *,
    name: str,
    source: str,
    by: str,
    kind: rules.HolidayKind = rules.HolidayKind.ONE_OFF,
    decided_on: date | None = None,
    estimated: bool = False,
) -> models.Holiday:
    """Add a day off, with the decree that says so. `AlreadyThere` for the same name on the same day.

    A day that was withdrawn stands again.
    """
    if not FAR_PAST <= day <= FAR_FUTURE:
        raise NotADay(f"Tanggal {day.isoformat()} di luar jangkauan.")
    if not name.strip() or not source.strip():
        raise rules.StatuteError("Hari libur harus punya nama dan dasar keputusan.")
    values = {"kind": kind.value, "source": source.strip(), "decided_on": decided_on, "estimated": estimated}
    row, created = models.Holiday.objects.select_for_update().get_or_create(date=day, name=name.strip(), defaults=values)
    if not created:
        if row.withdrawn_on is None:
            raise AlreadyThere(f"{row.name} pada {rules.tanggal(day)} sudah tercatat.")
        for field, value in values.items():
            setattr(row, field, value)
        row.withdrawn_on = None
        row.save()
    fact = HolidayAdded(
        day=day.isoformat(),
        kind=kind.value,
        estimated=estimated,
        decided_on=decided_on.isoformat() if decided_on else None,
        digest=_words_digest(row),
    )
    record(fact, by=by)
    return row


@transaction.atomic
def withdraw_holiday(day: date, *, name: str, by: str) -> models.Holiday:
    """Take a day off back, as happens when joint leave is changed or the moon is seen a day later. The row stays."""
    row = models.Holiday.objects.select_for_update().filter(date=day, name=name, withdrawn_on=None).first()
    if row is None:
        raise NotThere(f"Tidak ada hari libur “{name}” pada {rules.tanggal(day)}.")
    row.withdrawn_on = now().astimezone(rules.Zone.WIB.tz).date()
    row.save(update_fields=["withdrawn_on"])
    fact = HolidayWithdrawn(
        day=day.isoformat(), kind=row.kind, withdrawn_on=row.withdrawn_on.isoformat(), digest=_words_digest(row)
    )
    record(fact, by=by)
    return row


@transaction.atomic
def set_stage(stage: rules.Stage, *, by: str) -> models.Stage:
    """Add a stage, or give it the days that were decided: how a template of assumptions becomes a calendar."""
    if not models.Election.objects.filter(code=stage.election).exists():
        raise rules.UnknownElection(f"Pemilu “{stage.election}” tidak dikenal.")
    values = {**asdict(stage)}
    election, code = values.pop("election"), values.pop("code")
    row, _ = models.Stage.objects.update_or_create(election_id=election, code=code, defaults=values)
    fact = StageSet(
        stage=f"{stage.election}/{stage.code}",
        starts_on=stage.starts_on.isoformat() if stage.starts_on else None,
        ends_on=stage.ends_on.isoformat() if stage.ends_on else None,
        status=stage.status.value,
    )
    record(fact, by=by)
    return row


def _new_clocks(tables: rules.Statutes, have: rules.Statutes) -> list[rules.Clock]:
    """The versions the database does not have, or `OverlappingVersions`."""
    known = {(clock.key, clock.valid_from) for clock in have.clocks}
    regimes = {regime.code for regime in (*have.regimes, *tables.regimes)}
    new = [clock for clock in tables.clocks if (clock.key, clock.valid_from) not in known]
    for clock in new:
        if clock.regime not in regimes:
            raise rules.UnknownRegime(f"Jam {clock.key}: rezim {clock.regime} tidak ada dalam tabel.")
        if any(clock.overlaps(other) for other in have.clocks):
            raise OverlappingVersions(f"Jam {clock.key} sudah punya versi yang berlaku pada {clock.valid_from.isoformat()}.")
    return new


def _differing(tables: rules.Statutes, have: rules.Statutes) -> tuple[str, ...]:
    """The rows of the database that say something else than the table, by their keys."""
    clocks = {(clock.key, clock.valid_from): clock for clock in have.clocks}
    holidays = {(day.date, day.name): day for day in have.holidays}
    stages = {(stage.election, stage.code): stage for stage in have.stages}
    return (
        *(clock.key for clock in tables.clocks if clocks.get((clock.key, clock.valid_from), clock) != clock),
        *(f"libur {day.date.isoformat()}" for day in tables.holidays if holidays.get((day.date, day.name), day) != day),
        *(f"{s.election}/{s.code}" for s in tables.stages if stages.get((s.election, s.code), s) != s),
    )


def _clock_row(clock: rules.Clock, position: int) -> models.Clock:
    values = asdict(clock)
    return models.Clock(regime_id=values.pop("regime"), position=position, **values)


def _office_rows(office: rules.Office) -> list[models.Office]:
    return [
        models.Office(
            zone=office.zone,
            weekday=weekday,
            opens=hours.opens,
            closes=hours.closes,
            confidence=office.confidence,
            source=office.source,
        )
        for weekday, hours in office.hours.items()
    ]


def _election_row(election: rules.Election) -> models.Election:
    values = asdict(election)
    return models.Election(regime_id=values.pop("regime") or None, **values)


def _stage_row(stage: rules.Stage) -> models.Stage:
    values = asdict(stage)
    return models.Stage(election_id=values.pop("election"), **values)


def _digest(rows: rules.Statutes | rules.Clock) -> str:
    """SHA-256 of what the rows say, so that the log commits to the words without holding them."""
    return hashlib.sha256(json.dumps(asdict(rows), sort_keys=True, default=str, ensure_ascii=False).encode()).hexdigest()


def _words_digest(row: models.Holiday) -> str:
    return hashlib.sha256(f"{row.name}\n{row.source}".encode()).hexdigest()
