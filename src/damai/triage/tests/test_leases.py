"""Work is taken in batches for ten minutes, and is free again by itself."""

from datetime import timedelta

import pytest
import time_machine
from tests.cast import cast

from damai.agencies.actions import add_member, appoint
from damai.agencies.models import Agency, Role
from damai.triage import actions, queries
from damai.triage.models import State

from .story import NOON, report

pytestmark = pytest.mark.django_db
DECISION = {"kind": "violation", "category": "money_politics", "severity": 3}


def rina():
    """A second officer beside Sari."""
    member = add_member(username="rina", name="Rina", by="M-0002")
    appoint(
        member,
        role=Role.OFFICER,
        agency=Agency.objects.get(code="bawaslu-jakpus"),
        by="M-0002",
        on=NOON.date() - timedelta(days=30),
    )
    return member


def test_two_people_never_hold_the_same_report_and_the_most_severe_comes_first():
    with time_machine.travel(NOON, tick=False):
        people, second = cast(), rina()
        for text in ["Spanduk dipaku di pohon", "Posko dibakar, ada yang luka", "Ada bagi-bagi uang"]:
            report(text)
        mine = actions.take_batch(people.sari, size=2)
        assert [each.severity for each in mine] == [4, 3]
        theirs = actions.take_batch(second, size=2)
        assert len(theirs) == 1
        assert not {each.pk for each in mine} & {each.pk for each in theirs}
        assert [each.pk for each in actions.take_batch(people.sari, size=2)] == [
            each.pk for each in mine
        ]  # pressing twice gives no more
        assert actions.take_batch(people.budi) == []  # of another city


def test_a_lease_ends_by_itself_and_another_may_take_it():
    with time_machine.travel(NOON, tick=False) as clock:
        people, second = cast(), rina()
        report()
        (mine,) = actions.take_batch(people.sari)
        with pytest.raises(actions.TakenByAnother, match="sedang dikerjakan"):
            actions.confirm(mine, **DECISION, area=mine.area, by=second)
        clock.shift(timedelta(minutes=9, seconds=59))
        assert actions.take_batch(second) == []
        clock.shift(timedelta(seconds=1))
        with pytest.raises(actions.LeaseEnded, match="10 menit"):
            actions.confirm(mine, **DECISION, area=mine.area, by=people.sari)
        (theirs,) = actions.take_batch(second)
        with pytest.raises(actions.LeaseEnded, match="Ambil kembali"):
            actions.confirm(mine, **DECISION, area=mine.area, by=people.sari)
        assert actions.confirm(theirs, **DECISION, area=theirs.area, by=second).state == State.CONFIRMED


def test_what_is_given_back_is_free_at_once():
    people, second = cast(), rina()
    report()
    (mine,) = actions.take_batch(people.sari)
    with pytest.raises(actions.TakenByAnother):
        actions.take(mine, by=second)
    assert actions.release(people.sari) == 1
    assert list(queries.held_by(people.sari)) == []
    assert actions.take(mine, by=second).leased_to == second


def test_a_report_that_nobody_holds_may_be_decided_at_once():
    people = cast()
    free = report()
    assert actions.confirm(free, **DECISION, area=free.area, by=people.sari).state == State.CONFIRMED
