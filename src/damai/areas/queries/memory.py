"""What a process remembers about places, and when it stops believing it.

Names and outlines change a few times a year and are asked for thousands of times a second, so each process keeps them.
Every change of areas gives the one `Revision` row a new token; a process looks at it at most once a second.
"""

import threading
import time
from collections.abc import Callable
from typing import Any, TypeVar

from ..models import Revision

T = TypeVar("T")
FRESH_FOR = 1.0  # seconds for which a process trusts its memory without looking at the revision
MOST = 24  # things remembered at once; the one not used for longest is dropped

_remembered: dict[str, tuple[str, Any]] = {}
_keeping = threading.Lock()


class _Seen:
    """The revision as this process last saw it, and until when it need not look again."""

    token = ""
    until = 0.0


_seen = _Seen()


def remember(name: str, build: Callable[[], T]) -> T:
    """The thing of that name, built again when areas have changed since."""
    token = revision()
    held = _remembered.get(name)
    if held is None or held[0] != token:
        held = (token, build())
    with _keeping:
        _remembered.pop(name, None)
        _remembered[name] = held  # now the last to be dropped
        while len(_remembered) > MOST:
            del _remembered[next(iter(_remembered))]
    return held[1]


def revision() -> str:
    """The token of the latest change that this process has seen; at most a second old."""
    if time.monotonic() >= _seen.until:
        _seen.token = Revision.objects.filter(id=1).values_list("token", flat=True).first() or ""
        _seen.until = time.monotonic() + FRESH_FOR
    return _seen.token


def look_again() -> None:
    """Look at the revision at the next question, because this process has just changed it."""
    _seen.until = 0.0


def forget() -> None:
    """Forget everything, as a new process would; tests share a process but not a database."""
    with _keeping:
        _remembered.clear()
    look_again()
