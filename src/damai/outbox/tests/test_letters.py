"""Writing letters down and thinking better of them."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import transaction

from damai.chores.actions import real_now
from damai.outbox import actions, queries
from damai.outbox.models import Letter, State
from damai.outbox.rules import Fault, File, NotAnAddress, TooLong

pytestmark = pytest.mark.django_db


def write(key: str = "R-00001/undangan/1", **changed: object) -> Letter:
    """One letter as a room would write it."""
    given = {
        "to": "Rini@Contoh.id", "subject": "Undangan", "text": "Kepada Yth. Ibu Rini", "key": key,
        "about": "R-00001", "purpose": "invitation",
    }  # fmt: skip
    return actions.send_email(**given | changed)


def test_a_letter_leaves_once_however_often_it_is_asked_for():
    first = write()
    assert write(text="Lain") == first
    assert queries.state_of([first.key, "nothing"]) == {first.key: State.WAITING}
    assert actions.deliver_due() == 1
    assert actions.deliver_due() == 0
    [sent] = mail.outbox
    assert (sent.to, sent.subject, sent.body) == (["rini@contoh.id"], "Undangan", "Kepada Yth. Ibu Rini")
    assert queries.letter(first.key).state == State.SENT
    assert [letter.key for letter in queries.letters_about("R-00001")] == [first.key]


def test_a_letter_of_a_transaction_that_is_undone_never_was():
    with pytest.raises(RuntimeError), transaction.atomic():
        write()
        raise RuntimeError
    assert actions.deliver_due() == 0 and mail.outbox == []


def test_nothing_leaves_before_its_time():
    write(not_before=real_now() + timedelta(minutes=5))
    assert actions.deliver_due() == 0
    Letter.objects.update(not_before=real_now() - timedelta(seconds=1))
    assert actions.deliver_due() == 1


def test_a_letter_can_be_called_back_before_it_left_and_not_after():
    for number in range(4):
        write(f"R-00001/{number}", purpose="reminder" if number else "invitation")
    write("R-00002/1", about="R-00002")
    assert actions.cancel("R-00001/0") and not actions.cancel("R-00001/0")
    assert actions.cancel_about("R-00001", "invitation") == 0
    assert actions.cancel_about("R-00001") == 3
    assert actions.deliver_due() == 1
    assert not actions.cancel("R-00002/1")
    assert queries.letter("R-00002/1").state == State.SENT


def test_what_is_no_address_or_no_code_is_refused_and_nothing_is_kept():
    with pytest.raises(NotAnAddress) as refused:
        write(to="rini@contoh.id\r\nBcc: semua@contoh.id")
    assert refused.value.fault == Fault.CONTROL and "tidak terlihat" in queries.why_not(refused.value)
    for changed in (
        {"key": "undangan rini@contoh.id"},
        {"about": "Ibu Rini"},
        {"files": [File("a", "application/pdf", bytes(9_000_000))]},
    ):
        with pytest.raises(ValueError):
            write(**changed)
    assert not Letter.objects.exists()


def test_an_sms_is_short_and_goes_where_sms_go(settings):
    given = {"key": "T-1/kode", "about": "T-1", "purpose": "confirmation"}
    with pytest.raises(TooLong) as refused:
        actions.send_sms(to="0812 3456 7890", text="a" * 460, **given)
    assert "memerlukan 4 SMS" in queries.why_not(refused.value)
    with pytest.raises(NotAnAddress):
        actions.send_sms(to="021 345 6789", text="a", **given)
    settings.SMS_URL = ""
    assert not queries.can_send_sms()
    with pytest.raises(actions.NoSms):
        actions.send_sms(to="0812 3456 7890", text="a", **given)
    assert not Letter.objects.exists()
