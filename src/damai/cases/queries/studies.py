"""First studies and the repair, read: which conditions are met, what was said to be missing, what came of it."""

import json
from dataclasses import dataclass
from datetime import date

from damai.seals.queries import opened

from ..models import Assessment, Case
from .law import day_at


@dataclass(frozen=True, kw_only=True)
class StudyRead:
    """A first study with its words for the reporter opened."""

    row: Assessment
    met: tuple[str, ...]  # items
    missing: tuple[str, ...]
    notes: dict[str, str]  # item -> what is missing


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
