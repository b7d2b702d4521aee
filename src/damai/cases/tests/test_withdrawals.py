"""A reporter takes a report back: before registration an officer confirms it, afterwards it is noted and stops nothing."""

import pytest
import time_machine
from tests.cast import cast

from damai.cases import actions
from damai.cases.actions import withdrawing
from damai.cases.models import Withdrawal
from damai.cases.queries import withdrawals
from damai.cases.tests import people as folk
from damai.cases.tests import story
from damai.ledger.models import Entry
from damai.statutes.actions import load_statutes
from damai.triage.actions import NotYours

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    with time_machine.travel(story.MOMENT, tick=False):
        found = cast()
        load_statutes()
        yield found


def test_before_registration_an_officer_confirms_and_the_word_may_still_be_followed_up(people):
    case = story.complete(people)
    wish = withdrawing.ask_by_receipt(case, message="W-000001")
    assert withdrawals.waiting(case) == wish and story.state(case) == "lengkap"
    taken = withdrawing.take_back(wish, by=people.sari)
    assert (taken.answered_by, story.state(case)) == (people.sari.code, "dicabut")
    assert withdrawals.waiting(case) is None
    case.refresh_from_db()
    assert actions.move(case, to="informasi_awal", by=people.sari).kind == "informasi_awal"
    names = list(Entry.objects.filter(about=case.code, name__startswith="Withdrawal").values_list("name", flat=True))
    assert names == ["WithdrawalAsked", "WithdrawalTaken"]


def test_after_registration_it_is_noted_at_once_and_stops_nothing(people):
    case = story.registered(people)
    before = story.clocks(case, story.track_of(case))
    wish = withdrawing.ask_by_receipt(case, message="W-000001")
    assert wish.refused_at is not None and wish.taken_at is None
    assert story.state(case) == "diregistrasi" and story.clocks(case, story.track_of(case)) == before
    with pytest.raises(withdrawing.AlreadyAsked):
        withdrawing.take_back(wish, by=people.sari)


def test_registered_while_the_wish_waited_it_can_only_be_noted(people):
    case = story.complete(people)
    wish = withdrawing.ask_at_counter(case, by=people.sari)
    actions.register(case, classes=["adm"], plenary=story.plenary(), by=people.tuti)
    with pytest.raises(withdrawing.NoLongerPossible):
        withdrawing.take_back(wish, by=people.sari)
    assert withdrawing.note_withdrawal(wish, by=people.sari).refused_at is not None


def test_asked_twice_it_is_one_wish(people):
    case = story.complete(people)
    withdrawing.ask_by_receipt(case, message="W-000001")
    with pytest.raises(withdrawing.AlreadyAsked):
        withdrawing.ask_by_receipt(case, message="W-000001")
    withdrawing.ask_by_receipt(case, message="W-000002")  # another reporter of the same event
    assert Withdrawal.objects.count() == 2


@pytest.mark.parametrize("kind", ["temuan", "informasi_awal"])
def test_what_nobody_reported_nobody_takes_back(people, kind):
    case = story.opened(people, kind=kind)
    with pytest.raises(withdrawing.NothingToWithdraw):
        withdrawing.ask_at_counter(case, by=people.sari)


def test_strangers_neither_ask_nor_answer(people):
    case = story.complete(people)
    wish = withdrawing.ask_by_receipt(case, message="W-000001")
    folk.recused(case, people.sari)
    for stranger in (people.budi, people.citra, people.polan, people.dewi, people.sari):
        for attempt in (withdrawing.take_back, withdrawing.note_withdrawal):
            with pytest.raises(NotYours):
                attempt(wish, by=stranger)
        with pytest.raises(NotYours):
            withdrawing.ask_at_counter(case, by=stranger)
        with pytest.raises(Withdrawal.DoesNotExist):
            withdrawals.withdrawal_for(stranger, wish.pk)
