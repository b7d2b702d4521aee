"""Files are on disk before anyone is told, once each, within limits; what no message mentions goes after a day."""

import errno
import hashlib
import os
import time
from pathlib import Path
from unittest.mock import patch

import pytest
from django.conf import settings

from damai.intake import actions, queries
from damai.intake.actions import FileTooLarge, Incoming, StorageFull
from damai.intake.models import StoredFile

from .deliveries import envelope, photo


@pytest.fixture(autouse=True)
def a_store_of_its_own(settings, tmp_path):
    settings.FILES = tmp_path / "files"


def files_in_store() -> list[str]:
    return sorted(path.name for path in Path(settings.FILES).rglob("*") if path.is_file() and path.name != ".lock")


def age(part, *, days: float) -> None:
    past = time.time() - days * 86_400
    os.utime(queries.path_of(part), (past, past))


def test_a_file_is_known_by_its_digest_lies_under_another_name_and_cannot_be_written_to(db):
    one, two = (actions.store([photo()[:100], photo()[100:]], name=name) for name in ("a.jpg", "b.jpg"))
    assert one.sha256 == two.sha256 == hashlib.sha256(photo()).hexdigest()
    assert files_in_store() == sorted([one.place, two.place])
    assert queries.path_of(one).stat().st_mode & 0o777 == 0o400
    with queries.open_stored(two) as opened:
        assert opened.read() == photo()


def test_the_file_and_its_folders_reach_the_disk_before_the_part_exists(monkeypatch):
    synced = []
    real = os.fsync

    def watched(descriptor: int) -> None:
        synced.append(str(Path(f"/proc/self/fd/{descriptor}").readlink()))
        real(descriptor)

    monkeypatch.setattr(os, "fsync", watched)
    part = actions.store([photo()], name="a.jpg")
    folder = queries.path_of(part).parent
    assert "incoming" in synced[0]
    assert {str(folder), str(folder.parent), str(folder.parent.parent)} <= set(synced)
    assert synced[-1] == str(folder)


def test_one_byte_too_many_leaves_nothing_behind():
    assert actions.store([b"x" * 10], name="a", most=10).size == 10
    with pytest.raises(FileTooLarge) as refused:
        actions.store([b"x" * 6, b"x" * 5], name="film.mp4", most=10)
    assert (refused.value.name, refused.value.limit) == ("film.mp4", 10)
    assert len(files_in_store()) == 1


def test_a_full_disk_is_said_so_and_leaves_nothing_behind():
    incoming = Incoming("a.jpg")
    with patch.object(os, "fsync", side_effect=OSError(errno.ENOSPC, "full")), pytest.raises(StorageFull):
        incoming.write(photo())
        incoming.finish()
    assert files_in_store() == []


def test_an_upload_that_breaks_off_leaves_nothing_behind():
    with pytest.raises(ConnectionError), Incoming("a.jpg") as incoming:
        incoming.write(b"half")
        raise ConnectionError
    assert files_in_store() == []


def test_a_crash_between_file_and_commit_leaves_an_orphan_that_goes_after_a_day(db):
    kept = actions.store([photo()], name="a.jpg")
    actions.accept(envelope(attachments=(kept,)))
    orphan = actions.store([photo(70)], name="b.jpg")  # the server died here, before accept
    assert actions.sweep_orphans() == 0
    for part in (kept, orphan):
        age(part, days=2)
    assert actions.sweep_orphans() == 1
    assert files_in_store() == [kept.place]
    assert StoredFile.objects.count() == 1


def test_an_orphan_that_is_sent_again_is_young_again(db):
    orphan = actions.store([photo()], name="a.jpg")
    age(orphan, days=2)
    assert actions.touch(orphan)
    assert actions.sweep_orphans() == 0
    age(orphan, days=2)
    assert actions.sweep_orphans() == 1
    assert not actions.touch(orphan)


def test_what_was_being_written_when_the_power_went_goes_too(db):
    incoming = Incoming("a.jpg")
    incoming.write(b"half")
    half = next(Path(settings.FILES).glob("incoming/*"))
    past = time.time() - 2 * 86_400
    os.utime(half, (past, past))
    assert actions.sweep_orphans() == 1
    incoming.abandon()
