"""Correcting the tables of the law. Nothing is changed before it was shown which running deadlines would move."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from damai.agencies.access import AgencyKind, Role, open_to
from damai.cases.actions import NotYours, correct_law
from damai.cases.queries import Preview, preview
from damai.statutes.queries import clocks, holidays, regimes, statutes
from damai.statutes.rules import Change, RegimeComes, StatuteError, read_regime

from ..desk import mistaken, reader
from .forms import ClockForm, HolidayForm, RegimeForm, WithdrawForm

LEADS = open_to(Role.LEAD, agencies=[AgencyKind.SUPERVISOR])
MAY_ADD_LAW = open_to(Role.LEAD, Role.OPERATOR, agencies=[AgencyKind.SUPERVISOR])
SHOWN = 200  # rows of a preview; the rest is counted


@dataclass(frozen=True)
class Asked:
    """One page that changes the tables: what it is called, where it leads, what it shows beside the form."""

    title: str
    back: str
    template: str
    more: dict[str, Any]


@LEADS
@require_http_methods(["GET", "HEAD", "POST"])
def holiday_add(request: HttpRequest) -> HttpResponse:
    """Record a day off, after showing which deadlines it moves."""
    asked = Asked(_("Tambah hari libur"), "/kerja/hukum/libur/", "workspace/law/holiday.html", {})
    form = HolidayForm(request.POST if request.method == "POST" else None)
    return _asked(request, form, asked, lambda: form.change())


@LEADS
@require_http_methods(["GET", "HEAD", "POST"])
def holiday_withdraw(request: HttpRequest) -> HttpResponse:
    """Take a day off back, after showing which deadlines it moves."""
    typed = request.POST if request.method == "POST" else request.GET
    form = WithdrawForm(typed)
    if not form.is_valid():
        return redirect("/kerja/hukum/libur/")
    day, name = form.cleaned_data["tanggal"], form.cleaned_data["nama"]
    found = next((row for row in holidays(day.year) if (row.date, row.name) == (day, name)), None)
    if found is None:
        raise Http404
    asked = Asked(_("Cabut hari libur"), "/kerja/hukum/libur/", "workspace/law/withdraw.html", {"holiday": found})
    return _asked(request, form, asked, lambda: form.change())


@LEADS
@require_http_methods(["GET", "HEAD", "POST"])
def clock_add(request: HttpRequest, regime: str, code: str) -> HttpResponse:
    """Record the next version of a clock, after showing which deadlines it moves."""
    versions = [clock for clock in clocks(regime) if clock.code == code]
    if not versions or not versions[-1].length:
        raise Http404  # a window follows the calendar of stages
    known = max(versions, key=lambda clock: clock.valid_from)
    asked = Asked(_("Versi baru jam hukum"), "/kerja/hukum/", "workspace/law/clock.html", {"known": known})
    form = ClockForm(request.POST if request.method == "POST" else None, known=known)
    return _asked(request, form, asked, lambda: form.change())


@MAY_ADD_LAW
@require_http_methods(["GET", "HEAD", "POST"])
def regime_add(request: HttpRequest) -> HttpResponse:
    """Take in the tables of a new body of law; every mistake is told with its line, and nothing is taken with a mistake."""
    asked = Asked(_("Tambah rezim hukum"), "/kerja/hukum/", "workspace/law/regime.html", {})
    form = RegimeForm(request.POST or None, request.FILES or None)
    if request.method != "POST":
        return render(request, asked.template, {"asked": asked, "form": form})
    files = form.contents()
    read = read_regime(files, known=frozenset(regime.code for regime in regimes()))
    context = {"asked": asked, "form": RegimeForm(), "problems": read.problems, "read": read.tables}
    if read.problems:
        return render(request, asked.template, context, status=mistaken(request))
    context["texts"] = {field: files.get(name, b"").decode("utf-8-sig") for field, name in form.TABLES.items()}
    return _shown(request, RegimeComes(tables=read.tables), asked, context)


# --- Shown first, then done -----------------------------------------------------------------------------------------


def _asked(request: HttpRequest, form: forms.Form, asked: Asked, change: Callable[[], Change]) -> HttpResponse:
    """A form; what is typed into it is counted with before it is done."""
    context = {"asked": asked, "form": form, **asked.more}
    if request.method != "POST":
        return render(request, asked.template, context)
    if not form.is_valid():
        return render(request, asked.template, context, status=mistaken(request))
    return _shown(request, change(), asked, context)


def _shown(request: HttpRequest, change: Change, asked: Asked, context: dict[str, Any]) -> HttpResponse:
    """What the change would do; done when the reader has seen exactly that."""
    tables = statutes()
    refused = change.objection(tables)
    if refused:
        return render(request, asked.template, {**context, "refused": refused}, status=mistaken(request))
    found = preview(change, tables, reader(request))
    seal = _seal(change, found)
    context |= {"preview": found, "rows": found.seen[:SHOWN], "more": max(0, len(found.seen) - SHOWN), "seal": seal}
    sent = request.POST.get("terapkan", "")
    if not sent or "ubah" in request.POST:
        return render(request, asked.template, context)
    if sent != seal:
        changed = _("Sejak pratinjau ini dibuka, perkara atau tabel berubah. Periksa lagi sebelum menerapkan.")
        return render(request, asked.template, {**context, "refused": changed}, status=mistaken(request))
    return _done(request, change, asked, context)


def _done(request: HttpRequest, change: Change, asked: Asked, context: dict[str, Any]) -> HttpResponse:
    try:
        moved = correct_law(change, by=reader(request))
    except NotYours:
        raise Http404 from None
    except StatuteError as problem:
        return render(request, asked.template, {**context, "refused": str(problem)}, status=mistaken(request))
    said = ngettext("Tersimpan; %(n)d tenggat berubah.", "Tersimpan; %(n)d tenggat berubah.", len(moved)) % {"n": len(moved)}
    messages.success(request, said if moved else _("Tersimpan; tidak ada tenggat yang berubah."))
    return redirect(asked.back)


def _seal(change: Change, found: Preview) -> str:
    """A digest of what was shown, so that nothing else is applied."""
    return hashlib.sha256(repr((change, found)).encode()).hexdigest()[:32]


urlpatterns = [
    path("libur/tambah/", holiday_add, name="law_holiday_add"),
    path("libur/cabut/", holiday_withdraw, name="law_holiday_withdraw"),
    path("jam/<str:regime>/<str:code>/versi-baru/", clock_add, name="law_clock_add"),
    path("rezim/tambah/", regime_add, name="law_regime_add"),
]
