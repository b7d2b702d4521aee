"""Evidence: sent by who does the item, accepted or sent back by somebody of another agency."""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import PurePath

from django.db import transaction
from django.utils.text import get_valid_filename
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from damai.agencies.models import Member
from damai.intake.actions import FileGone, FileTooLarge, StorageFull, hold_file, store, touch
from damai.intake.envelope import Part
from damai.intake.queries import open_stored
from damai.intake.rules.content import Held
from damai.ledger.actions import record
from damai.ledger.queries import now
from damai.outbox.actions import cancel_about

from .. import facts, queries
from ..models import ActionItem, Commitment, Evidence, ItemState
from ..rules import MOST_BYTES, OFFICE, link_flaw, office_flaw
from .doing import owned
from .refusals import BadEvidence, JudgedMeanwhile, NotOpen, NotYours, SameAgency, locked_item, said

State = Evidence.State
_SUFFIXES = {ending: media_type for media_type, (ending, _main) in OFFICE.items()}


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A file that is in the store, and what it is."""

    part: Part
    name: str
    media_type: str


@transaction.atomic
def submit_evidence(
    item: ActionItem,
    *,
    kind: Evidence.Kind | str,
    words: str,
    by: Member,
    file: object | None = None,
    link: str = "",
    reference: str = "",
) -> Evidence:
    """Send what shows that an item was done: a file, an https address (never fetched), or a code of something in Damai.

    `file`: an uploaded file (`name`, `chunks()`), or a Part of the file store. What cannot stand as evidence is refused in a
    sentence; the words and what was sent before stay as they were. Newer evidence takes the place of what waits.
    """
    fresh, agency = owned(item, by=by)
    row = Evidence(item=fresh, kind=Evidence.Kind(kind), words=said(words, most=300), at=now(), by=by, agency_id=agency)
    if row.kind == Evidence.Kind.FILE:
        _with_file(row, file)
    elif row.kind == Evidence.Kind.LINK:
        row.link = checked_link(link)
    else:
        row.reference = _checked_reference(reference, by=by, item=fresh)
    last = fresh.evidence.order_by("number").last()
    row.number = last.number + 1 if last else 1
    row.save(force_insert=True)
    fresh.state = ItemState.SUBMITTED
    fresh.save(update_fields=["state"])
    cancel_about(fresh.code)  # reminders that have not left yet say nothing true any more
    record(_submitted(row), by=by.code)
    return row


def _submitted(row: Evidence) -> facts.EvidenceSubmitted:
    return facts.EvidenceSubmitted(
        item=row.item.code,
        number=row.number,
        kind=str(row.kind),
        agency=row.agency_id,
        sha256=row.file_id or (sha256(row.link.encode()).hexdigest() if row.link else None),
        reference=row.reference or None,
    )


def _with_file(row: Evidence, file: object | None) -> None:
    kept = keep_file(file)
    try:
        row.file, row.file_name = hold_file(kept.part), kept.name
    except FileGone as error:
        raise BadEvidence(_("Berkas ini sudah tidak ada di penyimpanan. Pilih sekali lagi.")) from error


def keep_file(file: object | None) -> Kept:
    """Put a file in the store and look into it. BadEvidence says what is wrong; refused bytes are swept away after a day."""
    if file is None:
        raise BadEvidence(_("Pilih berkas yang menjadi bukti."))
    part = file if isinstance(file, Part) else _stored(file)
    if not touch(part):
        raise BadEvidence(_("Berkas ini sudah tidak ada di penyimpanan. Pilih sekali lagi."))
    name = _short(get_valid_filename(PurePath(part.name).name or "bukti"))
    suffix = PurePath(name).suffix.lower().lstrip(".")
    media_type = part.media_type
    if part.held == Held.NOT_ALLOWED and suffix in _SUFFIXES:
        with open_stored(part) as opened:
            flaw = office_flaw(opened, suffix)
        media_type = _SUFFIXES[suffix]
    else:
        flaw = part.held
    if flaw:
        raise BadEvidence(queries.held_words(flaw))
    return Kept(part=part, name=name, media_type=media_type)


def _stored(file: object) -> Part:
    try:
        return store(file.chunks(), name=file.name or "", most=MOST_BYTES)  # type: ignore[attr-defined]
    except FileTooLarge as error:
        sentence = _("Berkas ini terlalu besar: paling banyak %(most)d MB. Kirim sebagai tautan, atau perkecil.")
        raise BadEvidence(sentence % {"most": MOST_BYTES // 1024 // 1024}) from error
    except StorageFull as error:
        raise BadEvidence(_("Penyimpanan penuh. Belum terkirim; beri tahu operator, lalu coba lagi.")) from error


def _short(name: str) -> str:
    path = PurePath(name)
    return f"{path.stem[: 120 - len(path.suffix[:10])]}{path.suffix[:10]}"


def checked_link(link: str) -> str:
    """An https address as it can stand as evidence; only its shape is judged."""
    address = link.strip()
    flaw = link_flaw(address)
    if flaw:
        raise BadEvidence(
            {
                "scheme": _("Tautan harus dimulai dengan https://."),
                "person": _("Tautan tidak boleh memuat nama pengguna atau kata sandi."),
                "long": _("Tautan ini terlalu panjang."),
            }.get(flaw)
            or _("Ini bukan alamat yang lengkap. Contoh: https://contoh.go.id/berita.")
        )
    return address


def _checked_reference(reference: str, *, by: Member, item: ActionItem) -> str:
    code = reference.strip()
    if code == item.code or code == item.commitment.code:
        raise BadEvidence(_("Tindak lanjut tidak dapat menjadi bukti untuk dirinya sendiri."))
    if not queries.exists(by, code):
        raise BadEvidence(_("Kode %(code)s tidak ada di Damai atau tidak dapat Anda buka.") % {"code": code[:40]})
    return code


def _judged(evidence: Evidence, *, by: Member) -> tuple[Evidence, str]:
    """The evidence, locked, and the agency for which the member judges it."""
    item = locked_item(evidence.item, by=by)
    fresh = Evidence.objects.select_for_update(of=("self",)).get(pk=evidence.pk)
    fresh.item = item
    agency = queries.judging_for(by, commitment=item.commitment, involved=frozenset({item.owner_id, fresh.agency_id}))
    if agency is None or fresh.by_id == by.pk:  # who sent it and serves elsewhere today has still sent it
        raise SameAgency(_judges(item.commitment))
    latest = item.evidence.order_by("number").last()
    if fresh.state != State.SUBMITTED or latest is None or latest.pk != fresh.pk:
        sentence = _("Bukti ini sudah dinilai, atau sudah ada bukti yang lebih baru. Muat ulang untuk melihatnya.")
        raise JudgedMeanwhile(sentence)
    return fresh, agency


def _judges(commitment: Commitment) -> str:
    sentence = _("Bukti dinilai lembaga lain: %(agency)s, atau lembaga lain di meja bila lembaga itu sendiri yang mengerjakan.")
    return sentence % {"agency": commitment.convener.name}


@transaction.atomic
def accept_evidence(evidence: Evidence, *, by: Member) -> Evidence:
    """Accept evidence: the item is done. Never by somebody of the agency that did it."""
    fresh, agency = _judged(evidence, by=by)
    fresh.state, fresh.judged_at, fresh.judged_by, fresh.judged_agency_id = State.ACCEPTED, now(), by, agency
    fresh.save(update_fields=["state", "judged_at", "judged_by", "judged_agency"])
    item = fresh.item
    # Done on the day it was shown, not on the day somebody found the time to look.
    item.state, item.done_on = ItemState.DONE, localdate(fresh.at)
    item.save(update_fields=["state", "done_on"])
    record(facts.EvidenceAccepted(item=item.code, number=fresh.number, agency=agency), by=by.code)
    return fresh


@transaction.atomic
def send_back(evidence: Evidence, *, words: str, by: Member) -> Evidence:
    """Send evidence back, with what is missing: the item is owed again."""
    fresh, agency = _judged(evidence, by=by)
    fresh.state, fresh.judged_at, fresh.judged_by, fresh.judged_agency_id = State.SENT_BACK, now(), by, agency
    fresh.judged_words = said(words, most=500)
    fresh.save(update_fields=["state", "judged_at", "judged_by", "judged_agency", "judged_words"])
    fresh.item.state = ItemState.SENT_BACK
    fresh.item.save(update_fields=["state"])
    record(facts.EvidenceSentBack(item=fresh.item.code, number=fresh.number, agency=agency), by=by.code)
    return fresh


__all__ = ["Kept", "NotOpen", "NotYours", "accept_evidence", "checked_link", "keep_file", "send_back", "submit_evidence"]
