"""Releasing the public figures: once a day, protected, and only of offices whose tables add up."""

import hashlib
import json
from dataclasses import astuple

from django.conf import settings
from django.db import IntegrityError, transaction

from damai.ledger.actions import record
from damai.ledger.queries import now
from damai.seals.rules import derive

from .. import facts
from ..models import Case, FiguresRelease
from ..queries import figures
from ..rules.releasing import ShownTime, leaves, release, show_time
from ..rules.standing import Entry

KEPT = 30  # releases; only the last is needed to make the next


def publish_figures() -> FiguresRelease | None:
    """Release today's figures; None if it has been done."""
    day = figures.epoch()
    if FiguresRelease.objects.filter(epoch=day).exists():
        return None
    try:
        return _release(day)
    except IntegrityError:  # another worker was faster
        return None


@transaction.atomic
def _release(day: str) -> FiguresRelease:
    before = figures.latest_release()
    rows = figures.entries_of()
    held = sorted({each.office for each in figures.tables_of(rows) if not each.adds_up})
    whole = [row for row in rows if row.office not in held]
    found = release(leaves(whole), key=derive(settings.SEALING_KEY, "cases/figures"), memory=before.memory if before else {})
    cells = {name: [cell.shown.value, cell.count] for name, cell in sorted(found.cells.items())}
    times = _times(whole, before)
    table = json.dumps({"cells": cells, "times": times, "held": held}, sort_keys=True)
    row = FiguresRelease.objects.create(
        epoch=day, at=now(), cells=cells, memory=dict(sorted(found.memory.items())), times=times, held=held,
        sha256=hashlib.sha256(table.encode()).hexdigest(),
    )  # fmt: skip
    record(facts.FiguresReleased(epoch=day, digest=row.sha256, held=len(held)), by="damai")
    for office in held:
        record(facts.FiguresHeld(agency=office, epoch=day), by="damai")
    FiguresRelease.objects.exclude(pk__in=FiguresRelease.objects.order_by("-id").values("pk")[:KEPT]).delete()
    return row


def _times(rows: list[Entry], before: FiguresRelease | None) -> dict[str, list[int]]:
    """How long the steps took, by office; what is not shown is not here."""
    old = {name: ShownTime(*values) for name, values in (before.times if before else {}).items()}
    shown: dict[str, list[int]] = {}
    for office in sorted({row.office for row in rows}):
        for step, found in figures.spreads_of(Case.objects.filter(agency=office)).items():
            name = f"{office}/{step}"
            if (told := show_time(found, old.get(name))) is not None:
                shown[name] = list(astuple(told))
    return shown
