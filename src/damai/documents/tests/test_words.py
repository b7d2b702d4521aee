"""Numbers and dates in the words that official papers use."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from damai.documents.rules.words import LARGEST, NotANumberInWords, date_in_words, day_date, long_date, roman_month, terbilang

UNITS = {"satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "tujuh": 7, "delapan": 8, "sembilan": 9}
SCALES = {"ribu": 10**3, "juta": 10**6, "miliar": 10**9, "triliun": 10**12}


def read(words: str) -> int:
    """The number that Indonesian words say, read the way a person does: an independent way back."""
    if words == "nol":
        return 0
    whole, part, digit = 0, 0, 0
    for word in words.split():
        if word == "seribu":
            whole, part, digit = whole + 1000, 0, 0
        elif word in SCALES:
            whole, part, digit = whole + (part + digit) * SCALES[word], 0, 0
        elif word == "seratus":
            part, digit = part + 100, 0
        elif word == "ratus":
            part, digit = part + digit * 100, 0
        elif word in {"sepuluh", "sebelas"}:
            part, digit = part + {"sepuluh": 10, "sebelas": 11}[word], 0
        elif word == "puluh":
            part, digit = part + digit * 10, 0
        elif word == "belas":
            part, digit = part + digit + 10, 0
        else:
            digit = UNITS[word]
    return whole + part + digit


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "nol"),
        (1, "satu"),
        (10, "sepuluh"),
        (11, "sebelas"),
        (12, "dua belas"),
        (19, "sembilan belas"),
        (20, "dua puluh"),
        (21, "dua puluh satu"),
        (100, "seratus"),
        (101, "seratus satu"),
        (110, "seratus sepuluh"),
        (111, "seratus sebelas"),
        (200, "dua ratus"),
        (999, "sembilan ratus sembilan puluh sembilan"),
        (1_000, "seribu"),
        (1_001, "seribu satu"),
        (1_100, "seribu seratus"),
        (1_998, "seribu sembilan ratus sembilan puluh delapan"),
        (2_024, "dua ribu dua puluh empat"),
        (10_000, "sepuluh ribu"),
        (11_000, "sebelas ribu"),
        (100_000, "seratus ribu"),
        (101_000, "seratus satu ribu"),
        (1_000_000, "satu juta"),
        (1_001_000, "satu juta seribu"),
        (21_000_000, "dua puluh satu juta"),
        (1_000_000_000, "satu miliar"),
        (1_000_000_000_000, "satu triliun"),
        (LARGEST, " ".join(f"sembilan ratus sembilan puluh sembilan {scale}" for scale in ("triliun", "miliar", "juta", "ribu"))
                  + " sembilan ratus sembilan puluh sembilan"),
    ],
)  # fmt: skip
def test_a_number_in_words(number, said):
    assert terbilang(number) == said


@pytest.mark.parametrize("nothing", [-1, LARGEST + 1, 1.5, "11", True, None])
def test_what_is_no_whole_number_within_reach_is_refused(nothing):
    with pytest.raises(NotANumberInWords):
        terbilang(nothing)


@given(st.integers(0, LARGEST))
def test_a_number_in_words_reads_back_as_itself(number):
    assert read(terbilang(number)) == number


@given(st.integers(0, LARGEST))
def test_nobody_writes_satu_ribu_or_satu_ratus(number):
    said = f" {terbilang(number)} "
    assert "  " not in said
    assert not any(
        f" satu {word} " in said.replace(f" puluh satu {word}", "").replace(f" ratus satu {word}", "")
        for word in ("belas", "puluh", "ratus")
    )
    assert not said.startswith(" satu ribu") and "juta satu ribu" not in said


def test_days_and_dates():
    day = date(2023, 10, 11)
    assert long_date(day) == "11 Oktober 2023"
    assert day_date(day) == "Rabu, 11 Oktober 2023"
    assert date_in_words(day) == "Rabu tanggal sebelas bulan Oktober tahun dua ribu dua puluh tiga"
    assert [roman_month(month) for month in (1, 4, 9, 10, 12)] == ["I", "IV", "IX", "X", "XII"]
    assert day_date(date(2024, 2, 14)) == "Rabu, 14 Februari 2024"  # the day of the vote
