"""The tile map says the same with and without sight, and never turns missing data into good news."""

import re

from django.template import Context, Template

from .guide import tiles

MAP = (
    "{% load tiles %}"
    '{% tile_map tiles title="Laporan menurut kelurahan" value_label="laporan" legend=legend boundaries_url=url %}'
)


def drawn(rows: list[dict[str, object]], **more: object) -> str:
    return Template(MAP).render(Context({"tiles": rows, "legend": [], "url": "", **more}))


def test_every_hexagon_says_its_place_and_value():
    html = drawn(tiles())
    assert 'aria-label="Gambir, Kecamatan Gambir: 24 laporan"' in html
    assert 'aria-label="Cideng, Kecamatan Gambir: tidak ada data"' in html
    assert len(re.findall(r'class="hex ', html)) == len(tiles())


def test_no_data_is_hatched_and_zero_is_a_number():
    html = drawn(tiles())
    cideng = html.split('aria-label="Cideng')[1].split("</a>")[0]
    kemayoran = html.split('aria-label="Kemayoran')[1].split("</a>")[0]
    assert 'fill="url(#map-hatch)"' in cideng
    assert 'class="hex__value"' not in cideng
    assert "url(" not in kemayoran
    assert ">0</text>" in kemayoran


def test_the_table_says_the_same_as_the_drawing():
    table = drawn(tiles()).split("<table")[1].split("</table>")[0]
    rows = re.findall(r"<tr><th scope=\"row\">.*?</tr>", table)
    assert len(rows) == len(tiles())
    assert any("Cideng" in row and "tidak ada data" in row for row in rows)


def test_a_district_s_border_has_only_its_outer_sides():
    """Twelve sides of two neighbours, less the one they share counted twice."""
    two = tiles()[:2]
    path = drawn(two).split('class="district" d="')[1].split('"')[0]
    assert path.count("M") == 10


def test_a_value_may_be_words_that_protect_people():
    rows = [tiles()[0] | {"value": "1–4", "band": 1}]
    assert 'aria-label="Petojo Utara, Kecamatan Gambir: 1–4 laporan"' in drawn(rows)


def test_no_places_is_said():
    assert "Belum ada tempat" in drawn([])


def test_names_cannot_break_out_of_the_page():
    rows = [tiles()[0] | {"name": '"><script>alert(1)</script>', "label": "<b>"}]
    html = drawn(rows)
    assert "<script>alert" not in html
    assert "<b>" not in html
