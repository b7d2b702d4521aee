"""A figure over time says the same as a drawing and as a table, and never draws what was not measured."""

import re
from datetime import date, timedelta
from decimal import Decimal

from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from .guide import POINTS

CHART = '{% load charts %}{% series_chart points title="Hoaks" unit="laporan" target=target target_words="paling banyak 2" %}'
DAY = date(2023, 12, 4)


def drawn(points: list[dict[str, object]], target: object = 2) -> str:
    return Template(CHART).render(Context({"points": points, "target": target}))


def test_the_latest_value_stands_with_its_denominator_and_the_promise():
    html = drawn(POINTS)
    assert "<strong>2 dari 41 laporan</strong>" in html
    assert "janjinya: paling banyak 2" in re.sub(r"\s+", " ", html)
    assert html.count("h0") == sum(point["value"] is not None for point in POINTS)


def test_what_was_not_measured_leaves_a_gap_and_says_so():
    html = drawn(POINTS)
    assert html.count("<polyline") == 2, "a line is not drawn across a gap"
    assert "tidak ada data" in html
    assert 'data-label="Nilai">tidak ada data' in html


def test_no_measurement_at_all_is_no_data_and_not_zero():
    html = drawn([])
    assert "tidak ada data" in html
    assert "<svg" not in html


def test_one_measurement_and_a_promise_of_zero_can_be_drawn():
    html = drawn([{"on": DAY, "value": Decimal("0.00"), "of": Decimal("12.00")}], target=Decimal("0.00"))
    assert "0 dari 12 laporan" in html
    assert "<polyline" not in html


def test_numbers_are_read_as_the_reader_writes_them():
    assert "12,5 dari 1.200 laporan" in drawn([{"on": DAY, "value": Decimal("12.50"), "of": Decimal("1200.00")}])


def test_words_cannot_break_out_of_the_page():
    html = drawn([{"on": DAY, "value": 1, "of": None, "source": '"><script>alert(1)</script>'}])
    assert "<script>" not in html


@given(st.lists(st.one_of(st.none(), st.decimals(min_value=0, max_value=10**9, places=2)), min_size=1, max_size=30))
def test_every_measurement_lies_inside_the_drawing(values):
    html = drawn([{"on": DAY + timedelta(days=day), "value": value, "of": None} for day, value in enumerate(values)])
    for x, y in re.findall(r"M([\d.]+) ([\d.]+)h0", html):
        assert 30 <= float(x) <= 330
        assert 10 <= float(y) <= 170
    assert html.count("h0") == sum(value is not None for value in values)


def test_a_qr_code_is_a_drawing_in_the_page_with_words_for_who_does_not_see_it():
    page = Template("{% load qr %}{% qr text label %}").render(
        Context({"text": "https://contoh.id/deklarasi/", "label": 'Ke "deklarasi"<script>'})
    )
    assert page.startswith('<svg role="img" aria-label="Ke &quot;deklarasi&quot;&lt;script&gt;"')
    assert "style=" not in page
    assert "<script>" not in page
