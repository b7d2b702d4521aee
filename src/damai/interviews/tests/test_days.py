"""Days and hours as people say them: proposed, confirmed, and never guessed for anyone."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from damai.interviews.rules.days import DAYS_OF_A_WEEK, Trouble, mentioned_day, read_day
from damai.interviews.rules.hours import read_hour

TODAY = date(2024, 2, 13)  # a Tuesday


@pytest.mark.parametrize(
    "said, day",
    [
        ("kemarin", "2024-02-12"),
        ("kmrn malem", "2024-02-12"),
        ("Tadi malam!", "2024-02-12"),
        ("semalam", "2024-02-12"),
        ("tadi pagi", "2024-02-13"),
        ("barusan", "2024-02-13"),
        ("hari ini", "2024-02-13"),
        ("kemarin lusa", "2024-02-11"),
        ("dua hari yang lalu", "2024-02-11"),
        ("seminggu lalu", "2024-02-06"),
        ("3 minggu lalu", "2024-01-23"),
        ("hari Minggu kemarin", "2024-02-11"),
        ("Minggu malam", "2024-02-11"),
        ("malam Minggu", "2024-02-10"),  # the evening before Sunday
        ("malam Jumat", "2024-02-08"),
        ("Jum'at lalu", "2024-02-09"),
        ("Selasa", "2024-02-13"),
        ("Selasa lalu", "2024-02-06"),
        ("Senin minggu lalu", "2024-02-05"),
        ("tgl 5", "2024-02-05"),
        ("tanggal 14", "2024-01-14"),  # the fourteenth of this month has not come yet
        ("5 feb", "2024-02-05"),
        ("31/12", "2023-12-31"),
        ("29 Februari", "2020-02-29"),  # this year's has not come yet
        ("11-2-24", "2024-02-11"),
        ("Senin, 11 Februari 2024", "2024-02-11"),  # it was a Sunday: to be confirmed
        ("antara 10 dan 12 Februari 2024", "2024-02-12"),
        ("last night", "2024-02-12"),
        ("3 days ago", "2024-02-10"),
    ],
)
def test_what_had_to_be_worked_out_is_a_proposal(said, day):
    found = read_day(said, today=TODAY)
    assert found.day == date.fromisoformat(day)
    assert not found.certain


@pytest.mark.parametrize(
    "said", ["11/02/2024", "2024-02-11", "11 Februari 2024", "Minggu, 11 Februari 2024", "tgl 11.2.2024", "Feb 11, 2024"]
)
def test_a_whole_date_is_believed(said):
    assert read_day(said, today=TODAY).day == date(2024, 2, 11)
    assert read_day(said, today=TODAY).certain


@pytest.mark.parametrize(
    "said, trouble",
    [
        ("minggu lalu", Trouble.VAGUE),  # last week: which day of it?
        ("minggu kemarin", Trouble.VAGUE),
        ("bulan lalu", Trouble.VAGUE),
        ("beberapa hari lalu", Trouble.VAGUE),
        ("besok", Trouble.FUTURE),
        ("15 Februari 2024", Trouble.FUTURE),
        ("14 Feb 1990", Trouble.EARLY),
        ("30 Februari 2024", Trouble.NO_SUCH),
        ("pas 17-an di RW", Trouble.UNREADABLE),
        ("👍", Trouble.UNREADABLE),
        ("", Trouble.UNREADABLE),
    ],
)
def test_what_is_no_day_says_why(said, trouble):
    assert read_day(said, today=TODAY).trouble is trouble


@given(st.text(max_size=80), st.dates(date(2001, 1, 1), date(2100, 1, 1)))
def test_no_text_breaks_the_reader_and_no_day_lies_ahead(text, today):
    found = read_day(text, today=today)
    assert (found.day is None) != (found.trouble is None)
    assert found.day is None or date(2000, 1, 1) <= found.day <= today


@given(st.dates(date(2001, 1, 1), date(2100, 1, 1)), st.integers(0, 6))
def test_a_day_of_the_week_is_the_last_one(today, weekday):
    found = read_day(f"hari {DAYS_OF_A_WEEK[weekday]}", today=today).day
    assert found is not None and found.weekday() == weekday and timedelta(0) <= today - found < timedelta(days=7)


@given(st.dates(date(2001, 1, 1), date(2100, 1, 1)), st.integers(0, 3000))
def test_every_whole_date_of_the_past_is_read_as_it_was_written(today, back):
    day = today - timedelta(days=back)
    if day < date(2000, 1, 1):
        return
    for written in (day.isoformat(), f"{day.day}/{day.month}/{day.year}"):
        assert read_day(written, today=today) == read_day(written, today=today)
        assert read_day(written, today=today).day == day and read_day(written, today=today).certain


def test_a_story_gives_its_day_only_where_it_names_one():
    assert mentioned_day("Kemarin ada amplop. Orangnya banyak.", today=TODAY) == date(2024, 2, 12)
    assert mentioned_day("Kemarin ada amplop, dan Senin minggu lalu juga.", today=TODAY) is None
    assert mentioned_day("Ada amplop.", today=TODAY) is None


@pytest.mark.parametrize(
    "said, hours",
    [
        ("19.30", ["19:30"]),
        ("19:30 WIB", ["19:30"]),
        ("pukul 07.15", ["07:15"]),
        ("jam 7 malam", ["19:00"]),
        ("12 malam", ["00:00"]),
        ("1 malam", ["01:00"]),
        ("1 siang", ["13:00"]),
        ("3 sore", ["15:00"]),
        ("setengah 8 malam", ["19:30"]),
        ("jam 8 kurang 10", ["07:50", "19:50"]),
        ("jam 7", ["07:00", "19:00"]),  # which of the two is asked
        ("habis magrib", ["18:30"]),
        ("jam tujuh malam", ["19:00"]),
        ("7pm", ["19:00"]),
        ("malam", []),
        ("25.00", []),
        ("jam 30", []),
    ],
)
def test_hours_as_people_say_them(said, hours):
    assert list(read_hour(said).hours) == [time.fromisoformat(hour) for hour in hours]


@given(st.text(max_size=60))
def test_no_text_breaks_the_reader_of_hours(text):
    assert all(isinstance(hour, time) for hour in read_hour(text).hours)
