"""What happens by itself: windows that ended are closed, and what nobody confirmed is forgotten."""

from damai.chores.actions import beat, chore, daily

from . import actions


@beat(seconds=60)
def close_ended() -> int:
    """Close what can no longer be signed, and say so in the ledger. Nobody could sign after the moment itself either way."""
    return actions.close_ended()


@daily(hour=2)
@chore
def forget_unconfirmed() -> None:
    """Every night: names and addresses that nobody confirmed within seven days go."""
    actions.forget_unconfirmed()
