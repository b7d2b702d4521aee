"""Everything that can happen to areas."""

from dataclasses import dataclass

from damai.ledger.facts import Fact


@dataclass(frozen=True, kw_only=True)
class HierarchyLoaded(Fact):
    """The official hierarchy, or the part under one code, was brought to the state of an edition."""

    sentence = "Hierarki wilayah edisi {edition} dimuat untuk {scope}: {areas} wilayah, {added} baru, {changed} berubah"
    scope: str  # a Kemendagri code, or "nasional"
    edition: str
    areas: int
    added: int
    changed: int


@dataclass(frozen=True, kw_only=True)
class StationsLoaded(Fact):
    """Polling stations of one election were added."""

    sentence = "{regular} TPS reguler dan {special} TPS khusus {election} dimuat di bawah {scope}"
    scope: str  # the code of the smallest area that holds them all, or "nasional"
    election: str
    regular: int
    special: int
    digest: str  # SHA-256 of the table or file they came from


@dataclass(frozen=True, kw_only=True)
class BoundariesImported(Fact):
    """Boundaries were imported from a file, and replaced the earlier ones of the same places."""

    sentence = "{areas} batas wilayah di bawah {scope} diimpor; {warnings} peringatan diterima"
    scope: str
    areas: int
    warnings: int
    digest: str  # SHA-256 of the file


@dataclass(frozen=True, kw_only=True)
class AreaSplit(Fact):
    """On a day, an area became another, or (where both codes are the same) went on beside what it lost: one fact per part."""

    sentence = "Wilayah {area} mekar; bagiannya {into} terhitung {on}"
    area: str
    into: str
    on: str
