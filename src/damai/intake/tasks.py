"""What happens by itself in the inbox."""

from damai.chores.actions import chore, daily, hourly

from . import actions


@daily(hour=3)
@chore
def sweep_orphans() -> None:
    """Every night: files that no message mentions go."""
    actions.sweep_orphans()


@hourly
@chore
def forget_knocks() -> None:
    """Every hour: what is left of who knocked a day ago goes."""
    actions.forget_knocks()
