"""What a finished interview says: the lines of its summary, its canonical bytes, and the fields of Form B.1."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from .saying import has_words
from .script import Answer, Answers, Question, Topic, Who, value_of
from .state import State

FORM = "guided/1"
MEND = "mended/1"
_AREA_CODE = re.compile(r"\d{2}(\.\d{2}(\.\d{2}(\.\d{4})?)?)?")
_STATION = re.compile(r"\btps\s*(?:no(?:mor)?\.?\s*)?(\d{1,3})\b", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One line of the summary: a question that is asked and what was answered."""

    question: Question
    answer: Answer | None  # None: not answered yet
    unclear: tuple[str, ...] = ()


def summary(state: State) -> tuple[Entry, ...]:
    """Every question that is asked, with its answer, in order; whether there is another person is not repeated."""
    return tuple(
        Entry(question=each, answer=state.answers.get(each.id), unclear=state.unclear.get(each.id, ()))
        for each in state.questions
        if not each.id.endswith(".more")
    )


def may_be_sent(state: State, *, files: int) -> bool:
    """Whether there is anything to send: words of what happened, or a file; of a repair, any answer."""
    if state.items:
        return files > 0 or any(each.known and (each.value or each.said) for each in state.given.values())
    told = state.given.get("what")
    return files > 0 or bool(told and has_words(told.words))


# --- In bytes -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class FileRef:
    """A file as the message names it."""

    name: str
    sha256: str
    size: int


def canonical(
    state: State,
    *,
    nonce: str,
    files: Iterable[FileRef],
    way: str,
    words: Mapping[str, Any],
    taken_by: str = "",
    mends: str = "",
) -> bytes:
    """The bytes that are kept as the message: the answers that count, and the same in the words that triage reads.

    The nonce keeps the digest, which is in the ledger for ever, from being found by trying likely words.
    """
    told = {
        "form": MEND if state.items else FORM,
        "nonce": nonce,
        "way": way,
        "language": state.language,
        "taken_by": taken_by,
        "mends": mends,
        "items": list(state.items),
        "answers": {name: _out(each) for name, each in state.given.items()},
        "unclear": {name: list(said) for name, said in state.unclear.items() if _still_asked(state, name)},
        "files": [{"name": file.name, "sha256": file.sha256, "size": file.size} for file in files],
        "words": dict(words),
    }
    return json.dumps(told, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode(errors="replace")


def _still_asked(state: State, question: str) -> bool:
    return any(each.id == question for each in state.questions) and question not in state.given


def _out(answer: Answer) -> dict[str, Any]:
    return {"value": answer.value, "said": answer.said, "known": answer.known}


@dataclass(frozen=True, kw_only=True)
class Parsed:
    """What canonical bytes hold; ValueError when they are not ours."""

    form: str
    way: str
    language: str
    taken_by: str
    mends: str
    items: tuple[str, ...]
    answers: dict[str, Answer]
    words: dict[str, Any]


def parse(raw: bytes) -> Parsed:
    """The interview that was kept as these bytes."""
    try:
        told = json.loads(raw)
        answers = {name: Answer(each["value"], each["said"], each["known"]) for name, each in told["answers"].items()}
        return Parsed(
            form=told["form"],
            way=told["way"],
            language=told["language"],
            taken_by=told["taken_by"],
            mends=told["mends"],
            items=tuple(told["items"]),
            answers=answers,
            words=dict(told["words"]),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("not an interview") from error


# --- In the fields of Form B.1 --------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Person:
    """A reported party or a witness, in the reporter's words."""

    name: str
    address: str = ""
    phone: str = ""


@dataclass(frozen=True, kw_only=True)
class Reporter:
    """Who reports: Form B.1, 1. Empty where it was not said."""

    name: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    birth: str = ""  # place and day, as told
    sex: str = ""  # female, male
    job: str = ""
    capacity: str = ""  # voter, participant, monitor, other

    @property
    def is_identified(self) -> bool:
        """Whether the formal condition is there to be checked: name and address."""
        return bool(self.name and self.address)


@dataclass(frozen=True, kw_only=True)
class Told:
    """What a message says, in the fields of Form B.1. Whatever was not said is empty or None: nothing is filled in."""

    topic: str = ""
    anonymous: bool = True  # the reporter said no name
    reporter: Reporter = Reporter()
    reported: tuple[Person, ...] = ()
    witnesses: tuple[Person, ...] = ()
    description: str = ""
    happened_on: date | None = None
    happened_words: str = ""  # as told, where no day could be read
    happened_at: time | None = None
    hour_words: str = ""
    known_on: date | None = None
    known_words: str = ""
    area_code: str = ""
    area_words: str = ""
    place: str = ""
    station: str = ""
    evidence: tuple[str, ...] = ()  # what the reporter names; the files are the message's attachments
    files: int = 0
    unknown: frozenset[str] = frozenset()  # questions that were answered "I don't know"
    way: str = ""  # portal, chat, counter, phone; empty: not guided
    taken_by: str = ""  # code of the member who took it down
    mended: frozenset[str] = frozenset()  # conditions that the reporter mended


def told(answers: Answers, *, files: int = 0, way: str = "", taken_by: str = "", mended: Iterable[str] = ()) -> Told:
    """The fields of Form B.1 from answers; those of a repair laid over them (`merged`)."""
    area = value_of(answers, "area")
    is_code = bool(_AREA_CODE.fullmatch(area))
    where = value_of(answers, "where")
    station = _STATION.search(where)
    reporter = _reporter(answers)
    return Told(
        topic=value_of(answers, "topic"),
        anonymous=not reporter.name,
        reporter=reporter,
        reported=_people("suspect", answers),
        witnesses=_people("witness", answers) if value_of(answers, "witnesses") != "no" else (),
        description="\n\n".join(part for part in (_words(answers, "what"), _words(answers, "more")) if part),
        happened_on=_day(answers, "happened"),
        happened_words="" if _day(answers, "happened") else _words(answers, "happened"),
        happened_at=_hour(answers),
        hour_words="" if _hour(answers) else _words(answers, "hour"),
        known_on=_day(answers, "known"),
        known_words="" if _day(answers, "known") else _words(answers, "known"),
        area_code=area if is_code else "",
        area_words=(answers["area"].said if "area" in answers else "") if is_code else _words(answers, "area"),
        place=where,
        station=station[1] if station else "",
        evidence=tuple(line for line in _words(answers, "evidence").split("\n") if line.strip()),
        files=files,
        unknown=frozenset(name for name, each in answers.items() if not each.known),
        way=way,
        taken_by=taken_by,
        mended=frozenset(mended),
    )


def merged(first: Answers, later: Answers) -> dict[str, Answer]:
    """Answers with those of a repair over them. People and evidence that were mended come to those that were there."""
    whole = dict(first)
    for name, each in {**later, **_more_people("suspect", first, later), **_more_people("witness", first, later)}.items():
        if name in whole and (
            not each.known or (name.startswith(("suspect.", "witness.")) and name in later and _are(name, first))
        ):
            continue  # "I don't know" takes nothing back, and nobody who was named is written over
        whole[name] = each
    if value_of(first, "evidence") and value_of(later, "evidence"):
        both = f"{value_of(first, 'evidence')}\n{value_of(later, 'evidence')}"
        whole["evidence"] = Answer(both, both)
    if value_of(later, "name"):
        whole["who"] = Answer(Who.NAMED)
    return whole


def _are(name: str, first: Answers) -> bool:
    """Whether the first telling named somebody of this kind."""
    return bool(_people(name.partition(".")[0], first))


def _more_people(which: str, first: Answers, later: Answers) -> dict[str, Answer]:
    """The people of a repair, numbered after those who were named before."""
    there = 0
    while f"{which}.{there + 1}.name" in first:
        there += 1
    if not _people(which, first):
        return {}
    added = {}
    for name, each in later.items():
        kind, _, rest = name.partition(".")
        number, _, part = rest.partition(".")
        if kind == which and number.isdecimal():
            added[f"{which}.{int(number) + there}.{part}"] = each
    return added


def _words(answers: Answers, question: str) -> str:
    """What was said to a question; also what could not be understood."""
    found = answers.get(question)
    return (found.value or found.said) if found else ""


def _day(answers: Answers, question: str) -> date | None:
    written = value_of(answers, question)
    return date.fromisoformat(written) if written else None


def _hour(answers: Answers) -> time | None:
    written = value_of(answers, "hour")
    return time.fromisoformat(written) if written else None


def _reporter(answers: Answers) -> Reporter:
    if value_of(answers, "who") != Who.NAMED:
        return Reporter()
    return Reporter(
        name=value_of(answers, "name"),
        address=value_of(answers, "address"),
        phone=_words(answers, "phone"),
        email=_words(answers, "email"),
        birth=value_of(answers, "birth"),
        sex=value_of(answers, "sex"),
        job=value_of(answers, "job"),
        capacity=value_of(answers, "capacity"),
    )


def _people(which: str, answers: Answers) -> tuple[Person, ...]:
    found, number = [], 1
    while f"{which}.{number}.name" in answers:
        name = value_of(answers, f"{which}.{number}.name")
        if name:
            address, phone = value_of(answers, f"{which}.{number}.address"), value_of(answers, f"{which}.{number}.phone")
            found.append(Person(name=name, address=address, phone=phone))
        number += 1
    return tuple(found)


def words_for_triage(said: Told, *, extra: Iterable[str] = ()) -> dict[str, Any]:
    """The same in the words every channel is read into (intake.rules.words). Witnesses are counted, not named."""
    text = [said.description, *extra]
    if said.evidence:
        text.append("; ".join(said.evidence))
    if said.reported:
        text.append("; ".join(person.name for person in said.reported))
    contact = {"name": said.reporter.name, "phone": said.reporter.phone, "email": said.reporter.email}
    return {
        "text": "\n\n".join(part for part in text if part.strip()),
        "kind": said.topic if said.topic in set(Topic) else "",
        "happened_on": said.happened_on.isoformat() if said.happened_on else "",
        "happened_at": f"{said.happened_at:%H:%M}" if said.happened_at else "",
        "known_on": said.known_on.isoformat() if said.known_on else "",
        "area_code": said.area_code,
        "place": ", ".join(part for part in (said.place, "" if said.area_code else said.area_words) if part),
        "station": said.station,
        "contact": contact if any(contact.values()) else {},
    }
