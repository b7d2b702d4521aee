"""Days as people say them: "kemarin", "hari Minggu kemarin", "malam Jumat", "12 Feb", "14/02/2024".

Only a whole date is believed at once. Everything that had to be worked out is a proposal, which the person confirms: the seven
days of a report are counted from one of these days, so nothing may be guessed for anyone.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

EARLIEST = date(2000, 1, 1)  # before it, a slip of the finger in the year
ONE_DAY = timedelta(days=1)

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari jan january",
            "februari feb pebruari peb february",
            "maret mar mrt march",
            "april apr",
            "mei may",
            "juni jun june",
            "juli jul july",
            "agustus agu agt ags aug august",
            "september sep sept",
            "oktober okt october oct",
            "november nov nopember nop",
            "desember des december dec",
        ),
        start=1,
    )
    for name in names.split()
}
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "senin senen monday",
            "selasa tuesday",
            "rabu rebo wednesday",
            "kamis thursday",
            "jumat jum'at jumaat friday",
            "sabtu saturday",
            "minggu ahad sunday",
        )
    )
    for name in names.split()
}
DAYS_OF_A_WEEK = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
NUMBERS = {
    name: number
    for number, names in enumerate(
        (
            "satu one",
            "dua two",
            "tiga three",
            "empat four",
            "lima five",
            "enam six",
            "tujuh seven",
            "delapan eight",
            "sembilan nine",
            "sepuluh ten",
        ),
        start=1,
    )
    for name in names.split()
}
# As they stand in short messages, and the second language.
SHORT = {
    "kmrn": "kemarin", "kmrin": "kemarin", "kemaren": "kemarin", "kmaren": "kemarin", "kmren": "kemarin", "kemarn": "kemarin",
    "tgl": "tanggal", "tggl": "tanggal", "tg": "tanggal", "hr": "hari", "td": "tadi", "tdi": "tadi", "mlm": "malam",
    "mlam": "malam", "pg": "pagi", "sg": "siang", "yg": "yang", "bln": "bulan", "thn": "tahun", "jmt": "jumat", "sbt": "sabtu",
    "sen": "senin", "sel": "selasa", "rab": "rabu", "kam": "kamis", "jum": "jumat", "sab": "sabtu", "mgg": "minggu",
    "mggu": "minggu", "bsk": "besok", "bbrp": "beberapa", "lalau": "lalu", "pekan": "pekan", "yesterday": "kemarin",
    "today": "hari ini", "tomorrow": "besok", "ago": "lalu", "days": "hari", "day": "hari", "weeks": "pekan", "week": "pekan",
    "last": "lalu", "night": "malam", "morning": "pagi", "tonight": "nanti malam", "the": "", "on": "", "yang": "", "pada": "",
    "itu": "", "sekitar": "", "kira-kira": "", "sepertinya": "", "kayaknya": "",
}  # fmt: skip
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DMY = re.compile(r"(\d{1,2})\s?[/.-]\s?(\d{1,2})\s?[/.-]\s?(\d{4}|\d{2})")
_DM = re.compile(r"(?<![\d./:-])(\d{1,2})\s?/\s?(\d{1,2})(?![\d./:-])")
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_D_MONTH = re.compile(rf"(?<!\d)(\d{{1,2}})\s*(?:st|nd|rd|th)?\s+({_MONTH})\b(?:\s+(\d{{4}}))?")
_MONTH_D = re.compile(rf"\b({_MONTH})\s+(\d{{1,2}})(?!\d)(?:\s+(\d{{4}}))?")
_DAY_OF_MONTH = re.compile(r"\btanggal\s+(\d{1,2})(?![\d/:.-])")
_DAY_NAME = "|".join(sorted(map(re.escape, WEEKDAYS), key=len, reverse=True))
_WEEKDAY = re.compile(
    rf"(?:(hari|malam|lalu)\s+)?\b({_DAY_NAME})\b(?:\s+(kemarin|lalu|ini|minggu lalu|pekan lalu|malam|pagi|siang|sore))?"
)
_AGO = re.compile(rf"\b(\d{{1,2}}|{'|'.join(NUMBERS)}|se)\s*(hari|minggu|pekan)\s+(?:lalu|kemarin)\b")


class Trouble(StrEnum):
    """Why no day could be read."""

    UNREADABLE = "unreadable"
    VAGUE = "vague"  # a week, a month: which day of it?
    FUTURE = "future"
    EARLY = "early"
    NO_SUCH = "no-such"  # 30 February


@dataclass(frozen=True)
class DayReading:
    """The day that was read, and whether it was said in full; or why none was."""

    day: date | None = None
    certain: bool = False
    trouble: Trouble | None = None


def read_day(text: str, *, today: date) -> DayReading:
    """The day that a person means."""
    words = _plain(text)
    try:
        found = _whole(words, today) or _relative(words, today)
    except ValueError:
        return DayReading(trouble=Trouble.NO_SUCH)
    if found is None:
        return DayReading(trouble=Trouble.VAGUE if _is_vague(words) else Trouble.UNREADABLE)
    if found.day and found.day > today:
        return DayReading(trouble=Trouble.FUTURE)
    if found.day and found.day < EARLIEST:
        return DayReading(trouble=Trouble.EARLY)
    return found


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold().replace("’", "'").replace("jum'at", "jumat")
    words = re.sub(r"[^\w\s/.:'-]", " ", folded)
    words = re.sub(r"(?<=\d)\s*\.\s+|\.(?=\s|$)", " ", words)
    kept = (SHORT.get(word.strip(".'"), word) for word in words.split())
    return " ".join(word for word in kept if word)


def _whole(words: str, today: date) -> DayReading | None:
    """A day with its month, and perhaps its year."""
    if found := _ISO.search(words):
        year, month, day = map(int, found.groups())
        return _named(words, found, date(year, month, day), certain=True)
    if found := _DMY.search(words):
        day, month, year = map(int, found.groups())
        return _named(words, found, date(year + 2000 if year < 100 else year, month, day), certain=year >= 100)
    if found := _D_MONTH.search(words):
        number, month_name, written = found[1], found[2], found[3]
    elif found := _MONTH_D.search(words):
        month_name, number, written = found[1], found[2], found[3]
    elif found := _DM.search(words):
        return DayReading(_latest(int(found[1]), int(found[2]), today))
    elif found := _DAY_OF_MONTH.search(words):
        return DayReading(_latest_of_month(int(found[1]), today))
    else:
        return None
    if written:
        return _named(words, found, date(int(written), MONTHS[month_name], int(number)), certain=True)
    return DayReading(_latest(int(number), MONTHS[month_name], today))


def _named(words: str, found: re.Match[str], day: date, *, certain: bool) -> DayReading:
    """A whole date: certain where nothing else was said but its own day of the week."""
    rest = f"{words[: found.start()]} {words[found.end() :]}".split()
    names = [WEEKDAYS[word] for word in rest if word in WEEKDAYS]
    fits = all(name == day.weekday() for name in names)
    return DayReading(day, certain and fits and not set(rest) - set(WEEKDAYS) - {"hari", "tanggal"})


def _latest(day: int, month: int, today: date) -> date:
    """The last time it was this day of this month; of 29 February, the last leap year's."""
    for year in range(today.year, today.year - 9, -1):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found <= today:
            return found
    raise ValueError("no such day")


def _latest_of_month(day: int, today: date) -> date:
    if not 1 <= day <= 31:
        raise ValueError("no such day")
    month = today.replace(day=1)
    for _ in range(12):
        try:
            found = month.replace(day=day)
        except ValueError:
            found = None
        if found and found <= today:
            return found
        month = (month - ONE_DAY).replace(day=1)
    raise ValueError("no such day")


def _relative(words: str, today: date) -> DayReading | None:
    if re.search(r"\b(besok|lusa)\b", words) and "kemarin" not in words:
        return DayReading(today + ONE_DAY)
    if (back := _days_back(words)) is not None:
        return DayReading(today - back * ONE_DAY)
    if (found := _WEEKDAY.search(words)) and (day := _weekday(found, words, today)):
        return DayReading(day)
    if re.search(r"\b(kemarin)\b", words) and not re.search(r"\b(minggu|pekan|bulan|tahun) kemarin\b", words):
        return DayReading(today - ONE_DAY)
    if re.search(r"\b(tadi|semalam|lalu) malam\b|\bsemalam\b|\bmalam tadi\b", words):
        return DayReading(today - ONE_DAY)
    if re.search(
        r"\b(hari ini|barusan|baru saja|baru aja|tadi|sekarang|nanti malam|malam ini|pagi ini|siang ini|sore ini)\b", words
    ):
        return DayReading(today)
    return None


def _days_back(words: str) -> int | None:
    if re.search(r"\bkemarin (lusa|dulu|dulunya)\b|\blusa kemarin\b", words):
        return 2
    if found := _AGO.search(words):
        number = 1 if found[1] == "se" else NUMBERS.get(found[1]) or int(found[1])
        return number * (1 if found[2] == "hari" else 7)
    return None


def _weekday(found: re.Match[str], words: str, today: date) -> date | None:
    before, name, after = found[1], WEEKDAYS[found[2]], found[3]
    if found[2] == "minggu" and before is None and after in {"kemarin", "lalu", "ini"}:
        return None  # "minggu lalu" is last week, not last Sunday
    if after in {"minggu lalu", "pekan lalu"}:
        return today - timedelta(days=today.weekday() + 7 - name)
    back = (today.weekday() - name) % 7
    if before == "malam":  # malam Jumat is the evening before Friday
        back = (today.weekday() - name + 1) % 7
    if back == 0 and (after in {"kemarin", "lalu"} or before == "lalu"):
        back = 7
    return today - back * ONE_DAY


def _is_vague(words: str) -> bool:
    return bool(re.search(rf"\b(minggu|pekan|bulan|tahun|beberapa hari|awal|akhir|pertengahan|{_MONTH})\b", words))


def mentioned_day(text: str, *, today: date) -> date | None:
    """The day that a story speaks of, where it speaks of one: always to be confirmed."""
    days = {found.day for found in (read_day(part, today=today) for part in _sentences(text)) if found.day}
    return days.pop() if len(days) == 1 else None


def _sentences(text: str) -> list[str]:
    return re.split(r"[\n!?;]|\.(?=\s)|,(?=\s)", text)[:60]
