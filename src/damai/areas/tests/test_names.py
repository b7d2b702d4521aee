"""How names are read: tables of spellings, and what holds for any text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from damai.areas import rules
from damai.areas.rules import Part
from damai.areas.rules.names import ABBREVIATIONS


def village(name):
    return Part(name=name, level="village")


def district(name):
    return Part(name=name, level="district")


LETTERS = st.text(alphabet="abcdefghijklmnopqrstuvwxyz 0123456789'.,-/éñüÇ", max_size=60)


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("Tanah Abang", "tanah abang"),
        ("tn. abang", "tanah abang"),
        ("TNH ABANG", "tanah abang"),
        ("  Kebon   Kacang ", "kebon kacang"),
        ("Kebun-Kacang", "kebon kacang"),
        ("kb. kacang", "kebon kacang"),
        ("Mangga 2 Selatan", "mangga dua selatan"),
        ("Goenoeng Sahari", "gunung sahari"),
        ("Djohar Baroe", "johar baru"),
        ("Tjempaka Poetih", "cempaka putih"),
        ("tj. priok", "tanjung priok"),
        ("Tanjung Priok", "tanjung priok"),
        ("Utan Panjang", "utan panjang"),
        ("Ma'rang", "marang"),
        ("Kota Baru", "kota baru"),  # a village called so
        ("jakpus", "jakarta pusat"),
    ],
)
def test_the_key_of_a_name(written, key):
    assert rules.key(written) == key


@pytest.mark.parametrize(
    ("official", "level", "key"),
    [
        ("Kota Administrasi Jakarta Pusat", "regency", "jakarta pusat"),
        ("Kabupaten Administrasi Kepulauan Seribu", "regency", "kepulauan seribu"),
        ("Kota Bandung", "regency", "bandung"),
        ("Daerah Khusus Ibukota Jakarta", "province", "jakarta"),
        ("Daerah Istimewa Yogyakarta", "province", "yogyakarta"),
        ("Kota Baru", "district", "kota baru"),
    ],
)
def test_official_words_before_the_name_of_a_city_fall_away(official, level, key):
    assert rules.key(official, level) == key


@pytest.mark.parametrize(
    ("text", "parts", "station", "code"),
    [
        ("kelurahan gambir kecamatan gambir", [village("gambir"), district("gambir")], None, None),
        ("Kel. Kb Sirih, Kec. Menteng", [village("kebon sirih"), district("menteng")], None, None),
        ("Kota Bandung", [Part(name="bandung", level="regency", kind="kota")], None, None),
        ("kab. Bandung", [Part(name="bandung", level="regency", kind="kabupaten")], None, None),
        ("TPS 012 Petojo Utara", [Part(name="petojo utara")], 12, None),
        ("tps no. 7, kel. cikini", [village("cikini")], 7, None),
        ("TPS901 Kenari", [Part(name="kenari")], 901, None),
        ("tps 0 cikini", [Part(name="cikini")], None, None),
        ("3171011001", [], None, "31.71.01.1001"),
        ("31.71.01.1001", [], None, "31.71.01.1001"),
        ("31-71-01-1001", [], None, "31.71.01.1001"),
        ("kode 31.71", [Part(name="kode")], None, "31.71"),
        ("31", [], None, "31"),
        ("3171041002901", [], 901, "31.71.04.1002"),
        ("Kebon Sirih 10", [Part(name="kebon sirih 10")], None, None),  # a house number
        ("tahun 2024", [Part(name="tahun 2024")], None, None),
        ("", [], None, None),
    ],
)  # fmt: skip
def test_a_question_is_taken_apart(text, parts, station, code):
    question = rules.asked(text)
    assert list(question.parts) == parts
    assert (question.station, question.code) == (station, code)


def test_a_larger_place_behind_a_name_is_seen_if_it_is_known():
    question = rules.asked("kebon sirih menteng jakpus", {"menteng", "jakarta pusat"})
    assert (Part(name="kebon sirih"), Part(name="menteng"), Part(name="jakarta pusat")) in question.other_parts
    assert rules.asked("kebon sirih menteng jakpus").other_parts == ()


@pytest.mark.parametrize(
    ("spelled", "name", "how"),
    [
        ("gambir", "gambir", "exact"),
        ("karanganyar", "karang anyar", "exact"),
        ("cempaka", "cempaka putih", "beginning"),
        ("cemp pth", "cempaka putih", "short"),
        ("kmyran", "kemayoran", "short"),
        ("mentneg", "menteng", "similar"),
        ("utara petojo", "petojo utara", "similar"),
        ("", "gambir", "none"),
    ],
)
def test_kinds_of_closeness(spelled, name, how):
    assert rules.closeness(spelled, name).how == how


@pytest.mark.parametrize(("short", "full"), [("senin", "senting"), ("xempaka", "cempaka"), ("cempaka putih", "cempaka")])
def test_what_is_no_abbreviation(short, full):
    assert not rules.is_short_for(short, full)


def test_what_an_abbreviation_stands_for_is_written_as_names_are():
    assert {short: rules.expanded(full) for short, full in ABBREVIATIONS.items()} == ABBREVIATIONS


@given(LETTERS)
def test_reading_a_text_twice_changes_nothing(text):
    once = rules.plain(text)
    assert rules.plain(once) == once
    words = rules.expanded(once.replace(",", " "))
    assert rules.expanded(words) == words


@given(st.text(max_size=400))
def test_any_text_can_be_asked(text):
    question = rules.asked(text, {"menteng"})
    assert all(part.name == part.name.strip() and part.name for part in question.parts)
    assert question.station is None or 1 <= question.station <= 999
    rules.mentions(text, ["menteng", "kebon sirih"], {"menteng", "kebon sirih"})


@given(LETTERS, LETTERS)
def test_closeness_is_a_measure(one, other):
    a, b = rules.key(one), rules.key(other)
    near = rules.closeness(a, b)
    assert 0 <= near.score <= 100
    assert (near.score == 100) == (a == b)


@given(st.sampled_from([k.code for k in rules.KELURAHAN]), st.sampled_from(["", ".", " ", "-", "/"]))
def test_a_code_is_read_however_it_is_parted(code, between):
    assert rules.official_code(code.replace(".", between)) == code
    assert rules.asked(code.replace(".", between)).code == code


@given(st.text(max_size=20))
def test_what_is_no_code_is_none(text):
    code = rules.official_code(text)
    assert code is None or (rules.official_code(code) == code and rules.level_of(code) in rules.LEVELS)


def test_codes_say_what_lies_where():
    assert rules.ancestors_of("31.71.01.1001") == ["31.71.01", "31.71", "31"]
    assert rules.common_scope(["31.71.01.1001", "31.71.02.1001"]) == "31.71"
    assert rules.common_scope(["31.71", "31.71.02"]) == "31.71"
    assert rules.common_scope(["31.71", "32.71"]) is None
    assert rules.lies_in("31.71.01", "31.71") and not rules.lies_in("31.72", "31.71") and not rules.lies_in("31.7", "31.71")
    assert rules.kind_of("94.01.01", is_city=False) == "distrik"
    assert rules.official_code("٣١") is None  # digits of another script
