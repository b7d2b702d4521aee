"""An authenticator app of our own (RFC 6238), so that the codes do not come from the code under test."""

import base64
import hmac
import struct
import time


def code(secret: str, *, steps: int = 0) -> str:
    """The six digits an app shows now, or some half minutes from now."""
    counter = struct.pack(">Q", int(time.time()) // 30 + steps)
    digest = hmac.digest(base64.b32decode(secret), counter, "sha1")
    start = digest[-1] & 0x0F
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"
