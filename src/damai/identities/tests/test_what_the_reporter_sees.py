"""The holder of a receipt sees each opening of their own data: role, office, why; never a name, never anybody else's."""

from datetime import timedelta

import pytest
import time_machine

from damai.agencies.actions import note_export, note_view
from damai.agencies.models import Appointment, Role
from damai.identities import actions, public

from . import story
from .story import MOMENT, WHY, kept

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock():
    with time_machine.travel(MOMENT, tick=False) as clock:
        yield clock


@pytest.fixture
def people(clock):
    return story.everyone()


def told(message="W-000001", codes=("L-00001", "P-00001")):
    return [(each.office, each.agency, each.what, each.why, each.outside) for each in public.openings_shown(message, codes=codes)]


def test_every_opening_is_shown_with_role_office_and_reason_and_no_name(people, clock):
    rina = kept(origin="W-000001")
    actions.look(rina, by=people.sari, reason="clarifying", own=True)
    clock.shift(timedelta(minutes=1))
    wish = actions.ask(rina, by=people.sari, reason="reviewing", words=WHY, proven_at=MOMENT)
    actions.approve(wish, by=people.tuti, proven_at=MOMENT)
    assert len(told()) == 1  # what was agreed to and not read yet was no opening
    actions.look(rina, by=people.sari, reason="handling", own=False)
    clock.shift(timedelta(minutes=1))
    actions.release(rina, to_agency="polres-jakpus", forwarding="F-00001", by=people.tuti.code)
    actions.look(rina, by=people.polan, reason="handling", own=False)
    assert told() == [
        ("Penghubung", "Polres Metro Jakarta Pusat", "Identitas", "Menangani", True),
        ("Petugas", "Bawaslu Jakarta Pusat", "Identitas", "Memeriksa pekerjaan", True),
        ("Petugas", "Bawaslu Jakarta Pusat", "Identitas", "Meminta klarifikasi pelapor", False),
    ]
    assert "Sari" not in repr(public.openings_shown("W-000001"))
    assert "M-000" not in repr(public.openings_shown("W-000001"))


def test_openings_of_the_inbox_are_shown_too_and_downloads_say_so(people, clock):
    note_view(people.sari, subject="L-00001", what="words")
    clock.shift(timedelta(minutes=1))
    note_view(people.tuti, subject="W-000001", what="contact", why="urgent")
    clock.shift(timedelta(minutes=1))
    note_export(people.tuti, subject="L-00001", what="files")
    note_view(people.dewi, subject="L-00001", what="words", own=True)  # a field supervisor who reads what they sent
    note_view(people.sari, subject="L-00002", what="words")
    assert told() == [
        ("Pimpinan", "Bawaslu Jakarta Pusat", "Foto dan video (diunduh)", "Menangani", False),
        ("Pimpinan", "Bawaslu Jakarta Pusat", "Kontak", "Keadaan mendesak", False),
        ("Petugas", "Bawaslu Jakarta Pusat", "Kata-kata pelapor", "Menangani", False),
    ]


def test_nobody_sees_the_openings_of_somebody_else(people):
    mine, other = kept(origin="W-000001"), kept(origin="W-000002")
    witness = kept({"name": "Saksi"}, part="witness", origin="W-000001")
    for person in (other, witness):
        actions.look(person, by=people.sari, reason="handling", own=True)
    assert told("W-000001") == []
    assert len(told("W-000002")) == 1
    actions.look(mine, by=people.sari, reason="handling", own=True)
    assert len(told("W-000001")) == len(told("W-000002")) == 1


def test_what_was_typed_in_without_naming_the_message_is_shown_to_all_of_the_case(people):
    actions.look(kept(), by=people.sari, reason="handling", own=True)
    assert len(told()) == 1
    assert told(codes=("L-00001",)) == []


def test_the_role_is_that_of_the_day(people, clock):
    note_view(people.sari, subject="L-00001", what="words")
    clock.shift(timedelta(days=1))
    Appointment.objects.filter(member=people.sari).update(ends_on=MOMENT.date())
    story.joined("lasmi", Role.LEAD)
    assert told()[0][0] == "Petugas"


def test_who_is_forgotten_still_sees_who_had_opened_it(people):
    rina = kept(origin="W-000001")
    actions.look(rina, by=people.sari, reason="handling", own=True)
    actions.forget(rina, basis="request", by=people.tuti.code)
    assert len(told()) == 1
