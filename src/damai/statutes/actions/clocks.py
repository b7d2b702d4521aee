"""Regimes and versions of clocks: a version ends, and the next one begins."""

from dataclasses import asdict
from datetime import date, timedelta

from django.db import transaction

from damai.ledger.actions import record

from .. import models, queries, rules
from ..facts import ClockAdded, ClockEnded, RegimeAdded
from .refusals import AlreadyThere, NotThere, OverlappingVersions
from .rows import clock_row, digest


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
    rules.regime_of(queries.regimes(), clock.regime)
    models.Regime.objects.select_for_update().get(pk=clock.regime)  # two who add a version at once do so one after the other
    versions = models.Clock.objects.select_for_update().filter(regime_id=clock.regime, code=clock.code)
    open_one = versions.filter(valid_to=None, valid_from__lt=clock.valid_from).first()
    if open_one is not None:
        end_clock(clock.regime, clock.code, on=clock.valid_from - timedelta(days=1), by=by)
    for other in queries.clocks(clock.regime):
        if clock.overlaps(other):
            raise OverlappingVersions(f"Jam {clock.key} sudah punya versi yang berlaku sejak {other.valid_from.isoformat()}.")
    first = versions.first()
    position = first.position if first else models.Clock.objects.filter(regime_id=clock.regime).count()
    row = clock_row(clock, position)
    row.save(force_insert=True)
    fact = ClockAdded(
        clock=clock.key,
        length=clock.length,
        unit=clock.unit.value,
        confidence=clock.confidence.value,
        valid_from=clock.valid_from.isoformat(),
        digest=digest(clock),
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
