"""What may be done to the law's tables, as values: so that what would follow can be counted before anything is changed."""

from dataclasses import dataclass, replace
from datetime import date

from .calendar import ONE_DAY, Holiday
from .clocks import Clock, Regime
from .tables import Statutes


@dataclass(frozen=True, kw_only=True)
class HolidayComes:
    """A day off is decreed, or stands again."""

    holiday: Holiday

    def as_if(self, statutes: Statutes) -> Statutes:
        """The tables as they would be."""
        kept = tuple(day for day in statutes.holidays if (day.date, day.name) != (self.holiday.date, self.holiday.name))
        return replace(statutes, holidays=(*kept, self.holiday))


@dataclass(frozen=True, kw_only=True)
class HolidayGoes:
    """A day off is taken back."""

    day: date
    name: str

    def as_if(self, statutes: Statutes) -> Statutes:
        """The tables as they would be."""
        kept = tuple(day for day in statutes.holidays if (day.date, day.name) != (self.day, self.name))
        return replace(statutes, holidays=kept)


@dataclass(frozen=True, kw_only=True)
class ClockComes:
    """A clock, or its next version: the version still open ends the day before."""

    clock: Clock

    def as_if(self, statutes: Statutes) -> Statutes:
        """The tables as they would be."""
        clocks = tuple(self._ended(clock) if self._is_followed(clock) else clock for clock in statutes.clocks)
        return replace(statutes, clocks=(*clocks, self.clock))

    def _is_followed(self, clock: Clock) -> bool:
        return clock.key == self.clock.key and clock.valid_to is None and clock.valid_from < self.clock.valid_from

    def _ended(self, clock: Clock) -> Clock:
        return replace(clock, valid_to=self.clock.valid_from - ONE_DAY)


@dataclass(frozen=True, kw_only=True)
class RegimeComes:
    """A body of law with its clocks and the articles of its steps. It is new, so that no running deadline can move by it."""

    tables: Statutes

    @property
    def regimes(self) -> tuple[Regime, ...]:
        """The laws it brings."""
        return self.tables.regimes

    def as_if(self, statutes: Statutes) -> Statutes:
        """The tables as they would be."""
        return replace(
            statutes,
            regimes=(*statutes.regimes, *self.tables.regimes),
            clocks=(*statutes.clocks, *self.tables.clocks),
            bases=(*statutes.bases, *self.tables.bases),
        )


Change = HolidayComes | HolidayGoes | ClockComes | RegimeComes
