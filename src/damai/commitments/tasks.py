"""What happens by itself: owners are reminded, conveners are told what is late."""

from django.utils.timezone import localtime

from damai.chores.actions import beat
from damai.ledger.queries import now

from . import actions

FROM_HOUR = 7  # nobody is written to at night


@beat(seconds=300)
def remind() -> int:
    """Send what is due today, once; a worker that was away catches up with the one word that is still true."""
    return actions.remind() if localtime(now()).hour >= FROM_HOUR else 0
