"""The papers of one's own report: that they were issued, with number and day. Only what names nobody is given out by receipt."""

from dataclasses import dataclass
from datetime import date

from damai.documents.queries import Document, Forgotten, documents_about, pdf_of, replaced_by

from .. import queries
from ..queries.forms import label_of_form
from ..rules.papers_forms import B3, B7, B18, B31, NUMBER_OF

# Papers that a reporter has a right to know of. Those that name the reporter are handed over at the office or sent, never by
# receipt: whoever finds a receipt must not learn a name.
TOLD = (B3, B31, B7, B18)


@dataclass(frozen=True, kw_only=True)
class ReporterPaper:
    """A paper that stands."""

    label: str
    number: str
    dated: date
    code: str
    can_be_taken: bool  # it names nobody


def papers_of(report_code: str) -> tuple[ReporterPaper, ...]:
    """The papers of the case of a report that its reporter may know of, the first first."""
    return tuple(
        ReporterPaper(
            label=label_of_form(NUMBER_OF[row.kind]).label,
            number=row.number.text if row.number else "",
            dated=row.dated,
            code=row.code,
            can_be_taken=not row.guarded,
        )
        for row in _rows(report_code)
    )


def _rows(report_code: str) -> list[Document]:
    case = queries.case_of(report_code)
    if case is None:
        return []
    told = {kind.code for kind in TOLD}
    rows = [row for row in documents_about(case.code) if row.kind in told and not row.is_void and row.forgotten_at is None]
    return [row for row in reversed(rows) if replaced_by(row) is None]


def announced(report_code: str, code: str) -> bytes | None:
    """The PDF of a paper that names nobody, for who holds the receipt of the report; None for any other."""
    row = next((each for each in _rows(report_code) if each.code == code and not each.guarded), None)
    if row is None:
        return None
    try:
        return pdf_of(Document.objects.get(pk=row.pk))
    except Forgotten:
        return None
