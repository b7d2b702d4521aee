"""Plain forms: they check the shape of what was typed, and call nothing."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from damai.agencies.queries import Agency
from damai.areas.queries import area as area_by_code
from damai.areas.queries import descendants
from damai.cases.queries import Case, Track, regimes
from damai.triage.queries import Handover, Report, category_name
from damai.triage.rules import CATEGORIES

ANY = ("", _("Semua"))


def choices_of(model: Any, field: str) -> list[tuple[Any, Any]]:
    """The choices of a column."""
    return list(model._meta.get_field(field).choices or [])


def area_choices(code: str = "") -> list[tuple[str, Any]]:
    """Every place of the city, grouped by kecamatan."""
    groups: list[tuple[str, Any]] = [("", _("belum diketahui")), (settings.CITY, _("seluruh kota"))]
    inside: dict[str, list[tuple[str, str]]] = {}
    names: dict[str, str] = {}
    for place in descendants(settings.CITY):
        if place.code.count(".") == 2:
            names[place.code] = place.name
            inside.setdefault(place.code, []).insert(0, (place.code, f"Kecamatan {place.name}"))
        elif place.code.count(".") == 3:
            inside.setdefault(place.code.rpartition(".")[0], []).append((place.code, place.name))
    return [*groups, *((f"Kecamatan {names.get(district, district)}", inner) for district, inner in sorted(inside.items()))]


class DayInput(forms.DateInput):
    """A day, with the browser's own calendar."""

    input_type = "date"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="%Y-%m-%d", **kwargs)


class ReportFilter(forms.Form):
    """How a list of reports is narrowed."""

    keadaan = forms.ChoiceField(label=_("Keadaan"), required=False)
    jenis = forms.ChoiceField(label=_("Jenis"), required=False)
    kategori = forms.ChoiceField(label=_("Kategori"), required=False)
    wilayah = forms.ChoiceField(label=_("Wilayah"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["keadaan"].choices = [ANY, *choices_of(Report, "state")]  # type: ignore[attr-defined]
        self.fields["jenis"].choices = [ANY, *choices_of(Report, "kind")]  # type: ignore[attr-defined]
        self.fields["kategori"].choices = [ANY, *((code, category_name(code)) for code in CATEGORIES)]  # type: ignore[attr-defined]
        self.fields["wilayah"].choices = [ANY, *area_choices()[1:]]  # type: ignore[attr-defined]


class CaseFilter(forms.Form):
    """How a list of cases is narrowed."""

    keadaan = forms.ChoiceField(label=_("Keadaan"), required=False)
    jenis = forms.ChoiceField(label=_("Jenis"), required=False)
    dugaan = forms.ChoiceField(label=_("Jenis dugaan"), required=False)
    wilayah = forms.ChoiceField(label=_("Wilayah"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["dugaan"].choices = [ANY, *choices_of(Track, "klass")]  # type: ignore[attr-defined]
        self.fields["keadaan"].choices = [ANY, *choices_of(Case, "state")]  # type: ignore[attr-defined]
        self.fields["jenis"].choices = [ANY, *choices_of(Case, "kind")]  # type: ignore[attr-defined]
        self.fields["wilayah"].choices = [ANY, *area_choices()[1:]]  # type: ignore[attr-defined]


class ConfirmForm(forms.Form):
    """What a person decides a report is."""

    kind = forms.ChoiceField(label=_("Ini adalah"))
    category = forms.ChoiceField(label=_("Kategori"))
    severity = forms.TypedChoiceField(label=_("Tingkat kegawatan"), coerce=int)
    area = forms.ChoiceField(label=_("Tempat"), required=False)
    happened_on = forms.DateField(label=_("Tanggal kejadian"), required=False, widget=DayInput)
    known_on = forms.DateField(
        label=_("Tanggal diketahui pelapor"),
        required=False,
        widget=DayInput,
        help_text=_("Batas pelaporan dihitung dari tanggal ini. Jangan diisi dengan perkiraan."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = choices_of(Report, "kind")  # type: ignore[attr-defined]
        self.fields["category"].choices = [(code, category_name(code)) for code in CATEGORIES]  # type: ignore[attr-defined]
        self.fields["severity"].choices = choices_of(Report, "severity")  # type: ignore[attr-defined]
        self.fields["area"].choices = area_choices()  # type: ignore[attr-defined]

    def clean_area(self) -> Any:
        """The area itself, or None."""
        code = self.cleaned_data["area"]
        return area_by_code(code) if code else None


class AsideForm(forms.Form):
    """Why nothing follows from a report."""

    reason = forms.ChoiceField(label=_("Alasan"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = choices_of(Report, "aside")  # type: ignore[attr-defined]


class OfferForm(forms.Form):
    """To whom a report is offered."""

    to_agency = forms.ModelChoiceField(label=_("Tawarkan kepada"), queryset=Agency.objects.none(), empty_label=None)

    def __init__(self, *args: Any, agencies: list[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to_agency"].queryset = Agency.objects.filter(pk__in=[agency.pk for agency in agencies])  # type: ignore[attr-defined]
        if agencies:
            self.fields["to_agency"].initial = agencies[0].pk


class RefuseForm(forms.Form):
    """Why an offer is refused."""

    reason = forms.ChoiceField(label=_("Alasan menolak"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = choices_of(Handover, "reason")  # type: ignore[attr-defined]


class AskForm(forms.Form):
    """A question to the sender; it goes out by the door their message came in by."""

    text = forms.CharField(
        label=_("Pertanyaan kepada pelapor"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Tanyakan satu hal dengan kata-kata sederhana. Jangan menulis nama orang."),
    )


class OpenCaseForm(forms.Form):
    """How a case begins: as what, under which law, and who reports. Identity is sealed at once."""

    kind = forms.ChoiceField(label=_("Sebagai"))
    regime = forms.ChoiceField(
        label=_("Menurut hukum"), help_text=_("Untuk selamanya: kata yang sama dihitung lain menurut hukum yang lain.")
    )
    name = forms.CharField(label=_("Nama pelapor"), required=False, max_length=200)
    address = forms.CharField(label=_("Alamat pelapor"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    phone = forms.CharField(label=_("Telepon pelapor"), required=False, max_length=60)
    email = forms.CharField(label=_("Surel pelapor"), required=False, max_length=254)
    nik = forms.CharField(label=_("NIK pelapor"), required=False, max_length=24)

    def __init__(self, *args: Any, told: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = choices_of(Case, "kind")  # type: ignore[attr-defined]
        known = [(row.code, row.name) for row in regimes()]
        self.fields["regime"].choices = [("", _("Pilih")), *known]  # type: ignore[attr-defined]
        self.fields["name"].help_text = (
            _("Pelapor sudah menyebut nama dan alamat; keduanya disegel tanpa ditampilkan. Isi hanya bila perlu diperbaiki.")
            if told
            else _("Laporan memerlukan nama dan alamat. Tanpa itu, keterangan hanya dapat menjadi informasi awal.")
        )

    def given(self) -> dict[str, Any]:
        """What `cases.actions.open_case` is told."""
        said = self.cleaned_data
        reporter = {name: said[name] for name in ("name", "address", "phone", "email", "nik") if said[name].strip()}
        return {"kind": said["kind"], "regime": said["regime"], "reporter": reporter}
