"""Sending what is due: claimed under a lease, handed over outside of any transaction, written down."""

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext

from django.db import transaction

from damai.chores.actions import real_now
from damai.ledger.actions import record
from damai.ledger.queries import is_demo, now, telling
from damai.seals.rules import CannotUnseal

from ..facts import LetterFailed, LetterSent
from ..models import Letter, State, Way
from ..queries import content_of
from ..rules import LEASE, TRIES, pause_after
from ..rules.retries import Refusal
from .carriers import Carriers, NobodyThere, NotTaken

log = logging.getLogger(__name__)

ROUND = 200  # letters; then the worker looks around, and begins again


def deliver_due(*, key: str | None = None, stopping: Callable[[], bool] = lambda: False) -> int:
    """Send every letter that is due (at most two hundred at once), or only the one with this key; returns how many left.

    `stopping` is asked between letters, so that a worker that is told to stop leaves none half handed over.

    Two workers never send the same letter at the same time. A worker that is killed between the server's "taken" and our commit
    sends once more after ten minutes, under the same Message-ID: not losing a letter is worth that.
    """
    sent, closed, carriers = 0, set[str](), Carriers()
    try:
        for _ in range(ROUND):
            letter = None if stopping() else _claim(closed, key)
            if letter is None:
                break
            if letter.tries > TRIES:  # its worker was killed at the last try
                _not_taken(letter, Refusal("killed", for_good=True))
                continue
            try:
                with _its_moment(letter):
                    sent += _deliver(letter, carriers)
            except NobodyThere:
                closed.add(letter.way)  # the others wait for the next round, without having used up a try
    finally:
        carriers.close()
    return sent


def _its_moment(letter: Letter) -> AbstractContextManager[None]:
    """In a demo a letter leaves when it was written: whoever tells the story need not wait for the worker's real seconds."""
    return telling(letter.made_at) if is_demo() else nullcontext()


def _claim(closed: set[str], key: str | None) -> Letter | None:
    """Take the next letter that is due under a lease, or None. Its number of tries says later whether it is still ours."""
    due = Letter.objects.filter(state=State.WAITING, not_before__lte=real_now()).exclude(way__in=closed)
    due = (due if key is None else due.filter(key=key)).order_by("not_before", "id")
    if not due.exists():  # the usual answer, without taking the database's write lock
        return None
    # durable: inside a transaction of somebody else nothing would be claimed, and letters would leave that may be undone.
    with transaction.atomic(durable=True):
        letter = due.select_for_update(skip_locked=True).first()
        if letter is not None:
            letter.tries += 1
            letter.not_before = real_now() + LEASE
            letter.save(update_fields=["tries", "not_before"])
    return letter


def _deliver(letter: Letter, carriers: Carriers) -> bool:
    """Hand over, and write down what came of it. Raises NobodyThere after writing, so that the round can spare the others."""
    try:
        carriers.hand_over(letter.way, content_of(letter), token=letter.token, at=now())
    except NotTaken as error:
        _not_taken(letter, error.refusal)
        if isinstance(error, NobodyThere):
            raise
        return False
    except CannotUnseal:  # a key that is missing can be put back; until then the letter waits
        log.error("letter %d cannot be opened: is DAMAI_SEALING_KEY the right one?", letter.id)
        _not_taken(letter, Refusal("sealed", for_good=False))
        return False
    except Exception as error:  # a fault of ours in one letter holds up no other; its words may hold an address, and are not said
        log.error("letter %d: %s", letter.id, type(error).__name__)
        _not_taken(letter, Refusal("fault", for_good=False))
        return False
    _taken(letter)
    return True


@transaction.atomic
def _taken(letter: Letter) -> None:
    """It left; also when somebody has cancelled it meanwhile, because that is what happened."""
    mine = Letter.objects.filter(id=letter.id, tries=letter.tries, state__in=[State.WAITING, State.CANCELLED])
    if mine.update(state=State.SENT, done_at=now(), trouble=""):
        record(LetterSent(about=letter.about, purpose=letter.purpose, way=letter.way), by="damai")
        log.info("letter %d sent", letter.id)


@transaction.atomic
def _not_taken(letter: Letter, refusal: Refusal) -> None:
    """It goes again later, or has failed."""
    mine = Letter.objects.filter(id=letter.id, tries=letter.tries, state=State.WAITING)
    log.info("letter %d not taken on try %d: %s", letter.id, letter.tries, refusal.code)
    if not refusal.for_good and letter.tries < TRIES:
        mine.update(not_before=real_now() + pause_after(letter.tries), trouble=refusal.code)
    elif mine.update(state=State.FAILED, done_at=now(), trouble=refusal.code):
        record(
            LetterFailed(about=letter.about, purpose=letter.purpose, way=Way(letter.way).value, status=refusal.code), by="damai"
        )
