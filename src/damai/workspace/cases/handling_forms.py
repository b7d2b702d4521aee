"""What is typed where people are heard and cases decided: the shape of it is checked here, and nothing is called."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from damai.cases.queries.discussions import INSTITUTIONS, Attendee, Institution
from damai.cases.queries.hearings import BRING, Clarification
from damai.cases.queries.plenaries import CLASSES, REASONS
from damai.cases.queries.replies import RightOfReply
from damai.cases.rules.hearings import Bring
from damai.cases.rules.plenary import Matter
from damai.identities.queries import Masked

from ..forms import DayInput
from .forms import MomentInput

MOMENTS = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"]


def moment(label: Any, **kwargs: Any) -> forms.DateTimeField:
    """A day and an hour where the office is."""
    return forms.DateTimeField(label=label, widget=MomentInput, input_formats=MOMENTS, **kwargs)


def person_choices(people: Sequence[Masked]) -> list[tuple[str, str]]:
    """People of a case by code and what they are, without a name: O-00001 · Saksi."""
    return [(each.code, f"{each.code} · {each.part_words}") for each in people if not each.forgotten]


class InviteForm(forms.Form):
    """When, where and how somebody is asked to come, and who signs the letter."""

    person = forms.ChoiceField(label=_("Siapa yang diundang"))
    at = moment(_("Hari dan jam"), help_text=_("Waktu setempat di kantor ini."))
    way = forms.ChoiceField(label=_("Cara didengar"), choices=Clarification.Way.choices)
    place = forms.CharField(label=_("Tempat, atau tautan bila daring"), max_length=300)
    matter = forms.CharField(
        label=_("Tentang apa"),
        required=False,
        max_length=300,
        help_text=_("Dengan kata-kata netral, tanpa nama siapa pun. Kalimat ini ada pada surat."),
    )
    bring = forms.MultipleChoiceField(label=_("Yang dibawa"), required=False, widget=forms.CheckboxSelectMultiple)
    contact = forms.CharField(label=_("Yang dapat dihubungi"), required=False, max_length=120)
    office = forms.CharField(label=_("Jabatan penanda tangan surat"), max_length=120)
    name = forms.CharField(label=_("Nama penanda tangan surat"), max_length=120)
    nip = forms.CharField(label=_("NIP penanda tangan"), required=False, max_length=30)

    def __init__(self, *args: Any, people: Sequence[Masked] | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["bring"].choices = [(each.value, words) for each, words in BRING.items()]  # type: ignore[attr-defined]
        if people is None:
            del self.fields["person"]
        else:
            self.fields["person"].choices = person_choices(people)  # type: ignore[attr-defined]

    def bring_words(self) -> tuple[Bring, ...]:
        """What is to be brought."""
        return tuple(Bring(each) for each in self.cleaned_data["bring"])


class HandedForm(forms.Form):
    """How the letter reached whom it invites."""

    how = forms.ChoiceField(label=_("Bagaimana surat disampaikan"), choices=Clarification.Handed.choices)
    to = forms.ChoiceField(label=_("Siapa yang menerima"), choices=Clarification.Taken.choices)
    at = moment(_("Kapan"))


class SideForm(forms.Form):
    """What a reported party is asked, until when, and how they get the link."""

    person = forms.ChoiceField(label=_("Pihak terlapor"))
    question = forms.CharField(
        label=_("Yang ditanyakan"),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Yang bersangkutan hanya membaca ini. Kata-kata netral; tanpa pelapor, tanpa saksi, tanpa isi kajian."),
    )
    until = moment(_("Batas menjawab"), help_text=_("Sekurangnya 12 jam dari sekarang."))
    how = forms.ChoiceField(label=_("Cara mengirim tautan"), choices=RightOfReply.How.choices)

    def __init__(self, *args: Any, people: Sequence[Masked], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = person_choices(people)  # type: ignore[attr-defined]


class RenewForm(forms.Form):
    """How the new link goes out."""

    how = forms.ChoiceField(label=_("Cara mengirim tautan baru"), choices=RightOfReply.How.choices)


class TakeInForm(forms.Form):
    """What a file of a reported party is, as evidence."""

    title = forms.CharField(label=_("Nama bukti"), max_length=160)


class PlenaryForm(forms.Form):
    """The number and the day of a plenary."""

    number = forms.CharField(label=_("Nomor berita acara"), max_length=60, help_text=_("Misalnya BA.07/PP.01/II/2024."))
    held_on = forms.DateField(label=_("Hari rapat"), widget=DayInput)


class DecisionForm(forms.Form):
    """One decision, and the plenary on whose agenda it goes."""

    plenary = forms.ChoiceField(label=_("Pada agenda pleno"))
    outcome = forms.ChoiceField(
        label=_("Usul keputusan"), choices=[("violation", _("pelanggaran")), ("not_violation", _("bukan pelanggaran"))]
    )
    classes = forms.MultipleChoiceField(label=_("Jenis dugaan pelanggaran"), widget=forms.CheckboxSelectMultiple)
    reason = forms.ChoiceField(label=_("Alasan"))

    def __init__(self, *args: Any, matter: Matter, plenaries: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["plenary"].choices = plenaries  # type: ignore[attr-defined]
        wanted = {"plenary"}
        if matter.outcome:
            wanted.add("outcome")
        if matter.classes:
            wanted.add("classes")
            self.fields["classes"].choices = CLASSES  # type: ignore[attr-defined]
        if matter.reason:
            wanted.add("reason")
            self.fields["reason"].choices = [each for each in REASONS if each[0] in matter.reason]  # type: ignore[attr-defined]
        for name in [name for name in self.fields if name not in wanted]:
            del self.fields[name]


class DiscussionForm(forms.Form):
    """A joint discussion, with everyone at the table as lines of "name, office"."""

    ordinal = forms.TypedChoiceField(
        label=_("Pembahasan"), coerce=int, choices=[(1, _("Pembahasan I")), (2, _("Pembahasan II")), (3, _("Pembahasan III"))]
    )
    number = forms.CharField(label=_("Nomor berita acara"), max_length=60)
    held_at = moment(_("Hari dan jam"))
    supervisors = forms.CharField(label=INSTITUTIONS["supervisors"], required=False, widget=forms.Textarea(attrs={"rows": 2}))
    police = forms.CharField(label=INSTITUTIONS["police"], required=False, widget=forms.Textarea(attrs={"rows": 2}))
    prosecutors = forms.CharField(
        label=INSTITUTIONS["prosecutors"],
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Satu orang per baris: nama, lalu koma, lalu jabatan."),
    )
    unit = forms.ChoiceField(
        label=_("Satuan kepolisian yang membaca catatan ini"),
        required=False,
        help_text=_("Satuan itu membaca catatan pembahasan ini saja: bukan kajian, bukan laporan, bukan pelapor."),
    )
    matter = forms.CharField(
        label=_("Pokok bahasan"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Polisi dan jaksa membacanya. Jangan menulis nama pelapor atau saksi."),
    )
    citations = forms.CharField(
        label=_("Ketentuan yang dibahas, satu per baris"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    conclusion = forms.ChoiceField(label=_("Kesimpulan"))
    concluded = forms.CharField(
        label=_("Uraian kesimpulan"), required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(
        self, *args: Any, units: Sequence[tuple[str, str]], conclusions: Sequence[tuple[str, Any]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [("", _("tidak ada")), *units]  # type: ignore[attr-defined]
        self.fields["conclusion"].choices = conclusions  # type: ignore[attr-defined]

    def attending(self) -> list[Attendee]:
        """Everyone at the table."""
        found = []
        for institution in Institution:
            for line in self.cleaned_data[institution.value].splitlines():
                name, _comma, office = line.partition(",")
                if name.strip():
                    found.append(Attendee(institution=institution, name=name.strip(), office=office.strip()))
        return found
