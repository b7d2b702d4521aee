"""Two press at the same moment: one signature, one fact, one place."""

import pytest
import time_machine
from allauth.mfa.models import Authenticator

from damai.agencies.models import Agency
from damai.ledger.models import Entry
from damai.pledges import actions, queries
from damai.pledges.models import Declaration, Signature
from damai.triage.tests.test_two_at_once import at_once

from . import story
from .story import letters, link_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def opened():
    with time_machine.travel(story.MOMENT, tick=False):
        yield story.opened(story.people()[1].kasman)


def facts(name="PledgeSigned"):
    return Entry.objects.filter(name=name).count()


def test_the_same_letter_confirmed_in_two_windows_is_one_signature(opened):
    actions.ask_to_sign(story.text_of(opened), name="Wati Lestari", contact="wati@contoh.id", way="email", named=True)
    token = link_in(letters()[-1])
    outcomes = at_once(*[lambda: actions.confirm(token)] * 4)
    assert len({each.statement for each in outcomes}) == 1, outcomes
    assert (Signature.objects.filter(state="signed").count(), facts(), len(letters("pledge-signed"))) == (1, 1, 1)


def test_the_same_person_who_asks_many_times_at_once_has_one_row(opened):
    text = story.text_of(opened)

    def ask(tag):
        return lambda: actions.ask_to_sign(text, name="Wati", contact=f"wati+{tag}@contoh.id", way="email", named=True)

    assert at_once(*[ask(tag) for tag in range(4)]) == [None] * 4
    assert Signature.objects.filter(kind="citizen").count() == 1
    assert 1 <= len(letters()) <= actions.LETTERS_A_DAY
    assert actions.confirm(link_in(letters()[-1])).state == "signed"
    assert facts() == 1


def test_one_hall_link_in_two_hands_is_one_signature(opened):
    kasman = story.people()[1].kasman
    one = actions.invite_signatory(opened, kind="community", name="Ahmad Yani", by=kasman)
    outcomes = at_once(*[lambda: actions.sign_in_hall(one.token, drawing=story.SCRIBBLE)] * 3)
    won = [each for each in outcomes if isinstance(each, Signature)]
    told = [each for each in outcomes if isinstance(each, actions.AlreadySigned)]
    assert (len(won), len(told), facts()) == (1, 2, 1), outcomes


def test_withdrawing_twice_at_once_is_recorded_once(opened):
    link = queries.link_of(story.signed(story.text_of(opened)))
    outcomes = at_once(*[lambda: actions.withdraw(link)] * 3)
    assert sorted(type(each).__name__ for each in outcomes) == ["LinkEnded", "LinkEnded", "Signature"], outcomes
    assert facts("PledgeWithdrawn") == 1


def test_two_drafts_at_once_have_codes_of_their_own():
    with time_machine.travel(story.MOMENT, tick=False):
        kasman = story.people()[1].kasman
        story.drafted(kasman)
        outcomes = at_once(*[lambda: story.drafted(kasman)] * 3)
    assert len({each.code for each in outcomes}) == len({each.slug for each in outcomes}) == 3, outcomes
    assert Declaration.objects.count() == 7


def test_two_who_write_and_two_who_open_at_once(opened):
    kasman = story.people()[1].kasman
    draft = story.drafted(kasman, slug="kedua")
    text = queries.newest_text(draft)
    words = {"preamble": "", "closing": "", "clauses": queries.clauses_given(text), "is_official": True, "by": kasman}
    written = at_once(*[lambda: actions.write_text(draft, **words, expects=1)] * 2)
    assert sorted(type(each).__name__ for each in written) == ["ChangedMeanwhile", "Text"], written
    window = {"opens_at": opened.opens_at, "closes_at": opened.closes_at, "by": kasman}
    outcomes = at_once(*[lambda: actions.open_for_signing(draft, **window)] * 2)
    assert sorted(type(each).__name__ for each in outcomes) == ["Declaration", "TextIsFixed"], outcomes


def test_an_institution_that_signs_in_two_windows_signs_once(opened):
    cast, _ = story.people()
    Authenticator.objects.create(user=cast.tuti, type=Authenticator.Type.TOTP, data={})
    given = {"agency": Agency.objects.get(code="bawaslu-jakpus"), "office": "Ketua", "by": cast.tuti, "proven_at": story.MOMENT}
    outcomes = at_once(*[lambda: actions.sign_for_agency(story.text_of(opened), **given)] * 3)
    assert sorted(type(each).__name__ for each in outcomes) == ["AlreadySigned", "AlreadySigned", "Signature"], outcomes
    assert (Signature.objects.filter(kind="institution").count(), facts()) == (1, 1)
