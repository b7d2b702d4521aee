"""Forgetting what was in letters that are done; what became of them stays."""

from datetime import timedelta

from django.db import transaction

from damai.ledger.queries import now

from ..models import Enclosure, Letter, State

KEPT = timedelta(days=30)  # after a letter is done: long enough for "I never got it"
BATCH = 500


def forget_old() -> int:
    """Destroy address, words and enclosures of letters that have been done for thirty days; returns how many."""
    count = 0
    while True:
        with transaction.atomic():
            old = list(
                Letter.objects.filter(done_at__lt=now() - KEPT)
                .exclude(to_hash="")
                .order_by("id")
                .values_list("id", flat=True)[:BATCH]
            )
            Enclosure.objects.filter(letter_id__in=old).delete()
            count += Letter.objects.filter(id__in=old).update(sealed_to=b"", sealed_content=b"", to_hash="")
        if len(old) < BATCH:
            return count


@transaction.atomic
def forget_about(about: str) -> int:
    """Destroy address, words and enclosures of every letter about a code that will not leave any more; returns how many.

    For whoever asks to be forgotten before the thirty days are over. State, moment and codes stay.
    """
    over = Letter.objects.filter(about=about).exclude(state=State.WAITING).exclude(to_hash="")
    rows = list(over.values_list("id", flat=True))
    Enclosure.objects.filter(letter_id__in=rows).delete()
    return Letter.objects.filter(id__in=rows).update(sealed_to=b"", sealed_content=b"", to_hash="")
