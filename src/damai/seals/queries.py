"""Opening what was sealed, and finding it again without opening it."""

import hmac
from functools import lru_cache
from hashlib import sha256

from django.conf import settings

from .rules import KEY_BYTES, NONCE_BYTES, Keyring, derive, unseal, unwrap

TAG = 16  # bytes that AES-GCM adds
WRAPPED = NONCE_BYTES + KEY_BYTES + TAG
KEY_ID = 8  # characters of rules.key_id


def keyring() -> Keyring:
    """The sealing keys this server was given."""
    return _keyring(settings.SEALING_KEY, tuple(settings.SEALING_KEYS_RETIRED))


@lru_cache(maxsize=8)
def _keyring(current: bytes, retired: tuple[bytes, ...]) -> Keyring:
    return Keyring(current, retired)


def opened(sealed: bytes | memoryview, *, about: str) -> str:
    """The words that `actions.sealed` sealed; CannotUnseal when changed or moved. Nothing sealed is an empty text."""
    return opened_bytes(sealed, about=about).decode()


def opened_bytes(sealed: bytes | memoryview, *, about: str) -> bytes:
    """The bytes that `actions.sealed` sealed."""
    packed = bytes(sealed)
    if not packed:
        return b""
    key = keyring().named(packed[:KEY_ID].decode("ascii", "replace"))
    data_key = unwrap(packed[KEY_ID : KEY_ID + WRAPPED], key=key, about=about.encode())
    return unseal(packed[KEY_ID + WRAPPED :], data_key=data_key, about=about.encode())


def fingerprint(value: str, *, purpose: str) -> str:
    """A keyed hash (64 hex digits) by which equal values are found; without the key it says nothing."""
    return fingerprints(value, purpose=purpose)[0]


def fingerprints(value: str, *, purpose: str) -> list[str]:
    """The same under every key this server was given, the one in use first: finds what was kept before the key was changed."""
    return [hmac.new(derive(key, f"fingerprint/{purpose}"), value.encode(), sha256).hexdigest() for key in keyring().all]
