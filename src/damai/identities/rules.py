"""What is kept of a person, how it is found again, who may read it at all, and for how long: plain values, no database."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from damai.outbox.rules import NotAnAddress, email_address, phone_number

ANSWER_WITHIN = timedelta(hours=24)  # running hours: an opening that nobody answers lapses, and is asked anew if still needed
READ_FOR = timedelta(minutes=30)  # after the second officer agreed

# Form B.1 (Perbawaslu 7/2022) asks for these of a reporter, and for fewer of others; NIK comes from the identity card.
FIELDS = {
    "name": 200,
    "nik": 16,
    "birth_place": 100,
    "birth_date": 10,
    "sex": 1,
    "occupation": 100,
    "citizenship": 60,
    "address": 500,
    "phone": 60,
    "email": 254,
    "note": 2000,
}
SEARCHED = ("phone", "email", "nik", "name")
SEXES = ("L", "P")


class Part(StrEnum):
    """What a person is to a case or a message."""

    REPORTER = "reporter"
    WITNESS = "witness"
    VICTIM = "victim"
    REPORTED = "reported"
    EXPERT = "expert"


class Way(StrEnum):
    """By which right somebody read it."""

    OWN = "own"  # their own case
    SECOND = "second"  # a second officer agreed
    HANDED = "handed"  # handed over with a forwarding


class Flaw(StrEnum):
    """What is wrong with a field."""

    UNKNOWN = "unknown"
    LONG = "long"
    INVISIBLE = "invisible"
    NIK = "nik"
    DATE = "date"
    SEX = "sex"
    EMPTY = "empty"


@dataclass(frozen=True)
class Fit:
    """Fields as they are kept, and what is wrong with those that cannot be."""

    fields: dict[str, str]
    flaws: dict[str, Flaw]


def fit(given: Mapping[str, str], *, today: date) -> Fit:
    """Fields as they are kept: trimmed, empty ones left out; a telephone number and an address as they were typed."""
    fields: dict[str, str] = {}
    flaws: dict[str, Flaw] = {}
    for name, value in given.items():
        kept = _tidy(value, lines=name in {"address", "note"})
        if name not in FIELDS:
            flaws[name] = Flaw.UNKNOWN
        elif not kept:
            continue
        elif flaw := _flaw(name, kept, today):
            flaws[name] = flaw
        else:
            fields[name] = re.sub(r"[ .-]", "", kept) if name == "nik" else kept
    return Fit(fields, flaws)


def _flaw(name: str, kept: str, today: date) -> Flaw | None:
    if any(unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Co", "Cn"} and sign != "\n" for sign in kept):
        return Flaw.INVISIBLE
    if name == "nik":
        return None if re.fullmatch(r"[0-9]{16}", re.sub(r"[ .-]", "", kept)) else Flaw.NIK
    if len(kept) > FIELDS[name]:
        return Flaw.LONG
    if name == "birth_date":
        return None if _is_past_day(kept, today) else Flaw.DATE
    if name == "sex":
        return None if kept in SEXES else Flaw.SEX
    return None


def _tidy(value: str, *, lines: bool) -> str:
    if not lines:
        return " ".join(value.split())
    return "\n".join(" ".join(line.split()) for line in value.strip().splitlines())


def _is_past_day(text: str, today: date) -> bool:
    try:
        return date(1900, 1, 1) <= date.fromisoformat(text) <= today
    except ValueError:
        return False


def searchable(field: str, value: str) -> str:
    """The one spelling by which a value is found however it was typed; empty when nothing is left of it."""
    if field == "phone":
        return _phone(value)
    if field == "email":
        return _email(value)
    if field == "nik":
        return re.sub(r"[^0-9]", "", value)
    if field == "name":
        return plain_name(value)
    raise KeyError(field)


def _phone(value: str) -> str:
    try:
        return phone_number(value)
    except NotAnAddress:
        digits = re.sub(r"[^0-9]", "", value)
        return f"+62{digits[1:]}" if digits.startswith("0") else f"+{digits}" if digits else ""


def _email(value: str) -> str:
    try:
        return email_address(value)
    except NotAnAddress:
        return value.strip().casefold()


# What is written before and after a name on a card and left out on a form, or the other way round.
_TITLES = "h hj haji hajjah bpk bapak pak ibu bu sdr sdri saudara saudari tuan nyonya ny nn dr drs dra ir prof kh ust"
TITLES = frozenset(re.split(" ", _TITLES))


def plain_name(name: str) -> str:
    """A name without signs, titles before it and degrees after a comma: exact otherwise, spelling variants are not guessed."""
    text = unicodedata.normalize("NFKD", name.partition(",")[0]).casefold()
    words = re.sub(r"[^\w\s]", " ", "".join(sign for sign in text if not unicodedata.combining(sign))).split()
    kept = list(words)
    while kept and kept[0] in TITLES:
        kept.pop(0)
    return " ".join(kept or words)


# --- Who may read it at all ------------------------------------------------------------------------------------------

# Identities of reporters and witnesses stay with the supervisors (Perbawaslu 1/2022, Art. 18(2)(b)). Bawaslu treats the
# reported party's as exempt too while the case is handled. Other bodies read what was handed to them with a forwarding.
KEEPERS = "supervisor"


def is_open(opens_until: datetime | None, at: datetime) -> bool:
    """Whether what a second officer agreed to can still be used; at its last moment it cannot."""
    return opens_until is not None and at < opens_until


def is_waiting(answer_by: datetime, at: datetime) -> bool:
    """Whether a wish can still be answered."""
    return at < answer_by
