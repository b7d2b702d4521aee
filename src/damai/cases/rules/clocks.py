"""Which clock runs when, and from which moment it is counted; how long it is, the tables of `statutes` say."""

from enum import StrEnum

from .states import Class, Move, Regime, State


class From(StrEnum):
    """The moment a clock is counted from."""

    MOVE = "move"  # the move that starts it
    RECEIVED = "received"  # when the report was submitted
    REGISTERED = "registered"


# UU 1/2015 Ps. 134 ayat (5)–(6) counts from receipt; UU 7/2017 Ps. 454 ayat (7)–(8) from registration. P8 is a ceiling over
# the whole, measured from the same moment as P7: never P7 and then P8.
STARTS: dict[tuple[Regime, str], From] = {
    (Regime.PEMILU, "P7"): From.REGISTERED,
    (Regime.PEMILU, "P8"): From.REGISTERED,
    (Regime.PILKADA, "P7"): From.RECEIVED,
    (Regime.PILKADA, "P8"): From.RECEIVED,
}


def counted_from(regime: Regime, clock: str) -> From:
    """The moment a clock is counted from."""
    return STARTS.get((regime, clock), From.MOVE)


def clock_started(move: Move, klass: Class | None) -> str:
    """The clock that a move starts; none for most ends."""
    if move.target is State.PLENO_HASIL and klass is Class.PID:
        return "K1"  # forward to the police within 24 hours, weekends counted (UU 7/2017 Ps. 476)
    return move.starts
