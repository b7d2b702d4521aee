"""Taking in what a mail server returned."""

from django.db import transaction

from damai.ledger.actions import record

from ..facts import LetterBounced
from ..models import Letter, State
from ..rules import status_of_bounce


@transaction.atomic
def take_bounce(raw: bytes) -> Letter | None:
    """Note that a letter came back; returns the letter that the mail speaks of, whatever its state is now, or None.

    Only a final report changes anything; delays, holiday replies and strangers' mail do not. The mail itself is not kept.
    """
    bounce = status_of_bounce(raw)
    if bounce is None:
        return None
    letter = Letter.objects.select_for_update().filter(token=bounce.token).first()
    if letter is None or not bounce.permanent:
        return letter
    # Waiting with a try begun: the server took it, and we were stopped before we could write that down.
    left = letter.state == State.SENT or (letter.state == State.WAITING and letter.tries > 0)
    if left:
        letter.state, letter.trouble = State.BOUNCED, bounce.status
        letter.done_at = letter.done_at or letter.made_at
        letter.save(update_fields=["state", "trouble", "done_at"])
        record(
            LetterBounced(about=letter.about, purpose=letter.purpose, way=letter.way, status=bounce.status),
            by="damai",
        )
    return letter
