"""What happens by itself: the inbox is read, unanswered offers go back, public counts are made anew."""

from damai.chores.actions import beat

from . import actions


@beat(seconds=2)
def sort_inbox() -> int:
    """Read what has come in."""
    return actions.sort_inbox()


@beat(seconds=30)
def lapse_offers() -> int:
    """Give offers that nobody answered back to their senders."""
    return actions.lapse_offers()


@beat(seconds=60)
def publish_counts() -> None:
    """Make the public counts of this hour, once."""
    actions.publish_counts()
