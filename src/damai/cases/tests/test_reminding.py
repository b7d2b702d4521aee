"""Nobody is surprised by an end: handlers and leads are told at the stated points, once each, however long a worker slept."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.cast import cast

from damai.agencies.models import Channel
from damai.cases import actions
from damai.cases.models import Assignment, Recusal, Reminder, Term
from damai.cases.rules.reminding import POINTS, Span, moment_of, point_now, still_to_come
from damai.ledger.models import Entry
from damai.ledger.queries import now
from damai.outbox.models import Letter
from damai.outbox.queries import content_of
from damai.statutes import rules
from damai.statutes.actions import load_statutes
from damai.statutes.rules import Zone

from .story import MOMENT, in_handling, opened

WIB = Zone.WIB.tz
MORNING = timedelta(hours=7)


def wib(*parts):
    return datetime(*parts, tzinfo=WIB)


DAYS = Span(opened_at=wib(2024, 2, 1, 13), due_at=wib(2024, 2, 16, 0), due_on=date(2024, 2, 15), own=True)
HOURS = Span(opened_at=wib(2024, 2, 16, 15, 30), due_at=wib(2024, 2, 17, 15, 30), due_on=date(2024, 2, 17), own=True)


# --- The points -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("span", "at", "sent", "code"),
    [
        (DAYS, wib(2024, 2, 13, 6, 59), "", None),
        (DAYS, wib(2024, 2, 13, 7), "", "2d"),
        (DAYS, wib(2024, 2, 14, 6), "2d", None),
        (DAYS, wib(2024, 2, 14, 7), "2d", "1d"),
        (DAYS, wib(2024, 2, 15, 7), "2d 1d", "day"),
        (DAYS, wib(2024, 2, 15, 23, 59), "2d 1d day", None),
        (DAYS, wib(2024, 2, 16, 0), "2d 1d day", "over"),
        (DAYS, wib(2024, 3, 1, 0), "2d 1d day over", None),
        (DAYS, wib(2024, 2, 15, 12), "", "day"),  # a worker that slept says the one right word
        (DAYS, wib(2024, 2, 18, 12), "", "over"),
        (HOURS, wib(2024, 2, 16, 16), "", None),  # the morning before came before it began
        (HOURS, wib(2024, 2, 17, 7), "", "day"),
        (HOURS, wib(2024, 2, 17, 12, 29), "day", None),
        (HOURS, wib(2024, 2, 17, 12, 30), "day", "3h"),
        (HOURS, wib(2024, 2, 17, 15, 30), "day 3h", "over"),
    ],
)
def test_the_one_point_to_speak_of_now(span, at, sent, code):
    found = point_now(span, at=at, sent=sent.split(), tz=WIB)
    assert (found.code if found else None) == code


def test_of_others_duties_only_the_day_before_and_the_end_are_said():
    other = Span(opened_at=DAYS.opened_at, due_at=DAYS.due_at, due_on=DAYS.due_on, own=False)
    assert [point.code for point in POINTS if moment_of(point, other, WIB)] == ["1d", "over"]
    assert [point.code for point in POINTS if moment_of(point, DAYS, WIB)] == ["2d", "1d", "day", "over"]
    assert [point.code for point in POINTS if moment_of(point, HOURS, WIB)] == ["2d", "1d", "day", "3h", "over"]


moments = st.datetimes(datetime(2024, 1, 1), datetime(2024, 3, 1), timezones=st.just(UTC))  # noqa: DTZ001


@settings(deadline=None)
@given(moments, st.lists(st.integers(0, 40 * 24 * 60), min_size=1, max_size=60), st.booleans())
def test_whenever_the_worker_wakes_each_point_is_said_once_and_none_after_the_end(opened_at, minutes, own):
    due_on = opened_at.astimezone(WIB).date() + timedelta(days=9)
    due_at = datetime.combine(due_on + timedelta(days=1), datetime.min.time(), WIB)
    span, said = Span(opened_at=opened_at, due_at=due_at, due_on=due_on, own=own), []
    for minute in sorted(minutes):
        at = opened_at + timedelta(minutes=minute)
        point = point_now(span, at=at, sent=said, tz=WIB)
        if point is not None:
            assert moment_of(point, span, WIB) <= at
            said.append(point.code)
            assert point_now(span, at=at, sent=said, tz=WIB) is None  # two workers, or one twice
    assert len(said) == len(set(said))
    order = [point.code for point in POINTS]
    assert said == sorted(said, key=order.index)
    if opened_at + timedelta(minutes=max(minutes)) >= due_at:
        assert said[-1] == "over"


def test_points_ahead_of_a_moved_end_are_said_again():
    assert still_to_come(DAYS, at=wib(2024, 2, 14, 12), tz=WIB) == {"day", "over"}


# --- Who is told ----------------------------------------------------------------------------------------------------


@pytest.fixture
def people(db):
    with time_machine.travel(MOMENT, tick=False):
        people = cast()
        load_statutes()
        for member in (people.sari, people.tuti, people.budi, people.citra):
            member.channel = Channel.EMAIL
            member.save()
        yield people


def letters():
    found = Letter.objects.filter(purpose="deadline-reminder").order_by("id")
    return [(letter.key.rpartition("/")[2], content_of(letter)) for letter in found]


def test_leads_and_handler_are_told_in_one_letter_each(people):
    case = in_handling(people, klass="lain").case
    Assignment.objects.create(case=case, member=people.sari, how="lot", at=now(), by="M-0002", declared_at=now())
    with time_machine.travel(wib(2024, 2, 14, 7, 1), tick=False):
        assert actions.remind() == 1
        assert actions.remind() == 0
    told = letters()
    assert {code for code, _ in told} == {people.sari.code, people.tuti.code}
    words = told[0][1]
    assert words.subject == "1 tenggat mendekat"
    assert (
        f"{case.code}, P7 Tindak lanjut laporan atau temuan: sampai Kamis, 15 Februari 2024 pukul 24.00 WIB (Bawaslu)."
        in words.text
    )
    assert "/kerja/perkara/dinding/" in words.text and "bagi-bagi" not in words.text
    assert Reminder.objects.get().point == "1d"
    assert Entry.objects.filter(name="TermReminded", about=case.code).count() == 1


def test_what_expired_is_shouted(people):
    case = in_handling(people, klass="lain").case
    with time_machine.travel(wib(2024, 2, 16, 0, 1), tick=False):
        actions.note_missed()
        assert actions.remind() == 1
    ((code, words),) = letters()
    assert code == people.tuti.code
    assert words.subject == "KEDALUWARSA: 1 tenggat"
    assert f"KEDALUWARSA {case.code}" in words.text and "tanpa keputusan" in words.text


def test_hours_are_told_with_their_time(people):
    in_handling(people, klass="pid")  # G1: twenty-four hours from registration, Thursday 13.00
    with time_machine.travel(wib(2024, 2, 2, 10, 0), tick=False):
        assert actions.remind() == 1
    assert "pukul 13.00 WIB" in letters()[0][1].text
    assert Reminder.objects.get().point == "3h"


def test_nobody_recused_and_no_stranger_is_told(people):
    case = in_handling(people, klass="lain").case
    Recusal.objects.create(case=case, member=people.tuti, reason="family", at=now(), by="M-0002")
    with time_machine.travel(wib(2024, 2, 14, 7, 1), tick=False):
        assert actions.remind() == 1  # it is noted; there is nobody left to write to
    assert letters() == []


def test_what_was_met_is_not_spoken_of(people):
    opened(people)
    Term.objects.update(ended_at=now(), end="met")
    with time_machine.travel(wib(2024, 2, 14, 7, 1), tick=False):
        assert actions.remind() == 0


def test_a_moved_end_is_reminded_of_anew(people):
    in_handling(people, klass="lain")
    with time_machine.travel(wib(2024, 2, 13, 8), tick=False):
        assert actions.remind() == 1
    with time_machine.travel(wib(2024, 2, 13, 9), tick=False):
        off = rules.Holiday(
            date=date(2024, 2, 15), name="Libur", kind=rules.HolidayKind.ONE_OFF, source="Keppres", decided_on=date(2024, 2, 13)
        )
        actions.correct_law(rules.HolidayComes(holiday=off), by=people.tuti)  # now until Friday 16
        assert actions.remind() == 0
    with time_machine.travel(wib(2024, 2, 14, 7, 1), tick=False):
        assert actions.remind() == 1
    assert [row.point for row in Reminder.objects.order_by("at")] == ["2d"]


def test_many_terms_at_once_are_one_letter(people):
    for _ in range(3):
        in_handling(people, klass="lain")
    with time_machine.travel(wib(2024, 2, 13, 7, 1), tick=False):
        assert actions.remind() == 3
    ((_, words),) = letters()
    assert words.subject == "3 tenggat mendekat"
    assert words.text.count("P7") == 3
