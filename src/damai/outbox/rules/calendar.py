"""Meetings as iCalendar (RFC 5545) and what is sent of them (RFC 5546). The same input gives the same bytes.

Every letter is about one guest: it names the organiser and that guest, and nobody else, so nobody learns who else is invited.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vCalAddress, vText

PRODUCT = "-//Damai//Kalender//ID"
# Controls that RFC 5545 does not allow in text, those that Unicode calls line ends, and halves of characters.
UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")


class Partstat(StrEnum):
    """What a guest has said, in iCalendar's words."""

    NEEDS_ACTION = "NEEDS-ACTION"
    ACCEPTED = "ACCEPTED"
    DECLINED = "DECLINED"
    DELEGATED = "DELEGATED"


@dataclass(frozen=True, kw_only=True)
class Party:
    """Who calls, or who is asked to come."""

    name: str
    email: str


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One meeting as a calendar shows it."""

    uid: str
    sequence: int
    stamp: datetime  # when this was said (DTSTAMP), aware
    starts_at: datetime
    ends_at: datetime
    zone: str  # IANA name
    title: str
    text: str = ""
    place: str = ""
    link: str = ""
    is_cancelled: bool = False


@dataclass(frozen=True, kw_only=True)
class Due:
    """A day by which something is to be done."""

    uid: str
    stamp: datetime
    on: date
    title: str
    text: str = ""


def fit(text: str) -> str:
    """Text that may stand in a calendar: line ends are one kind, and what no calendar may hold is left out."""
    return UNFIT.sub("", LINE_ENDS.sub("\n", text)).strip()


def on_one_line(text: str) -> str:
    """The same without line ends, for names and titles: nothing can begin a line of its own."""
    return " ".join(fit(text).split())


def request(entry: Entry, *, organiser: Party, guest: Party, said: Partstat = Partstat.NEEDS_ACTION) -> bytes:
    """An invitation, or a change of it: with the same UID and a higher SEQUENCE it replaces what the guest has."""
    event = _event(entry)
    _between(event, organiser, guest, said)
    event.add("status", "CONFIRMED")
    return _written([event], method="REQUEST")


def publish(entry: Entry, *, organiser: Party) -> bytes:
    """The meeting as a file that somebody takes into their calendar by hand; it asks for nothing and names no guest."""
    event = _event(entry)
    event.add("organizer", _address(organiser), encode=False)
    event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    return _written([event], method="PUBLISH")


def cancel(entry: Entry, *, organiser: Party, guest: Party, said: Partstat = Partstat.NEEDS_ACTION) -> bytes:
    """Takes the meeting out of the guest's calendar.

    RFC 5546, 3.2.5: STATUS:CANCELLED stands only where the whole meeting is off, not for one guest who is no longer asked.
    """
    event = _event(entry)
    _between(event, organiser, guest, said)
    if entry.is_cancelled:
        event.add("status", "CANCELLED")
    return _written([event], method="CANCEL")


def feed(name: str, *, entries: Iterable[Entry], dues: Iterable[Due]) -> bytes:
    """A calendar to subscribe to. Due days are entries of a whole day that block no time: Google and Outlook show no VTODO of a
    calendar one has subscribed to, and all three programs show these."""
    events: list[Event] = []
    for entry in sorted(entries, key=lambda each: (each.starts_at, each.uid)):
        event = _event(entry)
        event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
        events.append(event)
    for due in sorted(dues, key=lambda each: (each.on, each.uid)):
        event = Event()
        event.add("uid", due.uid)
        event.add("dtstamp", due.stamp.astimezone(UTC))
        event.add("dtstart", due.on)
        event.add("dtend", due.on + timedelta(days=1))
        event.add("summary", on_one_line(due.title))
        if due.text:
            event.add("description", fit(due.text))
        event.add("transp", "TRANSPARENT")
        events.append(event)
    return _written(events, name=name)


def _event(entry: Entry) -> Event:
    zone = ZoneInfo(entry.zone)
    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", entry.stamp.astimezone(UTC))
    event.add("dtstart", entry.starts_at.astimezone(zone))
    event.add("dtend", entry.ends_at.astimezone(zone))
    event.add("summary", on_one_line(entry.title))
    place = on_one_line(entry.place) or entry.link
    if place:
        event.add("location", place)
    if entry.text:
        event.add("description", fit(entry.text))
    if entry.link:
        event.add("url", entry.link)
    return event


def _between(event: Event, organiser: Party, guest: Party, said: Partstat) -> None:
    event.add("organizer", _address(organiser), encode=False)
    person = _address(guest)
    person.params["CUTYPE"] = "INDIVIDUAL"
    person.params["ROLE"] = "REQ-PARTICIPANT"
    person.params["PARTSTAT"] = said.value
    # Answers are given at the personal link; an answer that a program mails to the organiser is read by nobody.
    person.params["RSVP"] = "FALSE"
    event.add("attendee", person, encode=False)


def _address(party: Party) -> vCalAddress:
    address = vCalAddress(f"mailto:{party.email}")
    if name := on_one_line(party.name):
        address.params["CN"] = vText(name)
    return address


def _written(events: Sequence[Event], *, method: str = "", name: str = "") -> bytes:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    if method:
        calendar.add("method", method)
    if name:
        calendar.add("name", on_one_line(name))
        calendar.add("x-wr-calname", on_one_line(name))  # what Google and Outlook read instead
        calendar.add("refresh-interval", timedelta(hours=1), parameters={"VALUE": "DURATION"})
    for event in events:
        calendar.add_component(event)
    years = [event.start.year for event in events] or [2000]
    calendar.add_missing_timezones(date(min(years) - 1, 1, 1), date(max(years) + 1, 12, 31))
    for zone in calendar.timezones:
        zone.pop("COMMENT", None)  # the library's own remark about the years it covers
    return calendar.to_ical()
