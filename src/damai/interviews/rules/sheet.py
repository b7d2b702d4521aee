"""All questions on one sheet, for staff who take a report down: the same questions, read by the same engine, in one go."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from .engine import answer
from .saying import Line, say
from .script import MOST_PEOPLE, Answer, Question, Script, Topic, Who, suspect, value_of, witness
from .state import State
from .world import World

_NEVER_ON_A_SHEET = ("more",)  # whether there is another person is seen by whether another is written down


@dataclass(frozen=True)
class Filled:
    """The state after a sheet, and what is wrong with which field."""

    state: State
    troubles: Mapping[str, Line]


def sheet(state: State) -> tuple[Question, ...]:
    """Every question that may be asked, with room for one more reported party and one more witness."""
    assumed = dict(state.answers)
    if not state.items:
        assumed["who"] = Answer(Who.NAMED)
    assumed["witnesses"] = Answer("yes")
    for which in ("suspect", "witness"):
        there = _people(which, state)
        for number in range(1, there + 2):
            name = f"{which}.{number}.name"
            if not value_of(assumed, name):
                assumed[name] = Answer("?")
            assumed[f"{which}.{number}.more"] = Answer("yes" if number <= there and number < MOST_PEOPLE else "no")
    asked = Script(state.items).questions(assumed)
    return tuple(each for each in asked if each.id.rpartition(".")[2] not in _NEVER_ON_A_SHEET and each.id != "witnesses")


def _people(which: str, state: State) -> int:
    """How many of them were named."""
    number = 0
    while number < MOST_PEOPLE and value_of(state.answers, f"{which}.{number + 1}.name"):
        number += 1
    return number


def fill(state: State, given: Mapping[str, str], world: World) -> Filled:
    """A whole sheet: each field is an answer; an empty one leaves its question open, and takes back what stood there."""
    troubles: dict[str, Line] = {}
    state = replace(state, at="", proposal=None, hints={}, unclear={})
    for question in _ordered(state, given):
        text = given.get(question.id, "").strip()
        if not text:
            state = _taken_back(state, question.id)
            continue
        state = _ready_for(state, question)
        turn = answer(replace(state, unclear={}), text, world, question=question.id)
        proposed = turn.state.proposal
        if turn.understood and proposed is None:
            state = replace(turn.state, at="", unclear={})
        elif proposed is not None:
            troubles[question.id] = Line(words=say("Pilih dari daftar, atau tulis tanggal dan jam selengkapnya."), tone="warn")
        else:
            troubles[question.id] = turn.lines[0] if turn.lines else Line(words=say("Tolong tulis sekali lagi."), tone="warn")
    if _has_reporter(given) and not given.get("who", "").strip():
        troubles["who"] = Line(words=say("Tanyakan dulu apakah pelapor bersedia menyebut nama, lalu beri tanda."), tone="warn")
    return Filled(_closed(state), troubles)


def _has_reporter(given: Mapping[str, str]) -> bool:
    return any(given.get(name, "").strip() for name in ("name", "address", "phone", "email"))


def _ordered(state: State, given: Mapping[str, str]) -> tuple[Question, ...]:
    """The questions of the sheet as it was filled in: what kind of report it is decides which there are."""
    topic = given.get("topic", "").strip()
    answers = {**state.answers, "topic": Answer(topic)} if topic in set(Topic) else state.answers
    return sheet(replace(state, answers=answers))


def _taken_back(state: State, question: str) -> State:
    answers = {name: each for name, each in state.answers.items() if name != question}
    return replace(state, answers=answers)


def _ready_for(state: State, question: Question) -> State:
    """What has to be so for a question about a person to be asked: that there is such a person."""
    kind, _, rest = question.id.partition(".")
    if kind not in {"suspect", "witness"}:
        return state
    answers = dict(state.answers)
    if kind == "witness":
        answers["witnesses"] = Answer("yes")
    number = int(rest.partition(".")[0])
    for before in range(1, number):
        answers.setdefault(f"{kind}.{before}.name", Answer("", known=False))
        answers[f"{kind}.{before}.more"] = Answer("yes")
    return replace(state, answers=answers)


def _closed(state: State) -> State:
    """Nobody follows after the last person who was written down."""
    answers = {name: each for name, each in state.answers.items() if not name.endswith(".more")}
    for which, make in (("suspect", suspect), ("witness", witness)):
        there = _people(which, replace(state, answers=answers))
        for number in range(1, there + 1):
            answers[make(number)[3].id] = Answer("yes" if number < there else "no")
    if not _people("witness", replace(state, answers=answers)):
        answers.pop("witnesses", None)
    return replace(state, answers=answers)
