"""More than a hundred deadlines counted by another hand: with a calendar, days off typed a second time, and no line of ours.

`scripts/draw_vectors.py` wrote the table beside this file and the page docs/law/vectors.md, which people check with a finger.
"""

import ast
import csv
from datetime import date, datetime
from pathlib import Path

import pytest
from scripts import draw_vectors

from damai.statutes import actions, queries, rules
from damai.statutes.rules import HolidayKind, Unit, Zone, deadline_by, shipped

HERE = Path(__file__).parent
ROWS = list(csv.DictReader((HERE / "vectors.csv").read_text(encoding="utf-8").splitlines()))
LETTERS = {HolidayKind.NATIONAL: "", HolidayKind.JOINT_LEAVE: "c", HolidayKind.ONE_OFF: "k"}


def start_of(row):
    """The day, or the moment, which is on the office's clock unless it names its own offset."""
    if "T" not in row["start"]:
        return date.fromisoformat(row["start"])
    moment = datetime.fromisoformat(row["start"])
    return moment if moment.tzinfo else moment.replace(tzinfo=Zone(row["zone"]).tz)


def days_of(written):
    """The counted days as they were written down: "12/2/2024 13 15, 1/3/2024"."""
    found = []
    for word in written.replace(",", "").split():
        parts = [int(part) for part in word.split("/")]
        found.append(date(parts[2], parts[1], parts[0]) if len(parts) == 3 else found[-1].replace(day=parts[0]))
    return found


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['regime']}-{row['clock']}-{row['start']}-{row['zone']}")
def test_we_count_as_a_person_with_a_calendar_does(row):
    deadline = deadline_by(shipped(), row["regime"], row["clock"], start_of(row), zone=Zone(row["zone"]))
    if deadline.unit == Unit.HOURS:
        assert deadline.due_at.replace(tzinfo=None) == datetime.fromisoformat(row["due"])
        return
    assert deadline.due_on == date.fromisoformat(row["due"])
    if deadline.unit != Unit.WINDOW:
        assert [day.date for day in deadline.days if day.number] == days_of(row["counted"])
    assert (deadline.due_at.hour, deadline.due_at.minute) == (0, 0)


@pytest.mark.django_db
def test_the_database_counts_the_same():
    actions.load_statutes()
    for row in ROWS:
        counted = queries.deadline(row["regime"], row["clock"], start_of(row), zone=row["zone"])
        assert counted.due_on == date.fromisoformat(row["due"][:10]), row


def test_there_are_enough_of_every_kind():
    assert len(ROWS) >= 64
    assert {row["regime"] for row in ROWS} == {"PEMILU", "PILKADA"}
    assert {row["zone"] for row in ROWS} == {"WIB", "WITA", "WIT"}
    assert {row["start"][:4] for row in ROWS} == {"2023", "2024", "2025", "2026"}
    off = {holiday.date for holiday in shipped().holidays}
    assert sum(start_of(row) in off for row in ROWS) >= 5  # begun on a day off
    assert sum(row["start"][:4] != row["due"][:4] for row in ROWS) >= 12  # over a new year
    weekend = [row for row in ROWS if "T" in row["due"] and date.fromisoformat(row["due"][:10]).isoweekday() > 5]
    assert len(weekend) >= 5  # hours that run into a weekend
    backwards = [row for row in ROWS if row["clock"] == "K13"]
    assert len(backwards) == 3 and all(row["due"] < row["start"] for row in backwards)


def test_the_other_hand_knows_nothing_of_us():
    tree = ast.parse(Path(draw_vectors.__file__).read_text(encoding="utf-8"))
    names = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    names += [node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    assert set(names) == {"calendar", "csv", "io", "dataclasses", "datetime", "pathlib"}
    assert "shipped" not in Path(draw_vectors.__file__).read_text(encoding="utf-8")


def test_both_hands_typed_the_same_days_off():
    ours = {day.date: LETTERS[day.kind] for day in shipped().holidays if day.date.year < 2027}
    assert draw_vectors.days_off() == ours


def test_table_and_page_are_what_the_script_writes():
    said = "run: python -m scripts.draw_vectors"
    assert (HERE / "vectors.csv").read_text(encoding="utf-8") == draw_vectors.table(), said
    assert draw_vectors.PAGE.read_text(encoding="utf-8") == draw_vectors.page(), said


def test_a_wrong_count_would_be_seen():
    """One day off forgotten, and the hands part."""
    rest = tuple(day for day in shipped().holidays if day.date != date(2024, 2, 14))
    poorer = rules.Statutes(regimes=shipped().regimes, clocks=shipped().clocks, holidays=rest, offices=shipped().offices)
    moved = [
        row
        for row in ROWS
        if "T" not in row["start"] and row["clock"] != "P1b"
        if deadline_by(poorer, row["regime"], row["clock"], start_of(row)).due_on != date.fromisoformat(row["due"])
    ]
    assert len(moved) >= 6
