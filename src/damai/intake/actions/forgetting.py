"""Forget what a message says, for ever, and keep the proof that it was received."""

from django.db import transaction

from damai.ledger.actions import record

from ..facts import MessageForgotten
from ..models import Attachment, Basis, Message, StoredFile
from .holding import destroy_unneeded


@transaction.atomic
def forget(message: Message, *, by: str, basis: Basis) -> None:
    """Destroy the message's key, and the keys of files that no other message holds. Digest, receipt and ledger entry stay.

    A file whose key is gone cannot be read in any copy of the disk either; its bytes are taken off the disk as well.
    """
    message = Message.objects.select_for_update().get(pk=message.pk)
    if message.forgotten:
        return
    held = list(
        StoredFile.objects.select_for_update()
        .filter(pk__in=Attachment.objects.filter(message=message).values("file"))
        .order_by("pk")
    )
    Message.objects.filter(pk=message.pk).update(data_key=None, sealed=b"", sealed_advisory=None)
    record(MessageForgotten(message=message.code, basis=Basis(basis).value), by=by)
    for stored in held:
        destroy_unneeded(stored)
