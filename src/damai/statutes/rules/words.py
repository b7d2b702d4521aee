"""Dates, times and lengths in Indonesian words, the same everywhere; and dates as people type them."""

import re
from calendar import monthrange
from datetime import date, datetime, time, timedelta, tzinfo

from .errors import UnreadableDay

TYPED_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
TYPED_TIME = re.compile(r"(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?(Z|[+-]\d{2}:\d{2})?", re.ASCII)

# The parts of what this room puts together, for pages that say them in the reader's language (filter `said`).
SAID = (
    "akhir pekan",
    "libur",
    "cuti bersama",
    "perkiraan",
    "hari peristiwa",
    "tidak dihitung",
    "Panjang atau dasar jam ini belum diverifikasi",
    "Satuannya belum diverifikasi",
    "pengetahuan umum",
    "yakin",
    "wajib diperiksa",
    "dapat tanpa kehadiran tersangka",
    "pasal belum diperiksa",
)
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


def say(words: str) -> str:
    """The words as they are: a mark by which they are collected for translation; who shows them translates them."""
    return words


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


def baca_tanggal(typed: str) -> date:
    """The date typed as 2024-04-05; `UnreadableDay` says what is wrong with any other, an impossible one included."""
    match = TYPED_DAY.fullmatch(typed.strip())
    if not match:
        raise UnreadableDay(f"“{typed}” bukan tanggal; tulis seperti 2024-04-05 (tahun-bulan-hari).")
    year, month, day = map(int, match.groups())
    if not 1 <= month <= 12:
        raise UnreadableDay(f"Tanggal {typed} tidak ada: bulan hanya 1 sampai 12.")
    if year < 1:
        raise UnreadableDay(f"Tanggal {typed} tidak ada: tahun mulai dari 1.")
    last = monthrange(year, month)[1]
    if not 1 <= day <= last:
        raise UnreadableDay(f"Tanggal {typed} tidak ada: {MONTHS[month - 1]} {year} hanya 1 sampai {last}.")
    return date(year, month, day)


def baca_waktu(typed: str, tz: tzinfo) -> date | datetime:
    """A date, or a moment typed as 2024-02-16T15:30, local in `tz` unless it names its own offset."""
    day_part, separator, time_part = typed.strip().replace(" ", "T", 1).partition("T")
    day = baca_tanggal(day_part)
    if not separator:
        return day
    match = TYPED_TIME.fullmatch(time_part.strip())
    if not match:
        raise UnreadableDay(f"“{time_part}” bukan pukul; tulis seperti {day_part}T15:30.")
    hour, minute, second, offset = match.groups()
    try:
        at = time(int(hour), int(minute), int(second or 0))
        zone = datetime.fromisoformat(f"{day.isoformat()}T00:00{offset}").tzinfo if offset else tz
    except ValueError:
        raise UnreadableDay(f"Pukul {time_part} tidak ada; sehari hanya 00.00 sampai 23.59.") from None
    return datetime.combine(day, at, zone)
