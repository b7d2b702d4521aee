"""Two second officers at the same moment, and a wish answered while the person is forgotten."""

import pytest
import time_machine

from damai.agencies.models import Role
from damai.identities import actions, queries
from damai.identities.models import Opening, Reading
from damai.ledger.models import Entry

from . import story
from .story import MOMENT, WHY, at_once, kept

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people():
    with time_machine.travel(MOMENT, tick=False):
        yield story.everyone()


def test_two_leads_answer_at_once_and_one_answer_stands(people):
    rina, other = kept(), story.joined("lasmi", Role.LEAD)
    wish = actions.ask(rina, by=people.sari, reason="reviewing", words=WHY, proven_at=MOMENT)
    outcomes = at_once(
        lambda: actions.approve(wish, by=people.tuti, proven_at=MOMENT),
        lambda: actions.refuse(wish, by=other, reason="not-needed"),
        lambda: actions.approve(wish, by=other, proven_at=MOMENT),
    )
    assert sorted(type(each).__name__ for each in outcomes) == ["AlreadyAnswered", "AlreadyAnswered", "Opening"], outcomes
    row = Opening.objects.get()
    assert (row.state == "approved") == (row.opens_until is not None)
    assert Entry.objects.filter(name__in=["OpeningApproved", "OpeningRefused"]).count() == 1


def test_the_same_wish_in_two_windows_is_one(people):
    rina = kept()

    def wish():
        return actions.ask(rina, by=people.sari, reason="reviewing", words=WHY, proven_at=MOMENT)

    outcomes = at_once(wish, wish, wish)
    assert sorted(type(each).__name__ for each in outcomes) == ["AlreadyAsked", "AlreadyAsked", "Opening"], outcomes


def test_a_wish_is_answered_while_the_person_is_forgotten(people):
    rina = kept()
    wish = actions.ask(rina, by=people.sari, reason="reviewing", words=WHY, proven_at=MOMENT)
    at_once(
        lambda: actions.approve(wish, by=people.tuti, proven_at=MOMENT, words="Rina boleh dibuka."),
        lambda: actions.forget(rina, basis="request", by=people.tuti.code),
        lambda: actions.look(rina, by=people.tuti, reason="handling", own=True),
    )
    row = Opening.objects.get()
    assert (bytes(row.sealed_words), bytes(row.sealed_answer)) == (b"", b"")
    assert queries.words_of(row) == ("", "")
    assert Reading.objects.count() == Entry.objects.filter(name="IdentityRead").count()
