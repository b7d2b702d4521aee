"""What can happen about who handles a case."""

from dataclasses import dataclass

from damai.ledger.facts import Fact


@dataclass(frozen=True, kw_only=True)
class HandlerLotCalled(Fact):
    """Who handles a case is decided by lot among these; this fact's leaf and the head decide (rules.lot)."""

    sentence = "Undian penangan perkara {case} dibuka di antara {number} anggota: {among}"
    case: str
    number: int
    among: str  # codes in their order; empty where they are too many, and then the digest stands for them
    digest: str
    size: int  # of the ledger's head
    root: str


@dataclass(frozen=True, kw_only=True)
class CaseAssigned(Fact):
    """A case has its handler."""

    sentence = "Perkara {case} ditangani {member} ({how})"
    case: str
    member: str
    how: str
    seed: str | None


@dataclass(frozen=True, kw_only=True)
class ConflictDenied(Fact):
    """The handler declared to have no conflict of interest; the case is open to them."""

    sentence = "{member} menyatakan bebas dari benturan kepentingan dalam perkara {case}"
    case: str
    member: str


@dataclass(frozen=True, kw_only=True)
class AssignmentEnded(Fact):
    """Somebody handles a case no longer."""

    sentence = "{member} tidak lagi menangani perkara {case}: {end}"
    case: str
    member: str
    end: str


@dataclass(frozen=True, kw_only=True)
class MemberRecused(Fact):
    """A member may not touch, nor see, a case; for ever."""

    sentence = "{member} mundur dari perkara {case}: {reason}"
    case: str
    member: str
    reason: str
