"""A meeting is called by its convener, in the future and somewhere; others of the city read it once it was called."""

from datetime import timedelta

import pytest
import time_machine
from tests.cast import cast, neighbours

from damai.ledger.queries import entries_about
from damai.rakor.actions import (
    CannotBeHeld,
    Closed,
    ItemInUse,
    NotYours,
    add_item,
    call_meeting,
    cancel_meeting,
    change_item,
    change_meeting,
    drop_item,
    move_item,
    open_series,
)
from damai.rakor.models import Meeting, Note
from damai.rakor.queries import agenda_of, budget_of, coming_for, meeting_for, meetings_for, series_for

from .table import BEFORE, NINE, agency, meeting, series

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(BEFORE, tick=False) as moved:
        yield moved


def plan(**more):
    return {"title": "Rakor", "starts_at": NINE, "ends_at": NINE + timedelta(hours=2), "venue": "Aula", **more}


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"starts_at": NINE - timedelta(days=30), "ends_at": NINE - timedelta(days=29)}, "sudah lewat"),
        ({"ends_at": NINE}, "sesudah waktu mulai"),
        ({"ends_at": NINE + timedelta(days=4)}, "lebih lama dari tiga hari"),
        ({"starts_at": NINE.replace(year=2033), "ends_at": NINE.replace(year=2033, hour=4)}, "Periksa tahunnya"),
        ({"venue": " "}, "Isi tempat"),
        ({"venue": "", "link": "http://rapat.contoh.id/x"}, "https://"),
        ({"link": "https://orang:sandi@rapat.contoh.id"}, "https://"),
        ({"link": "javascript:alert(1)"}, "https://"),
        ({"link": "https://rapat.contoh.id/a b"}, "https://"),
    ],
)
def test_a_plan_that_cannot_be_is_refused_in_words_and_leaves_nothing(wrong, said):
    found = series()
    with pytest.raises(CannotBeHeld, match=said):
        call_meeting(found, by=neighbours().kasman, **plan(**wrong))
    assert not Meeting.objects.exists()


def test_what_was_already_held_is_put_on_record_on_purpose():
    found, kasman = series(), neighbours().kasman
    past = plan(starts_at=BEFORE - timedelta(days=7), ends_at=BEFORE - timedelta(days=7, hours=-2))
    with pytest.raises(CannotBeHeld):
        call_meeting(found, by=kasman, **past)
    held = call_meeting(found, by=kasman, afterwards=True, **past)
    assert "dicatat sesudahnya: ya" in entries_about(held.code)[0].sentence
    change_meeting(held, by=kasman, venue="Ruang lain")  # mending its room does not ask again
    with pytest.raises(CannotBeHeld):
        change_meeting(held, by=kasman, starts_at=BEFORE - timedelta(days=8))


def test_only_the_convener_calls_and_changes():
    people = cast()
    found = meeting()
    for other in (people.sari, people.tuti, people.budi, people.polan, people.dewi, people.oki, neighbours().rina):
        for act in (
            lambda who: call_meeting(found.series, by=who, **plan()),
            lambda who: change_meeting(found, by=who, venue="Lain"),
            lambda who: cancel_meeting(found, by=who),
            lambda who: add_item(found, title="Lain", by=who),
            lambda who: open_series(title="Lain", convener=agency("kesbangpol-jakpus"), by=who),
        ):
            with pytest.raises(NotYours):
                act(other)
    assert not found.agenda.exists()


def test_a_draft_is_the_conveners_and_a_called_meeting_the_citys():
    people = cast()
    found = meeting()
    city = (people.sari, people.citra, people.komar, people.polan, neighbours().rina)
    assert [meetings_for(who).count() for who in (neighbours().kasman, *city, people.budi, people.dewi)] == [1] + [0] * 7
    assert not series_for(people.sari).exists()
    Meeting.objects.update(state=Meeting.State.INVITED)
    assert all(meeting_for(who, found.code) == found for who in city)
    assert series_for(people.sari).get() == found.series
    for who in (people.budi, people.dewi, people.oki):  # another city, the field, the operator
        with pytest.raises(Meeting.DoesNotExist):
            meeting_for(who, found.code)
        assert not series_for(who).exists()
    assert list(coming_for(people.sari)) == [found]


def test_a_change_is_material_only_when_guests_must_know_and_were_asked():
    found, kasman = meeting(), neighbours().kasman
    assert change_meeting(found, by=kasman, venue="Aula").sequence == 0  # nobody was asked yet
    Meeting.objects.update(state=Meeting.State.INVITED)
    assert change_meeting(found, by=kasman, notes="Pakaian: batik").sequence == 0
    assert change_meeting(found, by=kasman, venue="Aula").sequence == 0  # the same as before
    moved = change_meeting(found, by=kasman, starts_at=NINE + timedelta(hours=1), link="https://rapat.contoh.id/damai")
    assert (moved.sequence, moved.told) == (1, 1)
    off = cancel_meeting(moved, by=kasman)
    assert (off.state, off.sequence) == ("cancelled", 2)
    with pytest.raises(Closed):
        change_meeting(found, by=kasman, venue="Lain")
    with pytest.raises(Closed):
        cancel_meeting(found, by=kasman)


def test_the_agenda_is_ordered_by_hand_and_its_minutes_are_counted():
    found, kasman = meeting(), neighbours().kasman
    first = add_item(found, title="Pembukaan", by=kasman, minutes=10)
    second = add_item(found, title="Naskah deklarasi", by=kasman, owner=agency("kpu-jakpus"), minutes=60)
    third = add_item(found, title="Tindak lanjut", by=kasman, minutes=90)
    move_item(third, up=True, by=kasman)
    move_item(first, up=True, by=kasman)  # already first: nothing happens
    assert [item.title for item in agenda_of(found)] == ["Pembukaan", "Tindak lanjut", "Naskah deklarasi"]
    assert (budget_of(found).planned, budget_of(found).available, budget_of(found).over) == (160, 150, 10)
    change_item(second, title="Naskah", owner=None, minutes=30, by=kasman)
    drop_item(first, by=kasman)
    assert [(item.number, item.title) for item in agenda_of(found)] == [(1, "Tindak lanjut"), (2, "Naskah")]
    note = Note.objects.create(meeting=found, item=agenda_of(found)[0], part="discussion", version=1, words="Dibahas.")
    with pytest.raises(ItemInUse):
        drop_item(note.item, by=kasman)
    assert len(agenda_of(found)) == 2
