"""Hearing people: how often they are invited, and what exactly is sealed of what they said; pure."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256

MOST_INVITATIONS = 2  # a second invitation follows the first; practice, no text was read (docs/law/cases.md)
LASTS = timedelta(hours=1)  # what a calendar shows; nobody is sent away after an hour
SPARE = 3  # empty questions at the end of the page, so that two officers can begin the next one without asking for it
MOST_QUESTIONS = 300
LONGEST = 20_000  # signs in one question or answer
KEY = "abcdefghjkmnpqrstuvwxyz23456789"  # of a code that is typed from paper: no letters that are misread


class Bring(StrEnum):
    """What somebody is asked to bring. A list: free words in an invitation end up naming others."""

    IDENTITY = "identity"
    ORIGINALS = "originals"
    COPIES = "copies"
    MANDATE = "mandate"
    DEVICE = "device"


@dataclass(frozen=True, kw_only=True)
class Said:
    """One question and its answer."""

    number: int
    question: str
    answer: str


@dataclass(frozen=True, kw_only=True)
class Minutes:
    """Everything that is sealed when the minutes of a hearing are closed. Who was heard stands in it as a code."""

    hearing: str
    case: str
    person: str
    role: str
    way: str
    oath: str
    begun: datetime
    officers: tuple[str, ...]  # codes of everyone who wrote
    opening: str
    said: tuple[Said, ...]
    closing: str


class Lack(StrEnum):
    """What minutes lack before they can be closed."""

    NOTHING_SAID = "nothing_said"
    QUESTION_WITHOUT_ANSWER = "question_without_answer"
    ANSWER_WITHOUT_QUESTION = "answer_without_question"
    OATH = "oath"


def lacking(minutes: Minutes) -> list[tuple[Lack, int]]:
    """What is missing, each with the number of the question (0: of the whole)."""
    found = [] if minutes.said else [(Lack.NOTHING_SAID, 0)]
    for line in minutes.said:
        if not line.answer:
            found.append((Lack.QUESTION_WITHOUT_ANSWER, line.number))
        elif not line.question:
            found.append((Lack.ANSWER_WITHOUT_QUESTION, line.number))
    return found if minutes.oath else [*found, (Lack.OATH, 0)]


def canonical(minutes: Minutes) -> bytes:
    """The minutes in bytes that are the same whenever they are made."""
    told = {
        "format": "damai-klarifikasi/1",
        "hearing": minutes.hearing,
        "case": minutes.case,
        "person": minutes.person,
        "role": minutes.role,
        "way": minutes.way,
        "oath": minutes.oath,
        "begun": minutes.begun.isoformat(timespec="seconds"),
        "officers": sorted(minutes.officers),
        "opening": minutes.opening,
        "said": [[line.number, line.question, line.answer] for line in minutes.said],
        "closing": minutes.closing,
    }
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def read(body: bytes) -> Minutes:
    """Minutes from their canonical bytes."""
    told = json.loads(body)
    return Minutes(
        hearing=told["hearing"],
        case=told["case"],
        person=told["person"],
        role=told["role"],
        way=told["way"],
        oath=told["oath"],
        begun=datetime.fromisoformat(told["begun"]),
        officers=tuple(told["officers"]),
        opening=told["opening"],
        said=tuple(Said(number=number, question=question, answer=answer) for number, question, answer in told["said"]),
        closing=told["closing"],
    )


def addendum_bytes(*, hearing: str, minutes_sha256: str, number: int, words: str) -> bytes:
    """What the digest of an addendum is of: it names the minutes it belongs to by their own digest."""
    return f"damai-adendum-klarifikasi/1\n{hearing}\n{minutes_sha256}\n{number}\n{words}".encode()


def digest(body: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return sha256(body).hexdigest()


# --- The right of reply ---------------------------------------------------------------------------------------------


def grouped(code: str) -> str:
    """A code in groups of four, for paper."""
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))


def typed(code: str) -> str:
    """A code as somebody typed it, without strokes, spaces and capitals; empty when it can be none."""
    plain = "".join(sign for sign in code.casefold() if sign not in " -–—._\t\n\r\u00a0")
    return plain if 20 <= len(plain) <= 60 and set(plain) <= set(KEY) else ""


def answer_bytes(*, reply: str, number: int, words: str, files: Sequence[str]) -> bytes:
    """What the digest of an answer is of: its words, and the digests of its files."""
    told = {"format": "damai-tanggapan/1", "reply": reply, "number": number, "words": words, "files": sorted(files)}
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
