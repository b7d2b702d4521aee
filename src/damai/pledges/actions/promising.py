"""Each clause of a fixed text becomes a commitment that is followed until it is kept."""

from django.utils.timezone import localdate

from damai.commitments import actions as commitments
from damai.commitments.models import Origin
from damai.commitments.rules import IndicatorGiven

from .. import queries
from ..models import Declaration, Text


def promise_clauses(declaration: Declaration, text: Text, *, by: str) -> None:
    """One commitment per clause, public, owned by those who sign."""
    if declaration.convener is None or declaration.binds_until is None:
        raise ValueError("A declaration without convener or last day promises nothing")
    for clause, given in zip(text.clauses.all(), queries.clauses_given(text), strict=True):
        commitments.promise(
            origin=Origin.CLAUSE,
            origin_code=code_of(declaration, text, clause.number),
            series=declaration.series,
            words=clause.words,
            basis=clause.basis[:200],
            owner=None,
            convener=declaration.convener,
            made_on=localdate(declaration.held_at),
            due_on=declaration.binds_until,
            indicators=[
                IndicatorGiven(
                    words=each.words,
                    unit=each.unit,
                    direction=each.direction,
                    target=each.target,
                    source=each.source,
                    figure=each.figure,
                )
                for each in given.indicators
            ],
            is_public=True,
            by=by,
        )


def code_of(declaration: Declaration, text: Text, number: int) -> str:
    """D-00001/v1/3: under which the commitment of a clause is found."""
    return f"{declaration.code}/v{text.version}/{number}"
