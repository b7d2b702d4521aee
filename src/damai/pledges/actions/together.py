"""Many citizens, one commit: on SQLite, whoever comes first writes for everyone who waits.

So the disk is asked once, and the threads of a server do not knock at the one write lock and sleep in between: up to twice
as many signatures in a second. It is the way in which reports are kept (intake.actions.group), for work that may be refused. On
PostgreSQL each writes for itself: there waiting for the database overlaps, and taking turns made it slower.
"""

from collections.abc import Callable, Sequence
from contextvars import copy_context
from typing import TypeVar

from django.db import connection, transaction

from damai.agencies.rules import Refused
from damai.intake.actions.group import GroupCommit

T = TypeVar("T")


def together(work: Callable[[], T]) -> T:
    """Do something that writes, perhaps in one transaction with what other threads do at this moment; its own refusal is raised.

    The work is an action, so it leaves nothing behind when it is refused. It runs in the caller's context (language, the demo's
    time), though perhaps in another thread. When this returns, it is committed.
    """
    if connection.vendor != "sqlite":
        with transaction.atomic():
            return work()
    context = copy_context()
    outcome = _GROUP.submit(lambda: context.run(_tried, work))
    if isinstance(outcome, Refused):
        raise outcome
    return outcome  # type: ignore[return-value]  # the queue holds works of several types


def _tried(work: Callable[[], object]) -> object:
    """What came of it, or the refusal: that is an answer for one, and no failure for those beside."""
    try:
        return work()
    except Refused as refused:
        return refused


@transaction.atomic
def _all(works: Sequence[Callable[[], object]]) -> list[object]:
    return [work() for work in works]


_GROUP: GroupCommit[Callable[[], object], object] = GroupCommit(_all, at_most=50)
