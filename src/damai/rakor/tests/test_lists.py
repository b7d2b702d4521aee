"""A pasted list is read line by line: what can be read is, and the rest says what is wrong with it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from damai.rakor.rules.lists import MOST_LINES, read_list
from damai.rakor.rules.words import same_name, tidy


def test_a_list_as_an_office_has_it():
    lines = read_list(
        "Sari Dewanti, S.H.; Anggota; Bawaslu Jakarta Pusat; Sari@Contoh.ID; wajib\n\n"
        "Hasan\tKetua\tFKDM\thasan@contoh.id\n"
        "Tanpa surel; ; Partai Contoh\r\n"
    )
    assert [line.number for line in lines] == [1, 3, 4]
    first, second, third = (line.guest for line in lines)
    assert (first.name, first.office, first.organisation, first.required) == (
        "Sari Dewanti, S.H.", "Anggota", "Bawaslu Jakarta Pusat", True,
    )  # fmt: skip
    assert first.email.casefold() == "sari@contoh.id"
    assert (second.name, second.email, second.required) == ("Hasan", "hasan@contoh.id", False)
    assert (third.organisation, third.email, third.office) == ("Partai Contoh", "", "")


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("Sari", "few"),
        ("; Anggota; Bawaslu; a@contoh.id", "name"),
        ("Sari; Anggota; ; a@contoh.id", "organisation"),
        ("Sari; Anggota; Bawaslu; bukan surel", "email"),
        ("Sari; Anggota; Bawaslu; a@contoh.id\x00\x07 b", "email"),
        ("Sari; Anggota; Bawaslu; a@contoh.id; x; y", "many"),
        (f"{'a' * 121}; Anggota; Bawaslu; a@contoh.id", "long"),
    ],
)
def test_a_line_that_cannot_be_read_says_why(line, problem):
    (read,) = read_list(line)
    assert (read.guest, read.problem) == (None, problem)


def test_the_same_address_twice_and_too_many_lines():
    lines = read_list("A; ; X; a@contoh.id\nB; ; X; A@contoh.id")
    assert [line.problem for line in lines] == ["", "twice"]
    many = read_list("\n".join(f"A{n}; ; X" for n in range(MOST_LINES + 50)))
    assert (len(many), many[-1].problem) == (MOST_LINES + 1, "lines")


@given(st.text())
def test_any_text_gives_guests_that_are_fit_or_a_reason(text):
    for line in read_list(text):
        assert bool(line.guest) != bool(line.problem)
        if line.guest:
            values = (line.guest.name, line.guest.office, line.guest.organisation, line.guest.email)
            assert all(value == tidy(value) and value.isprintable() is not None for value in values)
            assert not any(ord(sign) < 32 or sign in "\x7f\u2028\u2029\u202e" for value in values for sign in value)


@given(st.text())
def test_a_name_is_compared_without_its_dress(text):
    assert same_name(same_name(text)) == same_name(text)
    assert same_name("  " + text.upper() + ",\n") == same_name(text.upper())
    assert same_name("Dr. Sari  Dewanti, S.H.") == same_name("dr sari dewanti s h")
