"""A stored submission is read into words, again and again the same; what cannot be understood stays empty."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from damai.intake.channels.odk.words import words_in
from damai.intake.rules.words import Contact, Point, Words

from .phones import fixture


def test_a_full_report_with_both_dates_and_its_place():
    assert words_in(fixture("lengkap.xml")) == Words(
        text="Pembagian amplop & sembako di depan pos ronda; sekitar 20 orang menerima.\nAmplop yang dibagikan",
        kind="politik_uang",
        happened_on=date(2024, 2, 10),
        happened_at=time(7, 30),
        known_on=date(2024, 2, 10),
        area_code="31.71.01.1001",
        place="Pos ronda RW 03",
        station="12",
        point=Point(latitude=-6.176655, longitude=106.830583, accuracy=4.8),
        contact=Contact(phone="0812-0000-1234"),
    )


def test_a_short_report_is_not_filled_in():
    words = words_in(fixture("singkat.xml"))
    assert (words.happened_on, words.known_on) == (date(2024, 2, 9), date(2024, 2, 10))
    assert (words.area_code, words.place, words.station, words.point, words.contact) == ("", "", "", None, None)


def test_nonsense_in_an_answer_leaves_it_empty():
    xml = (
        b"<data id='laporan_kejadian'><waktu>kemarin</waktu><diketahui>2024-13-40</diketahui>"
        b"<tempat><titik>999 999 0 0</titik></tempat><kontak>budi@contoh.id</kontak></data>"
    )
    words = words_in(xml)
    assert (words.happened_on, words.happened_at, words.known_on, words.point) == (None, None, None, None)
    assert words.contact == Contact(email="budi@contoh.id")


def test_another_form_comes_back_as_text():
    assert words_in(b"<data id='lain'><a><b>satu</b></a><c/><meta><instanceID>x</instanceID></meta></data>").text == "a/b: satu"


@pytest.mark.parametrize("raw", [b"", fixture("tersandi.xml")])
def test_what_cannot_be_read_is_a_value_error(raw):
    with pytest.raises(ValueError):
        words_in(raw)


@given(st.text(max_size=60).map(lambda text: text.replace("<", "").replace("&", "")))
def test_no_answer_breaks_the_reading(text):
    for name in ("waktu", "diketahui", "kontak"):
        xml = f"<data id='laporan_kejadian'><{name}>{text}</{name}><tempat><titik>{text}</titik></tempat></data>"
        try:
            words_in(xml.encode(errors="replace"))
        except ValueError as error:
            assert "XML" in str(error) or "token" in str(error) or "not well-formed" in str(error)
