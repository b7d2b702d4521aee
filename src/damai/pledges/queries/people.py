"""Who signed: names and drawings, opened; and what exactly was signed."""

import json

from damai.seals.queries import opened

from ..models import Signature
from ..rules import picture
from ..rules.drawing import kept


def name_of(signature: Signature) -> str:
    """The signatory's name, or nothing: not given, or forgotten."""
    return name_and_salt(signature)[0]


def name_and_salt(signature: Signature) -> list[str]:
    """Name and the statement's salt; two empty texts when they were forgotten."""
    packed = opened(signature.sealed_name, about=f"pledges.signature.name/{signature.code}")
    return json.loads(packed) if packed else ["", ""]


def strokes_of(signature: Signature) -> str:
    """The drawn strokes as JSON, or nothing."""
    return opened(signature.drawing, about=f"pledges.signature.drawing/{signature.code}")


def as_drawn(signature: Signature) -> bytes | None:
    """The drawn signature as a picture (PNG), or None."""
    strokes = strokes_of(signature)
    return picture(kept(strokes)) if strokes else None


def way_of(signature: Signature) -> str:
    """How a citizen is reached: email or sms; nothing for others."""
    contact = opened(signature.sealed_contact, about=f"pledges.signature.contact/{signature.code}")
    return contact.partition(":")[0]
