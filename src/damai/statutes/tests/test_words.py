"""Dates in Indonesian words, and dates as people type them."""

from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from damai.statutes import rules

WIB = rules.Zone.WIB.tz


def test_dates_times_and_lengths_in_words():
    assert rules.tanggal(date(2024, 4, 24)) == "Rabu, 24 April 2024"
    assert rules.tanggal(date(2023, 10, 11)) == "Rabu, 11 Oktober 2023"
    assert rules.tanggal_saja(date(2024, 2, 1)) == "1 Februari 2024"
    assert rules.hari(date(2024, 2, 16)) == "Jumat"
    assert rules.bulan(date(2024, 8, 17)) == "Agustus"
    assert (rules.pukul(time(16, 30)), rules.pukul(time(7, 0, 5))) == ("16.30", "07.00.05")
    assert rules.lama(timedelta(hours=8, minutes=30)) == "8 jam 30 menit"
    assert rules.lama(timedelta()) == "0 menit"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2024-04-05", date(2024, 4, 5)),
        (" 2024-4-5 ", date(2024, 4, 5)),
        ("2024-02-29", date(2024, 2, 29)),
        ("2024-02-16T15:30", datetime(2024, 2, 16, 15, 30, tzinfo=WIB)),
        ("2024-02-16 15.30", datetime(2024, 2, 16, 15, 30, tzinfo=WIB)),
        ("2024-02-16T08:30:00Z", datetime(2024, 2, 16, 8, 30, tzinfo=UTC)),
        ("2024-02-16T17:30+09:00", datetime(2024, 2, 16, 15, 30, tzinfo=WIB)),
    ],
)
def test_what_people_type_is_read(typed, meant):
    assert rules.baca_waktu(typed, WIB) == meant


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("2023-02-29", "Februari 2023 hanya 1 sampai 28"),
        ("2024-02-30", "Februari 2024 hanya 1 sampai 29"),
        ("2024-13-01", "bulan hanya 1 sampai 12"),
        ("0000-01-01", "tahun mulai dari 1"),
        ("2024-04-00", "April 2024 hanya 1 sampai 30"),
        ("5 April", "tulis seperti 2024-04-05"),
        ("05/04/2024", "tulis seperti 2024-04-05"),
        ("٢٠٢٤-٠٤-٠٥", "tulis seperti 2024-04-05"),
        ("", "tulis seperti 2024-04-05"),
        ("2024-02-16T25:30", "sehari hanya 00.00 sampai 23.59"),
        ("2024-02-16T24:00", "sehari hanya 00.00 sampai 23.59"),
        ("2024-02-16T10:00+99:00", "sehari hanya"),
        ("2024-02-16Tpagi", "tulis seperti 2024-02-16T15:30"),
    ],
)
def test_what_cannot_be_meant_is_answered_with_the_reason(typed, answer):
    with pytest.raises(rules.UnreadableDay) as refusal:
        rules.baca_waktu(typed, WIB)
    assert answer in str(refusal.value)


@given(st.text(max_size=30))
def test_no_text_breaks_the_reader(typed):
    with suppress(rules.UnreadableDay):
        rules.baca_waktu(typed, WIB)


@given(st.dates())
def test_every_date_is_read_back(day):
    assert rules.baca_tanggal(f"{day.year:04d}-{day.month:02d}-{day.day:02d}") == day
