"""What happens by itself: what the house counts is measured once a day."""

from damai.chores.actions import chore, daily

from .actions.drafting import measure_figures as measure


@daily(hour=5)
@chore
def measure_figures() -> None:
    """Measure the indicators that the house counts by itself."""
    measure()
