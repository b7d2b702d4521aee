"""Digest authentication as Collect speaks it (RFC 2617: MD5, qop=auth), pure: nonces are signed, so a forged one is no nonce."""

import base64
import hashlib
import hmac
import re
import secrets
import struct
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

REALM = "Damai"
NONCE_SECONDS = 600  # how long a nonce is good; a client that comes later is told `stale` and asks no one for a password


@dataclass(frozen=True, slots=True)
class Claim:
    """What an Authorization: Digest header claims."""

    username: str
    nonce: str
    count: int  # nc: how often the client says it has used this nonce
    uri: str
    cnonce: str
    nc: str
    response: str


class NoClaim(Exception):
    """The header is not a Digest claim that we can check."""


def ha1(username: str, secret: str) -> str:
    """MD5(user:realm:secret), all that a server needs to check a Digest response or a Basic password."""
    return _md5(f"{username}:{REALM}:{secret}")


def new_nonce(key: bytes, *, at: float) -> str:
    """A nonce good for NONCE_SECONDS from `at` (seconds of Unix time)."""
    body = struct.pack(">Q", int(at)) + secrets.token_bytes(8)
    return base64.urlsafe_b64encode(body + _seal(key, body)).decode()


def opaque(key: bytes) -> str:
    """The word that a client must echo."""
    return hmac.digest(key, b"odk opaque", "sha256")[:12].hex()


def issued_at(nonce: str, key: bytes) -> int | None:
    """When we issued this nonce, in seconds of Unix time; None if we did not."""
    try:
        raw = base64.b64decode(nonce.encode("ascii"), altchars=b"-_", validate=True)
    except ValueError:
        return None
    if len(raw) != 32 or not hmac.compare_digest(raw[16:], _seal(key, raw[:16])):
        return None
    return int(struct.unpack(">Q", raw[:8])[0])


def challenge(key: bytes, *, at: float, domain: str, stale: bool) -> str:
    """The value of WWW-Authenticate."""
    return (
        f'Digest realm="{REALM}", domain="{domain}", nonce="{new_nonce(key, at=at)}", opaque="{opaque(key)}", '
        f'algorithm=MD5, qop="auth"' + (", stale=true" if stale else "")
    )


_PAIR = re.compile(r'\s*(\w+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]*))\s*(?:,|$)')


def read_claim(header: str, key: bytes) -> Claim:
    """Read an Authorization header; NoClaim if it is not Digest with MD5 and qop=auth in our realm, or lacks a part."""
    scheme, _, rest = header.strip().partition(" ")
    if scheme.lower() != "digest" or len(rest) > 4_000:
        raise NoClaim("not Digest")
    found = {name.lower(): re.sub(r"\\(.)", r"\1", quoted) or bare for name, quoted, bare in _PAIR.findall(rest)}
    try:
        claim = Claim(
            username=found["username"],
            nonce=found["nonce"],
            count=int(found["nc"], 16),
            uri=found["uri"],
            cnonce=found["cnonce"],
            nc=found["nc"],
            response=found["response"].lower(),
        )
    except (KeyError, ValueError) as error:
        raise NoClaim("a part is missing") from error
    fits = found.get("realm") == REALM and found.get("qop") == "auth" and found.get("algorithm", "MD5").upper() == "MD5"
    if not fits or found.get("opaque") != opaque(key) or len(claim.nc) != 8:
        raise NoClaim("not what the challenge asked for")
    return claim


def is_same_address(uri: str, *, path: str, query: str) -> bool:
    """Whether the address that was signed is the one that was asked for; it may be written as a whole URL."""
    try:
        parts = urlsplit(uri)
    except ValueError:
        return False
    return unquote(parts.path) == path and parts.query == query


def is_true(claim: Claim, *, ha1: str, method: str) -> bool:
    """Whether the response was made by someone who knows the secret behind `ha1`."""
    ha2 = _md5(f"{method}:{claim.uri}")
    expected = _md5(f"{ha1}:{claim.nonce}:{claim.nc}:{claim.cnonce}:auth:{ha2}")
    return hmac.compare_digest(expected.encode(), claim.response.encode("utf-8", "replace"))


def _seal(key: bytes, body: bytes) -> bytes:
    return hmac.digest(key, b"odk nonce" + body, "sha256")[:16]


def _md5(text: str) -> str:
    # MD5 is what the protocol and Collect speak; the secret is random and long, never a human password.
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()
