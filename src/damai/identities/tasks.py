"""What happens by itself: wishes that nobody answered lapse."""

from damai.chores.actions import beat

from . import actions


@beat(seconds=60)
def lapse_openings() -> int:
    """Note every wish whose time to answer has ended, once."""
    return actions.lapse()
