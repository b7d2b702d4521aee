"""Forms for decisions and tasks: they check the shape of what was typed, and call nothing."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from damai.agencies.queries import Agency
from damai.rakor.actions.deciding import DecisionGiven, TaskGiven
from damai.rakor.queries.meetings import agencies_at
from damai.rakor.queries.minutes import Decision, Meeting, Task, people_of
from damai.rakor.rules.figures import FIGURES

from ..forms import DayInput


def _agencies(meeting: Meeting) -> list[Agency]:
    return list(agencies_at(meeting.convener))


class DecisionForm(forms.Form):
    """What is said of a decision; only its words are needed at once."""

    versi = forms.IntegerField(widget=forms.HiddenInput, required=False)
    words = forms.CharField(label=_("Yang diputuskan"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3}))
    owner = forms.ModelChoiceField(
        label=_("Penanggung jawab"), queryset=Agency.objects.none(), required=False, empty_label=_("belum ditentukan")
    )
    due_on = forms.DateField(label=_("Tenggat"), required=False, widget=DayInput)
    indicator = forms.CharField(
        label=_("Indikator"),
        required=False,
        max_length=300,
        help_text=_("Apa yang dihitung untuk melihat apakah keputusan ini dijalankan."),
    )
    direction = forms.ChoiceField(
        label=_("Arah"),
        required=False,
        choices=[("at-least", _("paling sedikit")), ("at-most", _("paling banyak"))],
    )
    target = forms.DecimalField(label=_("Target"), required=False, max_digits=14, decimal_places=2, min_value=0, localize=False)
    unit = forms.CharField(label=_("Satuan"), required=False, max_length=40)
    figure = forms.ChoiceField(
        label=_("Dihitung sendiri oleh Damai"),
        required=False,
        help_text=_("Bila dipilih, Damai mencatat angkanya setiap hari."),
    )
    is_public = forms.BooleanField(label=_("Tampilkan kepada publik setelah notula final"), required=False)

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = agencies_at(meeting.convener)  # type: ignore[attr-defined]
        figures = [("", _("tidak, diisi dengan tangan")), *((kind.code, kind.words) for kind in FIGURES.values())]
        self.fields["figure"].choices = figures  # type: ignore[attr-defined]

    def given(self) -> DecisionGiven:
        """What the action is told."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "versi"}
        return DecisionGiven(**said)


def decision_values(row: Decision) -> dict[str, Any]:
    """What the form shows of a decision."""
    names = ("words", "owner", "due_on", "indicator", "unit", "direction", "target", "figure", "is_public")
    values = {"versi": row.version, **{name: getattr(row, name) for name in names}}
    if row.target is not None and row.target == row.target.to_integral_value():
        values["target"] = int(row.target)  # 44, not 44.00
    return values


class TaskForm(forms.Form):
    """Who does what until when."""

    versi = forms.IntegerField(widget=forms.HiddenInput, required=False)
    words = forms.CharField(label=_("Yang dikerjakan"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))
    output = forms.CharField(label=_("Keluaran"), required=False, max_length=200)
    owner = forms.ModelChoiceField(
        label=_("Penanggung jawab"), queryset=Agency.objects.none(), required=False, empty_label=_("belum ditentukan")
    )
    person = forms.ChoiceField(label=_("Petugas"), required=False)
    supporting = forms.ModelMultipleChoiceField(
        label=_("Lembaga pendukung"), queryset=Agency.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    indicator = forms.CharField(label=_("Indikator"), required=False, max_length=300)
    target = forms.CharField(label=_("Target"), required=False, max_length=200)
    starts_on = forms.DateField(label=_("Mulai"), required=False, widget=DayInput)
    due_on = forms.DateField(label=_("Tenggat"), required=False, widget=DayInput)

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agencies = _agencies(meeting)
        self.fields["owner"].queryset = agencies_at(meeting.convener)  # type: ignore[attr-defined]
        self.fields["supporting"].queryset = agencies_at(meeting.convener)  # type: ignore[attr-defined]
        people = people_of(agencies)
        self.people = {member.code: member for members in people.values() for member in members}
        groups = [
            (agency.name, [(member.code, str(member)) for member in people[agency.code]])
            for agency in agencies
            if people[agency.code]
        ]
        self.fields["person"].choices = [("", _("belum ditentukan")), *groups]  # type: ignore[attr-defined]

    def given(self) -> TaskGiven:
        """What the action is told."""
        said = {name: value for name, value in self.cleaned_data.items() if name not in {"versi", "person", "supporting"}}
        return TaskGiven(
            **said, person=self.people.get(self.cleaned_data["person"]), supporting=tuple(self.cleaned_data["supporting"])
        )


def task_values(row: Task) -> dict[str, Any]:
    """What the form shows of a task."""
    names = ("words", "output", "owner", "indicator", "target", "starts_on", "due_on")
    return {
        "versi": row.version,
        "person": row.person.code if row.person else "",
        "supporting": list(row.supporting.all()),
        **{name: getattr(row, name) for name in names},
    }
