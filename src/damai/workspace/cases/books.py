"""The books of an office: the register of a year, and what each form number is called."""

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from damai.agencies.access import AgencyKind, Role, open_to
from damai.agencies.queries import Agency, scope_of, today
from damai.agencies.rules import Capability
from damai.cases.actions import papers
from damai.cases.queries.figures import offices_of
from damai.cases.queries.forms import labels as all_labels
from damai.cases.queries.forms import register_rows, register_years

from ..desk import attempt, mistaken, reader
from .desk import HANDLERS
from .papers import taken_out


class RegisterForm(forms.Form):
    """Who signs the printed book."""

    jabatan_ttd = forms.CharField(label=gettext_lazy("Jabatan penanda tangan"), max_length=120)
    nama_ttd = forms.CharField(label=gettext_lazy("Nama penanda tangan"), max_length=120)
    nip_ttd = forms.CharField(label=gettext_lazy("NIP penanda tangan"), max_length=40, required=False)


def _office(request: HttpRequest) -> Agency:
    offices = offices_of(reader(request))
    asked = request.GET.get("kantor", "")
    found = offices.filter(code=asked).first() if asked else offices.first()
    if found is None:
        raise Http404
    return found


@HANDLERS
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    """The book of registers of a year: numbers without gaps, classes, where each stands; printed on request."""
    office = _office(request)
    years = register_years(office) or [today().year]
    asked = request.GET.get("tahun", "")
    year = int(asked) if asked.isdigit() and int(asked) in years else years[0]
    form = RegisterForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        row = papers.issue_register(office, year, typed=form.cleaned_data, dated=today(), by=reader(request))
        return taken_out(request, row, "pdf", subject=f"register-{year}")
    chips = [
        {"href": f"?tahun={each}&kantor={office.code}", "label": each, "count": None, "current": each == year} for each in years
    ]
    rows = register_rows(office, year)
    context = {"office": office, "year": year, "chips": chips, "rows": rows, "form": form}
    return render(request, "workspace/cases/register.html", context, status=mistaken(request) if form.errors else 200)


class LabelForm(forms.Form):
    """What a form number is called, and where that was read."""

    label = forms.CharField(label=gettext_lazy("Nama formulir"), max_length=120)
    verified = forms.BooleanField(label=gettext_lazy("Sudah dibaca dalam naskah resmi"), required=False)
    source = forms.CharField(label=gettext_lazy("Naskahnya"), max_length=200, required=False)


@HANDLERS
@require_safe
def labels(request: HttpRequest) -> HttpResponse:
    """What each form number is called here, and whether that was verified."""
    return _labels(request)


def _labels(request: HttpRequest, *, status: int = 200, bad: LabelForm | None = None, bad_for: str = "") -> HttpResponse:
    rows = [
        {
            "label": each,
            "form": bad
            if each.number == bad_for
            else LabelForm(
                initial={"label": each.label, "verified": each.verified, "source": each.source if each.is_own else ""},
                auto_id=f"id_{each.number}_%s",
            ),
        }
        for each in all_labels()
    ]
    leading = bool(scope_of(reader(request)).where(Capability.DECIDE_CASES).charges)
    return render(request, "workspace/cases/labels.html", {"rows": rows, "leading": leading}, status=status)


@open_to(Role.LEAD, agencies=[AgencyKind.SUPERVISOR])
@require_POST
def set_label(request: HttpRequest, number: str) -> HttpResponse:
    """Correct what a form number is called."""
    form = LabelForm(request.POST, auto_id=f"id_{number}_%s")
    if not form.is_valid():
        return _labels(request, status=mistaken(request), bad=form, bad_for=number)
    return attempt(
        request,
        lambda: papers.set_label(number, by=reader(request), **form.cleaned_data),
        said=_("Nama formulir disimpan."),
        back="/kerja/perkara/formulir/",
    )


urlpatterns: list[URLPattern] = [
    path("register/", register, name="case_register"),
    path("formulir/", labels, name="form_labels"),
    path("formulir/<str:number>/", set_label, name="form_label"),
]
