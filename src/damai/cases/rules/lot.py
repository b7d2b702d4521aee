"""Who handles a case: drawn by lot among those of the office who have the least to do, so that anyone can draw again.

The lot is decided by three things that are in the ledger: its head at that moment, the leaf of the fact that called the lot (it
names the case and everyone among whom is drawn, and holds a salt that nobody chooses), and the case. So whoever presses the
button neither chooses the result nor waits for a better moment; whoever has the opening of that fact draws again and gets it too.

    seed = SHA-256("damai lot v1" ‖ 0x0A ‖ root of the head ‖ leaf of the call ‖ code of the case)
    drawn = the member at place (seed as a number) mod (how many), in the order of their codes, counted from 0
"""

from collections.abc import Mapping, Sequence
from hashlib import sha256

HEADING = b"damai lot v1\n"


def seed_of(*, root: bytes, leaf: bytes, case: str) -> str:
    """What decides a lot, in 64 hex digits."""
    return sha256(HEADING + root + leaf + case.encode()).hexdigest()


def drawn(seed: str, among: Sequence[str]) -> str:
    """Whom the lot fell on. ValueError when there is nobody among whom to draw."""
    if not among:
        raise ValueError("nobody to draw")
    return sorted(among)[int(seed, 16) % len(among)]


def least_loaded(load: Mapping[str, int]) -> tuple[str, ...]:
    """Those who have the fewest cases in hand, in the order of their codes."""
    fewest = min(load.values(), default=0)
    return tuple(sorted(code for code, cases in load.items() if cases == fewest))


def written(among: Sequence[str]) -> str:
    """Members as a fact holds them."""
    return ",".join(sorted(among))


def digest_of(among: Sequence[str]) -> str:
    """The digest of a list of members, for a list that is too long for a fact."""
    return sha256(written(among).encode()).hexdigest()
