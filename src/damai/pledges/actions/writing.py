"""How a declaration and its text become rows; used by what an office writes and by what ships."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models.functions import Length

from damai.ledger.actions import record

from .. import facts, queries
from ..models import Clause, ClauseIndicator, Declaration, Text
from ..rules import TAKEN, ClauseGiven, text_digest
from ..rules.texts import plain

RACES = 20  # how often somebody else may take the next code before we give up


def new_declaration(**fields: Any) -> Declaration:
    """Insert a declaration under the next free code, and under a slug that is free."""
    slug = fields.pop("slug")
    slug = f"{slug}-1" if slug in TAKEN else slug
    for attempt in range(RACES):
        last = Declaration.objects.order_by(Length("code").desc(), "-code").values_list("code", flat=True).first()
        code = f"D-{int(last.removeprefix('D-')) + 1 if last else 1:05d}"
        free = slug if attempt == 0 else f"{slug[:50]}-{code.lower()}"
        try:
            with transaction.atomic():
                return Declaration.objects.create(code=code, slug=free, **fields)
        except IntegrityError:
            continue  # the code or the slug was taken; the unique constraints are the referees
    raise RuntimeError(f"No free code for a declaration after {RACES} attempts")


def store_text(
    declaration: Declaration,
    *,
    preamble: str,
    closing: str,
    clauses: Sequence[ClauseGiven],
    is_official: bool,
    by: str,
    at: datetime,
) -> Text:
    """A new version with its clauses. What was signed elsewhere is fixed at once, because it can only be read here."""
    newest = Text.objects.filter(declaration=declaration).order_by("-version").values_list("version", flat=True).first()
    text = Text.objects.create(
        declaration=declaration,
        version=(newest or 0) + 1,
        preamble=plain(preamble),
        closing=plain(closing),
        is_official=is_official,
        made_at=at,
        by=by,
    )
    rows = Clause.objects.bulk_create(
        Clause(text=text, number=number, words=plain(each.words), basis=plain(each.basis), basis_note=plain(each.basis_note))
        for number, each in enumerate(clauses, start=1)
    )
    ClauseIndicator.objects.bulk_create(
        ClauseIndicator(
            clause=row,
            number=number,
            words=plain(indicator.words),
            unit=plain(indicator.unit),
            direction=indicator.direction,
            target=indicator.target,
            source=plain(indicator.source),
            figure=indicator.figure,
        )
        for row, each in zip(rows, clauses, strict=True)
        for number, indicator in enumerate(each.indicators, start=1)
    )
    digest = text_digest(queries.given(text, declaration))
    entry = record(
        facts.PledgeTextWritten(
            declaration=declaration.code, version=text.version, clauses=len(rows), official=is_official, digest=digest
        ),
        by=by,
    )
    if declaration.state == Declaration.State.ARCHIVE:
        text.sha256, text.fixed_at, text.leaf = digest, at, entry.leaf
        text.save(update_fields=["sha256", "fixed_at", "leaf"])
    return text
