"""How long an SMS is, in the signs that telephones know, and how it is signed for the gateway."""

import hmac
from dataclasses import dataclass
from hashlib import sha256

# 3GPP TS 23.038: the 7-bit alphabet, and the signs that take two places because they follow an escape.
_GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
_GSM_TWO = frozenset("\f^{}\\[~]|€")
MOST_SEGMENTS = 3
_PLAIN = str.maketrans(
    {
        "\u2018": "'", "\u2019": "'", "\u201a": "'", "\u201c": '"', "\u201d": '"', "\u201e": '"', "\u00ab": '"', "\u00bb": '"',
        "\u2013": "-", "\u2014": "-", "\u2212": "-", "\u2010": "-", "\u2011": "-", "\u2026": "...", "\u00a0": " ", "\u202f": " ",
        "\u2009": " ", "\t": " ", "\u2192": "->", "\u2022": "-", "\u00b7": "-", "`": "'",
    }
)  # fmt: skip


class TooLong(ValueError):
    """The text would need more segments than we send."""

    def __init__(self, found: "Segments") -> None:
        super().__init__(f"{found.count} > {MOST_SEGMENTS}")
        self.found = found


@dataclass(frozen=True)
class Segments:
    """How a text travels: the alphabet, how many SMS it becomes, and how many places they hold together."""

    alphabet: str  # gsm-7 or ucs-2
    count: int
    units: int  # septets, or 16-bit units


def in_plain_signs(text: str) -> str:
    """The text with typographic quotes, dashes and spaces as plain ones: one “ would halve what fits into an SMS."""
    return text.translate(_PLAIN)


def segments(text: str) -> Segments:
    """How a text travels: 160 septets alone or 153 in each of several, 70 or 67 when one sign is not in the 7-bit alphabet.

    A sign of two places (an escaped one, an emoji) is never torn apart, so a segment may stay one place short.
    """
    if all(sign in _GSM or sign in _GSM_TWO for sign in text):
        widths, alone, each, alphabet = [2 if sign in _GSM_TWO else 1 for sign in text], 160, 153, "gsm-7"
    else:
        widths, alone, each, alphabet = [2 if ord(sign) > 0xFFFF else 1 for sign in text], 70, 67, "ucs-2"
    units = sum(widths)
    if units <= alone:
        return Segments(alphabet, 1, units)
    count, room = 1, each
    for width in widths:
        if width > room:
            count, room = count + 1, each
        room -= width
    return Segments(alphabet, count, units)


def must_fit(text: str) -> Segments:
    """How the text travels, or TooLong beyond three segments."""
    found = segments(text)
    if found.count > MOST_SEGMENTS:
        raise TooLong(found)
    return found


def signature(body: bytes, *, key: str, at: int) -> str:
    """The header `Damai-Signature`: Unix time, and HMAC-SHA256 over time, dot and body, so that it cannot be replayed later."""
    made = hmac.new(key.encode(), f"{at}.".encode() + body, sha256).hexdigest()
    return f"t={at},v1={made}"
