"""What a message says, in the fields of Form B.1; with what its reporter mended laid over it."""

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as say

from damai.intake.models import Attachment, Message
from damai.intake.queries import raw_of, revision_of, words_of
from damai.intake.rules.words import Words

from .. import rules
from ..rules import Answer, Told

CHANNEL = "guided"


def told(message: Message) -> Told:
    """What a message says. Of a guided one everything, of others what their channel asks. Raises intake.queries.Forgotten."""
    chain = _chain(message)
    said, mends = _read(chain)
    answers = said.answers
    for later in mends:
        answers = rules.merged(answers, later.answers)
    mended = {item for each in mends for item in each.items}
    files = Attachment.objects.filter(message__in=chain).count()
    found = rules.told(answers, files=files, way=said.way, taken_by=said.taken_by, mended=mended)
    return replace(found, station=found.station or said.station)


def answers_of(message: Message) -> dict[str, Answer]:
    """The answers of a message, with what was mended over them."""
    said, mends = _read(_chain(message))
    answers = said.answers
    for later in mends:
        answers = rules.merged(answers, later.answers)
    return answers


def _read(chain: list[Message]) -> "tuple[_First, list[rules.Parsed]]":
    """What was told first (a corrected form replaces it), and what was mended."""
    read = [_parsed(each) for each in chain]
    first = max(at for at, each in enumerate(read) if each is None or each.form != rules.MEND)
    return _first(chain[first]), [each for each in read if each is not None and each.form == rules.MEND]


def _chain(message: Message) -> list[Message]:
    """The message, and what revises it, oldest first."""
    chain = [message]
    while chain[0].revises is not None:
        chain.insert(0, chain[0].revises)
    while (later := revision_of(chain[-1])) is not None:
        chain.append(later)
    return chain


class _First:
    """The first message of a chain, as answers."""

    def __init__(self, answers: dict[str, Answer], *, way: str = "", taken_by: str = "", station: str = "") -> None:
        self.answers, self.way, self.taken_by, self.station = answers, way, taken_by, station


def _parsed(message: Message) -> rules.Parsed | None:
    if message.channel != CHANNEL or not message.readable:
        return None
    try:
        return rules.parse(raw_of(message))
    except ValueError:
        return None


def _first(message: Message) -> _First:
    parsed = _parsed(message)
    if parsed is not None:
        return _First(parsed.answers, way=parsed.way, taken_by=parsed.taken_by)
    words = words_of(message)
    return _First(_answers_in(words), station=words.station)


def _answers_in(words: Words) -> dict[str, Answer]:
    """The words of another channel as answers; what it did not ask is not there."""
    contact = words.contact
    values = {
        "topic": words.kind if words.kind in set(rules.Topic) else "",
        "what": "\n".join(part for part in (words.title, words.text) if part),
        "happened": words.happened_on.isoformat() if words.happened_on else "",
        "hour": f"{words.happened_at:%H:%M}" if words.happened_at else "",
        "known": words.known_on.isoformat() if words.known_on else "",
        "where": words.place,
        "area": words.area_code,
        "who": rules.Who.NAMED.value if contact and contact.name else "",
        "name": contact.name if contact else "",
        "phone": contact.phone if contact else "",
        "email": contact.email if contact else "",
    }
    return {name: Answer(value, value) for name, value in values.items() if value}


def form_b1_fields(message: Message) -> dict[str, Any]:
    """The fields of Form B.1 from the kept message, mended answers included; what was not said is an empty text."""
    said = told(message)
    return {
        "reporter": {
            "name": said.reporter.name,
            "birth": said.reporter.birth,
            "sex": {"female": say("Perempuan"), "male": say("Laki-laki")}.get(said.reporter.sex, ""),
            "job": said.reporter.job,
            "citizenship": "WNI" if said.reporter.capacity == "voter" else "",
            "address": said.reporter.address,
            "phone": said.reporter.phone,
            "email": said.reporter.email,
        },
        "reported": [{"name": each.name, "address": each.address, "phone": each.phone} for each in said.reported],
        "event": said.description,
        "place": ", ".join(part for part in (said.place, said.area_words) if part),
        "station": said.station,
        "happened_on": said.happened_on,
        "happened_words": said.happened_words,
        "happened_at": said.happened_at,
        "hour_words": said.hour_words,
        "known_on": said.known_on,  # never filled in from the day it happened, or from today (Form B.1, 3.d)
        "known_words": said.known_words,
        "witnesses": [{"name": each.name, "address": each.address, "phone": each.phone} for each in said.witnesses],
        "evidence": list(said.evidence),
        "files": said.files,
        "received_at": message.received_at,
        "way": said.way,
        "taken_by": said.taken_by,
    }
