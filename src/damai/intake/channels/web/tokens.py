"""What each form carries: an identity of its own, so that sending twice is once, and when it was opened, against robots."""

import hashlib
import json
import uuid
from dataclasses import asdict, dataclass, fields
from datetime import timedelta

from django.core import signing

from ...envelope import Part

FASTEST = timedelta(seconds=2)  # nobody reads the form and writes a sentence in less
LONGEST = timedelta(days=7)  # a phone that was without a signal for a week
_FORM_SALT = "damai.intake.web.form"
_FILES_SALT = "damai.intake.web.files"


@dataclass(frozen=True)
class Token:
    """The identity of one form on somebody's screen."""

    nonce: str

    @property
    def their_id(self) -> str:
        """What the database keeps of it. The nonce itself is sealed in the message: without it the message's digest, which is
        in the ledger for ever, cannot be found by trying likely words."""
        return "form:" + hashlib.sha256(self.nonce.encode()).hexdigest()[:40]


class TooFast(Exception):
    """Sent sooner than a person can write."""


class Stale(Exception):
    """Not one of our tokens, or one that is too old."""


def new_token() -> str:
    """A token for a form that is being shown."""
    return signing.TimestampSigner(salt=_FORM_SALT).sign(uuid.uuid4().hex)


def read_token(text: str, *, hurried: bool = False) -> Token:
    """The token of a form that comes back; TooFast or Stale. `hurried` allows what a person can send at once."""
    signer = signing.TimestampSigner(salt=_FORM_SALT)
    try:
        nonce = signer.unsign(text, max_age=LONGEST)
    except signing.BadSignature as error:
        raise Stale from error
    if not hurried:
        try:
            signer.unsign(text, max_age=FASTEST)
        except signing.SignatureExpired:
            return Token(nonce)
        raise TooFast
    return Token(nonce)


def sign_parts(parts: tuple[Part, ...]) -> str:
    """Files that are here already, for the form to carry while its errors are mended: nobody uploads a film twice."""
    return signing.dumps([asdict(part) for part in parts], salt=_FILES_SALT) if parts else ""


def read_parts(text: str) -> tuple[Part, ...]:
    """The files a form carries; none when they were changed or are too old."""
    if not text:
        return ()
    known = {field.name for field in fields(Part)}
    try:
        found = signing.loads(text, salt=_FILES_SALT, max_age=timedelta(hours=20))
        return tuple(Part(**{name: value for name, value in each.items() if name in known}) for each in found)
    except (signing.BadSignature, TypeError, json.JSONDecodeError):
        return ()
