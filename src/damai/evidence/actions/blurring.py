"""Make copies of pictures in which faces and number plates cannot be seen."""

from collections.abc import Sequence
from zlib import crc32

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from damai.agencies.models import Member
from damai.intake.actions import StorageFull, hold_file, store
from damai.ledger.actions import record
from damai.ledger.queries import now

from .. import facts
from ..models import Derivative, Exhibit
from ..queries import CannotShow, Unreadable, exhibit_of, picture_of
from ..rules.boxes import Box
from ..rules.custody import Action
from .recording import append, damaged
from .refusals import NotAPiece, must_handle


def blur(exhibit: Exhibit, boxes: Sequence[Box], *, by: Member) -> Derivative:
    """A copy of a picture with these boxes hidden for good; the one there is, when the same boxes were hidden before."""
    must_handle(by)
    if not boxes:
        raise NotAPiece(_("Gambar dahulu paling sedikit satu kotak di atas wajah atau pelat nomor."))
    packed = [box.packed for box in sorted(set(boxes))]
    before = next((each for each in Derivative.objects.filter(exhibit=exhibit) if each.boxes == packed), None)
    if before is not None:
        return before
    if not exhibit_of(exhibit.subject, exhibit.code).is_picture:
        raise NotAPiece(cannot_show(CannotShow()))
    try:
        body = picture_of(exhibit, sorted(set(boxes)))
        part = store([body], name="salinan.jpg")
    except CannotShow as error:
        raise NotAPiece(cannot_show(error)) from None
    except Unreadable:
        raise damaged(exhibit, None, by=by) from None
    except StorageFull:
        raise NotAPiece(_("Penyimpanan penuh. Salinan belum dibuat; beri tahu operator, lalu coba lagi.")) from None
    with transaction.atomic():
        Exhibit.objects.select_for_update().get(pk=exhibit.pk)
        last = Derivative.objects.filter(exhibit=exhibit).aggregate(last=Max("number"))["last"] or 0
        stored = hold_file(part)
        row = Derivative.objects.create(
            exhibit=exhibit, number=last + 1, boxes=packed, file=stored, sha256=part.sha256, size=part.size, crc32=crc32(body),
            made_at=now(), by=by.code,
        )  # fmt: skip
        fact = facts.CopyBlurred(exhibit=exhibit.code, number=row.number, boxes=len(packed), digest=row.sha256)
        record(fact, by=by.code)
        append(exhibit, Action.DERIVED, by=by.code, derivative=row.number)
    return row


def cannot_show(error: CannotShow) -> str:
    """Why there is no picture, in a sentence."""
    if error.too_large:
        return _("Gambar ini terlalu besar untuk ditampilkan dengan aman. Aslinya tetap dapat diunduh.")
    return _("Berkas ini tidak dapat ditampilkan sebagai gambar. Video dan dokumen tidak dapat disamarkan di sini.")
