"""Dates, times and lengths in Indonesian words, the same everywhere."""

from datetime import date, time, timedelta

DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)


def hari(day: date) -> str:
    """The day of the week: "Rabu"."""
    return DAYS[day.weekday()]


def bulan(day: date) -> str:
    """The month: "April"."""
    return MONTHS[day.month - 1]


def tanggal_saja(day: date) -> str:
    """The date without the day of the week: "24 April 2024"."""
    return f"{day.day} {bulan(day)} {day.year}"


def tanggal(day: date) -> str:
    """The date as an official letter writes it: "Rabu, 24 April 2024"."""
    return f"{hari(day)}, {tanggal_saja(day)}"


def pukul(at: time) -> str:
    """The time of day with the Indonesian dot: "16.30"; seconds only where there are some."""
    return f"{at:%H.%M.%S}" if at.second else f"{at:%H.%M}"


def lama(length: timedelta) -> str:
    """A length of less than some days in hours and minutes: "8 jam 30 menit"."""
    hours, rest = divmod(int(length.total_seconds()), 3600)
    minutes, seconds = divmod(rest, 60)
    said = [f"{count} {unit}" for count, unit in ((hours, "jam"), (minutes, "menit"), (seconds, "detik")) if count]
    return " ".join(said) or "0 menit"
