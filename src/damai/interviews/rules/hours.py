"""Times of day as people say them: "19.30", "jam 7 malam", "setengah 8", "habis magrib"."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import time

from .days import NUMBERS

# When the calls to prayer fall in Indonesia, roughly: a proposal, which the person confirms.
PRAYERS = {
    "subuh": (4, 45), "shubuh": (4, 45), "zuhur": (12, 0), "dzuhur": (12, 0), "zhuhur": (12, 0), "lohor": (12, 0),
    "duhur": (12, 0), "asar": (15, 15), "ashar": (15, 15), "magrib": (18, 0), "maghrib": (18, 0), "isya": (19, 15),
    "isa": (19, 15), "jumatan": (12, 0), "tarawih": (19, 30), "sahur": (3, 30), "tengah hari": (12, 0), "noon": (12, 0),
    "tengah malam": (0, 0), "midnight": (0, 0),
}  # fmt: skip
_NUMBER = rf"\d{{1,2}}|{'|'.join(NUMBERS)}|sebelas|duabelas|dua belas"
_PART = r"am|pm|pagi|siang|sore|malam|dini hari"
_CLOCK = re.compile(rf"(?<![\d.:/-])(\d{{1,2}})[.:](\d{{2}})(?![\d/-])\s*(am|pm)?\s*({_PART}|subuh)?")
_HALF = re.compile(rf"\bsetengah\s+({_NUMBER})\b\s*(pagi|siang|sore|malam)?")
_FULL = re.compile(rf"(?:\b(?:jam|pukul|pkl|pk|jm|at)\s*)({_NUMBER})\b(?:\s*(lewat|lebih|kurang)\s*(\d{{1,2}}))?\s*({_PART})?")
_BARE = re.compile(rf"^({_NUMBER})\s*({_PART})?$")
_BARE_PART = re.compile(rf"\b({_NUMBER})\s*({_PART})\b")
_PART_ONLY = re.compile(r"\b(subuh|pagi|siang|sore|petang|malam|dini hari|tengah|morning|afternoon|evening|night)\b")


def is_part_of_day(text: str) -> bool:
    """Whether at least a part of the day is said."""
    return _PART_ONLY.search(text.casefold()) is not None


@dataclass(frozen=True)
class HourReading:
    """The times that may be meant; certain where it is one and was said in full."""

    hours: tuple[time, ...] = ()
    certain: bool = False


def read_hour(text: str) -> HourReading:
    """The time of day that a person means; none where they said only a part of the day."""
    words = re.sub(r"[^\w\s.:/-]", " ", unicodedata.normalize("NFKC", text).casefold())
    words = re.sub(r"\b(mlm|mlam)\b", "malam", re.sub(r"\bpg\b", "pagi", words)).replace("wib", "").replace("wita", "")
    words = re.sub(r"\.(?=\s|$)", " ", " ".join(words.split())).strip()
    try:
        return _clock(words) or _half(words) or _full(words) or _prayer(words) or HourReading()
    except ValueError:
        return HourReading()


def _clock(words: str) -> HourReading | None:
    found = _CLOCK.search(words)
    if not found:
        return None
    hour, minute = int(found[1]), int(found[2])
    part = found[3] or found[4]
    if part:
        return HourReading((time(_of_the_day(hour, part), minute),), certain=found[0].strip() == words)
    whole = re.sub(r"^(jam|pukul|pkl)\s*", "", words)
    if hour > 12 or hour == 0 or found[1].startswith("0"):
        return HourReading((time(hour, minute),), certain=found[0].strip() == whole)
    return HourReading((time(hour % 24, minute), time((hour + 12) % 24, minute)))


def _half(words: str) -> HourReading | None:
    """Setengah delapan is half past seven."""
    found = _HALF.search(words)
    if not found:
        return None
    hour = _number(found[1])
    return _either(hour, 30, found[2], before=True)


def _full(words: str) -> HourReading | None:
    found = _FULL.search(words)
    if found:
        minutes = int(found[3] or 0)
        hour = _number(found[1])
        if found[2] == "kurang" and minutes:
            return _either(hour, 60 - minutes, found[4], before=True)
        return _either(hour, minutes, found[4])
    found = _BARE.match(words) or _BARE_PART.search(words)
    return _either(_number(found[1]), 0, found[2]) if found else None


def _either(hour: int, minute: int, part: str | None, *, before: bool = False) -> HourReading:
    """The one time a part of the day leaves, or both halves of the day."""
    if not 0 <= hour <= 24:
        raise ValueError("no such hour")
    step = -1 if before else 0
    if part:
        return HourReading((time((_of_the_day(hour, part) + step) % 24, minute),))
    if hour > 12 or hour == 0:
        return HourReading((time((hour + step) % 24, minute),))
    return HourReading((time((hour + step) % 12, minute), time((hour + step) % 12 + 12, minute)))


def _of_the_day(hour: int, part: str) -> int:
    """The hour of 24: 7 malam is 19, 12 malam is 0, 1 malam is 1, 1 siang is 13."""
    if hour > 12:
        return hour % 24
    hour %= 12
    if part == "pm" or part == "sore":
        return hour + 12
    if part == "siang":
        return hour if hour in (9, 10, 11) else hour + 12
    if part == "malam":
        return hour if hour < 4 else hour + 12
    return hour


def _prayer(words: str) -> HourReading | None:
    for name, (hour, minute) in PRAYERS.items():
        if re.search(rf"\b{name}\b", words):
            after = re.search(r"\b(habis|abis|sesudah|setelah|bakda|ba'?da|selesai|after)\b", words)
            minutes = hour * 60 + minute + (30 if after else 0)
            return HourReading((time(minutes // 60 % 24, minutes % 60),))
    return None


def _number(text: str) -> int:
    if text == "sebelas":
        return 11
    if text in {"duabelas", "dua belas"}:
        return 12
    return NUMBERS.get(text) or int(text)
