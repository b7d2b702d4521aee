"""One door for every change that was first shown: the same value that was counted with is now written down."""

from django.db import transaction

from .. import queries, rules
from .clocks import add_clock, add_regime
from .days import add_holiday, withdraw_holiday
from .loading import load_statutes
from .refusals import AlreadyThere


@transaction.atomic
def change_tables(change: rules.Change, *, by: str) -> None:
    """Do to the tables what the change says; the same refusals as the single actions."""
    if isinstance(change, rules.HolidayComes):
        day = change.holiday
        add_holiday(
            day.date,
            name=day.name,
            source=day.source,
            kind=day.kind,
            decided_on=day.decided_on,
            estimated=day.estimated,
            by=by,
        )
    elif isinstance(change, rules.HolidayGoes):
        withdraw_holiday(change.day, name=change.name, by=by)
    elif isinstance(change, rules.ClockComes):
        add_clock(change.clock, by=by)
    else:
        _add_law(change.tables, by=by)


def _add_law(tables: rules.Statutes, *, by: str) -> None:
    known = {regime.code for regime in queries.regimes()}
    for regime in tables.regimes:
        if regime.code in known:
            raise AlreadyThere(f"Rezim {regime.code} sudah ada.")
        add_regime(regime, by=by)
    load_statutes(tables, by=by)
