"""What is filed with an issued document: its values in one canonical form, and the code by which anyone can check it."""

import base64
import json
import re
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from .values import Picture, Qr, cleaned

# Without letters that are read for others; twelve of them are 59 bits: papers cannot be found by trying.
ALPHABET = "23456789abcdefghjkmnpqrstvwxyz"
TOKEN = 12


def canonical(values: Mapping[str, Any]) -> bytes:
    """The values as JSON: the same values are the same bytes. Pictures are in it, codes as what they say."""
    return json.dumps(_plain(cleaned(values)), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _plain(value: Any) -> Any:
    if isinstance(value, Qr):
        return {"qr": value.text}
    if isinstance(value, Picture):
        return {"picture": base64.b64encode(value.image).decode(), "words": value.words}
    if isinstance(value, dict):
        return {name: _plain(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_plain(part) for part in value]
    return value


def digest(body: bytes) -> str:
    """SHA-256 in hex."""
    return sha256(body).hexdigest()


def checking_code(code: str, token: str) -> str:
    """What stands in the QR and under it: N-00001-7kq2m4xpr9td."""
    return f"{code}-{token}"


def read_checking_code(typed: str) -> tuple[str, str] | None:
    """Code and token of what was typed or scanned; None for anything else."""
    found = re.fullmatch(rf"\s*(N-[0-9]{{5,12}})-([{ALPHABET}]{{{TOKEN}}})\s*", typed, re.I)
    return (found.group(1).upper(), found.group(2).lower()) if found else None
