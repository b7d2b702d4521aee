"""Plain forms of this desk: they check the shape of what was typed, and call nothing."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from damai.agencies.actions import AccessReason
from damai.agencies.queries import Agency
from damai.documents.queries import Document, label_of
from damai.evidence.queries import ACTION_CHOICES, KIND_CHOICES, SOURCE_CHOICES, Shown
from damai.identities.queries import Masked

from ...rakor.forms import MomentInput

NO_NAMES = _("Jangan menulis nama orang. Judul dan uraian ikut dalam paket bukti.")
SOURCES_BY_HAND = [choice for choice in SOURCE_CHOICES if choice[0] != "message"]


class WordsForm(forms.Form):
    """What every piece of evidence is called."""

    title = forms.CharField(label=_("Judul"), max_length=160, help_text=NO_NAMES)
    description = forms.CharField(label=_("Uraian"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 3}))


class FileForm(WordsForm):
    """A file that somebody hands in."""

    kind = forms.ChoiceField(label=_("Jenis"), required=False)
    source = forms.ChoiceField(label=_("Asal"), choices=SOURCES_BY_HAND)
    received_at = forms.DateTimeField(
        label=_("Diterima pada"),
        required=False,
        widget=MomentInput,
        input_formats=["%Y-%m-%dT%H:%M"],
        help_text=_("Kosongkan bila baru saja diterima."),
    )
    taken_from = forms.RegexField(
        label=_("Kode asal"),
        regex=r"^[A-Z]{1,3}-[0-9]{1,8}$",
        required=False,
        help_text=_("Misalnya nomor klarifikasi atau pesan di Damai, bila ada."),
    )
    version_of = forms.ChoiceField(
        label=_("Versi lain dari"),
        required=False,
        help_text=_("Bukti yang sudah ada tidak pernah diganti; versi lain menjadi bukti baru yang menyebutnya."),
    )
    kept = forms.CharField(required=False, widget=forms.HiddenInput)
    berkas = forms.FileField(label=_("Berkas"), required=False, help_text=_("Paling besar 2 GB. Disimpan bita demi bita."))

    def __init__(self, *args: Any, exhibits: list[Shown], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [("", _("sesuai isi berkas")), *(choice for choice in KIND_CHOICES if choice[0] != "object")]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
        versions = [
            ("", _("bukan versi lain")),
            *((each.code, f"{each.code} · {each.title}") for each in exhibits if each.row.sha256),
        ]
        self.fields["version_of"].choices = versions  # type: ignore[attr-defined]


class ObjectForm(WordsForm):
    """A thing that somebody hands in."""

    source = forms.ChoiceField(label=_("Asal"), choices=SOURCES_BY_HAND)
    place = forms.CharField(label=_("Disimpan di"), max_length=200, help_text=_("Misalnya: brankas lantai 2, rak B."))
    received_at = forms.DateTimeField(
        label=_("Diterima pada"),
        required=False,
        widget=MomentInput,
        input_formats=["%Y-%m-%dT%H:%M"],
        help_text=_("Kosongkan bila baru saja diterima."),
    )


class AdoptForm(WordsForm):
    """What an attachment of a message is called as evidence."""

    kind = forms.ChoiceField(label=_("Jenis"), choices=[choice for choice in KIND_CHOICES if choice[0] != "object"])


class EventForm(forms.Form):
    """What happened to a piece of evidence. What an event needs is asked by the room; here only shapes are checked."""

    action = forms.ChoiceField(label=_("Yang terjadi"))
    happened_at = forms.DateTimeField(
        label=_("Kapan"),
        required=False,
        widget=MomentInput,
        input_formats=["%Y-%m-%dT%H:%M"],
        help_text=_("Kosongkan bila baru saja. Waktu pencatatan selalu ikut tercatat."),
    )
    agency = forms.ModelChoiceField(
        label=_("Penerima: lembaga"), queryset=Agency.objects.none(), required=False, empty_label=_("bukan lembaga di Damai")
    )
    holder = forms.CharField(
        label=_("Penerima: pihak luar"), max_length=200, required=False, help_text=_("Jabatan dan lembaganya. Disimpan tersegel.")
    )
    place = forms.CharField(
        label=_("Tempat"), max_length=200, required=False, help_text=_("Untuk disimpan, dipindahkan, kembali.")
    )
    reference = forms.CharField(label=_("Nomor surat, berita acara, atau segel"), max_length=120, required=False)
    note = forms.CharField(
        label=_("Alasan atau keterangan"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, shown: Shown, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = dict(ACTION_CHOICES)
        self.fields["action"].choices = [(code, words[code]) for code in shown.open_actions]  # type: ignore[attr-defined]
        self.fields["agency"].queryset = Agency.objects.order_by("name")  # type: ignore[attr-defined]
        if shown.row.is_object:
            return
        self.fields["place"].widget = forms.HiddenInput()  # bytes have no place

    @property
    def moment(self) -> datetime | None:
        """When it happened, as typed."""
        return self.cleaned_data.get("happened_at")


class PackForm(forms.Form):
    """What goes into a pack besides the evidence."""

    papers = forms.MultipleChoiceField(
        label=_("Surat dan formulir yang ikut"), required=False, widget=forms.CheckboxSelectMultiple
    )
    persons = forms.MultipleChoiceField(
        label=_("Data orang yang ikut"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Kosongkan, kecuali majelis memintanya. Setiap pembukaan tercatat dan terlihat oleh pelapor."),
    )
    why = forms.ChoiceField(label=_("Alasan memuat data orang"), required=False)
    sure = forms.BooleanField(label=_("Saya membawa berkas asli ini keluar dari Damai dan menjaganya"))

    def __init__(self, *args: Any, papers: list[Document], people: list[Masked], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["papers"].choices = [(each.code, _paper(each)) for each in papers]  # type: ignore[attr-defined]
        self.fields["papers"].initial = [each.code for each in papers if not each.is_void]
        known = [each for each in people if not each.forgotten]
        self.fields["persons"].choices = [(each.code, f"{each.part_words} ({each.code})") for each in known]  # type: ignore[attr-defined]
        self.fields["why"].choices = [("", _("tidak ada data orang")), *AccessReason.choices]  # type: ignore[attr-defined]
        if not papers:
            del self.fields["papers"]
        if not known:
            del self.fields["persons"], self.fields["why"]

    def clean(self) -> dict[str, Any]:
        """Data of persons need a reason."""
        said = super().clean() or {}
        if said.get("persons") and not said.get("why"):
            self.add_error("why", _("Pilih alasannya."))
        return said


def _paper(row: Document) -> str:
    number = row.number.text if row.number else row.code
    return f"{label_of(row.kind)} · {number} · {row.dated:%d-%m-%Y}"
