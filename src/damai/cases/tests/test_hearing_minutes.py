"""What somebody says is written down by two officers on one page; no word is lost, and what is closed stays closed."""

import threading
from datetime import timedelta

import pytest
import time_machine
from django.db import connection, connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.cast import cast

from damai.cases.actions import hearing as minutes
from damai.cases.actions import inviting
from damai.cases.models import Clarification, HearingPart, HearingVersion
from damai.cases.queries import hearings
from damai.cases.rules.hearings import Lack, canonical, read
from damai.cases.tests import people as folk
from damai.cases.tests import story
from damai.documents.queries import document, pdf_of, replaced_by
from damai.documents.rules.merging import words_of
from damai.documents.tests.reading import words_of as printed_words
from damai.ledger.models import Entry
from damai.seals.actions import sealed
from damai.statutes.actions import load_statutes
from damai.triage.actions import NotYours, Refused


@pytest.fixture
def clock():
    with time_machine.travel(story.MOMENT, tick=False) as traveller:
        yield traveller


def begun(people, clock, part="witness") -> Clarification:
    """A hearing that has begun, an hour after it was called."""
    case = story.registered(people, classes=["pid"])
    at = story.MOMENT + timedelta(hours=1)
    hearing = inviting.invite(case, person=folk.person(case, part), asked=folk.asked(at=at), signer=folk.SIGNER, by=people.sari)
    clock.move_to(at)
    return minutes.open_hearing(hearing, by=people.sari)


@pytest.fixture
def people(db, clock):
    found = cast()
    load_statutes()
    return found


@pytest.fixture
def hearing(people, clock):
    return begun(people, clock)


def say(hearing, people, key, words, base=0, by=None, client=""):
    return minutes.save_part(hearing, key=key, base_version=base, words=words, by=by or people.sari, client=client)


def whole(hearing, people) -> Clarification:
    """Minutes that lack nothing."""
    say(hearing, people, "0o", "Yang didengar sehat dan bersedia.")
    say(hearing, people, "1q", "Apa yang Saudara lihat?")
    say(hearing, people, "1a", "Saya melihat amplop dibagikan di depan balai warga.")
    say(hearing, people, "2q", "Siapa lagi yang ada di sana?", by=people.tuti)
    say(hearing, people, "2a", "Beberapa tetangga.", by=people.tuti)
    minutes.set_oath(hearing, oath="sworn", by=people.sari)
    return Clarification.objects.get(pk=hearing.pk)


def test_two_officers_write_one_answer_and_no_word_is_lost(people, hearing):
    say(hearing, people, "1a", "Saya datang pukul tujuh.", client="a")
    first = say(hearing, people, "1a", "Saya datang pukul tujuh pagi.", base=1, client="a")
    second = say(hearing, people, "1a", "Saya datang pukul tujuh.\nSaya melihat amplop.", base=1, by=people.tuti, client="b")
    assert (first.version, second.version, second.merged) == (2, 3, True)
    assert second.words == "Saya datang pukul tujuh pagi.\nSaya melihat amplop."
    assert hearings.page_of(hearing).pairs[0].answer.words == second.words


def test_the_same_saving_again_changes_nothing_and_a_page_goes_on_from_what_it_sent(people, hearing):
    say(hearing, people, "1q", "Kapan?", client="a")
    say(hearing, people, "1q", "Kapan?", client="a")  # the answer was lost on the way
    assert HearingVersion.objects.count() == 1
    again = say(hearing, people, "1q", "Kapan itu?", client="a")  # still on version 0, as far as the page knows
    assert (again.words, again.clashes) == ("Kapan itu?", ())


def test_there_is_always_a_question_to_go_on_in_and_never_one_far_away(people, hearing):
    assert [pair.number for pair in hearings.page_of(hearing).pairs] == [1, 2, 3]
    say(hearing, people, "3q", "Yang ketiga?")
    assert [pair.number for pair in hearings.page_of(hearing).pairs] == [1, 2, 3, 4, 5, 6]
    for key in ("7q", "0q", "1o", "x", "", "9999a"):
        with pytest.raises(NotYours):
            say(hearing, people, key, "kata")


@pytest.mark.parametrize(
    ("base", "words", "refusal"),
    [(9, "kata", minutes.NoSuchVersion), (0, "x" * 20_001, minutes.TooLong)],
)
def test_what_cannot_be_kept_is_refused_and_nothing_changes(people, hearing, base, words, refusal):
    with pytest.raises(refusal):
        say(hearing, people, "1q", words, base=base)
    assert not HearingPart.objects.exists()


def test_minutes_are_closed_only_whole_and_say_what_is_missing(people, hearing):
    with pytest.raises(minutes.NotWholeYet) as refusal:
        minutes.close_hearing(hearing, by=people.sari)
    assert refusal.value.lacks == [(Lack.NOTHING_SAID, 0), (Lack.OATH, 0)]
    say(hearing, people, "1q", "Apa?")
    say(hearing, people, "2a", "Ya.")
    with pytest.raises(minutes.NotWholeYet) as refusal:
        minutes.close_hearing(hearing, by=people.sari)
    assert refusal.value.lacks == [(Lack.QUESTION_WITHOUT_ANSWER, 1), (Lack.ANSWER_WITHOUT_QUESTION, 2), (Lack.OATH, 0)]


def test_closed_minutes_do_not_change_are_in_the_ledger_and_are_found_out_if_they_do(people, hearing):
    closed = minutes.close_hearing(whole(hearing, people), by=people.sari)
    assert (closed.state, len(closed.minutes_sha256)) == ("heard", 64)
    said = hearings.sealed_minutes(closed)
    assert [line.answer for line in said.said] == ["Saya melihat amplop dibagikan di depan balai warga.", "Beberapa tetangga."]
    assert said.officers == (people.sari.code, people.tuti.code)
    assert canonical(read(canonical(said))) == canonical(said)
    assert hearings.verified(closed).matches
    for change in (lambda: say(closed, people, "1a", "lain", base=1), lambda: minutes.set_oath(closed, oath="", by=people.sari)):
        with pytest.raises(minutes.NotOpen):
            change()
    entry = Entry.objects.get(name="HearingClosed")
    assert b"amplop" not in bytes(entry.opening) and b"Slamet" not in bytes(entry.opening)
    other = canonical(said).replace(b"Beberapa", b"Ratusan")
    closed.sealed_minutes = sealed(other, about=hearings.about(closed, "minutes"))
    assert not hearings.verified(closed).matches


def test_a_slip_is_mended_by_an_addendum_and_the_paper_carries_it(people, hearing):
    with pytest.raises(minutes.NotOpen):
        minutes.add_addendum(hearing, words="Ralat", by=people.sari)
    closed = minutes.close_hearing(whole(hearing, people), by=people.sari)
    first = minutes.issue_minutes(closed, by=people.sari)
    minutes.add_addendum(closed, words="Yang dimaksud tetangga adalah dua orang.", by=people.sari)
    ((row, words, checked),) = hearings.addenda_of(closed)
    assert (row.number, words, checked.matches) == (1, "Yang dimaksud tetangga adalah dua orang.", True)
    second = minutes.issue_minutes(closed, by=people.sari)
    assert replaced_by(document(first.code)) == second
    printed = " ".join(printed_words(pdf_of(second)).split())
    assert "Yang dimaksud tetangga adalah dua orang." in printed and "Slamet Riyadi" in printed and "di bawah sumpah" in printed
    with pytest.raises(Refused):
        minutes.add_addendum(closed, words="  ", by=people.sari)


def test_who_does_not_handle_the_case_neither_writes_nor_reads(people, hearing):
    for stranger in (people.budi, people.citra, people.polan, people.dewi, people.oki):
        with pytest.raises(NotYours):
            say(hearing, people, "1q", "kata", by=stranger)
        with pytest.raises(Clarification.DoesNotExist):
            hearings.hearing_for(stranger, hearing.code)
    folk.recused(hearing.case, people.sari)
    with pytest.raises(NotYours):
        say(hearing, people, "1q", "kata")


def test_a_colleague_writes_along_but_only_the_handler_closes(people, hearing):
    folk.assigned(hearing.case, people.tuti)
    whole(hearing, people)
    with pytest.raises(Refused, match="petugas lain"):
        minutes.close_hearing(hearing, by=people.sari)
    assert minutes.close_hearing(hearing, by=people.tuti).state == "heard"


def test_a_hearing_does_not_begin_the_day_before_nor_after_it_was_cancelled(people, clock):
    case = story.registered(people, classes=["pid"])
    hearing = inviting.invite(case, person=folk.person(case), asked=folk.asked(), signer=folk.SIGNER, by=people.sari)
    with pytest.raises(minutes.NotOpen, match="Harinya"):
        minutes.open_hearing(hearing, by=people.sari)
    inviting.cancel_hearing(hearing, by=people.sari)
    with pytest.raises(minutes.NotOpen):
        minutes.open_hearing(hearing, by=people.sari)


LETTERS = st.sampled_from("abcdefghij")
LINES = st.lists(st.lists(LETTERS, min_size=1, max_size=4).map(" ".join), max_size=4).map("\n".join)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(savings=st.lists(st.tuples(st.integers(0, 1), LINES), min_size=1, max_size=5))
def test_whatever_two_officers_add_at_the_same_time_stands_in_the_answer(people, hearing, savings):
    """Each adds lines to the version the page was opened with; every word of either is there at the end."""
    HearingVersion.objects.all().delete()
    HearingPart.objects.all().delete()
    opened = ["", ""]
    for place, (who, lines) in enumerate(savings):
        marked = "\n".join(f"{line} z{place}" for line in lines.split("\n")) if lines else ""
        opened[who] = "\n".join(filter(None, [opened[who], marked]))
        by = (people.sari, people.tuti)[who]
        say(hearing, people, "1a", opened[who], base=0, by=by, client=f"layar-{who}")
    stored = words_of(hearings.page_of(hearing).pairs[0].answer.words)
    for text in opened:
        for word in words_of(text):
            assert word in stored


@pytest.mark.django_db(transaction=True)
def test_four_who_save_at_the_same_moment_lose_nothing(clock):
    people = cast()
    load_statutes()
    hearing = begun(people, clock)
    start = threading.Barrier(4)
    failures: list[BaseException] = []

    def write(number: int) -> None:
        try:
            start.wait()
            by = (people.sari, people.tuti)[number % 2]
            say(hearing, people, "1a", f"kata{number} dari petugas", by=by, client=f"layar-{number}")
        except BaseException as error:
            failures.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == [] and connection.vendor in {"sqlite", "postgresql"}
    stored = words_of(hearings.page_of(hearing).pairs[0].answer.words)
    assert {f"kata{number}" for number in range(4)} <= set(stored)
