"""The story is the same every time, stays within its campaign, and names no one."""

import re
from collections import Counter

from damai.areas.rules import KELURAHAN
from damai.demo.cast import OFFICES, PEOPLE, logins
from damai.demo.story import END, RAKOR, events
from damai.triage.rules import CATEGORIES, Kind


def test_the_story_is_the_same_every_time():
    assert events() == events()
    assert [event.number for event in events()] == list(range(len(events())))


def test_it_is_long_enough_for_every_screen_and_every_kind():
    told = events()
    kinds = Counter(event.line.kind for event in told)
    assert len(told) >= 300
    assert set(kinds) == {str(kind) for kind in Kind}
    # One kelurahan stays silent, so that "no data" is seen, which never means that all is well.
    assert len({event.area for event in told}) == len(KELURAHAN) - 1
    assert {event.by for event in told} == {"citizen", "dewi", "rudi"}


def test_nothing_is_known_before_it_happened_or_sent_before_it_was_known():
    for event in events():
        assert event.happened_at <= event.known_at <= event.sent_at
        assert RAKOR <= event.sent_at <= END
        assert event.line.category in CATEGORIES


def test_it_names_no_candidate_party_or_phone():
    words = " ".join(event.text.lower() for event in events())
    assert not re.search(
        r"\b(prabowo|gibran|anies|muhaimin|ganjar|mahfud|jokowi|pdip|golkar|gerindra|pks|nasdem|pkb|demokrat)\b", words
    )
    assert not re.search(r"\b0?8\d{7,}", words)


def test_everyone_of_the_cast_serves_an_office_and_can_sign_in():
    offices = {office.code for office in OFFICES}
    assert {person.agency for person in PEOPLE} <= offices
    assert len({login.username for login in logins()}) == len(PEOPLE)
