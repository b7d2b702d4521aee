"""One commit for many threads: each gets its own answer, and one that fails takes no one with it."""

import threading
import time

import pytest

from damai.intake.actions import GroupCommit
from damai.intake.actions.group import Interrupted


def run_all(group, items):
    outcomes = {}

    def run(item):
        try:
            outcomes[item] = group.submit(item)
        except Exception as error:
            outcomes[item] = error

    threads = [threading.Thread(target=run, args=(item,)) for item in items]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert not any(thread.is_alive() for thread in threads)
    return outcomes


def test_threads_that_wait_are_committed_together():
    batches = []

    def commit(items):
        batches.append(len(items))
        time.sleep(0.01)
        return [item * 2 for item in items]

    outcomes = run_all(GroupCommit(commit), range(60))
    assert outcomes == {item: item * 2 for item in range(60)}
    assert sum(batches) == 60
    assert len(batches) < 30


def test_no_batch_is_larger_than_agreed():
    sizes = []

    def commit(items):
        sizes.append(len(items))
        time.sleep(0.01)
        return items

    assert len(run_all(GroupCommit(commit, at_most=5), range(40))) == 40
    assert max(sizes) <= 5


def test_one_that_fails_fails_alone():
    def commit(items):
        time.sleep(0.005)
        if 7 in items:
            raise ValueError("seven")
        return items

    outcomes = run_all(GroupCommit(commit), range(30))
    assert isinstance(outcomes.pop(7), ValueError)
    assert outcomes == {item: item for item in range(30) if item != 7}


def test_when_the_one_who_commits_is_stopped_nobody_takes_it_for_an_acknowledgement():
    entered, release = threading.Event(), threading.Event()

    def commit(items):
        entered.set()
        release.wait(10)
        if 0 in items:
            raise SystemExit
        return items

    group = GroupCommit(commit)
    outcomes = {}

    def first():
        with pytest.raises(SystemExit):
            group.submit(0)
        outcomes[0] = "stopped"

    leader = threading.Thread(target=first)
    leader.start()
    entered.wait(10)
    follower = threading.Thread(target=lambda: outcomes.update({1: group.submit(1)}))
    follower.start()
    time.sleep(0.05)
    release.set()
    leader.join(10)
    follower.join(10)
    assert outcomes == {0: "stopped", 1: 1}
    assert issubclass(Interrupted, Exception)
