"""Who somebody is, as Form B.1 asks it, and why somebody wants to read it. They check the shape and call nothing."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from damai.identities.actions import Unfit
from damai.identities.queries import Basis, Opening, Person
from damai.identities.rules import FIELDS, SEARCHED

from ..forms import DayInput, choices_of

CLOSED = {"autocomplete": "off", "spellcheck": "false"}  # a shared computer must not offer it to the next
LABELS = {
    "name": _("Nama"),
    "nik": _("NIK"),
    "birth_place": _("Tempat lahir"),
    "birth_date": _("Tanggal lahir"),
    "sex": _("Jenis kelamin"),
    "occupation": _("Pekerjaan"),
    "citizenship": _("Kewarganegaraan"),
    "address": _("Alamat"),
    "phone": _("Nomor telepon atau HP"),
    "email": _("Surel"),
    "note": _("Catatan"),
}


class PersonForm(forms.Form):
    """Somebody of a case; nothing but what they are is asked for with force."""

    part = forms.ChoiceField(label=_("Dalam perkara ini"))
    name = forms.CharField(label=LABELS["name"], required=False, max_length=FIELDS["name"])
    address = forms.CharField(
        label=LABELS["address"], required=False, max_length=FIELDS["address"], widget=forms.Textarea(attrs={"rows": 2})
    )
    phone = forms.CharField(label=LABELS["phone"], required=False, max_length=FIELDS["phone"])
    email = forms.CharField(label=LABELS["email"], required=False, max_length=FIELDS["email"])
    nik = forms.CharField(label=LABELS["nik"], required=False, max_length=24, help_text=_("16 angka, seperti di KTP."))
    birth_place = forms.CharField(label=LABELS["birth_place"], required=False, max_length=FIELDS["birth_place"])
    birth_date = forms.CharField(label=LABELS["birth_date"], required=False, widget=DayInput)
    sex = forms.ChoiceField(
        label=LABELS["sex"], required=False, choices=[("", _("tidak disebut")), ("L", _("Laki-laki")), ("P", _("Perempuan"))]
    )
    occupation = forms.CharField(label=LABELS["occupation"], required=False, max_length=FIELDS["occupation"])
    citizenship = forms.CharField(label=LABELS["citizenship"], required=False, max_length=FIELDS["citizenship"])
    note = forms.CharField(
        label=LABELS["note"], required=False, max_length=FIELDS["note"], widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["part"].choices = choices_of(Person, "part")  # type: ignore[attr-defined]
        for field in self.fields.values():
            field.widget.attrs |= CLOSED

    @staticmethod
    def labels() -> dict[str, Any]:
        """What each field is called."""
        return LABELS

    def given(self) -> dict[str, str]:
        """The fields that were filled in."""
        return {name: value for name, value in self.all_given().items() if value}

    def all_given(self) -> dict[str, str]:
        """All of them: what was emptied is taken out."""
        return {name: self.cleaned_data[name] for name in FIELDS}


def flawed(form: PersonForm, unfit: Unfit) -> PersonForm:
    """The form with what cannot be kept said beside its field."""
    for name, problem in unfit.problems.items():
        form.add_error(name if name in form.fields else None, problem)
    return form


class LookForm(forms.Form):
    """Why somebody reads who it is."""

    reason = forms.ChoiceField(label=_("Untuk apa dibuka"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = choices_of(Opening, "reason")  # type: ignore[attr-defined]


class AskForm(LookForm):
    """Why somebody wants to read it outside their own case."""

    words = forms.CharField(
        label=_("Alasan"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, **CLOSED}),
        help_text=_("Dibaca petugas kedua, disimpan tersegel. Tulis untuk apa, bukan siapa."),
    )


class ForgetForm(forms.Form):
    """On which basis somebody is forgotten, and that it is meant."""

    basis = forms.ChoiceField(label=_("Dasar"))
    sure = forms.BooleanField(label=_("Saya tahu ini tidak dapat dibatalkan."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["basis"].choices = Basis.choices  # type: ignore[attr-defined]


class SearchForm(LookForm):
    """What is searched for, exactly, and why."""

    field = forms.ChoiceField(label=_("Cari menurut"), choices=[(name, LABELS[name]) for name in SEARCHED])
    value = forms.CharField(label=_("Yang dicari"), max_length=254, widget=forms.TextInput(attrs=CLOSED))


class AnswerForm(forms.Form):
    """What the second officer says."""

    answer = forms.ChoiceField(label=_("Jawaban"), choices=[("agree", _("Setuju")), ("refuse", _("Tidak setuju"))])
    refusal = forms.ChoiceField(label=_("Alasan tidak setuju"), required=False)
    words = forms.CharField(
        label=_("Keterangan"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2, **CLOSED})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["refusal"].choices = [("", "–"), *choices_of(Opening, "refusal")]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A refusal has a reason."""
        said = super().clean() or {}
        if said.get("answer") == "refuse" and not said.get("refusal"):
            self.add_error("refusal", _("Pilih alasannya."))
        return said
