"""The rows of provisions: made where they are missing, and kept in the order of print."""

from collections.abc import Iterable

from .. import models
from ..rules import library

LONGEST_HEADING = 400


def ensure_provisions(wanted: Iterable[tuple[str, str]]) -> None:
    """Make the rows of these provisions and of all they are a part of, where they are missing; bring headings up to date."""
    headings: dict[str, str] = {}
    for code, heading in wanted:
        provision = library.Provision.read(code)
        for each in (*provision.above, provision):
            headings[str(each)] = heading or headings.get(str(each), "")
    there = models.Provision.objects.in_bulk(list(headings))
    models.Provision.objects.bulk_create(
        models.Provision(
            code=code,
            law_id=code.partition("/")[0],
            parent_id=code.rpartition("/")[0] if code.count("/") > 1 else None,
            kind=library.Provision.read(code).kind.value,
            heading=heading[:LONGEST_HEADING],
        )
        for code, heading in sorted(headings.items(), key=lambda each: each[0].count("/"))
        if code not in there
    )
    changed = [row for code, row in there.items() if headings[code] and row.heading != headings[code][:LONGEST_HEADING]]
    for row in changed:
        row.heading = headings[row.code][:LONGEST_HEADING]
    models.Provision.objects.bulk_update(changed, ["heading"], batch_size=500)


def put_in_order(laws: Iterable[str]) -> None:
    """Number the provisions of some laws as they stand in print."""
    for law in sorted(laws):
        rows = list(models.Provision.objects.filter(law_id=law))
        rows.sort(key=lambda row: [library.order_of(part) for part in row.code.split("/")[1:]])
        moved = [row for at, row in enumerate(rows, start=1) if row.position != at]
        for at, row in enumerate(rows, start=1):
            row.position = at
        models.Provision.objects.bulk_update(moved, ["position"], batch_size=500)
