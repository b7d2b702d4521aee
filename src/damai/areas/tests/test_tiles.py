"""The tile map of Central Jakarta is recognisable: everything in its place, each kecamatan in one piece."""

import json
from collections import defaultdict
from itertools import combinations

import pytest
from shapely.geometry import shape

from damai.areas import rules

from .shared import shared

TILES = rules.tile_map()


def cell(of):
    return rules.Cell(col=of.col, row=of.row)


def ranks(values):
    """The rank of each value; equal ones share the mean of their ranks."""
    order = sorted(values)
    return [order.index(v) + (order.count(v) - 1) / 2 for v in values]


def rank_correlation(xs, ys):
    a, b = ranks(xs), ranks(ys)
    ma, mb = sum(a) / len(a), sum(b) / len(b)
    cov = sum((p - ma) * (q - mb) for p, q in zip(a, b, strict=True))
    return cov / (sum((p - ma) ** 2 for p in a) * sum((q - mb) ** 2 for q in b)) ** 0.5


def in_one_piece(cells):
    ahead, seen = [next(iter(cells))], set()
    while ahead:
        here = ahead.pop()
        if here in cells and here not in seen:
            seen.add(here)
            ahead += rules.neighbours_of(here)
    return seen == cells


def test_there_are_44_hexagons_each_in_a_cell_of_its_own():
    assert len(TILES.hexes) == 44
    assert len({cell(h) for h in TILES.hexes}) == 44
    assert {h.code for h in TILES.hexes} == {k.code for k in rules.KELURAHAN}
    assert all(len(line) <= 10 for h in TILES.hexes for line in h.short.split("\n"))


def test_each_kecamatan_is_in_one_piece_and_so_is_the_city():
    districts = defaultdict(set)
    for h in TILES.hexes:
        districts[h.district].add(cell(h))
    assert len(districts) == 8
    assert [code for code, cells in districts.items() if not in_one_piece(cells)] == []
    assert in_one_piece({cell(h) for h in TILES.hexes})


def test_east_is_right_and_south_is_below():
    at = {k.code: k for k in rules.KELURAHAN}
    assert rank_correlation([h.centre.x for h in TILES.hexes], [at[h.code].longitude for h in TILES.hexes]) > 0.97
    assert rank_correlation([h.centre.y for h in TILES.hexes], [-at[h.code].latitude for h in TILES.hexes]) > 0.95


def test_true_neighbours_are_mostly_neighbours_on_the_map():
    """Measured: 81 of the 95 pairs that share more than 20 m of boundary."""
    features = json.loads(shared("boundaries/jakarta_pusat_kelurahan.geojson").read_text())["features"]
    outlines = {f["properties"]["code"]: shape(f["geometry"]) for f in features}
    cells = {h.code: cell(h) for h in TILES.hexes}
    pairs = [(a, b) for a, b in combinations(sorted(outlines), 2) if outlines[a].intersection(outlines[b]).length * 111_000 > 20]
    kept = [(a, b) for a, b in pairs if cells[b] in rules.neighbours_of(cells[a])]
    assert (len(kept), len(pairs)) == (81, 95)


def test_outlines_surround_the_city_and_each_kecamatan():
    """Each piece lies between two different kecamatan or at the edge, and none is drawn twice."""
    drawn = [frozenset([(e.start.x, e.start.y), (e.end.x, e.end.y)]) for e in TILES.outlines]
    assert len(drawn) == len(set(drawn))
    owner = {cell(h): h.district for h in TILES.hexes}
    borders = 0
    for h in TILES.hexes:
        for beside in rules.neighbours_of(cell(h)):
            borders += beside not in owner  # once
            borders += 0.5 * (beside in owner and owner[beside] != h.district)  # seen from both sides
    assert len(drawn) == borders
    corners = {(c.x, c.y) for h in TILES.hexes for c in h.corners}
    assert {end for edge in drawn for end in edge} <= corners  # rounding does not tear the lines


def test_the_drawing_has_no_negative_room_and_says_its_size():
    xs = [c.x for h in TILES.hexes for c in h.corners]
    ys = [c.y for h in TILES.hexes for c in h.corners]
    assert min(xs) == pytest.approx(0, abs=0.02)
    assert min(ys) == pytest.approx(0, abs=0.02)
    assert (TILES.width, TILES.height) == (max(xs), max(ys))
    assert TILES.view_box.startswith("-1 -1 ")
    assert len(TILES.hexes[0].points.split()) == 6


def test_another_city_is_arranged_from_its_points():
    villages = [rules.Village(code=k.code, name=k.name, latitude=k.latitude, longitude=k.longitude) for k in rules.KELURAHAN]
    tiles = rules.tile_map_of(villages)
    assert tiles == rules.tile_map_of(reversed(villages))  # the order they come in does not matter
    assert len({cell(h) for h in tiles.hexes}) == 44
    at = {v.code: v for v in villages}
    assert rank_correlation([h.centre.x for h in tiles.hexes], [at[h.code].longitude for h in tiles.hexes]) > 0.95
    assert rank_correlation([h.centre.y for h in tiles.hexes], [-at[h.code].latitude for h in tiles.hexes]) > 0.95
    assert rules.tile_map_of([]).hexes == ()
    same_place = [rules.Village(code=f"31.71.01.100{n}", name="Sama", latitude=-6.1, longitude=106.8) for n in range(1, 6)]
    assert len({cell(h) for h in rules.tile_map_of(same_place).hexes}) == 5
