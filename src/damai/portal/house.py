"""What every page shows of the house: how the ledger stands, and that a demo is a demo."""

from typing import Any

from django.http import HttpRequest

from damai.ledger.public import is_demo, now, state
from damai.look.context import LedgerState


def of_the_house(request: HttpRequest) -> dict[str, Any]:
    """Fields of `look.context.House`."""
    log = state()
    demo = is_demo()
    return {
        "demo": demo,
        "story_now": now() if demo else None,
        "ledger": LedgerState(size=log.size, at=log.signed_at, href="/catatan/") if log else None,
    }
