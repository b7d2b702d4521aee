"""What we write, another parser reads; the same input gives the same bytes; no words can become lines of their own."""

from datetime import UTC, date, datetime, timedelta

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from damai.outbox.rules.calendar import Due, Entry, Partstat, Party, cancel, feed, fit, on_one_line, publish, request

KASMAN = Party(name="Suban Kesbangpol Jakarta Pusat", email="damai@contoh.id")
SARI = Party(name="Sari", email="sari@contoh.id")
NINE = datetime(2023, 10, 11, 2, 0, tzinfo=UTC)


def entry(**more) -> Entry:
    given = {
        "uid": "abc@damai.contoh.id", "sequence": 0, "stamp": NINE - timedelta(days=7), "starts_at": NINE,
        "ends_at": NINE + timedelta(hours=2), "zone": "Asia/Jakarta", "title": "Rakor", "place": "Aula",
        "text": "Acara:\n1. Pembukaan", "link": "https://rapat.contoh.id/x",
    }  # fmt: skip
    return Entry(**{**given, **more})


def read(file: bytes):
    calendar = vobject.readOne(file.decode())
    calendar.validate(raiseException=True)
    return calendar


def test_a_request_says_everything_a_program_asks_for():
    file = request(entry(), organiser=KASMAN, guest=SARI, said=Partstat.ACCEPTED)
    assert file == request(entry(), organiser=KASMAN, guest=SARI, said=Partstat.ACCEPTED)
    calendar = read(file)
    event = calendar.vevent
    assert (calendar.method.value, event.uid.value, event.sequence.value, event.status.value) == (
        "REQUEST", "abc@damai.contoh.id", "0", "CONFIRMED",
    )  # fmt: skip
    assert event.dtstart.value == NINE
    assert event.dtstart.value.isoformat() == "2023-10-11T09:00:00+07:00"
    assert event.dtstamp.value == NINE - timedelta(days=7)
    assert event.organizer.value == "mailto:damai@contoh.id"
    (guest,) = event.attendee_list
    assert (guest.value, guest.params["PARTSTAT"], guest.params["RSVP"]) == ("mailto:sari@contoh.id", ["ACCEPTED"], ["FALSE"])
    assert event.description.value == "Acara:\n1. Pembukaan"


def test_the_zone_is_jakartas_and_stands_before_it_is_used():
    file = request(entry(), organiser=KASMAN, guest=SARI).decode()
    zone = file[file.index("BEGIN:VTIMEZONE") : file.index("END:VTIMEZONE")]
    assert "TZID:Asia/Jakarta" in zone
    assert zone.count("TZOFFSETTO:+0700") == zone.count("TZOFFSETFROM:+0700") == 1
    assert "TZNAME:WIB" in zone
    assert "COMMENT" not in zone
    assert file.index("BEGIN:VTIMEZONE") < file.index("DTSTART;TZID=Asia/Jakarta:20231011T090000")


def test_lines_are_as_long_as_the_standard_allows_and_end_as_it_says():
    file = request(entry(title="Ä" * 200, text="ö" * 900), organiser=KASMAN, guest=SARI)
    assert all(len(line) <= 75 for line in file.split(b"\r\n"))
    assert file.replace(b"\r\n", b"").find(b"\n") == -1


def test_a_cancellation_says_cancelled_only_when_the_whole_meeting_is():
    off = read(cancel(entry(sequence=3, is_cancelled=True), organiser=KASMAN, guest=SARI))
    assert (off.method.value, off.vevent.status.value, off.vevent.sequence.value) == ("CANCEL", "CANCELLED", "3")
    out = read(cancel(entry(sequence=3), organiser=KASMAN, guest=SARI))
    assert out.method.value == "CANCEL"
    assert "status" not in out.vevent.contents


def test_a_file_for_ones_own_calendar_names_nobody():
    file = read(publish(entry(), organiser=KASMAN))
    assert file.method.value == "PUBLISH"
    assert "attendee" not in file.vevent.contents


def test_a_feed_is_the_same_bytes_in_any_order_and_dues_are_whole_days_that_block_nothing():
    two = [entry(), entry(uid="b", title="Kedua", is_cancelled=True)]
    dues = [Due(uid="T-1@x", stamp=NINE, on=date(2023, 11, 2), title="Tenggat: naskah")]
    file = feed("Damai: KPU", entries=two, dues=dues)
    assert file == feed("Damai: KPU", entries=reversed(two), dues=dues)
    calendar = read(file)
    kinds = {event.uid.value: event for event in calendar.vevent_list}
    assert kinds["b"].status.value == "CANCELLED"
    assert kinds["T-1@x"].dtstart.value == date(2023, 11, 2)
    assert kinds["T-1@x"].dtend.value == date(2023, 11, 3)
    assert kinds["T-1@x"].transp.value == "TRANSPARENT"
    assert "vtodo" not in calendar.contents
    assert "method" not in calendar.contents
    read(feed("kosong", entries=[], dues=[]))


WORDS = st.text(max_size=200)


@given(title=WORDS, text=WORDS, place=WORDS, name=WORDS)
def test_any_words_come_back_as_they_were_and_nothing_more(title, text, place, name):
    made = entry(title=title, text=text, place=place)
    file = request(made, organiser=KASMAN, guest=Party(name=name, email="sari@contoh.id"))
    names = [line.split(b":")[0].split(b";")[0] for line in file.replace(b"\r\n ", b"").split(b"\r\n") if line]
    assert names.count(b"ATTENDEE") == names.count(b"SUMMARY") == names.count(b"ORGANIZER") == names.count(b"UID") == 1
    assert set(names) <= {
        b"BEGIN", b"END", b"VERSION", b"PRODID", b"CALSCALE", b"METHOD", b"TZID", b"DTSTART", b"TZNAME", b"TZOFFSETFROM",
        b"TZOFFSETTO", b"SUMMARY", b"DTEND", b"DTSTAMP", b"UID", b"SEQUENCE", b"ATTENDEE", b"DESCRIPTION", b"LOCATION",
        b"ORGANIZER", b"STATUS", b"URL",
    }  # fmt: skip
    event = read(file).vevent
    assert event.summary.value == on_one_line(title)
    assert event.location.value == (on_one_line(place) or "https://rapat.contoh.id/x")
    assert (event.description.value if "description" in event.contents else "") == fit(text)


@pytest.mark.parametrize("name", ['A"\r\nATTENDEE:mailto:x@y.id', "A\nX-A:1", "A\u2028X-A:1", "A;RSVP=TRUE:mailto:x@y.id", "A^n"])
def test_a_name_cannot_begin_a_line_or_a_parameter(name):
    event = read(request(entry(), organiser=KASMAN, guest=Party(name=name, email="sari@contoh.id"))).vevent
    assert [guest.value for guest in event.attendee_list] == ["mailto:sari@contoh.id"]
    assert event.attendee.params["RSVP"] == ["FALSE"]
    assert "x-a" not in event.contents
