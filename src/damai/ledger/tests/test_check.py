"""Whoever edits or deletes a row behind the application's back is named."""

from datetime import timedelta

import pytest

from damai.ledger import queries
from damai.ledger.actions import integrate
from damai.ledger.models import Checkpoint, Entry, Log, Tile

from .samples import lay


@pytest.fixture
def log(db):
    lay(200)
    integrate()
    lay(100, start=201)
    integrate()
    lay(2, start=301)


def said():
    return [one.said for one in queries.check()]


def test_an_untouched_database_agrees(log):
    assert said() == []


def test_there_is_nothing_to_check_before_the_log_begins(db):
    assert said() == []


def test_an_edited_row_is_named_by_leaf_and_column(log):
    entry = Entry.objects.get(index=12)
    named = f"daun 12 (id {entry.pk}, StoneLaid B-00013)"
    for column, value in [("by", "M-0666"), ("at", entry.at - timedelta(days=1))]:
        Entry.objects.filter(pk=entry.pk).update(**{column: value})
        assert said() == [f"{named}: kolom {column} di basis data diubah"]
        entry.save()
    Entry.objects.filter(pk=entry.pk).update(about="B-00099")
    assert said() == [f"daun 12 (id {entry.pk}, StoneLaid B-00099): kolom about di basis data diubah"]
    entry.save()
    Entry.objects.filter(pk=entry.pk).update(opening=bytes(entry.opening).replace(b"B-00013", b"B-00014"))
    assert said() == [f"{named}: kolom opening/leaf di basis data diubah"]


def test_a_row_rewritten_consistently_is_not_the_one_that_was_signed(log):
    """A fact exchanged together with its commitment: the row is right in itself and wrong in the tree."""
    old, new = Entry.objects.get(index=12), lay(1, start=900)[0]
    Entry.objects.filter(pk=new.pk).delete()
    Entry.objects.filter(pk=old.pk).update(opening=new.opening, leaf=new.leaf, at=new.at, about=new.about)
    assert said() == [f"daun 12 (id {old.pk}, StoneLaid B-00900): bukan daun yang ditandatangani di tempat itu"]


def test_a_deleted_row_is_named(log):
    Entry.objects.get(index=299).delete()
    Entry.objects.get(index=12).delete()
    assert said() == ["daun 12: barisnya di basis data dihapus", "daun 299: barisnya di basis data dihapus"]


def test_a_waiting_row_that_was_edited_is_named(log):
    entry = Entry.objects.filter(index=None).first()
    Entry.objects.filter(pk=entry.pk).update(by="M-0666")
    assert said() == [f"daun – (id {entry.pk}, StoneLaid B-00301): kolom by di basis data diubah"]


def test_a_number_given_by_hand_is_named(log):
    entry = Entry.objects.filter(index=None).first()
    Entry.objects.filter(pk=entry.pk).update(index=300)
    assert said() == [f"baris id {entry.pk}, StoneLaid B-00301 bernomor 300, di luar pohon yang ditandatangani (300 daun)"]


def test_damaged_tiles_checkpoints_and_sizes_are_named(log):
    tile = Tile.objects.get(level=0, number=0)
    Tile.objects.filter(pk=tile.pk).update(hashes=b"\x00" + bytes(tile.hashes)[1:])
    assert said() == ["hash ke-0 di tile/0/000 diubah (di atas daun 0)"]
    tile.save()
    Log.objects.update(size=299)
    assert said() == ["ukuran log di basis data 299, yang terakhir ditandatangani 300"]
    Log.objects.update(size=300)
    first = Checkpoint.objects.get(size=200)
    Checkpoint.objects.filter(pk=first.pk).update(note=first.note.replace("\n200\n", "\n201\n"))
    assert "checkpoints.jsonl:2" in said()[0]
