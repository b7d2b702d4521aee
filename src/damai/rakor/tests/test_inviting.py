"""Invitations go out once, updates replace the event in place, cancellations take it out, and a letter that came back is seen."""

from datetime import timedelta

import pytest
import time_machine
from tests.cast import cast, neighbours

from damai.ledger.models import Entry
from damai.outbox import queries as outbox
from damai.outbox.actions import deliver_due
from damai.outbox.models import Letter
from damai.outbox.models import State as LetterState
from damai.outbox.tests.calendar_program import Program
from damai.rakor import actions
from damai.rakor.actions import (
    Closed,
    ListRefused,
    NothingToSend,
    NotYours,
    TooLate,
    cancel_meeting,
    change_guest,
    change_meeting,
    invite,
    invite_list,
    send_again,
    send_invitations,
    take_off,
)
from damai.rakor.models import Invitation, Meeting
from damai.rakor.queries import answers_to, guests_of, link_of

from .table import BEFORE, NINE, agency, meeting

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(BEFORE, tick=False) as moved:
        yield moved


@pytest.fixture
def kasman():
    cast()
    return neighbours().kasman


def calendar_of(key: str) -> bytes:
    """The calendar file that lies in a letter."""
    (file,) = outbox.content_of(Letter.objects.get(key=key)).files
    return file.body


def letters_to(invitation: Invitation) -> list[str]:
    """The keys of a guest's letters, oldest first."""
    prefix = f"rakor/{invitation.meeting.code}/{invitation.number}/"
    return [letter.key for letter in Letter.objects.filter(key__startswith=prefix).order_by("id")]


def guest(found: Meeting, email: str = "sari@contoh.id", **more) -> Invitation:
    given = {"name": "Sari", "agency": agency("bawaslu-jakpus"), "email": email, **more}
    return invite(found, by=neighbours().kasman, **given)


def token_of(invitation: Invitation) -> str:
    return link_of(invitation).rstrip("/").rpartition("/")[2]


# --- Sending --------------------------------------------------------------------------------------------------------


def test_everyone_is_written_to_once_with_their_own_link_and_nobody_elses_name(kasman):
    found = meeting()
    sari = guest(found, required=True)
    guest(found, "citra@contoh.id", name="Citra Lestari", agency=agency("kpu-jakpus"))
    invite(found, agency=agency("pemerintahan-jakpus"), by=kasman)  # without an address
    sent = send_invitations(found, by=kasman)
    assert (sent.letters, sent.without_address) == (2, 1)
    found.refresh_from_db()
    assert found.state == Meeting.State.INVITED
    with pytest.raises(NothingToSend):
        send_invitations(found, by=kasman)
    assert Letter.objects.count() == 2
    letter = outbox.content_of(Letter.objects.get(key=letters_to(sari)[0]))
    assert link_of(sari) in letter.text
    assert "Rabu, 11 Oktober 2023, pukul 09.00–11.30 WIB" in letter.text
    assert "diharapkan hadir" in letter.text
    assert letter.files[0].media_type.startswith("text/calendar; method=REQUEST")
    assert token_of(sari).encode() not in letter.files[0].body.replace(b"\r\n ", b"")  # calendars are shared
    everything = letter.text + letter.files[0].body.decode()
    assert "Citra" not in everything
    assert "citra" not in everything


def test_an_update_replaces_the_event_and_a_cancellation_takes_it_out(kasman, clock):
    found = meeting()
    sari = guest(found)
    send_invitations(found, by=kasman)
    program = Program()
    program.receive(calendar_of(letters_to(sari)[-1]))
    clock.shift(timedelta(hours=1))
    change_meeting(found, by=kasman, starts_at=NINE + timedelta(hours=4), ends_at=NINE + timedelta(hours=6))
    assert send_invitations(found, by=kasman).letters == 1
    program.receive(calendar_of(letters_to(sari)[-1]))
    (event,) = program.events.values()
    assert (event.sequence.value, event.dtstart.value) == ("1", NINE + timedelta(hours=4))
    program.receive(calendar_of(letters_to(sari)[0]))  # the first letter, delayed by a mail server: ignored
    assert program.events[event.uid.value].sequence.value == "1"
    clock.shift(timedelta(hours=1))
    found.refresh_from_db()
    cancel_meeting(found, by=kasman)
    program.receive(calendar_of(letters_to(sari)[-1]))
    assert program.events == {}
    program.receive(calendar_of(letters_to(sari)[1]))  # an older one that comes late does not bring it back
    assert program.events == {}
    with pytest.raises(Closed):
        send_invitations(found, by=kasman)


def test_who_is_taken_off_gets_a_cancellation_and_nobody_else_a_letter(kasman, clock):
    found = meeting()
    sari, citra = guest(found), guest(found, "citra@contoh.id")
    send_invitations(found, by=kasman)
    program = Program()
    program.receive(calendar_of(letters_to(sari)[-1]))
    clock.shift(timedelta(minutes=5))
    take_off(sari, by=kasman)
    take_off(sari, by=kasman)  # twice is once
    assert (len(letters_to(sari)), len(letters_to(citra))) == (2, 1)
    program.receive(calendar_of(letters_to(sari)[-1]))
    assert program.events == {}
    with pytest.raises(NothingToSend):
        send_invitations(found, by=kasman)
    clock.shift(timedelta(minutes=5))
    again = guest(found)  # the same address: the same person is asked again
    assert again.pk == sari.pk
    send_invitations(found, by=kasman)
    assert (len(letters_to(sari)), len(letters_to(citra))) == (3, 1)
    program.receive(calendar_of(letters_to(sari)[-1]))
    assert len(program.events) == 1


def test_everyone_is_told_once_more_when_the_agenda_changed_on_purpose(kasman):
    found = meeting()
    sari = guest(found)
    send_invitations(found, by=kasman)
    actions.add_item(found, title="Pembukaan", by=kasman)
    assert send_invitations(found, by=kasman, to_everyone=True).letters == 1
    letter = outbox.content_of(Letter.objects.get(key=letters_to(sari)[-1]))
    assert "1. Pembukaan" in letter.text
    assert letter.subject.startswith("Perubahan undangan")
    assert b"SEQUENCE:1" in letter.files[0].body


def test_an_older_letter_that_has_not_left_is_taken_back(kasman):
    found = meeting()
    sari = guest(found)
    send_invitations(found, by=kasman)
    change_meeting(found, by=kasman, venue="Aula")
    send_invitations(found, by=kasman)
    states = [Letter.objects.get(key=key).state for key in letters_to(sari)]
    assert states == [LetterState.CANCELLED, LetterState.WAITING]


# --- What goes wrong ------------------------------------------------------------------------------------------------


def test_a_letter_that_came_back_is_seen_and_the_corrected_address_gets_its_own_link(kasman):
    found = meeting()
    sari = guest(found)
    send_invitations(found, by=kasman)
    Letter.objects.update(state=LetterState.BOUNCED, trouble="5.1.1")
    (seen,) = guests_of(found)
    assert (seen.is_troubled, seen.letter) == (True, "bounced")
    before = token_of(sari)
    change_guest(sari, by=kasman, name="Sari", office="", agency=sari.agency, organisation="", email="sari.d@contoh.id",
                 required=False)  # fmt: skip
    (seen,) = guests_of(found)
    assert (seen.is_troubled, seen.is_due, seen.email) == (False, True, "sari.d@contoh.id")
    assert send_invitations(found, by=kasman).letters == 1
    sari.refresh_from_db()
    assert token_of(sari) != before
    with pytest.raises(NotYours):
        actions.answer(before, said="yes")  # whoever got the first letter by mistake holds nothing
    last = outbox.content_of(Letter.objects.get(key=letters_to(sari)[-1]))
    assert last.to == "sari.d@contoh.id"
    assert last.subject.startswith("Undangan:")


def test_a_good_address_is_written_to_again_under_the_same_sequence(kasman):
    found = meeting()
    sari = guest(found)
    with pytest.raises(NothingToSend):
        send_again(sari, by=kasman)  # nothing was sent yet
    send_invitations(found, by=kasman)
    send_again(sari, by=kasman)
    first, second = (calendar_of(key) for key in letters_to(sari))
    assert first == second


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": "", "agency": None}, "Isi nama"),
        ({"email": "bukan surel"}, "tidak dapat dipakai"),
        ({"email": "a@contoh.id\r\nBcc: x@y.id"}, "tidak dapat dipakai"),
    ],
)
def test_a_guest_who_cannot_be_written_to_is_refused(kasman, wrong, said):
    with pytest.raises(ListRefused, match=said):
        guest(meeting(), **{"email": "sari@contoh.id", **wrong})


def test_nobody_is_listed_twice_and_other_agencies_list_nobody(kasman):
    people, found = cast(), meeting()
    guest(found)
    with pytest.raises(ListRefused, match="sudah ada"):
        guest(found, "SARI@contoh.id")
    for other in (people.sari, people.tuti, people.budi, people.polan, neighbours().rina):
        for act in (
            lambda who: invite(found, by=who, name="X", organisation="Y"),
            lambda who: invite_list(found, by=who, text="X; ; Y"),
            lambda who: send_invitations(found, by=who),
            lambda who: take_off(found.invitations.get(), by=who),
            lambda who: send_again(found.invitations.get(), by=who),
        ):
            with pytest.raises(NotYours):
                act(other)
    assert found.invitations.count() == 1
    assert not Letter.objects.exists()


def test_nobody_is_invited_to_what_has_begun(kasman, clock):
    found = meeting()
    guest(found)
    clock.move_to(NINE)
    with pytest.raises(TooLate):
        send_invitations(found, by=kasman)
    guest(found, "citra@contoh.id")  # the list may still be completed: it says who had to be there
    assert not Letter.objects.exists()
    held = meeting(found.series, starts_at=BEFORE, ends_at=BEFORE + timedelta(hours=1), afterwards=True)
    guest(held)
    with pytest.raises(TooLate):
        send_invitations(held, by=kasman)


def test_an_empty_list_is_not_sent(kasman):
    found = meeting()
    with pytest.raises(ListRefused, match="kosong"):
        send_invitations(found, by=kasman)
    found.refresh_from_db()
    assert found.state == Meeting.State.DRAFT


def test_a_pasted_list_adds_what_can_be_read_and_knows_the_agencies_of_the_city(kasman):
    found = meeting()
    guest(found)
    pasted = invite_list(
        found,
        by=kasman,
        text="Citra; Kasubbag; kpu jakarta pusat; citra@contoh.id; wajib\nX; ; Y; sari@contoh.id\nHasan; ; FKDM\nsalah",
    )
    assert pasted.added == 2
    assert [(line.number, line.problem) for line in pasted.problems] == [(2, "listed"), (4, "few")]
    citra, hasan = found.invitations.order_by("number")[1:]
    assert (citra.agency_id, citra.required, hasan.agency_id, hasan.organisation) == ("kpu-jakpus", True, None, "FKDM")


def test_no_words_of_a_meeting_become_a_header_of_a_mail(kasman, mailoutbox):
    found = meeting(title="Rakor\r\nBcc: orang@lain.id\u2028X: y")
    guest(found, name="Sari\r\nBcc: orang@lain.id")
    send_invitations(found, by=kasman)
    letter = outbox.content_of(Letter.objects.get())
    assert "\n" not in letter.subject
    deliver_due()
    (mail,) = mailoutbox
    assert mail.recipients() == ["sari@contoh.id"]
    assert b"\nBcc:" not in mail.message().as_bytes().partition(b"\n\n")[0]


# --- Answers --------------------------------------------------------------------------------------------------------


def test_an_answer_changes_until_the_meeting_and_the_last_one_counts(kasman, clock):
    found = meeting()
    sari = guest(found)
    with pytest.raises(NotYours):
        actions.answer(token_of(sari), said="yes")  # a draft is not there for anyone
    send_invitations(found, by=kasman)
    actions.answer(token_of(sari), said="delegated", delegate="Tuti\r\nX")
    assert guests_of(found)[0].delegate == "Tuti X"
    with pytest.raises(ListRefused):
        actions.answer(token_of(sari), said="delegated", delegate="  ")
    actions.answer(token_of(sari), said="yes")
    actions.answer(token_of(sari), said="yes")
    assert (answers_to(found).yes, answers_to(found).asked, guests_of(found)[0].delegate) == (1, 1, "")
    assert Entry.objects.filter(name="InvitationAnswered").count() == 2  # the same answer twice is one fact
    clock.move_to(NINE)
    with pytest.raises(TooLate):
        actions.answer(token_of(sari), said="no")
    assert answers_to(found).yes == 1


def test_after_a_cancellation_nothing_is_answered(kasman):
    found = meeting()
    sari, citra = guest(found), guest(found, "citra@contoh.id")
    send_invitations(found, by=kasman)
    take_off(citra, by=kasman)
    with pytest.raises(TooLate, match="tidak berlaku"):
        actions.answer(token_of(citra), said="yes")
    cancel_meeting(found, by=kasman)
    with pytest.raises(TooLate, match="dibatalkan"):
        actions.answer(token_of(sari), said="yes")


def test_the_secretary_notes_what_was_said_by_telephone(kasman):
    found = meeting()
    sari = guest(found)
    send_invitations(found, by=kasman)
    actions.note_answer(sari, said="no", by=kasman)
    assert answers_to(found).no == 1
    with pytest.raises(NotYours):
        actions.note_answer(sari, said="yes", by=cast().sari)


def test_the_ledger_holds_numbers_and_no_names(kasman):
    found = meeting()
    sari = guest(found, name="Sari Dewanti")
    send_invitations(found, by=kasman)
    actions.answer(token_of(sari), said="delegated", delegate="Rahasia Wakil")
    written = b"".join(bytes(entry.opening) for entry in Entry.objects.all())
    for secret in (b"Dewanti", b"contoh.id", b"Rahasia", token_of(sari).encode()):
        assert secret not in written
    row = Invitation.objects.get()
    for column in (row.sealed_name, row.sealed_email, row.sealed_delegate, row.sealed_token):
        assert b"Sari" not in bytes(column)
        assert b"contoh" not in bytes(column)
