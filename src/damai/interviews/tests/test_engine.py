"""The interview as a history: nothing is lost, no order changes the outcome, nobody is held, and answers only add."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from damai.interviews.rules import (
    SUMMARY,
    Answer,
    Condition,
    Sort,
    Standing,
    State,
    add_to_story,
    answer,
    back,
    clean,
    fill,
    goto,
    may_be_sent,
    meter,
    next_best,
    read,
    sheet,
    summary,
    unknown,
)
from damai.interviews.rules import told as told_of
from damai.interviews.rules.reading import LONGEST_STORY

from .worlds import COMPLETE, STORY, told, world

WORDS = st.one_of(
    st.sampled_from(
        [
            *COMPLETE,
            *("kemarin", "minggu lalu", "besok", "10/02/2024", "jam 7", "Gambir", "0", "1", "2", "tidak", "ya", "tidak tahu"),
            *("👍👍", "\u202eaknama", "a\x00b", "-", "Siti Aminah", "bukan", "x" * 400, "lewati", "malam"),
        ]
    ),
    st.text(max_size=40),
)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("answer"), WORDS),
        st.tuples(st.sampled_from(["back", "unknown", "summary"]), st.just("")),
        st.tuples(
            st.just("goto"), st.sampled_from(["topic", "what", "happened", "known", "who", "name", "suspect.2.name", "nothing"])
        ),
        st.tuples(st.just("story"), WORDS),
    ),
    max_size=40,
)


def walked(steps, state: State | None = None) -> State:
    """The state after a history."""
    state = state or State()
    for what, text in steps:
        state = step(state, what, text)
    return state


def step(state: State, what: str, text: str) -> State:
    """The state after one step."""
    if what == "answer":
        return answer(state, text, world()).state
    if what == "story":
        return add_to_story(state, text, world()).state
    if what == "unknown":
        return unknown(state).state
    return back(state) if what == "back" else goto(state, SUMMARY if what == "summary" else text)


def test_the_whole_way_gives_every_field_of_the_form():
    said = told_of(told(*COMPLETE).given)
    assert said.reporter.is_identified and not said.anonymous
    assert [person.name for person in said.reported] == ["Ketua RT 05"]
    assert [person.name for person in said.witnesses] == ["Siti"]
    assert (said.happened_on, said.known_on) == (date(2024, 2, 11), date(2024, 2, 12))
    assert (said.area_code, said.place, f"{said.happened_at:%H.%M}") == ("31.71.01.1002", "Lapangan RW 03", "19.30")
    assert said.description == STORY
    assert {each.standing for each in meter(told(*COMPLETE), world())} == {Standing.PRESENT}
    assert told(*COMPLETE).current is None


@given(STEPS)
def test_after_any_history_the_state_can_be_written_down_and_read_back(steps):
    state = walked(steps)
    assert read(state.written()) == state


@given(STEPS)
@settings(max_examples=150)
def test_the_interview_never_ends_in_a_place_without_a_way_out(steps):
    """However one came here, "tidak tahu" alone leads to the summary, through each question once."""
    state = walked(steps)
    state = replace(state, at="")
    for _ in range(60):
        if state.current is None:
            break
        before = state.current.id
        state = unknown(state).state
        assert before in state.answers
    assert state.current is None


@given(STEPS, WORDS)
def test_nothing_that_was_answered_is_lost(steps, text):
    """Each step changes the answer to one question at most; an answer disappears only into a question that is asked again."""
    state = walked(steps)
    asked = state.current.id if state.current else ""
    after = answer(state, text, world()).state
    gone = [name for name in state.answers if name not in after.answers]
    assert set(gone) <= {"known"}
    for name in gone:
        assert state.answers[name].words in after.unclear[name]
    changed = [name for name in after.answers if after.answers[name] != state.answers.get(name)]
    assert set(changed) <= {asked}


@given(STEPS, st.text(alphabet=st.characters(categories=["L", "N"]), min_size=1, max_size=60))
def test_what_was_not_understood_is_kept_until_the_question_is_answered(steps, text):
    state = walked(steps)
    turn = answer(state, text, world())
    if state.current is None or turn.understood:
        return
    kept = [*turn.state.unclear.get(state.current.id, ()), turn.state.answers.get(state.current.id, Answer()).said]
    assert any(clean(text) in " ".join(each.split()) for each in kept)


@given(st.randoms(use_true_random=False), st.lists(st.sampled_from(["back", "summary", "goto", "unknown-nothing"]), max_size=12))
@settings(max_examples=60)
def test_any_order_of_going_back_ends_in_the_same_summary(random, moves):
    state = told(*COMPLETE)
    expected = [(entry.question.id, entry.answer) for entry in summary(state)]
    by_question = {entry.question.id: entry for entry in summary(state)}
    visits = [name for name in by_question if random.random() < 0.5]
    random.shuffle(visits)
    for name in visits:
        for move in moves:
            state = step(state, move, random.choice(list(by_question))) if move in {"back", "summary", "goto"} else state
        given_before = state.answers[name]
        turn = answer(state, given_before.value or "tidak tahu", world(), question=name)
        state = turn.state
        if state.proposed:
            state = answer(state, "1", world()).state
    final = [(entry.question.id, entry.answer) for entry in summary(state)]
    assert [(name, each.value, each.known) for name, each in final] == [(name, each.value, each.known) for name, each in expected]
    assert told_of(state.given) == replace(told_of(told(*COMPLETE).given), area_words=told_of(state.given).area_words)


@given(STEPS, WORDS)
@settings(max_examples=200)
def test_one_more_answer_never_makes_the_meter_worse(steps, text):
    """Only a choice can: to stay anonymous, or what kind of report it is."""
    state = walked(steps)
    current = state.current
    if current is None or current.id in state.answers or current.sort is Sort.CHOICE:
        return
    before = {each.condition: each.standing for each in meter(state, world())}
    after = {each.condition: each.standing for each in meter(answer(state, text, world()).state, world())}
    # a day of knowing that the new day of happening contradicts is asked again: that one may fall
    fell = [condition for condition, standing in before.items() if after[condition] < standing]
    assert fell == [] or (current.id == "happened" and fell == [Condition.IN_TIME])


@given(STEPS)
def test_the_next_best_question_is_asked_and_would_help(steps):
    state = walked(steps)
    met = meter(state, world())
    name = next_best(met)
    if name:
        assert any(each.id == name for each in state.questions)
        assert any(each.question == name and each.standing < Standing.LATE for each in met)
    else:
        assert all(each.standing >= Standing.LATE or not each.question for each in met)


def test_known_before_happened_is_asked_again_plainly_and_then_let_go():
    state = told("1", STORY, "11/02/2024", "19.30")
    turn = answer(state, "10/02/2024", world())
    assert not turn.understood and "sebelum kejadiannya" in turn.lines[0].words
    assert turn.state.current.id == "known"
    again = answer(turn.state, "10/02/2024", world())
    assert again.state.current.id == "where"  # not held here; the words are kept for a person
    assert again.state.answers["known"] == Answer("", "10/02/2024", known=False)


def test_a_day_of_happening_that_was_corrected_asks_for_the_day_of_knowing_again():
    state = told("1", STORY, "8/02/2024", "19.30", "9/02/2024")
    turn = answer(state, "10/02/2024", world(), question="happened")
    assert turn.state.current.id == "known" and turn.state.unclear["known"] == ("9/02/2024",)
    assert "known" not in turn.state.answers
    mended = answer(turn.state, "11/02/2024", world()).state
    assert told_of(mended.given).known_on == date(2024, 2, 11)


def test_the_day_of_knowing_is_never_filled_in():
    state = told("1", STORY, "11/02/2024", "19.30")
    assert state.current.id == "known" and state.proposed is None
    asked = answer(state, "hari itu juga", world()).state
    assert "known" not in asked.answers and asked.proposed.choices == (("2024-02-11", ""),)
    assert told_of(answer(asked, "ya", world()).state.given).known_on == date(2024, 2, 11)
    assert told_of(answer(state, "tidak tahu", world()).state.given).known_on is None


def test_a_report_on_the_eighth_day_is_told_so_and_never_refused():
    state = told("1", STORY, "1/02/2024", "19.30")
    turn = answer(state, "2/02/2024", world())
    assert turn.understood and turn.state.current.id == "where"
    assert "sudah lewat" in turn.lines[0].words and "informasi awal" in turn.lines[0].words
    standing = {each.condition: each.standing for each in meter(turn.state, world())}
    assert standing[Condition.IN_TIME] is Standing.LATE
    assert may_be_sent(turn.state, files=0)


def test_who_stays_anonymous_has_said_no_name_also_when_they_had():
    named = told(*COMPLETE)
    hidden = answer(named, "tidak", world(), question="who").state
    assert told_of(hidden.given).anonymous and not told_of(hidden.given).reporter.name
    assert "Andi" not in str(hidden.given)
    back_again = answer(hidden, "ya", world(), question="who").state  # a change of mind loses nothing
    assert told_of(back_again.given) == told_of(named.given)


@pytest.mark.parametrize("said", ["ya", "iya, ada", "1", "Ya."])
def test_several_suspects_are_asked_one_after_the_other(said):
    state = told("1", STORY, "kemarin", "ya", "malam", "kemarin", "ya", "Lapangan RW 03", "Kebon Kelapa", "1")
    state = told("Ketua RT 05", "-", "-", said, "Lurah", "-", "-", "tidak", state=state)
    assert [person.name for person in told_of(state.given).reported] == ["Ketua RT 05", "Lurah"]
    assert state.current.id == "evidence"


def test_of_no_violation_less_is_asked():
    ids = [each.id for each in told("2").questions]
    assert ids == ["topic", "what", "happened", "hour", "where", "area", "evidence", "who"]
    assert [each.id for each in told("4").questions] == ["topic", "what", "who"]
    assert "known" in [each.id for each in told("tidak tahu").questions]  # in doubt, everything is asked


@pytest.mark.parametrize("text", ["👍👍👍", "\u202e\u202e", "...", "\x00"])
def test_signs_without_words_are_no_answer(text):
    turn = answer(told("1"), text, world())
    assert not turn.understood and "what" not in turn.state.answers


def test_signs_that_turn_the_direction_and_nul_do_not_stay_in_a_name():
    state = goto(told(*COMPLETE), "name")
    state = answer(state, "Andi\x00 \u202eartupaS\u202c", world()).state
    assert state.answers["name"].value == "Andi artupaS"


def test_what_is_too_long_is_said_so_and_not_kept():
    turn = answer(told("1"), "a " * LONGEST_STORY, world())
    assert not turn.understood and "what" not in turn.state.answers and "what" not in turn.state.unclear
    assert "belum kami simpan" in turn.lines[0].words


def test_an_hour_that_has_not_come_yet_is_asked_again():
    state = told("1", STORY, "hari ini", "ya")
    assert not answer(state, "23.30", world()).understood
    assert answer(state, "08.15", world()).understood


def test_a_repair_asks_exactly_what_is_missing():
    state = State(items=("when_where", "evidence"))
    assert [each.id for each in state.questions] == ["happened", "hour", "where", "area", "evidence", "witnesses"]
    assert [each.condition for each in meter(state, world())] == [Condition.WHEN_WHERE, Condition.EVIDENCE]
    assert State(items=("in_time",)).questions == ()
    assert not may_be_sent(told("tidak tahu", "tidak tahu", state=state), files=0)
    assert may_be_sent(state, files=1)


def test_a_sheet_filled_in_again_as_it_stands_changes_nothing():
    state = told(*COMPLETE)
    shown = {
        each.id: state.answers[each.id].value
        for each in sheet(state)
        if each.id in state.answers and state.answers[each.id].known
    }
    filled = fill(state, shown, world())
    assert filled.troubles == {}
    assert told_of(filled.state.given) == replace(told_of(state.given), unknown=frozenset(), area_words="Kelurahan Kebon Kelapa")


@given(
    st.dictionaries(
        st.sampled_from([each.id for each in sheet(told(*COMPLETE))] + ["nothing", "suspect.3.name"]), WORDS, max_size=20
    )
)
def test_no_sheet_breaks_the_engine_and_what_was_right_is_kept(given_fields):
    filled = fill(State(), given_fields, world())
    assert read(filled.state.written()) == filled.state
    assert not set(filled.troubles) & set(filled.state.answers)
