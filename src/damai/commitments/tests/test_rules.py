"""Neutral words, verified events, competent bodies, addresses: plain answers to plain questions."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from damai.commitments.rules import Source, competent, inert, judging_words, link_flaw, personal_numbers, prefix_of, verification
from damai.commitments.rules.deciding import flaw


@pytest.mark.parametrize(
    "text, found",
    [
        ("Akun kampanye menyebarkan kabar bohong tentang jadwal pemungutan suara pada 12 Januari.", []),
        ("Tim itu LICIK dan curang; kecurangan nyata.", ["licik", "curang", "kecurangan"]),
        ("Terbukti membagikan uang", ["terbukti"]),
        ("Peserta diduga melanggar butir 3", []),
        ("Peserta melanggar butir 3", ["melanggar"]),
        ("Ia dengan sengaja memasang baliho", ["dengan sengaja", "sengaja"]),
        ("Mereka jelas-jelas hadir", ["jelas-jelas"]),
        ("kecurangannya", []),  # a list of whole words: no fragment of another word is refused
    ],
)
def test_words_that_judge_are_found(text, found):
    assert judging_words(text) == found


@pytest.mark.parametrize(
    "text, count",
    [("Pada 12 Januari 2024 di TPS 012", 0), ("hubungi 0812-3456-7890", 1), ("NIK 3171012345678901", 1), ("+62 812 345 678", 1)],
)
def test_numbers_that_name_a_person_are_found(text, count):
    assert len(personal_numbers(text)) == count


SARI, DEWI = "M-0001", "M-0007"


@pytest.mark.parametrize(
    "sources, independent, level",
    [
        ([], True, 0),
        ([Source(message="W-1")], True, 1),
        ([Source(message="W-1"), Source(message="W-2")], False, 1),  # nobody knows who sent them
        ([Source(message="W-1"), Source(message="W-2")], True, 2),  # an officer says that they are two people
        ([Source(message="W-1"), Source(message="W-1")], True, 1),  # the same message behind two reports is one source
        ([Source(message="W-1"), Source(message="O-1", sender=SARI, confirmed_by=SARI)], False, 2),
        ([Source(message="O-1", sender=SARI, confirmed_by=SARI), Source(message="O-2", sender=SARI, confirmed_by=SARI)], True, 1),
        ([Source(message="O-1", sender=DEWI, confirmed_by=SARI)], False, 3),  # a supervisor saw it, another one confirmed it
        ([Source(message="W-1", confirmed_by=SARI)], False, 1),  # that an officer confirmed what it is verifies nothing
    ],
)
def test_how_well_an_event_is_known(sources, independent, level):
    assert verification(sources, independent=independent) == level


@given(
    st.lists(
        st.builds(
            Source,
            message=st.sampled_from(["W-1", "W-2", "W-3"]),
            sender=st.sampled_from(["", SARI, DEWI]),
            confirmed_by=st.sampled_from(["", SARI]),
        ),
        max_size=5,
    ),
    st.booleans(),
)
def test_one_source_is_never_two(sources, independent):
    level = verification(sources, independent=independent)
    seen = any(each.sender and each.confirmed_by and each.sender != each.confirmed_by for each in sources)
    assert (level == 3) == seen
    if not seen and len({(each.sender or each.message) for each in sources}) < 2:
        assert level < 2


@pytest.mark.parametrize(
    "body, is_competent",
    [
        ("Bawaslu Kota Jakarta Pusat (rapat pleno)", True),
        ("bawaslu", True),
        ("DKPP", True),
        ("Pengadilan Negeri Jakarta Pusat", True),
        ("Mahkamah Konstitusi", True),
        ("Kesbangpol Jakarta Pusat", False),
        ("Polres Metro Jakarta Pusat", False),
        ("Damai", False),
        ("Wali Kota", False),
        ("Bukan Bawaslu", False),
        ("Bawasluu", False),
        ("", False),
    ],
)
def test_who_may_decide(body, is_competent):
    assert competent(body) is is_competent


TODAY, ALLEGED = date(2024, 2, 1), date(2024, 1, 20)
WHOLE = {
    "body": "DKPP",
    "number": "12-PKE-DKPP/I/2024",
    "decided_on": date(2024, 1, 30),
    "alleged_on": ALLEGED,
    "today": TODAY,
    "case": "",
}


@pytest.mark.parametrize(
    "change, wrong",
    [
        ({}, ""),
        ({"body": " "}, "no-body"),
        ({"body": "Polri"}, "not-competent"),
        ({"number": ""}, "no-number"),
        ({"number": "putusan tentang Bapak X"}, "no-number"),
        ({"decided_on": None}, "no-day"),
        ({"decided_on": date(2024, 2, 2)}, "future"),
        ({"decided_on": date(2024, 1, 19)}, "before"),
        ({"decided_on": ALLEGED}, ""),
        ({"case": "P-00012"}, ""),
        ({"case": "perkara"}, "no-case"),
    ],
)
def test_what_a_recorded_decision_needs(change, wrong):
    assert flaw(**(WHOLE | change)) == wrong


@pytest.mark.parametrize(
    "link, wrong",
    [
        ("https://contoh.go.id/berita/1?x=2#y", ""),
        ("https://jakarta.bawaslu.go.id", ""),
        ("http://contoh.go.id", "scheme"),
        ("javascript:alert(1)", "scheme"),
        ("data:text/html,x", "scheme"),
        ("//contoh.go.id", "scheme"),
        ("https://user:pw@contoh.go.id", "person"),
        ("https://contoh.go.id:8443/", "host"),
        ("https://localhost/", "host"),
        ("https://127.0.0.1/", "host"),
        ("https://[::1]/", "host"),
        ("https://contoh", "host"),
        ("https://contoh.go.id/a b", "signs"),
        ("https://contoh.go.id/\n", "signs"),
        ('https://contoh.go.id/"><script>', "signs"),
        ("https://contoh.go.id/‮gpj", "signs"),
        ("https://[", "shape"),
        ("https://contoh.go.id/" + "a" * 500, "long"),
    ],
)
def test_which_addresses_can_stand(link, wrong):
    assert link_flaw(link) == wrong


@given(st.text(max_size=60))
def test_any_text_gets_an_answer(text):
    assert isinstance(link_flaw(text), str)
    assert isinstance(judging_words(text), list)
    assert isinstance(prefix_of(text), str)
    assert not inert(text).startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.parametrize(
    "code, prefix",
    [("T-00001", "T"), ("R-00003/2", "R"), ("D-00001/v1/3", "D"), ("t-00001", ""), ("T-00001 x", ""), ("../T-1", ""), ("", "")],
)
def test_codes_are_known_by_their_letters(code, prefix):
    assert prefix_of(code) == prefix
