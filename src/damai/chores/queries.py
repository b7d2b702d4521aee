"""How the work stands."""

from dataclasses import dataclass

from django_tasks_db.models import DBTaskResult


@dataclass(frozen=True)
class WorkState:
    """How many chores wait, run and have failed for good."""

    waiting: int
    running: int
    dead: int


def state() -> WorkState:
    """The state of the queue now."""
    return WorkState(
        waiting=DBTaskResult.objects.filter(status="READY").count(),
        running=DBTaskResult.objects.running().count(),
        dead=DBTaskResult.objects.failed().count(),
    )
