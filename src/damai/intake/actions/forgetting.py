"""Forget what a message says, for ever, and keep the proof that it was received."""

from collections.abc import Iterable
from pathlib import Path

from django.db import transaction
from django.db.models import ManyToOneRel

from damai.ledger.actions import record

from ..envelope import Part
from ..facts import MessageForgotten
from ..models import Attachment, Basis, Message, StoredFile
from ..queries import derived_path, file_path
from .files import store_lock


@transaction.atomic
def forget(message: Message, *, by: str, basis: Basis) -> None:
    """Destroy the message's key and the files that no other message holds. Digest, receipt and ledger entry stay."""
    message = Message.objects.select_for_update().get(pk=message.pk)
    if message.forgotten:
        return
    alone = list(
        StoredFile.objects.filter(attachments__message=message)
        .exclude(attachments__in=Attachment.objects.exclude(message=message).filter(message__data_key__isnull=False))
        .distinct()
    )
    alone = [stored for stored in alone if not _kept_elsewhere(stored)]
    Message.objects.filter(pk=message.pk).update(data_key=None, sealed=b"", sealed_advisory=None)
    record(MessageForgotten(message=message.code, basis=Basis(basis).value), by=by)
    transaction.on_commit(lambda: _remove([stored.sha256 for stored in alone]))


@transaction.atomic
def hold_file(part: Part) -> StoredFile:
    """Keep a file that is in the store for a row of the caller's, although no message mentions it yet: the sweep leaves it."""
    defaults = {"size": part.size, "media_type": part.media_type, "held": part.held}
    stored, _new = StoredFile.objects.get_or_create(sha256=part.sha256, defaults=defaults)
    return stored


@transaction.atomic
def let_go(digests: Iterable[str]) -> int:
    """Let files go that nobody holds any more, no message and no room; returns how many. The nightly sweep removes their bytes.

    Not here: somebody may be sending the same bytes at this moment, and their message is not written down yet.
    """
    alone = [
        stored
        for stored in StoredFile.objects.filter(pk__in=set(digests))
        if not Attachment.objects.filter(file=stored).exists() and not _kept_elsewhere(stored)
    ]
    gone = [stored.sha256 for stored in alone]
    StoredFile.objects.filter(pk__in=gone).delete()
    return len(gone)


def _kept_elsewhere(stored: StoredFile) -> bool:
    """Whether a room above holds the same bytes for a reason of its own: an agency's evidence is not the reporter's."""
    keys = [relation.field for relation in StoredFile._meta.get_fields(include_hidden=True) if isinstance(relation, ManyToOneRel)]
    return any(key.model is not Attachment and key.model._default_manager.filter(**{key.name: stored}).exists() for key in keys)


def _remove(digests: list[str]) -> None:
    with store_lock(sweeping=True):
        for sha256 in digests:
            for path in (file_path(sha256), derived_path(sha256)):
                Path(path).unlink(missing_ok=True)
