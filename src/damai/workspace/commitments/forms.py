"""Plain forms of this desk: they check the shape of what was typed, and call nothing."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from damai.agencies.queries import Agency
from damai.commitments.queries import BREACH_STATES, ORIGINS, Followed
from damai.pledges.public import participants

from ..forms import ANY, DayInput


class CommitmentFilter(forms.Form):
    """How the list is narrowed."""

    pemilik = forms.ChoiceField(label=_("Penanggung jawab"), required=False)
    seri = forms.ChoiceField(label=_("Rangkaian"), required=False)
    asal = forms.ChoiceField(label=_("Asal"), required=False)

    def __init__(self, *args: Any, rows: list[Followed], titles: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owners = {row.commitment.owner.code: row.commitment.owner.name for row in rows if row.commitment.owner}
        series = sorted({row.commitment.series for row in rows if row.commitment.series})
        by_name = sorted(owners.items(), key=lambda each: each[1])
        self.fields["pemilik"].choices = [ANY, *by_name, ("-", _("Para penanda tangan"))]  # type: ignore[attr-defined]
        self.fields["seri"].choices = [ANY, *((code, titles.get(code, code)) for code in series)]  # type: ignore[attr-defined]
        self.fields["asal"].choices = [ANY, *ORIGINS]  # type: ignore[attr-defined]


class MeasureForm(forms.Form):
    """A value of an indicator on a day."""

    on = forms.DateField(label=_("Per tanggal"), widget=DayInput)
    value = forms.DecimalField(
        label=_("Nilai"), required=False, min_value=0, max_digits=14, decimal_places=2, localize=True, help_text=_("Angka saja.")
    )
    of = forms.DecimalField(
        label=_("Dari seluruhnya"),
        required=False,
        min_value=0,
        max_digits=14,
        decimal_places=2,
        localize=True,
        help_text=_("Penyebutnya, bila ada: 3 dari 40."),
    )
    none = forms.BooleanField(
        label=_("Sudah dicari, tidak ada data"), required=False, help_text=_("Tidak ada data bukan nol, dan bukan kabar baik.")
    )
    source = forms.CharField(label=_("Sumber angka"), max_length=200)

    def clean(self) -> dict[str, Any]:
        """Either a value or that there is none."""
        said = super().clean() or {}
        if "value" in said and bool(said.get("none")) == (said["value"] is not None):
            self.add_error("value", say("Isi nilainya, atau beri tanda bahwa tidak ada data."))
        return said


class WithdrawForm(forms.Form):
    """Which later decision lifts the commitment."""

    decision = forms.CharField(
        label=_("Kode keputusan yang mencabutnya"), max_length=40, help_text=_("Misalnya R-00005/1: keputusan 1 rapat itu.")
    )


class EvidenceForm(forms.Form):
    """What shows that it was done: one of the three."""

    words = forms.CharField(label=_("Apa yang ditunjukkan bukti ini"), max_length=300)
    berkas = forms.FileField(
        label=_("Berkas"),
        required=False,
        help_text=_("PDF, foto, video, rekaman, atau Word, Excel, PowerPoint tanpa makro; paling besar 100 MB."),
    )
    link = forms.CharField(
        label=_("Tautan"), required=False, max_length=500, help_text=_("Dimulai dengan https://. Damai tidak membukanya.")
    )
    reference = forms.CharField(
        label=_("Sesuatu di Damai"),
        required=False,
        max_length=40,
        help_text=_("Kodenya, misalnya R-00003, N-00012, atau T-00007."),
    )
    kept = forms.CharField(required=False, widget=forms.HiddenInput)  # a file that is here already, signed

    keeps_file = True  # whether that file may be sent again


class ObstaclesForm(forms.Form):
    """What is in the way."""

    words = forms.CharField(label=_("Kendala"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 3}))


class SendBackForm(forms.Form):
    """What is missing in evidence."""

    words = forms.CharField(label=_("Apa yang masih kurang"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


class CancelForm(forms.Form):
    """Why an item is cancelled."""

    words = forms.CharField(label=_("Alasan dibatalkan"), max_length=300)


class MoveForm(forms.Form):
    """Another due date."""

    to = forms.DateField(label=_("Tenggat baru"), widget=DayInput)
    words = forms.CharField(label=_("Alasan"), max_length=300, required=False)


class AllegeForm(forms.Form):
    """Who is said to have broken the promise, how, when, and which reports carry it."""

    party = forms.ChoiceField(label=_("Pihak yang bersangkutan"), help_text=_("Menurut nomor urut, lalu lembaga."))
    what = forms.CharField(
        label=_("Apa yang terjadi"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Kata-kata ini ditampilkan untuk umum. Tulis kejadiannya saja: tanpa penilaian, tanpa nama orang."),
    )
    happened_on = forms.DateField(label=_("Tanggal kejadian"), widget=DayInput)
    reports = forms.CharField(
        label=_("Laporan yang mendasarinya"),
        max_length=600,
        help_text=_("Kode laporan yang sudah ditetapkan, dipisah spasi: L-00012 L-00015."),
    )
    independent = forms.BooleanField(
        label=_("Saya sudah memeriksa bahwa pengirimnya orang yang berbeda"),
        required=False,
        help_text=_("Perlu bila semua laporan dikirim tanpa akun: mesin tidak dapat mengetahuinya."),
    )
    contact = forms.EmailField(
        label=_("Surel pihak terkait"),
        required=False,
        help_text=_("Tautan hak jawab dikirim ke sini. Alamatnya tidak disimpan pada dugaan ini."),
    )

    def __init__(self, *args: Any, agencies: list[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pairs = participants(settings.ELECTION)
        self.fields["party"].choices = [  # type: ignore[attr-defined]
            ("", "—"),
            (_("Peserta pemilu"), [(f"p:{row.code}", f"{row.ballot_number}. {row.name}") for row in pairs]),
            (_("Lembaga"), [(f"a:{agency.code}", agency.name) for agency in agencies]),
        ]


class DecideForm(forms.Form):
    """What the competent body decided."""

    state = forms.ChoiceField(label=_("Hasil putusan"), choices=BREACH_STATES[1:])
    decided_by = forms.CharField(
        label=_("Badan yang memutuskan"),
        max_length=120,
        help_text=_("Misalnya Bawaslu Kota Jakarta Pusat (rapat pleno), DKPP, Pengadilan Negeri Jakarta Pusat."),
    )
    decision = forms.CharField(label=_("Nomor putusan"), max_length=100)
    decided_on = forms.DateField(label=_("Tanggal putusan"), widget=DayInput)
    decision_case = forms.CharField(
        label=_("Perkara di Damai"), max_length=24, required=False, help_text=_("Kodenya, bila ada: P-00012.")
    )


class LinkForm(forms.Form):
    """Where the party's new link goes."""

    contact = forms.EmailField(label=_("Surel pihak terkait"), required=False)
