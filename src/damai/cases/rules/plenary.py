"""Who sat in a plenary and whether it could decide; what stands on its agenda; pure.

Quorum: more than half of those entitled were there and in the room. Whoever is recused from a matter does not count as present
for it, and still counts among those entitled: so nobody brings a decision about by sending others out. This is our reading;
Perbawaslu 5/2018 is to be checked by counsel (docs/law/cases.md).
"""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256

from .guards import NUMBER, Plenary
from .states import State


class Matter(StrEnum):
    """What a plenary decides about a case or one of its tracks."""

    FINDING = "finding"  # an alleged violation becomes a finding
    NO_FINDING = "no_finding"
    REGISTER = "register"
    NOT_REGISTERED = "not_registered"
    TRANSFER = "transfer"
    TAKEOVER = "takeover"
    OUTCOME = "outcome"  # of a track


# Where a case can be while a matter is still open, and where the decision leads.
OPEN_IN: dict[Matter, frozenset[State]] = {
    Matter.FINDING: frozenset({State.DUGAAN_DITEMUKAN}),
    Matter.NO_FINDING: frozenset({State.DUGAAN_DITEMUKAN}),
    Matter.REGISTER: frozenset({State.LENGKAP, State.TEMUAN}),
    Matter.NOT_REGISTERED: frozenset({State.KAJIAN_AWAL, State.KAJIAN_AWAL_ULANG, State.MENUNGGU_PERBAIKAN}),
    Matter.TRANSFER: frozenset({State.KAJIAN_AWAL, State.KAJIAN_AWAL_ULANG}),
    Matter.TAKEOVER: frozenset({State.KAJIAN_AWAL, State.KAJIAN_AWAL_ULANG}),
}
LEADS_TO: dict[Matter, State] = {
    Matter.FINDING: State.TEMUAN,
    Matter.NO_FINDING: State.ARSIP,
    Matter.REGISTER: State.DIREGISTRASI,
    Matter.NOT_REGISTERED: State.TIDAK_DIREGISTRASI,
    Matter.TRANSFER: State.DILIMPAHKAN,
    Matter.TAKEOVER: State.DIAMBIL_ALIH,
}
# One of these shuts the others out: a case is registered or it is not.
EITHER_OR: tuple[frozenset[Matter], ...] = (
    frozenset({Matter.FINDING, Matter.NO_FINDING}),
    frozenset({Matter.REGISTER, Matter.NOT_REGISTERED, Matter.TRANSFER, Matter.TAKEOVER}),
)
OUTCOMES = frozenset({"violation", "not_violation", "stopped"})


@dataclass(frozen=True, kw_only=True)
class Seat:
    """One commissioner at one plenary."""

    member: str  # code
    present: bool = False
    recused: bool = False  # from everything on the agenda
    signed: bool = False


@dataclass(frozen=True, kw_only=True)
class Count:
    """How many were there, of how many entitled."""

    present: int
    of: int

    @property
    def quorate(self) -> bool:
        """Whether a decision may be taken: more than half of those entitled."""
        return self.present * 2 > self.of > 0


def counted(seats: Iterable[Seat], *, recused: Collection[str] = (), signed: bool = False) -> Count:
    """The quorum of one matter. `recused`: who was out of the room for it. `signed`: count only who signed the minutes."""
    rows = list(seats)
    there = [
        seat for seat in rows if seat.present and not seat.recused and seat.member not in recused and (seat.signed or not signed)
    ]
    return Count(present=len(there), of=len(rows))


def everybody_signed(seats: Iterable[Seat]) -> bool:
    """Whether all who were there have signed, and somebody was."""
    there = [seat for seat in seats if seat.present]
    return bool(there) and all(seat.signed for seat in there)


def as_guard(number: str, held_on: date, count: Count) -> Plenary:
    """What the guards of the law's table look at."""
    return Plenary(number=number, held_on=held_on, present=count.present, of=count.of)


def is_number(text: str) -> bool:
    """Whether this can be the number of minutes: letters, digits, points, strokes; nothing that could be a name in the log."""
    return bool(NUMBER.fullmatch(text))


def matters_open(state: State) -> tuple[Matter, ...]:
    """What a plenary can decide about a case in this state, tracks apart."""
    return tuple(matter for matter, states in OPEN_IN.items() if state in states)


def shut_out(matter: Matter) -> frozenset[Matter]:
    """The matters that this one decides as well, by deciding it one way."""
    return frozenset().union(*(group - {matter} for group in EITHER_OR if matter in group))


@dataclass(frozen=True, kw_only=True)
class Decided:
    """One line of the agenda as it is signed, in codes."""

    number: int
    case: str
    klass: str  # of the track; empty: of the case
    matter: str
    outcome: str
    classes: tuple[str, ...]
    reason: str
    recused: tuple[str, ...]


def canonical(
    *, agency: str, number: str, held_on: date, seats: Sequence[Seat], items: Sequence[Decided], notes_sha256: str
) -> bytes:
    """What everyone signs, the same bytes whenever they are asked for: who sat there and what was decided, in codes."""
    told = {
        "format": "damai-pleno/1",
        "agency": agency,
        "number": number,
        "held_on": held_on.isoformat(),
        "seats": [[seat.member, seat.present, seat.recused] for seat in sorted(seats, key=lambda seat: seat.member)],
        "items": [_line(each) for each in sorted(items, key=lambda item: item.number)],
        "notes": notes_sha256,
    }
    return json.dumps(told, ensure_ascii=True, sort_keys=True, separators=(",", ":")).encode()


def _line(item: Decided) -> list[object]:
    told = [item.number, item.case, item.klass, item.matter, item.outcome, sorted(item.classes), item.reason]
    return [*told, sorted(item.recused)]


def digest(body: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return sha256(body).hexdigest()
