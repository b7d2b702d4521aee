"""Plain words from a message: one spelling for slang, stretched letters, digits in place of letters, and reduplication."""

import csv
import re
import unicodedata
from pathlib import Path

# Written for Damai: abbreviations of chats and SMS, with the few Javanese and Sundanese words that carry a negation.
SLANG = dict(csv.reader((Path(__file__).parent / "slang.csv").read_text("utf-8").splitlines()))
# Word lists read best as words.
PARTICLES = frozenset(
    """
    sih dong deh nih tuh lho loh lah mah atuh teh ya yah kak kakak min gan bro sis tah to tho mas mbak
    """.split()  # noqa: SIM905
)

_LEET = str.maketrans("013457", "oieast")
_LINK = re.compile(r"(?:https?://|www\.)\S+")
_ACCOUNT = re.compile(r"@\w+")
_MONEY = re.compile(r"\brp\.?\s*\d[\d.,]*(?:\s*(?:rb|ribu|jt|juta|k))?|\b\d[\d.,]*\s*(?:rb|ribu|jt|juta|k|rebu|ewu)\b")
_STRETCHED = re.compile(r"([a-z])\1{2,}")
_TWICE = re.compile(r"\b([a-z]{3,})2([a-z]{0,3})\b")
_TOKEN = re.compile(r"[a-z0-9]+")
_DIGIT_INSIDE = re.compile(r"(?<=[a-z])[013457](?=[a-z])")


def plain(text: str) -> list[str]:
    """The words of a text in one spelling, in order; links, accounts and amounts become the words for them."""
    text = unicodedata.normalize("NFKC", text).casefold()
    text = "".join(letter for letter in text if unicodedata.category(letter) not in {"Cf", "Mn"})
    text = _ACCOUNT.sub(" akun ", _LINK.sub(" tautan ", text))
    text = _MONEY.sub(" nominaluang ", text)
    text = _DIGIT_INSIDE.sub(lambda found: found[0].translate(_LEET), text)
    text = _STRETCHED.sub(r"\1", text)
    text = _TWICE.sub(r"\1 \1\2", text)
    words: list[str] = []
    for word in _TOKEN.findall(text):
        if word not in PARTICLES:
            words += SLANG.get(word, word).split("_")
    return words
