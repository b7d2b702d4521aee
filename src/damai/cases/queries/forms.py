"""What stands on the forms and letters of a case, filled from what the house knows; the rest is typed by whoever issues them.

Who somebody is, is not read here: names come from `actions.papers`, which notes each reading.
"""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from django.utils.translation import gettext as _

from damai.agencies.models import Agency
from damai.documents.queries import Document, documents_about, letterhead_of, replaced_by
from damai.documents.rules import Kind
from damai.documents.rules.words import day_date, long_date
from damai.identities.queries import people_of
from damai.ledger.queries import now

from ..models import ITEMS, Case, FormLabel, PlenoRecord, Repair, Step, Term
from ..rules import Event, Item, State
from ..rules.forwarding import SHIPPED
from ..rules.papers_forms import B1, B2, B3, B7, B18, B31, NUMBER_OF, REGISTER
from .access import tracks_of
from .handed import pieces_of
from .law import day_at, deadline_of_term, regime_name, zone_of_office
from .studies import studies_of
from .terms import open_terms

Values = dict[str, Any]
People = Mapping[str, Sequence[Mapping[str, str]]]  # by what they are to the case: rows of fields as `identities` names them


# --- Labels ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Label:
    """What a form number is called, and whether that was read in a source."""

    number: str
    label: str
    verified: bool
    source: str
    is_own: bool = False  # corrected here


@cache
def shipped_labels() -> dict[str, Label]:
    """The labels that ship with Damai."""
    with (SHIPPED / "forms.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return {row["number"]: Label(row["number"], row["label"], row["confidence"] == "verified", row["source"]) for row in rows}


def labels() -> list[Label]:
    """Every form of the series, in its order, as it is called here."""
    own = {row.number: Label(row.number, row.label, row.verified, row.source, True) for row in FormLabel.objects.all()}
    return [own.get(number, label) for number, label in shipped_labels().items()]


def label_of_form(number: str) -> Label:
    """What a form number is called here."""
    row = FormLabel.objects.filter(number=number).first()
    return Label(row.number, row.label, row.verified, row.source, True) if row else shipped_labels()[number]


# --- Papers ---------------------------------------------------------------------------------------------------------


def papers_of(case: Case) -> list[Document]:
    """Every paper issued for a case, the latest first. Whoever asks has decided who may see them."""
    return papers_about(case.code)


def papers_about(code: str) -> list[Document]:
    """Every paper issued for a case, or for something of it by its own code (T-00001)."""
    return list(documents_about(code))


def latest(case: Case, kind: Kind, about: str = "") -> Document | None:
    """The paper of a kind that stands now; `about` where a case has several of a kind (a forwarding)."""
    rows = documents_about(about or case.code).filter(kind=kind.code, agency=case.agency)
    return next((row for row in rows if replaced_by(row) is None and not row.is_void), None)


def may_be_issued(kind: Kind, case: Case) -> str:
    """Why a form cannot be issued yet, in a sentence; empty when it can."""
    if kind == B2 and case.kind != "temuan":
        return _("Formulir ini untuk temuan.")
    if kind == B2 and not _steps(case, State.TEMUAN).exists():
        return _("Temuan ditetapkan dahulu dalam pleno.")
    if kind in (B1, B3) and case.kind != "laporan":
        return _("Formulir ini untuk laporan yang identitas pelapornya diketahui.")
    if kind == B31 and not Repair.objects.filter(case=case, mended_at__isnull=False).exists():
        return _("Belum ada perbaikan yang diserahkan.")
    if kind == B7 and not Repair.objects.filter(case=case).exists():
        return _("Pelapor belum diberi tahu kekurangannya.")
    if kind == B18 and case.announced_at is None:
        return _("Status diumumkan dahulu.")
    return ""


def known(kind: Kind, case: Case, people: People) -> Values:
    """The values of a form that the house knows, in Indonesian, whoever asks."""
    values = {
        "kode_perkara": case.code,
        "rezim": regime_name(case.regime),
        "formulir": f"FORMULIR MODEL {NUMBER_OF[kind.code]}",
        "judul": label_of_form(NUMBER_OF[kind.code]).label,
        **_of(kind, case, people),
    }
    own = {field.name for field in kind.fields}
    return {name: value for name, value in values.items() if name in own}


def _of(kind: Kind, case: Case, people: People) -> Values:
    if kind == B1:
        return {**_reporter(people), **_event(case), **_story(case, people), **_handed_in(case)}
    if kind == B2:
        return {**_event(case), **_story(case, people), **_finding(case)}
    if kind == B3:
        return {**_reporter(people), **_handed_in(case), **_next(case), "nomor_laporan": number_of(case), "berkas": _proof(case)}
    if kind == B31:
        return {**_reporter(people), **_mended(case), **_next(case), "nomor_laporan": number_of(case)}
    if kind == B7:
        return {**_shortfall(case), "yth": _first(people, "reporter").get("name", ""), "nomor_laporan": number_of(case)}
    return _status(case)


def number_of(case: Case) -> str:
    """The number of the report or finding, where its form was issued."""
    paper = latest(case, B2 if case.kind == "temuan" else B1)
    return paper.number.text if paper and paper.number else ""


def masked(case: Case, parts: Sequence[str]) -> dict[str, list[dict[str, str]]]:
    """The people of a case as a draft shows them: by their codes. Nobody is opened for a draft."""
    found = people_of(case.code)
    return {part: [{"name": f"[{each.code}]", "address": "[tersegel]"} for each in found if each.part == part] for part in parts}


# --- The book of registers ------------------------------------------------------------------------------------------


def register_rows(office: Agency, year: int) -> list[Case]:
    """The cases that an office registered in a year, by the moment of registration. Whoever asks serves the office."""
    tz = zone_of_office(office).tz
    first, last = datetime(year, 1, 1, tzinfo=tz), datetime(year + 1, 1, 1, tzinfo=tz)
    rows = Case.objects.filter(agency=office, registered_at__gte=first, registered_at__lt=last)
    return list(rows.select_related("agency").prefetch_related("tracks", "terms").order_by("registered_at", "id"))


def register_years(office: Agency) -> list[int]:
    """The years in which an office registered cases, the latest first."""
    years = Case.objects.filter(agency=office, registered_at__isnull=False).dates("registered_at", "year", order="DESC")
    return [day.year for day in years]


def register_of(office: Agency, year: int) -> Values:
    """The values of the book of registers."""
    rows, at = register_rows(office, year), now()
    return {
        "formulir": f"FORMULIR MODEL {NUMBER_OF[REGISTER.code]}",
        "judul": label_of_form(NUMBER_OF[REGISTER.code]).label,
        "tahun_register": str(year),
        "keadaan_per": f"{long_date(at.astimezone(zone_of_office(office).tz).date())} pukul "
        f"{at.astimezone(zone_of_office(office).tz):%H.%M} {zone_of_office(office).value}",
        "perkara": [_register_row(row) for row in rows],
    }


def _register_row(case: Case) -> Values:
    due = min((term.due_on for term in case.terms.all() if term.ended_at is None), default=None)
    return {
        "nomor": case.register_number,
        "kode": case.code,
        "tanggal": day_at(case, case.registered_at).strftime("%d-%m-%Y") if case.registered_at else "",
        "jenis": str(case.get_kind_display()),
        "rezim": case.regime,
        "kelas": "; ".join(str(track.get_klass_display()) for track in case.tracks.all()),
        "keadaan": "; ".join(str(track.get_state_display()) for track in case.tracks.all()) or str(case.get_state_display()),
        "batas": due.strftime("%d-%m-%Y") if due else "",
    }


# --- Words ----------------------------------------------------------------------------------------------------------


def at_words(case: Case, at: datetime) -> str:
    """ "Selasa, 6 Februari 2024 pukul 16.00 WIB", in the time of the office."""
    return f"{day_date(day_at(case, at))} pukul {clock_words(case, at)}"


def end_words(case: Case, at: datetime) -> str:
    """The last moment of something: the midnight that ends a day is said as 24.00 of that day, never as 00.00 of the next."""
    local = at.astimezone(zone_of_office(case.agency).tz)
    if (local.hour, local.minute, local.second) != (0, 0, 0):
        return at_words(case, at)
    zone = zone_of_office(case.agency).value
    return f"{day_date(local.date() - timedelta(days=1))} pukul 24.00 {zone}"


def clock_words(case: Case, at: datetime) -> str:
    """ "16.00 WIB"."""
    zone = zone_of_office(case.agency)
    return f"{at.astimezone(zone.tz):%H.%M} {zone.value}"


def minutes_words(row: PlenoRecord | None) -> str:
    """ "BA.01/PP.01/II/2024, 1 Februari 2024"."""
    return f"{row.number}, {long_date(row.held_on)}" if row else ""


def _first(people: People, part: str) -> Mapping[str, str]:
    return next(iter(people.get(part, ())), {})


def _rows(people: People, part: str) -> list[dict[str, str]]:
    return [
        {"nama": each.get("name", ""), "alamat": each.get("address", ""), "telepon": each.get("phone", "")}
        for each in people.get(part, ())
    ]


def _reporter(people: People) -> Values:
    who = _first(people, "reporter")
    born = ", ".join(part for part in (who.get("birth_place", ""), who.get("birth_date", "")) if part)
    return {
        "pelapor_nama": who.get("name", ""),
        "pelapor_lahir": born,
        "pelapor_kelamin": {"L": "Laki-laki", "P": "Perempuan"}.get(who.get("sex", ""), ""),
        "pelapor_pekerjaan": who.get("occupation", ""),
        "pelapor_kewarganegaraan": who.get("citizenship", ""),
        "pelapor_alamat": who.get("address", ""),
        "pelapor_telepon": who.get("phone", ""),
        "pelapor_surel": who.get("email", ""),
    }


def _event(case: Case) -> Values:
    """3.c and 3.d are two days; neither stands in for the other."""
    return {
        "peristiwa": str(case.report.category_name or ""),
        "tempat_kejadian": str(case.area or ""),
        "hari_kejadian": day_date(case.happened_on) if case.happened_on else "",
        "hari_diketahui": day_date(case.known_on) if case.known_on else "",
    }


def _story(case: Case, people: People) -> Values:
    return {"terlapor": _rows(people, "reported"), "saksi": _rows(people, "witness"), "bukti": _proof(case)}


def _proof(case: Case) -> list[dict[str, str]]:
    return [{"uraian": f"{piece.title} ({piece.code})"} for piece in pieces_of(case.code)]


def _handed_in(case: Case) -> Values:
    return {
        "dilaporkan_di": letterhead_of(case.agency).place,
        "hari_lapor": day_date(day_at(case, case.received_at)),
        "pukul_lapor": clock_words(case, case.received_at),
    }


def _next(case: Case) -> Values:
    """What comes next, with its last day and its article, as the reporter is told."""
    term = open_terms(case).filter(track=None).first()
    found = deadline_of_term(term) if term else None
    if term is None or found is None:
        return {}
    return {"berikut": found.clock.name, "batas_berikut": day_date(found.due_on), "dasar_berikut": found.basis}


def _steps(case: Case, target: State) -> Any:
    return Step.objects.filter(case=case, track=None, target=target.value).select_related("plenary").order_by("number")


def _finding(case: Case) -> Values:
    found, declared = _steps(case, State.DUGAAN_DITEMUKAN).last(), _steps(case, State.TEMUAN).last()
    term = Term.objects.filter(case=case, event=Event.FOUND.value).order_by("-number").first()
    return {
        "hari_ditemukan": day_date(day_at(case, found.at)) if found else "",
        "batas_temuan": day_date(term.due_on) if term else "",
        "ba_pleno": minutes_words(declared.plenary) if declared else "",
    }


def _mended(case: Case) -> Values:
    repair = Repair.objects.filter(case=case).first()
    if repair is None or repair.mended_at is None:
        return {}
    words = dict(ITEMS)
    return {
        "dilaporkan_di": letterhead_of(case.agency).place,
        "hari_lapor": day_date(day_at(case, repair.mended_at)),
        "pukul_lapor": clock_words(case, repair.mended_at),
        "kelengkapan": [{"uraian": str(words.get(item, item))} for item in repair.items],
        "terlambat": at_words(case, repair.mended_at) if repair.late else "",
    }


def _shortfall(case: Case) -> Values:
    study = next(reversed(studies_of(case)), None)
    repair = Repair.objects.filter(case=case).select_related("term").first()
    if study is None or repair is None:
        return {}
    words, said = dict(ITEMS), study.notes
    found = deadline_of_term(repair.term) if repair.term else None
    counter = f" sampai {at_words(case, found.counter_closes_at)}" if found and found.counter_closes_at else ""
    return {
        "kekurangan": [
            {"syarat": str(words.get(item, item)), "uraian": said.get(item, "")} for item in study.missing if item != Item.IN_TIME
        ],
        "batas_perbaikan": end_words(case, repair.term.due_at) if repair.term else "",
        "dasar_perbaikan": found.basis if found else "",
        "cara": f"Perbaikan dapat disampaikan lewat halaman tanda terima, lewat pos, atau di loket{counter}.",
    }


def _status(case: Case) -> Values:
    """What is announced: where it stands and what became of each class; nobody's name."""
    last = Step.objects.filter(case=case, track=None).select_related("plenary").order_by("-number")
    ended = last.exclude(target__in=[State.STATUS_DIUMUMKAN, State.DITUTUP]).first()
    return {
        "nomor_laporan": number_of(case),
        "nomor_register": case.register_number,
        "keadaan": str(ended.get_target_display()) if ended else str(case.get_state_display()),
        "alasan": str(ended.get_reason_display()) if ended and ended.reason else "",
        "ba_pleno": minutes_words(ended.plenary) if ended else "",
        "jalur": [
            {
                "kelas": str(track.get_klass_display()),
                "hasil": str(track.get_outcome_display() or track.get_state_display()),
                "dasar": _basis(case, track.pk),
            }
            for track in tracks_of(case)
        ],
    }


def _basis(case: Case, track: int) -> str:
    row = Step.objects.filter(case=case, track_id=track).order_by("-number").first()
    return row.basis if row else ""
