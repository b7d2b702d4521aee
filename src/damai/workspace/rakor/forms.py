"""Forms of the meetings desk: they check the shape of what was typed, and call nothing."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.timezone import localtime, make_aware
from django.utils.translation import gettext_lazy as _

from damai.agencies.queries import Agency, members_in
from damai.rakor.queries import AgendaItem, Guest, Meeting, Series, agencies_at, doors_of

from ..forms import DayInput, choices_of


class TimeInput(forms.TimeInput):
    """An hour and minute, with the browser's own clock."""

    input_type = "time"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="%H:%M", **kwargs)


class MomentInput(forms.DateTimeInput):
    """A day with an hour and minute."""

    input_type = "datetime-local"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M", **kwargs)


class SeriesForm(forms.Form):
    """A run of meetings toward one end."""

    title = forms.CharField(label=_("Judul"), max_length=200, help_text=_("Misalnya: Deklarasi Damai Pemilu 2024"))
    purpose = forms.CharField(label=_("Tujuan"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    convener = forms.ModelChoiceField(label=_("Lembaga pengundang"), queryset=Agency.objects.none(), empty_label=None)
    is_over = forms.BooleanField(label=_("Rangkaian ini sudah selesai"), required=False)

    def __init__(self, *args: Any, agencies: Any = None, series: Series | None = None, **kwargs: Any) -> None:
        if series is not None:
            kwargs["initial"] = {"title": series.title, "purpose": series.purpose, "is_over": series.is_over}
        super().__init__(*args, **kwargs)
        if series is not None:
            del self.fields["convener"]
            return
        del self.fields["is_over"]
        self.fields["convener"].queryset = agencies  # type: ignore[attr-defined]
        if len(agencies) == 1:
            self.fields["convener"].initial = agencies[0].pk
            self.fields["convener"].widget = forms.HiddenInput()


class MeetingForm(forms.Form):
    """When, where and what a meeting is."""

    kind = forms.ChoiceField(label=_("Jenis"))
    title = forms.CharField(label=_("Judul"), max_length=200)
    day = forms.DateField(label=_("Tanggal"), widget=DayInput)
    starts = forms.TimeField(label=_("Mulai"), widget=TimeInput, help_text=_("Waktu setempat"))
    ends = forms.TimeField(label=_("Selesai"), widget=TimeInput, help_text=_("Pada hari yang sama"))
    venue = forms.CharField(label=_("Tempat"), max_length=200, required=False)
    link = forms.CharField(
        label=_("Tautan rapat daring"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
        help_text=_("Dimulai dengan https://. Isi tempat, tautan, atau keduanya."),
    )
    basis = forms.CharField(
        label=_("Dasar"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Surat atau pasal, satu per baris."),
    )
    notes = forms.CharField(
        label=_("Catatan untuk undangan"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Pakaian, bahan yang dibawa, parkir."),
    )
    chair_name = forms.CharField(label=_("Pimpinan rapat"), max_length=120, required=False)
    chair_office = forms.CharField(label=_("Jabatan pimpinan"), max_length=160, required=False)
    secretary = forms.ModelChoiceField(
        label=_("Notulis"), queryset=Agency.objects.none(), required=False, empty_label=_("belum ditentukan")
    )
    afterwards = forms.BooleanField(
        label=_("Rapat ini sudah berlangsung; saya mencatatnya sesudahnya"),
        required=False,
        help_text=_("Untuk rapat yang belum sempat dicatat. Tidak ada undangan yang dikirim."),
    )

    def __init__(self, *args: Any, convener: Agency, meeting: Meeting | None = None, **kwargs: Any) -> None:
        if meeting is not None:
            kwargs["initial"] = self._as_it_is(meeting)
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = choices_of(Meeting, "kind")  # type: ignore[attr-defined]
        self.fields["secretary"].queryset = members_in(convener)  # type: ignore[attr-defined]

    @staticmethod
    def _as_it_is(meeting: Meeting) -> dict[str, Any]:
        starts, ends = localtime(meeting.starts_at), localtime(meeting.ends_at)
        same = ("kind", "title", "venue", "link", "basis", "notes", "chair_name", "chair_office", "secretary")
        kept = {name: getattr(meeting, name) for name in same}
        return {**kept, "day": starts.date(), "starts": starts.time(), "ends": ends.time()}

    def starts_at(self) -> datetime | None:
        """When it begins, as typed; None while that cannot be said."""
        said = getattr(self, "cleaned_data", {})
        day, starts = said.get("day"), said.get("starts")
        return make_aware(datetime.combine(day, starts)) if day and starts else None

    def given(self) -> dict[str, Any]:
        """What the actions are told."""
        said = self.cleaned_data
        same = ("kind", "title", "venue", "link", "basis", "notes", "chair_name", "chair_office", "secretary")
        told = {name: said[name] for name in same}
        told["secretary_name"] = said["secretary"].get_full_name() if said["secretary"] else ""
        told["starts_at"] = make_aware(datetime.combine(said["day"], said["starts"]))
        told["ends_at"] = make_aware(datetime.combine(said["day"], said["ends"]))
        told["afterwards"] = said["afterwards"]
        return told


class ItemForm(forms.Form):
    """One item of the agenda."""

    title = forms.CharField(label=_("Mata acara"), max_length=200)
    owner = forms.ModelChoiceField(
        label=_("Penanggung jawab"), queryset=Agency.objects.none(), required=False, empty_label=_("belum ditentukan")
    )
    minutes = forms.IntegerField(label=_("Menit"), min_value=1, max_value=600, initial=15)

    def __init__(self, *args: Any, convener: Agency, item: AgendaItem | None = None, **kwargs: Any) -> None:
        if item is not None:
            kwargs.setdefault("prefix", f"m{item.number}")
            kwargs["initial"] = {"title": item.title, "owner": item.owner_id, "minutes": item.minutes}
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = agencies_at(convener)  # type: ignore[attr-defined]


class GuestForm(forms.Form):
    """Somebody to invite: a person, an agency, or an organisation that has no agency here."""

    agency = forms.ModelChoiceField(
        label=_("Lembaga"), queryset=Agency.objects.none(), required=False, empty_label=_("organisasi lain")
    )
    organisation = forms.CharField(
        label=_("Organisasi lain"),
        max_length=160,
        required=False,
        help_text=_("Partai, tokoh, media, bila bukan lembaga di atas."),
    )
    name = forms.CharField(label=_("Nama"), max_length=120, required=False)
    office = forms.CharField(label=_("Jabatan"), max_length=160, required=False)
    email = forms.CharField(
        label=_("Surel"),
        max_length=254,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "email", "autocomplete": "off"}),
        help_text=_("Tanpa surel, tautan pribadinya dapat disampaikan dengan cara lain."),
    )
    required = forms.BooleanField(label=_("Lembaga ini wajib diwakili"), required=False)

    def __init__(self, *args: Any, convener: Agency, guest: Guest | None = None, **kwargs: Any) -> None:
        if guest is not None:
            row = guest.invitation
            kwargs["prefix"] = f"u{row.number}"
            kwargs["initial"] = {
                "agency": row.agency_id,
                "organisation": row.organisation,
                "name": guest.name,
                "office": row.office,
                "email": guest.email,
                "required": row.required,
            }
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = agencies_at(convener)  # type: ignore[attr-defined]


class ListForm(forms.Form):
    """A list of guests, one per line."""

    text = forms.CharField(
        label=_("Daftar, satu orang per baris"),
        max_length=60_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
        help_text=_("Nama; Jabatan; Lembaga; surel. Tambahkan “; wajib” di akhir baris bagi yang wajib hadir."),
    )


class DoorsForm(forms.Form):
    """From when to when attendance is taken at the door."""

    opens = forms.DateTimeField(label=_("Dibuka"), widget=MomentInput, input_formats=["%Y-%m-%dT%H:%M"])
    closes = forms.DateTimeField(label=_("Ditutup"), widget=MomentInput, input_formats=["%Y-%m-%dT%H:%M"])
    new_code = forms.BooleanField(label=_("Ganti kode di pintu; poster yang sudah dicetak tidak berlaku lagi"), required=False)

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        doors = doors_of(meeting)
        kwargs["initial"] = {"opens": localtime(doors.opens_at), "closes": localtime(doors.closes_at)}
        super().__init__(*args, **kwargs)
