"""What a move is, and how it is found in a table. What is not in a table cannot be done."""

from collections.abc import Iterable
from dataclasses import dataclass

from damai.statutes.rules import Event

from .states import Class, Guard, Outcome, Receiver, State, TrackState, Who


class NoSuchMove(Exception):
    """The table knows no way from the one state to the other."""


@dataclass(frozen=True, kw_only=True)
class Move:
    """One thing that can happen to a case. Which article it stands on, `statutes` says, by regime and `step`."""

    source: State
    target: State
    label: str  # what the button says, in Indonesian
    events: tuple[Event, ...] = ()  # what clocks hear
    who: Who = Who.OFFICER
    guards: tuple[Guard, ...] = ()
    form: str = ""  # Formulir Model B.…; only B.1 and B.2 were read, the labels of the others are configuration
    receiver: tuple[Receiver, ...] = ()  # it is real only once one of these accepted
    again: bool = False  # the clocks it starts may have run before, for another office

    @property
    def step(self) -> str:
        """How the table of articles names it: with its source, where that makes a difference, or by its target alone."""
        return f"{self.source}/{self.target}"


@dataclass(frozen=True, kw_only=True)
class TrackMove:
    """One thing that can happen to one class within a case. Where source and target are the same, something is only noted."""

    source: TrackState
    target: TrackState
    label: str
    classes: frozenset[Class]
    events: tuple[Event, ...] = ()
    if_violation: tuple[Event, ...] = ()  # what else clocks hear when the plenary found a violation
    who: Who = Who.OFFICER
    guards: tuple[Guard, ...] = ()
    form: str = ""
    receiver: tuple[Receiver, ...] = ()
    needs: Outcome | None = None  # what the plenary must have found
    after: Event | None = None  # what must have been noted before
    leaves: Event | None = None  # clocks started by this event and not met fall away: a right that was not used
    told: bool = False  # others did it; the office writes down when
    again: bool = False
    cites: str = ""  # how the table of articles names it, where that is not its target

    @property
    def step(self) -> str:
        """How the table of articles names it."""
        return self.cites or f"{self.source}/{self.target}"

    @property
    def notes(self) -> bool:
        """Whether the track stays where it is."""
        return self.source is self.target


def find(table: Iterable[Move], source: State, target: State) -> Move:
    """The move from one state to another; NoSuchMove if the table has none."""
    for move in table:
        if (move.source, move.target) == (source, target):
            return move
    raise NoSuchMove(f"{source} → {target}")


def find_track(table: Iterable[TrackMove], klass: Class, source: TrackState, target: TrackState) -> TrackMove:
    """The move of a class from one state to another; NoSuchMove if the table has none."""
    for move in table:
        if (move.source, move.target) == (source, target) and klass in move.classes:
            return move
    raise NoSuchMove(f"{klass}: {source} → {target}")
