"""Totals that must add up, the time that steps take, and the impartiality report for the heads."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from damai.agencies.access import AgencyKind, Role, open_to
from damai.agencies.queries import Agency, agency_name, today
from damai.agencies.rules import Capability
from damai.cases.queries import regime_name
from damai.cases.queries.figures import OfClass, Table, classes_of, figures_for, latest_release, offices_of, times_for
from damai.cases.queries.impartiality import Breakdown, report_for
from damai.cases.rules import CaseKind
from damai.cases.rules.measuring import Spread
from damai.cases.rules.reconciling import NAMES, Gap
from damai.ledger.queries import now
from damai.pledges.public import participants

from ..desk import reader
from ..forms import DayInput
from .desk import HANDLERS

WORDS = {
    "received": gettext_lazy("Diterima"),
    "registered": gettext_lazy("Diregistrasi"),
    "not_registered": gettext_lazy("Tidak diregistrasi"),
    "pending": gettext_lazy("Menunggu"),
    "violation": gettext_lazy("Pelanggaran"),
    "not_violation": gettext_lazy("Bukan pelanggaran"),
    "open": gettext_lazy("Masih ditangani"),
}
KINDS = {CaseKind.LAPORAN: gettext_lazy("Laporan"), CaseKind.TEMUAN: gettext_lazy("Temuan")}
TIMES = {
    "assess": gettext_lazy("Dari penyampaian sampai kajian awal selesai"),
    "register": gettext_lazy("Dari penyampaian sampai registrasi"),
    "decide": gettext_lazy("Dari registrasi sampai keputusan, tiap jenis dugaan"),
    "accept": gettext_lazy("Dari keputusan sampai diterima badan lain"),
}


@dataclass(frozen=True)
class Shown:
    """A table as the page shows it."""

    table: Table
    office: str
    regime: str
    lines: list[tuple[Any, list[int]]]
    gaps: list[str]
    classes: list[OfClass]
    held: bool  # its figures are not published


def _shown(table: Table, held: list[str]) -> Shown:
    whole = ("", *(f"{kind}." for kind in KINDS))
    labels = [_("Seluruhnya"), *KINDS.values()]
    lines = [(label, [table.numbers[f"{before}{name}"] for name in NAMES]) for label, before in zip(labels, whole, strict=True)]
    return Shown(
        table=table,
        office=agency_name(table.office) or table.office,
        regime=regime_name(table.regime),
        lines=lines,
        gaps=[_said(gap) for gap in table.gaps],
        classes=classes_of([table.office], table.regime),
        held=table.office in held,
    )


def _said(gap: Gap) -> str:
    kind, _dot, name = gap.sum.whole.rpartition(".")
    said = _("%(whole)s tertulis %(said)d, sedangkan bagiannya berjumlah %(counted)d (selisih %(by)+d).")
    label = f"{WORDS[name]} ({KINDS[CaseKind(kind)]})" if kind else str(WORDS[name])
    return said % {"whole": label, "said": gap.said, "counted": gap.counted, "by": gap.by}


@HANDLERS
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """What came in and what became of it, with every gap and the cases that make it; and how long steps took."""
    member, release = reader(request), latest_release()
    held = list(release.held) if release else []
    offices = list(offices_of(member))
    context = {
        "tables": [_shown(table, held) for table in figures_for(member)],
        "names": WORDS.values(),
        "times": [(office, _times(times_for(member, office.code))) for office in offices],
        "release": release,
        "leads": offices_of(member, Capability.DECIDE_CASES).exists(),
        "now": now(),
    }
    return render(request, "workspace/cases/figures.html", context)


def _times(found: dict[str, Spread | None]) -> list[tuple[Any, Spread | None]]:
    return [(label, found.get(name)) for name, label in TIMES.items()]


# --- For the heads --------------------------------------------------------------------------------------------------


class SpanForm(forms.Form):
    """From which day to which, by the day a case was handed in."""

    sejak = forms.DateField(label=gettext_lazy("Diterima sejak"), widget=DayInput, required=False)
    sampai = forms.DateField(label=gettext_lazy("Sampai"), widget=DayInput, required=False)


@open_to(Role.LEAD, agencies=[AgencyKind.SUPERVISOR])
@require_safe
def impartiality(request: HttpRequest) -> HttpResponse:
    """Whether cases are handled alike, by reported party, kecamatan and handler; to be printed."""
    member = reader(request)
    offices = offices_of(member, Capability.DECIDE_CASES)
    office: Agency | None = offices.filter(code=request.GET.get("kantor", "")).first() or offices.first()
    if office is None:
        raise Http404
    since, until, form = _span(request)
    ballot = [(row.code, f"{row.ballot_number}. {row.name}") for row in participants(settings.ELECTION)]
    report = report_for(member, office.code, since=since, until=until, participants=ballot)
    if report is None:
        raise Http404
    titles = (
        (report.parties, _("Menurut peserta yang dilaporkan, urut nomor")),
        (report.kinds, _("Menurut jenis terlapor")),
        (report.districts, _("Menurut kecamatan")),
        (report.handlers, _("Menurut petugas yang menangani")),
    )
    context = {
        "report": report,
        "parts": [(title, breakdown, _labelled(breakdown)) for breakdown, title in titles],
        "office": office,
        "form": form,
        "now": now(),
    }
    return render(request, "workspace/cases/impartiality.html", context)


def _span(request: HttpRequest) -> tuple[date, date, SpanForm]:
    end = today()
    first = {"sejak": date(end.year, 1, 1), "sampai": end}
    form = SpanForm(request.GET) if request.GET.get("sejak") or request.GET.get("sampai") else SpanForm(initial=first)
    said = form.cleaned_data if form.is_bound and form.is_valid() else {}
    since, until = said.get("sejak") or first["sejak"], said.get("sampai") or first["sampai"]
    return min(since, until), max(since, until), form


def _labelled(breakdown: Breakdown) -> list[tuple[str, Any]]:
    """The rows with their names; a group without one is said in words."""
    none = {"districts": _("Tempat belum diketahui"), "handlers": _("Belum ditugaskan")}.get(breakdown.name, "")
    return [(row.label or row.code or none, row) for row in breakdown.rows]


urlpatterns: list[URLPattern] = [
    path("angka/", figures, name="case_figures"),
    path("angka/keadilan/", impartiality, name="case_impartiality"),
]
