"""Give bytes that are on the disk a row, so that they are kept, once however often they were sent; and let them go again."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import ManyToOneRel

from damai.ledger.queries import now

from ..envelope import Part
from ..models import Attachment, StoredFile
from ..queries import derived_path, path_of
from .files import remove
from .inserting import insert_ignoring

TRIES = 5  # how often a row may be let go between our look and our lock before we give up


class FileGone(Exception):
    """The bytes of a file are not in the store any more: they were swept away or destroyed meanwhile. Send them again."""


@transaction.atomic
def hold_file(part: Part) -> StoredFile:
    """Keep a file that is in the store for a row of the caller's, although no message mentions it yet; in the same transaction as
    that row. Raises FileGone."""
    hold_files([part])
    return StoredFile.objects.get(pk=part.sha256)


def hold_files(parts: Iterable[Part]) -> None:
    """A row for each file, inside the transaction that needs them. Raises FileGone.

    A row adopts the bytes that came first. Bytes that came again are taken off the disk after the commit; those of a file that
    was destroyed meanwhile, or lies there unsealed from earlier, are adopted anew.
    """
    coming = sorted(parts, key=lambda part: (part.sha256, not part.place))
    first = {part.sha256: part for part in reversed(coming)}  # of the same bytes twice, one that lies on the disk
    stays = _inserted(first) | {row.sha256: adopt(row, first[row.sha256]) for row in _locked(first)}
    for _attempt in range(TRIES):
        gone = {sha256: part for sha256, part in first.items() if sha256 not in stays}
        if not gone:
            break  # else: let go by somebody between our look and our lock
        stays |= _inserted(gone) | {row.sha256: adopt(row, first[row.sha256]) for row in _locked(gone)}
    if missing := first.keys() - stays.keys():
        raise FileGone(min(missing))
    leftover = [path_of(part) for part in coming if part.place not in {"", stays[part.sha256]}]
    if leftover:
        transaction.on_commit(lambda: remove(leftover), robust=True)  # if it fails, the sweep takes them a day later


def _inserted(parts: dict[str, Part]) -> dict[str, str]:
    """Rows for files that have none, and where they lie; only for bytes that are there."""
    rows = [_row(part) for _sha256, part in sorted(parts.items()) if part.place or path_of(part).exists()]
    return dict(insert_ignoring(StoredFile, rows, returning=("sha256", "place")))


def _locked(parts: dict[str, Part]) -> Iterable[StoredFile]:
    return StoredFile.objects.select_for_update().filter(pk__in=parts).order_by("pk")


def _row(part: Part) -> StoredFile:
    return StoredFile(
        sha256=part.sha256,
        size=part.size,
        media_type=part.media_type,
        held=part.held,
        place=part.place,
        key_id=part.key[:8],
        data_key=bytes.fromhex(part.key[8:]) or None,
    )


def adopt(row: StoredFile, part: Part) -> str:
    """Where the bytes of a known row, which is locked, lie from now on."""
    if row.sealed:
        return row.place
    if row.destroyed_at is not None and part.place in {"", row.place}:
        raise FileGone(row.sha256)  # the part is of the time before it was destroyed
    if part.place:
        unsealed, fresh = path_of(StoredFile(sha256=row.sha256)), _row(part)
        row.place, row.key_id, row.data_key, row.destroyed_at = fresh.place, fresh.key_id, fresh.data_key, None
        row.save(update_fields=["place", "key_id", "data_key", "destroyed_at"])
        transaction.on_commit(lambda: remove([unsealed]), robust=True)
    return row.place


@transaction.atomic
def let_go(digests: Iterable[str]) -> int:
    """Let files go that nobody holds any more, no message and no room; returns how many. Their keys go with their rows.

    Somebody who sends the same bytes at this moment has brought their own, and a row of their own follows.
    """
    rows = list(StoredFile.objects.select_for_update().filter(pk__in=set(digests)).order_by("pk"))
    gone = [row for row in rows if destroy_unneeded(row)]
    # A row that a forgotten message still names stays, without its key: the ledger says that there was such a file.
    StoredFile.objects.filter(pk__in=[row.pk for row in gone]).exclude(attachments__isnull=False).delete()
    return len(gone)


def destroy_unneeded(stored: StoredFile) -> bool:
    """Destroy a file that no message that can be read holds, and no room above; inside a transaction that holds its row."""
    if stored.destroyed_at is not None or _kept_above(stored):
        return False
    if Attachment.objects.filter(file=stored, message__data_key__isnull=False).exists():
        return False
    unneeded = [path_of(stored)] + ([derived_path(stored)] if stored.place else [])
    stored.data_key, stored.key_id, stored.destroyed_at = None, "", now()
    stored.save(update_fields=["data_key", "key_id", "destroyed_at"])
    transaction.on_commit(lambda: remove(unneeded), robust=True)  # unreadable already; what stays, the sweep takes
    return True


def _kept_above(stored: StoredFile) -> bool:
    """Whether a room above holds the same bytes for a reason of its own: an agency's evidence is not the reporter's."""
    keys = [relation.field for relation in StoredFile._meta.get_fields(include_hidden=True) if isinstance(relation, ManyToOneRel)]
    return any(key.model is not Attachment and key.model._default_manager.filter(**{key.name: stored}).exists() for key in keys)
