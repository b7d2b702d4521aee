"""The agency's letterhead, with a letter that shows what it will look like."""

import base64

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from damai.agencies.queries import Agency, today
from damai.agencies.rules import Capability, NotYours, Refused
from damai.documents import actions
from damai.documents.queries import Letterhead, example_of, letterhead_of, pattern_example
from damai.documents.rules import Kind, kinds, pdf
from damai.documents.rules.docx import CannotRender
from damai.documents.rules.numbers import BadPattern, checked_pattern
from damai.documents.rules.pictures import LARGEST, NotAPicture, small_logo

from ..desk import mistaken, reader
from .common import MANAGERS, agency_for, choices_of


class LetterheadForm(forms.Form):
    """What stands on an agency's paper. The fields a programmer sees keep the pattern's own words, for they are typed."""

    baris = forms.CharField(
        label=gettext_lazy("Baris kepala surat"),
        help_text=gettext_lazy("Satu baris per baris. Baris terakhir, nama lembaga, dicetak tebal dan lebih besar."),
        widget=forms.Textarea({"rows": 4}),
        max_length=600,
    )
    alamat = forms.CharField(label=gettext_lazy("Alamat"), required=False, max_length=200)
    kontak = forms.CharField(label=gettext_lazy("Telepon, surel, laman"), required=False, max_length=200)
    tempat = forms.CharField(
        label=gettext_lazy("Tempat surat"), help_text=gettext_lazy("Yang ditulis di depan tanggal."), max_length=60
    )
    singkatan = forms.CharField(
        label=gettext_lazy("Singkatan lembaga dalam nomor"), help_text=gettext_lazy("Contoh: KESBANGPOL-JP"), max_length=40
    )
    pola = forms.CharField(
        label=gettext_lazy("Pola nomor"),
        help_text=gettext_lazy("number: urutan; kind: jenis surat; agency: singkatan; month: bulan romawi; year: tahun."),
        max_length=80,
        widget=forms.TextInput({"class": "code", "spellcheck": "false"}),
    )
    lambang = forms.FileField(
        label=gettext_lazy("Lambang"),
        help_text=gettext_lazy("PNG atau JPEG, paling besar 2 MB. Kosongkan bila tidak diganti."),
        required=False,
        widget=forms.FileInput({"accept": "image/png,image/jpeg"}),
    )
    tanpa_lambang = forms.BooleanField(label=gettext_lazy("Hapus lambang"), required=False)

    def clean_pola(self) -> str:
        """The pattern, or what is wrong with it."""
        try:
            return checked_pattern(self.cleaned_data["pola"])
        except BadPattern as error:
            raise forms.ValidationError(actions.pattern_problem(error)) from None

    def clean_lambang(self) -> bytes | None:
        """The logo made anew from its pixels; None when none was given."""
        given: UploadedFile | None = self.cleaned_data.get("lambang")
        if not given:
            return None
        try:
            if (given.size or 0) > LARGEST:
                raise NotAPicture("large")
            return small_logo(given.read())
        except NotAPicture:
            raise forms.ValidationError(_("Lambang harus berupa gambar PNG atau JPEG yang tidak lebih dari 2 MB.")) from None

    def logo(self) -> bytes | None:
        """What `set_letterhead` takes: a new logo, b"" to take it away, None to keep the one there is."""
        return b"" if self.cleaned_data.get("tanpa_lambang") else self.cleaned_data.get("lambang")


@MANAGERS
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest) -> HttpResponse:
    """The form beside a letter on that paper; with `contoh` the letter is drawn anew and nothing is kept."""
    agency = agency_for(request, Capability.MANAGE_PAPERS)
    kept = letterhead_of(agency)
    if request.method != "POST":
        return _page(request, agency, LetterheadForm(initial=_typed(kept)), kept)
    form = LetterheadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, agency, form, kept, status=mistaken(request))
    if "contoh" in request.POST:
        return _page(request, agency, form, _as_typed(kept, form))
    try:
        actions.set_letterhead(
            agency,
            lines=form.cleaned_data["baris"],
            address=form.cleaned_data["alamat"],
            contact=form.cleaned_data["kontak"],
            place=form.cleaned_data["tempat"],
            short=form.cleaned_data["singkatan"],
            pattern=form.cleaned_data["pola"],
            logo=form.logo(),
            by=reader(request),
        )
    except NotYours:
        raise Http404 from None
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _page(request, agency, form, kept, status=mistaken(request))
    messages.success(request, _("Kepala surat disimpan. Dokumen yang sudah terbit tidak berubah."))
    return redirect(f"/kerja/dokumen/kop/?lembaga={agency.code}")


@MANAGERS
@require_POST
def example(request: HttpRequest) -> HttpResponse:
    """The letter drawn anew with what is typed, while it is being typed; nothing is kept."""
    agency = agency_for(request, Capability.MANAGE_PAPERS)
    form = LetterheadForm(request.POST, request.FILES)
    kept = letterhead_of(agency)
    head = _as_typed(kept, form) if form.is_valid() else None
    return render(request, "workspace/documents/_letter.html", _letter(agency, head) if head else {"errors": form.errors})


def _page(request: HttpRequest, agency: Agency, form: LetterheadForm, head: Letterhead, *, status: int = 200) -> HttpResponse:
    context = {
        "agency": agency,
        "agencies": choices_of(request, Capability.MANAGE_PAPERS, agency),
        "form": form,
        "has_logo": bool(head.logo),
        **_letter(agency, head),
    }
    return render(request, "workspace/documents/letterhead.html", context, status=status)


def _letter(agency: Agency, head: Letterhead) -> dict[str, object]:
    kind = _kind()
    if kind is None:
        return {}
    try:
        picture = example_of(kind, agency, today(), "png", letterhead=head)
    except (CannotRender, pdf.CannotCompile):  # the template in force is to blame, not what is typed here
        return {"broken": True}
    return {"picture": base64.b64encode(picture).decode(), "number": pattern_example(head, kind, today())}


def _kind() -> Kind | None:
    """The kind that shows the letterhead: the first that bears a number."""
    known = kinds()
    return next((kind for kind in known if kind.code == "undangan"), next(iter(known), None))


def _typed(head: Letterhead) -> dict[str, str]:
    return {
        "baris": head.lines,
        "alamat": head.address,
        "kontak": head.contact,
        "tempat": head.place,
        "singkatan": head.short,
        "pola": head.pattern,
    }


def _as_typed(kept: Letterhead, form: LetterheadForm) -> Letterhead:
    """A letterhead as it would be, not kept."""
    said, logo = form.cleaned_data, form.logo()
    return Letterhead(
        agency=kept.agency,
        lines=said["baris"],
        address=said["alamat"],
        contact=said["kontak"],
        place=said["tempat"],
        short=said["singkatan"],
        pattern=said["pola"],
        logo=kept.logo if logo is None else logo,
    )
