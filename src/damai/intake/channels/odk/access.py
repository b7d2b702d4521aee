"""Whose phone this is: a token in the address, or Digest (Basic only over https). Answers are remembered for seconds."""

import base64
import hashlib
import hmac
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

from damai.agencies.access import Door

from ... import queries
from ...actions import spend_nonce
from ...models import Device
from . import digest
from .answers import Answer, message

Environ = dict[str, Any]
BASE = "/masuk/odk/"
REMEMBERED = 5.0  # seconds: how long a phone that was revoked may go on at most
MOST_REMEMBERED = 20_000


@dataclass(frozen=True, slots=True)
class Sender:
    """A phone that may send, and the member it sends for."""

    device: str
    member: str


class Refused(Exception):
    """Not theirs to use; `answer` says so to the person."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.status)
        self.answer = answer


@dataclass(frozen=True, slots=True)
class _Remembered:
    sender: Sender | None
    until: float  # seconds of the monotonic clock


_remembered: dict[bytes, _Remembered] = {}


def forget() -> None:
    """Forget what was remembered of phones, for tests."""
    _remembered.clear()


def sender_of(environ: Environ, token: str | None) -> Sender:
    """The phone behind a request. Refused: 403 for a token that is not good, 401 with a challenge where there is none."""
    if settings.SECURE_SSL_REDIRECT and not over_https(environ):
        raise Refused(message(403, gettext("Sambungan ini tidak aman. Gunakan alamat yang diawali https.")))
    if token is not None:
        sender = _by_token(token)
        if sender is None:  # 403 and not 401: with 401 Collect would ask for a password, and there is none
            text = gettext("Gawai ini tidak lagi terhubung. Mintalah kode QR baru kepada pengelola.")
            raise Refused(message(403, text))
        return sender
    return _by_header(environ)


def over_https(environ: Environ) -> bool:
    """Whether the phone speaks https with us, or with the proxy in front of us."""
    if settings.SECURE_PROXY_SSL_HEADER:
        header, value = settings.SECURE_PROXY_SSL_HEADER
        return environ.get(header) == value
    return environ.get("wsgi.url_scheme") == "https"


def _by_token(token: str) -> Sender | None:
    name = hashlib.sha256(token.encode(errors="replace")).digest()
    known = _remembered.get(name)
    if known is not None and known.until > time.monotonic():
        return known.sender
    sender = _sender(queries.device_by_token(name))
    if len(_remembered) >= MOST_REMEMBERED:
        _remembered.clear()
    _remembered[name] = _Remembered(sender, time.monotonic() + REMEMBERED)
    return sender


def _sender(device: Device | None) -> Sender | None:
    if device is None or not queries.may_send(device):
        return None
    return Sender(device.code, device.member.code)


def _by_header(environ: Environ) -> Sender:
    header = environ.get("HTTP_AUTHORIZATION", "")
    scheme = header.partition(" ")[0].lower()
    if scheme == "digest":
        return _by_digest(environ, header)
    if scheme == "basic" and over_https(environ):
        return _by_basic(header)
    raise _challenge()


def _by_digest(environ: Environ, header: str) -> Sender:
    key = digest_key()
    try:
        claim = digest.read_claim(header, key)
    except digest.NoClaim as error:
        raise _challenge() from error
    issued = digest.issued_at(claim.nonce, key)
    if issued is None or not digest.is_same_address(claim.uri, path=path_of(environ), query=environ.get("QUERY_STRING", "")):
        raise _challenge()
    device = queries.device(claim.username)
    if device is None or not digest.is_true(claim, ha1=queries.ha1_of(device), method=environ["REQUEST_METHOD"]):
        raise _challenge()
    # Who knows the secret and comes too late, or counts what was counted before, is asked again without a dialogue.
    if not 0 <= time.time() - issued <= digest.NONCE_SECONDS or not spend_nonce(claim.nonce, count=claim.count):
        raise _challenge(stale=True)
    return _allowed(device)


def _by_basic(header: str) -> Sender:
    try:
        username, _, password = base64.b64decode(header.partition(" ")[2], validate=True).decode().partition(":")
    except ValueError as error:
        raise _challenge() from error
    device = queries.device(username)
    if device is None or not hmac.compare_digest(digest.ha1(username, password), queries.ha1_of(device)):
        raise _challenge()
    return _allowed(device)


def _allowed(device: Device) -> Sender:
    sender = _sender(device)
    if sender is None:
        raise Refused(message(403, gettext("Gawai ini tidak lagi terhubung. Mintalah kode QR baru kepada pengelola.")))
    return sender


def _challenge(*, stale: bool = False) -> Refused:
    header = digest.challenge(digest_key(), at=time.time(), domain=BASE, stale=stale)
    text = gettext("Nama pengguna atau kata sandi gawai ini tidak cocok.")
    return Refused(message(401, text, headers=(("WWW-Authenticate", header),)))


def digest_key() -> bytes:
    """What nonces are signed with."""
    return hashlib.sha256(b"odk nonces" + settings.SECRET_KEY.encode()).digest()


def path_of(environ: Environ) -> str:
    """The path of a request as text; WSGI hands it over as bytes in Latin-1 clothes."""
    raw = environ.get("SCRIPT_NAME", "") + environ.get("PATH_INFO", "")
    return raw.encode("latin-1", "replace").decode("utf-8", "replace")


View = Callable[..., HttpResponse]


def open_to_devices(view: View) -> View:
    """Open to phones that are linked for a member who is appointed today; the view gets the sender."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, token: str | None = None, **kwargs: Any) -> HttpResponse:
        try:
            sender = sender_of(request.META, token)
        except Refused as refused:
            return as_response(refused.answer)
        return view(request, *args, sender=sender, token=token, **kwargs)

    guarded.door = Door(devices=True)  # type: ignore[attr-defined]
    return guarded


def as_response(answer: Answer) -> HttpResponse:
    """Our answer as Django's; its log would write the address of every refusal, and with it the token, into a file."""
    response = HttpResponse(answer.body, status=answer.status, headers=dict(answer.all_headers()))
    response._has_been_logged = True  # type: ignore[attr-defined]  # how django.utils.log is told that there is nothing to say
    return response
