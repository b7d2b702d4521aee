"""Two scans, two secretaries, two presses at the same moment: one row, one letter."""

from uuid import uuid4

import pytest
import time_machine
from tests.cast import cast, neighbours

from damai.outbox.models import Letter
from damai.rakor import actions
from damai.rakor.actions import NothingToSend, Who
from damai.rakor.models import Attendance
from damai.triage.tests.test_two_at_once import at_once

from .table import BEFORE, NINE, agency, meeting

pytestmark = pytest.mark.django_db(transaction=True)

HASAN = Who(name="Hasan", organisation="FKDM")


@pytest.fixture
def clock():
    with time_machine.travel(BEFORE, tick=False) as moved:
        yield moved


@pytest.fixture
def called(clock):
    cast()
    kasman = neighbours().kasman
    found = meeting()
    actions.invite(found, by=kasman, name="Sari", agency=agency("bawaslu-jakpus"), email="sari@contoh.id")
    return found


def test_two_scans_at_once_are_one_row(called, clock):
    actions.send_invitations(called, by=neighbours().kasman)
    clock.move_to(NINE)
    door = called.door_token
    outcomes = at_once(*[lambda: actions.note_at_door(door, who=HASAN, client_id=uuid4())] * 4)
    assert sorted(each.again for each in outcomes) == [False, True, True, True], outcomes
    assert Attendance.objects.count() == 1


def test_the_same_offline_list_sent_twice_at_once_is_one_list(called, clock):
    kasman = neighbours().kasman
    actions.send_invitations(called, by=kasman)
    clock.move_to(NINE)
    row = uuid4()
    outcomes = at_once(*[lambda: actions.note_by_secretary(called, by=kasman, client_id=row, who=HASAN)] * 3)
    assert sorted(each.again for each in outcomes) == [False, True, True], outcomes
    assert Attendance.objects.get().client_id == row


def test_two_presses_on_send_are_one_letter(called):
    kasman = neighbours().kasman
    outcomes = at_once(*[lambda: actions.send_invitations(called, by=kasman)] * 2)
    assert sum(isinstance(each, NothingToSend) for each in outcomes) == 1, outcomes
    assert Letter.objects.count() == 1
