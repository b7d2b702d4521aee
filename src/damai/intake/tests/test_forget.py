"""A message can be forgotten for ever, and its proof stays."""

import pytest

from damai.intake import actions, public, queries
from damai.intake.models import Basis, StoredFile
from damai.ledger.models import Entry

from .deliveries import envelope, photo


def test_what_was_forgotten_cannot_be_read_by_anyone_and_its_place_in_the_ledger_stays(db, django_capture_on_commit_callbacks):
    shared, alone = actions.store([photo()], name="sama.jpg"), actions.store([photo(70)], name="sendiri.jpg")
    sent = envelope(b'{"fields": {}}', channel="web", attachments=(shared, alone))
    accepted = actions.accept(sent)
    other = actions.accept(envelope(attachments=(shared,)))
    actions.reply(accepted.message, text="Di mana?", by="M-0001")
    before = public.progress(accepted.receipt)
    with django_capture_on_commit_callbacks(execute=True):
        actions.forget(accepted.message, by="M-0002", basis=Basis.REQUEST)
    message = queries.by_receipt(accepted.receipt)
    assert message.forgotten
    for read in (queries.raw_of, queries.words_of, queries.files_of):
        with pytest.raises(queries.Forgotten):
            read(message)
    after = public.progress(accepted.receipt)
    assert (after.leaf, after.forgotten, after.thread, after.missing) == (before.leaf, True, (), ())
    assert not queries.path_of(alone).exists()
    with pytest.raises(FileNotFoundError):
        queries.open_file(alone.sha256)
    row = StoredFile.objects.get(pk=alone.sha256)
    assert (row.data_key, row.sealed) == (None, False)  # a copy of the disk that is kept elsewhere says nothing any more
    (still,) = queries.files_of(other.message)
    assert b"".join(queries.file_chunks(still.sha256)) == photo()
    assert Entry.objects.filter(name="MessageForgotten", by="M-0002").count() == 1
    with django_capture_on_commit_callbacks(execute=True):
        actions.forget(message, by="M-0002", basis=Basis.REQUEST)
    assert Entry.objects.filter(name="MessageForgotten").count() == 1


def test_sending_it_again_brings_nothing_back(db):
    sent = envelope()
    accepted = actions.accept(sent)
    actions.forget(accepted.message, by="M-0002", basis=Basis.RETENTION)
    again = actions.accept(sent)
    assert (again.is_new, again.receipt) == (False, accepted.receipt)
    assert queries.by_receipt(accepted.receipt).forgotten
    assert actions.answer(accepted.receipt, text="Masih di sini") is None
    with pytest.raises(queries.Forgotten):
        actions.reply(again.message, text="Halo", by="M-0001")
