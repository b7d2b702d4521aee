"""When an area splits, the old code leads to what it became, on every day."""

from datetime import date

import pytest

from damai.areas import actions, queries
from damai.areas.actions import Part
from damai.areas.models import Area, Kind
from damai.ledger.models import Entry

pytestmark = pytest.mark.django_db
DAY = date(2027, 1, 1)
MENTENG = "31.71.06.1001"


@pytest.fixture(autouse=True)
def pusat():
    actions.load_hierarchy("31.71")


def codes(code, on):
    return [area.code for area in queries.current(code, on=on)]


def test_an_area_that_ends_leads_to_its_successors_from_that_day_on():
    parts = [Part(code="31.71.06.1006", name="Menteng Utara"), Part(code="31.71.06.1007", name="Menteng Selatan")]
    made = actions.split_area(queries.area(MENTENG), into=parts, on=DAY, by="M-0008")
    assert [(a.code, a.name, a.kind, a.parent_id, a.begins_on) for a in made] == [
        ("31.71.06.1006", "Menteng Utara", Kind.URBAN_VILLAGE, "31.71.06", DAY),
        ("31.71.06.1007", "Menteng Selatan", Kind.URBAN_VILLAGE, "31.71.06", DAY),
    ]
    assert queries.area(MENTENG).ends_on == date(2026, 12, 31)
    assert codes(MENTENG, date(2026, 12, 31)) == [MENTENG]
    assert codes(MENTENG, DAY) == ["31.71.06.1006", "31.71.06.1007"]
    assert [a.code for a in queries.successors(MENTENG)] == ["31.71.06.1006", "31.71.06.1007"]
    assert queries.descendants("31.71.06", on=date(2026, 12, 31)).count() == 5
    assert queries.descendants("31.71.06", on=DAY).count() == 6
    splits = Entry.objects.filter(name="AreaSplit")
    assert [(entry.about, entry.by) for entry in splits] == [(MENTENG, "M-0008")] * 2

    # and once more, years later: the chain is followed
    later = date(2031, 5, 1)
    actions.split_area(
        made[0],
        into=[Part(code="31.71.06.1006", name="Menteng Utara"), Part(code="31.71.06.1008", name="Menteng Tengah")],
        on=later,
        by="M-0008",
    )
    assert codes(MENTENG, date(2031, 4, 30)) == ["31.71.06.1006", "31.71.06.1007"]
    assert codes(MENTENG, later) == ["31.71.06.1006", "31.71.06.1007", "31.71.06.1008"]
    assert codes("31.71.06.1006", later) == ["31.71.06.1006", "31.71.06.1008"]  # it went on under its code


def test_an_unknown_code_leads_nowhere_and_an_untouched_one_to_itself():
    assert codes("31.99", DAY) == []
    assert codes("31.71.01", DAY) == ["31.71.01"]


@pytest.mark.parametrize(
    "parts",
    [
        [],
        [Part(code=MENTENG, name="Menteng")],  # nothing new
        [Part(code="31.71.06.1006", name="A"), Part(code="31.71.06.1006", name="B")],  # twice
        [Part(code="31.71.06.1002", name="Pegangsaan")],  # taken
        [Part(code="31.71.09", name="Kecamatan Baru")],  # another level
        [Part(code="3171061006", name="Tanpa titik")],
        [Part(code="31.71.06.1006", name="  ")],
        [Part(code="31.71.66.1001", name="Tanpa induk")],
        [Part(code="Menteng", name="Bukan kode")],
    ],
)
def test_a_split_that_cannot_be_changes_nothing(parts):
    with pytest.raises(actions.BadSplit):
        actions.split_area(queries.area(MENTENG), into=parts, on=DAY, by="M-0008")
    assert queries.area(MENTENG).ends_on is None
    assert Area.objects.count() == 54
    assert not Entry.objects.filter(name="AreaSplit").exists()


def test_what_has_ended_cannot_be_split_again():
    into = [Part(code="31.71.06.1006", name="Menteng Utara")]
    made = actions.split_area(queries.area(MENTENG), into=into, on=DAY, by="M-0008")
    with pytest.raises(actions.AlreadyEnded):
        actions.split_area(queries.area(MENTENG), into=[Part(code="31.71.06.1009", name="X")], on=DAY, by="M-0008")
    with pytest.raises(actions.BadSplit):  # nor on the day it begins
        actions.split_area(made[0], into=[Part(code="31.71.06.1009", name="X")], on=DAY, by="M-0008")
