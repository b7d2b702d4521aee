"""What happens by itself: traces of past sign-ins go."""

from damai.chores.actions import chore, daily

from . import actions


@daily(hour=3)
@chore
def forget_sign_ins() -> None:
    """Each night, sessions that have ended and counted failures that no longer matter are deleted."""
    actions.forget_sign_ins()
