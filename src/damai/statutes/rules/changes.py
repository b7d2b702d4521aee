"""What may be done to the law's tables, as values: so that what would follow can be counted before anything is changed."""

from dataclasses import dataclass, replace
from datetime import date

from .calendar import ONE_DAY, Holiday
from .clocks import Clock, Regime
from .counting import FIRST_YEAR, LAST_YEAR
from .tables import Statutes
from .words import tanggal, tanggal_saja


@dataclass(frozen=True, kw_only=True)
class HolidayComes:
    """A day off is decreed, or stands again."""

    holiday: Holiday

    def as_if(self, statutes: Statutes) -> Statutes:
        """The tables as they would be."""
        kept = tuple(day for day in statutes.holidays if (day.date, day.name) != (self.holiday.date, self.holiday.name))
        return replace(statutes, holidays=(*kept, self.holiday))

    def objection(self, statutes: Statutes) -> str:
        """Why it cannot be done, in a sentence; nothing where it can."""
        if any((day.date, day.name) == (self.holiday.date, self.holiday.name) for day in statutes.holidays):
            return f"{self.holiday.name} pada {tanggal(self.holiday.date)} sudah tercatat."
        if not FIRST_YEAR <= self.holiday.date.year <= LAST_YEAR:
            return f"Tanggal {self.holiday.date.isoformat()} di luar jangkauan."
        return ""


@dataclass(frozen=True, kw_only=True)
class HolidayGoes:
    """A day off is taken back."""

    day: date
    name: str

    def as_if(self, statutes: Statutes) -> Statutes:
        """The tables as they would be."""
        kept = tuple(day for day in statutes.holidays if (day.date, day.name) != (self.day, self.name))
        return replace(statutes, holidays=kept)

    def objection(self, statutes: Statutes) -> str:
        """Why it cannot be done, in a sentence; nothing where it can."""
        there = any((day.date, day.name) == (self.day, self.name) for day in statutes.holidays)
        return "" if there else f"Tidak ada hari libur “{self.name}” pada {tanggal(self.day)}."


@dataclass(frozen=True, kw_only=True)
class ClockComes:
    """A clock, or its next version: the version still open ends the day before."""

    clock: Clock

    def as_if(self, statutes: Statutes) -> Statutes:
        """The tables as they would be."""
        clocks = tuple(self._ended(clock) if self._is_followed(clock) else clock for clock in statutes.clocks)
        return replace(statutes, clocks=(*clocks, self.clock))

    def objection(self, statutes: Statutes) -> str:
        """Why it cannot be done, in a sentence; nothing where it can."""
        if self.clock.regime not in {regime.code for regime in statutes.regimes}:
            return f"Rezim “{self.clock.regime}” tidak dikenal."
        others = [clock for clock in statutes.clocks if not self._is_followed(clock)]
        beside = next((clock for clock in others if clock.overlaps(self.clock)), None)
        return f"Jam {self.clock.key} sudah punya versi yang berlaku sejak {tanggal_saja(beside.valid_from)}." if beside else ""

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

    def objection(self, statutes: Statutes) -> str:
        """Why it cannot be done, in a sentence; nothing where it can."""
        known = {regime.code for regime in statutes.regimes}
        there = [regime.code for regime in self.regimes if regime.code in known]
        return f"Rezim {there[0]} sudah ada." if there else ""


Change = HolidayComes | HolidayGoes | ClockComes | RegimeComes
