"""The official hierarchy and the stations of Central Jakarta are loaded whole, once, and again without harm."""

import csv
from collections import Counter

import pytest

from damai.areas import actions, queries, rules
from damai.areas.models import Area, Kind, Level, PollingStation, Revision
from damai.ledger.models import Entry

from .shared import shared

pytestmark = pytest.mark.django_db


def facts():
    return list(Entry.objects.order_by("id").values_list("name", "about"))


def rows(name):
    return csv.DictReader(shared(name).read_text().splitlines())


def test_one_province_is_loaded_with_what_lies_in_it_and_again_without_change():
    steps = []
    first = actions.load_hierarchy("31", progress=lambda done, of: steps.append((done, of)))
    assert (first.areas, first.added, first.changed, first.left) == (318, 318, 0, ())
    assert steps[-1] == (318, 318)
    assert Counter(Area.objects.values_list("level", flat=True)) == {"province": 1, "regency": 6, "district": 44, "village": 267}
    assert queries.area("31.71").kind == Kind.CITY
    assert queries.area("31.01").kind == Kind.REGENCY
    assert queries.area("3171011001").parent_id == "31.71.01"
    token = Revision.objects.get().token

    again = actions.load_hierarchy("31")
    assert (again.areas, again.added, again.changed) == (318, 0, 0)
    assert facts() == [("HierarchyLoaded", "31")]  # nothing happened the second time
    assert Revision.objects.get().token == token


def test_a_city_brings_what_lies_above_it_and_an_unknown_code_brings_nothing():
    assert actions.load_hierarchy("31.71").areas == 1 + 1 + 8 + 44
    assert [area.code for area in queries.children(None)] == ["31"]
    with pytest.raises(actions.UnknownScope):
        actions.load_hierarchy("99")
    with pytest.raises(actions.UnknownScope):
        actions.load_hierarchy("Jakarta")


def test_a_changed_name_follows_the_edition_and_a_code_it_does_not_know_is_kept_and_named():
    actions.load_hierarchy("31.71")
    Area.objects.filter(code="31.71.06").update(name="Mentang")
    Area.objects.create(code="31.71.09", name="Lama", level=Level.DISTRICT, kind=Kind.DISTRICT, parent_id="31.71")
    result = actions.load_hierarchy("31.71")
    assert (result.added, result.changed, result.left) == (0, 1, ("31.71.09",))
    assert queries.area("31.71.06").name == "Menteng"
    assert Area.objects.filter(code="31.71.09").exists()


def test_central_jakarta_has_44_kelurahan_with_points_and_3129_stations():
    result = actions.load_central_jakarta()
    assert (result.areas, result.regular, result.special, result.added) == (44, 3_109, 20, 3_129)
    assert queries.stations_of("31.71", election=rules.ELECTION).count() == 3_129
    assert queries.totals().stations == {"pemilu-2024": 3_129}
    by_district = Counter(code[:8] for code in PollingStation.objects.values_list("area_id", flat=True))
    assert by_district == {
        "31.71.01": 276, "31.71.02": 363, "31.71.03": 701, "31.71.04": 355,
        "31.71.05": 292, "31.71.06": 248, "31.71.07": 498, "31.71.08": 396,
    }  # fmt: skip
    assert queries.station("31.71.05.1003", 919, election=rules.ELECTION).special
    with pytest.raises(PollingStation.DoesNotExist):
        queries.station("31.71.05.1003", 920, election=rules.ELECTION)
    assert len(queries.points_in("31.71")) == 44
    assert facts() == [("HierarchyLoaded", "31.71"), ("StationsLoaded", "31.71")]

    assert actions.load_central_jakarta().added == 0
    assert len(facts()) == 2


def test_our_table_says_what_the_commission_and_the_decree_say():
    names = {row["code"]: row["name"] for row in rows("hierarchy/dki_jakarta_regions.csv")}
    stations = {
        (row["kemendagri_code"], int(row["tps_no"]), row["is_special_location"] == "1")
        for row in rows("elections/tps2024_jakarta_pusat.csv")
    }
    assert {k.code: k.name for k in rules.KELURAHAN} == {c: n for c, n in names.items() if c.startswith("31.71.") and len(c) > 8}
    assert stations == {(k.code, n, n >= rules.FIRST_SPECIAL) for k in rules.KELURAHAN for n in k.stations}
