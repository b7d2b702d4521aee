"""Everything that can happen to the law's tables."""

from dataclasses import dataclass

from damai.ledger.facts import Fact


@dataclass(frozen=True, kw_only=True)
class StatutesLoaded(Fact):
    """Rows that were missing were added from a table; `digest` is the SHA-256 of what the table said."""

    sentence = "Tabel {table} dimuat: {clocks} jam, {holidays} hari libur, {stages} tahapan baru"
    table: str = "statutes"
    clocks: int
    holidays: int
    stages: int
    digest: str


@dataclass(frozen=True, kw_only=True)
class RegimeAdded(Fact):
    """A body of law was added."""

    sentence = "Rezim {regime} ditambahkan"
    regime: str


@dataclass(frozen=True, kw_only=True)
class ClockAdded(Fact):
    """A version of a clock was added; `digest` is the SHA-256 of its words."""

    sentence = "Jam {clock} ditambahkan: {length} {unit}, {confidence}, berlaku mulai {valid_from}"
    clock: str
    length: int | None
    unit: str
    confidence: str
    valid_from: str
    digest: str


@dataclass(frozen=True, kw_only=True)
class ClockEnded(Fact):
    """A version of a clock ends."""

    sentence = "Jam {clock} versi {valid_from} berakhir {valid_to}"
    clock: str
    valid_from: str
    valid_to: str


@dataclass(frozen=True, kw_only=True)
class HolidayAdded(Fact):
    """A day off was added; `digest` is the SHA-256 of its words and its decree."""

    sentence = "Hari libur {day} ({kind}) ditambahkan"
    day: str
    kind: str
    estimated: bool
    decided_on: str | None
    digest: str


@dataclass(frozen=True, kw_only=True)
class HolidayWithdrawn(Fact):
    """A day off was taken back."""

    sentence = "Hari libur {day} ({kind}) dicabut pada {withdrawn_on}"
    day: str
    kind: str
    withdrawn_on: str
    digest: str


@dataclass(frozen=True, kw_only=True)
class StageSet(Fact):
    """The days of a stage were decided, or changed."""

    sentence = "Tahapan {stage} ditetapkan {starts_on} sampai {ends_on} ({status})"
    stage: str
    starts_on: str | None
    ends_on: str | None
    status: str


@dataclass(frozen=True, kw_only=True)
class LibraryLoaded(Fact):
    """Laws that ship as facts, and what courts did to them, were added; `digest` is the SHA-256 of the tables."""

    sentence = "Pustaka aturan dimuat: {laws} peraturan, {rulings} putusan"
    laws: int
    rulings: int
    digest: str


@dataclass(frozen=True, kw_only=True)
class LawAdded(Fact):
    """A law was added to the library by its number."""

    sentence = "Peraturan {law} ditambahkan ke pustaka"
    law: str


@dataclass(frozen=True, kw_only=True)
class LawTextRead(Fact):
    """An official text was read and waits for a decision; `digest` is the SHA-256 of the file."""

    sentence = "Naskah {law} dibaca: {units} ketentuan, {unread} baris tidak dipahami"
    law: str
    format: str
    quality: str
    units: int
    unread: int
    digest: str


@dataclass(frozen=True, kw_only=True)
class LawTextApplied(Fact):
    """An official text came into the library; `plan` is the SHA-256 of what it changed."""

    sentence = "Naskah {law} diterapkan: {new} baru, {changed} berubah, {repealed} dicabut"
    law: str
    new: int
    changed: int
    repealed: int
    valid_from: str | None
    digest: str
    plan: str


@dataclass(frozen=True, kw_only=True)
class LawTextDropped(Fact):
    """An official text that was read was not taken."""

    sentence = "Naskah {law} dibuang"
    law: str
    digest: str


@dataclass(frozen=True, kw_only=True)
class ProvisionRuled(Fact):
    """A court's decision on a provision was recorded; `digest` is the SHA-256 of how it is to be read."""

    sentence = "Ketentuan {provision}: {decision} tanggal {on} ({effect})"
    provision: str
    decision: str
    on: str
    effect: str
    digest: str


@dataclass(frozen=True, kw_only=True)
class LawRepealed(Fact):
    """A law was recorded as repealed."""

    sentence = "Peraturan {law} dicabut oleh {act} mulai {on}"
    law: str
    act: str
    on: str
