"""The papers of a meeting: what the house knows is filled in, the rest is typed; looked at as a draft, then issued."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from damai.agencies.queries import today
from damai.documents.queries import Document, documents_about, preview, replaced_by
from damai.documents.rules import Field, Kind
from damai.documents.rules.words import terbilang
from damai.rakor.actions.papers import NEEDS_FINAL, issue_paper
from damai.rakor.queries.meetings import may_convene
from damai.rakor.queries.minutes import Meeting
from damai.rakor.queries.papers import KINDS, suggested, values_for
from damai.triage.actions import NotYours, Refused

from ..desk import reader
from ..forms import DayInput
from .minutes import TABLE, found

SIGNED = ("nama_ttd", "jabatan_ttd", "nip_ttd", "tte")
# What a person types; everything else the house knows.
TYPED = {
    "undangan": ("sifat", "lampiran", "hal", "catatan", "tembusan", *SIGNED),
    "daftar-hadir": SIGNED,
    "notula": ("nip_pimpinan", "nip_notulis", "tte"),
    "berita-acara": ("pihak", "rangkap", "saksi", "tte"),
    "rencana-aksi": ("judul", *SIGNED),
    "laporan-kegiatan": ("maksud", "ringkasan", "rekomendasi", *SIGNED),
}
LONG = frozenset({"catatan", "maksud", "ringkasan"})
TYPES = {"pdf": "application/pdf", "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document"}


class PaperForm(forms.Form):
    """The day of a paper and what a person types; lists as lines, the parts of a line parted by semicolons."""

    dated = forms.DateField(label=gettext_lazy("Tanggal surat"), widget=DayInput)

    def __init__(self, *args: Any, kind: Kind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
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
    lines = _("Satu per baris. Bagian-bagiannya dipisahkan titik koma: %(parts)s.")
    parts = "; ".join(_(part.words).lower() for part in _typed_parts(field))
    return forms.CharField(
        label=_(field.words),
        required=False,
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=lines % {"parts": parts} if len(_typed_parts(field)) > 1 else "",
    )


def _typed_parts(field: Field) -> tuple[Field, ...]:
    return tuple(part for part in field.parts if part.name != "sebagai")


def _rows(field: Field, text: str) -> list[dict[str, str]]:
    """ "Nama; jabatan; lembaga" per line as rows; the parties of a record are counted in words."""
    names = [part.name for part in _typed_parts(field)]
    rows: list[dict[str, str]] = []
    for line in filter(None, (line.strip() for line in text.splitlines())):
        row = dict(zip(names, (part.strip() for part in line.split(";", len(names) - 1)), strict=False))
        if any(part.name == "sebagai" for part in field.parts):
            row["sebagai"] = f"PIHAK {'KESATU' if not rows else 'KE' + terbilang(len(rows) + 1).upper()}"
        rows.append(row)
    return rows


@dataclass(frozen=True)
class Paper:
    """A kind of paper of a meeting: the one that stands, and those it replaced."""

    kind: Kind
    stands: Document | None
    older: list[Document]
    waits: bool  # until the minutes are final


def papers_of(meeting: Meeting) -> list[Paper]:
    """Every kind of paper, for the meeting's page."""
    issued = list(documents_about(meeting.code))
    papers = []
    for kind in KINDS.values():
        mine = [each for each in issued if each.kind == kind.code]
        stands = next((each for each in mine if replaced_by(each) is None), None)
        waits = kind.code in NEEDS_FINAL and meeting.state != Meeting.State.FINAL
        papers.append(Paper(kind, stands, [each for each in mine if each != stands], waits))
    return papers


@TABLE
@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: HttpRequest, code: str, paper: str) -> HttpResponse:
    """One kind of paper: type what is missing, look at the draft, issue it."""
    meeting = found(request, code)
    kind = KINDS.get(paper)
    if kind is None or not may_convene(reader(request), meeting):
        raise Http404
    first = {"dated": today(), **suggested(kind, meeting)}
    form = PaperForm(request.POST or None, initial=first, kind=kind)
    if request.method == "POST" and form.is_valid():
        wanted = request.POST.get("lihat", "")
        try:
            if wanted in TYPES:
                return _draft(meeting, kind, form, wanted)
            document = issue_paper(kind, meeting, typed=form.values(), dated=form.cleaned_data["dated"], by=reader(request))
        except NotYours:
            raise Http404 from None
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _issued(document))
            return redirect(f"/kerja/rakor/{code}/#dokumen")
    here = next(each for each in papers_of(meeting) if each.kind == kind)
    context = {"meeting": meeting, "paper": here, "form": form}
    return render(request, "workspace/rakor/paper.html", context, status=422 if form.errors else 200)


def _draft(meeting: Meeting, kind: Kind, form: PaperForm, format: str) -> HttpResponse:
    values = values_for(kind, meeting, form.values())
    body = preview(kind, meeting.convener, values, form.cleaned_data["dated"], format)
    answer = HttpResponse(body, content_type=TYPES[format])
    shown = "inline" if format == "pdf" else "attachment"
    answer["Content-Disposition"] = f'{shown}; filename="rancangan-{kind.code}-{meeting.code}.{format}"'
    return answer


def _issued(document: Document) -> str:
    number = document.number.text if document.number else document.code
    if document.replaces:
        old = document.replaces.number.text if document.replaces.number else document.replaces.code
        return _("Diterbitkan dengan nomor %(number)s; menggantikan %(old)s.") % {"number": number, "old": old}
    return _("Diterbitkan dengan nomor %(number)s.") % {"number": number}


urlpatterns = [path("<str:code>/dokumen/<slug:paper>/", paper, name="meeting_paper")]
