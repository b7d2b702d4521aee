"""Whatever is offered, answered, taken back or left alone: one body is accountable, and only an acceptance changes which."""

from datetime import timedelta

import pytest
import time_machine
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from tests.cast import cast

from damai.agencies.models import Agency
from damai.agencies.rules import Refused
from damai.cases.actions import answering, forwarding
from damai.cases.models import Forwarding, Term
from damai.cases.queries.forwarding import accountable
from damai.statutes.actions import load_statutes

from .test_forwarding import LETTER, a_crime
from .test_the_way_of_a_case import MOMENT

pytestmark = pytest.mark.django_db
ACTS = ("offer", "accept", "refuse", "withdraw", "deliver", "wait", "return")
steps = st.lists(
    st.tuples(st.sampled_from(ACTS), st.integers(0, 30), st.sampled_from(["police", "lead", "stranger"])), max_size=9
)


class Histories(TestCase):
    """Random histories of one crime, each in a transaction of its own."""

    @classmethod
    def setUpTestData(cls) -> None:
        cls.people = cast()
        load_statutes()
        with time_machine.travel(MOMENT, tick=False):
            cls.case, cls.track = a_crime(cls.people)

    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(steps)
    def test_exactly_one_body_is_accountable_and_only_acceptance_changes_who(self, history):
        people, track = self.people, self.track
        with transaction.atomic(), time_machine.travel(MOMENT, tick=False) as clock:
            track.refresh_from_db()
            before, accepted = accountable(track), 0
            for act, hours, who in history:
                clock.shift(timedelta(hours=hours))
                member = {"police": people.polan, "lead": people.tuti, "stranger": people.citra}[who]
                self._try(act, track, member)
                now = accountable(track)
                assert bool(now.agency) or bool(now.name)
                taken = Forwarding.objects.filter(track=track, answer="accepted").count()
                assert now == before or taken == accepted + 1, (act, who)
                assert (now.agency == "polres-jakpus") == (taken > 0)
                assert Forwarding.objects.filter(track=track, answer="waiting").count() <= 1
                assert taken <= 1
                before, accepted = now, taken
            self._clock_of_the_law(track)
            transaction.set_rollback(True)

    def _try(self, act: str, track, member) -> None:
        row = Forwarding.objects.filter(track=track).order_by("-id").first()
        try:
            with transaction.atomic():
                if act == "offer":
                    police = Agency.objects.get(code="polres-jakpus")
                    given = forwarding.Handed(letter=LETTER)
                    forwarding.offer(track, kind="police", to_agency=police, by=member, handed=given)
                elif act == "return":
                    forwarding.return_unanswered()
                elif row is None or act == "wait":
                    return
                elif act == "accept":
                    answering.accept(row, reference="LP/1", by=member)
                elif act == "refuse":
                    answering.refuse(row, reason="incomplete", by=member)
                elif act == "withdraw":
                    forwarding.withdraw(row, by=member)
                else:
                    forwarding.prove_delivery(row, at=row.offered_at, receipt="TT/1", by=member)
        except Refused:
            pass
        track.refresh_from_db()

    def _clock_of_the_law(self, track) -> None:
        """K1 is met exactly when something was proven delivered or accepted; it is never started anew."""
        (term,) = Term.objects.filter(track=track, clock="K1")
        rows = Forwarding.objects.filter(track=track)
        forwarded = rows.filter(delivered_at__isnull=False).exists() or rows.filter(answer="accepted").exists()
        assert (term.ended_at is not None) == forwarded
