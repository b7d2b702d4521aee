"""Photos, films and recordings lie sealed: nothing of them is on the disk, and no change, exchange or loss goes unnoticed."""

import io
import os
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings as house
from django.db import DatabaseError, connections
from django.utils.timezone import now
from PIL import Image

from damai.intake import actions, queries
from damai.intake.actions import Found, Incoming, files, sealing
from damai.intake.models import Attachment, Basis, StoredFile
from damai.seals.rules import FRAME, HEADER, CannotUnseal

from .deliveries import envelope, photo

MARK = b"KenariDiBadanBerkas"
FILM = MARK + os.urandom(FRAME) + MARK + os.urandom(1000)


@pytest.fixture(autouse=True)
def a_store_of_its_own(settings, tmp_path):
    settings.FILES = tmp_path / "files"


@pytest.fixture
def commits(django_capture_on_commit_callbacks):
    """What follows a commit happens at the end of the block."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def on_the_disk() -> list[Path]:
    return sorted(path for path in Path(house.FILES).rglob("*") if path.is_file() and path.name != ".lock")


def kept(content: bytes = FILM, name: str = "film.mp4") -> StoredFile:
    part = actions.store([content], name=name)
    actions.accept(envelope(attachments=(part,)))
    return StoredFile.objects.get(pk=part.sha256)


def read(sha256: str) -> bytes:
    return b"".join(queries.file_chunks(sha256))


def unsealed(content: bytes, name: str = "foto.jpg") -> StoredFile:
    """A file as it was kept before files were sealed: open, under its digest."""
    part = actions.store([content], name=name)
    queries.path_of(part).unlink()
    row = StoredFile(sha256=part.sha256, size=part.size, media_type=part.media_type, held=part.held)
    queries.path_of(row).parent.mkdir(parents=True, exist_ok=True)
    queries.path_of(row).write_bytes(content)
    row.save()
    return row


def test_nothing_of_a_file_is_on_the_disk_not_while_it_arrives_not_after_and_not_of_what_is_shown(db):
    with Incoming("film.mp4") as incoming:
        for start in range(0, len(FILM), 1000):
            incoming.write(FILM[start : start + 1000])
        incoming._file.flush()
        (arriving,) = on_the_disk()
        assert MARK not in arriving.read_bytes()
        part = incoming.finish()
    picture = kept(photo(300, 200, comment=MARK), "foto.jpg")
    shown = actions.derivative_of(picture).read()
    assert shown.startswith(b"\xff\xd8\xff")
    stored = b"".join(path.read_bytes() for path in on_the_disk())
    assert len(on_the_disk()) == 3
    assert MARK not in stored
    assert b"\xff\xd8\xff" not in stored or b"JFIF" not in stored
    names = "\n".join(map(str, on_the_disk()))
    assert part.sha256 not in names
    assert picture.sha256 not in names  # whoever has the photo cannot see by the names that it is here


def test_it_is_read_back_as_it_was_in_pieces_from_anywhere_and_by_those_who_draw_it(db):
    film = kept()
    assert read(film.sha256) == FILM
    with queries.open_file(film.sha256) as opened:
        assert opened.seek(-10, io.SEEK_END) == len(FILM) - 10
        assert opened.read() == FILM[-10:]
        with pytest.raises(OSError):
            opened.fileno()  # a server that sends by descriptor would send what is sealed
    with Image.open(actions.derivative_of(kept(photo(2000, 1000), "a.jpg"))) as image:
        assert image.size == (1600, 800)


@pytest.mark.parametrize(
    "harm",
    [
        lambda content: content[:HEADER] + bytes([content[HEADER] ^ 1]) + content[HEADER + 1 :],
        lambda content: content[:-1],
        lambda content: content[: HEADER + FRAME + 16],
        lambda content: content + b"x",
        lambda content: b"",
        lambda content: FILM,
    ],
)
def test_what_was_changed_on_the_disk_is_not_taken_for_what_was_kept(db, harm):
    film = kept()
    path = queries.path_of(film)
    content = harm(path.read_bytes())
    path.chmod(0o600)
    path.write_bytes(content)
    with pytest.raises(CannotUnseal):
        read(film.sha256)
    assert [each.found for each in actions.check_files()] == [Found.CHANGED]


def test_two_files_that_were_exchanged_do_not_open_on_the_disk_or_in_the_rows(db):
    one, two = kept(FILM), kept(FILM[::-1])
    first, second = queries.path_of(one), queries.path_of(two)
    first.rename(f"{first}.x")
    second.rename(first)
    Path(f"{first}.x").rename(second)
    for each in (one, two):
        with pytest.raises(CannotUnseal):
            read(each.sha256)
    place, key = one.place, bytes(one.data_key)
    StoredFile.objects.filter(pk=one.pk).update(place="x")
    StoredFile.objects.filter(pk=two.pk).update(place=place, data_key=key)
    with pytest.raises(CannotUnseal):
        read(two.sha256)


def test_a_picture_that_was_exchanged_is_drawn_anew(db):
    one, two = kept(photo(), "a.jpg"), kept(photo(80), "b.jpg")
    first, second = actions.derivative_of(one).read(), actions.derivative_of(two).read()
    queries.derived_path(one).write_bytes(queries.derived_path(two).read_bytes())
    assert actions.derivative_of(one).read() == first != second
    queries.derived_path(one).write_bytes(queries.derived_path(one).read_bytes()[:40])
    assert actions.derivative_of(one).read() == first


def test_after_the_sealing_key_was_changed_files_still_open(db, settings):
    film = kept()
    settings.SEALING_KEYS_RETIRED, settings.SEALING_KEY = [settings.SEALING_KEY], bytes(32)
    assert read(film.sha256) == FILM
    settings.SEALING_KEYS_RETIRED = []
    with pytest.raises(CannotUnseal):
        read(film.sha256)


def test_the_same_bytes_sent_again_lie_there_once(db, commits):
    first = kept()
    with commits():
        again = actions.store([FILM], name="lain.mp4")
        assert len(on_the_disk()) == 2
        actions.accept(envelope(attachments=(again,)))
    assert on_the_disk() == [queries.path_of(first)]
    assert read(first.sha256) == FILM
    with commits():  # twice in one delivery, and the delivery twice
        both = (actions.store([b"x"], name="a"), actions.store([b"x"], name="b"))
        sent = envelope(attachments=both)
        actions.accept(sent)
        actions.accept(sent)
    assert read(both[0].sha256) == b"x"
    assert len(on_the_disk()) == 2


def test_a_form_that_carries_its_file_and_is_sent_twice_loses_nothing(db, commits):
    carried = actions.store([FILM], name="film.mp4")
    with commits():
        actions.accept(envelope(attachments=(carried,)))
    with commits():
        actions.accept(envelope(attachments=(carried,)))
    assert read(carried.sha256) == FILM


def test_what_was_forgotten_and_is_sent_by_somebody_else_is_there_for_them(db, commits):
    part = actions.store([FILM], name="film.mp4")
    with commits():
        actions.forget(actions.accept(envelope(attachments=(part,))).message, by="M-0002", basis=Basis.REQUEST)
    with pytest.raises(FileNotFoundError):
        queries.open_file(part.sha256)
    assert on_the_disk() == []
    with commits():
        again = kept()
    assert read(again.sha256) == FILM
    assert [each.found for each in actions.check_files()] == [Found.WHOLE]


def test_a_file_that_was_destroyed_while_a_form_carried_it_is_asked_for_again_and_nothing_is_acknowledged(db, commits):
    carried = actions.store([FILM], name="film.mp4")
    with commits():
        actions.forget(actions.accept(envelope(attachments=(carried,))).message, by="M-0002", basis=Basis.REQUEST)
    assert not actions.touch(carried)
    before = Attachment.objects.count()
    with pytest.raises(actions.FileGone):
        actions.accept(envelope(attachments=(carried,)))
    assert Attachment.objects.count() == before


def test_a_file_that_is_let_go_leaves_nothing_and_one_that_is_sent_again_just_then_is_there(db, commits):
    part = actions.store([FILM], name="film.mp4")
    with commits():
        actions.hold_file(part)
        assert actions.let_go([part.sha256]) == 1
        again = actions.store([FILM], name="film.mp4")
        actions.accept(envelope(attachments=(again,)))
        assert actions.let_go([part.sha256]) == 0
    assert on_the_disk() == [queries.path_of(again)]
    assert read(part.sha256) == FILM
    with pytest.raises(actions.FileGone):
        actions.hold_file(replace(actions.store([b"x"], name="a"), sha256="0" * 64, place="", key=""))


def test_a_backup_of_the_disk_says_nothing_of_what_was_forgotten(db, commits):
    part = actions.store([FILM], name="film.mp4")
    message = actions.accept(envelope(attachments=(part,))).message
    row = StoredFile.objects.get()
    backup = queries.path_of(row).read_bytes()
    with commits():
        actions.forget(message, by="M-0002", basis=Basis.REQUEST)
    queries.path_of(row).write_bytes(backup)  # somebody puts it back
    row.refresh_from_db()
    assert row.data_key is None
    with pytest.raises(FileNotFoundError):
        queries.open_file(part.sha256)
    past = time.time() - 2 * 86_400
    os.utime(queries.path_of(row), (past, past))
    assert actions.sweep_orphans() == 1


def test_unsealed_files_from_earlier_are_read_shown_and_sealed_once_and_again_nothing_happens(db, commits):
    old, film = unsealed(photo(300, 200, comment=MARK)), unsealed(FILM, "film.mp4")
    assert read(old.sha256) == photo(300, 200, comment=MARK)
    assert actions.derivative_of(old).read().startswith(b"\xff\xd8\xff")
    assert len(on_the_disk()) == 2  # nothing more of it was written down open
    assert [each.found for each in actions.check_files()] == [Found.UNSEALED, Found.UNSEALED]
    drawn = Path(house.FILES) / "derived" / old.sha256[:2] / f"{old.sha256}.jpg"
    drawn.parent.mkdir(parents=True)
    drawn.write_bytes(photo())
    with commits():
        assert [each.found for each in actions.seal_files()] == [Found.SEALED, Found.SEALED]
    assert list(actions.seal_files()) == []
    assert read(film.sha256) == FILM
    assert len(on_the_disk()) == 2
    assert MARK not in b"".join(path.read_bytes() for path in on_the_disk())
    assert [each.found for each in actions.check_files()] == [Found.WHOLE, Found.WHOLE]


@pytest.mark.parametrize("step", ["writing", "reading back", "the row"])
def test_sealing_that_is_stopped_loses_nothing_and_goes_on(db, commits, monkeypatch, step):
    film = unsealed(FILM, "film.mp4")

    def dies(*_args, **_kwargs):
        raise KeyboardInterrupt

    with monkeypatch.context() as here, pytest.raises(KeyboardInterrupt):
        target, name = {"writing": (Incoming, "write"), "reading back": (sealing, "_digest_of"), "the row": (sealing, "adopt")}[
            step
        ]
        here.setattr(target, name, dies)
        list(actions.seal_files())
    assert read(film.sha256) == FILM
    with commits():
        assert [each.found for each in actions.seal_files()] == [Found.SEALED]
    assert read(film.sha256) == FILM


def test_what_is_missing_or_changed_before_it_was_sealed_is_told_and_left_alone(db, commits):
    gone, changed = unsealed(FILM, "a.mp4"), unsealed(FILM[::-1], "b.mp4")
    queries.path_of(gone).unlink()
    queries.path_of(changed).write_bytes(b"x" + FILM[::-1][1:])
    with commits():
        found = {each.sha256: each.found for each in actions.seal_files()}
    assert found == {gone.sha256: Found.MISSING, changed.sha256: Found.CHANGED}
    assert queries.path_of(changed).exists()
    queries.path_of(changed).write_bytes(FILM[::-1] + b"longer")
    assert {each.found for each in actions.seal_files()} == {Found.MISSING, Found.CHANGED}
    assert not StoredFile.objects.exclude(place="").exists()


def test_an_unsealed_file_that_is_sent_again_is_sealed_by_that(db, commits):
    old = unsealed(FILM, "film.mp4")
    with commits():
        kept()
    old.refresh_from_db()
    assert old.sealed
    assert on_the_disk() == [queries.path_of(old)]
    assert read(old.sha256) == FILM


def test_a_reader_that_comes_while_it_is_being_sealed_reads_on(db, commits, monkeypatch):
    film = unsealed(FILM, "film.mp4")
    real, times = queries.open_stored, []

    def sealed_meanwhile(stored):
        if not times:
            times.append(1)
            with commits():
                list(actions.seal_files())
        return real(stored)

    monkeypatch.setattr(queries, "open_stored", sealed_meanwhile)
    assert read(film.sha256) == FILM


def test_a_full_disk_while_the_last_frame_is_written_leaves_nothing_behind(monkeypatch):
    incoming = Incoming("film.mp4")
    incoming.write(FILM)
    monkeypatch.setattr(files.Sealer, "finish", lambda _self: (_ for _ in ()).throw(OSError(28, "full")))
    with pytest.raises(actions.StorageFull):
        incoming.finish()
    assert on_the_disk() == []


def test_the_database_refuses_a_key_without_a_place_and_a_place_without_a_key(db):
    from django.db import transaction

    film = kept()
    for wrong in ({"data_key": None}, {"place": ""}, {"destroyed_at": now()}):
        with pytest.raises(DatabaseError), transaction.atomic():
            StoredFile.objects.filter(pk=film.pk).update(**wrong)


@pytest.mark.django_db(transaction=True)
def test_the_same_film_from_eight_senders_at_once_is_there_once_and_for_all_of_them():
    gate, outcomes = threading.Barrier(8), []

    def send():
        part = actions.store([FILM], name="film.mp4")
        gate.wait()
        try:
            outcomes.append(actions.accept_durably(envelope(attachments=(part,))))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=send) for _each in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({each.message.pk for each in outcomes}) == 8
    assert Attachment.objects.count() == 8
    (row,) = StoredFile.objects.all()
    assert read(row.sha256) == FILM
    assert on_the_disk() == [queries.path_of(row)]


@pytest.mark.django_db(transaction=True)
def test_a_file_that_is_sent_while_its_only_message_is_forgotten_is_there_or_refused():
    for _round in range(10):
        part, gate, told = actions.store([FILM], name="film.mp4"), threading.Barrier(2), []
        first = actions.accept(envelope(attachments=(part,))).message
        again = actions.store([FILM], name="film.mp4")

        def forget(first=first, gate=gate):
            gate.wait()
            try:
                actions.forget(first, by="M-0002", basis=Basis.REQUEST)
            finally:
                connections.close_all()

        def send(again=again, gate=gate, told=told):
            gate.wait()
            try:
                told.append(actions.accept_durably(envelope(attachments=(again,))))
            finally:
                connections.close_all()

        threads = [threading.Thread(target=each) for each in (forget, send)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert told, "nobody was told"
        assert read(part.sha256) == FILM
        actions.forget(told[0].message, by="M-0002", basis=Basis.REQUEST)
        assert on_the_disk() == []
