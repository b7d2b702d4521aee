"""What happens by itself: unfinished interviews are forgotten, and whoever asked for a repair hears of it."""

from damai.chores.actions import beat, chore, daily, hourly

from . import actions


@daily(hour=3)
@chore
def forget_unfinished() -> None:
    """Every night: what nobody finished for fourteen days goes."""
    actions.forget_unfinished()


@hourly
@chore
def forget_deliveries() -> None:
    """Every hour: answers to gateways that are a day old go."""
    actions.forget_deliveries()


@beat(seconds=60)
def notice_repairs() -> None:
    """Every minute: repairs that the room above could not take up are told again."""
    actions.notice()
