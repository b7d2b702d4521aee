"""Remove files that no row mentions: uploads that were never sent off, sent twice, or a crash between file and commit."""

import time
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db.models import Q

from ..models import StoredFile
from .files import store_lock

OLD = 24 * 3600  # seconds; a person may need an evening to finish a report whose photos are here already


def sweep_orphans(*, older_than: float = OLD) -> int:
    """Delete orphans older than a day (`older_than` seconds, real time); returns how many. What a message mentions stays."""
    before = time.time() - older_than
    removed = 0
    for path in _old_files(before):
        with store_lock(sweeping=True):  # nobody can find this file "already there" between the look and the deletion
            if path.exists() and path.stat().st_mtime < before and not _needed(path.name):
                path.unlink()
                removed += 1
    return removed


def _needed(name: str) -> bool:
    """Whether bytes under this name belong to a row: sealed under their place, or from earlier under their digest."""
    return StoredFile.objects.filter(Q(place=name) | Q(place="", sha256=name), destroyed_at=None).exists()


def _old_files(before: float) -> Iterator[Path]:
    root = Path(settings.FILES)
    for folder in ("incoming", "derived/[0-9a-f][0-9a-f]", "[0-9a-f][0-9a-f]/[0-9a-f][0-9a-f]"):
        for path in root.glob(f"{folder}/*"):
            if path.is_file() and path.stat().st_mtime < before:
                yield path
