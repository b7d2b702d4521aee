"""When to try again, and which period a moment lies in."""

from datetime import datetime, timedelta

LEASE = timedelta(seconds=60)  # a worker that is silent for so long has lost its chore
TRIES = 6
FIRST_PAUSE = timedelta(seconds=2)
LONGEST_PAUSE = timedelta(minutes=10)


def pause_after(tries: int) -> timedelta:
    """How long to wait after the n-th failure: 2 s, 8 s, 32 s, … at most ten minutes."""
    return min(FIRST_PAUSE * 4 ** (tries - 1), LONGEST_PAUSE)


def hour_of(moment: datetime) -> str:
    """The hour a moment lies in, as a label."""
    return f"{moment:%Y-%m-%dT%H}"


def day_of(moment: datetime, *, hour: int) -> str:
    """The day a moment lies in, when days begin at `hour` o'clock."""
    return f"{moment - timedelta(hours=hour):%Y-%m-%d}"
