"""Filling the law's tables from CSV: what is missing is added, what is there is never replaced."""

from dataclasses import asdict, dataclass

from django.db import transaction

from damai.ledger.actions import record

from .. import models, queries, rules
from ..facts import StatutesLoaded
from .refusals import OverlappingVersions
from .rows import basis_row, clock_row, digest, election_row, office_rows, stage_row, words_of

COLUMNS = ("event", "counts_from", "met_by", "tracks", "duty", "handling")


@dataclass(frozen=True, kw_only=True)
class Loaded:
    """What a load of the tables added, and which rows it left alone although the table says something else."""

    regimes: int
    clocks: int
    holidays: int
    offices: int
    elections: int
    stages: int
    bases: int
    zones: int
    completed: int  # rows that said nothing yet of what starts them, and now do
    differing: tuple[str, ...]

    @property
    def added(self) -> int:
        """How many rows are new."""
        return self.regimes + self.clocks + self.holidays + self.offices + self.elections + self.stages + self.bases + self.zones


@transaction.atomic
def load_statutes(tables: rules.Statutes | None = None, *, by: str = "damai") -> Loaded:
    """Add every row of the tables (the shipped ones by default) that the database does not have yet.

    Rows that are there stay as they are, because somebody may have corrected them; those that differ are named in the answer.
    A second load changes nothing and records nothing. `OverlappingVersions` where a new version would hold beside an old one.
    """
    tables = tables or rules.shipped()
    completed = _complete(tables)
    have = queries.statutes()
    new_clocks = _new_clocks(tables, have)
    withdrawn = set(models.Holiday.objects.exclude(withdrawn_on=None).values_list("date", "name"))
    days_off = {(day.date, day.name) for day in have.holidays} | withdrawn
    regimes = [row for row in tables.regimes if row.code not in {known.code for known in have.regimes}]
    holidays = [row for row in tables.holidays if (row.date, row.name) not in days_off]
    offices = [row for row in tables.offices if row.zone not in {known.zone for known in have.offices}]
    elections = [row for row in tables.elections if row.code not in {known.code for known in have.elections}]
    stages = [row for row in tables.stages if (row.election, row.code) not in {(s.election, s.code) for s in have.stages}]
    bases = _new_bases(tables, have)
    zones = [row for row in tables.zones if row.area not in {known.area for known in have.zones}]
    models.Regime.objects.bulk_create(models.Regime(**asdict(row)) for row in regimes)
    models.Clock.objects.bulk_create(clock_row(row, tables.clocks.index(row)) for row in new_clocks)
    models.Holiday.objects.bulk_create(models.Holiday(**asdict(row)) for row in holidays)
    models.Office.objects.bulk_create(opening for row in offices for opening in office_rows(row))
    models.Election.objects.bulk_create(election_row(row) for row in elections)
    models.Stage.objects.bulk_create(stage_row(row) for row in stages)
    models.Basis.objects.bulk_create(basis_row(row, tables.bases.index(row)) for row in bases)
    models.LocalTime.objects.bulk_create(models.LocalTime(**asdict(row)) for row in zones)
    loaded = Loaded(
        regimes=len(regimes),
        clocks=len(new_clocks),
        holidays=len(holidays),
        offices=len(offices),
        elections=len(elections),
        stages=len(stages),
        bases=len(bases),
        zones=len(zones),
        completed=completed,
        differing=_differing(tables, have),
    )
    if loaded.added or loaded.completed:
        fact = StatutesLoaded(digest=digest(tables), clocks=loaded.clocks, holidays=loaded.holidays, stages=loaded.stages)
        record(fact, by=by)
    return loaded


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


def _new_bases(tables: rules.Statutes, have: rules.Statutes) -> list[rules.Basis]:
    """The articles of steps that the database does not have, or `OverlappingVersions`."""
    known = {(row.key, row.valid_from) for row in have.bases}
    regimes = {regime.code for regime in (*have.regimes, *tables.regimes)}
    new = [row for row in tables.bases if (row.key, row.valid_from) not in known]
    for row in new:
        if row.regime not in regimes:
            raise rules.UnknownRegime(f"Dasar {row.key}: rezim {row.regime} tidak ada dalam tabel.")
        if any(row.overlaps(other) for other in have.bases):
            raise OverlappingVersions(f"Dasar {row.key} sudah berlaku pada {row.valid_from.isoformat()}.")
    return new


def _complete(tables: rules.Statutes) -> int:
    """Give every version that does not say what starts it the words of the table; they are newer than the first tables."""
    known = {clock.key: clock for clock in tables.clocks if clock.event}
    silent = [row for row in models.Clock.objects.filter(event="") if str(row) in known]
    for row in silent:
        for column, word in words_of(known[str(row)]).items():
            setattr(row, column, word)
    models.Clock.objects.bulk_update(silent, COLUMNS)
    return len(silent)


def _differing(tables: rules.Statutes, have: rules.Statutes) -> tuple[str, ...]:
    """The rows of the database that say something else than the table, by their keys."""
    clocks = {(clock.key, clock.valid_from): clock for clock in have.clocks}
    holidays = {(day.date, day.name): day for day in have.holidays}
    stages = {(stage.election, stage.code): stage for stage in have.stages}
    bases = {(row.key, row.valid_from): row for row in have.bases}
    zones = {row.area: row for row in have.zones}
    return (
        *(clock.key for clock in tables.clocks if clocks.get((clock.key, clock.valid_from), clock) != clock),
        *(f"libur {day.date.isoformat()}" for day in tables.holidays if holidays.get((day.date, day.name), day) != day),
        *(f"{s.election}/{s.code}" for s in tables.stages if stages.get((s.election, s.code), s) != s),
        *(f"zona {row.area}" for row in tables.zones if zones.get(row.area, row) != row),
        *(row.key for row in tables.bases if bases.get((row.key, row.valid_from), row) != row),
    )
