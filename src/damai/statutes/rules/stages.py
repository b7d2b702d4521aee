"""Elections and their stages, as dates in a table."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .calendar import Confidence


class StageKind(StrEnum):
    """What a stage is about, whatever the regulation calls it."""

    PREPARATION = "preparation"
    NOMINATION = "nomination"
    CAMPAIGN = "campaign"
    QUIET = "quiet"
    VOTING = "voting"
    COUNTING = "counting"
    OATH = "oath"


class Status(StrEnum):
    """Whether a date was decided by regulation, or is our assumption about an election to come."""

    DECIDED = "decided"
    ASSUMED = "assumed"

    @property
    def word(self) -> str:
        """The status in Indonesian."""
        return {"decided": "ditetapkan", "assumed": "asumsi"}[self.value]


@dataclass(frozen=True, kw_only=True)
class Election:
    """One vote, or several on the same calendar of stages."""

    code: str
    name: str
    regime: str  # empty while the law-makers have not said which law governs it
    status: Status
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class Stage:
    """One stage of an election. A missing first or last day is not known, and leaves that side open."""

    election: str
    code: str
    kind: StageKind
    name: str
    starts_on: date | None
    ends_on: date | None
    status: Status
    confidence: Confidence
    source: str = ""

    def __post_init__(self) -> None:
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValueError(f"{self.election}/{self.code}: berakhir sebelum mulai.")

    def includes(self, day: date) -> bool:
        """Whether the day lies in the stage; never where neither of its days is known."""
        if self.starts_on is None and self.ends_on is None:
            return False
        return (self.starts_on is None or self.starts_on <= day) and (self.ends_on is None or day <= self.ends_on)


def stages_on(stages: Iterable[Stage], day: date, election: str | None = None) -> tuple[Stage, ...]:
    """The stages running on the day, the most telling first: the one that began last, and of those the shortest."""
    running = [stage for stage in stages if election in (None, stage.election) and stage.includes(day)]
    return tuple(
        sorted(running, key=lambda stage: (stage.starts_on or date.min, -(stage.ends_on or date.max).toordinal()), reverse=True)
    )


def is_campaign(stages: Iterable[Stage], day: date, election: str | None = None) -> bool:
    """Whether campaigning is allowed on the day: only inside a campaign stage, and nowhere else."""
    return any(stage.kind == StageKind.CAMPAIGN for stage in stages_on(stages, day, election))
