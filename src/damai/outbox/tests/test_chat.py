"""Messages into chats: written like letters, posted to a gateway, and never without one."""

import json

import pytest

from damai.outbox.actions import NoChat, deliver_due, send_chat
from damai.outbox.models import State
from damai.outbox.rules import NotAnAddress, chat_address

TO = "whatsapp|6281234567890"


@pytest.mark.django_db(transaction=True)
def test_it_leaves_as_an_sms_does_and_once(settings, tmp_path):
    from urllib.parse import urlsplit

    settings.CHAT = urlsplit(f"file://x:y@{tmp_path}")
    first = send_chat(to=TO, text="Laporan Anda perlu dilengkapi", key="a/1", about="P-00001", purpose="repair")
    assert send_chat(to=TO, text="lain", key="a/1", about="P-00001", purpose="repair") == first
    assert deliver_due() == 1
    (file,) = tmp_path.glob("*.json")
    body = json.loads(file.read_text())
    assert (body["channel"], body["conversation"], body["text"]) == ("whatsapp", "6281234567890", "Laporan Anda perlu dilengkapi")
    first.refresh_from_db()
    assert first.state == State.SENT and b"6281234567890" not in bytes(first.sealed_to)


@pytest.mark.django_db
def test_without_a_gateway_there_is_no_chat(settings):
    settings.CHAT_URL = ""
    with pytest.raises(NoChat):
        send_chat(to=TO, text="Halo", key="a/1", about="P-00001", purpose="repair")


@pytest.mark.parametrize("wrong", ["", "6281234", "|x", "whatsapp|", "WhatsApp|1", "a|" + "x" * 300, "a|b\nc"])
def test_what_is_no_conversation_is_refused(wrong):
    with pytest.raises(NotAnAddress):
        chat_address(wrong)
