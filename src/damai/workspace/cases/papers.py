"""The forms and letters of a case: filled from what the house knows, looked at as a draft without names, then issued."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from damai.agencies.actions import PersonalData, note_export
from damai.agencies.queries import today
from damai.cases.actions import NotYours, Refused, papers
from damai.cases.queries import Case, leads
from damai.cases.queries import forms as known
from damai.cases.rules.papers_forms import FORMS, NUMBER_OF
from damai.documents.queries import Document, Forgotten, docx_of, label_of, pdf_of, preview, replaced_by
from damai.documents.rules import Field, Kind

from ..desk import attempt, mistaken, reader
from ..documents.common import TYPES, download
from ..forms import DayInput
from .desk import HANDLERS, headed
from .forwarding import mine

KINDS = {kind.code: kind for kind in FORMS}
SIGNED = ("jabatan_ttd", "nama_ttd", "nip_ttd", "tte")
# What a person types; everything else the house knows, and names are opened only when a paper is issued.
TYPED = {
    "form-b1": ("peristiwa", "tempat_kejadian", "uraian", "dilaporkan_di", "penerima"),
    "form-b2": ("pengawas", "sumber", "peristiwa", "tempat_kejadian", "uraian", *SIGNED),
    "form-b3": ("berkas", "dilaporkan_di", "penerima"),
    "form-b3-1": ("dilaporkan_di", "penerima"),
    "form-b7": ("cara", *SIGNED),
    "form-b18": SIGNED,
}
LONG = frozenset({"uraian", "cara"})


class PaperForm(forms.Form):
    """The day of a paper and what a person types; lists as lines, the parts of a line parted by semicolons."""

    dated = forms.DateField(label=gettext_lazy("Tanggal surat"), widget=DayInput)

    def __init__(self, *args: Any, kind: Kind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.typed = {field.name: field for field in kind.fields if field.name in TYPED[kind.code]}
        for name in TYPED[kind.code]:
            self.fields[name] = _input(self.typed[name])

    def values(self) -> dict[str, Any]:
        """What was typed, as a template wants it."""
        said = {name: self.cleaned_data.get(name, "") for name in self.typed}
        return {name: _rows(field, said[name]) if field.parts else said[name] for name, field in self.typed.items()}


def _input(field: Field) -> forms.Field:
    if not field.parts and field.name not in LONG:
        return forms.CharField(label=_(field.words), required=False, max_length=300)
    parts = "; ".join(_(part.words).lower() for part in field.parts if part.name in {"nama", "jabatan", "uraian"})
    lines = _("Satu per baris. Bagian-bagiannya dipisahkan titik koma: %(parts)s.") % {"parts": parts}
    return forms.CharField(
        label=_(field.words),
        required=False,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=lines if len(field.parts) > 1 else "",
    )


def _rows(field: Field, text: str) -> list[dict[str, str]]:
    names = ["nama", "jabatan"] if len(field.parts) > 1 else [field.parts[0].name]
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return [dict(zip(names, (part.strip() for part in line.split(";", len(names) - 1)), strict=False)) for line in lines]


def _lines(value: Any) -> Any:
    """Rows as lines, for the form."""
    if not isinstance(value, list):
        return value
    return "\n".join("; ".join(str(part) for part in row.values() if part) for row in value)


@dataclass(frozen=True)
class Row:
    """A form of a case: the one that stands, those it replaced, and why it cannot be issued yet."""

    kind: Kind
    label: known.Label
    stands: Document | None
    older: list[Document]
    waits: str


def _of(case: Case) -> list[Row]:
    issued = known.papers_of(case)
    rows = []
    for kind in FORMS:
        ours = [each for each in issued if each.kind == kind.code]
        stands = next((each for each in ours if replaced_by(each) is None and not each.is_void), None)
        waits = known.may_be_issued(kind, case)
        label = known.label_of_form(NUMBER_OF[kind.code])
        rows.append(Row(kind, label, stands, [each for each in ours if each != stands], waits))
    return rows


@HANDLERS
@require_safe
def listing(request: HttpRequest, code: str) -> HttpResponse:
    """Every form of a case, and every other paper that was issued for it."""
    case = mine(request, code)
    own = {kind.code for kind in FORMS}
    others = [(each, label_of(each.kind)) for each in known.papers_of(case) if each.kind not in own]
    context = {**headed(case, "surat"), "rows": _of(case), "others": others}
    return render(request, "workspace/cases/papers.html", context)


@HANDLERS
@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """One form: type what is missing, look at the draft, issue it."""
    case, plan = mine(request, code), KINDS.get(kind)
    if plan is None:
        raise Http404
    form = PaperForm(request.POST or None, initial=_first(request, case, plan), kind=plan)
    if request.method == "POST" and form.is_valid():
        wanted = request.POST.get("lihat", "")
        try:
            if wanted in TYPES:
                return _draft(case, plan, form, wanted)
            row = papers.issue_form(
                plan, case, typed=form.values(), dated=form.cleaned_data["dated"], by=reader(request)
            )  # fmt: skip
        except NotYours:
            raise Http404 from None
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            number = row.number.text if row.number else row.code
            messages.success(request, _("Diterbitkan dengan nomor %(number)s.") % {"number": number})
            return redirect(_at(code))
    here = next(each for each in _of(case) if each.kind == plan)
    context = {**headed(case, "surat"), "row": here, "form": form, "leading": leads(reader(request), case)}
    return render(request, "workspace/cases/paper.html", context, status=mistaken(request) if form.errors else 200)


def _first(request: HttpRequest, case: Case, kind: Kind) -> dict[str, Any]:
    """What the form begins with: what the house knows, without anybody's name; the day it became known is not among it."""
    values = known.known(kind, case, {})
    first = {name: _lines(values[name]) for name in TYPED[kind.code] if values.get(name)}
    return {"dated": today(), "penerima": str(reader(request)), **first}


def _draft(case: Case, kind: Kind, form: PaperForm, format: str) -> HttpResponse:
    people = known.masked(case, papers.NAMES.get(kind.code, ()))
    typed = {name: value for name, value in form.values().items() if value}
    body = preview(kind, case.agency, {**known.known(kind, case, people), **typed}, form.cleaned_data["dated"], format)
    answer = HttpResponse(body, content_type=TYPES[format])
    shown = "inline" if format == "pdf" else "attachment"
    answer["Content-Disposition"] = f'{shown}; filename="rancangan-{kind.code}-{case.code}.{format}"'
    return answer


def _issued(case: Case, document: str) -> Document:
    found = next((each for each in known.papers_of(case) if each.code == document), None)
    if found is None:
        raise Http404
    return found


@HANDLERS
@require_safe
def file(request: HttpRequest, code: str, document: str, format: str) -> HttpResponse:
    """A paper as it was issued. It names people, so taking it out is noted."""
    case = mine(request, code)
    return taken_out(request, _issued(case, document), format, subject=case.code)


def taken_out(request: HttpRequest, row: Document, format: str, *, subject: str) -> HttpResponse:
    """A paper as a download; noted."""
    if format not in TYPES:
        raise Http404
    try:
        body = pdf_of(row) if format == "pdf" else docx_of(row)
    except Forgotten:
        raise Http404 from None
    digest = row.pdf_sha256 if format == "pdf" else row.docx_sha256
    note_export(reader(request), subject=subject, what=PersonalData.ALL, own=True, digest=digest)
    return download(body, name=f"{row.kind}-{row.code}", format=format)


@HANDLERS
@require_POST
def void(request: HttpRequest, code: str, document: str) -> HttpResponse:
    """Say that a paper is not to be relied on."""
    case = mine(request, code)
    row = _issued(case, document)
    return attempt(
        request, lambda: papers.void_form(row, case, by=reader(request)), said=_("Dokumen dinyatakan batal."), back=_at(code)
    )


def _at(code: str) -> str:
    return f"/kerja/perkara/{code}/surat/"


urlpatterns: list[URLPattern] = [
    path("<str:code>/surat/", listing, name="case_papers"),
    path("<str:code>/surat/<slug:kind>/", paper, name="case_paper"),
    path("<str:code>/surat/<str:document>/batal/", void, name="case_paper_void"),
    path("<str:code>/surat/<str:document>/berkas.<str:format>", file, name="case_paper_file"),
]
