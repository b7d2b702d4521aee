"""Opening the words behind a report, which is noted each time."""

from dataclasses import dataclass

from django.db import transaction

from damai.agencies.actions import note_view
from damai.agencies.models import Member, PersonalData
from damai.intake.models import Message
from damai.intake.queries import Forgotten, words_of
from damai.intake.rules.words import Words

from .. import queries
from ..models import Report


@dataclass(frozen=True, kw_only=True)
class Opened:
    """A message behind a report, and its words; None where they were forgotten for ever."""

    message: Message
    words: Words | None


@transaction.atomic
def open_words(report: Report, *, by: Member) -> list[Opened]:
    """The words of every message behind a report, oldest first; noted in the access log. Report.DoesNotExist if not theirs."""
    seen = queries.reports_for(by).get(pk=report.pk)
    messages = queries.messages_of(seen)
    own = all(message.sender == by.code for message in messages)
    if own is False and not queries.reports_for(by).filter(queries.read_in_full(by), pk=seen.pk).exists():
        messages = [message for message in messages if message.sender == by.code]  # field members: their own words only
        own = True
    note_view(by, subject=seen.code, what=PersonalData.WORDS, own=own)
    return [Opened(message=message, words=_words(message)) for message in messages]


def _words(message: Message) -> Words | None:
    try:
        return words_of(message)
    except Forgotten:
        return None
