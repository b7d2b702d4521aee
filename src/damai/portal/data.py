"""The same numbers as the pages show, for machines, with what they mean."""

import csv
import io
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from damai.agencies.access import open_to_everyone
from damai.areas.public import scheme
from damai.cases.public import tally_by_area as cases_by_area
from damai.triage.public import Tally
from damai.triage.public import tally_by_area as reports_by_area

SUBJECTS: dict[str, Callable[[str], Tally]] = {"laporan": reports_by_area, "perkara": cases_by_area}
FIELDS = ("kode", "nama", "tingkat", "keadaan", "jumlah")


@open_to_everyone
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What can be downloaded, and what the columns mean."""
    return render(request, "portal/data.html", {"tally": reports_by_area(settings.CITY), "scheme": scheme(), "fields": FIELDS})


@open_to_everyone
@require_safe
@cache_control(public=True, max_age=300)
def as_json(request: HttpRequest, subject: str) -> HttpResponse:
    """The released numbers as JSON."""
    tally = SUBJECTS[subject](settings.CITY)
    return JsonResponse(
        {
            "subjek": subject,
            "wilayah": settings.CITY,
            "skema_kode": scheme(),
            "dibuat": tally.at.isoformat() if tally.at else None,
            "terkecil_yang_ditampilkan": tally.least,
            "lisensi": "CC BY 4.0",
            "data": [dict(zip(FIELDS, row, strict=True)) for row in _rows(tally)],
        },
        json_dumps_params={"ensure_ascii": False},
    )


@open_to_everyone
@require_safe
@cache_control(public=True, max_age=300)
def as_csv(request: HttpRequest, subject: str) -> HttpResponse:
    """The released numbers as CSV."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(FIELDS)
    writer.writerows(_rows(SUBJECTS[subject](settings.CITY)))
    response = HttpResponse(text.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="damai-{subject}.csv"'
    return response


def _rows(tally: Tally) -> list[tuple[str, str, str, str, int | None]]:
    return [(number.area, number.name, number.level, str(number.shown), number.count) for number in tally.numbers]
