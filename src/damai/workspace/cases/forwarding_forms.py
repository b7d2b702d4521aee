"""What is typed when something is handed over, answered, or told; the forms check the shape and call nothing."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from damai.agencies.queries import Agency
from damai.cases.actions.forwarding import Handed
from damai.cases.queries.forwarding import Forwarding
from damai.cases.queries.handed import Piece
from damai.cases.rules import Plenary, TrackMove
from damai.identities.queries import Masked

from ..forms import DayInput, choices_of
from .forms import MomentInput

MOMENTS = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"]
REFERENCE = _("Huruf, angka, titik, garis miring, dan tanda hubung; bukan nama.")


class HandOverForm(forms.Form):
    """To whom, with what, and the letter that goes with it."""

    to_agency = forms.ModelChoiceField(
        label=_("Kepada"), queryset=Agency.objects.none(), required=False, empty_label=_("pilih lembaga")
    )
    body = forms.CharField(
        label=_("Badan tanpa akun di Damai"),
        required=False,
        max_length=120,
        help_text=_("Misalnya DKPP atau BKN. Kosongkan bila lembaganya ada dalam daftar."),
    )
    number = forms.CharField(label=_("Nomor berita acara pleno"), max_length=60)
    held_on = forms.DateField(label=_("Tanggal pleno"), widget=DayInput)
    present = forms.IntegerField(label=_("Anggota hadir"), min_value=0, max_value=99)
    of = forms.IntegerField(label=_("Dari anggota"), min_value=1, max_value=99)
    exhibits = forms.MultipleChoiceField(
        label=_("Bukti yang diserahkan"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Hanya yang dicentang. Kajian tidak pernah ikut."),
    )
    people = forms.MultipleChoiceField(
        label=_("Orang yang datanya diserahkan"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Lembaga yang memakai Damai baru dapat membukanya sesudah menerima, satu per satu, dan itu tercatat."),
    )
    yth = forms.CharField(label=_("Penerima surat"), max_length=200, help_text=_("Jabatan, misalnya Kepala Kepolisian Resor."))
    di = forms.CharField(label=_("Kota penerima"), max_length=60, required=False)
    isi = forms.CharField(
        label=_("Isi surat"),
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Apa yang diduga terjadi, di mana, dan kapan. Jangan menulis isi kajian."),
    )
    jabatan_ttd = forms.CharField(label=_("Jabatan penanda tangan"), max_length=120)
    nama_ttd = forms.CharField(label=_("Nama penanda tangan"), max_length=120)
    nip_ttd = forms.CharField(label=_("NIP penanda tangan"), max_length=40, required=False)
    tte = forms.CharField(label=_("Nomor tanda tangan elektronik (BSrE)"), max_length=80, required=False)

    LETTER = ("yth", "di", "isi", "jabatan_ttd", "nama_ttd", "nip_ttd", "tte")
    MINUTES = ("number", "held_on", "present", "of")

    def __init__(
        self,
        *args: Any,
        agencies: Any,
        pieces: list[Piece],
        people: list[Masked],
        outside: bool,
        minutes: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.outside = outside
        self.fields["to_agency"].queryset = agencies  # type: ignore[attr-defined]
        self.fields["exhibits"].choices = [(each.code, f"{each.code} {each.title}") for each in pieces]  # type: ignore[attr-defined]
        self.fields["people"].choices = [  # type: ignore[attr-defined]
            (each.code, f"{each.part_words} {each.code}") for each in people if not each.forgotten
        ]
        gone = [] if minutes else list(self.MINUTES)
        gone += [] if outside else ["body"]
        gone += [name for name in ("exhibits", "people") if not self.fields[name].choices]  # type: ignore[attr-defined]
        if not agencies.exists():
            gone.append("to_agency")
        for name in gone:
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Exactly one receiver."""
        said = super().clean() or {}
        if bool(said.get("to_agency")) == bool((said.get("body") or "").strip()):
            raise forms.ValidationError(_now("Pilih satu lembaga penerima, atau tulis nama satu badan."))
        return said

    def given(self) -> dict[str, Any]:
        """What `cases.actions.forwarding.offer` is told."""
        said = self.cleaned_data
        told: dict[str, Any] = {
            "to_agency": said.get("to_agency"),
            "body": said.get("body") or "",
            "handed": Handed(
                exhibits=said.get("exhibits") or (),
                people=said.get("people") or (),
                letter={name: said[name] for name in self.LETTER},
            ),
        }
        if "number" in said:
            told["plenary"] = Plenary(number=said["number"], held_on=said["held_on"], present=said["present"], of=said["of"])
        return told


class DeliveryForm(forms.Form):
    """That the letter arrived."""

    at = forms.DateTimeField(label=_("Disampaikan pada"), widget=MomentInput, input_formats=MOMENTS)
    receipt = forms.CharField(label=_("Nomor tanda terima surat"), max_length=80, help_text=REFERENCE)


class AcceptForm(forms.Form):
    """The receiver's own number."""

    reference = forms.CharField(label=_("Nomor penerimaan"), max_length=80, help_text=REFERENCE)
    words = forms.CharField(
        label=_("Catatan untuk pengirim"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class RefuseOfferForm(forms.Form):
    """Why not."""

    reason = forms.ChoiceField(label=_("Alasan"))
    words = forms.CharField(
        label=_("Penjelasan untuk pengirim"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Tersegel: hanya dibaca kedua kantor."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = choices_of(Forwarding, "refusal")  # type: ignore[attr-defined]


class ResultForm(forms.Form):
    """What the receiver did, when, by which paper."""

    to = forms.ChoiceField(label=_("Hasil"))
    at = forms.DateTimeField(
        label=_("Terjadi pada"),
        widget=MomentInput,
        input_formats=MOMENTS,
        help_text=_("Tenggat berikutnya dihitung dari saat ini."),
    )
    reference = forms.CharField(label=_("Nomor surat atau berkas"), max_length=80, help_text=REFERENCE)

    def __init__(self, *args: Any, moves: tuple[TrackMove, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [(move.target.value, _now(move.label)) for move in moves]  # type: ignore[attr-defined]
