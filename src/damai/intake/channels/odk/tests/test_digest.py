"""Digest over http and https, Basic only over https, and nothing overheard is accepted a second time."""

import base64
import hashlib
import re
import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from damai.intake.channels.odk import access, digest
from damai.intake.models import DigestNonce, Message

from .phones import form_body, full, new_phone

URI = "/masuk/odk/submission?deviceID=collect:abc"
KEY = b"k" * 32


@pytest.fixture(params=["short", "django"])
def phone(request, db):
    return new_phone(request.param)


def md5(text):
    return hashlib.md5(text.encode()).hexdigest()


def challenge_in(reply):
    return {
        name: quoted or bare for name, quoted, bare in re.findall(r'(\w+)=(?:"([^"]*)"|(\w+))', reply.headers["WWW-Authenticate"])
    }


def answered(phone, challenge, *, method="POST", count=1, **changes):
    """The Authorization header of a phone that knows its secret."""
    use = {
        "username": phone.new.device.code,
        "secret": phone.new.secret,
        "uri": URI,
        "nonce": challenge["nonce"],
        "opaque": challenge["opaque"],
        "qop": "auth",
        "realm": "Damai",
    } | changes
    first, second = md5(f"{use['username']}:{use['realm']}:{use['secret']}"), md5(f"{method}:{use['uri']}")
    nc = f"{count:08x}"
    response = md5(f"{first}:{use['nonce']}:{nc}:c0ffee:{use['qop']}:{second}")
    return (
        f'Digest username="{use["username"]}", realm="{use["realm"]}", nonce="{use["nonce"]}", uri="{use["uri"]}", '
        f'qop={use["qop"]}, nc={nc}, cnonce="c0ffee", response="{response}", opaque="{use["opaque"]}"'
    )


def post(phone, instance, authorization="", **environ):
    body, kind = form_body(full(instance), {})
    if authorization:
        environ["HTTP_AUTHORIZATION"] = authorization
    return phone.request("POST", URI, body, content_type=kind, **environ)


def test_the_handshake_and_no_request_twice(phone):
    asked = post(phone, "uuid:1")
    challenge = challenge_in(asked)
    assert (asked.status, challenge["qop"], challenge["algorithm"], challenge["domain"]) == (401, "auth", "MD5", "/masuk/odk/")
    assert "stale" not in challenge
    authorization = answered(phone, challenge)
    assert post(phone, "uuid:1", authorization).status == 201
    replay = post(phone, "uuid:2", authorization)
    assert (replay.status, challenge_in(replay)["stale"]) == (401, "true")
    assert post(phone, "uuid:2", answered(phone, challenge, count=2)).status == 201
    back = post(phone, "uuid:3", answered(phone, challenge, count=1))
    assert (back.status, Message.objects.count()) == (401, 2)
    assert DigestNonce.objects.count() == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"secret": "salah"},
        {"username": "D-LAIN"},
        {"uri": "/masuk/odk/formList"},
        {"nonce": digest.new_nonce(KEY, at=time.time())},  # signed by someone else
        {"nonce": "bukan-nonce"},
        {"opaque": "0" * 24},
        {"qop": "auth-int"},
        {"realm": "Lain"},
        {"method": "GET"},
    ],
)
def test_whoever_does_not_know_the_secret_is_asked_again_and_nothing_is_kept(phone, changes):
    challenge = challenge_in(post(phone, "uuid:1"))
    refused = post(phone, "uuid:1", answered(phone, challenge, **changes))
    assert (refused.status, Message.objects.count(), DigestNonce.objects.count()) == (401, 0, 0)
    assert "stale" not in challenge_in(refused)
    assert "kata sandi" in refused.words
    assert post(phone, "uuid:1", answered(phone, challenge)).status == 201


def test_an_old_nonce_is_stale_and_not_wrong(phone):
    old = {**challenge_in(post(phone, "uuid:1")), "nonce": digest.new_nonce(access.digest_key(), at=time.time() - 700)}
    refused = post(phone, "uuid:1", answered(phone, old))
    assert (refused.status, challenge_in(refused)["stale"]) == (401, "true")
    assert post(phone, "uuid:1", answered(phone, challenge_in(refused))).status == 201


def test_basic_only_over_https(phone, settings):
    word = base64.b64encode(f"{phone.new.device.code}:{phone.new.secret}".encode()).decode()
    plain = post(phone, "uuid:1", f"Basic {word}")
    assert (plain.status, Message.objects.count()) == (401, 0)
    assert "Basic" not in plain.headers["WWW-Authenticate"]
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert post(phone, "uuid:1", f"Basic {word}", HTTP_X_FORWARDED_PROTO="https").status == 201
    wrong = base64.b64encode(f"{phone.new.device.code}:salah".encode()).decode()
    assert post(phone, "uuid:2", f"Basic {wrong}", HTTP_X_FORWARDED_PROTO="https").status == 401
    assert post(phone, "uuid:2", "Basic ???", HTTP_X_FORWARDED_PROTO="https").status == 401


@given(st.text(max_size=300))
def test_garbled_headers_have_only_one_name(text):
    for header in (text, f"Digest {text}", f'Digest username="a", nc=1, {text}'):
        with suppress(digest.NoClaim):
            digest.read_claim(header, KEY)
    assert digest.issued_at(text, KEY) is None


def test_a_nonce_says_when_it_was_issued():
    assert digest.issued_at(digest.new_nonce(KEY, at=1_700_000_000.9), KEY) == 1_700_000_000
