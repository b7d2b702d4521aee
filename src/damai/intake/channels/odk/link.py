"""What configures Collect for one member: an address with a token in it, as a QR code that the app scans."""

import base64
import json
import zlib
from typing import Any

import segno

PROJECT = "Damai"


def settings_code(*, server_url: str, username: str = "", password: str = "", project: str = PROJECT) -> str:
    """The text of the QR code: base64 of zlib of Collect's settings as JSON. `general` and `admin` must both be there."""
    general: dict[str, Any] = {
        "server_url": server_url,
        "form_update_mode": "match_exactly",  # a closed form disappears from the phone, a new version arrives by itself
        "periodic_form_updates_check": "every_fifteen_minutes",
        "autosend": "wifi_and_cellular",
        "constraint_behavior": "on_swipe",
        "instance_sync": False,
        "delete_send": False,  # what was sent stays on the phone: the only copy if everything here burns
    }
    if username:
        general |= {"username": username, "password": password}
    settings = {"general": general, "admin": {}, "project": {"name": project, "icon": "🕊", "color": "#1f6f54"}}
    packed = json.dumps(settings, separators=(",", ":"), ensure_ascii=False).encode()
    return base64.b64encode(zlib.compress(packed, 9)).decode()


def qr(code: str) -> segno.QRCode:
    """The QR code; low error correction, since it is shown on a screen and holds much."""
    return segno.make_qr(code, error="l")
