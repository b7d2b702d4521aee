"""Joint discussions: three institutions, in their order, each meeting its clock; and what the police read of a case."""

from datetime import timedelta

import pytest
import time_machine
from tests.cast import cast

from damai.agencies.models import Agency
from damai.cases import actions
from damai.cases.actions import discussing, inviting
from damai.cases.actions import hearing as minutes
from damai.cases.models import Discussion, Study, Track
from damai.cases.queries import case_for, discussions, events_of
from damai.cases.queries import full_studies as studies
from damai.cases.queries.discussions import Attendee, Institution
from damai.cases.tests import people as folk
from damai.cases.tests import story
from damai.documents.queries import document, documents_for, pdf_of
from damai.documents.tests.reading import words_of
from damai.ledger.models import Entry
from damai.ledger.queries import now
from damai.statutes.actions import load_statutes
from damai.triage.actions import NotYours, Refused

TABLE = (
    Attendee(institution=Institution.SUPERVISORS, name="Tuti", office="Ketua"),
    Attendee(institution=Institution.POLICE, name="Ajun Komisaris Bambang", office="Penyidik"),
    Attendee(institution=Institution.PROSECUTORS, name="Dian", office="Jaksa"),
)


@pytest.fixture
def clock():
    with time_machine.travel(story.MOMENT, tick=False) as traveller:
        yield traveller


@pytest.fixture
def people(db, clock):
    found = cast()
    load_statutes()
    return found


@pytest.fixture
def track(people):
    return story.in_handling(people, klass="pid")


def polres() -> Agency:
    return Agency.objects.get(code="polres-jakpus")


def held(track, people, ordinal=1, by=None, **given) -> Discussion:
    told = {
        "number": f"0{ordinal}/GKMD/II/2024", "held_at": now(), "attending": TABLE, "matter": "Pemenuhan unsur pembagian uang.",
        "conclusion": "go_on", "concluded": "Klarifikasi dilengkapi.", "police": polres(), **given,
    }  # fmt: skip
    return discussing.note_discussion(track, discussing.Held(ordinal=ordinal, **told), by=by or people.sari)


def test_the_first_discussion_meets_its_clock_and_stands_on_paper(people, track):
    assert "G1" in story.clocks(track.case, track)
    row = held(track, people)
    assert (row.code, row.complete, row.conclusion) == (f"G-{row.pk:05d}", True, "go_on")
    assert "G1" not in story.clocks(track.case, track) and "discussed_first" in events_of(track)
    printed = " ".join(words_of(pdf_of(document(row.document))).split())
    assert "PEMBAHASAN I" in printed and "Ajun Komisaris Bambang" in printed and "01/GKMD/II/2024" in printed
    entry = Entry.objects.get(name="GakkumduDiscussed")
    assert entry.about == track.case.code and b"Bambang" not in bytes(entry.opening)
    assert b"Bambang" not in bytes(row.sealed_words)


def test_a_table_at_which_somebody_is_missing_meets_no_clock(people, track):
    row = held(track, people, attending=TABLE[:2])
    assert not row.complete and "G1" in story.clocks(track.case, track)
    assert "tidak memenuhi tenggatnya" in discussions.needs_all(row)
    with pytest.raises(discussing.CannotDiscuss, match="didahului"):
        held(track, people, 2)
    held(track, people, number="02/GKMD/II/2024")
    assert "G1" not in story.clocks(track.case, track)


def test_discussions_follow_one_another(people, track, clock):
    with pytest.raises(discussing.CannotDiscuss, match="didahului"):
        held(track, people, 2)
    clock.shift(timedelta(hours=2))
    held(track, people)
    with pytest.raises(discussing.CannotDiscuss, match="tidak diadakan"):
        held(track, people, 3)
    with pytest.raises(discussing.CannotDiscuss, match="sesudah pembahasan"):
        held(track, people, 2, held_at=story.MOMENT + timedelta(hours=1))
    held(track, people, 2)
    assert "discussed_second" in events_of(track)


def test_the_second_discussion_is_due_once_all_were_heard(people, track, clock):
    with pytest.raises(discussing.CannotDiscuss, match="Belum ada yang diundang"):
        discussing.note_all_heard(track, by=people.sari)
    at = story.MOMENT + timedelta(hours=1)
    person = folk.person(track.case)
    hearing = inviting.invite(track.case, person=person, asked=folk.asked(at=at), signer=folk.SIGNER, by=people.sari)
    with pytest.raises(discussing.CannotDiscuss, match="berjalan"):
        discussing.note_all_heard(track, by=people.sari)
    clock.move_to(at)
    minutes.open_hearing(hearing, by=people.sari)
    for key, words in (("1q", "Apa?"), ("1a", "Amplop.")):
        minutes.save_part(hearing, key=key, base_version=0, words=words, by=people.sari)
    minutes.set_oath(hearing, oath="sworn", by=people.sari)
    minutes.close_hearing(hearing, by=people.sari)
    discussing.note_all_heard(track, by=people.sari)
    assert "clarified" in events_of(track)
    before = track.steps.count()
    discussing.note_all_heard(track, by=people.sari)  # pressed twice
    assert track.steps.count() == before


def test_a_stop_ends_nothing_by_itself_the_plenary_does(people, track):
    held(track, people, conclusion="stop")
    track.refresh_from_db()
    assert track.state == "penanganan"
    with pytest.raises(discussing.CannotDiscuss, match="pleno"):
        held(track, people, number="09/GKMD/II/2024")
    with pytest.raises(Refused):
        actions.decide(track, outcome="stopped", plenary=None, by=people.tuti)
    done = actions.decide(track, outcome="stopped", plenary=story.plenary(), by=people.tuti)
    assert (done.state, done.outcome) == ("dihentikan", "stopped")


def test_a_stop_without_all_three_is_no_ground(people, track):
    held(track, people, conclusion="stop", attending=TABLE[:1])
    with pytest.raises(Refused):
        actions.decide(track, outcome="stopped", plenary=story.plenary(), by=people.tuti)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"ordinal": 4}, "Pilih Pembahasan"),
        ({"number": "nomor bebas"}, "Nomor"),
        ({"held_at": story.MOMENT + timedelta(hours=1)}, "masa depan"),
        ({"held_at": story.MOMENT - timedelta(hours=1)}, "registrasi"),
        ({"matter": " "}, "pokok bahasan"),
        ({"attending": ()}, "siapa yang hadir"),
        ({"attending": (Attendee(institution=Institution.POLICE, name=" "),)}, "namanya"),
    ],
)
def test_what_cannot_be_written_down(people, track, given, words):
    with pytest.raises(discussing.CannotDiscuss, match=words):
        held(track, people, **given)
    assert not Discussion.objects.exists()


def test_only_crimes_and_only_once_under_a_number(people, track):
    with pytest.raises(discussing.CannotDiscuss, match="tindak pidana"):
        held(story.in_handling(people, klass="adm", text="Spanduk di pasar"), people)
    held(track, people, attending=TABLE[:2])
    with pytest.raises(discussing.CannotDiscuss, match="sudah dicatat"):
        held(track, people)
    with pytest.raises(discussing.CannotDiscuss, match="kepolisian"):
        held(track, people, number="08/GKMD", police=Agency.objects.get(code="kpu-jakpus"))


def test_the_police_read_the_record_of_their_table_and_nothing_else_of_the_case(people, track):
    row = held(track, people)
    other = held(story.in_handling(people, klass="pid", text="Uang di pasar"), people, police=None)
    assert list(discussions.handed_to(people.polan)) == [row]
    assert discussions.discussion_for(people.polan, row.code) == row
    with pytest.raises(Discussion.DoesNotExist):
        discussions.discussion_for(people.polan, other.code)
    with pytest.raises(track.case.DoesNotExist):
        case_for(people.polan, track.case.code)
    with pytest.raises(Study.DoesNotExist):
        studies.study_for(people.polan, track.case, track, 1)
    assert not documents_for(people.polan).exists()
    for stranger in (people.budi, people.citra, people.dewi, people.komar, people.oki):
        assert not discussions.discussions_for(stranger).exists() and not discussions.handed_to(stranger).exists()
    assert not discussions.handed_to(people.sari).exists()


def test_strangers_write_down_no_discussion(people, track):
    for stranger in (people.budi, people.citra, people.polan, people.dewi):
        with pytest.raises(NotYours):
            held(track, people, by=stranger)
    folk.assigned(track.case, people.tuti)
    with pytest.raises(Refused, match="petugas lain"):
        held(track, people)
    assert Track.objects.get(pk=track.pk).discussions.count() == 0
