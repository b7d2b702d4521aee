"""What the law wants with one step, as fields; they check the shape of what was typed and call nothing."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from damai.cases.queries import ITEMS, Step, Track
from damai.cases.rules import REASONS, Class, Guard, Item, Move, Outcome, Plenary, TrackMove

from ..forms import DayInput, choices_of


class MomentInput(forms.DateTimeInput):
    """A day and an hour, with the browser's own calendar."""

    input_type = "datetime-local"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M", **kwargs)


class StepForm(forms.Form):
    """What the law wants with one step of a case or a track. Only the fields that the step needs are kept."""

    reason = forms.ChoiceField(label=_("Alasan"))
    classes = forms.MultipleChoiceField(label=_("Jenis dugaan pelanggaran"), widget=forms.CheckboxSelectMultiple)
    outcome = forms.ChoiceField(label=_("Hasil pleno"))
    number = forms.CharField(label=_("Nomor berita acara pleno"), max_length=60)
    held_on = forms.DateField(label=_("Tanggal pleno"), widget=DayInput)
    present = forms.IntegerField(label=_("Anggota hadir"), min_value=0, max_value=99)
    of = forms.IntegerField(label=_("Dari anggota"), min_value=1, max_value=99)
    at = forms.DateTimeField(
        label=_("Terjadi pada"),
        required=False,
        widget=MomentInput,
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
        help_text=_("Kosongkan bila baru saja terjadi. Tenggat berikutnya dihitung dari waktu ini."),
    )

    WANTED = {
        Guard.REASON: ("reason",),
        Guard.CLASSES: ("classes",),
        Guard.OUTCOME: ("outcome",),
        Guard.PLENARY: ("number", "held_on", "present", "of"),
    }

    def __init__(self, *args: Any, move: Move | TrackMove, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wanted = {name for guard in move.guards for name in self.WANTED.get(guard, ())}
        if isinstance(move, TrackMove) and move.told:
            wanted.add("at")
        for name in [name for name in self.fields if name not in wanted]:
            del self.fields[name]
        reasons = REASONS.get(move.target, frozenset())
        self._choose("reason", [(code, name) for code, name in choices_of(Step, "reason") if code in reasons])
        self._choose("classes", choices_of(Track, "klass"))
        outcomes = {Outcome.VIOLATION, Outcome.NOT_VIOLATION}
        self._choose("outcome", [(code, name) for code, name in choices_of(Track, "outcome") if code in outcomes])

    def _choose(self, field: str, choices: list[tuple[Any, Any]]) -> None:
        if field in self.fields:
            self.fields[field].choices = choices  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        """What the action of the step is told."""
        said = self.cleaned_data
        told = {name: said[name] for name in ("reason", "outcome", "at") if said.get(name)}
        if "classes" in said:
            told["classes"] = [Class(each) for each in said["classes"]]
        if "number" in said:
            told["plenary"] = Plenary(number=said["number"], held_on=said["held_on"], present=said["present"], of=said["of"])
        return told


class StudyForm(forms.Form):
    """The six conditions: met or not, and for each that is not, what is missing in words for the reporter."""

    classes = forms.MultipleChoiceField(label=_("Jenis dugaan pelanggaran"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["classes"].choices = choices_of(Track, "klass")  # type: ignore[attr-defined]
        for item, words in ITEMS:
            if item != Item.IN_TIME:  # counted, not said
                self.fields[f"met-{item}"] = forms.BooleanField(label=words, required=False)
                self.fields[f"note-{item}"] = forms.CharField(
                    label=_("Yang kurang, dengan kata yang dimengerti pelapor"),
                    required=False,
                    max_length=600,
                    widget=forms.Textarea(attrs={"rows": 2}),
                )

    def by_item(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields of each condition."""
        return [(item, [self[name] for name in (f"met-{item}", f"note-{item}") if name in self.fields]) for item, _words in ITEMS]

    def given(self) -> dict[str, Any]:
        """What `cases.actions.assess` is told."""
        said = self.cleaned_data
        return {
            "met": frozenset(Item(item) for item, _words in ITEMS if said.get(f"met-{item}")),
            "notes": {item: said[f"note-{item}"] for item, _words in ITEMS if said.get(f"note-{item}")},
            "classes": frozenset(Class(each) for each in said["classes"]),
        }


class NotifyForm(forms.Form):
    """How the reporter is told what is missing."""

    how = forms.ChoiceField(
        label=_("Bagaimana pelapor diberi tahu"),
        choices=[
            ("channel", _("Damai mengirimkannya lewat saluran pelapor")),
            ("phone", _("Saya memberi tahu lewat telepon")),
            ("counter", _("Saya memberi tahu di kantor")),
            ("post", _("Surat")),
        ],
    )
