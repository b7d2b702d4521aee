"""What a receipt code is: 80 bits that only the sender holds, and a character that catches a typo.

Sixteen characters of Crockford's base 32 (no I, L, O, U: they are misheard or misread) and a check character: the number
modulo 37. 37 is prime and larger than the alphabet, and 32 is not 1 modulo 37: so every single wrong character and every two
neighbours swapped are noticed. Crockford writes the remainders 32 to 36 with signs that cannot be said on a telephone
(* ~ $ = U); we derive again until the remainder is below 32, which costs a fifth of a bit.

The code is derived from what was delivered, not drawn: a retry after a lost acknowledgement gets the same code, although the
database holds only a keyed hash of it.
"""

import hmac
from base64 import b32encode
from enum import StrEnum

from damai.seals.rules import derive

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
DIGITS = 16
LENGTH = DIGITS + 1
MODULUS = 37
_CROCKFORD = bytes.maketrans(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", ALPHABET.encode())
_SPOKEN = str.maketrans("OIL", "011")
_SKIPPED = str.maketrans("", "", " -–—_.\t\n\r\u00a0\u200b")


class Typo(StrEnum):
    """What is wrong with a code that cannot be one of ours."""

    LENGTH = "length"
    CHARACTER = "character"
    CHECK = "check"


class ReceiptTypo(ValueError):
    """The code was mistyped; nothing was looked up."""

    def __init__(self, typo: Typo) -> None:
        super().__init__(typo.value)
        self.typo = typo


def check_character(digits: str) -> str | None:
    """The check character of sixteen digits; None where it would be one of the signs we do not use."""
    value = 0
    for digit in digits:
        value = value * len(ALPHABET) + ALPHABET.index(digit)
    rest = value % MODULUS
    return ALPHABET[rest] if rest < len(ALPHABET) else None


def receipt_for(channel: str, their_id: str, *, key: bytes) -> str:
    """The receipt of one delivery, 17 characters, the same each time it is asked for."""
    secret = derive(key, "receipt")
    delivery = f"{channel}|{their_id}".encode()
    attempt = 0
    while True:
        number = hmac.digest(secret, bytes([attempt]) + delivery, "sha256")[:10]
        rest = int.from_bytes(number) % MODULUS
        if rest < len(ALPHABET):
            return b32encode(number).translate(_CROCKFORD).decode() + ALPHABET[rest]
        attempt += 1


def lookup_of(receipt: str, *, key: bytes) -> bytes:
    """What the database keeps instead of the receipt: 16 bytes that are useless without the key."""
    return hmac.digest(derive(key, "receipt lookup"), receipt.encode(), "sha256")[:16]


def spoken(receipt: str) -> str:
    """The receipt as people read it: four groups."""
    return "-".join((receipt[:4], receipt[4:8], receipt[8:12], receipt[12:]))


def read(text: str) -> str:
    """The receipt that a person typed or said, or ReceiptTypo. Case, spaces, dashes and O/0, I/L/1 do not matter."""
    code = text.translate(_SKIPPED).upper().translate(_SPOKEN)
    if len(code) != LENGTH:
        raise ReceiptTypo(Typo.LENGTH)
    if set(code) - set(ALPHABET):
        raise ReceiptTypo(Typo.CHARACTER)
    if check_character(code[:DIGITS]) != code[DIGITS]:
        raise ReceiptTypo(Typo.CHECK)
    return code
