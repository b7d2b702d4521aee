"""Where the law asks for each answer, by regime, and whether that was read in a source (law.md A.3 to A.5)."""

from dataclasses import dataclass

from .script import Question


@dataclass(frozen=True)
class Basis:
    """An article, and whether it was read."""

    cite: str
    verified: bool


# The form of Pilkada has the same fields (Perbawaslu 9/2024); the articles of its conditions were not read.
_PILKADA = Basis("Perbawaslu 8/2020 jo. 9/2024", verified=False)
_PILKADA_KNOWN = Basis("UU 1/2015 Ps. 134 ayat (4)", verified=True)


def basis_of(question: Question, regime: str) -> Basis | None:
    """What a question rests on under a regime; None where the law does not ask for it."""
    if not question.basis:
        return None
    if regime == "PEMILU":
        return Basis(question.basis, question.verified)
    return _PILKADA_KNOWN if question.id == "known" else _PILKADA
