"""Let the room above know that something was mended: it registers a function, and this room never imports it."""

import logging
from collections.abc import Callable

from django.db import transaction

from damai.ledger.queries import now

from .. import queries
from ..models import Repair
from ..queries import Mending

log = logging.getLogger(__name__)
_listeners: list[Callable[[Mending], object]] = []


def when_mended(callback: Callable[[Mending], object]) -> None:
    """Call this once a reporter has sent what was asked for. For a room above, when it is ready; twice is once."""
    if callback not in _listeners:
        _listeners.append(callback)


def notice() -> int:
    """Tell of every repair that nobody has heard of yet; how many were told. One that fails is told again later."""
    return sum(_notice(repair.pk) for repair in queries.unnoticed()) if _listeners else 0


def _notice(pk: int) -> bool:
    try:
        with transaction.atomic():
            repair = Repair.objects.select_for_update().filter(pk=pk, noticed_at=None).first()
            if repair is None:
                return False
            repair.noticed_at = now()
            repair.save(update_fields=["noticed_at"])
            for callback in tuple(_listeners):
                callback(queries.mending(repair))
    except Exception as error:  # the answer is kept whatever the room above makes of it; its words may name somebody
        log.error("repair %d was not taken up: %s", pk, type(error).__name__)
        return False
    return True
