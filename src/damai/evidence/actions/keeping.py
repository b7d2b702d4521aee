"""Take evidence in: a file at the counter, a thing, the attachment of a message; and hold another file against it."""

import secrets
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from damai.agencies.models import Member
from damai.intake.actions import FileGone, hold_file
from damai.intake.actions.files import remove
from damai.intake.envelope import Part
from damai.intake.models import Message, StoredFile
from damai.intake.queries import Forgotten, files_of, path_of
from damai.ledger.actions import record
from damai.ledger.queries import now
from damai.seals.actions import sealed

from .. import facts
from ..models import Exhibit
from ..queries import Measured, Unreadable, chunks_of_part, measured, piece_of
from ..queries.exhibits import ABOUT_EXHIBIT
from ..rules.chain import canonical, digest_of_words, salted
from ..rules.custody import Action, Kind, Source
from .recording import append
from .refusals import NotAPiece, OtherBytes, must_handle

TITLE, DESCRIPTION = 160, 4000
TRIES = 40  # at each try one of those at the same counter gets its number


def keep_file(
    subject: str,
    part: Part,
    *,
    kind: Kind | str,
    title: str,
    by: Member,
    source: Source | str = Source.COUNTER,
    description: str = "",
    received_at: datetime | None = None,
    taken_from: str = "",
    version_of: Exhibit | None = None,
) -> Exhibit:
    """Take a file in that is in the store already. Its bytes are read once more and fixed for good.

    A second version is a piece of its own that names the first (`version_of`); nothing ever takes the place of bytes.
    """
    must_handle(by)
    found = _measured(part)
    same = Exhibit.objects.filter(subject=subject, sha256=found.sha256).order_by("number").first()
    if same is not None:
        raise NotAPiece(_("Isi berkas ini sama dengan bukti %(code)s.") % {"code": same.code})
    if version_of is not None and version_of.subject != subject:
        raise NotAPiece(_("Versi pertama harus bukti dalam perkara yang sama."))
    row = Exhibit(
        kind=_kind(kind, is_object=False),
        source=Source(source).value,
        received_at=_received(received_at),
        taken_from=taken_from,
        version_of=version_of,
        **_of_bytes(found),
    )
    return _keep(subject, row, part, title=title, description=description, by=by)


def keep_object(
    subject: str,
    *,
    title: str,
    place: str,
    by: Member,
    source: Source | str = Source.COUNTER,
    description: str = "",
    received_at: datetime | None = None,
    taken_from: str = "",
) -> Exhibit:
    """Take a thing in: an envelope, a banner. Where it is put is the second entry of its record."""
    must_handle(by)
    if not place.strip():
        raise NotAPiece(_("Tulis tempat benda ini disimpan."))
    row = Exhibit(kind=Kind.OBJECT.value, source=Source(source).value, received_at=_received(received_at), taken_from=taken_from)
    with transaction.atomic():
        kept = _keep(subject, row, None, title=title, description=description, by=by)
        append(kept, Action.KEPT, by=by.code, words={"place": place.strip()[:200]})
    return kept


def adopt(
    subject: str, message: Message, number: int, *, kind: Kind | str, title: str, by: Member, description: str = ""
) -> Exhibit:
    """Make the attachment of a message evidence. The bytes are the same, and stay when the message is forgotten."""
    must_handle(by)
    taken = Exhibit.objects.filter(subject=subject, taken_from=message.code, taken_number=number).first()
    if taken is not None:
        raise NotAPiece(_("Lampiran ini sudah menjadi bukti %(code)s.") % {"code": taken.code})
    try:
        file = next((each for each in files_of(message) if each.number == number), None)
    except Forgotten:
        file = None
    if file is None:
        raise NotAPiece(_("Lampiran ini tidak ada, atau pesannya sudah dilupakan."))
    part = Part(name="", sha256=file.sha256, size=file.size, media_type=file.media_type, held=file.held)
    row = Exhibit(
        kind=_kind(kind, is_object=False),
        source=Source.MESSAGE.value,
        received_at=message.received_at,
        taken_from=message.code,
        taken_number=number,
        **_of_bytes(_measured(part)),
    )
    return _keep(subject, row, part, title=title, description=description, by=by)


def _kind(kind: Kind | str, *, is_object: bool) -> str:
    chosen = Kind(kind)
    if (chosen is Kind.OBJECT) is not is_object:
        raise NotAPiece(_("Berkas bukan benda. Pilih jenis yang lain."))
    return chosen.value


def _received(at: datetime | None) -> datetime:
    moment = now()
    if at is not None and at > moment:
        raise NotAPiece(_("Waktu penerimaan belum tiba. Isi waktu yang sebenarnya."))
    return at or moment


def _measured(part: Part) -> Measured:
    """The bytes as the store gives them, which must be those that were handed over."""
    if not part.size:
        raise NotAPiece(_("Berkas ini kosong."))
    try:
        found = measured(chunks_of_part(part))
    except Unreadable:
        found = None
    if found is None or (found.sha256, found.size) != (part.sha256, part.size):
        raise NotAPiece(_("Berkas ini tidak dapat dibaca kembali dari penyimpanan. Beri tahu operator."))
    return found


def _of_bytes(found: Measured) -> dict[str, Any]:
    return {"sha256": found.sha256, "size": found.size, "crc32": found.crc32}


def _keep(subject: str, row: Exhibit, part: Part | None, *, title: str, description: str, by: Member) -> Exhibit:
    """Number a piece within its case, seal its words, record it and that it was received."""
    said = salted({"title": title.strip(), "description": description.strip()})
    if not said.get("title") or len(said["title"]) > TITLE or len(said.get("description", "")) > DESCRIPTION:
        raise NotAPiece(
            _("Beri judul, paling panjang %(title)d huruf; uraian paling panjang %(description)d huruf.")
            % {"title": TITLE, "description": DESCRIPTION}
        )
    row.subject, row.kept_at, row.words_sha256 = subject, now(), digest_of_words(said)
    for last_try in [False] * (TRIES - 1) + [True]:
        try:
            with transaction.atomic():
                return _insert(row, part, said, by=by)
        except IntegrityError:  # somebody took the same number, or the same attachment, at the same moment
            if last_try:
                raise
            row.pk, row._state.adding = None, True
            if (
                row.taken_number
                and Exhibit.objects.filter(subject=subject, taken_from=row.taken_from, taken_number=row.taken_number).exists()
            ):
                raise NotAPiece(_("Lampiran ini sudah menjadi bukti.")) from None
    raise AssertionError("unreachable")


def _insert(row: Exhibit, part: Part | None, said: dict[str, str], *, by: Member) -> Exhibit:
    if part is not None:
        row.file = _held(part)
        row.media_type = row.file.media_type
    last = Exhibit.objects.filter(subject=row.subject).aggregate(last=Max("number"))["last"] or 0
    row.number, row.code = last + 1, f"~{secrets.token_hex(8)}"
    row.save(force_insert=True)
    row.code = f"E-{row.pk:05d}"
    row.sealed_words = sealed(canonical(said), about=f"{ABOUT_EXHIBIT}/{row.code}")
    row.save(update_fields=["code", "sealed_words"])
    kept = facts.ExhibitKept(
        exhibit=row.code, subject=row.subject, number=row.number, kind=row.kind, source=row.source,
        digest=row.sha256 or None, size=row.size, record=piece_of(row).digest,
    )  # fmt: skip
    record(kept, by=by.code)
    append(row, Action.RECEIVED, by=by.code, happened_at=row.received_at)
    return row


def _held(part: Part) -> StoredFile:
    try:
        return hold_file(part)
    except FileGone:
        raise NotAPiece(_("Berkas ini sudah tidak ada di penyimpanan. Pilih sekali lagi.")) from None


def compare(exhibit: Exhibit, part: Part, *, by: Member) -> None:
    """Hold a file against a piece of evidence, and write down that it was done. OtherBytes when it is another file.

    Whoever wanted to put other bytes in its place meets this door and no other: they are refused, and that stays on record.
    """
    must_handle(by)
    same = part.sha256 == exhibit.sha256
    if part.place:
        remove([path_of(part)])  # it was only looked at
    with transaction.atomic():
        if not same:
            record(facts.ReplacementRefused(exhibit=exhibit.code, digest=part.sha256), by=by.code)
        words = {"reference": part.sha256, "note": "sama" if same else "berbeda"}
        append(exhibit, Action.COMPARED, by=by.code, words=words)
    if not same:
        raise OtherBytes(
            _("Isi berkas ini berbeda dari bukti %(code)s. Bukti itu tetap seperti semula, dan upaya ini dicatat. ")
            % {"code": exhibit.code}
            + _("Bila ini versi lain yang perlu disimpan, tambahkan sebagai bukti baru yang menyebut %(code)s.")
            % {"code": exhibit.code}
        )
