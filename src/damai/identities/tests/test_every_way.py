"""Whatever people try, in whatever order: nobody reads without a right, and every reading is written down."""

from datetime import timedelta

import pytest
import time_machine
from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from damai.agencies.models import Role
from damai.agencies.rules import Refused
from damai.identities import actions, queries
from damai.identities.models import Bar, Opening, Person, Reading
from damai.ledger.models import Entry
from damai.ledger.queries import now

from . import story
from .story import MOMENT, WHY, kept

WHO = st.sampled_from(["sari", "tuti", "budi", "polan", "citra", "sukma", "lasmi"])


class Life(RuleBasedStateMachine):
    """Members of three bodies ask, answer, read, recuse themselves, hand over and forget, while hours go by."""

    def __init__(self):
        super().__init__()
        self.before = transaction.savepoint()  # each life begins in an empty house
        self.traveller = time_machine.travel(MOMENT, tick=False)
        self.clock = self.traveller.start()
        people = story.everyone()
        self.people = {name: getattr(people, name) for name in ("sari", "tuti", "budi", "polan", "citra")}
        self.people |= {"sukma": story.joined("sukma", Role.OFFICER), "lasmi": story.joined("lasmi", Role.LEAD)}
        self.persons = [kept(), kept({"name": "Saksi"}, part="witness")]
        self.rightly, self.released = 0, set()

    def teardown(self):
        self.traveller.stop()
        transaction.savepoint_rollback(self.before)

    def attempt(self, act):
        """Do it, or be refused in words (or be told that it is not there)."""
        try:
            return act()
        except actions.NotYours:
            return None
        except Refused as refused:
            assert str(refused)
            return None

    @rule(minutes=st.sampled_from([1, 29, 31, 24 * 60]))
    def time_goes_by(self, minutes):
        self.clock.shift(timedelta(minutes=minutes))

    @rule()
    def the_house_looks(self):
        actions.lapse()
        assert actions.lapse() == 0

    @rule(who=WHO, which=st.integers(0, 1), fresh=st.sampled_from([True, True, True, False]))
    def somebody_asks(self, who, which, fresh):
        proof = now() if fresh else now() - timedelta(hours=1)
        asked = self.attempt(
            lambda: actions.ask(self.persons[which], by=self.people[who], reason="reviewing", words=WHY, proven_at=proof)
        )
        assert asked is None or (fresh and who in {"sari", "tuti", "sukma", "lasmi"})

    @rule(who=WHO, number=st.integers(0, 5), agree=st.booleans())
    def somebody_answers(self, who, number, agree):
        rows = list(Opening.objects.order_by("id"))
        if not rows:
            return
        wish, by = rows[number % len(rows)], self.people[who]
        if agree:
            answered = self.attempt(lambda: actions.approve(wish, by=by, proven_at=now()))
        else:
            answered = self.attempt(lambda: actions.refuse(wish, by=by, reason="unclear"))
        if answered is not None:
            assert wish.state == "asked"
            assert wish.asked_by != by
            assert who in {"tuti", "lasmi"} or len(queries.seconds_for(wish)) > 0

    @rule(who=WHO, which=st.integers(0, 1))
    def somebody_reads(self, who, which):
        member, person = self.people[who], Person.objects.get(pk=self.persons[which].pk)
        found = self.attempt(lambda: actions.look(person, by=member, reason="handling", own=False))
        agreed = Opening.objects.filter(
            person=person, asked_by=member, state="approved", answered_at__gt=now() - timedelta(minutes=30)
        ).exclude(answered_by=member)
        handed = who == "polan" and which in self.released
        right = agreed.exists() or handed
        barred = Bar.objects.filter(member=member, subject=person.subject).exists()
        assert (found is not None) == (right and not barred and not person.forgotten)
        self.rightly += found is not None

    @rule(which=st.integers(0, 1))
    def it_is_handed_to_the_police(self, which):
        if self.attempt(lambda: actions.release(self.persons[which], to_agency="polres-jakpus", forwarding="F-1", by="M-0002")):
            self.released.add(which)

    @rule()
    def the_police_give_it_back(self):
        actions.end_releases("F-1", by="M-0006")
        self.released.clear()

    @rule(who=st.sampled_from(["sari", "lasmi"]))
    def somebody_recuses_themselves(self, who):
        actions.bar("P-00001", member=self.people[who], by=self.people[who].code)

    @rule(which=st.integers(0, 1), sure=st.sampled_from([True, False, False, False]))
    def somebody_is_forgotten(self, which, sure):
        if sure:
            actions.forget(self.persons[which], basis="request", by="M-0002")

    @invariant()
    def every_reading_is_written_down(self):
        assert Reading.objects.count() == Entry.objects.filter(name="IdentityRead").count() == self.rightly

    @invariant()
    def nobody_waits_twice_or_agrees_with_themselves(self):
        waiting = list(Opening.objects.filter(state="asked").values_list("person", "asked_by"))
        assert len(waiting) == len(set(waiting))
        assert not [wish for wish in Opening.objects.exclude(answered_by=None) if wish.answered_by == wish.asked_by]


@pytest.mark.django_db
def test_nobody_reads_without_a_right():
    run_state_machine_as_test(Life, settings=settings(max_examples=25, stateful_step_count=30, deadline=None))
