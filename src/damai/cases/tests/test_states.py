"""The table is the law: what is not in it cannot be done."""

from collections import deque
from itertools import product

import pytest

from damai.cases.models import CASE_KINDS, CLASSES, ITEMS, REASONS, REGIMES, STATES
from damai.cases.public import next_step, words_for
from damai.cases.rules import (
    DECIDED,
    MOVES,
    OPENS,
    TABLE,
    CaseKind,
    Class,
    Guard,
    Item,
    NoSuchMove,
    Reason,
    Regime,
    State,
    Who,
    move_between,
    moves_from,
)
from damai.cases.rules.guards import CHECKS
from damai.statutes.rules import shipped


def test_a_move_exists_only_if_the_table_has_it():
    for source, target in product(State, State):
        if (source, target) in TABLE:
            move = move_between(source, target)
            assert (move.source, move.target) == (source, target)
            assert move.basis
            assert move.label
        else:
            with pytest.raises(NoSuchMove):
                move_between(source, target)


def test_no_pair_stands_in_the_table_twice():
    assert len(MOVES) == len(TABLE)


def test_every_state_is_reached_from_an_opening_and_leads_to_the_end():
    reached = {state for state, _clock in OPENS.values()}
    ahead = deque(reached)
    while ahead:
        for move in moves_from_any(ahead.popleft()):
            if move.target not in reached:
                reached.add(move.target)
                ahead.append(move.target)
    assert reached == set(State)
    ends = {State.DITUTUP}
    while more := {move.source for move in MOVES if move.target in ends} - ends:
        ends |= more
    assert ends == set(State)


def moves_from_any(state):
    return [move for move in MOVES if move.source is state]


def test_only_the_leads_move_into_a_decision_and_only_with_a_plenary():
    """G-5: registering and deciding need minutes; forwarding carries out what the plenary decided."""
    for move in MOVES:
        if move.target in {State.DIREGISTRASI, State.PLENO_HASIL, State.TEMUAN, State.TIDAK_DIREGISTRASI}:
            assert move.who is Who.LEAD
            assert Guard.PLENARY in move.guards
        if move.source is State.PLENO_HASIL:
            assert move.who is Who.LEAD


def test_after_the_plenary_the_class_decides_and_every_class_has_a_way():
    assert {move.only_for for move in moves_from_any(State.PLENO_HASIL)} == set(Class)
    for klass in Class:
        assert len(moves_from(State.PLENO_HASIL, klass=klass)) == 1
    assert moves_from(State.PLENO_HASIL) == ()


def test_registration_is_reached_only_through_the_first_study_or_a_finding():
    assert {move.source for move in MOVES if move.target is State.DIREGISTRASI} == {State.LENGKAP, State.TEMUAN}
    assert {move.source for move in MOVES if move.target is State.LENGKAP} == {State.KAJIAN_AWAL, State.KAJIAN_AWAL_ULANG}
    assert {move.source for move in MOVES if move.target is State.MENUNGGU_PERBAIKAN} == {State.KAJIAN_AWAL}  # one repair cycle


def test_every_clock_of_the_table_is_in_the_laws_of_pemilu():
    codes = {clock.code for clock in shipped().clocks if clock.regime == "PEMILU"}
    assert {move.starts for move in MOVES if move.starts} | {clock for _state, clock in OPENS.values()} <= codes


def test_every_word_has_a_label():
    pairs = [(STATES, State), (CASE_KINDS, CaseKind), (REGIMES, Regime), (CLASSES, Class), (REASONS, Reason), (ITEMS, Item)]
    for labels, words in pairs:
        assert [value for value, _label in labels] == [word.value for word in words]
    assert set(CHECKS) == set(Guard)


def test_until_the_plenary_the_reporter_reads_dugaan_and_never_a_finding_of_guilt():
    class Fake:
        def __init__(self, state):
            self.state = state.value

    for state in State:
        words = words_for(Fake(state))
        assert words
        if state not in DECIDED and "pelanggaran" in words.lower():
            assert "dugaan pelanggaran" in words.lower() or "bukan" in words.lower(), state
        assert isinstance(next_step(state), str)
