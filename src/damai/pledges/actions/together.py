"""Many citizens, one commit: whoever comes first writes for everyone who waits, so the disk is asked once for all.

On SQLite it also keeps the threads of a server from knocking at the one write lock and sleeping in between; on PostgreSQL it
saves a round to the disk for each. It is the way in which reports are kept (intake.actions.group), for work that may be refused.
"""

from collections.abc import Callable, Sequence
from contextvars import copy_context
from typing import TypeVar

from django.db import transaction

from damai.agencies.rules import Refused
from damai.intake.actions.group import GroupCommit

T = TypeVar("T")


def together(work: Callable[[], T]) -> T:
    """Do something that writes, in one transaction with what other threads do at this moment; its own refusal is raised.

    The work is an action, so it leaves nothing behind when it is refused. It runs in the caller's context (language, the demo's
    time), though perhaps in another thread. When this returns, it is committed.
    """
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
