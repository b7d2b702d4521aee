"""The tables that come with Damai: complete, consistent, and in step with the page and with another calendar."""

import csv
import os
import warnings
from datetime import date
from pathlib import Path

import pytest

from damai.statutes import rules
from damai.statutes.rules import HolidayKind, shipped

ROOT = Path(__file__).parents[4]
SHARED = Path(os.getenv("DAMAI_SHARED_DATA", ROOT.parent / "shared/data"))
PEMILU = [
    *["P1", "P1b", "P2", "P3", "P4", "P5", "P3b", "P6", "P6b", "P7", "P8", "P9"],
    *(f"A{number}" for number in range(1, 7)),
    *(f"K{number}" for number in range(1, 14)),
    *(f"G{number}" for number in range(1, 4)),
    *(f"D{number}" for number in range(1, 10)),
    *(f"H{number}" for number in range(1, 4)),
]


def test_every_clock_of_the_law_is_there():
    codes = {regime: [clock.code for clock in shipped().clocks if clock.regime == regime] for regime in ("PEMILU", "PILKADA")}
    assert codes["PEMILU"] == PEMILU
    assert codes["PILKADA"] == ["P1", "P2", "P3", "P5", "P3b", "P7", "P8", "K1", "K3", "K4", "K5", "K6", "K7", "K8", "K10"]


def test_every_clock_says_where_it_stands_and_how_sure_we_are():
    for clock in shipped().clocks:
        assert clock.basis and clock.confidence_note and clock.written and clock.start_event, clock.key
        # What is only remembered says so in the words of the facts.
        assert clock.verified != ("GK-" in clock.confidence_note), clock.key
        # A law that says only "hari" needs a reading.
        bare = clock.written.endswith("hari")
        assert bool(clock.reads_as) or not bare, clock.key


def test_lengths_and_units_of_the_two_regimes():
    def said(regime):
        return {clock.code: (clock.length, clock.unit.value) for clock in shipped().clocks if clock.regime == regime}

    pemilu, pilkada = said("PEMILU"), said("PILKADA")
    assert (pemilu["P7"], pemilu["P8"]) == ((7, "working_days"), (14, "working_days"))
    assert (pilkada["P7"], pilkada["P8"]) == ((3, "calendar_days"), (5, "calendar_days"))
    assert (pemilu["K1"], pemilu["H1"]) == ((24, "hours"), (72, "hours"))
    # Within one Pilkada case the unit changes from calendar days to working days and back.
    assert [pilkada[code][1] for code in ("P7", "K3", "K7")] == ["calendar_days", "working_days", "calendar_days"]


def test_the_one_off_holidays_are_there_once():
    one_off = {holiday.date: holiday for holiday in shipped().holidays if holiday.kind == HolidayKind.ONE_OFF}
    assert {day: holiday.source for day, holiday in one_off.items()} == {
        date(2024, 2, 14): "Keppres 10/2024",
        date(2024, 11, 27): "Keppres 33/2024",
    }
    days = [holiday.date for holiday in shipped().holidays]
    assert len(days) == len(set(days)) == 152


def test_estimated_days_are_marked():
    estimated = [holiday for holiday in shipped().holidays if holiday.estimated]
    assert len(estimated) == 11
    assert {holiday.date.year for holiday in estimated} == {2027, 2028}
    assert all(holiday.why.endswith("(perkiraan)") for holiday in estimated)


@pytest.mark.parametrize("year", range(2023, 2028))
def test_another_calendar_knows_the_same_days_off(year):
    """A cross-check only: the table is ours, the `holidays` package is somebody else's reading of the same decrees."""
    import holidays

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = set(holidays.country_holidays("ID", years=year, categories=("public", "government")))
    assert {holiday.date for holiday in shipped().holidays if holiday.date.year == year} == theirs


def test_the_table_agrees_with_the_collected_data():
    path = SHARED / "holidays/id_holidays_2023_2028.csv"
    if not path.exists():
        pytest.skip(f"{path} is not on this machine (set DAMAI_SHARED_DATA)")
    with path.open() as lines:
        theirs = {(date.fromisoformat(row["date"]), row["estimated"] == "1") for row in csv.DictReader(lines)}
    assert {(holiday.date, holiday.estimated) for holiday in shipped().holidays} == theirs


def test_the_stages_agree_with_the_collected_data():
    path = SHARED / "elections/stages_2024.csv"
    if not path.exists():
        pytest.skip(f"{path} is not on this machine (set DAMAI_SHARED_DATA)")
    ours = {(stage.election, stage.code): stage for stage in shipped().stages}
    with path.open() as lines:
        for row in csv.DictReader(lines):
            stage = ours[row["election"], row["stage"]]
            assert (stage.starts_on, stage.ends_on) == tuple(
                date.fromisoformat(row[side]) if row[side] else None for side in ("start", "end")
            )


def test_the_page_of_clocks_is_written_from_the_table():
    assert (ROOT / "docs/law/clocks.md").read_text() == rules.clocks_page(shipped()), (
        "run: damai clock --markdown > docs/law/clocks.md"
    )


@pytest.mark.parametrize(
    ("column", "value", "complaint"),
    [
        ("length", "tujuh", "“tujuh” bukan bilangan bulat"),
        ("length", "", "sebuah rentang tidak punya panjang"),
        ("length", "0", "sekurangnya 1"),
        ("unit", "hari", "pilih working_days, calendar_days, hours, window"),
        ("confidence", "mungkin", "pilih verified, unverified"),
        ("valid_from", "1/1/2023", "bukan tanggal"),
        ("valid_to", "2022-01-01", "berakhir sebelum mulai berlaku"),
        ("counts_back", "yes", "bukan ya atau tidak"),
        ("event", "terdaftar", "“terdaftar” tidak dikenal; pilih known"),
        ("event", "", "sebutkan peristiwa yang memulainya"),
        ("met_by", "decided registered", "tidak dapat sekaligus memenuhinya"),
        ("met_by", "decided; extended", "“decided;” tidak dikenal"),
        ("counts_from", "kapan", "“kapan” tidak dikenal"),
        ("tracks", "adm pidana", "“pidana” tidak dikenal; pilih adm, tsm, kepp, pid, lain"),
        ("duty", "siapa", "“siapa” tidak dikenal; pilih reporter, supervisor"),
        ("handling", "1", "bukan ya atau tidak"),
    ],
)
def test_a_wrong_cell_is_named_with_its_line(column, value, complaint):
    row = {
        **dict.fromkeys(["written", "reads_as", "confidence_note", "counts_from", "met_by", "tracks"], ""),
        **dict.fromkeys(["opens_with", "closes_with", "valid_to"], ""),
        "regime": "PEMILU",
        "code": "P7",
        "name": "Uji",
        "start_event": "uji",
        "event": "registered",
        "duty": "supervisor",
        "handling": "tidak",
        "length": "7",
        "unit": "working_days",
        "basis": "uji",
        "confidence": "verified",
        "unit_confidence": "verified",
        "counts_start_day": "tidak",
        "counts_back": "tidak",
        "valid_from": "2023-01-01",
    }

    def table(*rows):
        return "\n".join([",".join(row), *(",".join(cells.values()) for cells in rows)])

    assert len(rules.read_clocks(table(row))) == 1
    with pytest.raises(rules.UnreadableTable, match="baris 3") as refusal:
        rules.read_clocks(table({**row, "code": "P8"}, {**row, column: value}))
    assert complaint in str(refusal.value)
    with pytest.raises(rules.UnreadableTable, match="hari yang sama"):
        rules.read_clocks(table(row, {**row, "valid_from": "2024-01-01"}))
    with pytest.raises(rules.UnreadableTable, match="kolom 'regime' tidak ada"):
        rules.read_clocks("code\nP7\n")


def test_a_short_line_and_a_doubled_holiday_are_refused():
    head = "date,name,kind,source,decided_on,estimated\n"
    line = "2030-01-01,Tahun Baru Masehi,national,SKB,,tidak\n"
    assert len(rules.read_holidays(head + line)) == 1
    with pytest.raises(rules.UnreadableTable, match="dua kali"):
        rules.read_holidays(head + line + line)
    with pytest.raises(rules.UnreadableTable, match="baris 2"):
        rules.read_holidays(head + "2030-01-01,Tahun Baru\n")
