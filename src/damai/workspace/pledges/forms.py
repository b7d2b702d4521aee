"""Plain forms of the declarations desk; they check the shape of what was typed."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from damai.agencies.queries import Agency
from damai.pledges.queries import Declaration

from ..forms import DayInput


class MomentInput(forms.DateTimeInput):
    """A day and an hour, with the browser's own calendar."""

    input_type = "datetime-local"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M", **kwargs)


class AboutForm(forms.Form):
    """What a declaration is called, and where and when it is read out."""

    title = forms.CharField(label=_("Judul"), max_length=200)
    occasion = forms.CharField(
        label=_("Kegiatan"), max_length=200, help_text=_("Misalnya: rangkaian deklarasi pemilu damai 2024.")
    )
    place = forms.CharField(label=_("Tempat"), max_length=200)
    held_at = forms.DateTimeField(label=_("Hari dan jam"), widget=MomentInput, input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"])
    witnesses = forms.CharField(
        label=_("Disaksikan oleh"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Satu jabatan di setiap baris; dicetak di lembar naskah."),
    )
    for_citizens = forms.BooleanField(label=_("Warga juga dapat menandatangani lewat portal"), required=False)


class NewForm(AboutForm):
    """A declaration to begin with."""

    template = forms.ModelChoiceField(
        label=_("Mulai dari"),
        queryset=Declaration.objects.none(),
        required=False,
        empty_label=_("naskah kosong"),
        help_text=_("Butir, dasar hukum, dan indikatornya disalin; semuanya dapat diubah sesudahnya."),
    )
    slug = forms.SlugField(
        label=_("Alamat pendek di portal"),
        required=False,
        max_length=40,
        help_text=_("Huruf kecil, angka, dan tanda hubung; dibaca dari layar besar. Bila kosong, dibuat dari judulnya."),
    )
    field_order = ("template", "title", "occasion", "place", "held_at", "slug", "for_citizens", "witnesses")

    def __init__(self, *args: Any, templates: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["template"].queryset = templates  # type: ignore[attr-defined]
        self.fields["for_citizens"].initial = True
        self.fields["held_at"].help_text = _("Menurut waktu Jakarta (WIB).")


class WindowForm(forms.Form):
    """From when until when it can be signed, and how long it binds."""

    opens_at = forms.DateTimeField(
        label=_("Dibuka"), widget=MomentInput, input_formats=["%Y-%m-%dT%H:%M"], help_text=_("Menurut waktu Jakarta (WIB).")
    )
    closes_at = forms.DateTimeField(label=_("Ditutup"), widget=MomentInput, input_formats=["%Y-%m-%dT%H:%M"])
    binds_until = forms.DateField(
        label=_("Janjinya mengikat sampai"),
        required=False,
        widget=DayInput,
        help_text=_("Bila kosong: sampai hari pemungutan suara."),
    )
    sure = forms.BooleanField(
        label=_("Naskahnya sudah benar. Setelah dibuka, tidak satu kata pun dapat diubah."),
        error_messages={"required": _("Beri tanda bila naskahnya sudah benar.")},
    )


class EndForm(forms.Form):
    """Another end of the window."""

    closes_at = forms.DateTimeField(label=_("Ditutup"), widget=MomentInput, input_formats=["%Y-%m-%dT%H:%M"])


class InstitutionsForm(forms.Form):
    """Institutions of the table that get a place, in the order of protocol."""

    agencies = forms.ModelMultipleChoiceField(
        label=_("Lembaga"),
        queryset=Agency.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Pilih sedikitnya satu lembaga.")},
    )

    def __init__(self, *args: Any, without: set[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = Agency.objects.filter(area_id=settings.CITY).exclude(code__in=without).order_by("name")
        self.fields["agencies"].queryset = here  # type: ignore[attr-defined]


class LeaderForm(forms.Form):
    """A community leader, or an institution that has no account here, by the person who signs."""

    kind = forms.ChoiceField(
        label=_("Sebagai"),
        choices=[("community", _("Tokoh masyarakat")), ("institution", _("Lembaga yang tidak memakai Damai"))],
    )
    name = forms.CharField(label=_("Nama penanda tangan"), max_length=120)
    office = forms.CharField(
        label=_("Jabatan dan lembaganya"), max_length=160, help_text=_("Misalnya: Ketua FKDM Jakarta Pusat.")
    )


class OfficeForm(forms.Form):
    """In which function somebody signs for their agency."""

    agency = forms.ChoiceField(label=_("Atas nama"))
    office = forms.CharField(label=_("Jabatan Anda"), max_length=160, help_text=_("Tertulis di bawah tanda tangan lembaga."))

    def __init__(self, *args: Any, agencies: list[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].choices = [(each.code, each.name) for each in agencies]  # type: ignore[attr-defined]
