"""A chore that is in no hurry: it stops in the middle of its work, and right after its commit, until it is killed there."""

import time
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import F

from damai.chores.actions import chore, real_now
from damai.intake.models import Knock

WHAT = "stubborn"
LONGEST = 60  # seconds; nobody waits for ever, not even for a kill


def hold(where: str) -> None:
    """Say that this place was reached; the first time, wait there to be killed."""
    reached: Path = settings.HOME / f"reached-{where}"
    if not reached.exists():
        reached.touch()
        time.sleep(LONGEST)


@chore
def publish_again() -> None:
    """Count one up: twice would be seen."""
    hour = real_now().replace(minute=0, second=0, microsecond=0)
    row, _ = Knock.objects.get_or_create(what=WHAT, network=b"stubborn", hour=hour)
    Knock.objects.filter(pk=row.pk).update(times=F("times") + 1)
    hold("the-middle")
    transaction.on_commit(lambda: hold("after-the-commit"))
