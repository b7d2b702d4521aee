"""What is typed at the desk of the law: days off, versions of clocks, tables of a body of law."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from damai.look.templatetags.look import said
from damai.statutes import rules
from damai.statutes.rules import Confidence, Duty, Event, HolidayKind, Track, Unit

from ..forms import DayInput

KINDS = [
    (HolidayKind.ONE_OFF.value, _("libur yang ditetapkan sekali")),
    (HolidayKind.NATIONAL.value, _("libur nasional")),
    (HolidayKind.JOINT_LEAVE.value, _("cuti bersama")),
]
UNITS = [(unit.value, unit.word) for unit in Unit if unit != Unit.WINDOW]
SURE = [(Confidence.UNVERIFIED.value, _("belum diverifikasi")), (Confidence.VERIFIED.value, _("terverifikasi"))]
MOST_BYTES = 400_000


def words_of(words: type[Event] | type[Duty] | type[Track], *, optional: bool = False) -> list[tuple[str, Any]]:
    """The words of an enumeration for a list to choose from, in the reader's language."""
    return [*([("", "–")] if optional else []), *((word.value, said(word.word)) for word in words)]


class HolidayForm(forms.Form):
    """A day off with its decree."""

    tanggal = forms.DateField(label=_("Tanggal"), widget=DayInput)
    nama = forms.CharField(label=_("Nama hari libur"), max_length=120)
    jenis = forms.ChoiceField(label=_("Jenis"), choices=KINDS)
    dasar = forms.CharField(
        label=_("Keputusan yang menetapkan"), max_length=200, help_text=_("Nomor dan tahunnya, misalnya Keppres 33/2024.")
    )
    ditetapkan = forms.DateField(label=_("Tanggal keputusan"), widget=DayInput)
    perkiraan = forms.BooleanField(label=_("Tanggalnya masih perkiraan"), required=False)

    def change(self) -> rules.HolidayComes:
        """What was typed, as a change of the tables."""
        given = self.cleaned_data
        return rules.HolidayComes(
            holiday=rules.Holiday(
                date=given["tanggal"],
                name=given["nama"].strip(),
                kind=HolidayKind(given["jenis"]),
                source=given["dasar"].strip(),
                decided_on=given["ditetapkan"],
                estimated=given["perkiraan"],
            )
        )


class WithdrawForm(forms.Form):
    """A day off that is taken back, as it is recorded."""

    tanggal = forms.DateField(widget=forms.HiddenInput)
    nama = forms.CharField(max_length=120, widget=forms.HiddenInput)

    def change(self) -> rules.HolidayGoes:
        """What was chosen, as a change of the tables."""
        return rules.HolidayGoes(day=self.cleaned_data["tanggal"], name=self.cleaned_data["nama"])


class ClockForm(forms.Form):
    """The next version of a clock. What is not changed is kept from the version in force."""

    berlaku = forms.DateField(
        label=_("Berlaku untuk peristiwa sejak"),
        widget=DayInput,
        help_text=_("Versi yang sekarang berakhir sehari sebelumnya. Peristiwa sebelum tanggal ini tetap memakai versi lama."),
    )
    nama = forms.CharField(label=_("Nama jam"), max_length=120)
    dasar = forms.CharField(label=_("Dasar hukum"), max_length=200)
    panjang = forms.IntegerField(label=_("Panjang"), min_value=1, max_value=1000)
    satuan = forms.ChoiceField(label=_("Dihitung sebagai"), choices=UNITS)
    tertulis = forms.CharField(
        label=_("Panjang dalam kata-kata undang-undang"), max_length=120, help_text=_("Misalnya “7 hari” atau “1×24 jam”.")
    )
    dibaca = forms.CharField(label=_("Dibaca sebagai"), max_length=200, required=False)
    mulai = forms.CharField(label=_("Mulai dari"), max_length=200)
    peristiwa = forms.ChoiceField(label=_("Peristiwa yang memulainya"))
    dihitung_dari = forms.ChoiceField(
        label=_("Dihitung dari peristiwa lain"), required=False, help_text=_("Kosong: dari peristiwa yang memulainya.")
    )
    dipenuhi = forms.MultipleChoiceField(label=_("Dipenuhi oleh"), required=False, widget=forms.SelectMultiple(attrs={"size": 6}))
    jalur = forms.MultipleChoiceField(label=_("Jalur"), required=False, widget=forms.CheckboxSelectMultiple)
    wajib = forms.ChoiceField(label=_("Yang wajib bertindak"), required=False)
    penanganan = forms.BooleanField(label=_("Bila terlewat, perkara kedaluwarsa"), required=False)
    hari_pertama = forms.BooleanField(label=_("Hari peristiwa ikut dihitung"), required=False)
    mundur = forms.BooleanField(label=_("Dihitung mundur"), required=False)
    keyakinan = forms.ChoiceField(label=_("Panjang dan dasarnya"), choices=SURE)
    keyakinan_satuan = forms.ChoiceField(label=_("Satuannya"), choices=SURE)
    sumber = forms.CharField(
        label=_("Sumber yang dibaca"), max_length=200, help_text=_("Naskah dan halaman; tanpa itu tidak terverifikasi.")
    )

    def __init__(self, *args: Any, known: rules.Clock, **kwargs: Any) -> None:
        self.known = known
        kwargs["initial"] = _as_typed(known)
        super().__init__(*args, **kwargs)
        for name, words, optional in (
            ("peristiwa", Event, False),
            ("dihitung_dari", Event, True),
            ("dipenuhi", Event, False),
            ("jalur", Track, False),
            ("wajib", Duty, True),
        ):
            self.fields[name].choices = words_of(words, optional=optional)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """What was typed, if it makes a clock."""
        given = super().clean() or {}
        if not self.errors:
            try:
                self.change()
            except ValueError as problem:
                self.add_error(None, str(problem))
        return given

    def change(self) -> rules.ClockComes:
        """What was typed, as a change of the tables."""
        given = self.cleaned_data
        return rules.ClockComes(
            clock=rules.Clock(
                regime=self.known.regime,
                code=self.known.code,
                name=given["nama"].strip(),
                start_event=given["mulai"].strip(),
                length=given["panjang"],
                unit=Unit(given["satuan"]),
                written=given["tertulis"].strip(),
                reads_as=given["dibaca"].strip(),
                basis=given["dasar"].strip(),
                confidence=Confidence(given["keyakinan"]),
                confidence_note=given["sumber"].strip(),
                unit_confidence=Confidence(given["keyakinan_satuan"]),
                counts_start_day=given["hari_pertama"],
                counts_back=given["mundur"],
                event=Event(given["peristiwa"]),
                counts_from=Event(given["dihitung_dari"]) if given["dihitung_dari"] else None,
                met_by=tuple(Event(word) for word in given["dipenuhi"]),
                tracks=tuple(Track(word) for word in given["jalur"]),
                duty=Duty(given["wajib"]) if given["wajib"] else None,
                handling=given["penanganan"],
                valid_from=given["berlaku"],
            )
        )


def _as_typed(clock: rules.Clock) -> dict[str, Any]:
    """A version of a clock as it stands in the form; the day from which the next one holds is not guessed."""
    return {
        "nama": clock.name,
        "dasar": clock.basis,
        "panjang": clock.length,
        "satuan": clock.unit.value,
        "tertulis": clock.written,
        "dibaca": clock.reads_as,
        "mulai": clock.start_event,
        "peristiwa": clock.event or "",
        "dihitung_dari": clock.counts_from or "",
        "dipenuhi": list(clock.met_by),
        "jalur": list(clock.tracks),
        "wajib": clock.duty or "",
        "penanganan": clock.handling,
        "hari_pertama": clock.counts_start_day,
        "mundur": clock.counts_back,
        "keyakinan": clock.confidence.value,
        "keyakinan_satuan": clock.unit_confidence.value,
        "sumber": clock.confidence_note,
    }


class RegimeForm(forms.Form):
    """The tables of a new body of law; on the second page they come back as text."""

    rezim = forms.FileField(label=_("Tabel rezim (regimes.csv)"), required=False)
    jam = forms.FileField(label=_("Tabel jam (clocks.csv)"), required=False)
    dasar = forms.FileField(label=_("Tabel dasar langkah (bases.csv)"), required=False, help_text=_("Boleh menyusul."))
    TABLES = {"rezim": "regimes.csv", "jam": "clocks.csv", "dasar": "bases.csv"}

    def contents(self) -> dict[str, bytes]:
        """The bytes of each table, as it was uploaded or as it came back with the preview."""
        found: dict[str, bytes] = {}
        for field, name in self.TABLES.items():
            upload = self.files.get(field)
            if upload is not None:
                found[name] = upload.read(MOST_BYTES + 1)[: MOST_BYTES + 1]
            elif self.data.get(f"teks_{field}"):
                found[name] = str(self.data[f"teks_{field}"]).replace("\r\n", "\n").encode()
        return found
