"""What is typed about official texts, court decisions and repeals."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from damai.statutes import actions, queries
from damai.statutes.rules.library import Effect, UnknownLaw, read_citation

from ..forms import DayInput

MOST_BYTES = 2 * 1024 * 1024  # the house takes in no larger file on a page of the desk; the console does
EFFECTS = [
    (Effect.WHOLE.value, _("tidak lagi mengikat seluruhnya")),
    (Effect.PARTIAL.value, _("sebagian kata-katanya tidak lagi mengikat")),
    (Effect.READING.value, _("hanya mengikat bila dibaca menurut putusan")),
]


class ImportForm(forms.Form):
    """An official text and what it is."""

    berkas = forms.FileField(
        label=_("Berkas naskah"),
        help_text=_(
            "Teks, HTML, PDF berteks, atau JSONL, paling besar 2 MB. Berkas lebih besar: damai laws import di mesin peladen."
        ),
    )
    peraturan = forms.CharField(
        label=_("Peraturan"), max_length=120, help_text=_("Jenis, nomor, dan tahunnya, misalnya UU 7/2017.")
    )
    judul = forms.CharField(
        label=_("Judul, bila belum ada dalam pustaka"),
        max_length=300,
        required=False,
        help_text=_("Sesudah kata “tentang”."),
    )
    berlaku = forms.DateField(
        label=_("Mulai berlaku"),
        required=False,
        widget=DayInput,
        help_text=_("Kosongkan bila naskah ini bunyi peraturan sejak awal."),
    )
    oleh = forms.CharField(
        label=_("Diubah oleh"),
        max_length=60,
        required=False,
        help_text=_("Bila naskah ini sudah memuat perubahan, misalnya UU 7/2023."),
    )
    mengubah = forms.CharField(
        label=_("Mengubah peraturan"),
        max_length=120,
        required=False,
        help_text=_("Hanya untuk peraturan perubahan yang baru."),
    )
    asal = forms.CharField(label=_("Asal naskah"), max_length=300, help_text=_("Misalnya jdih.bawaslu.go.id, 3 Maret 2026."))

    def clean_berkas(self) -> Any:
        """The file, no larger than a page of the desk takes."""
        given = self.cleaned_data["berkas"]
        if given.size > MOST_BYTES:
            raise forms.ValidationError(say("Berkas lebih besar dari 2 MB. Pakai perintah damai laws import."))
        return given

    def clean_peraturan(self) -> str:
        """The code of the law."""
        return _law(self.cleaned_data["peraturan"])

    def clean_mengubah(self) -> str:
        """The code of the law that this one amends, if any."""
        typed = self.cleaned_data["mengubah"].strip()
        return _law(typed) if typed else ""

    def read(self, *, by: str) -> queries.LawImport:
        """Read the text; a law that the library does not have is added first. Raises a `StatuteError`."""
        given = self.cleaned_data
        start: date | None = given["berlaku"]
        try:
            queries.law(given["peraturan"])
        except UnknownLaw:
            kind, number, year = given["peraturan"].rsplit("-", 2)
            actions.add_law(
                kind, number, year, title=given["judul"], in_force_on=start, amends=given["mengubah"], source=given["asal"], by=by
            )
        return actions.read_law(
            given["berkas"].read(),
            law=given["peraturan"],
            origin=given["asal"],
            valid_from=start,
            begun_by=given["oleh"],
            by=by,
        )


def _law(typed: str) -> str:
    found = read_citation(typed, queries.names_of_laws())
    if not found.law:
        raise forms.ValidationError(say("Tulis jenis, nomor, dan tahun peraturannya, misalnya UU 7/2017."))
    return found.law


class RulingForm(forms.Form):
    """What a court decided."""

    pasal = forms.CharField(label=_("Ketentuan"), max_length=120, help_text=_("Misalnya UU 7/2017 Ps. 280 ayat (1) huruf h."))
    putusan = forms.CharField(label=_("Nomor putusan"), max_length=58, help_text=_("Misalnya MK 65/PUU-XXI/2023."))
    tanggal = forms.DateField(label=_("Tanggal putusan"), widget=DayInput)
    akibat = forms.ChoiceField(label=_("Akibatnya"), choices=EFFECTS, widget=forms.RadioSelect)
    dibaca = forms.CharField(
        label=_("Dibaca menjadi"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Dengan kata-kata sendiri; wajib kecuali seluruhnya tidak mengikat."),
    )  # fmt: skip
    dibaca_en = forms.CharField(
        label=_("Hal yang sama dalam bahasa Inggris"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def record(self, *, by: str) -> str:
        """Record it; the address of the provision. Raises a `StatuteError`."""
        given = self.cleaned_data
        row = actions.rule_on(
            queries.resolve(given["pasal"]),
            decision=given["putusan"],
            on=given["tanggal"],
            effect=Effect(given["akibat"]),
            note=given["dibaca"],
            note_en=given["dibaca_en"],
            by=by,
        )
        return f"/hukum/{row.code}/"


class RepealForm(forms.Form):
    """A law that an act took away."""

    peraturan = forms.CharField(label=_("Peraturan yang dicabut"), max_length=120, help_text=_("Misalnya UU 8/2012."))
    oleh = forms.CharField(label=_("Dicabut oleh"), max_length=60, help_text=_("Misalnya UU 7/2017."))
    mulai = forms.DateField(label=_("Tidak berlaku mulai"), widget=DayInput)

    def clean_peraturan(self) -> str:
        """The code of the law."""
        return _law(self.cleaned_data["peraturan"])

    def record(self, *, by: str) -> str:
        """Record it; the address of the law. Raises a `StatuteError`."""
        given = self.cleaned_data
        row = actions.repeal_law(given["peraturan"], act=given["oleh"], on=given["mulai"], by=by)
        return f"/hukum/{row.code}/"
