"""Writing work down, running it, and never losing it."""

import logging
import os
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import wraps
from typing import Any
from uuid import UUID

from django.db import OperationalError, close_old_connections, connection, transaction
from django.utils.module_loading import autodiscover_modules
from django.utils.timezone import localtime
from django_tasks import task
from django_tasks.base import Task, TaskContext
from django_tasks_db.models import DBTaskResult

from .models import Done, Lease, Period
from .rules import LEASE, TRIES, day_of, hour_of, pause_after

log = logging.getLogger("damai.chores")


@dataclass
class Beat:
    """A function that every worker calls again and again."""

    call: Callable[[], object]
    seconds: float
    next_at: float = 0.0


BEATS: list[Beat] = []
SCHEDULE: list[tuple[Callable[[datetime], str], Task[..., Any]]] = []


def real_now() -> datetime:
    """The real time: leases and retries never follow a demo's story."""
    return datetime.now(UTC)


def chore(work: Callable[..., None]) -> Task[..., Any]:
    """Make a function a task whose effect on the database happens once, however often it is started."""

    @wraps(work)
    def once(context: TaskContext, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic():
            _, new = Done.objects.get_or_create(task_id=UUID(str(context.task_result.id)), defaults={"at": real_now()})
            if new:
                work(*args, **kwargs)

    del once.__wrapped__  # the library reads the signature, and it is `once` that takes the context
    return task(takes_context=True)(once)


def beat(*, seconds: float) -> Callable[[Callable[[], object]], Callable[[], object]]:
    """Mark a function that workers call every so many seconds. It must be harmless when two workers call it at once."""

    def mark(call: Callable[[], object]) -> Callable[[], object]:
        BEATS.append(Beat(call, seconds))
        return call

    return mark


def daily(*, hour: int) -> Callable[[Task[..., Any]], Task[..., Any]]:
    """Mark a chore that is enqueued once a day, at this hour of the house's time zone or soon after."""

    def mark(work: Task[..., Any]) -> Task[..., Any]:
        SCHEDULE.append((lambda moment: day_of(localtime(moment), hour=hour), work))
        return work

    return mark


def hourly(work: Task[..., Any]) -> Task[..., Any]:
    """Mark a chore that is enqueued once an hour."""
    SCHEDULE.append((hour_of, work))
    return work


def enqueue(work: Task[..., Any], *args: Any, **kwargs: Any) -> None:
    """Write a chore down; inside a transaction it exists only if the transaction commits."""
    work.enqueue(*args, **kwargs)


def enqueue_scheduled() -> int:
    """Enqueue each scheduled chore whose period has changed, once across all workers; return how many."""
    count = 0
    for period_of, work in SCHEDULE:
        period = period_of(real_now())
        with transaction.atomic():
            row, new = Period.objects.select_for_update().get_or_create(chore=work.module_path, defaults={"period": period})
            if not new and row.period == period:
                continue
            row.period = period
            row.save()
            work.enqueue()
        count += 1
    return count


def reap() -> int:
    """Give chores whose lease has ended back to the queue; after the last try they become dead letters. Return how many."""
    count = 0
    for lease in Lease.objects.filter(until__lt=real_now()):
        with transaction.atomic():
            row = DBTaskResult.objects.select_for_update().filter(id=lease.task_id, status="RUNNING").first()
            if row is None or not Lease.objects.filter(task_id=lease.task_id, until=lease.until).delete()[0]:
                Lease.objects.filter(task_id=lease.task_id, until=lease.until).delete()
                continue
            _try_again_or_give_up(row, lease.tries, TimeoutError("The worker stopped renewing its lease"))
        count += 1
    return count


def _try_again_or_give_up(row: DBTaskResult, tries: int, error: BaseException) -> None:
    if tries >= TRIES:
        log.error("chore %s failed on its last try and is kept as a dead letter: %s", row.task_path, error)
        row.set_failed(error)
        return
    row.status = "READY"
    row.run_after = real_now() + pause_after(tries)
    row.worker_ids = [*row.worker_ids, f"try {tries}"]
    row.save(update_fields=["status", "run_after", "worker_ids"])


def claim(worker: str) -> tuple[DBTaskResult, int] | None:
    """Take the next chore under a lease, or None; returns it with the number of this try."""
    with transaction.atomic():
        row = DBTaskResult.objects.ready().filter(backend_name="default").select_for_update(skip_locked=True).first()
        if row is None:
            return None
        tries = 1 + sum(1 for note in row.worker_ids if note.startswith("try "))
        row.status = "RUNNING"
        row.started_at = real_now()
        row.save(update_fields=["status", "started_at"])
        Lease.objects.update_or_create(task_id=row.id, defaults={"worker": worker, "until": real_now() + LEASE, "tries": tries})
    return row, tries


def _renew_until(stop: threading.Event, task_id: UUID, worker: str) -> None:
    while not stop.wait(LEASE.total_seconds() / 4):
        try:
            Lease.objects.filter(task_id=task_id, worker=worker).update(until=real_now() + LEASE)
        except OperationalError:  # the chore itself may hold SQLite's only write lock; then nobody can reap it either
            log.info("lease of %s not renewed this time", task_id)
    connection.close()


def run_one(worker: str) -> bool:
    """Run the next chore, if any; return whether there was one."""
    claimed = claim(worker)
    if claimed is None:
        return False
    row, tries = claimed
    stop = threading.Event()
    renewing = threading.Thread(target=_renew_until, args=(stop, row.id, worker), daemon=True)
    renewing.start()
    try:
        result = row.task_result
        # the database backend's result class is a sibling of the one the context is typed for
        row.task.call(TaskContext(task_result=result), *result.args, **result.kwargs)  # type: ignore[arg-type]
    except Exception as error:
        log.warning("chore %s failed on try %d", row.task_path, tries, exc_info=True)
        with transaction.atomic():
            _try_again_or_give_up(row, tries, error)
            Lease.objects.filter(task_id=row.id, worker=worker).delete()
    else:
        with transaction.atomic():
            row.set_successful(None)
            Lease.objects.filter(task_id=row.id, worker=worker).delete()
    finally:
        stop.set()
        renewing.join(timeout=5)
    return True


def run_beats() -> None:
    """Call every beat that is due. One that fails is logged and called again at its next turn."""
    for item in BEATS:
        if time.monotonic() >= item.next_at:
            item.next_at = time.monotonic() + item.seconds
            try:
                item.call()
            except Exception:
                log.exception("beat %s failed", getattr(item.call, "__qualname__", item.call))


def run_worker(stop: threading.Event, *, interval: float = 0.5) -> None:
    """Work until `stop` is set: beats, the schedule, the reaper, then chores one by one."""
    autodiscover_modules("tasks")
    worker = f"{socket.gethostname()}-{os.getpid()}"[:64]
    next_round = 0.0
    while not stop.is_set():
        busy = False
        try:
            close_old_connections()
            run_beats()
            if time.monotonic() >= next_round:
                next_round = time.monotonic() + 5
                reap()
                enqueue_scheduled()
            busy = run_one(worker)
        except OperationalError:
            log.warning("the database did not answer; trying again", exc_info=True)
            time.sleep(1)
        if not busy:
            stop.wait(interval)
