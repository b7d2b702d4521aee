"""Public counts, made anew at most once an hour, already protected when they are stored."""

import hashlib
import json
from collections.abc import Callable, Mapping

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.timezone import localtime

from damai.areas.models import Area
from damai.ledger.actions import record
from damai.ledger.queries import now

from .. import queries, rules
from ..facts import CountsReleased
from ..models import PublicCount, Release
from .sorting import sketch_key

KEPT = 3  # releases; older ones are not needed to make the next


def publish_counts() -> Release | None:
    """Release the counts of reports for this hour; None if it has been done."""
    return publish("reports", queries.count_by_area)


def publish(subject: str, count: Callable[[], Mapping[str, int | None]]) -> Release | None:
    """Release the counts of a subject by area, protected; None if this hour's release exists.

    `count` gives distinct messages (or cases) by the area where each lies, at any level; it is asked only when it is time.
    """
    epoch = f"{localtime(now()):%Y-%m-%dT%H}"
    if Release.objects.filter(subject=subject, epoch=epoch).exists():
        return None
    try:
        return _release(subject, epoch, count())
    except IntegrityError:  # another worker was faster
        return None


@transaction.atomic
def _release(subject: str, epoch: str, counts: Mapping[str, int | None]) -> Release:
    before = queries.cells_of(queries.latest_release(subject))
    release = Release.objects.create(subject=subject, epoch=epoch, at=now())
    leaves, parents = _tree(counts)
    cells = rules.protect(leaves, parents, key=sketch_key(), before=before)
    rows = {area: cell for area, cell in sorted(cells.items()) if area in _real(cells) and cell.shown is not rules.Shown.NO_DATA}
    PublicCount.objects.bulk_create(
        PublicCount(release=release, area_id=area, shown=cell.shown.value, count=cell.count) for area, cell in rows.items()
    )
    Release.objects.filter(subject=subject).exclude(
        pk__in=Release.objects.filter(subject=subject).order_by("-id").values("pk")[:KEPT]
    ).delete()
    table = json.dumps({area: [cell.shown.value, cell.count] for area, cell in rows.items()}, sort_keys=True)
    record(CountsReleased(subject=subject, epoch=epoch, digest=hashlib.sha256(table.encode()).hexdigest()), by="damai")
    return release


def _tree(counts: Mapping[str, int | None]) -> tuple[dict[str, int | None], dict[str, str]]:
    """The smallest cells and what they belong to. What lies in a larger area without a smaller one is a cell of its own.

    Only the levels up to the city are counted together: larger totals would be of a country that is not here.
    """
    city = settings.CITY
    leaves: dict[str, int | None] = {}
    parents: dict[str, str] = {}
    for code, number in counts.items():
        leaf = code if code.count(".") >= 3 else f"{code}.?"  # "?": somewhere in it
        leaves[leaf] = number
        while "." in leaf and leaf != city:
            parents[leaf] = leaf.rpartition(".")[0]
            leaf = parents[leaf]
            if leaf.count(".") == 1:
                break
    return leaves, parents


def _real(cells: Mapping[str, rules.Cell]) -> set[str]:
    return set(Area.objects.filter(code__in=cells).values_list("code", flat=True))
