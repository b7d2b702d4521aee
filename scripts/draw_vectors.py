"""Deadlines by another hand: counted with nothing but Python's `calendar` and days off typed from the decrees.

It imports nothing of Damai and reads none of its tables of law: lengths, units and days off are typed here a second time, from
the same sources, so that a slip in one shows against the other. `python -m scripts.draw_vectors` writes the data to which the
tests hold the house (`src/damai/statutes/tests/vectors.csv`) and a page to be checked with a finger (`docs/law/vectors.md`).
"""

import calendar
import csv
import io
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).parents[1]
TABLE = ROOT / "src/damai/statutes/tests/vectors.csv"
PAGE = ROOT / "docs/law/vectors.md"

# National holidays, joint leave (c) and days decreed once (k), as day/month, from the joint decrees of three ministers.
OFF = {
    2023: """1/1 22/1 23/1c 18/2 22/3 23/3c 7/4 19/4c 20/4c 21/4c 22/4 23/4 24/4c 25/4c 1/5 18/5 1/6 2/6c 4/6 28/6c 29/6 30/6c
             19/7 17/8 28/9 25/12 26/12c""",
    2024: """1/1 8/2 9/2c 10/2 14/2k 11/3 12/3c 29/3 31/3 8/4c 9/4c 10/4 11/4 12/4c 15/4c 1/5 9/5 10/5c 23/5 24/5c 1/6 17/6 18/6c
             7/7 17/8 16/9 27/11k 25/12 26/12c""",
    2025: """1/1 27/1 28/1c 29/1 28/3c 29/3 31/3 1/4 2/4c 3/4c 4/4c 7/4c 18/4 20/4 1/5 12/5 13/5c 29/5 30/5c 1/6 6/6 9/6c 27/6
             17/8 18/8c 5/9 25/12 26/12c""",
    2026: """1/1 16/1 16/2c 17/2 18/3c 19/3 20/3c 21/3 22/3 23/3c 24/3c 3/4 5/4 1/5 14/5 15/5c 27/5 28/5c 31/5 1/6 16/6 17/8
             25/8 24/12c 25/12""",
}
# Lengths and units, from docs/law (law of the elections: w working days, d calendar days, h hours, b back, v until the vote).
LENGTH = {
    "PEMILU": """P1 7w P2 7w P3 2w P3b 2w P4 1w P5 2w P6 1w P6b 1w P7 7w P8 14w P9 7w A1 14w A2 3w A3 14w A4 3w A5 3w A6 14w
                 K1 24h K2 24h K3 14d K4 3d K5 3d K6 5d K7 7d K8 3d K9 3d K10 7d K11 3d K12 3d K13 5b G1 24h
                 D1 3w D2 3w D3 12w D4 2w D5 5w D6 3w D7 21w D8 3w D9 3w H1 72h H2 3d H3 14d P1b 0v""",
    "PILKADA": "P1 7d P2 7d P3 2d P3b 2d P5 2d P7 3d P8 5d K1 24h K3 14w K4 3w K5 3w K6 5w K7 7d K8 3d K10 7d",
}
VOTE = date(2024, 2, 14)
OFFSET = {"WIB": 7, "WITA": 8, "WIT": 9}
# What is asked: law, clock, when it starts, where, and why this one. A moment is on the clock of its own offset.
ASKED = """
PEMILU P1 2024-02-08 WIB diketahui pada hari libur; cuti bersama, akhir pekan, hari pemungutan suara (vektor 1)
PEMILU P7 2024-04-05 WIB sebelum Idulfitri (vektor 2)
PEMILU P8 2024-04-05 WIB seluruhnya sejak registrasi, bukan 7 + 14 (vektor 2)
PILKADA P7 2024-11-22 WIB hari kalender (vektor 3)
PILKADA P8 2024-11-22 WIB berakhir pada hari pemungutan suara (vektor 3)
PEMILU K1 2024-02-16T15:30 WIB Jumat sore sampai Sabtu sore (vektor 4)
PEMILU P1 2023-11-28 WIB hari pertama kampanye
PEMILU P1 2023-12-20 WIB Natal, cuti bersama dan pergantian tahun
PEMILU P1 2024-02-14 WIB mulai pada hari pemungutan suara
PEMILU P1 2024-02-10 WIB mulai pada Sabtu yang juga hari libur
PEMILU P1 2023-04-14 WIB cuti bersama Idulfitri 2023
PEMILU P1 2025-03-26 WIB Nyepi dan Idulfitri 2025
PEMILU P1 2026-03-16 WIB Nyepi dan Idulfitri 2026
PEMILU P1 2026-12-18 WIB cuti bersama pada 24 Desember
PEMILU P2 2023-06-27 WIB Iduladha di antara dua cuti bersama
PEMILU P2 2024-05-08 WIB Kenaikan dan cuti bersama
PEMILU P2 2025-01-24 WIB Isra Mikraj dan Imlek berturut-turut
PEMILU P3 2024-03-08 WIB Nyepi sesudah akhir pekan
PEMILU P3 2024-12-24 WIB malam Natal
PEMILU P3 2023-12-29 WIB melewati tahun baru
PEMILU P3 2025-12-31 WIB hari terakhir tahun
PEMILU P3 2026-05-13 WIB Kenaikan dan cuti bersama 2026
PEMILU P3 2024-03-06 WIB tanpa hari libur
PEMILU P3b 2024-06-14 WIB Iduladha sesudah akhir pekan
PEMILU P4 2024-02-07 WIB satu hari menjadi lima
PEMILU P4 2025-05-09 WIB Waisak dan cuti bersama sesudah akhir pekan
PEMILU P5 2024-05-22 WIB Waisak dan cuti bersama
PEMILU P5 2026-02-13 WIB cuti bersama mendahului Imlek
PEMILU P5 2025-04-17 WIB Jumat Agung
PEMILU P6 2024-11-26 WIB hari pemungutan suara Pilkada juga libur bagi perkara Pemilu
PEMILU P6 2023-09-27 WIB Maulid Nabi
PEMILU P6b 2026-08-24 WIB Maulid Nabi 2026
PEMILU P7 2023-12-22 WIB dari tahun lama ke tahun baru
PEMILU P7 2024-02-13 WIB sehari sebelum pemungutan suara
PEMILU P7 2024-02-14 WIB mulai pada hari libur: hari pertama tetap hari kerja berikut
PEMILU P7 2025-03-27 WIB sebelum libur terpanjang 2025
PEMILU P7 2026-03-17 WIB sebelum libur terpanjang 2026
PEMILU P7 2024-11-20 WIB melewati hari pemungutan suara Pilkada
PEMILU P7 2023-04-17 WIB cuti bersama Idulfitri 2023
PEMILU P7 2026-05-26 WIB Iduladha, Waisak dan Hari Lahir Pancasila
PEMILU P8 2023-12-18 WIB empat belas hari melewati tahun baru
PEMILU P8 2024-02-01 WIB empat hari libur di tengahnya
PEMILU P8 2025-03-20 WIB Nyepi dan Idulfitri di tengahnya
PEMILU P8 2026-03-10 WIB libur panjang 2026 di tengahnya
PEMILU P9 2025-08-14 WIB cuti bersama sesudah Hari Kemerdekaan
PEMILU P9 2023-07-14 WIB Tahun Baru Islam
PEMILU A1 2024-02-02 WIB sidang administratif selama pemungutan suara
PEMILU A1 2025-04-16 WIB Jumat Agung dan Hari Buruh
PEMILU A2 2024-05-07 WIB Kenaikan dan cuti bersama
PEMILU A2 2026-01-14 WIB Isra Mikraj 2026
PEMILU A3 2024-01-22 WIB TSM menjelang pemungutan suara
PEMILU A4 2024-03-07 WIB Nyepi
PEMILU A5 2024-12-20 WIB Natal
PEMILU A6 2023-05-15 WIB Kenaikan, Pancasila dan Waisak
PEMILU K1 2024-02-16T23:59 WIB satu menit sebelum tengah malam
PEMILU K1 2024-02-10T00:00 WIB tepat tengah malam, Sabtu dan hari libur
PEMILU K1 2024-04-09T18:45 WIB cuti bersama, jam tetap berjalan
PEMILU K1 2024-11-29T22:15 WITA akhir pekan di Makassar
PEMILU K1 2025-12-31T23:30 WIT malam tahun baru di Jayapura
PEMILU K2 2024-12-31T10:00 WIB melewati tahun baru
PEMILU G1 2026-03-20T09:00 WIT cuti bersama, jam tetap berjalan
PEMILU H1 2024-03-20T22:19 WIB 3×24 jam sejak pengumuman hasil nasional
PEMILU K3 2024-02-16 WIB hari kalender melewati 29 Februari
PEMILU K3 2023-12-24 WIB hari kalender melewati tahun baru
PEMILU K4 2024-04-08 WIB hari kalender di dalam libur Idulfitri
PEMILU K5 2025-03-30 WIB hari kalender di dalam libur Idulfitri 2025
PEMILU K6 2024-12-28 WIB hari kalender melewati tahun baru
PEMILU K7 2023-12-27 WIB hari kalender melewati tahun baru
PEMILU K8 2024-02-26 WIB berakhir pada 29 Februari
PEMILU K9 2026-05-29 WIB hari kalender, berakhir pada hari libur
PEMILU K10 2024-02-22 WIB berakhir pada 29 Februari
PEMILU K11 2025-01-26 WIB berakhir pada Imlek
PEMILU K12 2024-11-24 WIB berakhir pada hari pemungutan suara Pilkada
PEMILU K13 2024-03-20 WIB dihitung mundur dari penetapan hasil nasional
PEMILU K13 2024-03-03 WIB mundur melewati 29 Februari
PEMILU K13 2025-01-02 WIB mundur melewati tahun baru
PEMILU P1b 2024-01-15 WIB rentang laporan TSM sampai pemungutan suara
PEMILU D1 2023-11-03 WIB sesudah penetapan DCT
PEMILU D3 2023-12-15 WIB dua belas hari melewati tahun baru
PEMILU D5 2024-02-06 WIB hari pemungutan suara di tengahnya
PEMILU D7 2024-12-20 WIB dua puluh satu hari
PEMILU H2 2024-03-20 WIB hari kalender
PEMILU H3 2024-03-25 WIB hari kalender, berakhir pada cuti bersama
PILKADA P1 2024-09-25 WIB hari pertama kampanye Pilkada
PILKADA P1 2024-12-28 WIB hari kalender melewati tahun baru
PILKADA P1 2024-02-25 WIB hari kalender melewati 29 Februari
PILKADA P2 2024-11-20 WIB berakhir pada hari pemungutan suara
PILKADA P3 2024-11-27 WIB mulai pada hari pemungutan suara
PILKADA P3b 2024-10-04 WIB akhir pekan tetap dihitung
PILKADA P5 2024-10-11 WIB berakhir pada Minggu
PILKADA P7 2024-12-30 WIB berakhir sesudah tahun baru
PILKADA P8 2024-12-29 WIB berakhir sesudah tahun baru
PILKADA P8 2025-03-27 WIB hari kalender di dalam libur Idulfitri
PILKADA P7 2024-11-22T23:30+07:00 WITA 23.30 di Jakarta sudah hari berikut di Makassar
PILKADA P7 2024-11-22T23:30+07:00 WIB peristiwa yang sama di Jakarta
PILKADA P7 2024-11-22T23:30+07:00 WIT peristiwa yang sama di Jayapura
PEMILU P3 2024-03-07T22:30+07:00 WIT Kamis malam di Jakarta, Jumat di Jayapura
PEMILU P3 2024-03-07T22:30+07:00 WIB peristiwa yang sama di Jakarta
PILKADA K1 2024-11-30T20:00 WITA akhir pekan di Denpasar
PILKADA K3 2024-11-28 WIB polisi menghitung hari kerja
PILKADA K4 2024-12-23 WIB hari kerja di sekitar Natal
PILKADA K5 2024-11-26 WIB hari kerja; hari pemungutan suara tidak dihitung
PILKADA K6 2024-12-24 WIB hari kerja melewati tahun baru
PILKADA K7 2024-12-20 WIB pengadilan menghitung hari kalender
PILKADA K8 2024-12-30 WIB hari kalender melewati tahun baru
PILKADA K10 2024-12-26 WIB hari kalender melewati tahun baru
"""
MONTHS = [
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
]
DAYS = ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"]


@dataclass(frozen=True)
class Vector:
    """One question with its answer, worked out."""

    regime: str
    clock: str
    start: str
    zone: str
    why: str
    first: date  # the day of the event, at the office
    due: str  # the day, or the moment on the office's clock
    counted: tuple[date, ...]

    @property
    def last(self) -> date:
        """The day it ends."""
        return date.fromisoformat(self.due[:10])


def days_off() -> dict[date, str]:
    """Every day off with its letter: nothing for a national holiday, c for joint leave, k for a day decreed once."""
    found = {}
    for year, words in OFF.items():
        for word in words.split():
            day, _slash, month = word.rstrip("ck").partition("/")
            found[date(year, int(month), int(day))] = word.lstrip("0123456789/")
    return found


def vectors() -> list[Vector]:
    """Every question, answered."""
    return [answer(*line.split(" ", 4)) for line in ASKED.strip().splitlines()]


def answer(regime: str, clock: str, start: str, zone: str, why: str) -> Vector:
    """Count one term the plain way."""
    words = LENGTH[regime].split()
    length = dict(zip(words[::2], words[1::2], strict=True))[clock]
    number, unit = int(length[:-1]), length[-1]
    at = datetime.fromisoformat(start)
    if at.tzinfo is not None:  # said on another clock: turn the hands to the office's
        at = at.replace(tzinfo=None) - (at.utcoffset() or timedelta(0)) + timedelta(hours=OFFSET[zone])
    first = at.date()
    if unit == "h":
        return Vector(regime, clock, start, zone, why, first, (at + timedelta(hours=number)).isoformat(timespec="minutes"), ())
    counted = tuple({"w": working, "d": following, "b": before, "v": until_the_vote}[unit](first, number))
    return Vector(regime, clock, start, zone, why, first, counted[-1].isoformat(), counted)


def working(first: date, number: int) -> list[date]:
    """The first so many days after the event that stand on a working day's column and are not off."""
    off = days_off()
    found: list[date] = []
    for year in (first.year, first.year + 1):
        for month in range(1, 13):
            for week in calendar.Calendar().monthdatescalendar(year, month):
                found += [day for day in week[:5] if day.month == month and day > first and day not in off]
    return found[:number]


def following(first: date, number: int) -> list[date]:
    """The next so many days."""
    return [first + timedelta(days=step) for step in range(1, number + 1)]


def before(first: date, number: int) -> list[date]:
    """The so many days before the event, the nearest first."""
    return [first - timedelta(days=step) for step in range(1, number + 1)]


def until_the_vote(first: date, number: int) -> list[date]:
    """The window ends with the day of the vote."""
    return [VOTE]


# --- Writing it down ------------------------------------------------------------------------------------------------


def written(days: tuple[date, ...]) -> str:
    """The counted days as one writes them down: "12 13 15 Feb 2024, 1 Mar"."""
    said: list[str] = []
    month = None
    for day in days:
        if month not in (None, (day.year, day.month)):
            said[-1] += ","
        said.append(f"{day.day}/{day.month}/{day.year}" if month != (day.year, day.month) else str(day.day))
        month = (day.year, day.month)
    return " ".join(said)


def table() -> str:
    """The data file."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(["regime", "clock", "start", "zone", "due", "counted", "why"])
    for each in vectors():
        rows.writerow([each.regime, each.clock, each.start, each.zone, each.due, written(each.counted), each.why])
    return out.getvalue()


def page() -> str:
    """The page with little calendars."""
    found = vectors()
    parts = [HEAD.format(number=len(found))]
    for number, each in enumerate(found, start=1):
        parts.append(
            f"\n## {number}. {each.regime} {each.clock}, {each.start.replace('T', ' ')} {each.zone}\n\n{each.why}.\n\n```text\n"
        )
        months = sorted({(day.year, day.month) for day in (each.first, each.last, *each.counted)})
        parts.append("\n".join(line for year, month in months for line in month_page(each, year, month)))
        parts.append(f"\n```\n\n**{ends(each)}**\n")
    return "".join(parts)


HEAD = """\
# Deadlines counted by hand

{number} deadlines, each with the calendar beside it, written by `python -m scripts.draw_vectors`. That script shares no line and
no table with the code it checks, and every answer was read over against its calendar; `statutes/tests/test_by_hand.py` holds the
two together. In a calendar `[ 5]` is the day of the event, `3.` under a day is its count, `x` is a day off by decree, `c` joint
leave, `k` a day decreed once, and `=` marks the day the term ends. Weekends have no mark of their own: they stand in the last two
columns.
"""


def month_page(each: Vector, year: int, month: int) -> list[str]:
    """One month: a line of days, and under it what each is."""
    off = days_off()
    place = {day: number for number, day in enumerate(each.counted, start=1)}
    lines = [f"{MONTHS[month - 1]} {year}", "  Sn    Sl    Rb    Km    Jm    Sb    Mg"]
    for week in calendar.Calendar().monthdatescalendar(year, month):
        inside = [day if day.month == month else None for day in week]
        above = "".join(_day(day, each) for day in inside)
        below = "".join(_mark(day, each, place, off) for day in inside)
        lines += [above.rstrip(), *([below.rstrip()] if below.strip() else [])]
    return [*lines, ""]


def _day(day: date | None, each: Vector) -> str:
    if day is None:
        return " " * 6
    return f"[{day.day:2d}]  " if day == each.first else f" {day.day:2d}   "


def _mark(day: date | None, each: Vector, place: dict[date, int], off: dict[date, str]) -> str:
    if day is None:
        return " " * 6
    mark = f"{place[day]}." if day in place and each.clock != "P1b" else (off[day] or "x") if day in off else ""
    return f"{mark}{'=' if day == each.last else ''}".center(4) + "  "


def ends(each: Vector) -> str:
    """The answer in words."""
    said = f"{DAYS[each.last.weekday()]}, {each.last.day} {MONTHS[each.last.month - 1]} {each.last.year}"
    return (
        f"{said}, pukul {each.due[11:].replace(':', '.')} {each.zone}" if "T" in each.due else f"{said}, pukul 24.00 {each.zone}"
    )


if __name__ == "__main__":
    TABLE.write_text(table(), encoding="utf-8")
    PAGE.write_text(page(), encoding="utf-8")
