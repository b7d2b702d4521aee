"""The four test vectors of the law, and what each unit does with weekends, holidays and nights."""

from datetime import UTC, date, datetime

import pytest

from damai.statutes import rules
from damai.statutes.rules import Zone, deadline_by, shipped

WIB = Zone.WIB.tz


def numbered(deadline):
    return {day.number: day.date for day in deadline.days if day.number}


def test_vector_1_a_violation_known_on_isra_mikraj_may_be_reported_until_21_february():
    deadline = deadline_by(shipped(), "PEMILU", "P1", date(2024, 2, 8))
    counted = [12, 13, 15, 16, 19, 20, 21]
    assert numbered(deadline) == {number: date(2024, 2, day) for number, day in enumerate(counted, start=1)}
    assert deadline.due_on == date(2024, 2, 21)
    assert rules.tanggal(deadline.due_on) == "Rabu, 21 Februari 2024"
    why = {day.date.day: day.why for day in deadline.days if day.number is None}
    assert why == {
        8: "hari peristiwa, tidak dihitung",
        9: "cuti bersama: Tahun Baru Imlek",
        10: "akhir pekan, libur: Tahun Baru Imlek",
        11: "akhir pekan",
        14: "libur: Hari Pemungutan Suara Pemilu",
        17: "akhir pekan",
        18: "akhir pekan",
    }


def test_vector_2_registered_before_the_long_leave_of_idulfitri():
    seven = deadline_by(shipped(), "PEMILU", "P7", date(2024, 4, 5))
    assert numbered(seven)[1] == date(2024, 4, 16)
    assert seven.due_on == date(2024, 4, 24)
    fourteen = deadline_by(shipped(), "PEMILU", "P8", date(2024, 4, 5))
    after_seven = {number: day for number, day in numbered(fourteen).items() if number > 7}
    assert after_seven == {
        8: date(2024, 4, 25),
        9: date(2024, 4, 26),
        10: date(2024, 4, 29),
        11: date(2024, 4, 30),
        12: date(2024, 5, 2),
        13: date(2024, 5, 3),
        14: date(2024, 5, 6),
    }
    assert fourteen.due_on == date(2024, 5, 6)


def test_vector_3_pilkada_counts_calendar_days_and_may_end_on_a_holiday():
    three = deadline_by(shipped(), "PILKADA", "P7", date(2024, 11, 22))
    assert three.due_on == date(2024, 11, 25)
    five = deadline_by(shipped(), "PILKADA", "P8", date(2024, 11, 22))
    assert five.due_on == date(2024, 11, 27)
    assert five.days[-1].why == "hari ke-5 (libur: Hari Pemungutan Suara Pilkada, tetap dihitung)"


def test_vector_4_a_crime_is_handed_over_within_24_hours_whatever_the_day():
    friday = datetime(2024, 2, 16, 15, 30, tzinfo=WIB)
    deadline = deadline_by(shipped(), "PEMILU", "K1", friday)
    assert deadline.due_at == datetime(2024, 2, 17, 15, 30, tzinfo=WIB)
    assert deadline.due_at.utcoffset() == friday.utcoffset()
    assert [day.why for day in deadline.days] == ["8 jam 30 menit", "15 jam 30 menit"]


def test_the_same_event_ends_on_different_days_under_the_two_regimes():
    day = date(2024, 11, 22)
    by_pemilu = deadline_by(shipped(), "PEMILU", "P7", day)
    by_pilkada = deadline_by(shipped(), "PILKADA", "P7", day)
    assert (by_pemilu.due_on, by_pilkada.due_on) == (date(2024, 12, 4), date(2024, 11, 25))
    assert (by_pemilu.unit, by_pilkada.unit) == (rules.Unit.WORKING_DAYS, rules.Unit.CALENDAR_DAYS)
    assert by_pemilu.basis == "UU 7/2017 Ps. 454 ayat (7)"


def test_the_legal_day_ends_at_24_and_the_counter_earlier():
    deadline = deadline_by(shipped(), "PEMILU", "P7", date(2024, 4, 5))
    assert deadline.due_at == datetime(2024, 4, 25, 0, 0, tzinfo=WIB)
    assert deadline.due_at.tzinfo is not None
    assert deadline.counter_closes_at == datetime(2024, 4, 24, 16, 0, tzinfo=WIB)
    assert not deadline.passed(datetime(2024, 4, 24, 23, 59, 59, tzinfo=WIB))
    assert deadline.passed(datetime(2024, 4, 25, 0, 0, tzinfo=WIB))


def test_on_friday_the_counter_closes_at_half_past_four():
    deadline = deadline_by(shipped(), "PEMILU", "P3", date(2024, 3, 6))
    assert deadline.due_on == date(2024, 3, 8)
    assert deadline.counter_closes_at == datetime(2024, 3, 8, 16, 30, tzinfo=WIB)


def test_a_deadline_on_a_holiday_names_the_last_day_the_counter_is_open():
    deadline = deadline_by(shipped(), "PILKADA", "P8", date(2024, 11, 22))
    assert deadline.due_at == datetime(2024, 11, 28, 0, 0, tzinfo=WIB)
    assert deadline.counter_closes_at == datetime(2024, 11, 26, 16, 0, tzinfo=WIB)


def test_the_counter_may_never_be_open_while_hours_run():
    saturday = datetime(2024, 2, 17, 9, 0, tzinfo=WIB)
    deadline = deadline_by(shipped(), "PEMILU", "K1", saturday)
    assert deadline.counter_closes_at is None


def test_hours_that_end_while_the_counter_is_open_end_there():
    monday = datetime(2024, 2, 19, 10, 0, tzinfo=WIB)
    deadline = deadline_by(shipped(), "PEMILU", "K1", monday)
    assert deadline.counter_closes_at == deadline.due_at == datetime(2024, 2, 20, 10, 0, tzinfo=WIB)
    assert not deadline.passed(deadline.due_at)


def test_the_local_day_of_a_moment_depends_on_the_zone():
    late = datetime(2024, 4, 5, 16, 0, tzinfo=UTC)  # 23.00 WIB, already 6 April in WIT
    assert deadline_by(shipped(), "PILKADA", "P7", late, zone=Zone.WIB).due_on == date(2024, 4, 8)
    east = deadline_by(shipped(), "PILKADA", "P7", late, zone=Zone.WIT)
    assert east.due_on == date(2024, 4, 9)
    assert east.due_at == datetime(2024, 4, 10, 0, 0, tzinfo=Zone.WIT.tz)


def test_counting_back_ends_before_the_event():
    deadline = deadline_by(shipped(), "PEMILU", "K13", date(2024, 3, 20))
    assert deadline.due_on == date(2024, 3, 15)
    assert [day.date.day for day in deadline.days] == [20, 19, 18, 17, 16, 15]


def test_a_window_ends_with_the_vote_and_refuses_days_outside():
    deadline = deadline_by(shipped(), "PEMILU", "P1b", date(2024, 1, 15))
    assert deadline.due_on == date(2024, 2, 14)
    assert any("belum diverifikasi" in caveat for caveat in deadline.caveats)
    with pytest.raises(rules.OutsideWindow, match="PEMILU/P1b"):
        deadline_by(shipped(), "PEMILU", "P1b", date(2024, 2, 15))
    with pytest.raises(rules.NotCountable, match="ikuti P7 atau P8"):
        deadline_by(shipped(), "PEMILU", "G2", date(2024, 1, 15))


def test_what_if_the_start_day_counts_or_joint_leave_does():
    day = date(2024, 4, 5)
    assert deadline_by(shipped(), "PEMILU", "P7", day, count_start_day=True).due_on == date(2024, 4, 23)
    assert deadline_by(shipped(), "PEMILU", "P7", day, joint_leave_is_holiday=False).due_on == date(2024, 4, 18)
    extra = rules.Holiday(date=date(2024, 4, 23), name="Libur tambahan", kind=rules.HolidayKind.ONE_OFF)
    assert deadline_by(shipped(), "PEMILU", "P7", day, extra_holidays=(extra,)).due_on == date(2024, 4, 25)


def test_a_term_that_rests_on_unsure_ground_says_so():
    assert deadline_by(shipped(), "PEMILU", "P1", date(2024, 2, 8)).caveats == ()
    unsure = deadline_by(shipped(), "PEMILU", "P4", date(2024, 2, 8))
    assert not unsure.verified
    assert any("GK-verify" in caveat for caveat in unsure.caveats)
    # P7's length was read in the law, its unit only inferred: verified, with a caveat.
    reading = deadline_by(shipped(), "PEMILU", "P7", date(2024, 4, 5))
    assert reading.verified
    assert reading.caveats == ("Satuannya belum diverifikasi: dibaca sebagai hari kerja menurut Perbawaslu 7/2022 Ps. 1.",)


def test_years_without_holidays_and_estimated_days_are_caveats():
    beyond = deadline_by(shipped(), "PEMILU", "P8", date(2028, 12, 28))
    assert "Hari libur tahun 2029 belum tercatat: tenggat yang benar dapat lebih lambat." in beyond.caveats
    assert "Cuti bersama tahun 2028 belum tercatat: tenggat yang benar dapat lebih lambat." in beyond.caveats
    moon = deadline_by(shipped(), "PEMILU", "P1", date(2027, 3, 9))
    assert any("masih perkiraan" in caveat for caveat in moon.caveats)
    assert any(day.why.endswith("(perkiraan)") for day in moon.days)
