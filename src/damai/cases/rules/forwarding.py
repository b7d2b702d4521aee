"""To whom a case or a class of it can be handed over, until when they are asked to answer, and what they can tell afterwards.

Until it is accepted, the office that offers stays accountable and what runs goes on. What an acceptance leads to is a move of the
law's tables; a decision of a hearing is only delivered to the commission, which carries it out by a clock of its own.
"""

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from .case_moves import HANDED_ON, moves_from
from .moves import Move, TrackMove
from .states import Class, Outcome, Receiver, State, TrackState
from .track_moves import track_moves_from

SHIPPED = Path(__file__).parent / "shipped"
SUPERVISORS = frozenset({"supervisor"})
# Which agencies with accounts can be asked. Who is not here is a body that staff record by its name (DKPP, BKN).
AGENCIES: dict[Receiver, frozenset[str]] = {
    Receiver.POLICE: frozenset({"police"}),
    Receiver.COMMISSION: frozenset({"commission"}),
    Receiver.ETHICS: frozenset(),
    Receiver.BODY: frozenset({"government", "unity", "communication", "police"}),
    Receiver.TRANSFER: SUPERVISORS,
    Receiver.TAKEOVER: SUPERVISORS,
}
# Hand-overs between supervisors are of the case itself, and only to offices with accounts: its history goes with it.
BETWEEN_SUPERVISORS = frozenset({Receiver.TRANSFER, Receiver.TAKEOVER})
# Where each kind of case begins anew at the office that received it.
RECEIVED_AS: dict[str, State] = {
    "laporan": State.LAPORAN_DITERIMA,
    "temuan": State.DUGAAN_DITEMUKAN,
    "informasi_awal": State.INFORMASI_AWAL,
}
# A letter or file of others is cited by number: anything freer could carry a name.
REFERENCE = re.compile(r"[A-Za-z0-9][A-Za-z0-9./-]{0,79}")


@dataclass(frozen=True)
class Answer:
    """How long a receiver has to answer, and where that is written; `house`: nowhere, it is this house's rule."""

    hours: int
    basis: str
    confidence: str
    note: str

    @property
    def by_law(self) -> bool:
        """Whether a law says it."""
        return self.confidence != "house"


@cache
def answers() -> dict[Receiver, Answer]:
    """The table of the times to answer."""
    with (SHIPPED / "answers.csv").open(newline="", encoding="utf-8") as file:
        return {
            Receiver(row["kind"]): Answer(int(row["hours"]), row["basis"], row["confidence"], row["note"])
            for row in csv.DictReader(file)
        }


def answer_by(kind: Receiver, offered_at: datetime, ends: Iterable[datetime] = ()) -> datetime:
    """Until when a receiver is asked to answer: the table's hours, but not after the end of what runs meanwhile.

    What has ended already does not shorten it: then the offer is late, and a shorter time would only make it later.
    """
    return min([offered_at + timedelta(hours=answers()[kind].hours), *(end for end in ends if end > offered_at)])


@dataclass(frozen=True)
class Way:
    """To whom something can be offered from here, and where acceptance leads; no target: it stays where it is."""

    kind: Receiver
    move: Move | TrackMove | None = None

    @property
    def target(self) -> str:
        """The state that acceptance leads to, or nothing."""
        return self.move.target.value if self.move is not None else ""


def ways_of_case(state: State) -> tuple[Way, ...]:
    """To whom the case itself can be offered: other supervisors, from the first study (Perbawaslu 7/2022 Ps. 16, 20)."""
    return tuple(Way(kind, move) for move in moves_from(state) for kind in move.receiver if move.target in HANDED_ON)


def ways_of_track(klass: Class, state: TrackState, outcome: Outcome | None) -> tuple[Way, ...]:
    """To whom a class can be offered."""
    found = [Way(kind, move) for move in track_moves_from(klass, state, outcome=outcome) for kind in move.receiver]
    if state is TrackState.DIPUTUS and outcome is Outcome.VIOLATION:  # what was read out is carried out by the commission
        found.append(Way(Receiver.COMMISSION))
    return tuple(found)


def results_of(klass: Class, state: TrackState, outcome: Outcome | None) -> tuple[TrackMove, ...]:
    """What the receiver can tell next: the moves that others make and an office only writes down."""
    return tuple(move for move in track_moves_from(klass, state, outcome=outcome) if move.told)


def is_reference(text: str) -> bool:
    """Whether this can be the number of a letter or file: letters, digits, dots, slashes and dashes."""
    return bool(REFERENCE.fullmatch(text))
