"""The two tables are the law: what is not in them cannot be done."""

from collections import deque
from itertools import product

import pytest

from damai.cases.models import CASE_KINDS, CLASSES, ITEMS, OUTCOMES, REASONS, STATES, TRACK_STATES
from damai.cases.public import next_step, track_next_step, track_words_for, words_for
from damai.cases.rules import (
    CASE_MOVES,
    ENDS,
    OPENS,
    TRACK_MOVES,
    CaseKind,
    Class,
    Event,
    Guard,
    Item,
    NoSuchMove,
    Outcome,
    Reason,
    Receiver,
    State,
    TrackState,
    Who,
    is_alleged,
    is_over,
    may_rest,
    move_between,
    track_move_between,
    track_moves_from,
)
from damai.cases.rules.guards import CHECKS
from damai.statutes.rules import shipped


def test_a_move_exists_only_if_the_table_has_it():
    table = {(move.source, move.target): move for move in CASE_MOVES}
    assert len(table) == len(CASE_MOVES)  # no pair twice
    for source, target in product(State, State):
        if (source, target) in table:
            assert move_between(source, target) is table[source, target]
        else:
            with pytest.raises(NoSuchMove):
                move_between(source, target)


@pytest.mark.parametrize("klass", Class)
def test_a_move_of_a_class_exists_only_if_the_table_has_it(klass):
    table = {(move.source, move.target): move for move in TRACK_MOVES if klass in move.classes}
    assert len(table) == len([move for move in TRACK_MOVES if klass in move.classes])
    for source, target in product(TrackState, TrackState):
        if (source, target) in table:
            assert track_move_between(klass, source, target) is table[source, target]
        else:
            with pytest.raises(NoSuchMove):
                track_move_between(klass, source, target)


def reached_from(begin, moves):
    reached, ahead = set(begin), deque(begin)
    while ahead:
        here = ahead.popleft()
        for move in moves:
            if move.source is here and move.target not in reached:
                reached.add(move.target)
                ahead.append(move.target)
    return reached


def test_every_state_of_a_case_is_reached_from_an_opening_and_leads_to_the_end():
    assert reached_from([state for state, _event in OPENS.values()], CASE_MOVES) == set(State)
    ends = {State.DITUTUP}
    while more := {move.source for move in CASE_MOVES if move.target in ends} - ends:
        ends |= more
    assert ends == set(State)


def test_every_state_of_a_track_is_some_classs_and_leads_to_where_it_may_rest():
    seen = set()
    for klass in Class:
        moves = [move for move in TRACK_MOVES if klass in move.classes]
        reached = reached_from([TrackState.PENANGANAN], moves)
        seen |= reached
        ends = {state for state in reached if may_rest(state)}
        while more := {move.source for move in moves if move.target in ends} - ends:
            ends |= more
        assert reached <= ends, klass
        for state in reached:
            if is_over(klass, state):
                assert not [move for move in moves if move.source is state], (klass, state)
    assert seen == set(TrackState)


def test_only_the_leads_decide_and_only_with_a_plenary():
    """G-5: declaring a finding, registering or not, handing on, deciding, stopping: no way around the minutes."""
    decisions = {
        State.TEMUAN, State.DIREGISTRASI, State.TIDAK_DIREGISTRASI, State.DILIMPAHKAN, State.DIAMBIL_ALIH,
    }  # fmt: skip
    for move in CASE_MOVES:
        if move.target in decisions:
            assert (move.who, Guard.PLENARY in move.guards) == (Who.LEAD, True), move
    for move in TRACK_MOVES:
        if move.target in {TrackState.PLENO_HASIL, TrackState.DIPUTUS, TrackState.DIPUTUS_KABKOTA}:
            assert (move.who, Guard.PLENARY in move.guards) == (Who.LEAD, True), move
        if move.target is TrackState.DIHENTIKAN:  # by plenary, as the plenary found, or told by the investigator
            assert Guard.PLENARY in move.guards or move.needs is Outcome.NOT_VIOLATION or move.told
        if move.source is TrackState.PLENO_HASIL:
            assert move.who is Who.LEAD


def test_nothing_is_forwarded_before_the_receiver_accepted_nor_before_the_plenary():
    for move in (*CASE_MOVES, *TRACK_MOVES):
        assert bool(move.receiver) == (Guard.ACCEPTED in move.guards), move
    forwarding = [move for move in TRACK_MOVES if move.receiver]
    assert {move.source for move in forwarding} == {TrackState.PLENO_HASIL}
    assert all(move.needs is Outcome.VIOLATION for move in forwarding)
    (police,) = [move for move in forwarding if Receiver.POLICE in move.receiver]
    assert Guard.GAKKUMDU in police.guards  # G-6


def test_after_the_plenary_every_class_has_a_way_for_either_outcome():
    for klass in Class:
        for outcome in (Outcome.VIOLATION, Outcome.NOT_VIOLATION):
            assert track_moves_from(klass, TrackState.PLENO_HASIL, outcome=outcome), (klass, outcome)
        assert track_moves_from(klass, TrackState.PLENO_HASIL) == ()


def test_registration_is_reached_only_through_the_first_study_or_a_finding_and_there_is_one_repair():
    def sources(target):
        return {move.source for move in CASE_MOVES if move.target is target}

    assert sources(State.DIREGISTRASI) == {State.LENGKAP, State.TEMUAN}
    assert sources(State.LENGKAP) == {State.KAJIAN_AWAL, State.KAJIAN_AWAL_ULANG}
    assert sources(State.BELUM_LENGKAP) == {State.KAJIAN_AWAL}
    assert sources(State.MENUNGGU_PERBAIKAN) == {State.BELUM_LENGKAP}
    assert sources(State.LEWAT_WAKTU) == {State.KAJIAN_AWAL}
    assert {move.target for move in CASE_MOVES if move.source is State.LEWAT_WAKTU} == {State.TIDAK_DIREGISTRASI, State.DICABUT}


def test_what_the_tables_say_happened_is_what_the_laws_clocks_hear():
    """Every event that starts or meets a clock of a violation is said by some move, or by what handling adds."""
    said = {event for move in (*CASE_MOVES, *TRACK_MOVES) for event in move.events}
    said |= {event for move in TRACK_MOVES for event in move.if_violation} | {event for _state, event in OPENS.values()}
    beside = {
        Event.KNOWN, Event.CANDIDATES_DETERMINED, Event.RESULT_SET,  # days of the calendar
        Event.CLARIFIED, Event.DISCUSSED_FIRST, Event.DISCUSSED_SECOND, Event.DISCUSSED_THIRD,  # said by handling
    }  # fmt: skip
    for clock in shipped().clocks:
        if {"sengketa", "hasil"} & set(clock.tracks):
            continue
        assert clock.event in said | beside, clock.key
        assert set(clock.met_by) & (said | beside), clock.key


def test_every_step_has_an_article_or_says_that_it_is_not_checked():
    kept = {row.step for row in shipped().bases if row.regime == "PEMILU"}
    for move in (*CASE_MOVES, *TRACK_MOVES):
        assert {move.step, move.step.rpartition("/")[2]} & kept, move.step


def test_every_word_has_a_label():
    pairs = [
        (STATES, State), (TRACK_STATES, TrackState), (CASE_KINDS, CaseKind), (CLASSES, Class), (OUTCOMES, Outcome),
        (REASONS, Reason), (ITEMS, Item),
    ]  # fmt: skip
    for labels, words in pairs:
        assert [value for value, _label in labels] == [word.value for word in words]
    assert set(CHECKS) == set(Guard) - {Guard.REASON}


def test_until_somebody_who_may_has_decided_the_reporter_reads_dugaan():
    for state in State:
        words = words_for(state)
        assert words
        assert "pelanggaran" not in words.lower() or "dugaan pelanggaran" in words.lower(), state
        assert isinstance(next_step(state), str)
    for state in TrackState:
        words = track_words_for(state)
        assert words
        if is_alleged(state, Outcome.VIOLATION) and state is not TrackState.PLENO_HASIL:
            assert "pelanggaran" not in words.lower() or "dugaan" in words.lower(), state
        assert isinstance(track_next_step(state, Outcome.VIOLATION), str)


def test_what_the_plenary_sends_on_stays_alleged_until_those_decided():
    for state in (TrackState.PLENO_HASIL, TrackState.SIDANG, TrackState.DITERUSKAN_POLRI, TrackState.SIDIK, TrackState.PN):
        assert is_alleged(state, Outcome.VIOLATION)
    for state in (TrackState.DIPUTUS, TrackState.INKRAH, TrackState.DIPUTUS_DKPP):
        assert not is_alleged(state, Outcome.VIOLATION)
    assert not is_alleged(TrackState.PLENO_HASIL, Outcome.NOT_VIOLATION)
    assert {State.ARSIP, State.DICABUT} <= ENDS
