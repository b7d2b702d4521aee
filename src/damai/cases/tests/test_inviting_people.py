"""Somebody is invited to be heard: by letter and calendar, moved, cancelled, absent; and the clock runs on."""

from datetime import timedelta

import pytest
import time_machine
from tests.cast import cast

from damai.cases import queries
from damai.cases.actions import inviting
from damai.cases.models import Clarification
from damai.cases.queries import hearings
from damai.cases.tests import people as folk
from damai.cases.tests import story
from damai.documents.models import Document
from damai.documents.queries import document, documents_for, replaced_by
from damai.identities.models import Reading
from damai.ledger.models import Entry
from damai.outbox.models import Letter
from damai.outbox.queries import content_of
from damai.outbox.tests.calendar_program import Program
from damai.statutes.actions import load_statutes
from damai.triage.actions import NotYours, Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock():
    with time_machine.travel(story.MOMENT, tick=False) as traveller:
        yield traveller


@pytest.fixture
def people(clock):
    found = cast()
    load_statutes()
    return found


@pytest.fixture
def case(people):
    return story.registered(people, classes=["pid"])


def invited(case, people, part="witness", **given) -> Clarification:
    return inviting.invite(case, person=folk.person(case, part), asked=folk.asked(**given), signer=folk.SIGNER, by=people.sari)


def files_of(letter: Letter) -> dict[str, bytes]:
    return {file.name: file.body for file in content_of(letter).files}


def test_a_witness_gets_a_letter_and_a_mail_with_a_calendar_entry(people, case):
    hearing = invited(case, people)
    assert (hearing.code, hearing.role, hearing.times, hearing.state) == (f"H-{hearing.pk:05d}", "witness", 1, "invited")
    paper = document(hearing.document)
    assert (paper.kind, paper.guarded) == ("undangan-klarifikasi", True)
    letter = Letter.objects.get(key=hearing.letter_key)
    assert letter.key == f"cases/{case.code}/hearing/{hearing.code}/0"
    program = Program()
    program.receive(files_of(letter)["pertemuan.ics"])
    (event,) = program.events.values()
    said = event.serialize()
    assert "Ruang Klarifikasi" in said
    assert case.code not in said and "saksi" not in said.casefold() and "balai warga" not in said
    assert Reading.objects.get().person.code == hearing.person  # the address was read to write the letter, and that is noted


def test_nobody_but_those_of_the_case_finds_the_letter_among_the_papers(people, case):
    invited(case, people)
    for member in (people.sari, people.tuti, people.budi, people.citra):
        assert not documents_for(member).exists()


def test_where_no_address_is_known_the_letter_is_handed_over(people, case, clock):
    code = folk.person(case, "witness", name="Slamet", address="Jalan Melati 3")
    hearing = inviting.invite(case, person=code, asked=folk.asked(), signer=folk.SIGNER, by=people.sari)
    assert hearing.letter_key == "" and not Letter.objects.exists()
    assert not hearings.properly_invited(hearing)
    clock.shift(timedelta(hours=2))
    hearing = inviting.note_handed(hearing, how="messenger", to="household", at=story.MOMENT + timedelta(hours=1), by=people.sari)
    assert hearings.properly_invited(hearing)
    entry = Entry.objects.get(name="InvitationHanded")
    assert entry.about == case.code


def test_a_moved_hearing_moves_in_the_calendar_and_a_cancelled_one_leaves_it(people, case):
    program, hearing = Program(), invited(case, people)
    program.receive(files_of(Letter.objects.get(key=hearing.letter_key))["pertemuan.ics"])
    first = document(hearing.document)
    later = story.MOMENT + timedelta(days=2)
    hearing = inviting.move_hearing(hearing, asked=folk.asked(at=later), signer=folk.SIGNER, by=people.sari)
    assert hearing.sequence == 1 and replaced_by(first).code == hearing.document
    program.receive(files_of(Letter.objects.get(key=hearing.letter_key))["pertemuan.ics"])
    (event,) = program.events.values()
    assert event.dtstart.value == later
    hearing = inviting.cancel_hearing(hearing, by=people.sari)
    program.receive(files_of(Letter.objects.get(key=hearing.letter_key))["pembatalan.ics"])
    assert program.events == {} and hearing.state == "cancelled"
    assert Letter.objects.filter(state="cancelled").count() == 2  # the first two had not left yet


def test_who_stays_away_is_invited_once_more_and_never_a_third_time_and_no_clock_stops(people, case, clock):
    track = story.track_of(case, "pid")
    before = story.clocks(case, track)
    hearing = invited(case, people)
    with pytest.raises(inviting.CannotInvite):  # not yet
        inviting.note_absent(hearing, by=people.sari)
    clock.shift(timedelta(days=1, hours=1))
    with pytest.raises(inviting.NotProperlyInvited):
        inviting.note_absent(hearing, by=people.sari)
    inviting.note_handed(hearing, how="post", to="person", at=story.MOMENT + timedelta(hours=1), by=people.sari)
    hearing = inviting.note_absent(Clarification.objects.get(), by=people.sari)
    again = inviting.invite_again(hearing, asked=folk.asked(), signer=folk.SIGNER, by=people.sari)
    assert (again.times, again.follows) == (2, hearing)
    assert story.clocks(case, track) == before
    with pytest.raises(inviting.CannotInvite):  # the first has its second already
        inviting.invite_again(hearing, asked=folk.asked(), signer=folk.SIGNER, by=people.sari)
    clock.shift(timedelta(days=1, hours=1))
    inviting.note_handed(again, how="post", to="refused", at=story.MOMENT + timedelta(days=1, hours=2), by=people.sari)
    again = inviting.note_absent(Clarification.objects.get(pk=again.pk), by=people.sari)
    with pytest.raises(inviting.CannotInvite):
        inviting.invite_again(again, asked=folk.asked(), signer=folk.SIGNER, by=people.sari)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"at": story.MOMENT}, "masa depan"),
        ({"place": " "}, "tempat"),
        ({"place": "x" * 301}, "300"),
        ({"matter": "x" * 301}, "300"),
    ],
)
def test_what_an_invitation_cannot_be(people, case, given, words):
    with pytest.raises(inviting.CannotInvite, match=words):
        invited(case, people, **given)
    assert not Clarification.objects.exists() and not Letter.objects.exists() and not Document.objects.exists()


def test_nobody_is_invited_twice_at_once_nor_before_registration_nor_into_another_case(people, case):
    hearing = invited(case, people)
    with pytest.raises(inviting.CannotInvite, match="sudah diundang"):
        inviting.invite(case, person=hearing.person, asked=folk.asked(), signer=folk.SIGNER, by=people.sari)
    early = story.complete(people, text="Laporan lain tentang spanduk")
    with pytest.raises(Refused, match="belum diregistrasi"):
        invited(early, people)
    with pytest.raises(NotYours):
        inviting.invite(case, person=folk.person(early), asked=folk.asked(), signer=folk.SIGNER, by=people.sari)


def test_an_invitation_of_a_reported_party_names_no_reporter_and_judges_nobody(people, case):
    folk.person(case, "reporter")
    for matter in ("laporan Ratna Wulandari", "keterangan 0812-3456-7001", "perbuatan curang"):
        with pytest.raises(inviting.CannotInvite):
            invited(case, people, "reported", matter=matter)
    assert invited(case, people, "reported", matter="dugaan pembagian uang").role == "reported"


def test_only_who_handles_the_case_or_leads_the_office_invites(people, case):
    folk.assigned(case, people.tuti)
    with pytest.raises(Refused, match="petugas lain"):
        invited(case, people)
    folk.assigned(case, people.sari)
    invited(case, people)
    folk.recused(case, people.sari)
    with pytest.raises(NotYours):
        inviting.cancel_hearing(Clarification.objects.get(), by=people.sari)
    for stranger in (people.budi, people.citra, people.polan, people.dewi, people.oki, people.komar):
        with pytest.raises(NotYours):
            inviting.note_absent(Clarification.objects.get(), by=stranger)
        assert not hearings.hearings_for(stranger).exists()
    assert queries.handles(people.tuti, case)


def test_place_and_matter_lie_sealed_and_the_ledger_holds_codes(people, case):
    hearing = invited(case, people)
    assert hearings.place_of(hearing) == "Ruang Klarifikasi, lantai 2"
    assert b"Klarifikasi" not in bytes(hearing.sealed_place)
    for entry in Entry.objects.all():
        for word in (b"Ruang", b"balai", b"Slamet", b"contoh.id"):
            assert word not in bytes(entry.opening)
