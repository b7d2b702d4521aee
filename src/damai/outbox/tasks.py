"""What happens by itself: letters leave, and are forgotten."""

import logging
import threading

from django.db import connection

from damai.chores.actions import beat, chore, daily

from . import actions, queries

log = logging.getLogger(__name__)
_carrier = threading.Lock()


@beat(seconds=3)
def deliver() -> None:
    """Send what is due, beside the worker's other work: a mail server that answers slowly must not hold up the ledger."""
    if queries.is_due() and _carrier.acquire(blocking=False):
        # No daemon: a worker that stops waits until the letter in its hand is handed over and written down.
        threading.Thread(target=_deliver, name="outbox").start()


def _deliver() -> None:
    try:
        while actions.deliver_due(stopping=_is_stopping):
            pass
    except Exception as error:  # said without its words: they may hold an address
        log.error("delivering letters stopped until the next beat: %s", type(error).__name__)
    finally:
        connection.close()
        _carrier.release()


def _is_stopping() -> bool:
    return not threading.main_thread().is_alive()


@daily(hour=3)
@chore
def forget() -> None:
    """Destroy what was in letters that have been done for thirty days."""
    actions.forget_old()
