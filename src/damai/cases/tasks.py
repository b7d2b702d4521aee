"""What happens by itself: clocks that ended are noted, public counts are made anew.

Nothing here decides a deadline: it is computed from the law's tables whenever it is shown, whether a worker ran or not.
"""

from damai.chores.actions import beat, chore, daily

from . import actions
from .actions.forwarding import return_unanswered
from .actions.publishing import publish_figures as release_figures


@beat(seconds=30)
def note_missed() -> int:
    """Record every clock that ended without its step, once."""
    return actions.note_missed()


@beat(seconds=60)
def remind() -> int:
    """Tell handlers and leads what ends soon and what ended, at the stated points, once each."""
    return actions.remind()


@beat(seconds=60)
def publish_counts() -> None:
    """Make the public counts of this hour, once."""
    actions.publish_counts()


@beat(seconds=60)
def return_offers() -> int:
    """Give offers that nobody answered in time back to who sent them, with an alarm."""
    return return_unanswered()


@beat(seconds=600)
def publish_figures() -> None:
    """Release the day's public figures, once."""
    release_figures()


@daily(hour=5)
@chore
def release_left() -> None:
    """End the assignments of those who serve the office no longer."""
    actions.release_left()
