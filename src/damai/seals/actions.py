"""Sealing personal data for a column."""

from .queries import keyring
from .rules import key_id, new_data_key, seal, wrap


def sealed(plain: str | bytes, *, about: str) -> bytes:
    """Words or bytes under a random key of their own, wrapped by the key outside the database; deleting the bytes forgets them.

    `about` names room, column and row (`rakor.invitation.email/R-00001/3`): sealed bytes open under no other words,
    so they cannot be moved to another row. Nothing stays nothing.
    """
    if not plain:
        return b""
    data_key, key = new_data_key(), keyring().current
    body = seal(plain.encode() if isinstance(plain, str) else plain, data_key=data_key, about=about.encode())
    return key_id(key).encode() + wrap(data_key, key=key, about=about.encode()) + body
