"""What became of alleged violations: numbers that add up, or the reason why they are not shown."""

import csv
import io
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from damai.agencies.access import open_to_everyone
from damai.cases.public import PublicFigures, figures

# How a number of cases is told in the columns of data.
FIELDS = (
    "kantor", "nama_kantor", "rezim", "jenis", "triwulan", "diterima", "diregistrasi", "tidak_diregistrasi", "menunggu",
    "pelanggaran", "bukan_pelanggaran", "masih_ditangani", "keadaan",
)  # fmt: skip


@open_to_everyone
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """The released figures of every office, with what they mean."""
    return render(request, "portal/violations/listing.html", {"told": figures()})


@open_to_everyone
@require_safe
@cache_control(public=True, max_age=300)
def as_json(request: HttpRequest) -> HttpResponse:
    """The same as JSON, with the definitions."""
    told = figures()
    return JsonResponse(
        {
            "subjek": "pelanggaran",
            "dibuat": told.at.isoformat() if told.at else None,
            "terkecil_yang_ditampilkan": told.least,
            "lisensi": "CC BY 4.0",
            "definisi": DEFINITIONS,
            "data": [dict(zip(FIELDS, row, strict=True)) for row in _rows(told)],
            "ditahan_karena_tidak_cocok": [{"kantor": each.code, "nama_kantor": each.name} for each in told.held],
            "lama": [
                {
                    "kantor": office.code,
                    "langkah": time.step,
                    "sekurangnya_perkara": time.at_least,
                    "kuartil_1_jam": time.low,
                    "median_jam": time.middle,
                    "kuartil_3_jam": time.high,
                }
                for office in told.offices
                for time in office.times
            ],
        },
        json_dumps_params={"ensure_ascii": False},
    )


@open_to_everyone
@require_safe
@cache_control(public=True, max_age=300)
def as_csv(request: HttpRequest) -> HttpResponse:
    """The same as CSV: a line for each office, law and kind, and one for each quarter of it."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(FIELDS)
    writer.writerows(_rows(figures()))
    response = HttpResponse(text.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="damai-pelanggaran.csv"'
    return response


def _rows(told: PublicFigures) -> list[tuple[Any, ...]]:
    """Numbers where they are shown; nothing where they are withheld or where there are no data. `keadaan` says which."""
    found = []
    for office in told.offices:
        for kind in office.kinds:
            for period, numbers in (("", kind.whole), *kind.quarters):
                counts = [numbers[name].count for name in numbers]
                shown = ";".join(f"{name}={cell.shown}" for name, cell in numbers.items() if cell.count is None)
                found.append((office.code, office.name, kind.regime, kind.kind, period, *counts, shown or "lengkap"))
    return found


DEFINITIONS = {
    "diterima": "laporan dan temuan yang masuk ke kantor itu; jumlah dari diregistrasi, tidak diregistrasi, dan menunggu",
    "diregistrasi": "diberi nomor register; jumlah dari pelanggaran, bukan pelanggaran, dan masih ditangani",
    "tidak_diregistrasi": "dinyatakan tidak diregistrasi, dicabut, diarsipkan, atau diserahkan ke kantor lain",
    "menunggu": "belum diregistrasi dan belum berakhir",
    "pelanggaran": "pleno menyatakan sekurangnya satu jenis dugaan sebagai pelanggaran",
    "bukan_pelanggaran": "setiap jenis dugaan dinyatakan bukan pelanggaran atau dihentikan",
    "masih_ditangani": "belum setiap jenis dugaan diputus, dan belum ada yang dinyatakan pelanggaran",
    "triwulan": "menurut hari diterima kantor itu; keadaan per saat angka dibuat",
    "keadaan": "withheld: di bawah batas, atau ditahan agar angka kecil tidak dapat dihitung mundur; no_data: tidak ada data, "
    "yang bukan berarti nol dan bukan berarti aman",
    "perpindahan": "perkara yang berpindah kantor dihitung pada tiap kantor; laporan yang menjadi temuan pada tiap jenis",
    "perubahan": "sebuah angka baru berubah bila sekurangnya lima perkara bertambah atau berkurang",
    "jenis_dugaan": "satu perkara dapat memuat beberapa jenis dugaan; jumlahnya bukan jumlah perkara dan tidak ada di sini",
}

urlpatterns: list[URLPattern] = [path("", listing, name="violations")]
