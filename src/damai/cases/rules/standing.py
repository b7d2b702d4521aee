"""Where everything that came in stands: registered, not registered, or waiting; and if registered, what became of it.

What is counted is an *entry*, not a case: a report that was not registered and was followed up until it became a finding is two
entries, and so is a case that another office took over, one at each. Each entry has exactly one place. It is found twice, from
the stored columns and from the log of steps; where the two disagree, an entry has two places or none, and the totals show a gap.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .case_moves import HANDED_ON, OPENS, OVER
from .reconciling import NAMES
from .states import CaseKind, Outcome, State


class Place(StrEnum):
    """Where an entry is."""

    REGISTERED = "registered"
    NOT_REGISTERED = "not_registered"
    PENDING = "pending"


class Result(StrEnum):
    """What became of a registered entry."""

    VIOLATION = "violation"
    NOT_VIOLATION = "not_violation"
    OPEN = "open"


S = State
PENDING = frozenset(
    {
        S.INFORMASI_AWAL, S.DUGAAN_DITEMUKAN, S.TEMUAN, S.LAPORAN_DITERIMA, S.KAJIAN_AWAL, S.BELUM_LENGKAP, S.MENUNGGU_PERBAIKAN,
        S.KAJIAN_AWAL_ULANG, S.LENGKAP, S.LEWAT_WAKTU,
    }
)  # fmt: skip
GONE = frozenset({S.TIDAK_DIREGISTRASI, S.DICABUT, S.ARSIP, *HANDED_ON})
BEGINS = {state: kind for kind, (state, _event) in OPENS.items()}


@dataclass(frozen=True)
class Moved:
    """One step of the case itself: to where, and on which day."""

    target: State
    on: date


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What the rows say of a case."""

    code: str
    regime: str
    state: State
    registered: bool  # a moment of registration is stored
    steps: Sequence[Moved]  # of the case itself, the first first
    outcomes: Sequence[Outcome | None]  # of its tracks
    offices: Sequence[str]  # those that handed it on, in order, then the one that has it


@dataclass(frozen=True, kw_only=True)
class Entry:
    """Something that came in, at one office, and where it stands."""

    case: str
    regime: str
    office: str
    kind: CaseKind
    on: date  # when it came in there
    places: frozenset[Place]
    results: frozenset[Result]
    handed_on: bool  # it is not registered here because another office has it

    @property
    def is_whole(self) -> bool:
        """Whether it has one place, and one result exactly if it is registered."""
        return len(self.places) == 1 and len(self.results) == (1 if Place.REGISTERED in self.places else 0)


def entries(seen: Seen) -> tuple[Entry, ...]:
    """The entries of a case, the first first."""
    parts: list[list[Moved]] = []
    for step in seen.steps:
        if step.target in BEGINS:
            parts.append([])
        if parts:
            parts[-1].append(step)
    found, office = [], 0
    for number, part in enumerate(parts):
        last = number == len(parts) - 1
        handed_on = part[-1].target in HANDED_ON and not last
        found.append(_entry(seen, part, office=_at(seen.offices, office), last=last))
        office += handed_on
    return tuple(found)


def _at(offices: Sequence[str], place: int) -> str:
    return offices[min(place, len(offices) - 1)]


def _entry(seen: Seen, part: Sequence[Moved], *, office: str, last: bool) -> Entry:
    targets = [step.target for step in part]
    places = {_by_steps(targets)}
    if last:
        told = _by_columns(seen)
        places = places | told if told else set()
    if not last and Place.PENDING in places:  # followed up: it waits no more, and its kind's next entry has it
        places = {Place.NOT_REGISTERED}
    return Entry(
        case=seen.code,
        regime=seen.regime,
        office=office,
        kind=BEGINS[targets[0]],
        on=part[0].on,
        places=frozenset(places),
        results=_results(seen) if last and Place.REGISTERED in places else frozenset(),
        handed_on=not HANDED_ON.isdisjoint(targets),
    )


def _by_steps(targets: Sequence[State]) -> Place:
    if S.DIREGISTRASI in targets:
        return Place.REGISTERED
    return Place.NOT_REGISTERED if not (GONE | OVER).isdisjoint(targets) else Place.PENDING


def _by_columns(seen: Seen) -> set[Place]:
    places = {Place.REGISTERED} if seen.registered else set()
    if seen.state in PENDING:
        places.add(Place.PENDING)
    if seen.state in GONE or (seen.state in OVER and not seen.registered):
        places.add(Place.NOT_REGISTERED)
    return places


def _results(seen: Seen) -> frozenset[Result]:
    """One violation makes it one; it is none when every track was decided so; else it is open, unless the case was closed."""
    if Outcome.VIOLATION in seen.outcomes:
        return frozenset({Result.VIOLATION})
    if seen.outcomes and None not in seen.outcomes:
        return frozenset({Result.NOT_VIOLATION})
    return frozenset() if seen.state is S.DITUTUP or not seen.outcomes else frozenset({Result.OPEN})


# --- Tables ---------------------------------------------------------------------------------------------------------

KINDS = (CaseKind.LAPORAN, CaseKind.TEMUAN)  # what the law registers; preliminary information is counted beside them


def table(rows: Iterable[Entry]) -> dict[str, int]:
    """How many came in and where they stand: the names of `reconciling.SUMS`, in all and by kind ("laporan.registered").

    Every number is counted on its own, so that a gap can show.
    """
    counted: Counter[str] = Counter()
    for row in rows:
        if row.kind not in KINDS:
            continue
        for name in ("received", *row.places, *row.results):
            counted[str(name)] += 1
            counted[f"{row.kind}.{name}"] += 1
    return {name: counted[name] for kind in ("", *(f"{kind}." for kind in KINDS)) for name in (f"{kind}{each}" for each in NAMES)}


def faulty(rows: Iterable[Entry]) -> tuple[Entry, ...]:
    """The entries that make the gaps."""
    return tuple(row for row in rows if not row.is_whole)


def quarter(day: date) -> str:
    """The quarter of a year in which a day lies: "2024-T1" (triwulan)."""
    return f"{day.year}-T{(day.month + 2) // 3}"


def by(rows: Iterable[Entry], *names: str) -> Mapping[tuple[str, ...], tuple[Entry, ...]]:
    """Entries in groups by some of office, regime, kind and period (quarter)."""
    groups: dict[tuple[str, ...], list[Entry]] = {}
    for row in rows:
        key = tuple(quarter(row.on) if name == "period" else str(getattr(row, name)) for name in names)
        groups.setdefault(key, []).append(row)
    return {key: tuple(found) for key, found in sorted(groups.items())}
