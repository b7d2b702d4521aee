"""What happens by itself: clocks that ended are noted, public counts are made anew.

Nothing here decides a deadline: it is computed from the law's tables whenever it is shown, whether a worker ran or not.
"""

from damai.chores.actions import beat

from . import actions


@beat(seconds=30)
def note_missed() -> int:
    """Record every clock that ended without its step, once."""
    return actions.note_missed()


@beat(seconds=60)
def publish_counts() -> None:
    """Make the public counts of this hour, once."""
    actions.publish_counts()
