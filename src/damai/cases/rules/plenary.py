"""Who sat in a plenary and whether it could decide; what stands on its agenda; pure.

Quorum: more than half of those entitled were there and in the room. Whoever is recused from a matter does not count as present
for it, and still counts among those entitled: so nobody brings a decision about by sending others out. This is our reading;
Perbawaslu 5/2018 is to be checked by counsel (docs/law/cases.md).
"""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from .case_moves import moves_from
from .guards import NUMBER, REASONS, Plenary, say
from .moves import Move, TrackMove
from .states import Class, Guard, Outcome, State, TrackState
from .track_moves import track_moves_from

# Another class is added to a registered case by plenary, and no line of the tables says so.
NEW_CLASS = TrackState.PENANGANAN


@dataclass(frozen=True, kw_only=True)
class Matter:
    """Something a plenary can decide: a step of the law's tables that needs its minutes."""

    target: str  # the state it leads to
    label: str  # as the table says it, in Indonesian
    classes: bool = False  # the classes that are followed up are named
    outcome: bool = False  # what it is, is said
    reason: tuple[str, ...] = ()  # one of these is given
    handed: bool = False  # it becomes real once another office took it


def matters_of_case(state: State) -> tuple[Matter, ...]:
    """What a plenary can decide about a case in this state, its classes apart."""
    found = [_matter(move) for move in moves_from(state) if Guard.PLENARY in move.guards]
    if state is State.DIREGISTRASI:
        found.append(Matter(target=NEW_CLASS.value, label=say("Tambah jenis dugaan"), classes=True))
    return tuple(found)


def matters_of_track(klass: Class, state: TrackState, outcome: Outcome | None) -> tuple[Matter, ...]:
    """What a plenary can decide about a class in this state."""
    moves = track_moves_from(klass, state, outcome=outcome)
    return tuple(_matter(move) for move in moves if Guard.PLENARY in move.guards)


def _matter(move: Move | TrackMove) -> Matter:
    return Matter(
        target=move.target.value,
        label=move.label,
        classes=Guard.CLASSES in move.guards,
        outcome=Guard.OUTCOME in move.guards,
        reason=tuple(sorted(REASONS.get(move.target, ()))) if Guard.REASON in move.guards else (),
        handed=bool(move.receiver),
    )


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
