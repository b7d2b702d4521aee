"""What the law wants with one step, as fields; they check the shape of what was typed and call nothing."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from damai.cases.queries import ITEMS, Party, Step, Track
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
    signed = forms.BooleanField(
        label=_("Berita acara sudah ditandatangani semua yang hadir"),
        help_text=_("Untuk pleno di atas kertas. Pleno yang ditandatangani di Damai diputuskan lewat halaman Keputusan."),
    )
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
        Guard.PLENARY: ("number", "held_on", "present", "of", "signed"),
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
        for item, _words in ITEMS:
            if item != Item.IN_TIME:  # counted, not said
                self.fields[f"met-{item}"] = forms.BooleanField(label=_("Terpenuhi"), required=False)
                self.fields[f"note-{item}"] = forms.CharField(
                    label=_("Yang kurang, dengan kata yang dimengerti pelapor"),
                    required=False,
                    max_length=600,
                    widget=forms.Textarea(attrs={"rows": 2}),
                )

    def of(self, item: str) -> list[forms.BoundField]:
        """The fields of one condition; none where it is counted and not said."""
        return [self[name] for name in (f"met-{item}", f"note-{item}") if name in self.fields]

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

    how = forms.ChoiceField(label=_("Bagaimana pelapor diberi tahu"))

    WAYS = [
        ("channel", _("Damai mengirimkannya lewat saluran pelapor")),
        ("phone", _("Saya sudah memberi tahu lewat telepon")),
        ("counter", _("Saya sudah memberi tahu di kantor")),
        ("post", _("Surat sudah dikirim")),
    ]

    def __init__(self, *args: Any, reachable: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ways = self.WAYS if reachable else self.WAYS[1:]
        self.fields["how"].choices = ways  # type: ignore[attr-defined]


class MendedForm(forms.Form):
    """In which message the reporter mended the report, where it did not come by the page of the repair."""

    answer = forms.ChoiceField(label=_("Perbaikan datang dalam"))

    def __init__(self, *args: Any, messages: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(code, code) for code in messages]
        self.fields["answer"].choices = [*known, ("counter", _("disampaikan di kantor"))]  # type: ignore[attr-defined]


class ClassifyForm(forms.Form):
    """What a track is about that has no class yet."""

    klass = forms.ChoiceField(label=_("Jenis dugaan pelanggaran"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["klass"].choices = choices_of(Track, "klass")  # type: ignore[attr-defined]


class PartyForm(forms.Form):
    """What a reported party is and for whom it stands, as figures need it; no name."""

    kind = forms.ChoiceField(label=_("Terlapor adalah"))
    participant = forms.CharField(
        label=_("Peserta yang diwakilinya"),
        required=False,
        max_length=40,
        help_text=_("Nomor urut atau singkatan partai atau pasangan, bukan nama orang."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = choices_of(Party, "kind")  # type: ignore[attr-defined]
