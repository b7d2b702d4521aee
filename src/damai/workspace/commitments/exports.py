"""The lists as files for a spreadsheet."""

import csv
import io
from collections.abc import Iterable, Sequence

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from damai.commitments.queries import Followed, followed_for
from damai.commitments.rules import inert

from ..desk import reader
from .doors import AT_THE_TABLE, series_titles
from .forms import CommitmentFilter
from .listing import in_standing, narrowed


def as_csv(name: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """A file that spreadsheets open with its letters intact."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(head)
    writer.writerows([inert(cell) for cell in row] for row in rows)
    response = HttpResponse(text.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _rows(request: HttpRequest) -> list[Followed]:
    everything = followed_for(reader(request))
    form = CommitmentFilter(request.GET or None, rows=everything, titles=series_titles(reader(request)))
    return in_standing(narrowed(everything, form), request.GET.get("keadaan", "semua"))


@AT_THE_TABLE
@require_safe
def commitments(request: HttpRequest) -> HttpResponse:
    """The commitments of the list, one row for each indicator."""
    head = [
        "kode", "asal", "kode_asal", "rangkaian", "komitmen", "dasar", "penanggung_jawab", "tenggat", "keadaan", "indikator",
        "satuan", "arah", "target", "per_tanggal", "nilai", "dari", "sumber",
    ]  # fmt: skip
    rows = []
    for told in _rows(request):
        row = told.commitment
        owner = row.owner.name if row.owner else _("Para penanda tangan")
        first = [row.code, row.origin, row.origin_code, row.series, row.words, row.basis, owner, row.due_on, told.words]
        for figure in told.figures:
            last, indicator = figure.latest, figure.indicator
            rows.append(
                [
                    *first, indicator.words, indicator.unit, indicator.direction, indicator.target,
                    last.on if last else "", last.value if last else "", last.of if last else "",
                    last.source if last else indicator.source,
                ]
            )  # fmt: skip
    return as_csv("komitmen.csv", head, rows)


@AT_THE_TABLE
@require_safe
def items(request: HttpRequest) -> HttpResponse:
    """The action items of the list."""
    head = [
        "kode", "komitmen", "tindak_lanjut", "keluaran", "penanggung_jawab", "indikator", "target", "mulai", "tenggat",
        "keadaan", "lewat_hari", "selesai", "kendala",
    ]  # fmt: skip
    rows = [
        [
            each.item.code, told.commitment.code, each.item.words, each.item.output, each.item.owner.name, each.item.indicator,
            each.item.target, each.item.starts_on, each.item.due_on, each.item.get_state_display(), each.days_late,
            each.item.done_on, each.item.obstacles,
        ]
        for told in _rows(request)
        for each in told.items
    ]  # fmt: skip
    return as_csv("tindak-lanjut.csv", head, rows)
