"""The door of chat gateways, from the attacker's side: unsigned, old, replayed, swollen, broken deliveries."""

import base64
import json
import time

import pytest
from django.test import Client
from tests.cast import places

from damai.intake.models import Message
from damai.intake.tests.deliveries import photo
from damai.interviews import queries
from damai.interviews.models import Conversation, Delivery, Interview
from damai.outbox.rules import signature

pytestmark = pytest.mark.django_db(transaction=True)
SECRET = "s" * 40
HERE = "/masuk/obrolan/"


@pytest.fixture(autouse=True)
def a_gateway(settings):
    """The places, and a secret shared with a gateway."""
    settings.CHAT_SECRET = SECRET
    places()


def body(text: str = "halo", *, their_id: str = "1", **more) -> bytes:
    """A delivery."""
    told = {"channel": "whatsapp", "conversation": "62811", "id": their_id, "messages": [{"text": text}]} | more
    return json.dumps(told).encode()


def delivered(raw: bytes, *, at: float = 0, secret: str = SECRET, signed: str | None = None):
    """What the door answers."""
    made = signature(raw, key=secret, at=int(time.time() + at)) if signed is None else signed
    return Client().post(HERE, raw, content_type="application/json", headers={"Damai-Signature": made})


def test_a_signed_delivery_is_heard_and_answered():
    answer = delivered(body())
    assert answer.status_code == 200 and "Apa yang ingin Anda sampaikan?" in answer.json()["replies"][-1]
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("signed", ["", "t=1,v1=" + "0" * 64, "v1=" + "0" * 64, "x", "t=99999999999999999,v1=" + "0" * 64])
def test_what_is_not_signed_is_not_heard(signed):
    assert delivered(body(), signed=signed).status_code == 403
    assert delivered(body(), secret="t" * 40).status_code == 403
    assert not Conversation.objects.exists()


def test_a_changed_body_an_old_and_a_future_signature_are_refused():
    raw = body()
    made = signature(raw, key=SECRET, at=int(time.time()))
    assert delivered(raw.replace(b"halo", b"hola"), signed=made).status_code == 403
    assert [delivered(raw, at=at).status_code for at in (-301, 302)] == [403, 403]
    assert delivered(raw, at=-290).status_code == 200


def test_a_replayed_delivery_is_answered_the_same_and_changes_nothing():
    delivered(body("halo", their_id="a"))
    first = delivered(body("1", their_id="b"))
    again = delivered(body("1", their_id="b"), at=5)
    assert again.json() == first.json()
    assert queries.state_of(Interview.objects.get()).current.id == "what"
    assert delivered(body("1", their_id="b", conversation="62822")).json() != first.json()  # another conversation's id is its own
    assert b"halo" not in repr(list(Delivery.objects.values())).encode()


def test_two_at_once_are_one(monkeypatch):
    from damai.interviews import actions

    conversation = actions.converse("whatsapp", "62811")
    assert actions.claim_delivery(conversation, "1").is_mine
    assert delivered(body()).status_code == 503  # the other is still being answered
    actions.drop_claim(conversation, "1")
    assert delivered(body()).status_code == 200


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b"[]",
        b'"x"',
        b"\xff\xfe",
        b"[" * 100_000,
        body(channel="WhatsApp"),
        body(conversation=""),
        body(conversation=5),
        body(messages=[]),
        body(messages="x"),
        body(messages=[{"text": 5}]),
        body(messages=[{"text": "x"}] * 21),
        body(messages=[{"files": [{"name": "a.jpg", "data": "%%%"}]}]),
        body(messages=[{"files": ["x"]}]),
        body(language=5),
    ],
)
def test_what_was_signed_and_cannot_be_read_is_kept_and_said_so(raw):
    answer = delivered(raw)
    assert answer.status_code == 422 and answer.json()["error"]
    assert delivered(raw).status_code == 422
    assert Message.objects.get().readable is False and bytes(Message.objects.get().sealed) != raw  # kept once, for a person


def test_a_photo_comes_along():
    picture = base64.b64encode(photo()).decode()
    delivered(body("halo"))
    answer = delivered(body(their_id="2", messages=[{"text": "", "files": [{"name": "../../etc/x.jpg", "data": picture}]}]))
    assert answer.status_code == 200 and queries.count_files(Interview.objects.get()) == 1


def test_a_swollen_body_is_refused_before_it_is_read_whole():
    from damai.interviews.doors.gateway import MOST_BYTES

    assert delivered(b" " * (MOST_BYTES + 10)).status_code == 413
    assert delivered(body("x" * 5_000_000)).status_code == 200  # said to be too long in the answer, and nothing breaks
    assert any("sangat panjang" in each for each in delivered(body("x" * 5_000_000)).json()["replies"])


def test_a_conversation_that_floods_is_asked_to_wait(monkeypatch):
    from damai.interviews.doors import chat

    monkeypatch.setattr(chat, "MOST_AN_HOUR", 3)
    answers = [delivered(body("halo", their_id=str(number))).json()["replies"] for number in range(5)]
    assert "Terlalu banyak" in answers[-1][0] and "Terlalu banyak" not in answers[0][0]


def test_without_a_gateway_the_door_is_shut(settings):
    settings.CHAT_SECRET = ""
    assert delivered(body(), secret="").status_code == 404
    assert Client().get(HERE).status_code == 405
