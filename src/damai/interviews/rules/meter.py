"""How complete a report is: the six conditions, each missing, unknown, late or present, and what to ask next.

More answers never make a standing worse. Only a choice can: who decides to stay anonymous, or takes an answer back.
"""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from .reading import day_of
from .script import CONDITION_WORDS, MENDABLE, Condition, Topic, Who, value_of
from .state import State
from .world import World


class Standing(IntEnum):
    """How a condition stands, from worst to best."""

    MISSING = 0  # not asked yet, or not answered
    UNKNOWN = 1  # the person does not know, or does not say
    LATE = 2  # the day is known, and the term was over before the report came
    PRESENT = 3

    @property
    def code(self) -> str:
        """The word for it in data and templates."""
        return self.name.lower()


@dataclass(frozen=True, kw_only=True)
class Met:
    """One condition, how it stands, and the question that would help most."""

    condition: Condition
    standing: Standing
    question: str  # id; empty where nothing more can be asked

    @property
    def words(self) -> str:
        """The condition, to be translated."""
        return CONDITION_WORDS[self.condition]


def conditions_of(state: State) -> tuple[Condition, ...]:
    """The conditions that matter for what is being told."""
    if state.items:
        return tuple(condition for condition in Condition if condition in state.items and condition in MENDABLE)
    topic = value_of(state.answers, "topic")
    if topic == Topic.QUESTION:
        return ()
    if topic in {Topic.INCIDENT, Topic.CLAIM}:
        return (Condition.WHEN_WHERE, Condition.DESCRIPTION, Condition.EVIDENCE)
    return tuple(Condition)


def meter(state: State, world: World) -> tuple[Met, ...]:
    """The conditions in the order of the regulation, each with its standing."""
    met = []
    for condition in conditions_of(state):
        standing = standing_of(condition, state, world)
        met.append(Met(condition=condition, standing=standing, question=_helps(condition, standing, state)))
    return tuple(met)


def next_best(met: tuple[Met, ...]) -> str:
    """The question that would help the report most: the first of what nobody answered, else of what was unknown."""
    for standing in (Standing.MISSING, Standing.UNKNOWN):
        for each in met:
            if each.standing is standing and each.question:
                return each.question
    return ""


def standing_of(condition: Condition, state: State, world: World) -> Standing:
    """How one condition stands."""
    if condition is Condition.IN_TIME:
        return _in_time(day_of(state, "known") if "known" in state.given else None, state, world)
    if condition is Condition.WHEN_WHERE:
        return min(_one(state, "happened"), max(_one(state, "where"), _one(state, "area")))
    if condition is Condition.DESCRIPTION:
        return max(_one(state, "what"), _one(state, "more"))
    if condition is Condition.EVIDENCE:
        found = max(_one(state, "evidence"), min(_one(state, "witness.1.name"), _one(state, "witnesses")))
        return Standing.PRESENT if world.files else found
    if condition is Condition.REPORTED:
        return _one(state, "suspect.1.name")
    return _reporter(state)


def _one(state: State, question: str) -> Standing:
    found = state.given.get(question)
    if found is None:
        return Standing.MISSING
    return Standing.PRESENT if found.known and (found.value or found.said) else Standing.UNKNOWN


def _in_time(known: date | None, state: State, world: World) -> Standing:
    if known is None:
        return Standing.UNKNOWN if "known" in state.given else Standing.MISSING
    due = world.due(known)
    return Standing.LATE if due and due.late else Standing.PRESENT


def _reporter(state: State) -> Standing:
    if not state.items:
        who = state.given.get("who")
        if who is None:
            return Standing.MISSING
        if value_of(state.given, "who") != Who.NAMED:
            return Standing.UNKNOWN
    return min(_one(state, "name"), _one(state, "address"))


# By condition, the questions that make it present, the most telling first.
_HELPFUL = {
    Condition.REPORTER: ("who", "name", "address"),
    Condition.REPORTED: ("suspect.1.name",),
    Condition.IN_TIME: ("known",),
    Condition.WHEN_WHERE: ("happened", "where", "area"),
    Condition.DESCRIPTION: ("what", "more"),
    Condition.EVIDENCE: ("evidence", "witnesses", "witness.1.name"),
}


def _helps(condition: Condition, standing: Standing, state: State) -> str:
    if standing in {Standing.PRESENT, Standing.LATE}:
        return ""
    asked = {each.id for each in state.questions}
    helpful = [name for name in _HELPFUL[condition] if name in asked]
    for wanted in (Standing.MISSING, Standing.UNKNOWN):
        for name in helpful:
            if name == "who" and value_of(state.given, "who") == Who.NAMED:
                continue
            if _one(state, name) is wanted:
                return name
    return helpful[0] if helpful else ""
