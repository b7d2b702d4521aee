"""How a deadline is counted, day by day, with its article; printable for a hearing. No script is needed, and nothing is kept."""

from datetime import date, datetime, time
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from damai.agencies.access import open_to_everyone
from damai.look.templatetags.look import said
from damai.statutes import public as law
from damai.statutes.rules import Explanation, StatuteError, Zone

WHERE = {
    Zone.WIB: _("WIB: Sumatra, Jawa, Kalimantan Barat dan Tengah"),
    Zone.WITA: _("WITA: Bali, Nusa Tenggara, Sulawesi, Kalimantan Selatan, Timur dan Utara"),
    Zone.WIT: _("WIT: Maluku dan Papua"),
}


class Question(forms.Form):
    """Which clock, from when, where. It asks for nobody's name, so that its address can be passed on."""

    jam = forms.ChoiceField(label=_("Jam hukum"))
    mulai = forms.DateField(
        label=_("Tanggal peristiwa yang memulainya"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    pukul = forms.TimeField(
        label=_("Pukul"),
        required=False,
        help_text=_("Hanya untuk jam yang dihitung per jam, misalnya 1×24 jam."),
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
    )
    zona = forms.ChoiceField(label=_("Waktu setempat"), choices=list(WHERE.items()), initial=Zone.WIB)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["jam"].choices = clock_choices()  # type: ignore[attr-defined]


def clock_choices() -> list[tuple[str, Any]]:
    """Every clock that has a day of its own, grouped by the body of law."""
    groups: list[tuple[str, Any]] = [("", _("Pilih"))]
    clocks = [clock for clock in law.clocks() if clock.has_date]
    for regime in law.regimes():
        names = {clock.key: f"{clock.code} · {said(clock.name)}" for clock in clocks if clock.regime == regime.code}
        if names:
            groups.append((f"{regime.code}: {said(regime.name)}", list(names.items())))
    return groups


@open_to_everyone
@require_safe
def explain(request: HttpRequest) -> HttpResponse:
    """A deadline of the law, every day of it, at an address that says what was asked."""
    asked = bool(request.GET.get("jam") or request.GET.get("mulai"))
    form = Question(request.GET if asked else None)
    context: dict[str, object] = {"form": form}
    status = 200
    if asked:
        try:
            context |= {"explained": _counted(form), "link": _link(request, form)} if form.is_valid() else {}
        except StatuteError as problem:
            context["refused"] = str(problem)
        status = 200 if "explained" in context else 422
    return render(request, "portal/deadlines/explain.html", context, status=status)


def _counted(form: Question) -> Explanation:
    given = form.cleaned_data
    regime, _slash, code = given["jam"].partition("/")
    zone = Zone(given["zona"])
    start: date | datetime = given["mulai"]
    at: time | None = given["pukul"]
    if at is not None:
        start = datetime.combine(start, at.replace(microsecond=0), zone.tz)
    return law.explain(regime, code, start, zone=zone.value)


def _link(request: HttpRequest, form: Question) -> str:
    """The address of this answer, with nothing in it but what was asked."""
    given = form.cleaned_data
    asked = {"jam": given["jam"], "mulai": given["mulai"].isoformat()}
    if given["pukul"]:
        asked["pukul"] = f"{given['pukul']:%H:%M}"
    return request.build_absolute_uri(f"{request.path}?{urlencode({**asked, 'zona': given['zona']}, safe='/:')}")


urlpatterns: list[URLPattern] = [path("", explain, name="deadlines")]
