"""What happens after a report was sent, with dates, and everything the law leaves open said beside them."""

from datetime import datetime

from django.utils.translation import gettext as say

from damai.intake.models import Message
from damai.intake.queries import files_of
from damai.statutes.queries import deadline
from damai.statutes.rules import StatuteError

from .. import actions, queries, rules
from ..rules import Standing, Told, Topic
from .pages import NextStep, SentPage

NO_VIOLATION = frozenset({Topic.INCIDENT, Topic.CLAIM, Topic.QUESTION})


def sent_page(sent: actions.Sent) -> SentPage:
    """What a person who sent a report is told."""
    said, message = sent.said, sent.message
    formal, is_repair = said.reporter.is_identified, message.form == rules.MEND
    return SentPage(
        receipt=sent.receipt,
        is_new=sent.is_new,
        formal=formal,
        is_repair=is_repair,
        steps=tuple(_after_repair() if is_repair else _steps(said, message.received_at, formal=formal)),
        missing=_missing(said, message),
        held=tuple(file.name for file in files_of(message) if file.held),
    )


def _missing(said: Told, message: Message) -> tuple[str, ...]:
    """The conditions that are not there, in words."""
    if said.topic in NO_VIOLATION:
        return ()
    state = rules.State(answers=queries.answers_of(message))
    met = rules.meter(state, queries.world(files=said.files))
    return tuple(say(each.words) for each in met if each.standing < Standing.LATE)


def _after_repair() -> list[NextStep]:
    words = say("Pengawas memeriksa kembali apakah syarat laporan sudah lengkap. Kabarnya ada di halaman tanda terima.")
    return [NextStep(words=words)]


def _steps(said: Told, received: datetime, *, formal: bool) -> list[NextStep]:
    if said.topic in NO_VIOLATION:
        words = say("Petugas membaca kiriman Anda dan menentukan siapa yang menanganinya. Kabarnya ada di halaman tanda terima.")
        return [NextStep(words=words)]
    if not formal:
        words = say("Pengawas menelusuri informasi awal ini. Bila menemukan dugaan pelanggaran, pengawas menanganinya sendiri.")
        return [_timed(words, "P9", received), NextStep(words=_with_a_name())]
    return [
        _timed(say("Pengawas memeriksa apakah syarat laporan lengkap (kajian awal)."), "P3", received),
        NextStep(words=say("Bila ada yang kurang, Anda diberi tahu apa yang harus dilengkapi dan sampai kapan.")),
        NextStep(words=say("Petugas dapat meminta Anda menandatangani Formulir B.1 dan menunjukkan KTP.")),
    ]


def _with_a_name() -> str:
    return say(
        "Dengan nama dan alamat, cerita ini dapat menjadi laporan resmi. "
        "Sampaikan lewat halaman tanda terima bila Anda berubah pikiran."
    )


def _timed(words: str, clock: str, start: datetime) -> NextStep:
    """A step with its last day; without one where the law's tables cannot tell."""
    try:
        found = deadline(queries.regime(), clock, start)
    except StatuteError:
        return NextStep(words=words)
    return NextStep(words=words, until=str(queries.in_words(found.due_on)), basis=found.basis, caveats=found.caveats)
