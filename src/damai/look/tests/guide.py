"""What the style guide is filled with: one of everything, for tests and for looking at."""

import math
from datetime import UTC, date, datetime, timedelta

from django import forms
from django.core.paginator import Paginator

from damai.look.templatetags.icons import ICONS

NOW = datetime(2024, 2, 5, 3, 0, tzinfo=UTC)

# Kelurahan, label, kecamatan, column, row, reports (none: no data).
PLACES = [
    ("Petojo Utara", "Petojo\nUtara", "Gambir", 0, 0, 3),
    ("Kebon Kelapa", "Kebon\nKelapa", "Gambir", 1, 0, 12),
    ("Pasar Baru", "Pasar\nBaru", "Sawah Besar", 2, 0, 1),
    ("Kemayoran", "Kemayoran", "Kemayoran", 3, 0, 0),
    ("Cideng", "Cideng", "Gambir", 0, 1, None),
    ("Petojo Selatan", "Petojo\nSelatan", "Gambir", 1, 1, 7),
    ("Gambir", "Gambir", "Gambir", 2, 1, 24),
    ("Senen", "Senen", "Senen", 3, 1, 4),
    ("Kebon Sirih", "Kebon\nSirih", "Menteng", 1, 2, None),
    ("Gondangdia", "Gondang-\ndia", "Menteng", 2, 2, 2),
    ("Cikini", "Cikini", "Menteng", 3, 2, 9),
    ("Menteng", "Menteng", "Menteng", 2, 3, 15),
]
STEPS = (1, 3, 6, 12, 20)

# A figure over time: value and denominator of a day; none: looked, and there were no data.
POINTS: list[dict[str, object]] = [
    {"on": date(2023, 12, 4) + timedelta(days=7 * week), "value": value, "of": of, "source": "Rekap laporan"}
    for week, (value, of) in enumerate([(0, 12), (1, 18), (1, 22), (None, None), (4, 30), (3, 35), (2, 41)])
]


def hexagon(column: int, row: int, size: float = 10) -> list[tuple[float, float]]:
    """The corners of a hexagon standing on a corner."""
    x, y = math.sqrt(3) * size * (column + row % 2 / 2 + 0.5), size * (1.5 * row + 1)
    return [
        (round(x + size * math.cos(math.radians(a)), 2), round(y + size * math.sin(math.radians(a)), 2))
        for a in range(-90, 270, 60)
    ]


def tiles(places: list[tuple[str, str, str, int, int, int | None]] = PLACES) -> list[dict[str, object]]:
    return [
        {
            "code": f"31.71.01.{1001 + number}",
            "name": name,
            "label": label,
            "kecamatan": district,
            "points": hexagon(column, row),
            "value": value,
            "band": None if value is None else sum(value >= step for step in STEPS),
            "href": f"#k{number}",
        }
        for number, (name, label, district, column, row, value) in enumerate(places)
    ]


class FilterForm(forms.Form):
    q = forms.CharField(label="Cari", required=True)
    state = forms.ChoiceField(label="Keadaan", choices=[("", "Semua"), ("late", "Lewat batas")])


class ReportForm(forms.Form):
    what = forms.CharField(
        label="Apa yang terjadi?", help_text="Ceritakan apa yang Anda lihat atau dengar sendiri.", widget=forms.Textarea
    )
    happened = forms.DateField(label="Kapan terjadi?", widget=forms.DateInput(attrs={"type": "date"}))
    kind = forms.ChoiceField(
        label="Anda melapor sebagai", choices=[("citizen", "Warga"), ("officer", "Pengawas")], widget=forms.RadioSelect
    )
    photo = forms.FileField(label="Foto atau video", required=False, help_text="Sampai 100 MB.")
    agree = forms.BooleanField(label="Saya memahami bahwa laporan palsu dapat dikenai sanksi.")
    tps = forms.IntegerField(label="Nomor TPS", required=False)


def context() -> dict[str, object]:
    """Everything look/styleguide.html shows, except `shell`."""
    rows = [
        {
            "code": f"L-0000{number}",
            "title": title,
            "text": text,
            "place": place,
            "at": NOW - timedelta(hours=number * 5, minutes=3),
            "state": state,
            "state_words": words,
        }
        for number, (title, text, place, state, words) in enumerate(
            [
                ("Dugaan pembagian uang", "Di dekat pasar ada yang membagi amplop.", "Gambir", "bad", "Lewat batas"),
                ("Alat peraga di sekolah", "Spanduk dipasang di pagar sekolah.", "Cikini", "warn", "Menunggu kelengkapan"),
                ("Pertanyaan DPTb", "Bagaimana pindah memilih?", "Senen", "good", "Dijawab"),
            ],
            start=1,
        )
    ]
    return {
        "now": NOW,
        "due_late": NOW - timedelta(days=2),
        "due_soon": NOW + timedelta(hours=19),
        "due_later": NOW + timedelta(days=8),
        "crumbs": [{"href": "/", "label": "Beranda"}, {"label": "Panduan gaya"}],
        "tiles": tiles(),
        "boundaries_url": "",
        "legend": [
            {"band": band, "label": label} for band, label in enumerate(["0", "1–2", "3–5", "6–11", "12–19", "20 atau lebih"])
        ],
        "points": POINTS,
        "filter_form": FilterForm(),
        "chips": [
            {"href": "?", "label": "Semua", "count": 41, "current": True},
            {"href": "?state=late", "label": "Lewat batas", "count": 2},
        ],
        "rows": rows,
        "page": Paginator(range(60), 20).page(2),
        "columns": [{"label": "Perkara"}, {"label": "Kelurahan"}, {"label": "Laporan", "number": True}],
        "cells": [["P-00001", "Gambir", 3], ["P-00002", "Menteng", 12]],
        "form": ReportForm(data={"what": "", "happened": "2024-02-31", "kind": "citizen"}),
        "events": [
            {"title": "Diterima", "at": NOW - timedelta(days=3), "state": "done"},
            {
                "title": "Dibaca",
                "at": NOW - timedelta(days=2),
                "state": "done",
                "text": "Dua laporan tentang kejadian ini digabung.",
            },
            {"title": "Diperiksa Bawaslu", "at": NOW, "state": "now"},
            {"title": "Putusan"},
        ],
        "icons": sorted(ICONS),
    }
