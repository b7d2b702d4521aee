"""Codes that people read from paper, links that only this house can make, the order under a text, a browser's little work."""

from hashlib import sha256
from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from damai.pledges.rules import Party, new_code, own_link, place_of, read_code, read_own_link, same_person, solved

KEY, OLD = b"k" * 32, b"o" * 32


@given(st.binary(min_size=7, max_size=7))
def test_a_code_survives_being_typed_from_paper(random):
    code = new_code(random)
    assert read_code(code) == code
    assert read_code(f"  {code.lower().replace('-', ' ')} ") == code
    assert read_code(code.replace("0", "o").replace("1", "l")) == code


@given(st.text(max_size=60))
def test_what_is_no_code_is_nothing(text):
    assert read_code(text) in {"", read_code(text)}
    assert read_own_link(text, [KEY]) == ""


@given(st.binary(min_size=7, max_size=7), st.binary(min_size=7, max_size=7))
def test_a_link_opens_one_page_and_nobody_else_can_make_it(one, other):
    link = own_link(new_code(one), KEY)
    assert read_own_link(link, [KEY]) == read_own_link(link, [OLD, KEY]) == new_code(one)
    assert read_own_link(link, [OLD]) == ""
    if one != other:
        assert read_own_link(f"{new_code(other)}.{link.partition('.')[2]}", [KEY]) == ""
    assert read_own_link(link[:-1], [KEY]) == read_own_link(link + "x", [KEY]) == ""


def test_pairs_stand_before_parties_and_each_by_number():
    given_in_any_order = [("party", 24), ("pair", 3), ("party", 1), ("pair", 1), ("party", 17), ("pair", 2)]
    placed = sorted(given_in_any_order, key=lambda each: place_of(Party(*each)))
    assert placed == [("pair", 1), ("pair", 2), ("pair", 3), ("party", 1), ("party", 17), ("party", 24)]


def test_one_mailbox_is_one_person_and_dots_are_left_alone():
    assert same_person("email", "Wati+damai@Contoh.ID") == same_person("email", "wati@contoh.id") == "wati@contoh.id"
    assert same_person("email", "wa.ti@contoh.id") != same_person("email", "wati@contoh.id")
    for spelled in ("wa.ti@gmail.com", "w.a.t.i+x@gmail.com", "Wati@GoogleMail.com"):
        assert same_person("email", spelled) == "wati@gmail.com"
    assert same_person("email", "+tag@contoh.id") == "+tag@contoh.id"
    assert same_person("sms", "+6281200000000") == "+6281200000000"


def test_the_little_work_is_bound_to_its_form():
    answer = next(str(number) for number in count() if sha256(f"form:{number}".encode()).digest()[0] == 0)
    assert solved("form", answer, bits=8)
    assert not solved("form", "", bits=8)
    assert not solved("form", "x" * 41, bits=0)
    assert not all(solved(f"another{number}", answer, bits=8) for number in range(4))
