"""Forgetting what was in letters that are done; what became of them stays."""

from datetime import timedelta

from django.db import transaction

from damai.ledger.queries import now

from ..models import Enclosure, Letter

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
