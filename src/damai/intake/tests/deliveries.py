"""Deliveries for the tests of this room."""

import io
import uuid
from datetime import UTC, datetime

from PIL import Image

from damai.intake.envelope import Envelope, Part

NOON = datetime(2024, 2, 1, 5, 0, tzinfo=UTC)


def envelope(
    raw: bytes = b'{"text": "Ada pembagian amplop di RW 03"}', *, their_id: str = "", attachments: tuple[Part, ...] = (), **more
) -> Envelope:
    """A delivery by the channel of the tests."""
    values = {"channel": "test", "raw_type": "application/json", "received_at": NOON} | more
    return Envelope(their_id=their_id or str(uuid.uuid4()), raw=raw, attachments=attachments, **values)


def photo(width: int = 64, height: int = 48, *, kind: str = "JPEG", **options) -> bytes:
    """A small, honest picture."""
    out = io.BytesIO()
    Image.linear_gradient("L").resize((width, height)).convert("RGB").save(out, kind, **options)
    return out.getvalue()
