"""Codes of signatures, and the link by which a signatory comes back to their own.

The link is not stored anywhere: it is the code and a keyed hash of it, so nobody who reads the database can make one, and the
person who showed somebody the QR code in the hall never sees it.
"""

import hmac
import re
from base64 import b32encode, urlsafe_b64encode
from collections.abc import Iterable

# Crockford's letters: nothing that is taken for something else when read aloud from paper.
_LETTERS = bytes.maketrans(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", b"0123456789ABCDEFGHJKMNPQRSTVWXYZ")
_CODE = re.compile(r"S-[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}")


def new_code(random: bytes) -> str:
    """A signature's code out of seven random bytes: S-7K3MQ-9XD2P. 50 bits, so that nobody lists them by counting."""
    letters = b32encode(random[:7]).translate(_LETTERS).decode()[:10]
    return f"S-{letters[:5]}-{letters[5:]}"


def read_code(typed: str) -> str:
    """The code that somebody typed from paper, or nothing: small letters, o for 0, i and l for 1, hyphens or none."""
    letters = re.sub(r"[\s-]", "", typed.strip().upper()[:40])
    letters = letters.removeprefix("S") if len(letters) == 11 else letters
    letters = letters.translate(str.maketrans("OIL", "011"))
    code = f"S-{letters[:5]}-{letters[5:]}"
    return code if _CODE.fullmatch(code) else ""


def own_link(code: str, key: bytes) -> str:
    """The last part of the address of one's own page: the code and 128 bits that only this house can make."""
    mac = hmac.digest(key, code.encode(), "sha256")[:16]
    return f"{code}.{urlsafe_b64encode(mac).decode().rstrip('=')}"


def read_own_link(link: str, keys: Iterable[bytes]) -> str:
    """The code behind a link, or nothing when this house did not make it."""
    code, _, _ = link.partition(".")
    good = [hmac.compare_digest(link.encode(), own_link(code, key).encode()) for key in keys]
    return code if any(good) and _CODE.fullmatch(code) else ""
