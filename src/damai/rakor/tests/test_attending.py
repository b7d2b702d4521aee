"""Whoever came stands on the list once, however they were noted; the door opens and closes; contacts are nobody's duty."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from tests.cast import cast, neighbours

from damai.agencies.models import Agency
from damai.ledger.models import Entry
from damai.rakor.actions import (
    Closed,
    ListRefused,
    NotYours,
    TooLate,
    Who,
    answer,
    cancel_meeting,
    invite,
    note_at_door,
    note_by_link,
    note_by_secretary,
    send_invitations,
    set_doors,
    take_off,
    void,
)
from damai.rakor.models import Attendance, Meeting
from damai.rakor.queries import contact_of, link_of, present_at, table_of
from damai.rakor.rules.quorum import representation

from .table import BEFORE, NINE, agency, meeting

pytestmark = pytest.mark.django_db

HASAN = Who(name="Hasan Basri", organisation="FKDM Jakarta Pusat")


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(BEFORE, tick=False) as moved:
        yield moved


@pytest.fixture
def kasman():
    cast()
    return neighbours().kasman


@pytest.fixture
def called(kasman, clock) -> Meeting:
    """A meeting with three required agencies, one guest by name each, at the hour when it begins."""
    found = meeting()
    for name, code in (("Sari", "bawaslu-jakpus"), ("Citra", "kpu-jakpus"), ("", "pemerintahan-jakpus")):
        invite(found, by=kasman, name=name, agency=agency(code), required=True,
               email=f"{name.lower()}@contoh.id" if name else "")  # fmt: skip
    send_invitations(found, by=kasman)
    clock.move_to(NINE)
    found.refresh_from_db()
    return found


def token(found: Meeting, number: int) -> str:
    return link_of(found.invitations.get(number=number)).rstrip("/").rpartition("/")[2]


def test_scanned_twice_is_one_row_with_the_first_time(called, clock):
    first = note_at_door(called.door_token, who=HASAN, client_id=uuid4())
    clock.shift(timedelta(minutes=10))
    second = note_at_door(called.door_token, who=Who(name=" HASAN  basri", organisation="fkdm jakarta pusat."), client_id=uuid4())
    assert (first.again, second.again) == (False, True)
    assert second.attendance.pk == first.attendance.pk
    assert second.attendance.arrived_at == NINE
    assert Attendance.objects.count() == 1
    assert Entry.objects.filter(name="AttendanceNoted").count() == 1


def test_a_form_sent_twice_is_one_and_used_for_another_is_another(called):
    form = uuid4()
    note_at_door(called.door_token, who=HASAN, client_id=form)
    assert note_at_door(called.door_token, who=HASAN, client_id=form).again
    other = note_at_door(called.door_token, who=Who(name="Ani", organisation="FKDM Jakarta Pusat"), client_id=form)
    assert not other.again
    assert [each.name for each in present_at(called)] == ["Hasan Basri", "Ani"]


def test_by_link_by_door_and_by_the_secretary_the_same_person_is_one(called, kasman):
    assert not note_by_link(token(called, 1)).again
    assert note_by_link(token(called, 1)).again
    assert note_at_door(called.door_token, who=Who(name="sari", organisation="Bawaslu Jakarta Pusat"), client_id=uuid4()).again
    assert note_by_secretary(called, by=kasman, client_id=uuid4(), invitation=1).again
    assert Attendance.objects.count() == 1


def test_who_types_the_name_of_the_list_is_the_guest_and_the_agency_is_known_by_its_name(called):
    noted = note_at_door(called.door_token, who=Who(name="Citra", organisation="KPU JAKARTA PUSAT"), client_id=uuid4())
    assert (noted.attendance.agency_id, noted.attendance.invitation.number) == ("kpu-jakpus", 2)
    colleague = note_at_door(called.door_token, who=Who(name="Doni", organisation="kpu-jakpus"), client_id=uuid4())
    assert (colleague.attendance.agency_id, colleague.attendance.invitation) == ("kpu-jakpus", None)


def test_an_agency_invited_without_a_name_says_who_came(called, kasman):
    with pytest.raises(ListRefused):
        note_by_link(token(called, 3))
    assert note_by_link(token(called, 3), name="Rina").attendance.agency_id == "pemerintahan-jakpus"
    assert note_by_secretary(called, by=kasman, client_id=uuid4(), invitation=3, who=Who(name="Rina")).again


def test_a_personal_link_notes_nobody_else(called):
    for name in ("Orang Lain", "Sari"):
        assert note_by_link(token(called, 1), name=name).attendance.invitation.number == 1
    assert [each.name for each in present_at(called)] == ["Sari"]
    many = [note_by_link(token(called, 3), name=f"Pegawai {letter}") for letter in "ABCDEFGHIJ"]
    assert note_by_link(token(called, 3), name="Pegawai A").again
    with pytest.raises(ListRefused, match="terlalu banyak nama"):
        note_by_link(token(called, 3), name="Pegawai K")
    assert len(present_at(called)) == 1 + len(many)


def test_who_is_represented_is_not_noted_as_present(called, clock):
    clock.move_to(BEFORE)
    answer(token(called, 1), said="delegated", delegate="Tuti Handayani")
    clock.move_to(NINE)
    note_by_link(token(called, 1))
    assert [(each.name, each.organisation) for each in present_at(called)] == [("Tuti Handayani", "Bawaslu Jakarta Pusat")]


def test_the_door_opens_an_hour_before_and_closes_an_hour_after(called, kasman, clock):
    for moment, refusal in [
        (NINE - timedelta(hours=1, minutes=1), "belum dibuka"),
        (NINE + timedelta(hours=3, minutes=31), "sudah ditutup"),
    ]:
        clock.move_to(moment)
        with pytest.raises(TooLate, match=refusal):
            note_at_door(called.door_token, who=HASAN, client_id=uuid4())
        with pytest.raises(TooLate):
            note_by_link(token(called, 1))
    assert not Attendance.objects.exists()
    late = note_by_secretary(called, by=kasman, client_id=uuid4(), who=HASAN, arrived_at=NINE)  # forgotten, and added after
    assert (late.attendance.arrived_at, late.attendance.way) == (NINE, "secretary")
    set_doors(called, by=kasman, opens_at=NINE, closes_at=NINE + timedelta(hours=5))
    assert not note_at_door(called.door_token, who=Who(name="Ani", organisation="X"), client_id=uuid4()).again
    with pytest.raises(ListRefused):
        set_doors(called, by=kasman, opens_at=NINE, closes_at=NINE)


def test_a_new_code_opens_and_the_old_one_is_nowhere(called, kasman):
    old = called.door_token
    fresh = set_doors(called, by=kasman, opens_at=None, closes_at=None, new_code=True)
    with pytest.raises(NotYours):
        note_at_door(old, who=HASAN, client_id=uuid4())
    assert not note_at_door(fresh.door_token, who=HASAN, client_id=uuid4()).again


def test_a_cancelled_meeting_takes_nobody_and_a_final_list_stays(called, kasman):
    Meeting.objects.update(state=Meeting.State.FINAL, minutes_sha256="0" * 64)
    with pytest.raises(Closed):
        note_at_door(called.door_token, who=HASAN, client_id=uuid4())
    with pytest.raises(Closed):
        note_by_secretary(called, by=kasman, client_id=uuid4(), who=HASAN)
    Meeting.objects.update(state=Meeting.State.INVITED)
    cancel_meeting(called, by=kasman)
    with pytest.raises(Closed):
        note_by_link(token(called, 1))
    assert not Attendance.objects.exists()


def test_a_mistake_is_struck_out_and_the_person_can_be_noted_anew(called, kasman):
    noted = note_by_secretary(called, by=kasman, client_id=uuid4(), who=HASAN)
    void(noted.attendance, by=kasman)
    void(noted.attendance, by=kasman)
    assert present_at(called) == []
    assert len(present_at(called, with_void=True)) == 1
    assert not note_by_secretary(called, by=kasman, client_id=uuid4(), who=HASAN).again
    assert Attendance.objects.count() == 2
    assert Entry.objects.filter(name="AttendanceVoided").count() == 1


def test_nobody_else_notes_or_strikes_out(called, kasman):
    people = cast()
    noted = note_by_secretary(called, by=kasman, client_id=uuid4(), who=HASAN).attendance
    for other in (people.sari, people.budi, people.polan, people.dewi, neighbours().rina):
        for act in (
            lambda who: note_by_secretary(called, by=who, client_id=uuid4(), who=Who(name="X")),
            lambda who: void(noted, by=who),
            lambda who: set_doors(called, by=who, opens_at=None, closes_at=None, new_code=True),
        ):
            with pytest.raises(NotYours):
                act(other)
    take_off(called.invitations.get(number=1), by=kasman)
    with pytest.raises(NotYours):
        note_by_link(token(called, 1))
    assert Attendance.objects.count() == 1


@pytest.mark.parametrize(
    "who", [Who(name=""), Who(name=" ., "), Who(name="\u202e\x00"), Who(name="a" * 121), Who(name="A", contact="1" * 121)]
)
def test_what_is_no_name_is_refused(called, who):
    with pytest.raises(ListRefused):
        note_at_door(called.door_token, who=who, client_id=uuid4())
    assert not Attendance.objects.exists()


def test_a_contact_is_kept_only_where_it_was_given_and_sealed(called):
    silent = note_at_door(called.door_token, who=HASAN, client_id=uuid4()).attendance
    talking = note_at_door(
        called.door_token, who=Who(name="Ani", organisation="X", contact="0812-0000-0000"), client_id=uuid4()
    ).attendance
    silent.meeting = talking.meeting = called
    assert (bytes(silent.sealed_contact), contact_of(silent)) == (b"", "")
    assert contact_of(talking) == "0812-0000-0000"
    assert b"0812" not in bytes(talking.sealed_contact)
    assert b"Hasan" not in bytes(silent.sealed_name)


def test_required_agencies_are_counted_out_of_all_required_ones(called, kasman):
    assert (len(table_of(called).counted.came), len(table_of(called).sides), table_of(called).counted.is_met) == (0, 3, False)
    note_by_link(token(called, 1))
    note_at_door(called.door_token, who=Who(name="Ani", organisation="Bawaslu Jakarta Pusat"), client_id=uuid4())
    note_at_door(called.door_token, who=HASAN, client_id=uuid4())
    assert (len(table_of(called).counted.came), table_of(called).counted.is_met) == (1, False)  # two people are one agency
    noted = note_at_door(called.door_token, who=Who(name="Rina", organisation="pemerintahan-jakpus"), client_id=uuid4())
    assert table_of(called).counted.is_met
    assert table_of(called).missing == [Agency.objects.get(code="kpu-jakpus").name]
    void(noted.attendance, by=kasman)
    assert not table_of(called).counted.is_met


@pytest.mark.parametrize(
    ("required", "present", "met"),
    [("", "ab", None), ("ab", "a", False), ("ab", "ab", True), ("abc", "ab", True), ("abc", "axyz", False), ("a", "", False)],
)
def test_representation_is_more_than_half_of_those_required(required, present, met):
    assert representation(required=required, present=present).is_met is met


def test_a_device_with_a_wrong_clock_is_not_believed(called, kasman, clock):
    clock.shift(timedelta(hours=1))
    for number, said in enumerate([timedelta(days=400), -timedelta(days=19000), timedelta(minutes=20)]):
        who = Who(name=f"Orang {number}")
        noted = note_by_secretary(called, by=kasman, client_id=uuid4(), who=who, arrived_at=NINE + said)
        believed = NINE + said if number == 2 else NINE + timedelta(hours=1)
        assert noted.attendance.arrived_at == believed
