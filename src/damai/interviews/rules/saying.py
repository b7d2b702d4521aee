"""What the engine says: Indonesian sentences with places to fill in, translated by whoever shows them."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

# Signs that turn the direction of what follows, or hide: a name must be read as it was written.
_TURNING = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\u200b\u2060")


def say(words: str) -> str:
    """The words as they are: a mark by which they are collected for translation."""
    return words


@dataclass(frozen=True, kw_only=True)
class Line:
    """One thing the engine says. Values that are days, hours or other sentences are put into words when it is shown."""

    words: str
    values: Mapping[str, object] = field(default_factory=dict)
    tone: str = "plain"  # plain, good, warn or bad: for a page that shows it in colour and with a drawing


def clean(text: str, *, lines: bool = False) -> str:
    """What a person wrote, without signs that no database or reader should meet: NUL, half letters, turned directions."""
    normal = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n"))
    kept = "".join(sign for sign in normal if _may_stay(sign))
    if lines:
        return "\n".join(line.rstrip() for line in kept.strip().split("\n"))
    return " ".join(kept.split())


def _may_stay(sign: str) -> bool:
    if sign in "\n\t":
        return True
    return sign not in _TURNING and unicodedata.category(sign) not in {"Cc", "Cs", "Co", "Cn"}


def has_words(text: str) -> bool:
    """Whether there is a letter or a digit in it: a picture of a thumb is no name."""
    return any(unicodedata.category(sign)[0] in "LN" for sign in text)
