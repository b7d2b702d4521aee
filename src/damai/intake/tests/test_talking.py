"""Staff ask, the sender answers by receipt, nobody else reads it."""

import hashlib

import pytest
from django.db import connection

from damai.intake import actions, public, queries
from damai.intake.models import Message, Reply
from damai.intake.rules.receipts import spoken
from damai.ledger.models import Entry

from .deliveries import envelope


def test_a_question_and_its_answer(db):
    accepted = actions.accept(envelope())
    actions.reply(accepted.message, text="Kapan Anda mengetahuinya?", by="M-0001")
    first = actions.answer(spoken(accepted.receipt).lower(), text="Tanggal 3 Februari", their_id="x")
    again = actions.answer(accepted.receipt, text="Tanggal 3 Februari", their_id="x")
    assert first == again
    thread = public.progress(accepted.receipt).thread
    assert [(line.from_us, line.text) for line in thread] == [(True, "Kapan Anda mengetahuinya?"), (False, "Tanggal 3 Februari")]
    assert [entry.name for entry in Entry.objects.order_by("id")] == ["MessageReceived", "ReplySent", "AnswerReceived"]
    assert not hasattr(thread[0], "by")
    assert [reply.message for reply in queries.unread_answers()] == [accepted.message]
    assert actions.mark_read(accepted.message) == 1
    assert not queries.unread_answers().exists()


def test_a_short_answer_cannot_be_guessed_from_the_ledger(db):
    accepted = actions.accept(envelope())
    actions.answer(accepted.receipt, text="ya")
    opening = bytes(Entry.objects.get(name="AnswerReceived").opening)
    assert hashlib.sha256(b"ya").hexdigest().encode() not in opening
    assert bytes(Reply.objects.get().digest).hex().encode() in opening


def test_a_wrong_receipt_answers_nothing_and_a_long_answer_is_refused(db):
    accepted = actions.accept(envelope())
    other = queries.receipts.receipt_for("web", "tidak ada", key=queries.keyring().current)
    assert actions.answer(other, text="Halo") is None
    assert public.progress(other) is None
    with pytest.raises(actions.AnswerTooLong):
        actions.answer(accepted.receipt, text="x" * 5001)
    with pytest.raises(public.ReceiptTypo):
        public.progress("0000")
    assert not Reply.objects.exists()


def test_no_one_finds_a_message_by_a_code_that_is_almost_right(db):
    message = actions.accept(envelope()).message
    assert queries.by_code(message.code) == message
    for wrong in (
        f"W-{message.pk}",
        message.code.lower(),
        f"{message.code} ",
        "W-",
        "W--1",
        "W-٣",
        "W-" + "9" * 40,
        str(message.pk),
    ):
        with pytest.raises(type(message).DoesNotExist):
            queries.by_code(wrong)


def test_what_is_sorted_waits_no_more(db):
    first, second = (actions.accept(envelope()).message for _ in range(2))
    assert queries.waiting() == [first, second]
    assert actions.mark_sorted([first]) == 1
    assert actions.mark_sorted([first]) == 0
    assert queries.waiting() == [second]
    assert queries.count_waiting() == 1
    assert public.progress(queries.receipt_of(first)).sorted
    if connection.vendor == "sqlite":  # PostgreSQL reads a table of two rows without asking any index
        assert "intake_waiting" in Message.objects.filter(sorted_at=None).order_by("id")[:9].explain()
