"""Every answer is kept at once, sealed; an interview goes on by its code, is sent once, and is forgotten when unfinished."""

import contextlib
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from tests.cast import cast, places

from damai.intake.actions import forget as forget_message
from damai.intake.actions import sweep_orphans
from damai.intake.models import Attachment, Basis, Message, StoredFile
from damai.intake.queries import path_of, words_of
from damai.intake.rules.receipts import ReceiptTypo
from damai.interviews import actions, queries, rules
from damai.interviews.models import Interview, InterviewFile
from damai.ledger.models import Entry
from damai.ledger.queries import now

from .stories import ANONYMOUS, COMPLETE, STORY, TUESDAY, begun, picture, say, sent

pytestmark = pytest.mark.django_db(transaction=True)
FAR = 10**9  # seconds: files lie on the disk with the real time, and these tests are in another year


@pytest.fixture(autouse=True)
def the_city_in_february():
    """The places, on a Tuesday in February 2024."""
    with time_machine.travel(TUESDAY, tick=False):
        places()
        yield


def everything_stored() -> bytes:
    """All rows of this room and of the inbox, as bytes."""
    found = []
    with connection.cursor() as cursor:
        for model in (Interview, InterviewFile, Message, Attachment, StoredFile, Entry):
            cursor.execute(f"SELECT * FROM {model._meta.db_table}")
            found += [
                repr(tuple(bytes(each) if isinstance(each, memoryview) else each for each in row)) for row in cursor.fetchall()
            ]
    return "\n".join(found).encode()


def test_an_interview_goes_on_by_its_code_on_another_phone_with_everything_said_so_far():
    found = begun(*COMPLETE[:5])
    again = queries.by_code(found.code.lower().replace("-", " "))
    assert again == found.interview
    assert queries.state_of(again).answers["what"].value == STORY
    assert queries.state_of(again).current.id == "where"
    assert queries.code_of(again) == found.code


@pytest.mark.parametrize("wrong", ["", "K7QM", "K7QM-2X9D-4F3N-8WZPC", "💥💥💥💥", "\x00" * 13, "K7QM2X9D4F3NU"])
def test_what_cannot_be_a_code_is_not_looked_up(wrong):
    with pytest.raises(ReceiptTypo):
        queries.by_code(wrong)


def test_a_typo_is_noticed_and_o_and_zero_are_one():
    code = begun().code.replace("-", "")
    for at in range(len(code)):
        changed = code[:at] + ("A" if code[at] != "A" else "B") + code[at + 1 :]
        with contextlib.suppress(ReceiptTypo):
            assert queries.by_code(changed) is None
    assert queries.by_code(code.replace("0", "O").replace("1", "l")) is not None


def test_neither_words_nor_names_nor_codes_are_in_the_database():
    found = begun(*COMPLETE)
    actions.add_file(found.interview, picture("Andi Pelapor.jpg"))
    kept = everything_stored()
    for secret in (STORY, "Andi", "Siti", "0812", "contoh.id", found.code, found.code.replace("-", ""), "Ketua RT"):
        assert secret.encode() not in kept
    actions.send(found.interview)
    kept = everything_stored()
    for secret in (STORY, "Andi", "Siti", "0812", "contoh.id", found.code):
        assert secret.encode() not in kept


def test_a_row_that_was_moved_does_not_open():
    from damai.seals.rules import CannotUnseal

    first, second = begun("1", STORY).interview, begun("1").interview
    first.refresh_from_db()
    Interview.objects.filter(pk=second.pk).update(sealed=first.sealed)
    second.refresh_from_db()
    with pytest.raises(CannotUnseal):
        queries.state_of(second)


def test_what_is_sent_is_one_message_that_triage_reads_well():
    found = begun(*COMPLETE)
    actions.add_file(found.interview, picture())
    first, second = actions.send(found.interview), actions.send(found.interview)
    assert (first.is_new, second.is_new) == (True, False)
    assert first.message == second.message and first.receipt == second.receipt
    assert Message.objects.count() == 1
    words = words_of(first.message)
    assert STORY in words.text and "Ketua RT 05" in words.text and "Siti" not in words.text
    assert (words.kind, words.area_code, words.place) == ("violation", "31.71.01.1002", "Lapangan RW 03")
    assert (words.happened_on.isoformat(), words.known_on.isoformat()) == ("2024-02-11", "2024-02-12")
    assert (words.contact.name, words.contact.phone) == ("Andi Pelapor", "0812 3456 7890")
    assert Attachment.objects.filter(message=first.message).count() == 1
    found.interview.refresh_from_db()
    assert bytes(found.interview.sealed) == b"" and bytes(found.interview.sealed_raw) == b""


def test_after_sending_nothing_is_written_any_more_and_the_code_gives_the_receipt_again():
    found = begun(*COMPLETE)
    receipt = actions.send(found.interview).receipt
    with pytest.raises(actions.AlreadySent):
        say(found.interview, "lain")
    with pytest.raises(actions.AlreadySent):
        actions.add_file(found.interview, picture())
    again = queries.by_code(found.code)
    assert actions.send(again).receipt == receipt


def test_a_crash_after_the_inbox_kept_it_is_mended_by_pressing_again(monkeypatch):
    from damai.interviews.actions import sending

    found = begun(*COMPLETE)
    monkeypatch.setattr(sending, "_let_go", lambda interview, message: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        actions.send(found.interview)
    monkeypatch.undo()
    assert Message.objects.count() == 1
    with pytest.raises(actions.AlreadySent):  # what is on its way is not changed any more
        say(found.interview, "lain", question="what")
    with time_machine.travel(TUESDAY + timedelta(hours=1), tick=False):
        assert actions.send(found.interview).message == Message.objects.get()


def test_the_anonymous_are_nobody_in_what_was_sent():
    said = queries.told(sent(*ANONYMOUS).message)
    assert said.anonymous and not said.reporter.is_identified
    named_first = begun(*COMPLETE).interview
    say(named_first, "tidak", question="who")
    message = actions.send(named_first).message
    assert words_of(message).contact is None
    from damai.intake.queries import raw_of

    assert b"Andi" not in raw_of(message)


def test_nothing_is_sent_of_nothing():
    with pytest.raises(actions.NothingToSend):
        actions.send(begun("tidak tahu", "tidak tahu").interview)
    only_a_picture = begun()
    actions.add_file(only_a_picture.interview, picture())
    assert actions.send(only_a_picture.interview).is_new


def test_what_nobody_finishes_is_forgotten_after_fourteen_days_with_its_files():
    found, finished = begun(*COMPLETE[:3]), begun(*COMPLETE)
    part = picture()
    actions.add_file(found.interview, part)
    message = actions.send(finished.interview).message
    with time_machine.travel(TUESDAY + timedelta(days=actions.KEPT_DAYS, minutes=-1), tick=False):
        assert actions.forget_unfinished() == 0
        sweep_orphans(older_than=-FAR)
        assert path_of(part).exists()  # held, although no message mentions it
    with time_machine.travel(TUESDAY + timedelta(days=actions.KEPT_DAYS, minutes=1), tick=False):
        assert actions.forget_unfinished() == 1
    assert queries.by_code(found.code) is None and queries.by_code(finished.code) is None
    sweep_orphans(older_than=-FAR)
    assert not path_of(part).exists()
    assert queries.told(message).reporter.name == "Andi Pelapor"  # the message is the inbox's
    assert Entry.objects.filter(name="InterviewsForgotten").count() == 1


def test_an_answer_keeps_an_interview_for_another_fourteen_days():
    found = begun(*COMPLETE[:3])
    with time_machine.travel(TUESDAY + timedelta(days=10), tick=False):
        say(found.interview, "19.30")
    with time_machine.travel(TUESDAY + timedelta(days=20), tick=False):
        assert actions.forget_unfinished() == 0


def test_files_join_once_and_not_without_end():
    found = begun("1")
    part = picture()
    assert actions.add_file(found.interview, part) and not actions.add_file(found.interview, part)
    for size in range(70, 70 + actions.MOST_FILES - 1):
        actions.add_file(found.interview, picture(size=size))
    with pytest.raises(actions.TooMuch):
        actions.add_file(found.interview, picture(size=200))
    assert actions.drop_file(found.interview, part.sha256) and queries.count_files(found.interview) == actions.MOST_FILES - 1


def test_a_file_that_another_report_holds_survives_the_first_that_lets_go():
    one, two = begun("1"), begun("1")
    part = picture()
    actions.add_file(one.interview, part)
    actions.add_file(two.interview, part)
    actions.forget(one.interview)
    sweep_orphans(older_than=-FAR)
    assert StoredFile.objects.filter(pk=part.sha256).exists() and path_of(part).exists()


def test_who_asks_to_be_forgotten_after_sending_is_told_to_nobody():
    from damai.intake.queries import Forgotten

    message = sent().message
    forget_message(message, by="M-0001", basis=Basis.REQUEST)
    message.refresh_from_db()
    with pytest.raises(Forgotten):
        queries.told(message)


def test_a_report_taken_down_says_by_whom_and_notes_that_they_saw_it():
    from damai.agencies.models import PersonalDataAccess
    from damai.interviews.models import Way

    sari = cast().sari
    message = sent(way=Way.COUNTER, taken_by=sari.code).message
    assert (queries.told(message).taken_by, message.sender) == (sari.code, "")
    entry = Entry.objects.get(name="ReportTakenDown")
    assert (entry.by, entry.about) == (sari.code, message.code)
    assert PersonalDataAccess.objects.get().subject == message.code


def test_the_world_counts_the_term_by_the_law_s_tables():
    from damai.statutes.actions import load_statutes

    assert queries.due(TUESDAY.date()) is None  # no tables, no guess
    load_statutes()
    found = queries.due(TUESDAY.date().replace(day=8))  # law.md A.7, vector 1
    assert (found.on.isoformat(), found.late) == ("2024-02-21", False)
    with time_machine.travel(TUESDAY.replace(day=21, hour=17), tick=False):  # midnight in Jakarta
        assert queries.due(TUESDAY.date().replace(day=8)).late


def test_places_are_those_of_the_city_and_only_a_code_is_sure():
    assert queries.places("31.71.01.1002")[0].sure
    assert [place.code for place in queries.places("kebon kelapa")] == ["31.71.01.1002"]
    assert {place.code for place in queries.places("Gambir")} == {"31.71.01", "31.71.01.1001"}
    assert not queries.places("Kedaung Kali Angke")  # of another city
    assert rules.answer(rules.State(), "\x00", queries.world()).understood is False
    assert now() is not None
