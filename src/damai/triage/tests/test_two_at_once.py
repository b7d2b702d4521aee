"""Two people press at the same moment: one wins, the other is told."""

import threading

import pytest
from django.db import connection, connections
from tests.cast import cast

from damai.triage import actions
from damai.triage.models import Report, ReportMessage

from .story import message, report

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*calls):
    """Run the calls in threads that start together; what each returned or raised."""
    gate, outcomes = threading.Barrier(len(calls)), [None] * len(calls)

    def run(number, call):
        gate.wait()
        try:
            outcomes[number] = call()
        except Exception as error:
            outcomes[number] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def test_two_officers_confirm_at_once():
    people = cast()
    found = report()

    def decide(by, category):
        return lambda: actions.confirm(found, kind="violation", category=category, severity=3, area=found.area, by=by)

    outcomes = at_once(decide(people.sari, "money_politics"), decide(people.tuti, "state_neutrality"))
    won = [each for each in outcomes if isinstance(each, Report)]
    told = [each for each in outcomes if isinstance(each, actions.AlreadyDecided)]
    assert (len(won), len(told)) == (1, 1), outcomes
    found.refresh_from_db()
    assert found.category == won[0].category


def test_two_workers_sort_at_once():
    cast()
    for _ in range(6):
        message(wilayah="31.71.01.1001")
    outcomes = at_once(actions.sort_inbox, actions.sort_inbox)
    assert sum(outcomes) == 6, outcomes
    assert Report.objects.count() == ReportMessage.objects.count() == 6


def test_two_officers_take_at_once():
    people = cast()
    for _ in range(6):
        report()
    mine, theirs = at_once(lambda: actions.take_batch(people.sari, size=4), lambda: actions.take_batch(people.tuti, size=4))
    assert not {each.pk for each in mine} & {each.pk for each in theirs}
    assert len(mine) + len(theirs) in ({6} if connection.vendor == "sqlite" else {4, 5, 6})
