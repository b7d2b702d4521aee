"""The signature under a pack: a note (c2sp.org/signed-note) by the key of the ledger over the digest of its manifest.

Everything else follows from the manifest: it lists every file with its digest, and the frame of the ZIP is written in one way
only. The first line of the note is a heading that no checkpoint has, so neither can be passed off as the other
(docs/decisions/0006 says why there is one key).
"""

from base64 import b64encode
from collections.abc import Sequence
from enum import StrEnum
from hashlib import sha256

from damai.ledger.rules.notes import NoteRefused, PublicKey, Refusal, SigningKey, open_note, parse_note, sign

from .manifest import FORMAT

LARGEST = 2_000  # bytes of a signature that is still looked at


class Flaw(StrEnum):
    """Why a signature says nothing for a manifest."""

    MALFORMED = "malformed"
    UNKNOWN = "unknown"  # not by a key that is trusted
    FORGED = "forged"  # does not fit what it stands under
    OTHER = "other"  # a good signature under another manifest


def text_of(origin: str, manifest: bytes) -> str:
    """What is signed: heading, house, digest of the manifest."""
    return f"{FORMAT}\n{origin}\n{b64encode(sha256(manifest).digest()).decode()}\n"


def signature_of(manifest: bytes, key: SigningKey) -> bytes:
    """The signature as a file."""
    return sign(text_of(key.name, manifest), key).encode()


def check(signature: bytes, manifest: bytes, keys: Sequence[PublicKey]) -> PublicKey | Flaw:
    """The key that vouches for a manifest, or what is wrong."""
    try:
        note = signature.decode() if len(signature) <= LARGEST else ""
        if len(parse_note(note).signatures) != 1:
            return Flaw.MALFORMED
        text, key = open_note(note, keys)
    except NoteRefused as error:
        return {Refusal.UNKNOWN: Flaw.UNKNOWN, Refusal.FORGED: Flaw.FORGED}.get(error.refusal, Flaw.MALFORMED)
    except UnicodeDecodeError:
        return Flaw.MALFORMED
    return key if text == text_of(key.name, manifest) else Flaw.OTHER
