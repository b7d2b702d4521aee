"""What the public form asks, in what order, and what cannot be right.

Only what happened and where is required. Who the sender is never is: a word without a name is heard as preliminary
information. When it happened and when it became known are asked apart and never filled in for anyone (Form B.1, 3.c and 3.d).
"""

import math
import re
from datetime import date, datetime
from typing import Any

from django import forms
from django.conf import settings
from django.utils.timezone import get_current_timezone, localdate
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from damai.areas.models import Area, Level, PollingStation
from damai.areas.queries import Match, area, find
from damai.areas.rules import official_code
from damai.ledger.queries import now

from ...envelope import Part
from . import words
from .tokens import read_parts
from .upload import FIELD, MOST_FILES, StoredUpload

SHORTEST_TEXT = 10  # characters
LONGEST_TEXT = 10_000
EARLIEST = date(2000, 1, 1)  # before it, a slip of the finger in the year
PHONE = re.compile(r"\+?[\d\s().-]{8,24}")
ACCEPTED = "image/*,video/*,audio/*,application/pdf"


class DayField(forms.DateField):
    """A day, read as the channel reads it later, so that the two can never differ."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    default_error_messages = {
        "invalid": _("Tanggal ini tidak ada di kalender. Tulis seperti 14/02/2024."),
        "too-early": _("Tahunnya sepertinya keliru. Periksa kembali tanggal ini."),
        "future": _("Tanggal ini belum terjadi. Periksa kembali tanggalnya."),
    }

    def to_python(self, value: Any) -> date | None:
        """The day, or an error that says what is wrong with it."""
        try:
            day = words.day(str(value or ""))
        except ValueError as error:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from error
        if day and day < EARLIEST:
            raise forms.ValidationError(self.error_messages["too-early"], code="too-early")
        if day and day > localdate(now()):
            raise forms.ValidationError(self.error_messages["future"], code="future")
        return day


class DegreesField(forms.FloatField):
    """A coordinate in degrees, with a decimal point or comma."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    default_error_messages = {"invalid": _("Koordinat ditulis sebagai angka desimal, misalnya -6,1754.")}

    # override: the stubs derive FloatField from IntegerField and keep its `int`
    def to_python(self, value: Any) -> float | None:  # type: ignore[override]
        """The number, or an error."""
        if value in self.empty_values:
            return None
        try:
            number = words.number(str(value))
        except ValueError as error:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from error
        if not math.isfinite(number):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return number


class FilesInput(forms.ClearableFileInput):
    """An input for several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Files that the upload handler has put in the store already."""

    widget = FilesInput(attrs={"accept": ACCEPTED, "multiple": True})

    def clean(self, data: Any, initial: Any = None) -> tuple[Part, ...]:
        """The stored files."""
        return tuple(upload.part for upload in data or [] if isinstance(upload, StoredUpload))


class ReportForm(forms.Form):
    """The report. Field names are what the page and its links show, so they are Indonesian."""

    kejadian = forms.CharField(
        label=_("Apa yang terjadi?"),
        help_text=_("Ceritakan apa yang Anda lihat atau dengar: apa, siapa, dan bagaimana. Tulis dengan kata-kata Anda sendiri."),
        min_length=SHORTEST_TEXT,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 7}),
        error_messages={
            "required": _("Ceritakan apa yang terjadi."),
            "min_length": _("Ceritanya terlalu pendek. Tulis sedikitnya %(limit_value)d huruf."),
            "max_length": _("Ceritanya terlalu panjang: %(show_value)d huruf dari paling banyak %(limit_value)d."),
        },
    )
    wilayah = forms.CharField(
        label=_("Kelurahan atau kecamatan"),
        help_text=_("Pilih dari daftar atau peta."),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    tempat = forms.CharField(
        label=_("Tempat kejadian"),
        help_text=_("Misalnya: lapangan RW 03, Jalan Cideng Barat, dekat masjid."),
        required=False,
        max_length=300,
    )
    tps = forms.CharField(
        label=_("Nomor TPS, bila kejadiannya di TPS"),
        required=False,
        max_length=10,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    lintang = DegreesField(label=_("Lintang"), required=False)
    bujur = DegreesField(label=_("Bujur"), required=False)
    akurasi = DegreesField(label=_("Ketelitian lokasi (meter)"), required=False, widget=forms.HiddenInput)
    tanggal_kejadian = DayField(
        label=_("Kapan terjadi?"), help_text=_("Tanggal kejadiannya. Kosongkan bila Anda tidak tahu."), required=False
    )
    jam_kejadian = forms.TimeField(
        label=_("Jam berapa?"),
        help_text=_("Boleh dikosongkan."),
        required=False,
        input_formats=["%H:%M", "%H.%M", "%H:%M:%S"],
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": _("Jam ditulis seperti 19:30.")},
    )
    tanggal_diketahui = DayField(
        label=_("Kapan Anda mengetahuinya?"),
        help_text=_(
            "Tanggal Anda pertama kali tahu, yang bisa berbeda dari tanggal kejadian. "
            "Batas waktu laporan dihitung dari tanggal ini, jadi kami tidak mengisinya untuk Anda."
        ),
        required=False,
    )
    berkas = FilesField(
        label=_("Foto, video, rekaman, atau PDF"),
        help_text=_("Paling banyak 10 berkas, masing-masing paling besar 100 MB. Data tersembunyi di foto tidak kami tampilkan."),
        required=False,
    )
    nama = forms.CharField(
        label=_("Nama Anda"),
        help_text=_("Boleh dikosongkan. Tanpa nama, kiriman Anda diterima sebagai informasi awal."),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    telepon = forms.CharField(
        label=_("Nomor telepon"),
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    surel = forms.EmailField(
        label=_("Alamat surel"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": _("Alamat surel ini tidak lengkap. Contoh: nama@contoh.id.")},
    )
    setuju = forms.BooleanField(
        label=_("Saya setuju dihubungi tentang laporan ini"),
        help_text=_(
            "Data diri Anda dienkripsi, hanya dibuka oleh petugas yang menangani laporan ini, dan tidak pernah diumumkan. "
            "Anda dapat meminta data itu dihapus (UU 27/2022)."
        ),
        required=False,
    )
    # A field that people never see; what fills it in is a program.
    situs = forms.CharField(
        label=_("Biarkan kosong"), required=False, widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"})
    )
    token = forms.CharField(required=False, max_length=300, widget=forms.HiddenInput)
    tersimpan = forms.CharField(required=False, max_length=20_000, widget=forms.HiddenInput)

    # What the message keeps of the form; the rest is machinery.
    KEPT = (
        "kejadian",
        "wilayah",
        "tempat",
        "tps",
        "lintang",
        "bujur",
        "akurasi",
        "tanggal_kejadian",
        "jam_kejadian",
        "tanggal_diketahui",
        "nama",
        "telepon",
        "surel",
        "setuju",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.area: Area | None = None
        self.suggestions: tuple[Match, ...] = ()  # places that a name typed as `wilayah` may mean, for the page to offer

    @property
    def kept_files(self) -> tuple[Part, ...]:
        """Files that are here already and travel with the form while its errors are mended."""
        return read_parts(self.data.get("tersimpan", "")) if self.is_bound else ()

    def clean_situs(self) -> str:
        """Say so when it is filled in: a browser's autofill may have done it, and nobody is dropped silently."""
        if self.cleaned_data["situs"]:
            raise forms.ValidationError(_("Kolom ini harus kosong; kosongkan, lalu kirim lagi."), code="robot")
        return ""

    def clean_wilayah(self) -> str:
        """A code of the official hierarchy. A name is not taken for a place by itself: what it may mean is offered."""
        typed = self.cleaned_data["wilayah"].strip()
        if not typed:
            return ""
        code = official_code(typed)
        try:
            self.area = area(code or "")
        except Area.DoesNotExist as error:
            self.suggestions = () if code else tuple(find(typed, within=settings.CITY, limit=5))
            if self.suggestions:
                meant = "; ".join(match.label for match in self.suggestions)
                message = say("Pilih wilayah yang Anda maksud: %(places)s.") % {"places": meant}
            else:
                message = say("Wilayah ini tidak kami kenal. Pilih dari daftar, atau tulis di kolom tempat.")
            raise forms.ValidationError(message, code="area") from error
        return self.area.code

    def clean_telepon(self) -> str:
        """Digits as people write them."""
        phone = self.cleaned_data["telepon"].strip()
        if phone and not (PHONE.fullmatch(phone) and 8 <= sum(sign.isdigit() for sign in phone) <= 15):
            raise forms.ValidationError(_("Nomor telepon ini tidak lengkap. Contoh: 0812 3456 7890."), code="invalid")
        return phone

    def _refuse(self, field: str, message: str, code: str) -> None:
        self.add_error(field, forms.ValidationError(message, code=code))

    def clean(self) -> dict[str, Any]:
        """What no field can know alone."""
        self._clean_times()
        self._clean_point()
        self._clean_station()
        said = self.cleaned_data
        place_is_wrong = self.errors.keys() & {"wilayah", "tempat", "lintang", "bujur"}
        if not place_is_wrong and not (said.get("wilayah") or said.get("tempat") or said.get("lintang") is not None):
            self._refuse("tempat", say("Sebutkan di mana: pilih wilayah, atau tulis tempatnya."), "required")
        if any(said.get(name) for name in ("nama", "telepon", "surel")) and not said.get("setuju"):
            message = say("Beri tanda setuju agar kami boleh menyimpan data diri Anda, atau kosongkan data itu.")
            self._refuse("setuju", message, "consent")
        if len(self.kept_files) > MOST_FILES:
            self._refuse(FIELD, say("Paling banyak 10 berkas untuk satu laporan."), "many")
        return said

    def _clean_times(self) -> None:
        said = self.cleaned_data
        happened, hour, known = said.get("tanggal_kejadian"), said.get("jam_kejadian"), said.get("tanggal_diketahui")
        if hour and not happened and "tanggal_kejadian" not in self.errors:
            self._refuse("tanggal_kejadian", say("Isi juga tanggalnya, bukan jamnya saja."), "required")
        if happened and hour and datetime.combine(happened, hour, get_current_timezone()) > now():
            self._refuse("jam_kejadian", say("Jam ini belum terjadi. Periksa kembali jamnya."), "future")
        if happened and known and known < happened:
            message = say("Tanggal diketahui tidak bisa sebelum tanggal kejadian. Periksa kedua tanggal itu.")
            self._refuse("tanggal_diketahui", message, "known-before-happened")

    def _clean_point(self) -> None:
        latitude, longitude = self.cleaned_data.get("lintang"), self.cleaned_data.get("bujur")
        if self.errors.keys() & {"lintang", "bujur"} or (latitude is None and longitude is None):
            return
        if latitude is None or longitude is None:
            missing = "lintang" if latitude is None else "bujur"
            self._refuse(missing, say("Lintang dan bujur harus diisi dua-duanya."), "required")
        elif abs(latitude) > 90 and abs(longitude) <= 90:
            self._refuse("lintang", say("Lintang dan bujur sepertinya tertukar."), "swapped")
        elif abs(latitude) > 90 or abs(longitude) > 180:
            self._refuse("lintang", say("Koordinat ini tidak ada di bumi."), "invalid")

    def _clean_station(self) -> None:
        station = (self.cleaned_data.get("tps") or "").strip()
        number = "".join(re.findall(r"\d+", station)[:1])
        if not station or self.area is None or self.area.level != Level.VILLAGE or not number:
            return  # without a kelurahan the number alone says nothing; triage reads it with the place
        stations = PollingStation.objects.filter(area=self.area)
        if stations.exists() and not stations.filter(number=int(number[:6])).exists():
            message = say("TPS %(number)s tidak ada di %(area)s.") % {"number": number, "area": self.area.name}
            self._refuse("tps", message, "station")
