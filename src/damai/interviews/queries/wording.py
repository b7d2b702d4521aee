"""Saying what the engine says, in the reader's language: sentences, questions, days, hours, answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as say

from damai.look.templatetags.look import said as in_parts

from .. import rules
from ..rules import Answer, Entry, Line, Met, Proposal, Question, Sort, Standing, State
from . import world as worlds


def said(line: Line) -> str:
    """A sentence of the engine; one without places may be put together by the law's tables, and is said part by part."""
    return filled(line.words, line.values) if line.values else in_parts(line.words)


def filled(words: str, values: Mapping[str, object]) -> str:
    """Words with their places filled in."""
    text = say(words)
    return text % {name: in_words(value) for name, value in values.items()} if values else text


def in_words(value: object) -> object:
    """A day or an hour in words; everything else as it is."""
    if isinstance(value, date):
        return date_format(value, "l, j F Y")
    if isinstance(value, time):
        return f"{value:%H:%M}" if get_language() == "en" else f"{value:%H.%M}"
    return value


def asked(question: Question) -> str:
    """The question itself."""
    return filled(question.words, {"number": question.number}) if "%(number)" in question.words else say(question.words)


def choice_in_words(question: Question, value: str, label: str) -> str:
    """One thing that is proposed, in words."""
    if question.sort is Sort.DAY:
        return str(in_words(date.fromisoformat(value)))
    if question.sort is Sort.HOUR:
        return str(in_words(time.fromisoformat(value)))
    return label or value


def answered(question: Question, answer: Answer | None) -> str:
    """An answer in words, as the summary shows it; nothing where there is none."""
    if answer is None:
        return ""
    if not answer.known:
        return f"{say('tidak tahu')} (“{answer.said}”)" if answer.said else say("tidak tahu")
    if question.options:
        option = next((each for each in question.options if each.value == answer.value), None)
        return say(option.words) if option else answer.words
    if question.sort is Sort.AREA:
        return answer.said or answer.value
    if answer.value and question.sort in {Sort.DAY, Sort.HOUR}:
        return choice_in_words(question, answer.value, "")
    return answer.words


def standing_in_words(standing: Standing) -> str:
    """How a condition stands, in words."""
    return {
        Standing.MISSING: say("belum ada"),
        Standing.UNKNOWN: say("tidak disebut"),
        Standing.LATE: say("lewat batas waktu"),
        Standing.PRESENT: say("ada"),
    }[standing]


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A question as a page or a message shows it."""

    id: str
    sort: str
    words: str
    why: str
    basis: str  # with "(belum diverifikasi)" where it was not read
    example: str
    options: tuple[tuple[str, str, bool], ...]  # value, words, chosen
    value: str  # what was answered, to be shown again
    chosen_words: str
    unclear: tuple[str, ...]
    proposal: tuple[tuple[str, str], ...]  # value and words of what is to be confirmed
    is_story: bool
    is_known: bool  # it was answered before, and not by "I don't know"


def shown(state: State, question: Question, *, proposal: Proposal | None = None) -> Shown:
    """A question in the reader's language."""
    answer = state.answers.get(question.id)
    basis = rules.basis_of(question, worlds.regime())
    return Shown(
        id=question.id,
        sort=question.sort.value,
        words=asked(question),
        why=say(question.why),
        basis=_basis_in_words(basis),
        example=say(question.example) if question.example else "",
        options=tuple((each.value, say(each.words), bool(answer and answer.value == each.value)) for each in question.options),
        value=_value_again(question, answer),
        chosen_words=answered(question, answer),
        unclear=state.unclear.get(question.id, ()),
        proposal=tuple(
            (value, choice_in_words(question, value, label)) for value, label in (proposal.choices if proposal else ())
        ),
        is_story=question.sort is Sort.STORY,
        is_known=bool(answer and answer.known),
    )


def _basis_in_words(basis: rules.Basis | None) -> str:
    if basis is None:
        return ""
    return basis.cite if basis.verified else f"{basis.cite} ({say('belum diverifikasi')})"


def _value_again(question: Question, answer: Answer | None) -> str:
    if answer is None or not answer.known:
        return ""
    return answer.said if question.sort is Sort.AREA and answer.said else answer.value or answer.said


@dataclass(frozen=True, kw_only=True)
class Gauge:
    """One line of the meter, in words."""

    condition: str
    words: str
    standing: str
    standing_words: str
    question: str


def gauges(met: tuple[Met, ...]) -> tuple[Gauge, ...]:
    """The meter in words."""
    return tuple(
        Gauge(
            condition=each.condition.value,
            words=say(each.words),
            standing=each.standing.code,
            standing_words=standing_in_words(each.standing),
            question=each.question,
        )
        for each in met
    )


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line of the summary, in words."""

    number: int
    id: str
    label: str
    words: str  # empty: not answered yet
    is_known: bool
    is_story: bool
    condition: str


def rows(entries: tuple[Entry, ...]) -> tuple[Row, ...]:
    """The summary in words."""
    return tuple(
        Row(
            number=number,
            id=each.question.id,
            label=say(each.question.short) + (f" {each.question.number}" if each.question.number > 1 else ""),
            words=answered(each.question, each.answer),
            is_known=bool(each.answer and each.answer.known),
            is_story=each.question.sort is Sort.STORY,
            condition=each.question.condition.value if each.question.condition else "",
        )
        for number, each in enumerate(entries, start=1)
    )


def as_message(state: State, question: Question) -> str:
    """One question as plain text, with why it is asked, what to choose from, and what was understood: no markup for chats."""
    found = shown(state, question, proposal=state.proposed)
    if len(found.proposal) == 1:
        return say("%(question)s Maksud Anda %(words)s? Jawab YA atau BUKAN.") % {
            "question": found.words,
            "words": found.proposal[0][1],
        }
    lines = [found.words]
    if found.proposal:
        lines += [f"{number}. {words}" for number, (_value, words) in enumerate(found.proposal, start=1)]
        lines.append(f"0. {say('Bukan salah satu dari ini')}")
        return "\n".join(lines)
    lines.append(found.why if not found.basis else f"{found.why} ({found.basis})")
    lines += [f"{number}. {words}" for number, (_value, words, _chosen) in enumerate(found.options, start=1)]
    if found.is_known:
        lines.append(say("Jawaban sekarang: %(words)s") % {"words": found.chosen_words})
    if found.example:
        lines.append(say("Contoh: %(example)s") % {"example": found.example})
    return "\n".join(lines)
