"""Addresses, until the room of letters reads them."""

import re


class NotAnAddress(ValueError):
    """Not one."""


def email_address(text):
    text = text.strip().lower()
    if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", text):
        raise NotAnAddress(text)
    return text


def phone_number(text):
    digits = re.sub(r"[^0-9+]", "", text)
    if len(digits) < 9:
        raise NotAnAddress(text)
    return "+62" + digits[1:] if digits.startswith("0") else digits
