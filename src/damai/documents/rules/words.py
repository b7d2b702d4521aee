"""Numbers, days and dates in the words that official papers use (tata naskah dinas): "sebelas", "X", "Rabu, 11 Oktober 2023"."""

from datetime import date

LARGEST = 10**15 - 1  # 999 trillion and what follows: beyond, no office has written a sum
UNITS = ("", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
SCALES = ((10**12, "triliun"), (10**9, "miliar"), (10**6, "juta"), (10**3, "ribu"))
DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


class NotANumberInWords(ValueError):
    """Only whole numbers from 0 to 999 trillion have a place on a paper in words."""


def terbilang(number: int) -> str:
    """A whole number in Indonesian words: 1998 is "seribu sembilan ratus sembilan puluh delapan". NotANumberInWords otherwise.

    One of something is "se-" before puluh, belas, ratus and ribu, and "satu" before juta and above.
    """
    if isinstance(number, bool) or not isinstance(number, int) or not 0 <= number <= LARGEST:
        raise NotANumberInWords(number)
    if number == 0:
        return "nol"
    said, rest = [], number
    for scale, name in SCALES:
        count, rest = divmod(rest, scale)
        if count:
            said.append("seribu" if (scale, count) == (1000, 1) else f"{_below_thousand(count)} {name}")
    if rest:
        said.append(_below_thousand(rest))
    return " ".join(said)


def _below_thousand(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    said = ["seratus" if hundreds == 1 else f"{UNITS[hundreds]} ratus"] if hundreds else []
    tens, ones = divmod(rest, 10)
    if rest in {10, 11}:
        said.append("sepuluh" if rest == 10 else "sebelas")
    elif tens == 1:
        said.append(f"{UNITS[ones]} belas")
    else:
        said += [f"{UNITS[tens]} puluh"] if tens else []
        said += [UNITS[ones]] if ones else []
    return " ".join(said)


def roman_month(month: int) -> str:
    """The month as letters number it: 10 is "X"."""
    return ROMAN[month - 1]


def long_date(day: date) -> str:
    """ "11 Oktober 2023"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def day_date(day: date) -> str:
    """ "Rabu, 11 Oktober 2023"."""
    return f"{DAYS[day.weekday()]}, {long_date(day)}"


def date_in_words(day: date) -> str:
    """ "Rabu tanggal sebelas bulan Oktober tahun dua ribu dua puluh tiga", as a berita acara begins after "Pada hari ini"."""
    month = MONTHS[day.month - 1]
    return f"{DAYS[day.weekday()]} tanggal {terbilang(day.day)} bulan {month} tahun {terbilang(day.year)}"
