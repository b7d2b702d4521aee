"""Where a letter can go: mail addresses and mobile numbers, in the one form in which they are kept and compared."""

import re
import unicodedata
from enum import StrEnum

import phonenumbers

LONGEST = 254  # characters of a mail address that fit into an SMTP path (RFC 5321, 4.5.3.1.3)
LONGEST_LOCAL = 64
# What stands before the @, without quotes: the signs of RFC 5322's dot-atom. Quoted local parts exist on paper only.
_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_TOP = re.compile(r"[a-z][a-z0-9-]*[a-z0-9]")
_CHANNEL = re.compile(r"[a-z][a-z0-9-]{0,19}")
_MOBILE = {phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE}


class Fault(StrEnum):
    """What is wrong with something that was typed as an address; `queries.why_not` says it in words."""

    EMPTY = "empty"
    CONTROL = "control"  # a line break or another invisible sign: how headers are smuggled in
    SPACES = "spaces"
    AT = "at"  # none, or several
    LONG = "long"
    LOCAL = "local"  # what stands before the @
    DOMAIN = "domain"
    NUMBER = "number"  # not a telephone number
    NO_MOBILE = "no-mobile"  # a number that no SMS from here reaches


class NotAnAddress(ValueError):
    """What was typed is no address that a letter can go to."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


def email_address(text: str) -> str:
    """A mail address as it is kept: lower case, the domain in its ASCII form. Raises NotAnAddress.

    Lower case also before the @: the standard would allow Sari@ and sari@ to be two people, and no provider does.
    Letters outside ASCII before the @ are refused, because many servers still cannot deliver them.
    """
    address = _trimmed(text)
    if any(sign.isspace() for sign in address):
        raise NotAnAddress(Fault.SPACES)
    local, at, domain = address.rpartition("@")
    if not at or "@" in local:
        raise NotAnAddress(Fault.AT)
    if len(local) > LONGEST_LOCAL:
        raise NotAnAddress(Fault.LONG)
    if not _LOCAL.fullmatch(local):
        raise NotAnAddress(Fault.LOCAL)
    whole = f"{local.lower()}@{_domain(domain)}"
    if len(whole) > LONGEST:
        raise NotAnAddress(Fault.LONG)
    return whole


def _domain(text: str) -> str:
    try:
        name = text.encode("idna").decode("ascii").lower() if len(text) <= LONGEST else ""
    except UnicodeError:
        raise NotAnAddress(Fault.DOMAIN) from None
    labels = name.split(".")
    if len(labels) < 2 or not all(_LABEL.fullmatch(label) for label in labels) or not _TOP.fullmatch(labels[-1]):
        raise NotAnAddress(Fault.DOMAIN)
    return name


def phone_number(text: str) -> str:
    """An Indonesian mobile number in E.164 (+62812…), however it was typed. Raises NotAnAddress.

    Only mobile numbers of Indonesia: nothing else is reached by an SMS for certain, and numbers abroad that earn money with
    every SMS are how strangers make a house pay for its own confirmation letters.
    """
    number = _trimmed(text)
    if len(number) > 40:
        raise NotAnAddress(Fault.LONG)
    try:
        parsed = phonenumbers.parse(number, "ID")
    except phonenumbers.NumberParseException:
        raise NotAnAddress(Fault.NUMBER) from None
    if parsed.extension or not phonenumbers.is_valid_number(parsed):
        raise NotAnAddress(Fault.NUMBER)
    if parsed.country_code != 62 or phonenumbers.number_type(parsed) not in _MOBILE:
        raise NotAnAddress(Fault.NO_MOBILE)
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def chat_address(text: str) -> str:
    """A conversation as its gateway names it: the channel, a stroke, and the gateway's own name for it. Raises NotAnAddress."""
    address = _trimmed(text)
    channel, stroke, conversation = address.partition("|")
    if not (stroke and conversation and _CHANNEL.fullmatch(channel)):
        raise NotAnAddress(Fault.LOCAL)
    if len(address) > LONGEST:
        raise NotAnAddress(Fault.LONG)
    return address


def _trimmed(text: str) -> str:
    """Without the spaces around it; anything invisible inside is refused."""
    trimmed = text.strip(" ")
    if not trimmed:
        raise NotAnAddress(Fault.EMPTY)
    if any(unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"} for sign in trimmed):
        raise NotAnAddress(Fault.CONTROL)
    return trimmed
