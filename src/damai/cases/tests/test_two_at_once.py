"""Two officers move the same case at the same moment: one wins, the other is told."""

import pytest
import time_machine
from tests.cast import cast

from damai.cases import actions
from damai.cases.models import Case, Step
from damai.cases.rules import State
from damai.statutes.actions import load_statutes
from damai.triage.tests.story import confirmed
from damai.triage.tests.test_two_at_once import at_once

from .test_the_way_of_a_case import MOMENT

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people():
    with time_machine.travel(MOMENT, tick=False):
        people = cast()
        load_statutes()
        yield people


def test_two_officers_move_the_same_case(people):
    found = confirmed(by=people.sari)
    case = actions.open_case(found, regime="PEMILU", kind="laporan", reporter_identified=True, by=people.sari)
    outcomes = at_once(
        lambda: actions.move(case, to=State.KAJIAN_AWAL, by=people.sari),
        lambda: actions.move(case, to=State.DICABUT, by=people.tuti),
    )
    won = [each for each in outcomes if isinstance(each, Case)]
    told = [each for each in outcomes if isinstance(each, actions.MovedMeanwhile)]
    assert (len(won), len(told)) == (1, 1), outcomes
    assert "oleh petugas lain" in str(told[0])
    case.refresh_from_db()
    assert case.state == won[0].state
    assert Step.objects.filter(case=case).count() == 2


def test_two_officers_open_the_same_case(people):
    found = confirmed(by=people.sari)

    def open_it(by):
        return lambda: actions.open_case(found, regime="PEMILU", kind="informasi_awal", by=by)

    outcomes = at_once(open_it(people.sari), open_it(people.tuti))
    assert sorted(type(each).__name__ for each in outcomes) == ["AlreadyOpen", "Case"], outcomes
    assert Case.objects.count() == 1
