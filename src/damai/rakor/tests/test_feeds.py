"""A subscribed calendar shows what one takes part in and owes, tells truthfully whether it changed, and can be closed."""

from datetime import date, timedelta

import pytest
import time_machine
import vobject
from tests.cast import cast, neighbours

from damai.commitments.actions import assign, promise
from damai.commitments.rules import IndicatorGiven
from damai.rakor.actions import NotYours, change_meeting, close_feed, invite, make_feed, send_invitations
from damai.rakor.models import Feed
from damai.rakor.queries import feeds_for

from .table import BEFORE, agency, meeting

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(BEFORE, tick=False) as moved:
        yield moved


def events_at(client, token: str, **headers):
    answer = client.get(f"/undangan/kalender/{token}.ics", headers=headers)
    if answer.status_code != 200:
        return answer.status_code
    return {event.summary.value: event for event in vobject.readOne(answer.content.decode()).contents.get("vevent", [])}


def owed(person=None):
    """What the commission owes: one action item due on 20 October 2023."""
    kasman, kpu = neighbours().kasman, agency("kpu-jakpus")
    made = promise(
        origin="decision", origin_code="R-00001/1", series="RS-001", words="Menyusun naskah", basis="", owner=kpu,
        convener=agency("kesbangpol-jakpus"), made_on=date(2023, 10, 4), due_on=date(2023, 11, 1),
        indicators=[IndicatorGiven(words="Naskah", unit="naskah", direction="at-least", target=1, source="KPU")],
        is_public=False, by=kasman.code,
    )  # fmt: skip
    return assign(
        made, words="Kirim naskah", output="", owner=kpu, person=person, supporting=[], indicator="Naskah", target="1",
        starts_on=date(2023, 10, 4), due_on=date(2023, 10, 20), by=kasman.code,
    )  # fmt: skip


def test_an_agency_sees_its_meetings_and_its_due_days_and_another_city_neither(client):
    people, kasman, found = cast(), None, meeting()
    kasman = neighbours().kasman
    invite(found, by=kasman, agency=agency("kpu-jakpus"), email="citra@contoh.id", name="Citra")
    token = make_feed(by=people.citra, agency=agency("kpu-jakpus")).token
    assert events_at(client, token) == {}  # a draft is the convener's
    send_invitations(found, by=kasman)
    owed()
    shown = events_at(client, token)
    assert set(shown) == {found.title, "Tenggat: Kirim naskah"}
    assert shown["Tenggat: Kirim naskah"].dtstart.value == date(2023, 10, 20)
    assert "citra" not in client.get(f"/undangan/kalender/{token}.ics").content.decode().lower()
    for other in (people.budi, people.sari):
        assert events_at(client, make_feed(by=other).token) == {}
    assert set(events_at(client, make_feed(by=people.citra).token)) == {found.title, "Tenggat: Kirim naskah"}


def test_it_says_truthfully_whether_it_changed(client, clock):
    people, found = cast(), meeting()
    kasman = neighbours().kasman
    invite(found, by=kasman, agency=agency("kpu-jakpus"), email="citra@contoh.id")
    send_invitations(found, by=kasman)
    token = make_feed(by=people.citra).token
    address = f"/undangan/kalender/{token}.ics"
    first = client.get(address)
    etag, changed = first["ETag"], first["Last-Modified"]
    assert first["Content-Type"].startswith("text/calendar")
    clock.shift(timedelta(hours=3))
    assert client.get(address)["Last-Modified"] == changed
    assert client.get(address, headers={"if-none-match": etag}).status_code == 304
    assert client.get(address, headers={"if-modified-since": changed}).status_code == 304
    change_meeting(found, by=kasman, venue="Aula")
    again = client.get(address, headers={"if-none-match": etag, "if-modified-since": changed})
    assert (again.status_code, again["ETag"] != etag, again["Last-Modified"] != changed) == (200, True, True)
    assert b"Aula" in again.content


def test_only_the_digest_is_kept_and_a_closed_address_is_nowhere(client):
    people = cast()
    made = make_feed(by=people.citra, agency=agency("kpu-jakpus"))
    assert made.token not in str(list(Feed.objects.values()))
    for other in (people.sari, people.budi, people.polan):
        assert made.feed not in feeds_for(other)
        with pytest.raises(NotYours):
            close_feed(made.feed, by=other)
    with pytest.raises(NotYours):
        make_feed(by=people.sari, agency=agency("kpu-jakpus"))
    assert events_at(client, made.token) == {}
    close_feed(made.feed, by=people.citra)
    assert events_at(client, made.token) == 404


def test_who_no_longer_serves_reads_nothing_more(client):
    people = cast()
    token = make_feed(by=people.citra).token
    assert events_at(client, token) == {}
    people.citra.appointments.update(ends_on=date(2023, 10, 1))
    assert events_at(client, token) == 404
