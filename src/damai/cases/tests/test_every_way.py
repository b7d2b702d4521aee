"""Whatever people try, in whatever order and after whatever time, a case stays within the law."""

from datetime import timedelta

import pytest
import time_machine
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from tests.cast import cast

from damai.cases import actions, queries
from damai.cases.models import Case, Extension, Step
from damai.cases.rules import DECIDED, TABLE, CaseKind, Class, Guard, Item, Plenary, Reason, State
from damai.ledger.models import Entry
from damai.statutes.actions import load_statutes
from damai.triage.tests.story import confirmed

from .test_the_way_of_a_case import MOMENT


class Life(RuleBasedStateMachine):
    """Random people make random moves, with and without what the guards ask for, while days go by."""

    def __init__(self):
        super().__init__()
        self.traveller = time_machine.travel(MOMENT, tick=False)
        self.clock = self.traveller.start()
        self.people = cast()
        self.case, self.trail = None, []

    def teardown(self):
        self.traveller.stop()

    @initialize(kind=st.sampled_from(CaseKind), regime=st.sampled_from(["PEMILU", "PILKADA"]))
    def opens(self, kind, regime):
        found = confirmed(by=self.people.sari)
        self.case = actions.open_case(found, regime=regime, kind=kind, reporter_identified=kind == "laporan", by=self.people.sari)
        self.regime, self.trail = regime, [State(self.case.state)]

    @rule(hours=st.integers(1, 24 * 9))
    def time_goes_by(self, hours):
        self.clock.shift(timedelta(hours=hours))

    @rule()
    def the_house_looks_at_its_clocks(self):
        actions.note_missed()
        assert actions.note_missed() == 0
        self.case.refresh_from_db()

    @rule(wanted=st.sampled_from(State), lead=st.booleans(), helped=st.booleans(), data=st.data())
    def someone_tries(self, wanted, lead, helped, data):
        if helped:  # most random moves are none at all: go on along the table more often than not
            following = [after for before, after in TABLE if before == State(self.case.state)]
            wanted = data.draw(st.sampled_from(following or [wanted]))
        number, present = f"BA.{self.case.code}.{len(self.trail)}", data.draw(st.integers(2, 5))
        minutes = Plenary(number=number, held_on=queries.today(), present=present, of=5)
        given = {
            "plenary": data.draw(st.sampled_from([None, minutes, minutes])),
            "items": data.draw(st.sampled_from([frozenset(), frozenset(Item), frozenset(Item)])),
            "reason": data.draw(st.sampled_from([None, *Reason])),
            "klass": data.draw(st.sampled_from([None, *Class])),
            "gakkumdu": data.draw(st.sampled_from(["", "1/GKMD"])),
        }
        before = State(self.case.state)
        try:
            self.case = actions.move(self.case, to=wanted, by=self.people.tuti if lead else self.people.sari, **given)
        except (actions.NotAllowed, actions.ContradictingMinutes) as refused:
            assert str(refused)
            self.case.refresh_from_db()
            assert State(self.case.state) is before  # a refusal changes nothing
        else:
            assert (before, wanted) in TABLE
            self.trail.append(wanted)
            if Guard.PLENARY in TABLE[before, wanted].guards:
                assert given["plenary"] is not None

    @invariant()
    def the_log_tells_the_whole_way(self):
        if self.case is None:
            return
        assert [State(step.target) for step in queries.steps_of(self.case)] == self.trail
        assert Step.objects.filter(case=self.case, target=State.PENANGANAN_LANJUT).count() <= 1
        assert Extension.objects.filter(case=self.case).count() == self.trail.count(State.PENANGANAN_LANJUT)

    @invariant()
    def the_law_is_kept(self):
        if self.case is None:
            return
        case = Case.objects.get(pk=self.case.pk)
        assert case.regime == self.regime
        assert case.alleged == (not DECIDED & set(self.trail))
        assert (case.registered_at is not None) == (State.DIREGISTRASI in self.trail)
        clock = queries.clock_of(case)
        if clock is not None:  # what is stored is what the tables say, and P8 counts from where P7 counted
            assert (clock.deadline.due_at, clock.deadline.due_on) == (case.due_at, case.due_on)
        if case.clock == "P8":
            assert case.clock_from == (case.registered_at if case.regime == "PEMILU" else case.received_at)
        assert Entry.objects.filter(about=case.code, name="CaseExpired").count() <= 2  # P7 and P8, once each
        assert queries.totals().reconciles


@pytest.mark.django_db
def test_a_case_stays_within_the_law():
    load_statutes()
    run_state_machine_as_test(Life, settings=settings(max_examples=12, stateful_step_count=20, deadline=None))
