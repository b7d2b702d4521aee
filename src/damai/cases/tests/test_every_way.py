"""Whatever people try, in whatever order and after whatever time, a case stays within the law."""

from datetime import timedelta
from itertools import count

import pytest
import time_machine
from django.utils.timezone import localdate
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule, run_state_machine_as_test
from tests.cast import cast

from damai.agencies.rules import Refused
from damai.cases import actions, public, queries
from damai.cases.models import Case, Forwarding, Step, Term, Track
from damai.cases.rules import (
    CaseKind,
    Class,
    Item,
    Outcome,
    Plenary,
    Reason,
    State,
    TrackState,
    moves_from,
    track_moves_from,
)
from damai.ledger.models import Entry
from damai.ledger.queries import now
from damai.statutes.actions import AlreadyThere, add_holiday, load_statutes
from damai.triage.tests.story import confirmed

from .story import MOMENT, accepted, discussed

DECISIONS = {State.TEMUAN, State.DIREGISTRASI, State.TIDAK_DIREGISTRASI, TrackState.PLENO_HASIL, TrackState.DIPUTUS}
NUMBERS = count(1)
KINDS = [*Forwarding.Kind]


class Life(RuleBasedStateMachine):
    """Random people make random moves, with and without what the guards ask for, while days go by and holidays are decreed."""

    def __init__(self):
        super().__init__()
        self.traveller = time_machine.travel(MOMENT, tick=False)
        self.clock = self.traveller.start()
        self.people = cast()
        self.case, self.seen, self.ended = None, {}, {}

    def teardown(self):
        self.traveller.stop()

    @initialize(kind=st.sampled_from(CaseKind), regime=st.sampled_from(["PEMILU", "PILKADA"]), late=st.booleans())
    def opens(self, kind, regime, late):
        found = confirmed(by=self.people.sari, **({"known_on": MOMENT.date() - timedelta(days=20)} if late else {}),
                          **({"happened_on": MOMENT.date() - timedelta(days=21)} if late else {}))  # fmt: skip
        self.case = actions.open_case(found, regime=regime, kind=kind, reporter_identified=kind == "laporan", by=self.people.sari)
        self.regime = regime

    # --- Time ---

    @rule(hours=st.integers(1, 24 * 9))
    def time_goes_by(self, hours):
        self.clock.shift(timedelta(hours=hours))

    @rule()
    def the_house_looks_at_its_clocks(self):
        actions.note_missed()
        assert actions.note_missed() == 0

    @rule(days=st.integers(-3, 20), apply=st.booleans())
    def a_holiday_is_decreed(self, days, apply):
        day = localdate(now()) + timedelta(days=days)
        try:
            add_holiday(day, name="Libur sekali", source="Keppres contoh", by="M-0008")
        except AlreadyThere:
            return
        actions.recount(by="M-0008", apply=apply)

    # --- People ---

    def tries(self, act):
        """Somebody tries something: it is done, or refused in a sentence and nothing has changed."""
        before = Case.objects.get(pk=self.case.pk)
        steps = Step.objects.filter(case=before).count()
        try:
            act()
        except Refused as refused:
            assert str(refused)
            assert Case.objects.get(pk=before.pk).state == before.state
            assert Step.objects.filter(case=before).count() == steps

    def drawn(self, data):
        """Minutes, mostly with a quorum; or none."""
        present = data.draw(st.sampled_from([2, 3, 4, 5]))
        minutes = Plenary(number=f"BA.{next(NUMBERS)}", held_on=queries.today(), present=present, of=5)
        return data.draw(st.sampled_from([None, minutes, minutes, minutes]))

    def who(self, data):
        fresh = Case.objects.get(pk=self.case.pk)
        if fresh.agency_id == "bawaslu-jakbar":
            return self.people.budi
        return data.draw(st.sampled_from([self.people.sari, self.people.tuti, self.people.tuti]))

    @rule(data=st.data())
    def someone_moves_the_case(self, data):
        case = Case.objects.get(pk=self.case.pk)
        along = [move.target for move in moves_from(State(case.state))]
        to = data.draw(st.sampled_from(along or list(State)) | st.sampled_from(State))
        reason = data.draw(st.sampled_from([None, *Reason]))
        minutes, by = self.drawn(data), self.who(data)
        self.tries(lambda: actions.move(case, to=to, reason=reason, plenary=minutes, by=by))

    @rule(data=st.data())
    def someone_studies(self, data):
        case = Case.objects.get(pk=self.case.pk)
        met = data.draw(st.sampled_from([frozenset(Item), frozenset(Item), frozenset(Item) - {Item.EVIDENCE}, frozenset()]))
        notes = data.draw(st.sampled_from([{}, dict.fromkeys(Item, "Yang kurang")]))
        by = self.who(data)
        self.tries(lambda: actions.assess(case, met=met, notes=notes, by=by))
        case.refresh_from_db()
        if data.draw(st.booleans()):
            self.tries(lambda: actions.notify_shortfall(case, how="phone", by=by))
        if data.draw(st.booleans()):
            self.tries(lambda: actions.mend(case, answer="W-000009"))

    @rule(data=st.data(), classes=st.sets(st.sampled_from(Class), max_size=3))
    def someone_registers(self, data, classes):
        case = Case.objects.get(pk=self.case.pk)
        minutes, by = self.drawn(data), self.who(data)
        self.tries(lambda: actions.register(case, classes=classes, plenary=minutes, by=by))

    @precondition(lambda self: self.tracks())
    @rule(data=st.data(), klass=st.sampled_from(Class))
    def someone_adds_a_class(self, data, klass):
        case = Case.objects.get(pk=self.case.pk)
        minutes, by = self.drawn(data), self.who(data)
        self.tries(lambda: actions.add_track(case, klass=klass, plenary=minutes, by=by))

    def tracks(self):
        return list(Track.objects.filter(case=self.case).select_related("case")) if self.case is not None else []

    @precondition(lambda self: self.tracks())
    @rule(data=st.data())
    def someone_moves_a_class(self, data):
        track = data.draw(st.sampled_from(self.tracks()))
        outcome = Outcome(track.outcome) if track.outcome else None
        along = [move.target for move in track_moves_from(Class(track.klass), TrackState(track.state), outcome=outcome)]
        to = data.draw(st.sampled_from(along or list(TrackState)) | st.sampled_from(TrackState))
        given = {
            "reason": data.draw(st.sampled_from([None, Reason.WITNESS, Reason.LATE])),
            "outcome": data.draw(st.sampled_from([None, Outcome.VIOLATION, Outcome.VIOLATION, Outcome.NOT_VIOLATION])),
            "plenary": self.drawn(data),
        }
        by = self.who(data)
        self.tries(lambda: actions.move_track(track, to=to, by=by, **given))

    @precondition(lambda self: any(track.klass == "pid" for track in self.tracks()))
    @rule(ordinal=st.integers(1, 3), conclusion=st.sampled_from(["go_on", "go_on", "stop"]), whole=st.booleans())
    def they_discuss(self, ordinal, conclusion, whole):
        (track,) = [track for track in self.tracks() if track.klass == "pid"]
        discussed(track, ordinal=ordinal, conclusion=conclusion, seats=(1, 1, 1 if whole else 0))

    @rule(data=st.data(), kind=st.sampled_from(KINDS))
    def somebody_accepts_what_was_offered(self, data, kind):
        case = Case.objects.select_related("agency").get(pk=self.case.pk)
        what = data.draw(st.sampled_from([case, *self.tracks()]))
        elsewhere = kind in {"transfer", "takeover"} and case.agency_id == "bawaslu-jakpus"
        given = {"receiver": "bawaslu-jakbar"} if elsewhere else {"body": "Lembaga"}
        minutes = self.drawn(data)
        lead = self.people.tuti

        def accept():
            row = actions.minutes_for(case, minutes, by=lead) if kind in {"transfer", "takeover"} else None
            actions.forwarded(what, accepted(what, kind, minutes=row, **given), by="M-0003")

        self.tries(accept)

    # --- What always holds ---

    @invariant()
    def no_decision_without_a_plenary(self):
        if self.case is None:
            return
        for step in Step.objects.filter(case=self.case).select_related("track"):
            if step.target in DECISIONS:
                assert step.plenary_id is not None, step
        for track in self.tracks():
            if track.outcome:
                assert Step.objects.filter(track=track, plenary__isnull=False).exists()

    @invariant()
    def no_clock_starts_anew_and_every_term_ends_once(self):
        if self.case is None:
            return
        for term in Term.objects.filter(case=self.case):
            key = (term.track_id, term.clock, term.round)
            assert self.seen.setdefault(key, (term.pk, term.start_at)) == (term.pk, term.start_at)
            if term.ended_at is not None:
                assert self.ended.setdefault(term.pk, (term.ended_at, term.end)) == (term.ended_at, term.end)
            else:
                assert term.pk not in self.ended
        assert len(self.seen) == Term.objects.filter(case=self.case).count()
        for track in self.tracks():
            handling = Term.objects.filter(track=track, clock__in=["P7", "P8"])
            assert {term.round for term in handling} <= {1}
            assert len({term.start_at for term in handling}) <= 1  # the longer one counts from where the shorter one counts

    @invariant()
    def the_law_and_the_log_are_kept(self):
        if self.case is None:
            return
        case = Case.objects.get(pk=self.case.pk)
        assert case.regime == self.regime
        assert [step.number for step in queries.steps_of(case)] == list(range(1, Step.objects.filter(case=case).count() + 1))
        assert (case.registered_at is not None) == Step.objects.filter(case=case, target="diregistrasi").exists()
        assert Entry.objects.filter(about=case.code, name="CaseOpened").count() == 1
        missed = Term.objects.filter(case=case, handling=True, missed_at__isnull=False).exclude(end="met")
        assert case.expired == missed.exists()
        assert queries.totals().reconciles

    @invariant()
    def the_public_reads_dugaan_until_it_was_decided(self):
        if self.case is None:
            return
        told = public.progress(self.case.report.code)
        for track, way in zip(self.tracks(), told.tracks, strict=True):
            assert way.alleged == track.alleged
            if not track.outcome:
                assert way.alleged
                assert "dugaan" in way.words.lower()
        assert told.alleged == (not told.tracks or any(way.alleged for way in told.tracks))


@pytest.mark.django_db
def test_a_case_stays_within_the_law():
    load_statutes()
    run_state_machine_as_test(Life, settings=settings(max_examples=15, stateful_step_count=25, deadline=None))
