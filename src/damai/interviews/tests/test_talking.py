"""The conversation, pure: words of command, a story told at once, and no text that breaks it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from damai.interviews.rules import SUMMARY, State, read
from damai.interviews.rules.talking import Command, Heard, Want, command_in, hear, is_greeting, opened

from .worlds import COMPLETE, STORY, told, world

LONG_STORY = f"Kemarin malam jam 19.30 di lapangan RW 03 Kebon Kelapa. {STORY}"


def heard(state: State, *texts: str) -> Heard:
    """What a conversation came to after messages."""
    outcome = Heard(state=state)
    for text in texts:
        outcome = hear(outcome.state, text, world())
    return outcome


@pytest.mark.parametrize(
    "text, command",
    [
        ("BATAL", Command.CANCEL),
        (" batal. ", Command.CANCEL),
        ("Ulang", Command.RESTART),
        ("KEMBALI!", Command.BACK),
        ("ringkasan", Command.SUMMARY),
        ("*KIRIM*", Command.SEND),
        ("bantuan", Command.HELP),
        ("kode", Command.CODE),
        ("kirim amplop", None),
        ("Jalan Kembali 3", None),
    ],
)
def test_words_of_command_are_whole_messages(text, command):
    assert command_in(text) is command


@pytest.mark.parametrize(
    "text", ["halo", "P", "Assalamualaikum wr. wb.", "selamat pagi pak", "saya mau lapor", "/start", "👋", "Halo, mau lapor"]
)
def test_greetings_are_greeted(text):
    assert is_greeting(text)
    assert opened([text], world()).state == State()


def test_a_story_told_at_once_is_the_story_and_only_the_rest_is_asked():
    outcome = opened(["Assalamualaikum", LONG_STORY], world())
    assert outcome.state.answers["what"].value == LONG_STORY
    assert outcome.state.current.id == "topic"
    state = heard(outcome.state, "1").state
    assert state.current.id == "happened" and state.proposed.choices == (("2024-02-12", ""),)  # proposed, never taken
    assert "happened" not in state.answers
    state = heard(state, "ya").state
    assert state.current.id == "hour" and state.proposed.choices == (("19:30", ""),)
    state = heard(state, "iya", "malam itu juga", "ya", "Lapangan RW 03").state
    assert state.current.id == "area" and state.proposed.choices[0][0] == "31.71.01.1002"


def test_a_story_told_after_the_greeting_is_the_story_whatever_was_asked():
    outcome = heard(opened(["halo"], world()).state, LONG_STORY)
    assert outcome.state.answers["what"].value == LONG_STORY and outcome.state.current.id == "topic"
    assert outcome.state.unclear == {} and "sudah kami simpan" in outcome.lines[0].words
    assert heard(outcome.state, "pelanggaran").state.current.id == "happened"


def test_a_story_in_several_messages_is_one_story():
    outcome = opened(
        ["Halo", "Ada pembagian amplop di lapangan,", "yang membagi dua orang berkaus partai, kepada ibu-ibu."], world()
    )
    assert outcome.state.answers["what"].value.count("\n") == 1
    asked = heard(outcome.state, "1")
    more = "Oh ya, mereka datang dengan mobil putih, dan sesudah itu pergi ke arah pasar bersama beberapa orang lain."
    added = heard(asked.state, more)
    assert more in added.state.answers["what"].value and added.state.current.id == "happened"
    assert "tambahkan" in added.lines[0].words


def test_cancel_and_restart_are_asked_about_first_and_anything_else_disarms_them():
    state = told(*COMPLETE[:3])
    first = heard(state, "BATAL")
    assert first.want is Want.NOTHING and first.state.answers == state.answers
    assert heard(first.state, "BATAL").want is Want.FORGET
    assert heard(first.state, "19.30", "BATAL").want is Want.NOTHING
    assert heard(state, "ULANG", "ULANG").want is Want.RESTART


def test_send_needs_a_second_word_while_something_is_open_and_none_at_the_end():
    assert heard(told(*COMPLETE), "KIRIM").want is Want.SEND
    early = heard(told(*COMPLETE[:3]), "KIRIM")
    assert early.want is Want.NOTHING and early.show_summary and early.state.at == SUMMARY
    assert heard(early.state, "kirim").want is Want.SEND
    nothing = heard(State(), "KIRIM")
    assert nothing.want is Want.NOTHING and nothing.state.current.id == "what"


def test_back_summary_and_a_number_to_mend_one_answer():
    state = told(*COMPLETE)
    assert heard(told(*COMPLETE[:3]), "KEMBALI").state.current.id == "happened"
    at_place = heard(state, "RINGKASAN", "6")
    assert at_place.state.current.id == "where"
    mended = heard(at_place.state, "Lapangan RW 04").state
    assert mended.answers["where"].value == "Lapangan RW 04" and mended.current is None
    assert heard(state, "terima kasih").state.answers == state.answers  # a few words are no addition
    longer = heard(state, "satu lagi: mereka kembali esok harinya")
    assert "esok harinya" in longer.state.answers["what"].value


def test_done_after_the_pictures_goes_on():
    state = told(*COMPLETE[:12])
    assert state.current.id == "evidence"
    assert heard(state, "sudah").state.current.id == "witnesses"


def test_the_language_can_be_changed():
    assert heard(State(), "English").state.language == "en"
    assert heard(State(language="en"), "bahasa indonesia").state.language == "id"


TEXTS = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "KIRIM",
                "BATAL",
                "KEMBALI",
                "RINGKASAN",
                "TIDAK TAHU",
                "ULANG",
                "KODE",
                "sudah",
                "1",
                "0",
                "ya",
                *COMPLETE,
                LONG_STORY,
            ]
        ),
        st.text(max_size=150),
    ),
    max_size=25,
)


@given(TEXTS)
def test_no_conversation_breaks_it_and_every_state_can_be_kept(texts):
    state = opened(texts[:1], world()).state
    for text in texts[1:]:
        state = hear(state, text, world()).state
        assert read(state.written()) == state


@given(TEXTS)
def test_no_word_of_command_is_ever_an_answer(texts):
    state = opened(texts[:1], world()).state
    for text in texts[1:]:
        before, outcome = state, hear(state, text, world())
        if command_in(text) in {Command.BACK, Command.SUMMARY, Command.HELP, Command.CODE, Command.SEND, Command.CANCEL}:
            assert outcome.state.answers == before.answers
        state = outcome.state
