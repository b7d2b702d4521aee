"""How far an interview is: a plain value that can be written down after every answer and read back."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from .script import Answer, Question, Script

SUMMARY = "summary"  # where the person is when nothing is asked
VERSION = 1


@dataclass(frozen=True)
class Proposal:
    """What we understood, to be confirmed: one thing with yes or no, several by number."""

    question: str
    choices: tuple[tuple[str, str], ...]  # value and label; the label of a day or an hour is empty: whoever shows it says it
    said: str = ""


@dataclass(frozen=True)
class State:
    """One interview. Answers to questions that are no longer asked stay here, so that changing one's mind loses nothing."""

    items: tuple[str, ...] = ()  # of a repair: the conditions that are mended; empty: a report
    answers: Mapping[str, Answer] = field(default_factory=dict)
    at: str = ""  # the question the person went to, or SUMMARY; empty: the first that is not answered
    proposal: Proposal | None = None
    hints: Mapping[str, Proposal] = field(default_factory=dict)  # what the story says of later questions
    unclear: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # what was said and not understood, by question
    language: str = "id"
    armed: str = ""  # of a chat: what will be done if it is said once more (cancel, restart, send)

    @property
    def questions(self) -> tuple[Question, ...]:
        """The questions that are asked, in order."""
        return Script(self.items).questions(self.answers)

    @property
    def current(self) -> Question | None:
        """The question that is asked now; None at the summary."""
        if self.at == SUMMARY:
            return None
        asked = self.questions
        chosen = next((each for each in asked if each.id == self.at), None)
        return chosen or next((each for each in asked if each.id not in self.answers), None)

    @property
    def proposed(self) -> Proposal | None:
        """What waits to be confirmed about the current question: what was just said, or what the story says."""
        current = self.current
        if current is None:
            return None
        if self.proposal and self.proposal.question == current.id:
            return self.proposal
        return None if current.id in self.answers or current.id in self.unclear else self.hints.get(current.id)

    @property
    def given(self) -> dict[str, Answer]:
        """The answers that count: those to questions that are asked. Who chose to stay anonymous has said no name."""
        return {each.id: self.answers[each.id] for each in self.questions if each.id in self.answers}

    def with_answer(self, question: str, answer: Answer) -> "State":
        """The same with this answer; the next question is the first that is not answered."""
        unclear = {name: said for name, said in self.unclear.items() if name != question}
        return replace(self, answers={**self.answers, question: answer}, at="", proposal=None, unclear=unclear)

    def written(self) -> str:
        """The state as text."""
        return json.dumps(
            {
                "version": VERSION,
                "items": list(self.items),
                "answers": {name: [each.value, each.said, each.known] for name, each in self.answers.items()},
                "at": self.at,
                "proposal": _proposal_out(self.proposal),
                "hints": {name: _proposal_out(each) for name, each in self.hints.items()},
                "unclear": {name: list(said) for name, said in self.unclear.items()},
                "language": self.language,
                "armed": self.armed,
            },
            ensure_ascii=False,
            sort_keys=True,
            separators=(",", ":"),
        )


def read(text: str) -> State:
    """A state that was written down."""
    told: dict[str, Any] = json.loads(text)
    hints = {name: _proposal_in(each) for name, each in told.get("hints", {}).items()}
    return State(
        items=tuple(told["items"]),
        answers={name: Answer(*each) for name, each in told["answers"].items()},
        at=told["at"],
        proposal=_proposal_in(told["proposal"]),
        hints={name: each for name, each in hints.items() if each},
        unclear={name: tuple(said) for name, said in told["unclear"].items()},
        language=told["language"],
        armed=told["armed"],
    )


def _proposal_out(proposal: Proposal | None) -> list[Any] | None:
    return [proposal.question, [list(choice) for choice in proposal.choices], proposal.said] if proposal else None


def _proposal_in(told: list[Any] | None) -> Proposal | None:
    if told is None:
        return None
    question, choices, said = told
    return Proposal(question, tuple((value, label) for value, label in choices), said)
