"""What the log knows, the time included."""

from .check import check
from .clock import OnlyInADemo, forget, is_demo, now, story_time, telling
from .copy import Copy, File, NoLog
from .keys import signing_key, trusted_keys
from .log import Proved, State, leaves, proof_of, proofs_about, state, tile, tree
from .told import Told, entries_about, teach

__all__ = [
    "Copy",
    "File",
    "NoLog",
    "OnlyInADemo",
    "Proved",
    "State",
    "Told",
    "check",
    "entries_about",
    "forget",
    "is_demo",
    "leaves",
    "now",
    "proof_of",
    "proofs_about",
    "signing_key",
    "state",
    "story_time",
    "teach",
    "telling",
    "tile",
    "tree",
    "trusted_keys",
]
