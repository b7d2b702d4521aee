"""A deadline is computed in the zone of the office: its day ends at its own midnight, its counter at its own hours."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from damai.statutes import actions, models, queries, rules
from damai.statutes.rules import LocalTime, Zone, deadline_by, shipped, zone_of

TIMES = shipped().zones
provinces = st.sampled_from([row.area for row in TIMES])
below = st.builds(lambda *parts: "".join(parts), st.just(".71"), st.sampled_from(["", ".01", ".01.1001"]))
codes = st.sampled_from([clock.code for clock in shipped().clocks if clock.regime == "PEMILU" and clock.length])
regimes = st.sampled_from([("PEMILU", "P7"), ("PEMILU", "P3"), ("PILKADA", "P7"), ("PILKADA", "P8")])
moments = st.datetimes(datetime(2023, 1, 2), datetime(2028, 5, 30), timezones=st.just(UTC))  # noqa: DTZ001
days = st.dates(date(2023, 1, 2), date(2028, 5, 30))
unhurried = settings(deadline=None)
OFFSET = {Zone.WIB: 7, Zone.WITA: 8, Zone.WIT: 9}


@pytest.mark.parametrize(
    ("area", "zone"),
    [
        ("31.71", Zone.WIB),  # Jakarta Pusat
        ("11.71.01.2001", Zone.WIB),  # Banda Aceh
        ("61.71", Zone.WIB),  # Pontianak: West and Central Kalimantan keep western time,
        ("62.71", Zone.WIB),
        ("63.71", Zone.WITA),  # South, East and North Kalimantan central time
        ("64.72", Zone.WITA),
        ("65.71", Zone.WITA),
        ("51.71", Zone.WITA),  # Denpasar
        ("53.71", Zone.WITA),
        ("73.71", Zone.WITA),  # Makassar
        ("81.71", Zone.WIT),  # Ambon
        ("92.02", Zone.WIT),
        ("96.71", Zone.WIT),  # Sorong
        ("91.71", Zone.WIT),  # Jayapura
        ("", Zone.WIB),  # a national office
        (None, Zone.WIB),
        ("99.99", Zone.WIB),
    ],
)
def test_the_zone_of_an_area_is_its_provinces(area, zone):
    assert zone_of(area, TIMES) is zone


def test_every_province_has_one_zone_and_says_how_sure_we_are():
    assert len(TIMES) == 38
    assert {zone: sum(row.zone is zone for row in TIMES) for zone in Zone} == {Zone.WIB: 18, Zone.WITA: 12, Zone.WIT: 8}
    assert all("Keppres 41/1987" in row.source and row.confidence == rules.Confidence.UNVERIFIED for row in TIMES)


def test_a_row_of_a_regency_stands_before_its_provinces():
    own = LocalTime(area="73.71", name="X", zone=Zone.WIT, confidence=rules.Confidence.UNVERIFIED, source="uji")
    assert zone_of("73.71.01", (*TIMES, own)) is Zone.WIT
    assert zone_of("73.72.01", (*TIMES, own)) is Zone.WITA


@given(provinces, below)
def test_everything_below_a_province_keeps_its_time(province, rest):
    assert zone_of(province + rest, TIMES) is zone_of(province, TIMES)


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("7371,Makassar,WITA,unverified,uji", "bukan kode wilayah"),
        ("73,Sulawesi Selatan,WIB,unverified,uji", "tertulis dua kali"),
        ("74,Sulawesi Tenggara,GMT,unverified,uji", "pilih WIB, WITA, WIT"),
    ],
)
def test_a_wrong_row_is_named(line, complaint):
    head = "area,name,zone,confidence,source\n73,Sulawesi Selatan,WITA,unverified,uji\n"
    with pytest.raises(rules.UnreadableTable, match=r"zones\.csv") as refusal:
        rules.read_zones(head + line + "\n")
    assert complaint in str(refusal.value)


# --- What must hold for every moment --------------------------------------------------------------------------------


@unhurried
@given(regimes, days)
def test_the_same_day_ends_an_hour_earlier_further_east(clock, day):
    ends = {zone: deadline_by(shipped(), *clock, day, zone=zone) for zone in Zone}
    assert len({deadline.due_on for deadline in ends.values()}) == 1
    assert ends[Zone.WIB].due_at - ends[Zone.WITA].due_at == timedelta(hours=1)
    assert ends[Zone.WITA].due_at - ends[Zone.WIT].due_at == timedelta(hours=1)


@unhurried
@given(regimes, moments, st.sampled_from(Zone))
def test_a_moment_belongs_to_the_offices_own_day(clock, moment, zone):
    deadline = deadline_by(shipped(), *clock, moment, zone=zone)
    assert deadline.days[0].date == (moment + timedelta(hours=OFFSET[zone])).date()
    assert deadline.due_at.astimezone(UTC).time() == time(24 - OFFSET[zone])  # midnight there
    assert deadline.due_at.astimezone(UTC).date() == deadline.due_on


@unhurried
@given(regimes, moments)
def test_no_office_further_east_has_an_earlier_last_day(clock, moment):
    last = [deadline_by(shipped(), *clock, moment, zone=zone).due_on for zone in Zone]
    assert last == sorted(last)


@unhurried
@given(codes, days)
def test_the_counters_hours_are_the_offices_own_and_end_before_the_law_does(code, day):
    for zone in Zone:
        start = datetime.combine(day, time(9), zone.tz)
        deadline = deadline_by(shipped(), "PEMILU", code, start, zone=zone)
        closes = deadline.counter_closes_at
        if closes is None:
            continue
        assert closes.utcoffset() == timedelta(hours=OFFSET[zone])
        assert closes <= deadline.due_at
        if deadline.unit != rules.Unit.HOURS:
            assert closes.time() in {time(16), time(16, 30)}
            assert closes < deadline.due_at  # the law's day goes on until midnight


@unhurried
@given(moments)
def test_running_hours_are_the_same_moment_everywhere(moment):
    assert len({deadline_by(shipped(), "PEMILU", "K1", moment, zone=zone).due_at for zone in Zone}) == 1


# --- In the database ------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_database_knows_the_zone_and_keeps_a_correction():
    assert queries.zone_of("73.71") == "WIB"  # nothing loaded yet
    assert actions.load_statutes().zones == 38
    assert [queries.zone_of(area) for area in ("31.71", "73.71.01.1001", "91", None)] == ["WIB", "WITA", "WIT", "WIB"]
    models.LocalTime.objects.create(area="73.71", name="Makassar", zone="WIT", confidence="unverified", source="uji")
    models.LocalTime.objects.filter(area="91").update(zone="WITA")
    assert queries.zone_of("73.71.01.1001") == "WIT"
    loaded = actions.load_statutes()
    assert (loaded.zones, loaded.differing) == (0, ("zona 91",))
    late = datetime(2024, 11, 22, 16, 30, tzinfo=UTC)  # 23.30 in Jakarta, past midnight in Makassar
    ends = [queries.deadline("PILKADA", "P7", late, zone=queries.zone_of(area)).due_on for area in ("31.71", "73.72")]
    assert ends == [date(2024, 11, 25), date(2024, 11, 26)]
