"""What stands on the papers of a meeting, filled from what the house knows; the rest is typed by whoever issues them."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.utils.translation import override

from damai.agencies.queries import today
from damai.commitments.models import ActionItem, ItemState
from damai.documents.rules import Kind
from damai.documents.rules.words import date_in_words, day_date, long_date, terbilang

from ..models import Decision, Meeting, Task
from ..rules.papers import BERITA_ACARA, DAFTAR_HADIR, LAPORAN_KEGIATAN, NOTULA, PAPERS, RENCANA_AKSI, UNDANGAN
from .attending import Present, present_at, table_of
from .inviting import guests_of
from .minutes import addenda_of, decisions_of, places_of

Values = dict[str, Any]
KINDS = {kind.code: kind for kind in PAPERS}
ZONES = {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}


def values_for(kind: Kind, meeting: Meeting, typed: Mapping[str, Any]) -> Values:
    """The values of one paper: what the house knows, and over it what was typed. In Indonesian, whoever asks."""
    known: dict[str, Callable[[Meeting], Values]] = {
        UNDANGAN.code: _invitation,
        DAFTAR_HADIR.code: _attendance,
        NOTULA.code: _minutes,
        BERITA_ACARA.code: _record,
        RENCANA_AKSI.code: _plan,
        LAPORAN_KEGIATAN.code: _report,
    }
    with override("id"):
        own = {field.name for field in kind.fields}
        values = {**known[kind.code](meeting), **{name: value for name, value in typed.items() if value}}
        return {name: value for name, value in values.items() if name in own}


def suggested(kind: Kind, meeting: Meeting) -> Values:
    """What the form begins with for the fields that a person types; lists as lines."""
    with override("id"):
        chair = {"nama_ttd": meeting.chair_name, "jabatan_ttd": meeting.chair_office}
        return {
            UNDANGAN.code: {
                **chair,
                "sifat": "Penting",
                "hal": f"Undangan {meeting.get_kind_display()}",
                "catatan": meeting.notes,
            },
            DAFTAR_HADIR.code: {"nama_ttd": _secretary(meeting), "jabatan_ttd": "Notulis"},
            BERITA_ACARA.code: {"pihak": _parties(meeting), "rangkap": _copies(len(_heads(meeting)))},
            RENCANA_AKSI.code: {**chair, "judul": f"Tindak lanjut {meeting.title}"},
            LAPORAN_KEGIATAN.code: {**chair, "maksud": meeting.series.purpose, "ringkasan": _summary(meeting)},
        }.get(kind.code, {})


# --- What every paper says ------------------------------------------------------------------------------------------


def _when(meeting: Meeting) -> Values:
    place = meeting.venue or _("Rapat daring: %(link)s") % {"link": meeting.link}
    return {
        "hari_rapat": day_date(localdate(meeting.starts_at)),
        "pukul": f"{clock(meeting.starts_at)} s.d. {clock(meeting.ends_at)}",
        "tempat_rapat": place,
        "dasar": meeting.basis,
    }


def clock(at: datetime) -> str:
    """ "09.00 WIB", in the house's own time."""
    return f"{localtime(at).strftime('%H.%M')} {ZONES.get(settings.TIME_ZONE, settings.TIME_ZONE)}"


def _secretary(meeting: Meeting) -> str:
    return meeting.secretary_name or (str(meeting.secretary) if meeting.secretary else "")


def attended(meeting: Meeting) -> str:
    """How many came, and how many of the required agencies: with the denominator."""
    people = meeting.attendance.filter(is_void=False).count()
    counted = table_of(meeting).counted
    if not counted.required:
        return f"Hadir {people} orang."
    return f"Hadir {people} orang; {len(counted.came)} dari {len(counted.required)} lembaga yang wajib hadir."


# --- Paper by paper -------------------------------------------------------------------------------------------------


def _invitation(meeting: Meeting) -> Values:
    guests = [guest for guest in guests_of(meeting) if not guest.invitation.is_off]
    return {
        **_when(meeting),
        "dasar": in_a_row(meeting.basis),
        "yth": [{"kepada": _addressed(guest.invitation.office, guest.name, guest.organisation)} for guest in guests],
        "di": "",
        "tautan": meeting.link,
        "acara": meeting.title,
        "susunan": [{"pokok": item.title, "waktu": f"{item.minutes} menit"} for item in meeting.agenda.order_by("number")],
        "catatan": meeting.notes,
    }


def in_a_row(lines: str) -> str:
    """Lines as one part of a sentence: "A", "A dan B", "A, B, dan C"."""
    parts = [line.strip().rstrip(".;,") for line in lines.splitlines() if line.strip()]
    if len(parts) < 3:
        return " dan ".join(parts)
    return f"{', '.join(parts[:-1])}, dan {parts[-1]}"


def _addressed(office: str, name: str, organisation: str) -> str:
    """Letters go to offices: "Ketua KPU Jakarta Pusat"; to a name only where no office is known."""
    if office:
        return office if organisation.casefold() in office.casefold() else f"{office} {organisation}".strip()
    return ", ".join(part for part in (name, organisation) if part)


def _attendance(meeting: Meeting) -> Values:
    return {
        "acara": meeting.title,
        **_when(meeting),
        "ringkasan": attended(meeting),
        "peserta": [
            {
                "nama": each.name,
                "jk": each.row.sex,
                "instansi": " – ".join(part for part in (each.organisation, each.row.office) if part),
                "kontak": "",  # who left a way to reach them did not leave it for everybody who signs the same sheet
                "waktu": localtime(each.row.arrived_at).strftime("%H.%M"),
            }
            for each in present_at(meeting)
        ],
    }


def _minutes(meeting: Meeting) -> Values:
    decisions = decisions_of(meeting)
    places = places_of(meeting)
    tasks = [task for decision in decisions for task in decision.written_tasks]
    return {
        "rapat": meeting.title,
        **_when(meeting),
        "pimpinan": meeting.chair_name,
        "jabatan_pimpinan": meeting.chair_office,
        "notulis": _secretary(meeting),
        "acara": [
            {"pokok": place.item.title, "pemilik": place.item.owner.name if place.item.owner else ""}
            for place in places
            if place.item
        ],
        "peserta": [
            {"instansi": organisation, "nama": ", ".join(_person(each) for each in rows)}
            for organisation, rows in _by_organisation(meeting).items()
        ],
        "kehadiran": attended(meeting),
        "pembukaan": places[0].words,
        "pembahasan": [
            {
                "pokok": place.item.title,
                "pemilik": place.item.owner.name if place.item.owner else "",
                "uraian": place.words or ("Tidak dibahas." if place.item.not_discussed else ""),
                "keputusan": [{"isi": each.words} for each in decisions if each.item_id == place.item.pk],
            }
            for place in places
            if place.item
        ],
        "kesimpulan": [_concluded(each) for each in decisions],
        "tindak_lanjut": [_followed_up(task) for task in tasks],
        "penutup": places[-1].words,
        "tambahan": [{"tanggal": long_date(localdate(each.at)), "isi": each.words} for each in addenda_of(meeting)],
        "sidik": meeting.minutes_sha256 if meeting.state == Meeting.State.FINAL else "",
    }


def _person(each: Present) -> str:
    return f"{each.name} ({each.row.office})" if each.row.office else each.name


def _by_organisation(meeting: Meeting) -> dict[str, list[Present]]:
    found: dict[str, list[Present]] = {}
    for each in present_at(meeting):
        found.setdefault(each.organisation or "Tanpa lembaga", []).append(each)
    return found


def _concluded(decision: Decision) -> Values:
    return {
        "isi": decision.words,
        "penanggung_jawab": decision.owner.name if decision.owner else "belum ditentukan",
        "batas_waktu": long_date(decision.due_on) if decision.due_on else "belum ditentukan",
    }


def _followed_up(task: Task) -> Values:
    return {
        "kegiatan": task.words,
        "penanggung_jawab": task.owner.name if task.owner else "belum ditentukan",
        "pendukung": ", ".join(agency.name for agency in task.supporting.all()),
        "indikator": ": ".join(part for part in (task.indicator, task.target) if part),
        "batas_waktu": long_date(task.due_on) if task.due_on else "belum ditentukan",
    }


def _record(meeting: Meeting) -> Values:
    on = localdate(meeting.starts_at)
    decisions = decisions_of(meeting)
    return {
        "perihal": meeting.title,
        "pada_hari": date_in_words(on),
        "tanggal_angka": on.strftime("%d-%m-%Y"),
        "tempat_rapat": meeting.venue or meeting.link,
        "dasar": in_a_row(meeting.basis),
        "kesepakatan": [{"isi": _agreed(each)} for each in decisions],
    }


def _agreed(decision: Decision) -> str:
    """A decision as one sentence of an agreement: with whom and until when."""
    words = decision.words.rstrip(". ")
    if decision.owner and decision.due_on:
        return f"{words}, dengan penanggung jawab {decision.owner.name}, paling lambat {long_date(decision.due_on)}."
    return f"{words}."


def _heads(meeting: Meeting) -> list[Present]:
    """One of each organisation that came: the first who gave an office, else the first."""
    return [next((each for each in rows if each.row.office), rows[0]) for rows in _by_organisation(meeting).values()]


def _parties(meeting: Meeting) -> str:
    return "\n".join(f"{each.name}; {each.row.office or 'wakil'}; {each.organisation}" for each in _heads(meeting))


def _copies(parties: int) -> str:
    number = max(2, parties)
    return f"{number} ({terbilang(number)})"


def _plan(meeting: Meeting) -> Values:
    decisions = decisions_of(meeting)
    codes = [task.action_item for decision in decisions for task in decision.written_tasks if task.action_item]
    items = {item.code: item for item in ActionItem.objects.filter(code__in=codes).prefetch_related("evidence")}
    return {
        "judul": f"Tindak lanjut {meeting.title}",
        "keadaan_per": long_date(today()),
        "kegiatan": [
            _step(decision, task, items.get(task.action_item)) for decision in decisions for task in decision.written_tasks
        ],
    }


def _step(decision: Decision, task: Task, item: ActionItem | None) -> Values:
    accepted = [each for each in item.evidence.all() if each.state == "accepted"] if item else []
    return {
        "isu": decision.item.title,
        "keluaran": task.output,
        "kegiatan": task.words,
        "penanggung_jawab": task.owner.name if task.owner else "belum ditentukan",
        "pendukung": ", ".join(agency.name for agency in task.supporting.all()),
        "indikator": task.indicator,
        "target": task.target,
        "mulai": task.starts_on.strftime("%d-%m-%Y") if task.starts_on else "",
        # The follow-up's own day: it may have been moved since the meeting.
        "selesai": _day(item.due_on if item else task.due_on),
        "status": str(item.get_state_display() if item else ItemState.OPEN.label),
        "bukti": "; ".join(each.words for each in accepted),
        "kendala": item.obstacles if item else "",
    }


def _day(day: Any) -> str:
    return day.strftime("%d-%m-%Y") if day else "belum ditentukan"


def _report(meeting: Meeting) -> Values:
    return {
        "kegiatan": meeting.title,
        **_when(meeting),
        "maksud": meeting.series.purpose,
        "kehadiran": attended(meeting),
        "ringkasan": _summary(meeting),
        "hasil": [{"isi": _agreed(each)} for each in decisions_of(meeting)],
    }


def _summary(meeting: Meeting) -> str:
    """What was discussed, as one sentence; whoever issues the report writes more."""
    titles = [item.title for item in meeting.agenda.order_by("number") if not item.not_discussed]
    if not titles:
        return ""
    listed = titles[0] if len(titles) == 1 else f"{', '.join(titles[:-1])}, dan {titles[-1]}"
    return f"{meeting.get_kind_display()} ini membahas {listed}."
