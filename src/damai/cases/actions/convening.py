"""A plenary from its draft to its end: the agenda, who was there, the signatures, and what it decided carried out.

Nothing is decided by a plenary that has not been signed by everyone who was there, each from their own account and with a second
factor. A change after the first signature takes all signatures back.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from damai.agencies.models import Agency, Member
from damai.agencies.queries import proven_recently
from damai.documents.rules.merging import clean
from damai.ledger.actions import record
from damai.ledger.queries import now
from damai.seals.actions import sealed
from damai.triage.actions import NotYours, Refused

from .. import facts
from ..models import Case, PlenaryItem, PlenarySeat, PlenoRecord, Track
from ..queries.law import day_at
from ..queries.plenaries import (
    as_seats,
    count_of,
    decided_words,
    entitled,
    items_of,
    leads,
    matters_for,
    offices_of,
    open_item,
    plenaries_for,
    recused_from,
    seats_of,
    signed_bytes,
)
from ..rules.plenary import Matter, counted, digest, everybody_signed, is_number
from . import studying
from .reaching import held

S = PlenoRecord.State
LONGEST_NOTES = 60_000
# Decided by an open hearing instead of a study (Perbawaslu 8/2022), or by what Gakkumdu discussed: no study has to lie there.
WITHOUT_STUDY = frozenset({"adm", "tsm"})


class CannotConvene(Refused):
    """The number, the day or the office does not fit."""


class NotInDraft(Refused):
    """It is being signed, or is in force, or came to nothing."""


class NotOnTheAgenda(Refused):
    """The matter cannot be decided, not now, not here, or not so."""


class SecondPlenary(NotOnTheAgenda):
    """Another plenary has this decision on its agenda; one decision has one plenary."""


class NoQuorum(Refused):
    """Too few of those entitled were there, or in the room."""


class CannotSign(Refused):
    """They were not there, have signed, or have not proven their second factor."""


class NotSignedYet(Refused):
    """Somebody who was there has not signed."""


# --- The draft ------------------------------------------------------------------------------------------------------


@transaction.atomic
def draft_plenary(agency: Agency, *, number: str, held_on: date, by: Member) -> PlenoRecord:
    """Begin the minutes of a plenary; it may lie ahead. A seat for everyone who leads the office on that day."""
    if not offices_of(by).filter(code=agency.code).exists():
        raise NotYours(_("Kantor tidak ditemukan."))
    number = _number(number)
    people = list(entitled(agency, held_on))
    if not people:
        raise CannotConvene(_("Pada hari itu kantor ini tidak mempunyai pimpinan yang dapat memutuskan."))
    try:
        with transaction.atomic():
            row = PlenoRecord.objects.create(
                agency=agency, number=number, held_on=held_on, present=0, of=len(people), drafted_at=now(), drafted_by=by.code
            )
    except IntegrityError:
        raise CannotConvene(_("Nomor berita acara %(number)s sudah dipakai.") % {"number": number}) from None
    _seat(row)
    record(
        facts.PlenaryDrafted(plenary=row.code, agency=agency.code, number=number, held_on=held_on.isoformat(), seats=len(people)),
        by=by.code,
    )
    return row


def _number(number: str) -> str:
    number = number.strip()
    if not is_number(number):
        said = _("Nomor berita acara hanya memuat huruf, angka, titik, garis miring, dan tanda hubung (paling banyak 60).")
        raise CannotConvene(said)
    return number


def _seat(row: PlenoRecord) -> None:
    """A seat for everyone who leads the office on the day of the plenary; nobody else sits there."""
    people = list(entitled(row.agency, row.held_on))
    PlenarySeat.objects.filter(plenary=row).exclude(member__in=people).delete()
    for member in people:
        PlenarySeat.objects.get_or_create(plenary=row, member=member)
    _counts(row)


def _counts(row: PlenoRecord) -> None:
    count = counted(as_seats(seats_of(row)))
    row.present, row.of = count.present, max(count.of, 1)
    row.save(update_fields=["present", "of"])


def _locked(plenary: PlenoRecord, *, by: Member) -> PlenoRecord:
    if not plenaries_for(by).filter(pk=plenary.pk).exists():
        raise NotYours(_("Rapat pleno tidak ditemukan."))
    return PlenoRecord.objects.select_for_update(of=("self",)).select_related("agency").get(pk=plenary.pk)


def _draft(plenary: PlenoRecord, *, by: Member) -> PlenoRecord:
    row = _locked(plenary, by=by)
    if row.state != S.DRAFT:
        raise NotInDraft(_("Berita acara %(number)s %(state)s, jadi tidak berubah lagi.") % _said(row))
    return row


def _said(row: PlenoRecord) -> dict[str, object]:
    return {"number": row.number, "state": row.get_state_display()}


def _must_lead(row: PlenoRecord, by: Member) -> None:
    if not leads(by, row.agency_id):
        raise NotYours(_("Rapat pleno dipimpin oleh pimpinan kantor."))


@transaction.atomic
def change_plenary(plenary: PlenoRecord, *, number: str, held_on: date, by: Member) -> PlenoRecord:
    """Correct the number or the day of a draft; who sits there follows the day."""
    row = _draft(plenary, by=by)
    number = _number(number)
    if PlenoRecord.objects.filter(agency=row.agency, number=number).exclude(pk=row.pk).exists():
        raise CannotConvene(_("Nomor berita acara %(number)s sudah dipakai.") % {"number": number})
    if not entitled(row.agency, held_on).exists():
        raise CannotConvene(_("Pada hari itu kantor ini tidak mempunyai pimpinan yang dapat memutuskan."))
    row.number, row.held_on = number, held_on
    row.save(update_fields=["number", "held_on"])
    _seat(row)
    return row


@transaction.atomic
def set_presence(plenary: PlenoRecord, *, present: Iterable[str], recused: Iterable[str] = (), by: Member) -> PlenoRecord:
    """Who is there, and who is out of the room for the whole agenda (codes of members)."""
    row = _draft(plenary, by=by)
    _must_lead(row, by)
    there, out = set(present), set(recused)
    for seat in seats_of(row):
        seat.present = seat.member.code in there
        seat.recused = seat.member.code in out
        seat.save(update_fields=["present", "recused"])
    _counts(row)
    return row


@transaction.atomic
def write_notes(plenary: PlenoRecord, *, words: str, by: Member) -> PlenoRecord:
    """What was considered."""
    row = _draft(plenary, by=by)
    _must_lead(row, by)
    words = clean(words).strip()
    if len(words) > LONGEST_NOTES:
        raise CannotConvene(_("Pertimbangan paling banyak 60.000 huruf."))
    row.sealed_notes = sealed(words, about=f"cases.plenary.notes/{row.code}")
    row.save(update_fields=["sealed_notes"])
    return row


# --- The agenda -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What is to be decided about a case or one of its classes."""

    matter: str  # the state it leads to
    outcome: str = ""
    classes: tuple[str, ...] = ()
    reason: str = ""


@transaction.atomic
def put_on_agenda(plenary: PlenoRecord, case: Case, decision: Decision, *, by: Member, track: Track | None = None) -> PlenaryItem:
    """Put a decision on the agenda of a draft. By this the study of a class is laid before the plenary, and is final."""
    fresh = held(case, by=by)
    row = _draft(plenary, by=by)
    if fresh.agency_id != row.agency_id:
        raise NotOnTheAgenda(
            _("Perkara %(code)s ditangani kantor lain; pleno kantor ini tidak memutuskannya.") % {"code": fresh.code}
        )
    if track is not None and track.case_id != fresh.pk:
        raise NotYours(_("Jalur tidak ditemukan."))
    matter = next((each for each in matters_for(fresh, track) if each.target == decision.matter), None)
    if matter is None:
        raise NotOnTheAgenda(_("Dari keadaannya sekarang, hal itu tidak dapat diputuskan."))
    _must_be_whole(matter, decision)
    _not_before_receipt(row, fresh)
    taken = open_item(fresh, track)
    if taken is not None:
        said = _("Hal ini sudah ada pada agenda pleno %(number)s; satu keputusan hanya mempunyai satu pleno.")
        raise SecondPlenary(said % {"number": taken.plenary.number})
    if track is not None and decision.matter == "pleno_hasil" and track.klass not in WITHOUT_STUDY:
        _lay(fresh, track, row, by=by)
    number = (row.items.aggregate(last=Max("number"))["last"] or 0) + 1
    return PlenaryItem.objects.create(
        plenary=row, number=number, case=fresh, track=track, matter=decision.matter, outcome=decision.outcome,
        classes=list(decision.classes), reason=decision.reason,
    )  # fmt: skip


def _must_be_whole(matter: Matter, decision: Decision) -> None:
    if matter.outcome and decision.outcome not in {"violation", "not_violation"}:
        raise NotOnTheAgenda(_("Pilih hasil: pelanggaran atau bukan pelanggaran."))
    if matter.classes and not decision.classes:
        raise NotOnTheAgenda(_("Pilih sekurangnya satu jenis dugaan pelanggaran."))
    if matter.reason and decision.reason not in matter.reason:
        raise NotOnTheAgenda(_("Pilih alasan dari daftar."))


def _not_before_receipt(row: PlenoRecord, case: Case) -> None:
    since = case.registered_at if case.registered_at is not None and case.tracks.exists() else case.received_at
    if row.held_on < day_at(case, since):
        raise NotOnTheAgenda(
            _("Pleno %(number)s diadakan sebelum perkara ini diterima atau diregistrasi.") % {"number": row.number}
        )


def _lay(case: Case, track: Track, plenary: PlenoRecord, *, by: Member) -> None:
    """The study of the class, or of the whole case where the class has none of its own."""
    own = track.pk is not None and case.studies.filter(track=track).exists()
    try:
        studying.lay(case, track if own else None, plenary=plenary, by=by)
    except studying.StudyNotWhole as refusal:
        raise NotOnTheAgenda(f"{refusal} {_('Lengkapi kajian, lalu letakkan pada agenda.')}") from None


@transaction.atomic
def take_off(item: PlenaryItem, *, by: Member) -> PlenaryItem:
    """Take a matter off the agenda of a draft; the study that was laid for it can be followed by another version."""
    row = _draft(item.plenary, by=by)
    fresh = PlenaryItem.objects.select_for_update(of=("self",)).select_related("case", "track").get(pk=item.pk)
    held(fresh.case, by=by)
    if fresh.standing:
        _leave(fresh, row, by=by)
    return fresh


def _leave(item: PlenaryItem, row: PlenoRecord, *, by: Member) -> None:
    item.standing = False
    item.save(update_fields=["standing"])
    if not row.items.filter(case=item.case, standing=True, matter="pleno_hasil").exists():
        studying.take_back(item.case, plenary=row, by=by)


# --- Signing --------------------------------------------------------------------------------------------------------


@transaction.atomic
def open_for_signing(plenary: PlenoRecord, *, by: Member) -> PlenoRecord:
    """The plenary was held: what was decided is fixed, and everyone who was there signs it."""
    row = _draft(plenary, by=by)
    _must_lead(row, by)
    if row.held_on > localdate(now()):
        raise CannotConvene(_("Rapat pleno belum diadakan: harinya di masa depan."))
    _seat(row)
    items = items_of(row)
    if not items:
        raise NotOnTheAgenda(_("Agenda masih kosong."))
    out = {seat.member.code for seat in seats_of(row) if seat.present and seat.recused}
    for item in items:
        _not_before_receipt(row, item.case)
        item.recused = sorted(out | (recused_from(item.case) & {seat.member.code for seat in seats_of(row)}))
        item.save(update_fields=["recused"])
    row.state = S.SIGNING
    row.save(update_fields=["state"])
    _must_be_quorate(row)
    row.sha256 = digest(signed_bytes(row))
    row.save(update_fields=["sha256"])
    record(facts.PlenaryOpened(plenary=row.code, items=len(items), present=row.present, of=row.of, sha256=row.sha256), by=by.code)
    return row


def _must_be_quorate(row: PlenoRecord, *, signed: bool = False) -> None:
    short = []
    for item in items_of(row):
        item.plenary = row
        count = count_of(item, signed=signed)
        if not count.quorate:
            short.append(f"{item.number}. {decided_words(item)} ({count.present}/{count.of})")
    if short:
        said = _("Kuorum tidak tercapai untuk: %(items)s. Lebih dari separuh anggota harus hadir dan ikut memutus.")
        raise NoQuorum(said % {"items": "; ".join(short)})


@transaction.atomic
def sign_plenary(plenary: PlenoRecord, *, by: Member, proven_at: datetime | None) -> PlenarySeat:
    """Sign what was decided, from one's own account. `proven_at`: when this session last proved its second factor."""
    row = _locked(plenary, by=by)
    seat = PlenarySeat.objects.select_for_update().filter(plenary=row, member=by).first()
    if seat is None:
        raise NotYours(_("Anda tidak duduk dalam rapat pleno ini."))
    if row.state != S.SIGNING:
        raise CannotSign(_("Berita acara %(number)s %(state)s.") % _said(row))
    if not seat.present:
        raise CannotSign(_("Anda tercatat tidak hadir, jadi tidak menandatangani."))
    if seat.signed_at is not None:
        return seat
    if not proven_recently(by, proven_at, now()):
        raise CannotSign(_("Buktikan diri Anda sekali lagi dengan faktor kedua, lalu tanda tangani."))
    if digest(signed_bytes(row)) != row.sha256:
        raise CannotSign(_("Isi berita acara berubah sejak dibuka untuk ditandatangani. Kembalikan ke rancangan."))
    seat.signed_at, seat.signed_sha256 = now(), row.sha256
    seat.save(update_fields=["signed_at", "signed_sha256"])
    record(facts.PlenarySigned(plenary=row.code, member=by.code, sha256=row.sha256), by=by.code)
    if everybody_signed(as_seats(seats_of(row))):
        row.state = S.SIGNED
        row.save(update_fields=["state"])
    return seat


@transaction.atomic
def reopen_plenary(plenary: PlenoRecord, *, by: Member) -> PlenoRecord:
    """Something is wrong: back to the draft, and every signature is taken back."""
    row = _locked(plenary, by=by)
    _must_lead(row, by)
    if row.state not in {S.SIGNING, S.SIGNED}:
        raise NotInDraft(_("Berita acara %(number)s %(state)s, jadi tidak berubah lagi.") % _said(row))
    taken = PlenarySeat.objects.filter(plenary=row, signed_at__isnull=False).update(signed_at=None, signed_sha256="")
    row.state, row.sha256 = S.DRAFT, ""
    row.save(update_fields=["state", "sha256"])
    record(facts.PlenaryReopened(plenary=row.code, signatures=taken), by=by.code)
    return row


@transaction.atomic
def drop_plenary(plenary: PlenoRecord, *, by: Member) -> PlenoRecord:
    """It comes to nothing: nothing of its agenda is decided, and every matter can be put on another."""
    row = _locked(plenary, by=by)
    _must_lead(row, by)
    if row.state not in {S.DRAFT, S.SIGNING}:
        raise NotInDraft(_("Berita acara %(number)s %(state)s, jadi tidak dibatalkan lagi.") % _said(row))
    for item in items_of(row):
        _leave(item, row, by=by)
    PlenarySeat.objects.filter(plenary=row).update(signed_at=None, signed_sha256="")
    row.state = S.DROPPED
    row.save(update_fields=["state"])
    record(facts.PlenaryDropped(plenary=row.code), by=by.code)
    return row
