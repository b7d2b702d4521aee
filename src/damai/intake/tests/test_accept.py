"""A delivery is kept once, whoever sends it and however often; what conflicts is said so and spoils nothing."""

import threading
from dataclasses import replace

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from damai.intake import actions, queries
from damai.intake.actions import Acceptance, ConflictingDelivery
from damai.intake.models import Attachment, Message, StoredFile
from damai.intake.rules import receipts
from damai.ledger.models import Entry
from damai.ledger.queries import now

from .deliveries import NOON, envelope, photo


def test_a_delivery_is_kept_with_a_receipt_and_a_fact(db):
    accepted = actions.accept(envelope(b"isi", sender="M-0007", advisory={"device": "collect:abc"}))
    message = Message.objects.get()
    assert accepted.is_new
    assert message == accepted.message == queries.by_receipt(receipts.spoken(accepted.receipt)) == queries.by_code(message.code)
    assert queries.raw_of(message) == b"isi"
    assert queries.advisory_of(message) == {"device": "collect:abc"}
    assert queries.receipt_of(message) == accepted.receipt
    assert queries.waiting() == [message]
    entry = Entry.objects.get()
    assert (entry.name, entry.about, entry.by) == ("MessageReceived", message.code, "M-0007")
    assert queries.entry_of(message) == entry


def test_delivering_twice_changes_nothing_and_gives_the_same_receipt(db):
    first = envelope()
    one = actions.accept(first)
    two = actions.accept(replace(first, received_at=NOON.replace(hour=9)))
    assert (one.is_new, two.is_new) == (True, False)
    assert (one.receipt, one.message) == (two.receipt, two.message)
    assert two.message.received_at == NOON
    assert Entry.objects.count() == 1


def test_the_same_identity_with_other_bytes_is_refused_and_recorded_and_spoils_nothing(db):
    first = envelope(b"pertama")
    kept = actions.accept(first)
    other = envelope(b"lain")
    outcomes = actions.accept_many([replace(first, raw=b"diubah"), other, replace(other, raw=b"diubah juga"), other])
    assert [type(outcome) for outcome in outcomes] == [ConflictingDelivery, Acceptance, ConflictingDelivery, Acceptance]
    assert [outcome.is_new for outcome in outcomes if isinstance(outcome, Acceptance)] == [True, False]
    assert queries.raw_of(Message.objects.get(pk=kept.message.pk)) == b"pertama"
    assert Message.objects.count() == 2
    assert [entry.name for entry in Entry.objects.all()].count("ConflictRefused") == 2
    with pytest.raises(ConflictingDelivery) as refused:
        actions.accept(replace(first, raw=b"diubah"))
    assert refused.value.message == kept.message


def test_an_identity_too_long_or_with_strange_signs_is_kept_by_its_hash(db):
    for their_id in ("x" * 4000, "bad-id:\x00", "uuid:\u202e", "uuid:\n2"):
        first = envelope(their_id=their_id)
        assert actions.accept(first).is_new
        assert not actions.accept(first).is_new
    assert Message.objects.count() == 4


def test_what_cannot_be_parsed_is_kept_and_known_by_its_digest(db):
    broken = envelope().unreadable("web", b"\xff\x00 rusak", received_at=NOON)
    assert actions.accept(broken).is_new
    assert not actions.accept(broken).is_new
    words = queries.words_of(Message.objects.get())
    assert not words.readable
    assert "rusak" in words.text


def test_a_batch_costs_the_same_number_of_statements_whatever_its_size(db):
    now()  # the ledger asks the database for its clock once a second, not once a batch
    counts = []
    for size in (1, 50):
        with CaptureQueriesContext(connection) as seen:
            actions.accept_many([envelope() for _ in range(size)])
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 6


def test_more_than_one_statement_holds_are_kept_too(db):
    outcomes = actions.accept_many([envelope() for _ in range(950)])
    assert len({outcome.message.pk for outcome in outcomes}) == Message.objects.count() == Entry.objects.count() == 950


def test_nothing_is_acknowledged_inside_a_transaction_that_may_still_be_undone(transactional_db):
    with pytest.raises(RuntimeError), transaction.atomic():
        actions.accept(envelope())
    assert not Message.objects.exists()


def test_a_file_that_comes_later_joins_its_message_and_one_that_comes_again_does_not(db):
    first = envelope(b"<form/>")
    one = actions.store([photo()], name="satu.jpg")
    two = actions.store([photo(80)], name="dua.jpg")
    accepted = actions.accept(replace(first, attachments=(one,)))
    again = actions.accept(replace(first, attachments=(two, one)))
    third = actions.accept(replace(first, attachments=(two, one)))
    assert (again.is_new, third.is_new) == (False, False)
    assert [file.name for file in queries.files_of(accepted.message)] == ["satu.jpg", "dua.jpg"]
    assert b"".join(queries.file_chunks(queries.files_of(accepted.message)[1].sha256)) == photo(80)
    assert [entry.name for entry in Entry.objects.order_by("id")] == ["MessageReceived"] + ["AttachmentReceived"] * 2


def test_other_bytes_under_the_same_file_name_are_kept_beside_the_first(db):
    first = envelope()
    actions.accept(replace(first, attachments=(actions.store([photo()], name="foto.jpg"),)))
    accepted = actions.accept(replace(first, attachments=(actions.store([photo(90)], name="foto.jpg"),)))
    assert [file.name for file in queries.files_of(accepted.message)] == ["foto.jpg", "foto.jpg"]
    assert StoredFile.objects.count() == Attachment.objects.count() == 2


def test_a_message_is_corrected_once_and_a_second_correction_must_correct_the_first(db):
    first = actions.accept(envelope(b"1")).message
    second = actions.accept(envelope(b"2", revises=first.pk)).message
    assert second.revises == first
    with pytest.raises(ConflictingDelivery) as late:
        actions.accept(envelope(b"3", revises=first.pk))
    assert late.value.message is None
    assert actions.accept(envelope(b"3", revises=second.pk)).is_new


def deliver_at_once(envelopes, accept=actions.accept_durably):
    """Every envelope in a thread of its own, all starting together."""
    start = threading.Barrier(len(envelopes))
    outcomes = [None] * len(envelopes)

    def run(number):
        start.wait()
        try:
            outcomes[number] = accept(envelopes[number])
        except Exception as error:
            outcomes[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(len(envelopes))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return outcomes


@pytest.mark.parametrize("accept", [actions.accept, actions.accept_durably], ids=["each its own commit", "one for all"])
def test_the_same_delivery_eight_times_at_once_is_one_message(transactional_db, accept):
    same = envelope(attachments=(actions.store([photo()], name="foto.jpg"),))
    outcomes = deliver_at_once([same] * 8, accept)
    assert {outcome.receipt for outcome in outcomes} == {outcomes[0].receipt}
    assert [outcome.is_new for outcome in outcomes].count(True) == 1
    assert Message.objects.count() == Attachment.objects.count() == 1
    assert Entry.objects.count() == 2


def test_batches_that_overlap_in_opposite_order_do_not_wait_for_each_other_in_a_circle(transactional_db):
    many = [envelope() for _ in range(60)]
    outcomes = deliver_at_once([many, many[::-1], many, many[::-1]], actions.accept_many)
    assert all(isinstance(each, Acceptance) for batch in outcomes for each in batch)
    assert Message.objects.count() == 60


def test_of_different_deliveries_at_once_each_thread_gets_its_own(transactional_db):
    many = [envelope(f"isi {number}".encode()) for number in range(12)]
    conflicting = replace(many[0], raw=b"lain")
    outcomes = deliver_at_once([*many, conflicting])
    for sent, outcome in zip([*many, conflicting], outcomes, strict=True):
        if isinstance(outcome, ConflictingDelivery):
            assert sent.their_id == many[0].their_id
        else:
            assert queries.raw_of(outcome.message) == sent.raw
    assert sum(isinstance(outcome, ConflictingDelivery) for outcome in outcomes) == 1
    assert Message.objects.count() == 12
