"""What became of a declaration's clauses, and how often each participant is named in it: always out of all, by ballot number."""

from dataclasses import dataclass

from django.conf import settings

from damai.commitments.public import PublicBreach, PublicCommitment
from damai.pledges import public
from damai.pledges.public import PublicClause, PublicDeclaration


@dataclass(frozen=True)
class Figure:
    """How often one participant is concerned, out of everything that was alleged. None: no data, which is not a good mark."""

    kind: str
    number: int
    name: str
    alleged: int | None
    established: int | None
    dismissed: int | None
    of: int


@dataclass(frozen=True)
class Concerned:
    """A breach with the name of the party it concerns."""

    breach: PublicBreach
    party: str


@dataclass(frozen=True)
class Outcome:
    """A clause with what became of it."""

    clause: PublicClause
    concerned: list[Concerned]


def breaches_of(told: PublicDeclaration) -> list[PublicBreach]:
    """Everything that was alleged under the text that is shown, clause by clause."""
    followed = [each.commitment for each in told.text.clauses if isinstance(each.commitment, PublicCommitment)]
    return [breach for commitment in followed for breach in commitment.breaches]


def outcomes_of(told: PublicDeclaration) -> list[Outcome]:
    """What became of each clause that is followed, in the order of the text."""
    names = {each.participant: public.participant_name(each.participant) for each in breaches_of(told) if each.participant}
    return [
        Outcome(clause, [Concerned(each, names.get(each.participant, "") or each.agency) for each in clause.commitment.breaches])
        for clause in told.text.clauses
        if isinstance(clause.commitment, PublicCommitment)
    ]


def figures_of(told: PublicDeclaration) -> list[Figure]:
    """Every participant of the election by ballot number, with what is known; empty where nothing was ever alleged."""
    breaches = [each for each in breaches_of(told) if each.participant]
    if not breaches:
        return []

    def number(code: str, state: str) -> int | None:
        mine = [each for each in breaches if each.participant == code]
        return sum(each.state == state for each in mine) if mine else None

    return [
        Figure(
            kind=row.kind,
            number=row.ballot_number,
            name=row.name,
            alleged=number(row.code, "alleged"),
            established=number(row.code, "established"),
            dismissed=number(row.code, "dismissed"),
            of=len(breaches),
        )
        for row in public.participants(settings.ELECTION)
    ]
