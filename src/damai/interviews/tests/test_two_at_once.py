"""Two windows at the same moment: every answer is kept, and the report is sent once."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from tests.cast import places

from damai.intake.models import Message
from damai.interviews import actions, queries

from .stories import COMPLETE, begun, say

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*steps):
    """What each step gives, all of them begun at the same moment in threads of their own."""
    gate = threading.Barrier(len(steps))

    def run(step):
        gate.wait()
        try:
            return step()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(steps)) as pool:
        return list(pool.map(run, steps))


def test_answers_of_six_windows_at_once_are_all_kept():
    places()
    interview = begun("1").interview
    given = {"what": "Amplop dibagikan di lapangan RW 03", "happened": "11/02/2024", "where": "Lapangan", "evidence": "Foto"}
    given |= {"suspect.1.name": "Ketua RT 05", "who": "tidak"}
    at_once(*(lambda q=question, t=text: say(interview, t, question=q) for question, text in given.items()))
    interview.refresh_from_db()
    assert given.keys() <= queries.state_of(interview).answers.keys()


def test_sending_five_times_at_once_is_one_report_with_one_receipt():
    places()
    interview = begun(*COMPLETE).interview
    outcomes = at_once(*(lambda: actions.send(interview) for _ in range(5)))
    assert Message.objects.count() == 1
    assert len({outcome.receipt for outcome in outcomes}) == 1 and sum(outcome.is_new for outcome in outcomes) == 1
