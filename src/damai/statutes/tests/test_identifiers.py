"""A provision has one name for ever, and people write it in many ways."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from damai.statutes.rules import library
from damai.statutes.rules.library import Kind, NotAnIdentifier, Provision, read_citation

NAMES = {"uu pemilu": "uu-7-2017", "kuhp": "uu-1-2023", "uu pilkada": "uu-1-2015"}


@pytest.mark.parametrize(
    "code, label, kind",
    [
        ("uu-7-2017/280", "UU 7/2017 Ps. 280", Kind.ARTICLE),
        ("uu-7-2017/280/1", "UU 7/2017 Ps. 280 ayat (1)", Kind.PARAGRAPH),
        ("uu-7-2017/280/1/j", "UU 7/2017 Ps. 280 ayat (1) huruf j", Kind.LETTER),
        ("uu-7-2017/1/angka-5", "UU 7/2017 Ps. 1 angka 5", Kind.NUMBER),
        ("uu-1-2015/69/j", "UU 1/2015 Ps. 69 huruf j", Kind.LETTER),
        ("uu-1-2015/187A/1", "UU 1/2015 Ps. 187A ayat (1)", Kind.PARAGRAPH),
        ("uu-40-2008/4/b/angka-2", "UU 40/2008 Ps. 4 huruf b angka 2", Kind.NUMBER),
        ("uu-10-2016/I/angka-28", "UU 10/2016 Ps. I angka 28", Kind.NUMBER),
        ("perbawaslu-7-2022/8/3", "Perbawaslu 7/2022 Ps. 8 ayat (3)", Kind.PARAGRAPH),
        ("pkpu-15-2023/70", "PKPU 15/2023 Ps. 70", Kind.ARTICLE),
    ],
)
def test_a_provision_is_named_and_said(code, label, kind):
    provision = Provision.read(code)
    assert (str(provision), provision.label, provision.kind) == (code, label, kind)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "uu-7-2017",
        "uu-7-2017/",
        "uu-7-2017/a",
        "uu-7-2017/280/",
        "../etc/passwd",
        "uu-7-2017/280/1/j/../k",
        "uu-7-2017/280/<script>",
        "uu-7-2017/280\n",
        "UU-7-2017/280",
        "uu-7-2017/28000",
        "uu-7-2017/" + "1/" * 40,
        "uu-7-2017/280/1\x00",
    ],
)
def test_what_is_no_identifier_is_refused_in_a_sentence(text):
    with pytest.raises(NotAnIdentifier, match="bukan kode pasal"):
        Provision.read(text)


@pytest.mark.parametrize(
    "text, law, parts, rest",
    [
        ("pasal 280 ayat 1 huruf j", "", ("280", "1", "j"), ""),
        ("Pasal 280 ayat (1) huruf j UU Pemilu", "uu-7-2017", ("280", "1", "j"), ""),
        ("ps 523(2)", "", ("523", "2"), ""),
        ("ps. 523 (2)", "", ("523", "2"), ""),
        ("uu 7/2017 492", "uu-7-2017", ("492",), ""),
        ("UU No. 7 Tahun 2017 Pasal 280 ayat (1) huruf j", "uu-7-2017", ("280", "1", "j"), ""),
        ("Undang-Undang Nomor 10 Tahun 2016", "uu-10-2016", (), ""),
        ("Perbawaslu 7/2022 pasal 8 ayat (3)", "perbawaslu-7-2022", ("8", "3"), ""),
        ("peraturan pemerintah pengganti undang-undang nomor 1 tahun 2022", "perppu-1-2022", (), ""),
        ("187a uu pilkada", "uu-1-2015", ("187A",), ""),
        ("kuhp 243", "uu-1-2023", ("243",), ""),
        ("280", "", ("280",), ""),
        ("280 1 j", "", ("280", "1", "j"), ""),
        ("pasal 280 (1)j", "", ("280", "1", "j"), ""),
        ("article 280 paragraph 1 letter j", "", ("280", "1", "j"), ""),
        ("uu-1-2015/187a", "uu-1-2015", ("187A",), ""),
        ("pasal 1 angka 5 uu pemilu", "uu-7-2017", ("1", "angka-5"), ""),
        ("pasal i uu 10/2016", "uu-10-2016", ("I",), ""),
        ("ps. 280 ayat (1) kampanye", "", ("280", "1"), "kampanye"),
        # No citation: numbers in everyday words stay words.
        ("kampanye di masjid", "", (), "kampanye di masjid"),
        ("uang 200 ribu", "", (), "uang 200 ribu"),
        ("mutasi pejabat 6 bulan sebelum pilkada", "", (), "mutasi pejabat 6 bulan sebelum pilkada"),
    ],
)
def test_people_cite_in_many_ways(text, law, parts, rest):
    found = read_citation(text, NAMES)
    assert (found.law, found.parts, found.rest) == (law, parts, rest)


@given(st.text(max_size=300))
def test_no_text_breaks_the_reader_of_citations(text):
    found = read_citation(text, NAMES)
    if found.parts:
        provision = found.within(found.law or "uu-7-2017")
        assert Provision.read(str(provision)) == provision


provisions = st.builds(
    lambda article, paragraph, letter: Provision("uu-7-2017", tuple(filter(None, (article, paragraph, letter)))),
    st.from_regex(r"[1-9]\d{0,2}[A-C]?", fullmatch=True),
    st.one_of(st.just(""), st.from_regex(r"[1-9]\d?", fullmatch=True)),
    st.one_of(st.just(""), st.from_regex(r"[a-z]", fullmatch=True)),
)


@given(provisions)
def test_a_label_is_a_citation_of_what_it_labels(provision):
    assert read_citation(provision.label).within("uu-7-2017") == provision
    assert Provision.read(str(provision)) == provision


def test_siblings_stand_in_the_order_of_print():
    marks = ["10", "9", "9A", "2", "1a", "1"]
    assert sorted(marks, key=library.order_of) == ["1", "1a", "2", "9", "9A", "10"]
    assert sorted(["aa", "b", "z", "a"], key=library.order_of) == ["a", "b", "z", "aa"]
    assert sorted(["angka-10", "angka-2"], key=library.order_of) == ["angka-2", "angka-10"]
    assert sorted(["II", "I", "IV"], key=library.order_of) == ["I", "II", "IV"]


def test_who_asks_for_what_is_not_there_is_shown_the_nearest():
    known = ["uu-7-2017/280", "uu-7-2017/280/1", "uu-7-2017/280/2", "uu-7-2017/281", "uu-7-2017/523"]
    assert library.nearest_to(Provision.read("uu-7-2017/280/3"), known)[:3] == [
        "uu-7-2017/280",
        "uu-7-2017/280/2",
        "uu-7-2017/280/1",
    ]
    assert library.nearest_to(Provision.read("uu-7-2017/279"), known)[:2] == ["uu-7-2017/280", "uu-7-2017/281"]
