"""How a message is sealed: its own random key for its words, and a key outside the database around that key.

Whoever holds only the database reads nothing. Destroying the wrapped key of one message forgets that message, and no other.
"""

import json
import os
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32
NONCE_BYTES = 12  # AES-GCM's own


class CannotUnseal(Exception):
    """The bytes, the key or what they are about do not fit together: changed, moved to another row, or the wrong key."""


class UnknownKey(CannotUnseal):
    """The message was sealed under a key that this server was not given."""


@lru_cache(maxsize=64)
def derive(key: bytes, purpose: str) -> bytes:
    """A 32-byte key for one purpose (HKDF-SHA256), so that no key is ever used for two things."""
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=f"damai/{purpose}/v1".encode()).derive(key)


@lru_cache(maxsize=64)
def key_id(key: bytes) -> str:
    """Eight hex digits that name a key without revealing it."""
    return sha256(b"damai key id" + key).hexdigest()[:8]


@dataclass(frozen=True)
class Keyring:
    """The key in use and those that older messages were sealed under."""

    current: bytes
    retired: tuple[bytes, ...] = ()

    def __post_init__(self) -> None:
        if any(len(key) != KEY_BYTES for key in self.all):
            raise ValueError(f"A sealing key has {KEY_BYTES} bytes")

    @property
    def all(self) -> tuple[bytes, ...]:
        """Every key, the one in use first."""
        return (self.current, *self.retired)

    def named(self, name: str) -> bytes:
        """The key with this id, or UnknownKey."""
        for key in self.all:
            if key_id(key) == name:
                return key
        raise UnknownKey(name)


@lru_cache(maxsize=16)
def _wrapper(key: bytes) -> AESGCM:
    return AESGCM(derive(key, "wrap"))


def new_data_key() -> bytes:
    """A random 256-bit key for one message."""
    return os.urandom(KEY_BYTES)


def subject(channel: str, their_id: str, part: str) -> bytes:
    """What sealed bytes are about; they open only under the same words, so a row cannot be moved to another message."""
    return json.dumps([channel, their_id, part], ensure_ascii=True, separators=(",", ":")).encode()


def seal(plain: bytes, *, data_key: bytes, about: bytes) -> bytes:
    """Nonce and AES-256-GCM ciphertext."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(data_key).encrypt(nonce, plain, about)


def unseal(sealed: bytes, *, data_key: bytes, about: bytes) -> bytes:
    """The plain bytes, or CannotUnseal."""
    try:
        return AESGCM(data_key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], about)
    except (InvalidTag, ValueError) as error:
        raise CannotUnseal from error


def wrap(data_key: bytes, *, key: bytes, about: bytes) -> bytes:
    """The data key, sealed by the key that is outside the database."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + _wrapper(key).encrypt(nonce, data_key, about)


def unwrap(wrapped: bytes, *, key: bytes, about: bytes) -> bytes:
    """The data key, or CannotUnseal."""
    try:
        return _wrapper(key).decrypt(wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:], about)
    except (InvalidTag, ValueError) as error:
        raise CannotUnseal from error


def token_hash(token: str) -> str:
    """What is stored of a secret link's token: whoever reads the database cannot open the link."""
    return sha256(token.encode()).hexdigest()
