"""How good the rules are on the development reports. The rules were written with them in sight: the figures are optimistic."""

import csv
import os
from pathlib import Path

import pytest

from damai.triage.rules import CATEGORIES, suggest

DATA = Path(os.getenv("DAMAI_SHARED_DATA") or Path(__file__).parents[4].parent / "shared/data") / "triage/reports_dev.csv"


@pytest.fixture(scope="module")
def read():
    if not DATA.exists():
        pytest.skip(f"the development reports are not here ({DATA}); set DAMAI_SHARED_DATA")
    rows = list(csv.DictReader(DATA.read_text("utf-8").splitlines()))
    return [(row, suggest(row["text"])) for row in rows]


def share(pairs, holds):
    return sum(holds(row, found) for row, found in pairs) / len(pairs)


def test_the_category_is_right_first_or_among_three(read):
    assert share(read, lambda row, found: found.category == row["category"]) >= 0.90
    assert share(read, lambda row, found: row["category"] in (found.category, *found.alternatives)) >= 0.97


def test_the_kind_is_right(read):
    assert share(read, lambda row, found: CATEGORIES[found.category].kind is CATEGORIES[row["category"]].kind) >= 0.95


def test_what_is_serious_is_not_missed(read):
    serious = [(row, found) for row, found in read if int(row["severity"]) >= 3]
    grave = [(row, found) for row, found in read if int(row["severity"]) == 4]
    assert share(serious, lambda row, found: found.severity >= 3) >= 0.97
    assert share(grave, lambda row, found: found.severity == 4) >= 0.94


def test_what_is_ordinary_is_not_cried_wolf_about(read):
    ordinary = [(row, found) for row, found in read if int(row["severity"]) < 3]
    assert share(ordinary, lambda row, found: found.severity < 3) >= 0.90


def test_another_spelling_gives_the_same_reading(read):
    def shouted(text):
        return text.upper().replace(" ", "  ") + "!!!"

    assert share(read, lambda row, found: suggest(shouted(row["text"])).category == found.category) >= 0.97
