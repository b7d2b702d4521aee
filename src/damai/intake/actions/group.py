"""Many threads, one commit: whoever comes first commits for everyone who is waiting, so the disk is asked once for all."""

import threading
from collections import deque
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


class Interrupted(Exception):
    """The thread that was committing for others was stopped. Nothing is known about the outcome: send it again."""


class _Ticket(Generic[Item, Result]):
    """One thread's place in the queue."""

    __slots__ = ("error", "item", "leads", "result", "woken")

    def __init__(self, item: Item) -> None:
        self.item = item
        self.woken = threading.Event()
        self.leads = False
        self.result: Result | None = None
        self.error: Exception | None = None


class GroupCommit(Generic[Item, Result]):
    """Hands items of concurrent threads to `commit` together; each thread gets its own result, after the commit.

    `commit` must be all-or-nothing for the list it gets. When it fails for several, each is tried alone, so that one bad
    item cannot take its neighbours with it.
    """

    def __init__(self, commit: Callable[[Sequence[Item]], Sequence[Result]], *, at_most: int = 200) -> None:
        self._commit = commit
        self._at_most = at_most
        self._guard = threading.Lock()
        self._queue: deque[_Ticket[Item, Result]] = deque()
        self._busy = False

    def submit(self, item: Item) -> Result:
        """The result for this item once it is committed, or the error that it alone caused."""
        ticket: _Ticket[Item, Result] = _Ticket(item)
        with self._guard:
            self._queue.append(ticket)
            ticket.leads = not self._busy
            self._busy = True
        if not ticket.leads:
            ticket.woken.wait()
        if ticket.leads:
            self._lead()
        if ticket.error is not None:
            raise ticket.error
        return ticket.result  # type: ignore[return-value]  # set by _lead for every ticket without an error

    def _lead(self) -> None:
        """Commit for everyone in the queue, then hand the lead to the next who came meanwhile."""
        with self._guard:
            tickets = [self._queue.popleft() for _ in range(min(self._at_most, len(self._queue)))]
        try:
            self._commit_for(tickets)
        finally:
            with self._guard:
                heir = self._queue[0] if self._queue else None
                self._busy = heir is not None
            for ticket in tickets:
                ticket.leads = False
                ticket.woken.set()
            if heir is not None:
                heir.leads = True
                heir.woken.set()

    def _commit_for(self, tickets: list[_Ticket[Item, Result]]) -> None:
        try:
            results = self._commit([ticket.item for ticket in tickets])
            for ticket, result in zip(tickets, results, strict=True):
                ticket.result = result
        except Exception as error:
            if len(tickets) == 1:
                tickets[0].error = error
                return
            for ticket in tickets:
                self._commit_for([ticket])
        except BaseException:  # the leader is being stopped: nobody may take this for an acknowledgement
            for ticket in tickets:
                ticket.error = Interrupted()
            raise
