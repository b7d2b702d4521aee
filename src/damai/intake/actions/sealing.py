"""Seal what lies unsealed in the file store since before files were sealed, and look whether what lies there is what was kept."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.db import transaction

from damai.seals.rules import CannotUnseal

from ..envelope import Part
from ..models import StoredFile
from ..queries import open_stored, path_of
from .files import FileTooLarge, Incoming, remove
from .holding import adopt

CHUNK = 1 << 20


class Found(StrEnum):
    """What became of a file, or what is wrong with it."""

    SEALED = "sealed"
    WHOLE = "whole"
    MISSING = "missing"
    CHANGED = "changed"
    UNSEALED = "unsealed"


@dataclass(frozen=True)
class Looked:
    """One file of the store, and what was found."""

    sha256: str
    found: Found


def seal_files() -> Iterator[Looked]:
    """Seal every file that still lies unsealed, one after the other; says what became of each. Stopped, it goes on the next time.

    The sealed file is on the disk and was read back before the row names it; the unsealed one goes after the commit. What is
    missing, or is not what its digest says, stays as it is and is told: it is evidence of something.
    """
    for digest in list(StoredFile.objects.filter(place="", destroyed_at=None).order_by("pk").values_list("pk", flat=True)):
        found = _seal(digest)
        if found is not None:
            yield Looked(digest, found)
    _drop_unsealed_derivatives()


def _seal(digest: str) -> Found | None:
    stored = StoredFile.objects.get(pk=digest)
    try:
        with open_stored(stored) as plain, Incoming(digest, most=stored.size) as incoming:
            while chunk := plain.read(CHUNK):
                incoming.write(chunk)
            part = incoming.finish()
    except FileNotFoundError:
        return Found.MISSING if StoredFile.objects.filter(pk=digest, place="", destroyed_at=None).exists() else None
    except FileTooLarge:
        return Found.CHANGED
    if part.sha256 != digest or _digest_of(part) != digest:
        remove([path_of(part)])
        return Found.CHANGED
    with transaction.atomic():
        row = StoredFile.objects.select_for_update().get(pk=digest)
        if row.place or row.destroyed_at is not None:  # somebody else sealed it, or it was forgotten meanwhile
            remove([path_of(part)])
            return None
        adopt(row, part)
    return Found.SEALED


def check_files() -> Iterator[Looked]:
    """Read every file of the store and compare it with its digest; says what was found, file by file."""
    for digest in StoredFile.objects.filter(destroyed_at=None).order_by("pk").values_list("pk", flat=True).iterator():
        stored = StoredFile.objects.filter(pk=digest, destroyed_at=None).first()
        if stored is not None:
            yield Looked(digest, _looked(stored))


def _looked(stored: StoredFile) -> Found:
    try:
        if _digest_of(stored) != stored.sha256:
            return Found.CHANGED
    except FileNotFoundError:
        return Found.MISSING
    except CannotUnseal:
        return Found.CHANGED
    return Found.WHOLE if stored.sealed else Found.UNSEALED


def _digest_of(stored: StoredFile | Part) -> str:
    found = sha256()
    with open_stored(stored) as opened:
        while chunk := opened.read(CHUNK):
            found.update(chunk)
    return found.hexdigest()


def _drop_unsealed_derivatives() -> None:
    """Pictures that were made for showing before files were sealed; they are made again, sealed, when somebody looks."""
    remove(Path(settings.FILES).glob("derived/*/*.jpg"))
