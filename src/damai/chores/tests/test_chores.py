"""A chore's effect happens once, a failure is tried again, and a dead worker's chore is given to another."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from damai.chores.actions import chore, claim, daily, enqueue, enqueue_scheduled, real_now, reap, run_one
from damai.chores.models import Done, Lease, Period
from damai.chores.queries import state
from damai.chores.rules import TRIES, pause_after

trouble: list[Exception] = []


@chore
def leave_a_mark(key: str) -> None:
    if trouble:
        Session.objects.create(session_key=f"half-{key}", session_data="", expire_date=real_now())
        raise trouble[0]
    Session.objects.create(session_key=key, session_data="", expire_date=real_now())


@chore
def leave_a_mark_of_the_day() -> None:
    """Does nothing: only its being enqueued matters."""


@pytest.fixture(autouse=True)
def calm():
    trouble.clear()


def marks():
    return sorted(Session.objects.values_list("session_key", flat=True))


def make_due():
    DBTaskResult.objects.filter(status="READY").update(run_after=real_now() - timedelta(seconds=1))


@pytest.mark.django_db(transaction=True)
def test_a_chore_exists_only_if_its_transaction_commits():
    with pytest.raises(RuntimeError), transaction.atomic():
        enqueue(leave_a_mark, "never")
        raise RuntimeError
    assert not run_one("w")
    enqueue(leave_a_mark, "kept")
    assert run_one("w")
    assert marks() == ["kept"]
    assert state().waiting == 0 and not Lease.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_failure_leaves_nothing_half_done_and_is_tried_again():
    enqueue(leave_a_mark, "a")
    trouble.append(ValueError("no"))
    assert run_one("w")
    assert marks() == [] and not Done.objects.exists()
    assert not run_one("w")  # not yet: it waits
    trouble.clear()
    make_due()
    assert run_one("w")
    assert marks() == ["a"]


@pytest.mark.django_db(transaction=True)
def test_after_the_last_try_it_is_a_dead_letter_and_is_kept():
    enqueue(leave_a_mark, "a")
    trouble.append(ValueError("never"))
    for _ in range(TRIES):
        make_due()
        assert run_one("w")
    make_due()
    assert not run_one("w")
    assert state().dead == 1
    assert "never" in DBTaskResult.objects.get().traceback


@pytest.mark.django_db(transaction=True)
def test_a_dead_workers_chore_goes_to_another_when_the_lease_ends():
    enqueue(leave_a_mark, "a")
    assert claim("killed") is not None
    assert reap() == 0  # the lease still runs
    assert not run_one("other")
    Lease.objects.update(until=real_now() - timedelta(seconds=1))
    assert reap() == 1
    make_due()
    assert run_one("other")
    assert marks() == ["a"]


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_after_its_effect_does_not_have_it_twice():
    """The effect committed, the note that the task is finished did not: the second run must do nothing."""
    enqueue(leave_a_mark, "a")
    row, _ = claim("killed")
    result = row.task_result
    from django_tasks.base import TaskContext

    row.task.call(TaskContext(task_result=result), *result.args)  # and now the kill -9
    Lease.objects.update(until=real_now() - timedelta(seconds=1))
    assert reap() == 1
    make_due()
    assert run_one("other")
    assert marks() == ["a"]
    assert DBTaskResult.objects.get().status == "SUCCESSFUL"


@pytest.mark.django_db(transaction=True)
def test_a_scheduled_chore_is_enqueued_once_a_day(monkeypatch):
    monkeypatch.setattr("damai.chores.actions.SCHEDULE", [])

    daily(hour=3)(leave_a_mark_of_the_day)
    assert enqueue_scheduled() == 1
    assert enqueue_scheduled() == 0
    Period.objects.update(period="2023-10-11")
    assert enqueue_scheduled() == 1
    assert state().waiting == 2


@pytest.mark.parametrize(("tries", "seconds"), [(1, 2), (2, 8), (3, 32), (6, 600)])
def test_pauses_grow_and_have_an_end(tries, seconds):
    assert pause_after(tries) == timedelta(seconds=seconds)
