"""A certificate as a PDF file that this house's key vouches for, byte by byte, and that anyone can check without us.

The signature (Ed25519, by the key of the ledger) stands in the file's keywords, in a place of fixed length. What is signed is the
SHA-256 of the whole file with zeros in that place, under a heading of its own: no checkpoint of the ledger can be passed off as
a certificate or the other way round. See docs/decisions/0006 for why, and for what it does not prove.
"""

import re
from base64 import b64encode
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from damai.ledger.rules.notes import PublicKey, SigningKey, unbase64

MARK = b"damai-certificate-v1"
_LENGTH = 92  # base64 of four bytes of the key's id and 64 of the signature
PLACE = "0" * _LENGTH
LARGEST = 4_000_000  # bytes of a file that is still looked at
_CLAIM = re.compile(
    rb"damai-certificate-v1, origin=([A-Za-z0-9._:/-]{1,120}), code=(S-[0-9A-Z]{5}-[0-9A-Z]{5}), declaration=(D-[0-9]{5,8}), "
    rb"version=([0-9]{1,5}), text=([0-9a-f]{64}), statement=([0-9a-f]{64}), signature=([A-Za-z0-9+/=]{92})"
)


class Flaw(StrEnum):
    """Why a file is no certificate that can be believed."""

    NOT_A_CERTIFICATE = "not-a-certificate"
    TRUNCATED = "truncated"
    APPENDED = "appended"  # something stands behind its end
    TWO_PLACES = "two-places"  # more than one signature, or they differ
    OTHER_HOUSE = "other-house"  # signed by a key that is not trusted here
    CHANGED = "changed"  # at least one byte is not as it was signed


@dataclass(frozen=True)
class Claim:
    """What a certificate says of itself. To be believed only when there is no flaw."""

    origin: str  # the house: the name of its log
    code: str
    declaration: str
    version: int
    text: str  # digest of the text
    statement: str  # digest of what was signed

    @property
    def keywords(self) -> list[str]:
        """As they are written into the file, with the place for the signature."""
        return [
            MARK.decode(),
            f"origin={self.origin}",
            f"code={self.code}",
            f"declaration={self.declaration}",
            f"version={self.version}",
            f"text={self.text}",
            f"statement={self.statement}",
            f"signature={PLACE}",
        ]


@dataclass(frozen=True)
class Verdict:
    """What a file proves: nothing while there is a flaw."""

    flaw: Flaw | None
    claim: Claim | None  # also there with a flaw, where it could be read; then it proves nothing
    key: PublicKey | None = None  # that vouches for it

    @property
    def good(self) -> bool:
        """Whether a trusted key vouches for every byte."""
        return self.flaw is None


def put_signature(pdf: bytes, key: SigningKey) -> bytes:
    """The same file, of the same length, vouched for. The PDF was made with `Claim.keywords` and stays valid."""
    found = list(_CLAIM.finditer(pdf))
    if len(found) != 2 or any(match[7] != PLACE.encode() for match in found):
        raise ValueError("The file has no place for a signature")  # information dictionary and XMP, once each
    signature = Ed25519PrivateKey.from_private_bytes(key.seed).sign(_message(pdf, key.name))
    packed = b64encode(key.public.id + signature)
    return pdf.replace(PLACE.encode(), packed)


def _message(zeroed: bytes, origin: str) -> bytes:
    """What is signed: a heading that no checkpoint has, the house, and the digest of the file."""
    return f"damai.certificate/v1\n{origin}\n{b64encode(sha256(zeroed).digest()).decode()}\n".encode()


def check(body: bytes, keys: list[PublicKey]) -> Verdict:
    """Whether one of these keys vouches for this file, and if not, the first thing that is wrong."""
    found = list(_CLAIM.finditer(body)) if len(body) <= LARGEST and body.startswith(b"%PDF-") else []
    if not found:
        cut = body.startswith(b"%PDF-") and b"%%EOF" not in body
        return Verdict(Flaw.TRUNCATED if cut else Flaw.NOT_A_CERTIFICATE, None)
    claim = _claim(found[0])
    if len({match[0] for match in found}) > 1 or len(found) > 2 or body.count(MARK) > 2:
        return Verdict(Flaw.TWO_PLACES, claim)
    if not body.endswith(b"%%EOF"):
        return Verdict(Flaw.APPENDED if b"%%EOF" in body else Flaw.TRUNCATED, claim)
    if len(found) != 2:
        return Verdict(Flaw.CHANGED, claim)
    return _judge(body, claim, found[0][7], keys)


def _judge(body: bytes, claim: Claim, packed: bytes, keys: list[PublicKey]) -> Verdict:
    try:
        signature = unbase64(packed.decode())
    except ValueError:
        return Verdict(Flaw.CHANGED, claim)
    known = [key for key in keys if key.name == claim.origin]
    if not known:
        return Verdict(Flaw.OTHER_HOUSE, claim)
    key = next((key for key in known if key.id == signature[:4]), None)
    if key is None:
        return Verdict(Flaw.OTHER_HOUSE, claim)
    try:
        message = _message(body.replace(packed, PLACE.encode()), claim.origin)
        Ed25519PublicKey.from_public_bytes(key.key).verify(signature[4:], message)
    except InvalidSignature:
        return Verdict(Flaw.CHANGED, claim)
    return Verdict(None, claim, key)


def _claim(match: re.Match[bytes]) -> Claim:
    origin, code, declaration, version, text, statement = (part.decode() for part in match.groups()[:6])
    return Claim(origin, code, declaration, int(version), text, statement)
