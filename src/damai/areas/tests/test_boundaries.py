"""Boundaries are judged before they are taken; a file that is wrong in any way changes nothing."""

import json
from copy import deepcopy
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import Point, box, shape

from damai.areas import actions, public, queries, rules
from damai.areas.models import Area, Boundary, BoundaryImport
from damai.ledger.models import Entry

from .shared import shared

CODES = ["31.71.01.1001", "31.71.01.1002", "31.71.01.1003", "31.71.01.1004"]
BOW_TIE = [[106.8, -6.2], [106.9, -6.1], [106.9, -6.2], [106.8, -6.1], [106.8, -6.2]]
WEST, SOUTH, SIDE = 106.80, -6.18, 0.01


def square(column, row, side=SIDE):
    west, south = WEST + column * SIDE, SOUTH + row * SIDE
    ring = [[west, south], [west + side, south], [west + side, south + side], [west, south + side], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def feature(code, geometry, **more):
    return {"type": "Feature", "properties": {"code": code, **more}, "geometry": geometry}


def four_squares():
    """Four squares that fill a larger one."""
    places = [(0, 0), (1, 0), (0, 1), (1, 1)]
    return [feature(code, square(*place)) for code, place in zip(CODES, places, strict=True)]


def collection(features):
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def bring_in(content, **more):
    return actions.import_boundaries(content, source="uji.geojson", credit="Penguji", by="M-0008", **more)


def refused(content, **more):
    """The report of a refusal, which must have changed nothing."""
    before = list(Boundary.objects.values_list("area_id", "geometry"))
    with pytest.raises(actions.BadBoundaries) as error:
        bring_in(content, **more)
    assert list(Boundary.objects.values_list("area_id", "geometry")) == before
    return error.value.report


@pytest.fixture
def pusat(db):
    actions.load_hierarchy("31.71")


def test_good_boundaries_are_taken_credited_and_recorded(pusat):
    steps = []
    report = bring_in(collection(four_squares()), progress=lambda done, of: steps.append(done))
    assert (report.areas, report.errors, report.warnings) == (4, [], [])
    assert report.notes == ["2 wilayah langsung di bawah 31.71.01 tidak ada dalam berkas"]
    assert steps == sorted(steps) and steps[-1] == 100
    stored = Boundary.objects.get(area_id=CODES[0])
    assert (stored.west, stored.south) == (WEST, SOUTH)
    assert stored.origin.credit == "Penguji"
    assert len(stored.origin.digest) == 64
    assert Entry.objects.filter(name="BoundariesImported", about="31.71.01", by="M-0008").count() == 1
    inside = Area.objects.get(code=CODES[0])  # a place without a point got one
    assert shape(json.loads(stored.geometry)).contains(Point(inside.longitude, inside.latitude))


def test_a_second_import_replaces_the_siblings_and_leaves_others(pusat):
    bring_in(collection([*four_squares(), feature("31.71.06.1001", square(5, 5))]))
    bring_in(collection(four_squares()[:2]))
    assert set(Boundary.objects.values_list("area_id", flat=True)) == {*CODES[:2], "31.71.06.1001"}
    assert BoundaryImport.objects.count() == 2
    assert len(queries.boundary_versions("31.71.01")) == 1
    assert len(queries.boundary_versions("31.71")) == 2
    assert queries.has_boundaries("31.71.06") and not queries.has_boundaries("31.71.02")


def test_overlaps_and_gaps_are_measured_and_taken_only_on_request(pusat):
    features = four_squares()
    features[1] = feature(CODES[1], square(0.9, 0))  # 0.001 degrees into its neighbour, and as much from the next
    report = refused(collection(features))
    assert report.errors == []
    assert len(report.warnings) == 1
    said = report.warnings[0]
    assert said.startswith("31.71.01.1001 dan 31.71.01.1002 bertumpang-tindih")
    metres = float(said.split()[-2].replace(".", ""))
    assert metres == pytest.approx(0.001 * 0.01 * 111_320**2 * 0.9942, rel=0.001)
    assert bring_in(collection(features), accept_warnings=True).areas == 4

    ring_of_eight = [(c, r) for c in range(3) for r in range(3) if (c, r) != (1, 1)]
    codes = [*CODES, "31.71.01.1005", "31.71.01.1006", "31.71.02.1001", "31.71.02.1002"]
    holed = [feature(code, square(*place)) for code, place in zip(codes, ring_of_eight, strict=True)]
    report = refused(collection(holed))
    assert len(report.warnings) == 1
    assert report.warnings[0].startswith("Celah 1.2")
    assert "di antara 31.71.01.1001" in report.warnings[0]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda f: f[0]["properties"].update(code="99.99"), "Batas ke-1: kode Kemendagri tidak dikenal: 99.99"),
        (lambda f: f[3]["properties"].update(code=CODES[0]), "Batas ke-4: kode 31.71.01.1001 sudah ada pada batas ke-1"),
        (lambda f: f[0]["properties"].pop("code"), "properti `code` tidak ada"),
        (lambda f: f[0]["properties"].update(code=""), "properti `code` tidak ada atau kosong"),
        (lambda f: f[0]["properties"].update(code=True), "properti `code` tidak ada atau kosong"),
        (lambda f: f[0].update(properties=None), "bukan Feature"),
        (lambda f: f.__setitem__(0, 7), "bukan Feature"),
        (lambda f: f[0].update(geometry=None), "bukan Polygon"),
        (lambda f: f[0].update(geometry={"type": "Point", "coordinates": [106.8, -6.1]}), "bukan Polygon"),
        (lambda f: f[0]["geometry"].update(coordinates="x"), "koordinat rusak"),
        (lambda f: f[0]["geometry"].update(coordinates=[]), "kosong"),
        (lambda f: f[0]["geometry"].update(coordinates=[[[1, 2]]]), "koordinat rusak"),
        (lambda f: f[0]["geometry"].update(coordinates=[[["a", 2], [2, 3], [3, 4], [1, 2]]]), "koordinat rusak"),
        (lambda f: f[0]["geometry"].update(coordinates=[[[7e5, 9e6], [7e5, 9.1e6], [7.1e5, 9e6], [7e5, 9e6]]]), "bukan derajat"),
        (lambda f: f[0]["geometry"].update(coordinates=[[[-6, 106], [-6.1, 106], [-6.1, 107], [-6, 106]]]), "tertukar"),
        (
            lambda f: f[0]["geometry"].update(
                coordinates=[[[106.8, -6.2], [106.9, -6.1], [106.9, -6.2], [106.8, -6.1], [106.8, -6.2]]]
            ),
            "poligon 31.71.01.1001 tidak sah (Self-intersection",
        ),
        (lambda f: f.clear(), "tidak berisi satu batas"),
    ],
)
def test_what_is_wrong_with_a_file_is_said_and_cannot_be_accepted(pusat, change, said):
    features = deepcopy(four_squares())
    change(features)
    report = refused(collection(features), accept_warnings=True)
    assert said in " ".join(report.errors)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xd8\xff",
        b"[1, 2]",
        b"null",
        b'{"type": "FeatureCollection"}',
        b'{"type": "FeatureCollection", "features": {}}',
        b'{"type": "Feature"}',
        b'{"type": "Topology"}',
        b'{"type": "Topology", "objects": {"a": 1}, "arcs": []}',
        b'{"type": "Topology", "objects": {"a": {"type": "Polygon", "arcs": [[5]]}}, "arcs": []}',
        b'{"type": "Topology", "objects": {"a": {"type": "Polygon", "arcs": 5}}, "arcs": []}',
        b'{"type": "Topology", "objects": {}, "arcs": [[1]], "transform": {"scale": [1]}}',
        b'{"type": "Topology", "objects": {"a": {"type": "Point", "coordinates": [1, 2]}}, "arcs": []}',
        b'{"type": "FeatureCollection", "features": [NaN]}',
        b"[" * 100_000,
        b'{"type": "FeatureCollection", "features": ' + b"[" * 5_000 + b"]" * 5_000 + b"}",
        b'{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"31"},"geometry":'
        b'{"type":"Polygon","coordinates":' + b"[" * 900 + b"1" + b"]" * 900 + b"}}]}",
    ],
)
def test_junk_is_refused_in_a_sentence(pusat, content):
    report = refused(content)
    assert len(report.errors) == 1
    assert "Traceback" not in report.errors[0]


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers(-200, 200) | st.floats() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(
                st.sampled_from(["type", "arcs", "coordinates", "properties", "geometry", "code"]), inner, max_size=4
            )
        ),
        max_leaves=20,
    ),
    st.sampled_from(["features", "objects"]),
)
def test_no_document_is_a_traceback(inner, where):
    kind = "FeatureCollection" if where == "features" else "Topology"
    document = {"type": kind, "arcs": [[[0, 0], [1, 1]]], where: [inner] if where == "features" else {"a": inner}}
    try:
        assert rules.outlines_from(json.dumps(document).encode())
    except rules.UnreadableShapes as error:
        assert str(error)


def test_limits_are_kept(monkeypatch):
    content = collection(four_squares())
    monkeypatch.setattr("damai.areas.rules.shapes.MOST_POINTS", 10)
    with pytest.raises(rules.UnreadableShapes, match="Terlalu banyak titik"):
        rules.outlines_from(content)
    monkeypatch.setattr("damai.areas.rules.shapes.MOST_FEATURES", 3)
    with pytest.raises(rules.UnreadableShapes, match="Terlalu banyak batas"):
        rules.outlines_from(content)
    monkeypatch.setattr("damai.areas.rules.shapes.LARGEST_FILE", 10)
    with pytest.raises(rules.UnreadableShapes, match="terlalu besar"):
        rules.outlines_from(content)


def test_another_property_may_hold_the_code_and_codes_may_lack_their_dots(pusat):
    features = [feature("x", square(0, 0), kode="3171011001"), feature("y", square(1, 0), kode=3171011002)]
    assert bring_in(collection(features), code_property="kode").areas == 2
    assert "Properti yang ada: code, kode" in refused(collection(features), code_property="id").errors[0]


def test_bps_codes_are_found_out_by_the_names(db):
    """BPS numbers the cities of Jakarta differently: 3171 is Selatan there, 3173 Pusat."""
    actions.load_hierarchy("31")
    bps = {"3171": "Jakarta Selatan", "3172": "Jakarta Timur", "3173": "Jakarta Pusat", "3174": "Jakarta Barat"}
    theirs = [feature(code, square(at, 0), name=f"Kota {name}") for at, (code, name) in enumerate(bps.items())]
    report = refused(collection(theirs))
    assert "kode BPS" in report.errors[0]
    assert any("31.71" in note and "Jakarta Selatan" in note for note in report.notes)
    ours = {"31.74": "Jakarta Selatan", "31.75": "JAKARTA TIMUR", "31.71": "Jakarta Pusat", "31.73": "Kota Jakarta Barat"}
    good = [feature(code, square(at, 0), name=name) for at, (code, name) in enumerate(ours.items())]
    assert bring_in(collection(good)).areas == 4


@pytest.mark.parametrize("quantised", [True, False])
def test_topojson_is_the_same_as_geojson(quantised):
    """Two squares that share an arc, which the second walks backwards; one of two polygons; nested collections."""
    arcs = [
        [[1, 0], [1, 1]],
        [[1, 1], [0, 1], [0, 0], [1, 0]],
        [[1, 0], [2, 0], [2, 1], [1, 1]],
        [[5, 5], [6, 5], [6, 6], [5, 5]],
    ]
    document = {
        "type": "Topology",
        "objects": {
            "a": {
                "type": "GeometryCollection",
                "geometries": [
                    {"type": "Polygon", "arcs": [[0, 1]], "properties": {"code": "one"}},
                    {"type": "MultiPolygon", "arcs": [[[~0, 2]], [[3]]], "properties": {"code": "two"}},
                ],
            },
            "b": {"type": "Polygon", "arcs": [[3]], "id": "three"},
        },
        "arcs": arcs,
    }
    if quantised:
        document["transform"] = {"scale": [0.5, 0.5], "translate": [100, -7]}
        document["arcs"] = [
            [[(x - x0) * 2, (y - y0) * 2] for (x0, y0), (x, y) in pairwise([[0, 0], *arc])]  # each point from the one before
            for arc in arcs
        ]
    dx, dy = (100, -7) if quantised else (0, 0)
    with pytest.raises(rules.UnreadableShapes, match="Batas ke-3"):  # `b` has no code
        rules.outlines_from(json.dumps(document).encode())
    document["objects"]["b"]["properties"] = {"code": "three"}
    one, two, three = rules.outlines_from(json.dumps(document).encode())
    assert [o.code for o in (one, two, three)] == ["one", "two", "three"]
    assert one.geometry.equals(box(dx, dy, dx + 1, dy + 1))
    assert two.geometry.geom_type == "MultiPolygon"
    assert two.geometry.area == pytest.approx(1.5)
    assert one.geometry.intersection(two.geometry).length == pytest.approx(1)


def test_the_real_boundaries_of_central_jakarta_are_good(pusat):
    content = shared("boundaries/jakarta_pusat_kelurahan.geojson").read_bytes()
    report = bring_in(content)
    assert (report.areas, report.errors, report.warnings, report.notes) == (44, [], [], [])
    written = public.boundaries_geojson("31.71")
    assert written is not None
    drawn = json.loads(written)
    assert (drawn["type"], drawn["scheme"]) == ("FeatureCollection", "Kemendagri")
    assert drawn["features"][0]["properties"]["code"] == drawn["features"][0]["id"] == "31.71.01.1001"
    assert len(drawn["features"]) == 44
    assert drawn["credit"] == "Penguji"
    assert len(written) < len(content)
    for item in drawn["features"]:
        whole = shape(json.loads(Boundary.objects.get(area_id=item["id"]).geometry))
        outline = shape(item["geometry"])
        assert outline.is_valid
        assert outline.symmetric_difference(whole).area < 0.01 * whole.area
    assert public.boundaries_geojson("31.73") is None


def test_where_only_larger_places_have_outlines_those_are_drawn(pusat):
    assert public.boundaries_geojson("31.71") is None and not public.has_boundaries("31.71")
    bring_in(collection([feature("31.71.01", square(0, 0)), feature("31.71.02", square(1, 0))]))
    assert [item["id"] for item in json.loads(public.boundaries_geojson("31.71"))["features"]] == ["31.71.01", "31.71.02"]
    bring_in(collection(four_squares()))
    assert [item["id"] for item in json.loads(public.boundaries_geojson("31.71"))["features"]] == CODES


def test_a_national_topojson_is_read_and_its_one_bad_district_named():
    outlines = rules.outlines_from(shared("boundaries/id_districts.topojson").read_bytes())
    assert len(outlines) == 7_285
    assert [outline.code for outline in outlines if rules.why_invalid(outline.geometry)] == ["81.07.03"]
