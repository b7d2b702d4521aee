"""How things are sealed: columns and messages under keys of their own, and files frame by frame."""

from .frames import FRAME, HEADER, Sealer, Unsealer, sealed_size
from .keys import (
    KEY_BYTES,
    NONCE_BYTES,
    CannotUnseal,
    Keyring,
    UnknownKey,
    derive,
    key_id,
    new_data_key,
    seal,
    subject,
    token_hash,
    unseal,
    unwrap,
    wrap,
)

__all__ = [
    "FRAME",
    "HEADER",
    "KEY_BYTES",
    "NONCE_BYTES",
    "CannotUnseal",
    "Keyring",
    "Sealer",
    "UnknownKey",
    "Unsealer",
    "derive",
    "key_id",
    "new_data_key",
    "seal",
    "sealed_size",
    "subject",
    "token_hash",
    "unseal",
    "unwrap",
    "wrap",
]
