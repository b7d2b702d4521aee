"""The interview itself: one answer in, the next state and what to say out. Three doors use it, and none knows more than this.

An answer is understood, or it is proposed back and confirmed, or it is asked once more in other words. What is not understood
twice is kept in the person's own words and the interview goes on: nobody is held at a question they cannot answer.
"""

from dataclasses import dataclass, replace

from .days import mentioned_day
from .hours import read_hour
from .reading import Reading, before_it_happened, day_of, is_none, is_unknown, read
from .saying import Line, clean, say
from .script import Answer, Question, Sort
from .state import SUMMARY, Proposal, State
from .world import World

TRIES = 2  # how often a question is asked before the words are kept as they are
MOST_UNCLEAR = 5


@dataclass(frozen=True)
class Turn:
    """The state after an answer, and what to say to it before the next question."""

    state: State
    lines: tuple[Line, ...] = ()
    understood: bool = True


def answer(state: State, text: str, world: World, *, question: str = "") -> Turn:
    """Take one answer: to the current question, or to the one that is named (a page that was open for long)."""
    if question and question != (state.current.id if state.current else ""):
        moved = goto(state, question)
        if moved.current is None or moved.current.id != question:
            return Turn(state, (Line(words=say("Pertanyaan itu tidak perlu lagi dijawab."), tone="warn"),), understood=False)
        state = moved
    current = state.current
    if current is None:
        return Turn(
            state, (Line(words=say("Semua pertanyaan sudah dijawab. Periksa ringkasannya."), tone="plain"),), understood=False
        )
    if state.proposed:
        decided = _decide(state, state.proposed, text, world)
        if decided:
            return decided
    if is_unknown(text) and not _means_something(current, text):
        return unknown(state)
    if current.sort is not Sort.CHOICE and is_none(text):
        return unknown(state)
    reading = read(current, text, state, world)
    if reading.answer:
        return _settled(state, current, reading.answer, world)
    if reading.proposal:
        return Turn(replace(state, proposal=reading.proposal, at=current.id))
    return _not_understood(state, current, text, reading)


def _means_something(question: Question, text: str) -> bool:
    """Whether words that sound like "I don't know" are an answer here: an option is one of the things to choose."""
    return question.sort is Sort.CHOICE and any(text.strip().casefold() in option.heard for option in question.options)


def unknown(state: State) -> Turn:
    """The person does not know, or passes over the question."""
    current = state.current
    if current is None:
        return Turn(state, understood=False)
    said = " / ".join(state.unclear.get(current.id, ()))
    return Turn(state.with_answer(current.id, Answer("", said, known=False)))


def back(state: State) -> State:
    """One question back; from the first, the first. What was answered stays and is shown again."""
    asked = state.questions
    current = state.current
    at = asked.index(current) if current in asked else len(asked)
    return replace(state, at=asked[max(at - 1, 0)].id, proposal=None)


def goto(state: State, question: str) -> State:
    """At one question, or at the summary; where neither is asked, as it was."""
    if question == SUMMARY or any(each.id == question for each in state.questions):
        return replace(state, at=question, proposal=None)
    return state


def add_to_story(state: State, text: str, world: World) -> Turn:
    """More of the story, told while something else was asked."""
    which = next((each for each in state.questions if each.id in {"what", "more"}), None)
    if which is None:
        return Turn(state, understood=False)
    told = state.answers.get(which.id) or Answer()
    whole = f"{told.value}\n{text}".strip()
    reading = read(which, whole, replace(state, unclear={**state.unclear, which.id: ("",)}), world)
    if reading.answer is None:
        return Turn(state, (reading.trouble,) if reading.trouble else (), understood=False)
    kept = replace(state, answers={**state.answers, which.id: reading.answer})
    return Turn(kept, (Line(words=say("Itu kami tambahkan ke cerita Anda."), tone="good"),))


# --- Confirming ------------------------------------------------------------------------------------------------------


def _decide(state: State, proposal: Proposal, text: str, world: World) -> Turn | None:
    """What a yes, a no or a number makes of a proposal; None where the text is a new answer."""
    words = text.strip().casefold().strip(" .!?,")
    current = state.current
    if current is None:
        return None
    chosen = _chosen(proposal, words)
    if chosen is not None:
        value, label = chosen
        said = label or proposal.said
        return _settled(state, current, Answer(value, said), world)
    if words in {"0", "bukan", "tidak", "salah", "no", "tdk", "gak", "nggak", "bukan itu", "bukan semuanya"}:
        return _declined(state, current, proposal)
    return None


def _chosen(proposal: Proposal, words: str) -> tuple[str, str] | None:
    choices = proposal.choices
    if len(choices) == 1 and words in {"1", "ya", "y", "iya", "betul", "benar", "yes", "ok", "oke", "sip", "iyah", "bener"}:
        return choices[0]
    if words.isdecimal() and 1 <= int(words[:3]) <= len(choices) and len(words) <= 2:
        return choices[int(words) - 1]
    return next(
        (choice for choice in choices if words == choice[0].casefold() or (choice[1] and words == choice[1].casefold())), None
    )


def _declined(state: State, question: Question, proposal: Proposal) -> Turn:
    """It was something else: ask again; of a place, the person's own words are kept."""
    hints = {name: each for name, each in state.hints.items() if name != question.id}
    said = (*state.unclear.get(question.id, ()), *((proposal.said,) if proposal.said else ()))
    fresh = replace(state, proposal=None, hints=hints)
    if question.sort is Sort.AREA and proposal.said:
        return Turn(fresh.with_answer(question.id, Answer(proposal.said, proposal.said)), (_KEPT_WORDS,))
    if len(said) >= MOST_UNCLEAR:
        return Turn(fresh.with_answer(question.id, Answer("", " / ".join(dict.fromkeys(said)), known=False)), (_UNCLEAR,))
    kept = {**state.unclear, question.id: said}
    return Turn(replace(fresh, unclear=kept, at=question.id), (Line(words=say("Baik. Tolong tulis sekali lagi."), tone="plain"),))


_UNCLEAR = Line(
    words=say("Belum jelas bagi kami, jadi kata-kata Anda kami simpan apa adanya. Petugas akan membacanya."), tone="warn"
)
_KEPT_WORDS = Line(words=say("Kami simpan dengan kata-kata Anda; petugas yang mencocokkan tempatnya."), tone="plain")


# --- Settling --------------------------------------------------------------------------------------------------------


def _settled(state: State, question: Question, given: Answer, world: World) -> Turn:
    """An answer stands: check what it means for the others, and say what the person should know."""
    kept = state.with_answer(question.id, given)
    if question.id == "what":
        return Turn(_hinted(kept, given.value, world))
    if question.id == "where":
        return Turn(_place_hinted(kept, given.value, world))
    if question.id == "happened":
        return _checked_days(kept, world)
    if question.id == "known":
        return _checked_known(kept, world)
    return Turn(kept)


def _checked_days(state: State, world: World) -> Turn:
    """The day it happened was changed: a day of knowing that lies before it is asked again, with what was said."""
    happened, known = day_of(state, "happened"), day_of(state, "known")
    if not (happened and known and known < happened):
        return Turn(state)
    said = state.answers["known"].words
    answers = {name: each for name, each in state.answers.items() if name != "known"}
    unclear = {**state.unclear, "known": (*state.unclear.get("known", ()), said)}
    asked = replace(state, answers=answers, unclear=unclear, at="known")
    return Turn(asked, (before_it_happened(known, happened),))


def _checked_known(state: State, world: World) -> Turn:
    """The day of knowing stands: until when a report is in time, said at once and plainly."""
    known, happened = day_of(state, "known"), day_of(state, "happened")
    if known is None:
        return Turn(state)
    if happened and known < happened:
        answers = {name: each for name, each in state.answers.items() if name != "known"}
        return Turn(replace(state, answers=answers, at="known"), (before_it_happened(known, happened),), understood=False)
    due = world.due(known)
    if due is None or state.items:
        return Turn(state)
    values = {"day": due.on, "basis": due.basis}
    caveats = tuple(Line(words=caveat) for caveat in due.caveats)
    if due.late:
        words = say(
            "Batas laporan resmi sudah lewat: %(day)s (%(basis)s). Lanjutkan saja: cerita Anda tetap kami terima "
            "sebagai informasi awal, yang dapat ditelusuri pengawas."
        )
        return Turn(state, (Line(words=words, values=values, tone="warn"), *caveats))
    words = say("Laporan resmi harus kami terima paling lambat %(day)s (%(basis)s).")
    return Turn(state, (Line(words=words, values=values, tone="good"), *caveats))


def _not_understood(state: State, question: Question, text: str, reading: Reading) -> Turn:
    """Ask once more with the reason; the second time the words are kept and the interview goes on."""
    trouble = reading.trouble or Line(words=say("Tolong tulis sekali lagi."), tone="warn")
    if reading.is_too_long:
        return Turn(replace(state, at=question.id), (trouble,), understood=False)
    unclear = (*state.unclear.get(question.id, ()), clean(text, lines=True))
    if len([each for each in unclear if each]) < TRIES:
        kept = {**state.unclear, question.id: unclear}
        return Turn(replace(state, unclear=kept, at=question.id), (trouble,), understood=False)
    words = " / ".join(dict.fromkeys(each for each in unclear if each))
    return Turn(state.with_answer(question.id, Answer("", words, known=False)), (_UNCLEAR,), understood=False)


# --- What the story says of later questions ----------------------------------------------------------------------------


def _hinted(state: State, story: str, world: World) -> State:
    """What a story says of the day, the hour and the place, to be confirmed when the question comes."""
    hints = dict(state.hints)
    if day := mentioned_day(story, today=world.today):
        hints["happened"] = Proposal("happened", ((day.isoformat(), ""),))
    hours = read_hour(story).hours
    if len(hours) == 1:
        hints["hour"] = Proposal("hour", ((f"{hours[0]:%H:%M}", ""),))
    places = list(world.mentions(story))[:3]
    if places:
        hints["area"] = Proposal("area", tuple((place.code, place.label) for place in places))
    return replace(state, hints=hints)


def _place_hinted(state: State, words: str, world: World) -> State:
    places = list(world.mentions(words))[:3]
    if not places:
        return state
    return replace(state, hints={**state.hints, "area": Proposal("area", tuple((p.code, p.label) for p in places), words)})
