"""First studies and the repair, read: which conditions are met, what was said to be missing, what came of it."""

import json
from dataclasses import dataclass
from datetime import date

from damai.seals.queries import opened
from damai.triage.queries import messages_of

from ..models import ITEMS, Assessment, Case, Repair
from ..rules import FORMAL
from .law import day_at


@dataclass(frozen=True, kw_only=True)
class StudyRead:
    """A first study with its words for the reporter opened."""

    row: Assessment
    met: tuple[str, ...]  # items
    missing: tuple[str, ...]
    notes: dict[str, str]  # item -> what is missing

    @property
    def gaps(self) -> list[tuple[str, str]]:
        """Each missing condition as the law says it, and what is missing as it was said."""
        return [(str(label), self.notes.get(item, "")) for item, label in ITEMS if item in self.missing]


def studies_of(case: Case) -> list[StudyRead]:
    """The first studies of a case, for those who handle it."""
    return [
        StudyRead(row=row, met=tuple(row.met), missing=tuple(row.missing), notes=notes_of(row))
        for row in Assessment.objects.filter(case=case).select_related("case").order_by("round")
    ]


def notes_of(row: Assessment) -> dict[str, str]:
    """What was said to be missing, by condition."""
    if not row.sealed_notes:
        return {}
    return dict(json.loads(opened(row.sealed_notes, about=f"cases.assessment.notes/{row.case.code}/{row.round}")))


def received_on(case: Case) -> date:
    """The day a report was handed in, where the office is."""
    return day_at(case, case.received_at)


def repair_of(case: Case) -> Repair | None:
    """What the reporter was asked to mend, by when, and whether it came; None where nothing was asked."""
    return Repair.objects.filter(case=case).select_related("term").first()


def messages_since(case: Case) -> list[str]:
    """The codes of messages that came in after the reporter was told what is missing, by whichever way."""
    asked = repair_of(case)
    if asked is None:
        return []
    return [message.code for message in messages_of(case.report) if message.received_at >= asked.notified_at]


def material_only(case: Case) -> bool:
    """Whether only formal conditions were missing: what was told is worth following up as preliminary information."""
    last = Assessment.objects.filter(case=case).order_by("-round").first()
    return last is not None and bool(last.missing) and set(last.missing) <= FORMAL
