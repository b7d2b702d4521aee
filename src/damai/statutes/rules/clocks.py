"""What a clock of the law is, and which version of it is in force."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from enum import StrEnum

from .calendar import Confidence
from .errors import AmbiguousClock, NoVersionInForce, UnknownClock, UnknownRegime
from .events import Duty, Event, Track
from .words import tanggal_saja


class Unit(StrEnum):
    """What the law counts. The same word *hari* means different things in different regimes."""

    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"
    HOURS = "hours"
    WINDOW = "window"  # no length of its own: between two stages, or bounded by another clock

    @property
    def word(self) -> str:
        """The unit in Indonesian."""
        return {
            "working_days": "hari kerja",
            "calendar_days": "hari kalender",
            "hours": "jam",
            "window": "rentang waktu",
        }[self.value]


LONGEST = 1000  # days or hours; a longer term is a slip of the pen


@dataclass(frozen=True, kw_only=True)
class Regime:
    """A body of law under which a case is handled. A case carries it for ever: the same word counts differently in each."""

    code: str
    name: str
    law: str
    joint_leave_is_holiday: bool = True


@dataclass(frozen=True, kw_only=True)
class Clock:
    """One term of the law, in one version: what starts it, how long it runs, in what unit, and where that is written."""

    regime: str
    code: str
    name: str
    start_event: str
    length: int | None  # None only for a window
    unit: Unit
    written: str = ""  # the length in the law's own words: "7 hari", "1×24 jam"
    reads_as: str = ""  # how the law's word is read where it does not say the unit itself
    basis: str
    confidence: Confidence
    confidence_note: str = ""  # the source read, or GK-high / GK-verify: general knowledge, more or less sure
    unit_confidence: Confidence = Confidence.UNVERIFIED  # the reading of the unit may be unsure where the length is not
    counts_start_day: bool = False
    counts_back: bool = False  # the term ends before the event instead of running after it
    event: Event | None = None  # what starts it; None: nothing starts it by itself
    counts_from: Event | None = None  # another event whose moment is used instead of the starting one's
    met_by: tuple[Event, ...] = ()  # what stops it in time
    tracks: tuple[Track, ...] = ()  # the classes it belongs to; empty: the case itself
    duty: Duty | None = None  # who must act
    handling: bool = False  # missing it makes a case *kedaluwarsa* (law.md G-7)
    opens_with: str = ""  # windows: the code of the stage that opens it
    closes_with: str = ""  # windows: the code of the stage whose last day closes it
    valid_from: date
    valid_to: date | None = None

    def __post_init__(self) -> None:
        if (self.unit == Unit.WINDOW) != (self.length is None):
            raise ValueError(f"{self.key}: sebuah rentang tidak punya panjang, jam lain harus punya.")
        if self.length is not None and not 1 <= self.length <= LONGEST:
            raise ValueError(f"{self.key}: panjang harus sekurangnya 1 dan paling banyak {LONGEST}.")
        if self.valid_to is not None and self.valid_to < self.valid_from:
            raise ValueError(f"{self.key}: berakhir sebelum mulai berlaku.")
        if self.counts_back and self.unit not in {Unit.WORKING_DAYS, Unit.CALENDAR_DAYS}:
            raise ValueError(f"{self.key}: hanya hari yang dapat dihitung mundur.")
        if self.event is not None and self.event in self.met_by:
            raise ValueError(f"{self.key}: peristiwa yang memulai jam tidak dapat sekaligus memenuhinya.")
        if self.event is None and (self.counts_from or self.met_by):
            raise ValueError(f"{self.key}: sebutkan peristiwa yang memulainya.")

    @property
    def key(self) -> str:
        """Regime and code: "PEMILU/P7"."""
        return f"{self.regime}/{self.code}"

    @property
    def has_date(self) -> bool:
        """Whether it ends on a day of its own: a window that hangs on another clock (G2, G3) does not."""
        return self.unit != Unit.WINDOW or bool(self.opens_with and self.closes_with)

    @property
    def counted_from(self) -> Event | None:
        """The event whose moment it is counted from. Where that never happened to a case (a finding was never submitted),
        it is counted from the event that starts it."""
        return self.counts_from or self.event

    def belongs_to(self, klass: str) -> bool:
        """Whether it runs on a track of this class; the empty class is the case itself."""
        return klass in self.tracks if klass else not self.tracks

    @property
    def steps(self) -> int:
        """How many days or hours are counted; none for a window."""
        return self.length or 0

    @property
    def verified(self) -> bool:
        """Whether length and basis were read in a source. The reading of the unit is a matter of its own."""
        return self.confidence == Confidence.VERIFIED

    @property
    def unit_verified(self) -> bool:
        """Whether the unit was read in a source, and not only inferred."""
        return self.unit_confidence == Confidence.VERIFIED

    @property
    def length_in_words(self) -> str:
        """The length as it must be shown: "7 hari (dibaca sebagai hari kerja menurut Perbawaslu 7/2022 Ps. 1)"."""
        said = self.written or f"{self.length} {self.unit.word}"
        return f"{said} ({self.reads_as})" if self.reads_as else said

    def in_force_on(self, day: date) -> bool:
        """Whether this version is in force on the day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def overlaps(self, other: "Clock") -> bool:
        """Whether some day lies in both versions' validity."""
        ends, other_ends = self.valid_to or date.max, other.valid_to or date.max
        return self.key == other.key and self.valid_from <= other_ends and other.valid_from <= ends


def started_by(clocks: Iterable[Clock], event: Event, *, klass: str = "", on: date) -> tuple[Clock, ...]:
    """The clocks in force on the day that the event starts on a track of the class (empty: on the case itself).

    Windows that hang on another clock are left out: they have no day of their own.
    """
    started = (clock for clock in clocks if clock.event == event and clock.belongs_to(klass))
    return tuple(clock for clock in started if clock.in_force_on(on) and clock.has_date)


def nearest(word: str, known: Iterable[str]) -> list[str]:
    """The known codes that look most like what was typed, best first, whatever the letters' case."""
    by_upper = {code.upper(): code for code in known}
    return [by_upper[match] for match in get_close_matches(word.upper(), list(by_upper), n=4, cutoff=0.4)]


def _suggest(word: str, known: Sequence[str]) -> str:
    near = nearest(word, known)
    return f" Yang paling mirip: {', '.join(near)}." if near else f" Yang ada: {', '.join(known)}."


def regime_of(regimes: Iterable[Regime], code: str) -> Regime:
    """The regime of this code, or `UnknownRegime` naming those there are."""
    known = {regime.code: regime for regime in regimes}
    if code not in known:
        if not known:
            raise UnknownRegime("Tabel rezim masih kosong; jalankan `damai statutes load`.")
        raise UnknownRegime(f"Rezim “{code}” tidak dikenal." + _suggest(code, sorted(known)))
    return known[code]


def version_of(clocks: Iterable[Clock], regime: str, code: str, on: date) -> Clock:
    """The one version of the clock in force on the day, which is the day of the event that starts it.

    `UnknownClock` names the nearest codes, `NoVersionInForce` says when the known versions hold, `AmbiguousClock` refuses
    to choose between two.
    """
    of_regime = [clock for clock in clocks if clock.regime == regime]
    versions = [clock for clock in of_regime if clock.code == code]
    if not versions:
        codes = list(dict.fromkeys(clock.code for clock in of_regime))
        raise UnknownClock(f"Jam “{code}” tidak ada pada rezim {regime}." + _suggest(code, codes))
    in_force = [clock for clock in versions if clock.in_force_on(on)]
    if not in_force:
        spans = "; ".join(
            f"{tanggal_saja(clock.valid_from)} – {tanggal_saja(clock.valid_to) if clock.valid_to else 'sekarang'}"
            for clock in sorted(versions, key=lambda clock: clock.valid_from)
        )
        raise NoVersionInForce(
            f"Jam {regime}/{code} tidak punya versi yang berlaku pada {tanggal_saja(on)}. Tabel berlaku: {spans}."
        )
    if len(in_force) > 1:
        raise AmbiguousClock(
            f"Jam {regime}/{code} punya {len(in_force)} versi yang berlaku pada {tanggal_saja(on)}; perbaiki tabelnya dahulu."
        )
    return in_force[0]
